using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>What profiles may ask for, each with one of its own.</summary>
public class ProfileTests
{
    private const string Url = "https://x.example/StructureDefinition/asked-for";

    /// <summary>Checks a resource by a profile of these elements, written as rules.mjs writes them.</summary>
    private static string Found(string type, string profileElements, string resourceElements, string moreLines = "")
    {
        var rules = RulePack.With($$"""{"profile":"{{Url}}","type":"{{type}}","elements":[{{profileElements}}]}""" + "\n" + moreLines);
        var verdict = new Checker(rules).Check(Encoding.UTF8.GetBytes($$"""{"resourceType":"{{type}}",{{resourceElements}}}"""), rules.Profiles[Url]);
        return string.Join("; ", verdict.Issues.Select(issue => $"{issue.Code} {issue.Location}"));
    }

    [Theory]
    [InlineData("{'path':'name','min':2}", "'name':[{'text':'a'}]", "required Patient")]
    [InlineData("{'path':'name','max':'1'}", "'name':[{'text':'a'},{'text':'b'}]", "structure Patient")]
    [InlineData("{'path':'name','max':'0'}", "'name':[{'text':'a'}]", "structure Patient")]
    [InlineData("{'path':'name.given','min':1}", "'name':[{'given':['a']},{'text':'b'}]", "required Patient.name[1]")]
    [InlineData("{'path':'birthDate','min':1}", "'_birthDate':{'extension':[{'url':'http://x.example','valueCode':'x'}]}", "")]
    [InlineData("{'path':'name.given','max':'1'}", "'name':[{'given':['a',null],'_given':[null,{'extension':[{'url':'http://x.example','valueCode':'x'}]}]}]", "structure Patient.name[0]")]
    [InlineData("{'path':'deceased[x]','types':['boolean']}", "'deceasedDateTime':'2026'", "structure Patient.deceased")]
    [InlineData("{'path':'gender','fixed':'male'}", "'gender':'female'", "value Patient.gender")]
    [InlineData("{'path':'maritalStatus','fixed':{'text':'a'}}", "'maritalStatus':{'text':'a','id':'b'}", "value Patient.maritalStatus")]
    [InlineData("{'path':'maritalStatus','fixed':{'text':'a','id':'b'}}", "'maritalStatus':{'id':'b','text':'a'}", "")]
    [InlineData("{'path':'maritalStatus','pattern':{'coding':[{'code':'S'}]}}", "'maritalStatus':{'text':'a','coding':[{'code':'x'},{'code':'S','display':'y'}]}", "")]
    [InlineData("{'path':'maritalStatus','pattern':{'coding':[{'code':'S'}]}}", "'maritalStatus':{'coding':[{'code':'x'}]}", "value Patient.maritalStatus")]
    [InlineData("{'path':'maritalStatus','binding':'http://hl7.org/fhir/ValueSet/condition-clinical'}", "'maritalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]}", "")]
    [InlineData("{'path':'maritalStatus','binding':'http://hl7.org/fhir/ValueSet/condition-clinical'}", "'maritalStatus':{'text':'active'}", "code-invalid Patient.maritalStatus")]
    [InlineData("{'path':'birthDate.extension','min':1}", "'birthDate':'2026'", "required Patient.birthDate")]
    [InlineData("{'path':'managingOrganization','types':[{'type':'Reference','targets':['Organization']}]}", "'managingOrganization':{'reference':'Organization/1'}", "")]
    public void A_profile_narrows_an_element(string profile, string resource, string found) => Assert.Equal(found, Found("Patient", profile.Replace('\'', '"'), resource.Replace('\'', '"')));

    private const string SlicedBySystem = "{'path':'identifier','slicing':{'by':['value:system'],'rules':'RULES'}},{'path':'identifier:a','min':1,'max':'1'},{'path':'identifier:a.system','fixed':'http://a.example'},{'path':'identifier:b','max':'1'},{'path':'identifier:b.system','fixed':'http://b.example'}";
    private const string A = "{'system':'http://a.example','value':'1'}", B = "{'system':'http://b.example','value':'1'}", Other = "{'value':'1'}";

    [Theory]
    [InlineData("open", A + "," + B + "," + Other, "")]
    [InlineData("open", B, "required Patient")]
    [InlineData("open", A + "," + A, "structure Patient")]
    [InlineData("closed", A + "," + Other, "structure Patient.identifier[1]")]
    [InlineData("openAtEnd", A + "," + Other + "," + B, "structure Patient.identifier[2]")]
    [InlineData("openAtEnd", A + "," + B + "," + Other, "")]
    [InlineData("open','ordered':true,'x':'", B + "," + A, "structure Patient.identifier[1]")]
    public void Items_are_told_apart_by_a_value(string rules, string items, string found) =>
        Assert.Equal(found, Found("Patient", SlicedBySystem.Replace("RULES", rules, StringComparison.Ordinal).Replace('\'', '"'), $"\"identifier\":[{items.Replace('\'', '"')}]"));

    [Theory]
    [InlineData("pattern:$this", "{'path':'category:a','min':1,'max':'1','pattern':{'coding':[{'code':'x'}]}}", "{'coding':[{'code':'x'},{'code':'y'}]}", "")]
    [InlineData("pattern:$this", "{'path':'category:a','min':1,'max':'1','pattern':{'coding':[{'code':'x'}]}}", "{'coding':[{'code':'y'}]}", "required Goal")]
    [InlineData("value:coding.code", "{'path':'category:a','min':1,'max':'1'},{'path':'category:a.coding.code','fixed':'x'}", "{'coding':[{'code':'x'}]}", "")]
    [InlineData("exists:text", "{'path':'category:a','min':1,'max':'1'},{'path':'category:a.text','min':1},{'path':'category:b','max':'1'},{'path':'category:b.text','max':'0'}", "{'text':'x'},{'coding':[{'code':'y'}]}", "")]
    [InlineData("exists:text", "{'path':'category:a','min':1,'max':'1'},{'path':'category:a.text','min':1},{'path':'category:b','max':'1'},{'path':'category:b.text','max':'0'}", "{'coding':[{'code':'y'}]},{'coding':[{'code':'z'}]}", "required Goal; structure Goal")]
    [InlineData("value:extension('http://x.example/kind').value", "{'path':'category:a','min':1,'max':'1'},{'path':'category:a.extension','slicing':{'by':['value:url'],'rules':'open'}},{'path':'category:a.extension:kind.url','fixed':'http://x.example/kind'},{'path':'category:a.extension:kind.value[x]','fixed':'k'}", "{'text':'x','extension':[{'url':'http://x.example/kind','valueCode':'k'}]}", "")]
    public void Items_are_told_apart_by_a_pattern_or_by_what_they_have(string by, string slices, string items, string found) =>
        Assert.Equal(found, Found("Goal", $"{{\"path\":\"category\",\"slicing\":{{\"by\":[\"{by}\"],\"rules\":\"open\"}}}}," + slices.Replace('\'', '"').Replace("(\"", "('", StringComparison.Ordinal).Replace("\")", "')", StringComparison.Ordinal),
            "\"lifecycleStatus\":\"active\",\"description\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/1\"},\"category\":[" + items.Replace('\'', '"') + "]"));

    [Fact]
    public void Values_are_told_apart_by_their_type()
    {
        const string profile = """{"path":"value[x]","slicing":{"by":["type:$this"],"rules":"closed"}},{"path":"value[x]:valueQuantity","types":["Quantity"]},{"path":"value[x]:valueQuantity.code","min":1,"fixed":"d"}""";
        const string rest = "\"status\":\"final\",\"code\":{\"text\":\"x\"},";
        Assert.Equal("", Found("Observation", profile, rest + "\"valueQuantity\":{\"value\":1,\"system\":\"http://unitsofmeasure.org\",\"code\":\"d\"}"));
        Assert.Equal("required Observation.value", Found("Observation", profile, rest + "\"valueQuantity\":{\"value\":1}"));
        Assert.Equal("structure Observation.value", Found("Observation", profile, rest + "\"valueString\":\"x\""));
    }

    [Theory]
    [InlineData("type:resource", "\"types\":[\"Patient\"]", "")]
    [InlineData("profile:resource", "\"types\":[{\"type\":\"Patient\",\"profiles\":[\"https://x.example/named\"]}]", "required Bundle")]
    public void Entries_are_told_apart_by_type_and_by_profile(string by, string types, string foundWithoutName)
    {
        var profile = $$$"""{"path":"entry","slicing":{"by":["{{{by}}}"],"rules":"open"}},{"path":"entry:person","min":1,"max":"1"},{"path":"entry:person.resource","min":1,{{{types}}}}""";
        const string named = """{"profile":"https://x.example/named","type":"Patient","elements":[{"path":"name","min":1}]}""";
        static string Entries(string patient) => $$$$"""
            "type":"collection","entry":[{"fullUrl":"https://a.example/Patient/1","resource":{"resourceType":"Patient","id":"1"{{{{patient}}}}}},{"fullUrl":"https://a.example/Basic/1","resource":{"resourceType":"Basic","id":"1","code":{"text":"x"}}}]
            """;
        Assert.Equal("", Found("Bundle", profile, Entries(",\"name\":[{\"text\":\"x\"}]"), named));
        Assert.Equal(foundWithoutName, Found("Bundle", profile, Entries(""), named));
    }

    [Fact]
    public void What_a_reference_leads_to_keeps_to_the_profile_that_is_asked_for()
    {
        const string profile = """{"path":"entry.resource","types":["Goal"]}""";
        const string more = """
            {"profile":"https://x.example/goal","type":"Goal","elements":[{"path":"subject","types":[{"type":"Reference","targets":["https://x.example/named"]}]}]}
            {"profile":"https://x.example/named","type":"Patient","elements":[{"path":"name","min":1}]}
            """;
        static string Entries(string patient) => $$$$"""
            "type":"searchset","entry":[{"fullUrl":"https://a.example/Goal/1","resource":{"resourceType":"Goal","id":"1","meta":{"profile":["https://x.example/goal|2.0"]},"lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/1"}}},{"fullUrl":"https://a.example/Patient/1","resource":{"resourceType":"Patient","id":"1"{{{{patient}}}}}}]
            """;
        Assert.Equal("structure Bundle.entry[1].resource", Found("Bundle", profile, Entries(",\"name\":[{\"text\":\"x\"}]"), more));
        Assert.Equal("structure Bundle.entry[1].resource; value Bundle.entry[0].resource.subject", Found("Bundle", profile, Entries(""), more));
    }

    /// <summary>Two resources that ask it of each other do not ask for ever.</summary>
    [Fact]
    public void Profiles_that_ask_for_each_other_come_to_an_end()
    {
        const string more = """
            {"profile":"https://x.example/part","type":"CarePlan","elements":[{"path":"partOf","min":1,"types":[{"type":"Reference","targets":["https://x.example/part"]}]}]}
            """;
        static string Plan(string id, string other) => $$$"""{"fullUrl":"https://a.example/CarePlan/{{{id}}}","resource":{"resourceType":"CarePlan","id":"{{{id}}}","meta":{"profile":["https://x.example/part"]},"status":"active","intent":"plan","subject":{"reference":"Patient/1"},"partOf":[{"reference":"CarePlan/{{{other}}}"}]}}""";
        Assert.Equal("", Found("Bundle", "", $"\"type\":\"searchset\",\"entry\":[{Plan("a", "b")},{Plan("b", "a")}]", more));
    }

    [Fact]
    public void A_profile_of_another_type_is_not_the_documents()
    {
        var rules = RulePack.With($$"""{"profile":"{{Url}}","type":"Patient","elements":[]}""");
        Assert.Equal("value Basic", Said(new Checker(rules).Check("""{"resourceType":"Basic","code":{"text":"x"}}"""u8, rules.Profiles[Url])));
        Assert.Equal("value Basic.meta.profile[0]", Said(new Checker(rules).Check(Encoding.UTF8.GetBytes(new JsonObject { ["resourceType"] = "Basic", ["meta"] = new JsonObject { ["profile"] = new JsonArray(Url) }, ["code"] = new JsonObject { ["text"] = "x" } }.ToJsonString()))));

        static string Said(Verdict verdict) => string.Join("; ", verdict.Issues.Select(issue => $"{issue.Code} {issue.Location}"));
    }

    [Theory]
    [InlineData("{'profile':'u','type':'Patient','elements':[{'path':'name','binding':'http://nowhere.example'}]}", "The value set http://nowhere.example has no line.")]
    [InlineData("{'profile':'u','type':'Patient','constraints':['x-1'],'elements':[]}", "The constraint x-1 has no line.")]
    [InlineData("{'profile':'u','type':'Patient','elements':[{'path':'name','slicing':{'by':['luck:$this'],'rules':'open'}}]}", "u, name: slices are told apart by \"luck\".")]
    public void Rules_that_ask_for_what_is_not_there_are_not_loaded(string line, string said) =>
        Assert.StartsWith(said, Assert.Throws<RuleFault>(() => RulePack.With(line.Replace('\'', '"'))).Message, StringComparison.Ordinal);
}
