using System.Text;
using Throughcare.Translation.Formats;
using static Throughcare.Tests.Translation.Formats.Reading;

namespace Throughcare.Tests.Translation.Formats;

public class FhirNoticeTests
{
    private static Outcome<byte[]> Read(string json) => FhirNotice.ToJson(Utf8(json));

    [Fact]
    public void Resources_are_grouped_by_type_in_their_order()
    {
        var notice = FhirNotice.ToJson(Sample("bundle.json")).Tree();
        Assert.Equal(["Bundle", "MessageHeader", "Patient", "Goal", "MedicationRequest"], notice.Select(member => member.Key));
        Assert.Equal(["g1", "g2"], notice["Goal"].Items().Select(goal => goal.TextAt("id")!));
        Assert.Equal(["resourceType", "id", "type", "timestamp"], notice["Bundle"]!.AsObject().Select(member => member.Key));
        Assert.Equal("Medication", notice.TextAt("MedicationRequest", 0, "contained", 0, "resourceType"));
    }

    [Fact]
    public void A_number_keeps_its_digits_and_a_text_its_escapes()
    {
        Assert.Contains("\"value\": 40.50,", Encoding.UTF8.GetString(FhirNotice.ToJson(Sample("bundle.json")).Accepted()), StringComparison.Ordinal);
        Assert.Contains("""{"resourceType":"Basic","a":1.50e2,"b":"\u00e9\/"}""", Encoding.UTF8.GetString(Read("""{"resourceType":"Basic","a":1.50e2,"b":"\u00e9\/"}""").Accepted()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_that_came_alone_has_the_same_shape() => AssertSame("""{"Patient":[{"resourceType":"Patient","id":"p"}]}""", Read("""{"resourceType":"Patient","id":"p"}""").Tree());

    [Theory]
    [InlineData("urn:uuid:1", """{"resourceType":"Goal"}""", "urn:uuid:1")]
    [InlineData("urn:uuid:1", """{"resourceType":"Goal","id":"g"}""", "urn:uuid:1")]
    [InlineData("https://x.example/Goal/g", """{"resourceType":"Goal","id":"g"}""", null)]
    [InlineData("Goal/g", """{"resourceType":"Goal","id":"g"}""", null)]
    [InlineData("https://x.example/SubGoal/g", """{"resourceType":"Goal","id":"g"}""", "https://x.example/SubGoal/g")]
    [InlineData("https://x.example/Goal/other", """{"resourceType":"Goal","id":"g"}""", "https://x.example/Goal/other")]
    [InlineData("https://x.example/Goal/g", """{"resourceType":"Goal"}""", "https://x.example/Goal/g")]
    public void A_full_url_is_kept_where_type_and_id_do_not_say_it(string fullUrl, string resource, string? kept)
    {
        var notice = Read($$"""{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"{{fullUrl}}","resource":{{resource}}}]}""").Tree();
        Assert.Equal(kept, notice.TextAt("Goal", 0, "_fullUrl"));
    }

    [Fact]
    public void An_entry_without_a_resource_is_passed_over() =>
        AssertSame("""{"Bundle":{"resourceType":"Bundle","type":"transaction"},"Goal":[{"resourceType":"Goal"}]}""", Read("""{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE"}},{"resource":{"resourceType":"Goal"}}]}""").Tree());

    [Fact]
    public void A_bundle_may_be_empty() => AssertSame("""{"Bundle":{"resourceType":"Bundle","type":"searchset","total":0}}""", Read("""{"resourceType":"Bundle","type":"searchset","total":0}""").Tree());

    [Theory]
    [InlineData("{}", nameof(RefusalReason.NoticeIsNotFhir), "resourceType")]
    [InlineData("""{"resourceType":7}""", nameof(RefusalReason.NoticeIsNotFhir), "resourceType")]
    [InlineData("""{"resourceType":"a.b[]"}""", nameof(RefusalReason.NoticeIsNotFhir), "resourceType")]
    [InlineData("""{"resourceType":"Bundle"}""", nameof(RefusalReason.NoticeIsNotFhir), "Bundle.type")]
    [InlineData("""{"resourceType":"Bundle","type":"history"}""", nameof(RefusalReason.NoticeIsNotFhir), "Bundle.type")]
    [InlineData("""{"resourceType":"Bundle","type":"message","entry":{}}""", nameof(RefusalReason.NoticeIsNotFhir), "Bundle.entry")]
    [InlineData("""{"resourceType":"Bundle","type":"message","entry":[7]}""", nameof(RefusalReason.NoticeIsNotFhir), "Bundle.entry[0]")]
    [InlineData("""{"resourceType":"Bundle","type":"message","entry":[{"resource":{"id":"x"}}]}""", nameof(RefusalReason.NoticeIsNotFhir), "Bundle.entry[0].resource")]
    [InlineData("""{"resourceType":"Bundle","type":"message","entry":[{},{"resource":{"resourceType":"Bundle"}}]}""", nameof(RefusalReason.NoticeIsNotFhir), "Bundle.entry[1].resource")]
    [InlineData("""{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"Goal","_fullUrl":"x"}}]}""", nameof(RefusalReason.NoticeIsNotFhir), "Bundle.entry[0].resource._fullUrl")]
    [InlineData("""{"resourceType":"Goal","id":"a","id":"b"}""", nameof(RefusalReason.NoticeIsNotJson), "")]
    [InlineData("[]", nameof(RefusalReason.NoticeIsNotJson), "")]
    public void What_is_no_bundle_and_no_resource_is_refused_with_its_place(string json, string reason, string element)
    {
        var refusal = Read(json).Refused();
        Assert.Equal((reason, element), (refusal.Reason.ToString(), refusal.Element));
    }

    [Fact]
    public void A_resource_that_would_stand_too_deep_is_refused()
    {
        static string Deep(int depth) => """{"resourceType":"Basic","a":""" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
        AssertTheEngineReadsIt(Read(Deep(30)).Accepted());
        Assert.Equal(RefusalReason.NoticeIsNotJson, Read(Deep(31)).Refused().Reason);
    }
}
