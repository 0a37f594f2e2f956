using System.Text;
using Throughcare.Tests.Translation.Formats;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>An NDTMS-like extract: one client in several rows, old codes, and nothing used without consent.</summary>
public class MonitoringExtractTests
{
    private const string Source = "ndtms-returns";

    private static Translated Of(string file) => Translating.Translate(Source, Samples.Read(Source, file));

    [Fact]
    public void Every_row_of_its_tables_is_used_by_a_sample() => Assert.Empty(Samples.UnusedRows(Source));

    [Fact]
    public void The_rows_of_a_client_are_one_notice_with_a_profile_each()
    {
        var translated = Of("normal.csv");
        Assert.Equal(("N0853|C-1041", 1L), (translated.Head.Id, translated.Head.Version));
        Assert.Equal(["2026-03-10", "2026-03-28"], translated.Entries.Where(entry => entry.Kind == "outcomes").Select(entry => entry.Resource.TextAt("effectiveDateTime")));
        Assert.Equal(["heroin-misuse", "crack-cocaine-misuse", "alcohol-misuse"], translated.Entries.Where(entry => entry.Kind == "condition").Select(entry => entry.Resource.TextAt("code", "coding", 0, "code")));
    }

    [Fact]
    public void Every_answer_of_the_profile_is_known_by_its_column()
    {
        var answers = Of("normal.csv").Entries.First(entry => entry.Kind == "outcomes").Resource["component"]!.AsArray();
        Assert.Equal(20, answers.Count);
        Assert.Equal("28", answers.Single(answer => answer.TextAt("code", "coding", 0, "code") == "top-days-of-illicit-opiate-use").At("valueInteger")!.ToJsonString());
    }

    [Fact]
    public void A_file_of_two_clients_is_two_notices() =>
        Assert.Equal(["N0853|C-1041", "N0853|C-1044"], Translating.Tables.Sources[Source].Format.Split(Samples.Read(Source, "two-clients.csv")).Accepted().Select(part => Translating.Translate(Source, part.ToArray()).Head.Id));

    /// <summary>Canary's rule: without consent only agency, client number and the refusal itself are used.</summary>
    [Theory]
    [InlineData("N")]
    [InlineData("")]
    [InlineData("y")]
    [InlineData("maybe")]
    public void Without_a_clear_consent_only_the_clients_number_is_used(string consent)
    {
        var csv = Encoding.UTF8.GetString(Samples.Read(Source, "normal.csv")).Replace(",Y,M,O,F,", $",{consent},M,O,F,", StringComparison.Ordinal);
        var translated = Translating.Translate(Source, Encoding.UTF8.GetBytes(csv));
        Assert.All(translated.Entries, entry => Assert.Contains(entry.Kind, new[] { "person", "consent" }));
        Assert.Equal("""[{"system":"https://fhir.throughcare.example/Id/provider-client","value":"C-1041","assigner":{"identifier":{"system":"https://fhir.throughcare.example/Id/ndtms-agency","value":"N0853"}}}]""", translated.One("person")["identifier"]!.ToJsonString());
        Assert.Equal(["resourceType", "identifier"], translated.One("person").Select(member => member.Key));
        if (consent.Length > 0) Assert.Equal("deny", translated.One("consent").TextAt("provision", "type"));
    }

    [Fact]
    public void No_number_of_an_extract_finds_a_person() =>
        Assert.DoesNotContain(Of("normal.csv").One("person")["identifier"]!.AsArray(), identifier => Translating.Tables.MatchingSystems.Contains(identifier.TextAt("system")!));

    [Fact]
    public void Initials_never_replace_a_name()
    {
        var named = Translating.Row("prison-healthcare", Translating.ReleaseNotice());
        var later = Translating.Row(Source, Samples.Read(Source, "corrected.csv"));
        Assert.Equal("HOLLIS", Translating.Fold(named, later).OfKind("person").Single().Resource.TextAt("name", 0, "family"));
    }

    [Fact]
    public void A_discharge_before_the_treatment_began_is_marked() => Assert.Contains("before the treatment began", Of("contradictory.csv").Entries.Single(entry => entry.Kind == "episode").Unusable, StringComparison.Ordinal);

    [Fact]
    public void A_code_that_nobody_has_decided_about_is_kept_as_sent_and_listed()
    {
        var translated = Of("contradictory.csv");
        Assert.Equal("9999", translated.Entries.First(entry => entry.Kind == "condition").Resource.TextAt("code", "coding", 0, "code"));
        Assert.Contains(translated.Gaps, gap => gap is { Table: "codes/ndtms-substance.csv", Code: "9999" });
    }
}
