using System.Text;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>Each kind of fault against R4 itself, in the smallest resource that has it.</summary>
public class CheckerTests
{
    private static string Found(string json) => string.Join("; ", Checking.Check(json).Issues.Select(issue => $"{issue.Code} {issue.Location}"));

    private static string Patient(string elements) => $$"""{"resourceType":"Patient",{{elements}}}""";

    private static string Observation(string elements) => $$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},{{elements}}}""";

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""")]
    [InlineData("""{"id":"x","active":true,"resourceType":"Patient"}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2026"}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2024-02-29"}""")]
    [InlineData("""{"resourceType":"Patient","_birthDate":{"extension":[{"url":"http://x.example/y","valueString":"unknown"}]}}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["A",null],"_given":[null,{"extension":[{"url":"http://x.example/y","valueCode":"z"}]}]}]}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"_family":{"id":"a"},"family":"B"}]}""")]
    [InlineData("""{"resourceType":"Patient","\u0067ender":"m\u0061le"}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"\ud83d\ude00"}]}""")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":{"text":"a\nb\tc"}}""")]
    [InlineData("""{"resourceType":"Patient","extension":[{"url":"http://x.example/y","valueDecimal":1.00}]}""")]
    [InlineData("""{"resourceType":"Patient","extension":[{"url":"http://x.example/y","valueDecimal":-1.2e-3}]}""")]
    [InlineData("""{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"x"}],"managingOrganization":{"reference":"#o"}}""")]
    [InlineData("""{"resourceType":"Patient","generalPractitioner":[{"reference":"https://elsewhere.example/fhir/Practitioner/1/_history/2"},{"identifier":{"value":"x"}},{"reference":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520"}]}""")]
    [InlineData("""{"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p class=\"x\">Hello</p></div>"}}""")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"x","resource":{"resourceType":"Basic","code":{"text":"y"}}},{"name":"y","part":[{"name":"z","valueInteger":0}]}]}""")]
    public void What_is_right_is_not_blamed(string json) => Assert.Equal("", Found(json));

    // ---- JSON

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("{", "is not JSON")]
    [InlineData("{} {}", "is not JSON")]
    [InlineData("""{"resourceType":"Patient",}""", "is not JSON")]
    [InlineData("""{"resourceType":"Patient"/* x */}""", "is not JSON")]
    [InlineData("""{"resourceType":"Patient","active":NaN}""", "is not JSON")]
    [InlineData("""{"resourceType":"Patient","id":"\ud800"}""", "surrogate")]
    [InlineData("""{"resourceType":"Patient","\udc00":1}""", "surrogate")]
    public void What_is_not_JSON_is_said_with_its_place_and_nothing_of_it(string json, string said) => Assert.Contains(said, Checking.Check(json).Issues.Single().Diagnostics, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_not_read()
    {
        Assert.Equal("The bytes are not UTF-8.", Checking.R4.Check([.. "{\"resourceType\":\"Patient\",\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8]).Issues.Single().Diagnostics);
        Assert.Equal("The bytes are not UTF-8.", Checking.R4.Check(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray()).Issues.Single().Diagnostics);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over_with_a_warning()
    {
        var verdict = Checking.R4.Check([.. "\uFEFF"u8, .. """{"resourceType":"Patient"}"""u8]);
        Assert.Equal((false, Severity.Warning), (verdict.HasErrors, verdict.Issues.Single().Severity));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","active":true,"active":false}""", "structure Patient")]
    [InlineData("""{"resourceType":"Patient","resourceType":"Patient"}""", "structure Patient")]
    [InlineData("""{"resourceType":"Patient","active":true,"\u0061ctive":true}""", "structure Patient")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"a","family":"b"}]}""", "structure Patient.name[0]")]
    [InlineData("""{"resourceType":"Account","x":{"a":1,"a":2}}""", "not-supported Resource; structure Resource")]
    public void A_name_that_stands_twice_is_found_in_any_depth(string json, string found) => Assert.Equal(found, Found(json));

    // ---- Types and names

    [Theory]
    [InlineData("[]", "structure Resource")]
    [InlineData("null", "structure Resource")]
    [InlineData("\"Patient\"", "structure Resource")]
    [InlineData("{}", "required Resource")]
    [InlineData("""{"resourceType":1}""", "required Resource")]
    [InlineData("""{"resourceType":"patient"}""", "structure Resource")]
    [InlineData("""{"resourceType":"DomainResource"}""", "structure Resource")]
    [InlineData("""{"resourceType":"Account"}""", "not-supported Resource")]
    [InlineData("""{"resourceType":"Patient","contained":[{"id":"x"}]}""", "required Patient.contained[0]; invariant Patient")]
    [InlineData("""{"resourceType":"Patient","contained":[[]]}""", "structure Patient.contained[0]; invariant Patient")]
    public void A_resource_says_what_it_is(string json, string found) => Assert.Equal(found, Found(json));

    [Fact]
    public void A_name_that_R4_has_elsewhere_is_repeated_and_one_that_it_has_nowhere_only_pointed_at()
    {
        Assert.Equal("lifecycleStatus is no element of Patient.", Checking.Check(Patient("\"lifecycleStatus\":\"active\"")).Issues.Single().Diagnostics);
        Assert.Equal("The name at byte 27 is no element of Patient. Did you mean gender?", Checking.Check(Patient("\"gendre\":\"male\"")).Issues.Single().Diagnostics);
        Assert.Equal("The name at byte 27 is no element of Patient.", Checking.Check(Patient("\"Samuel Quill\":\"male\"")).Issues.Single().Diagnostics);
    }

    [Theory]
    [InlineData("\"Active\":true", "structure Patient")]
    [InlineData("\"active[x]\":true", "structure Patient")]
    [InlineData("\"_name\":[null]", "structure Patient")]
    [InlineData("\"deceased\":true", "structure Patient")]
    [InlineData("\"name\":[{\"first\":\"x\"}]", "structure Patient.name[0]")]
    [InlineData("\"name\":{\"family\":\"x\"}", "structure Patient.name")]
    [InlineData("\"name\":\"x\"", "structure Patient.name")]
    [InlineData("\"gender\":[\"male\"]", "structure Patient.gender")]
    [InlineData("\"maritalStatus\":\"S\"", "structure Patient.maritalStatus")]
    [InlineData("\"name\":[]", "structure Patient.name")]
    [InlineData("\"name\":[{}]", "structure Patient.name[0]")]
    [InlineData("\"name\":[\"x\"]", "structure Patient.name[0]")]
    [InlineData("\"name\":[[]]", "structure Patient.name[0]")]
    [InlineData("\"name\":[null]", "structure Patient.name[0]")]
    [InlineData("\"name\":null", "structure Patient.name")]
    [InlineData("\"gender\":null", "structure Patient.gender")]
    [InlineData("\"name\":[{\"id\":\"x\"}]", "invariant Patient.name[0]")]
    [InlineData("\"communication\":[{\"preferred\":true}]", "required Patient.communication[0]")]
    public void An_element_has_its_name_its_shape_and_what_it_needs(string elements, string found) => Assert.Equal(found, Found(Patient(elements)));

    [Theory]
    [InlineData("\"name\":[{\"given\":[null]}]", "structure Patient.name[0].given[0]")]
    [InlineData("\"name\":[{\"given\":[\"A\",null],\"_given\":[{\"id\":\"x\"}]}]", "structure Patient.name[0].given[1]")]
    [InlineData("\"name\":[{\"given\":[null],\"_given\":[null]}]", "structure Patient.name[0].given[0]")]
    [InlineData("\"name\":[{\"given\":[null],\"_given\":[{\"id\":\"x\"}]}]", "invariant Patient.name[0].given[0]")]
    [InlineData("\"_gender\":\"x\"", "structure Patient.gender")]
    [InlineData("\"_gender\":[]", "structure Patient.gender")]
    [InlineData("\"_gender\":{\"url\":\"x\"}", "structure Patient.gender; invariant Patient.gender")]
    [InlineData("\"deceasedBoolean\":true,\"_deceasedDateTime\":{\"extension\":[{\"url\":\"http://x.example\",\"valueCode\":\"x\"}]}", "structure Patient")]
    public void A_null_keeps_the_place_of_a_value_only_with_an_extension_beside_it(string elements, string found) => Assert.Equal(found, Found(Patient(elements)));

    [Theory]
    [InlineData("\"valueString\":\"x\",\"valueInteger\":1", "structure Observation")]
    [InlineData("\"valueUri\":\"x\"", "structure Observation")]
    [InlineData("\"value\":\"x\"", "structure Observation")]
    [InlineData("\"valueQuantity\":{\"value\":\"1\"}", "value Observation.value.value")]
    public void A_choice_has_one_value_of_a_type_that_it_may_have(string elements, string found) => Assert.Equal(found, Found(Observation(elements)));

    // ---- Primitives

    [Theory]
    [InlineData("Date", "\"2026-02-29\"")]
    [InlineData("Date", "\"2026-13\"")]
    [InlineData("Date", "\"0000\"")]
    [InlineData("Date", "\"26-01-01\"")]
    [InlineData("Date", "\"2026-03-06T10:30:00Z\"")]
    [InlineData("Date", "\" 2026-03-06\"")]
    [InlineData("Date", "2026")]
    [InlineData("DateTime", "\"2026-03-06T10:30:00\"")]
    [InlineData("DateTime", "\"2026-03-06T10:30Z\"")]
    [InlineData("DateTime", "\"2026-03-06T24:00:00Z\"")]
    [InlineData("DateTime", "\"2026-03-06T10:30:00+15:00\"")]
    [InlineData("DateTime", "\"2026-03-06 10:30:00Z\"")]
    [InlineData("DateTime", "\"2026-03-06T10:30:00.Z\"")]
    [InlineData("DateTime", "\"2026-03-06T10:30:00z\"")]
    [InlineData("DateTime", "\"\\u0662\\u0660\\u0662\\u0666\"")]
    [InlineData("Instant", "\"2026-03-06\"")]
    [InlineData("Time", "\"25:00:00\"")]
    [InlineData("Time", "\"10:30\"")]
    [InlineData("Code", "\" x\"")]
    [InlineData("Code", "\"a  b\"")]
    [InlineData("Code", "\"a\\u0000\"")]
    [InlineData("Id", "\"a_b\"")]
    [InlineData("Uri", "\"a b\"")]
    [InlineData("Oid", "\"urn:oid:3.1\"")]
    [InlineData("Oid", "\"urn:oid:1.02\"")]
    [InlineData("Oid", "\"1.2.3\"")]
    [InlineData("Uuid", "\"urn:uuid:C757873D-EC9A-4326-A141-556F43239520\"")]
    [InlineData("Uuid", "\"c757873d-ec9a-4326-a141-556f43239520\"")]
    [InlineData("Base64Binary", "\"=\"")]
    [InlineData("Base64Binary", "\"a-b_\"")]
    [InlineData("String", "\"\"")]
    [InlineData("String", "\"a\\u0007\"")]
    [InlineData("String", "1")]
    [InlineData("Boolean", "\"true\"")]
    [InlineData("Boolean", "1")]
    [InlineData("Integer", "1.0")]
    [InlineData("Integer", "1e2")]
    [InlineData("Integer", "2147483648")]
    [InlineData("Integer", "\"1\"")]
    [InlineData("UnsignedInt", "-1")]
    [InlineData("PositiveInt", "0")]
    [InlineData("Decimal", "\"1.0\"")]
    public void A_primitive_is_written_as_R4_writes_it(string type, string value) => Assert.Equal("value Basic.extension[0].value", Found($$"""{"resourceType":"Basic","code":{"text":"x"},"extension":[{"url":"http://x.example/y","value{{type}}":{{value}}}]}"""));

    // ---- Codes

    [Theory]
    [InlineData("Patient", "\"gender\":\"Male\"", "code-invalid Patient.gender")]
    [InlineData("Patient", "\"name\":[{\"use\":\"main\"}]", "code-invalid Patient.name[0].use")]
    [InlineData("Condition", "\"subject\":{\"reference\":\"Patient/1\"},\"clinicalStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-clinical\",\"code\":\"over\"}]}", "code-invalid Condition.clinicalStatus")]
    [InlineData("Condition", "\"subject\":{\"reference\":\"Patient/1\"},\"clinicalStatus\":{\"coding\":[{\"system\":\"http://x.example\",\"code\":\"active\"}]}", "code-invalid Condition.clinicalStatus")]
    [InlineData("Condition", "\"subject\":{\"reference\":\"Patient/1\"},\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]}", "code-invalid Condition.clinicalStatus")]
    [InlineData("Condition", "\"subject\":{\"reference\":\"Patient/1\"},\"clinicalStatus\":{\"text\":\"active\"}", "code-invalid Condition.clinicalStatus")]
    [InlineData("Condition", "\"subject\":{\"reference\":\"Patient/1\"},\"clinicalStatus\":{\"coding\":[{\"system\":\"http://x.example\",\"code\":\"ours\"},{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-clinical\",\"code\":\"active\"}]}", "")]
    public void A_required_code_is_one_of_its_value_set(string type, string elements, string found) => Assert.Equal(found, Found($$"""{"resourceType":"{{type}}",{{elements}}}"""));

    // ---- References

    [Theory]
    [InlineData("{\"reference\":\"Medication/1\"}", "value Patient.managingOrganization.reference")]
    [InlineData("{\"reference\":\"https://x.example/fhir/Medication/1\"}", "value Patient.managingOrganization.reference")]
    [InlineData("{\"reference\":\"Organisation/1\"}", "value Patient.managingOrganization.reference")]
    [InlineData("{\"reference\":\"1\"}", "value Patient.managingOrganization.reference")]
    [InlineData("{\"reference\":\"#nobody\"}", "invariant Patient.managingOrganization")]
    [InlineData("{\"type\":\"Patient\",\"display\":\"x\"}", "value Patient.managingOrganization")]
    [InlineData("{\"type\":\"Organization\",\"reference\":\"Organization/1\"}", "")]
    [InlineData("{\"reference\":\"#\"}", "value Patient.managingOrganization.reference")]
    public void A_reference_leads_to_what_it_may(string reference, string found) => Assert.Equal(found, Found(Patient($"\"managingOrganization\":{reference}")));

    private static string Bundle(string type, params string[] entries) => $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{string.Join(',', entries)}}]}""";

    private static string Entry(string fullUrl, string resource) => $$"""{"fullUrl":"{{fullUrl}}","resource":{{resource}}}""";

    private const string Uuid = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520";

    [Theory]
    [InlineData("Patient/1", "")]
    [InlineData("https://a.example/fhir/Patient/1", "")]
    [InlineData("https://a.example/fhir/Patient/1/_history/3", "")]
    [InlineData("Patient/2", "not-found Bundle.entry[1].resource.subject.reference")]
    [InlineData("https://elsewhere.example/fhir/Patient/2", "")]
    [InlineData("urn:uuid:c757873d-ec9a-4326-a141-556f43239521", "not-found Bundle.entry[1].resource.subject.reference")]
    [InlineData(Uuid, "value Bundle.entry[1].resource.subject.reference")]
    public void A_reference_inside_a_Bundle_is_followed(string reference, string found) => Assert.Equal(found, Found(Bundle("collection",
        Entry("https://a.example/fhir/Patient/1", """{"resourceType":"Patient","id":"1"}"""),
        Entry("https://a.example/fhir/Goal/1", $$$"""{"resourceType":"Goal","id":"1","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"{{{reference}}}"}}"""),
        Entry(Uuid, """{"resourceType":"Medication","id":"1"}"""))));

    /// <summary>A relative address is of the server that the resource itself is of.</summary>
    [Fact]
    public void Patients_of_the_same_id_on_two_servers_are_two() => Assert.Equal("not-found Bundle.entry[1].resource.subject.reference", Found(Bundle("collection",
        Entry("https://a.example/fhir/Patient/1", """{"resourceType":"Patient","id":"1"}"""),
        Entry("https://b.example/fhir/Goal/1", """{"resourceType":"Goal","id":"1","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/1"}}"""))));

    // ---- Bundles

    [Theory]
    [InlineData("https://a.example/fhir/Patient/2", "value Bundle.entry[0].fullUrl")]
    [InlineData("https://a.example/fhir/Goal/1", "value Bundle.entry[0].fullUrl")]
    [InlineData("Patient/1", "value Bundle.entry[0].fullUrl")]
    [InlineData(Uuid, "")]
    public void The_address_of_an_entry_is_that_of_its_resource(string fullUrl, string found) => Assert.Equal(found, Found(Bundle("collection", Entry(fullUrl, """{"resourceType":"Patient","id":"1"}"""))));

    [Theory]
    [InlineData("message", "invariant Bundle")]
    [InlineData("document", "invariant Bundle; invariant Bundle; invariant Bundle")]
    [InlineData("transaction", "invariant Bundle")]
    [InlineData("batch-response", "invariant Bundle")]
    [InlineData("collection", "")]
    public void A_Bundle_keeps_the_rules_of_its_kind(string type, string found) => Assert.Equal(found, Found(Bundle(type, Entry("https://a.example/fhir/Patient/1", """{"resourceType":"Patient","id":"1"}"""))));

    // ---- Extensions

    [Theory]
    [InlineData("\"extension\":[{\"url\":\"http://nobody.example/knows\",\"valueString\":\"x\"}]", "")]
    [InlineData("\"modifierExtension\":[{\"url\":\"http://nobody.example/knows\",\"valueString\":\"x\"}]", "extension Patient.modifierExtension[0]")]
    [InlineData("\"extension\":[{\"valueString\":\"x\"}]", "required Patient.extension[0]")]
    [InlineData("\"extension\":[{\"url\":\"http://x.example/y\"}]", "invariant Patient.extension[0]")]
    [InlineData("\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/patient-birthPlace\",\"valueString\":\"x\"}]", "structure Patient.extension[0].value")]
    [InlineData("\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/patient-birthTime\",\"valueDateTime\":\"2026\"}]", "extension Patient.extension[0]")]
    [InlineData("\"birthDate\":\"2026\",\"_birthDate\":{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/patient-birthTime\",\"valueDateTime\":\"2026\"}]}", "")]
    [InlineData("\"_gender\":{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\",\"valueCode\":\"unknown\"}]}", "")]
    [InlineData("\"_gender\":{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\",\"valueCode\":\"lost\"}]}", "code-invalid Patient.gender.extension[0].value")]
    [InlineData("\"modifierExtension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/patient-birthPlace\",\"valueAddress\":{\"text\":\"x\"}}]", "extension Patient.modifierExtension[0]")]
    public void An_extension_is_used_as_its_definition_says(string elements, string found) => Assert.Equal(found, Found(Patient(elements)));

    // ---- Narrative

    [Theory]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'><script>x</script></div>")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'><p onclick='x'>y</p></div>")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'><a href=' javascript:x'>y</a></div>")]
    [InlineData("<div>no name space</div>")]
    [InlineData("<!DOCTYPE div [<!ENTITY a 'b'>]><div xmlns='http://www.w3.org/1999/xhtml'>&a;</div>")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>&nbsp;</div>")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'> </div>")]
    [InlineData("words")]
    public void Words_for_people_are_shown_and_do_nothing(string div) => Assert.StartsWith("invariant Patient.text.div", Found(Patient($$"""
        "text":{"status":"generated","div":"{{div}}"}
        """)), StringComparison.Ordinal);
}
