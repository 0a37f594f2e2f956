using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>What R4 requires and nobody gave is written as absent with a reason; what ends before it begins is no date.</summary>
public class NotKnownTests
{
    private const string Absent = "{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/data-absent-reason','valueCode':'unknown'}]}";
    private const string Days = "one,period.start,from,date,,,,,,\none,period.end,until,date,,,,,,";
    private const string Times = "one,period.start,from,instant,,,,,,\none,period.end,until,instant,,,,,,";

    private static SmallSource Of(string resource, string fields) => new(fields, entries: $"notice,one,thing,{resource},,id,,,,");

    [Theory]
    [InlineData("Goal", "one,description.text,says,,,,,,,", "{'id':'N1','description':" + Absent + "}")]
    [InlineData("Goal", "one,lifecycleStatus,says,code,codes,,,,,", "{'id':'N1','_lifecycleStatus':" + Absent + "}")]
    [InlineData("Consent", "one,category[0].text,says,,,,,,,", "{'id':'N1','category':[" + Absent + "]}")]
    [InlineData("MedicationAdministration", "one,effectiveDateTime,says,instant,,,,,,", "{'id':'N1','_effectiveDateTime':" + Absent + "}")]
    [InlineData("Encounter", "one,class.system,,system,,ours,,,,\none,class.code,says,,,,,,,", "{'id':'N1','class':" + Absent + "}")]
    [InlineData("Appointment", "one,start,says,instant,,,,,,", "{'id':'N1','_start':" + Absent + "}")]
    public void An_element_that_R4_requires_says_that_it_is_not_known_and_the_sender_is_told(string resource, string fields, string expected)
    {
        using var source = Of(resource, $"one,id,id,,,,,,,\n{fields}");
        Assert.Equal([expected], source.Resources(""));
        Assert.Contains(source.Translate("").Remarks, remark => remark.Element == "says" && remark.Sentence.Contains(" is written as not known.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Goal", "one,note[0].text,says,,,,,,,")]
    [InlineData("Goal", "one,target[0].dueDate,says,day,,,,,,")]
    public void What_R4_does_not_require_is_left_out(string resource, string fields)
    {
        using var source = Of(resource, $"one,id,id,,,,,,,\n{fields}");
        Assert.Equal(["{'id':'N1'}"], source.Resources(""));
        Assert.Empty(source.Translate("").Remarks);
    }

    [Fact]
    public void What_a_part_requires_is_asked_for_only_where_the_part_is_there()
    {
        using var source = Of("Patient", "one,id,id,,,,,,,\none,communication[].language.text,tongues[].name,,,,,,,\none,communication[].preferred,tongues[].first,boolean,,,,,,");
        Assert.Equal(["{'id':'N1','communication':[{'language':{'text':'Welsh'}},{'language':" + Absent + ",'preferred':true}]}"], source.Resources("'tongues':[{'name':'Welsh'},{'first':true},{}]"));
        Assert.Single(source.Translate("'tongues':[{'name':'Welsh'},{'first':true},{}]").Remarks);
    }

    [Fact]
    public void A_notice_that_says_nothing_of_a_thing_makes_no_thing_out_of_what_is_not_known()
    {
        using var source = Of("Goal", "one,description.text,says,,,,,,,");
        Assert.Empty(source.Resources(""));
        Assert.Empty(source.Translate("").Remarks);
    }

    [Fact]
    public void A_row_that_asks_for_itself_is_the_only_remark()
    {
        using var source = Of("Goal", "one,id,id,,,,,,,\none,description.text,says,,,,,,ask,what is wanted");
        Assert.Equal(["says is missing or cannot be read. Send it: what is wanted."], source.Translate("").Remarks.Select(remark => remark.Sentence));
    }

    [Fact]
    public void A_text_that_stands_for_what_was_not_sent_is_enough_for_what_R4_requires()
    {
        using var source = Of("Encounter", "one,id,id,,,,,,,\none,class.system,,system,,ours,,,,\none,class.code,says,,,,,,field,\none,hospitalization.preAdmissionIdentifier.value,number,,,,,,none,");
        Assert.Equal(["{'id':'N1','class':{'system':'https://ours.example','code':'field'}}"], source.Resources(""));
    }

    [Fact]
    public void A_value_is_never_beside_a_reason_why_there_is_none()
    {
        using var source = Of("Observation", "one,id,id,,,,,,,\none,dataAbsentReason.text,why,,,,,,,\none,valueString,says,,,,,,,");
        Assert.Equal(["{'id':'N1','valueString':'5'}"], source.Resources("'says':'5','why':'lost'"));
        Assert.Equal(["{'id':'N1','dataAbsentReason':{'text':'lost'}}"], source.Resources("'why':'lost'"));
    }

    [Theory]
    [InlineData(Days, "2026-03-02", "2026-03-01", true)]
    [InlineData(Days, "2026-03-01", "2026-03-01", false)]
    [InlineData(Days, "2026-03-01", "2026-03-02", false)]
    [InlineData(Days, "2026-03-02", "2026-03", false)]
    [InlineData(Days, "2026-04", "2026-03-31", true)]
    [InlineData(Days, "2026", "2026-03-31", false)]
    [InlineData(Days, "2026-03-02", "no day", false)]
    [InlineData(Times, "2026-03-02T10:00:00Z", "2026-03-02T09:59:59Z", true)]
    [InlineData(Times, "2026-03-02T10:00:00+01:00", "2026-03-02T09:30:00Z", false)]
    [InlineData(Times, "2026-03-02T10:00:00.5Z", "2026-03-02T10:00:00.25Z", true)]
    [InlineData("one,period.start,from,date,,,,,,\none,period.end,until,instant,,,,,,", "2026-03-02", "2026-03-02T00:00:01Z", false)]
    [InlineData("one,period.start,from,date,,,,,,\none,period.end,until,instant,,,,,,", "2026-03-02", "2026-03-01T23:00:00Z", true)]
    [InlineData("one,period.end,until,date,,,,,,\none,period.start,from,instant,,,,,,", "2026-03-02T23:00:00Z", "2026-03-02", false)]
    public void An_end_before_its_beginning_is_kept_as_a_text_and_remarked_on(string fields, string from, string until, bool isSetAside)
    {
        using var source = Of("EpisodeOfCare", fields);
        var period = source.Translate($"'from':'{from}','until':'{until}'").Entries[0].Resource["period"]!;
        Assert.Equal(from, period.TextAt("start"));
        Assert.Equal(isSetAside ? until : null, period.TextAt("_end", "extension", 0, "valueString"));
        Assert.Equal(isSetAside ? "error" : null, period.TextAt("_end", "extension", 1, "valueCode"));
        if (isSetAside) Assert.Null(period["end"]);
        Assert.Equal(isSetAside, source.Translate($"'from':'{from}','until':'{until}'").Remarks.Any(remark => remark.Element == "until" && remark.Sentence.StartsWith("This is before", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("a\\\"b")]
    [InlineData("2026-03-0\\u0031")]
    [InlineData("")]
    [InlineData(" 2026-03-01 ")]
    public void Whatever_stands_for_an_end_what_is_written_is_JSON(string until)
    {
        using var source = Of("EpisodeOfCare", "one,period.start,from,,,,,,,\none,period.end,until,,,,,,,");
        Assert.Single(source.Resources($"'from':'2026-03-02','until':'{until}{new string('1', 100)}'"));
        Assert.Single(source.Resources($"'from':'2026-03-02','until':'{until}'"));
    }

    [Fact]
    public void A_resource_is_completed_at_any_depth_and_what_it_has_stays()
    {
        var resource = JsonNode.Parse("""{"resourceType":"Appointment","status":"booked","participant":[{"actor":{"display":"A"}},{"_status":{"extension":[{"url":"x","valueString":"y"}]}}]}""")!.AsObject();
        NotKnown.Complete(resource, NotKnown.Masked);
        Assert.Equal("masked", resource.TextAt("participant", 0, "_status", "extension", 0, "valueCode"));
        Assert.Equal("y", resource.TextAt("participant", 1, "_status", "extension", 0, "valueString"));
        var once = resource.ToJsonString();
        NotKnown.Complete(resource, NotKnown.Unknown);
        Assert.Equal(once, resource.ToJsonString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"resourceType":"Nonsense"}""")]
    [InlineData("""{"resourceType":7,"period":[]}""")]
    [InlineData("""{"resourceType":"Encounter","period":[{"start":7,"end":null}],"status":{"a":1},"class":"x","subject":[[null]]}""")]
    public void What_is_no_FHIR_does_not_stop_it(string json) => NotKnown.Complete(JsonNode.Parse(json)!.AsObject(), NotKnown.Unknown);
}
