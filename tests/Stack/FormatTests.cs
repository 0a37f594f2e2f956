using System.Text;
using System.Text.Json.Nodes;

namespace Throughcare.Tests.RunningStack;

/// <summary>Every format through the real door, to its ending.</summary>
[Collection(nameof(StackCollection))]
public class FormatTests(StackFixture stack)
{
    private static string Sample(string source, string file) => File.ReadAllText(Path.Combine(Repo.Mappings, source, "samples", file));

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Post(string source, string caller, string body, string type) => stack.Post(source, Encoding.UTF8.GetBytes(body), type, caller);

    [Theory]
    [InlineData("hospital-adt", "hospital", "admitted.hl7", "x-application/hl7-v2+er7")]
    [InlineData("hospital-adt", "hospital", "results.hl7", "text/plain; charset=us-ascii")]
    [InlineData("liaison-and-diversion", "liaison-and-diversion", "screened-and-referred.xml", "application/xml")]
    public async Task A_notice_in_its_sources_own_format_is_kept_and_applied(string source, string caller, string file, string type)
    {
        var answer = await Post(source, caller, Sample(source, file), type);
        Assert.Equal(202, answer.Status);
        Assert.Equal(answer.Body.TextAt("status"), answer.Raw.Headers.Location!.ToString());
        var ending = await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, answer.Body.TextAt("status")!, caller)).Body is { } body && body.TextAt("state") != "received" ? body : null);
        Assert.Equal("applied", ending.TextAt("state"));
        // The same bytes again are the same notice.
        Assert.Equal(answer.Body.TextAt("notice"), (await Post(source, caller, Sample(source, file), type)).Body.TextAt("notice"));
    }

    [Fact]
    public async Task A_Bundle_of_a_provider_that_speaks_FHIR_takes_the_same_path()
    {
        var bundle = Sample("community-provider-fhir", "normal.json");
        var stamp = JsonNode.Parse(bundle)!;
        stamp["timestamp"] = "2026-03-05T10:00:00Z";
        var answer = await Post("community-provider-fhir", "community-treatment", stamp.ToJsonString(), "application/fhir+json");
        Assert.Equal(202, answer.Status);
        var ending = await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, answer.Body.TextAt("status")!, "community-treatment")).Body is { } body && body.TextAt("state") != "received" ? body : null);
        Assert.Equal("applied", ending.TextAt("state"));
    }

    [Fact]
    public async Task A_fault_of_a_Bundle_is_seen_at_its_ending_with_its_place()
    {
        var bundle = JsonNode.Parse(Sample("community-provider-fhir", "normal.json"))!;
        (bundle["timestamp"], bundle["identifier"]!["value"]) = ("2026-03-05T10:00:00Z", "LR-M-5599");
        var (index, patient) = bundle["entry"]!.AsArray().Index().Single(entry => entry.Item.TextAt("resource", "resourceType") == "Patient");
        patient!["resource"]!["photo"] = new JsonArray();
        var answer = await Post("community-provider-fhir", "community-treatment", bundle.ToJsonString(), "application/fhir+json");
        var ending = await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, answer.Body.TextAt("status")!, "community-treatment")).Body is { } body && body.TextAt("state") != "received" ? body : null);
        Assert.Equal("applied", ending.TextAt("state"));
        Assert.Contains(ending["remarks"].Items(), remark => remark.TextAt("element") == $"Bundle.entry[{index}].resource.photo" && remark.TextAt("remark") == "Patient.photo must not be an empty list: leave it out when there is nothing to say.");
    }

    [Fact]
    public async Task A_Bundle_that_could_be_taken_for_something_else_is_refused_at_the_door_with_its_place()
    {
        var bundle = Sample("community-provider-fhir", "normal.json").Replace("\"birthDate\": ", "\"birthDate\": \"1990-01-01\", \"birthDate\": ", StringComparison.Ordinal);
        var answer = await Post("community-provider-fhir", "community-treatment", bundle, "application/fhir+json");
        Assert.Equal((422, "FhirIsUnsafe"), (answer.Status, answer.Body.TextAt("issue", 0, "details", "coding", 0, "code")));
        Assert.Matches(@"^Bundle\.entry\[\d+\]\.resource$", answer.Body.TextAt("issue", 0, "expression", 0));
    }

    [Fact]
    public async Task A_batch_of_messages_becomes_a_notice_each()
    {
        var batch = Sample("hospital-adt", "moved.hl7").TrimEnd() + "\r" + Sample("hospital-adt", "discharged.hl7").TrimEnd() + "\r";
        var answer = await Post("hospital-adt", "hospital", batch, "x-application/hl7-v2+er7");
        Assert.Equal(202, answer.Status);
        Assert.Equal(2, answer.Body!["kept"]!.GetValue<int>());
        foreach (var one in answer.Body["notices"].Items())
            await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, one.TextAt("status")!, "hospital")).Body.TextAt("state") == "applied" ? "" : null);
        // Each is the notice it would be alone.
        Assert.Equal(answer.Body["notices"]![0].TextAt("notice"), (await Post("hospital-adt", "hospital", Sample("hospital-adt", "moved.hl7").TrimEnd() + "\r", "x-application/hl7-v2+er7")).Body.TextAt("notice"));
    }

    [Fact]
    public async Task What_is_sound_in_a_file_of_rows_is_not_held_up_by_what_is_not()
    {
        var rows = Sample("ndtms-returns", "two-clients.csv").Replace("31/03/2026", "05/03/2026", StringComparison.Ordinal).Replace("10/03/2026", "04/03/2026", StringComparison.Ordinal).Replace("09/03/2026", "03/03/2026", StringComparison.Ordinal);
        var sound = await Post("ndtms-returns", "community-treatment", rows, "text/csv");
        Assert.Equal((202, 2), (sound.Status, sound.Body!["kept"]!.GetValue<int>()));
        var one = new StringBuilder(rows);
        one.Replace("C-1041,1,05/03/2026", "C-1041,2,some day", 0, rows.Length);
        var mixed = await Post("ndtms-returns", "community-treatment", one.ToString(), "text/csv");
        Assert.Equal((202, 1), (mixed.Status, mixed.Body!["kept"]!.GetValue<int>()));
        Assert.Equal("NoticeTimeIsMissing", mixed.Body["notices"].Items().Single(notice => notice["refused"] is not null).TextAt("refused", "issue", 0, "details", "coding", 0, "code"));
        Assert.Equal((422, 0), (await Post("ndtms-returns", "community-treatment", one.Replace("C-1044,1,05/03/2026", "C-1044,2,some day").ToString(), "text/csv")) is var none ? (none.Status, none.Body!["kept"]!.GetValue<int>()) : default);
    }

    [Theory]
    [InlineData("hospital-adt", "hospital", "application/json", 415, "ContentTypeIsNotOfThisSource")]
    [InlineData("hospital-adt", "hospital", "x-application/hl7-v2+er7", 400, "NoticeIsNotHl7")]
    [InlineData("liaison-and-diversion", "liaison-and-diversion", "application/xml", 400, "NoticeIsNotXml")]
    [InlineData("community-provider-fhir", "community-treatment", "application/fhir+json", 400, "NoticeIsNotFhir")]
    [InlineData("ndtms-returns", "community-treatment", "text/csv; charset=utf-16", 400, "CharacterSetIsNotUtf8")]
    public async Task What_is_not_in_the_sources_format_is_refused_and_says_so(string source, string caller, string type, int status, string reason)
    {
        var answer = await Post(source, caller, "{\"resourceType\":1}", type);
        Assert.Equal((status, reason), (answer.Status, answer.Body.TextAt("issue", 0, "details", "coding", 0, "code")));
    }
}
