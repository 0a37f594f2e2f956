using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Extensions.Primitives;
using Throughcare.FhirApi;
using Throughcare.Plans;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.FhirApi;

/// <summary>What a search in a plan asks for and gets.</summary>
public class PlanSearchTests
{
    private const string Base = "https://fhir.example", Person = Translating.Person;

    private static readonly DisclosedPlan Plan = Translating.Disclosed([Translating.Row("prison-healthcare", Translating.ReleaseNotice())],
        plan => [.. PlanBundle.Resources(plan, Base).Select(resource => resource.DeepClone().AsObject())]);

    private static Outcome<PlanSearch> Read(string type, string query, bool isForm)
    {
        var parsed = HttpUtility.ParseQueryString(query);
        return PlanSearch.Read(type, parsed.AllKeys.Select(name => KeyValuePair.Create(name ?? "", new StringValues(parsed.GetValues(name)))), isForm);
    }

    private static JsonObject Search(string type, string query, bool isForm = false) =>
        Read(type, query, isForm).Match(search => search.Answer(Plan, Person, Base), because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException($"{refusal.Reason} {refusal.Element}"));

    private static (RefusalReason, string)? Refused(string type, string query, bool isForm = false) =>
        Read(type, query, isForm).Match<(RefusalReason, string)?>(_ => null, _ => null, refusal => (refusal.Reason, refusal.Element));

    private static IEnumerable<string> Found(JsonObject bundle, string mode = "match") => bundle["entry"].Items().Where(entry => entry.TextAt("search", "mode") == mode).Select(entry => DisclosedPlan.Reference(entry["resource"]!.AsObject()));

    private static string? Link(JsonObject bundle, string relation) => bundle["link"].Items().FirstOrDefault(link => link.TextAt("relation") == relation).TextAt("url");

    [Theory]
    [InlineData("Goal", "", 6)]
    [InlineData("Patient", "", 1)]
    [InlineData("CarePlan", "", 1)]
    [InlineData("Flag", "&_lastUpdated=ge2026-03-06", 4)]
    [InlineData("Flag", "&_lastUpdated=gt2026-03-06", 0)]
    [InlineData("Flag", "&_lastUpdated=2026-03", 4)]
    [InlineData("Flag", "&_lastUpdated=lt2026", 0)]
    [InlineData("Flag", "&_lastUpdated=2026-03-06T10:30Z", 4)]
    [InlineData("Flag", "&_lastUpdated=ne2026-03-06T10:30:00Z", 0)]
    [InlineData("Flag", "&_lastUpdated=eb2026-03-06T10:30:01Z&_lastUpdated=sa2026-03-06T10:29:59%2B00:00", 4)]
    [InlineData("Flag", "&_lastUpdated=le2026-03-06T09:30:00-01:00", 4)]
    [InlineData("Encounter", "&_format=json", 1)]
    [InlineData("Procedure", "&_id=nobody-1", 0)]
    [InlineData("Goal", "&lifecycle-status=active", 6)]
    [InlineData("Goal", "&lifecycle-status=proposed,active", 6)]
    [InlineData("Goal", "&lifecycle-status=completed", 0)]
    [InlineData("Goal", "&lifecycle-status=active&lifecycle-status=completed", 0)]
    [InlineData("ServiceRequest", "&code=drug-rehabilitation-requirement", 1)]
    [InlineData("ServiceRequest", "&code=https://fhir.throughcare.example/CodeSystem/requirement-type|drug-rehabilitation-requirement", 1)]
    [InlineData("ServiceRequest", "&code=https://fhir.throughcare.example/CodeSystem/requirement-type|", 1)]
    [InlineData("ServiceRequest", "&code=|drug-rehabilitation-requirement", 0)]
    [InlineData("ServiceRequest", "&code=|", 0)]
    [InlineData("Encounter", "&planned-end=2026-03-06", 1)]
    [InlineData("Encounter", "&planned-end=ge2026-03-06&planned-end=lt2026-03-07", 1)]
    [InlineData("Encounter", "&planned-end=sa2026-03-06", 0)]
    [InlineData("Encounter", "&planned-end=2026-03-01,2026-03-06", 1)]
    [InlineData("ServiceRequest", "&order-type=nothing", 0)]
    [InlineData("ServiceRequest", "&order-type=community-order", 1)]
    public void A_search_finds_what_it_asks_for(string type, string more, int count)
    {
        var bundle = Search(type, $"patient={Person}{more}");
        Assert.Equal(count, (int)bundle["total"]!);
        Assert.Equal(count, Found(bundle).Count());
        Assert.Equal(count, Search(type, $"subject=Patient/{Person}{more}")["entry"].Items().Count());
    }

    /// <summary>The day of a search is a day in London: 23:30 UTC in summer is the next day.</summary>
    [Fact]
    public void A_day_is_a_London_day()
    {
        var plan = Translating.Disclosed([Translating.Row("prison-healthcare", Translating.ReleaseNotice(), new DateTimeOffset(2026, 6, 30, 23, 30, 0, TimeSpan.Zero))], summer => [.. PlanBundle.Resources(summer, Base).Select(resource => resource.DeepClone().AsObject())]);
        int On(string day) => Read("Goal", $"patient={Person}&_lastUpdated={day}", false).Match(search => (int)search.Answer(plan, Person, Base)["total"]!, _ => -1, _ => -1);
        Assert.Equal((0, 6, 6), (On("2026-06-30"), On("2026-07-01"), On("lt2026-07-02")));
    }

    [Fact]
    public void Pages_together_are_the_whole_and_their_links_stay_with_the_plan_as_it_was()
    {
        var seen = new List<string>();
        var next = $"patient={Person}&_count=4";
        for (var page = 1; ; page++)
        {
            var bundle = Search("Goal", next);
            Assert.Equal(6, (int)bundle["total"]!);
            seen.AddRange(Found(bundle));
            if (Link(bundle, "next") is not { } url) { Assert.Equal(2, page); Assert.NotNull(Link(bundle, "previous")); break; }
            next = url.Split('?')[1];
            Assert.Contains("_at=2026-03-06T10%3A30%3A00Z", next, StringComparison.Ordinal);
        }
        Assert.Equal(Found(Search("Goal", $"patient={Person}")), seen);
        Assert.Empty(Found(Search("Goal", $"patient={Person}&_count=0")));
        Assert.Null(Link(Search("Goal", $"patient={Person}&_count=0"), "next"));
    }

    [Fact]
    public void What_the_matches_point_at_can_come_with_them_once()
    {
        Assert.Equal(Found(Search("Goal", $"patient={Person}")).Order(), Found(Search("CarePlan", $"patient={Person}&_include=CarePlan:goal"), "include").Order());
        Assert.Equal([$"Patient/{Person}"], Found(Search("Goal", $"patient={Person}&_include=Goal:patient"), "include"));
        var all = Search("CarePlan", $"patient={Person}&_include=*&_include=CarePlan:goal");
        Assert.Equal(all["entry"].Items().Count(), all["entry"].Items().Select(entry => entry.TextAt("fullUrl")).Distinct().Count());
        Assert.True(Found(all, "include").Count() > 20);
    }

    [Fact]
    public void A_number_of_the_person_is_searched_for_only_in_a_body_and_is_in_no_link()
    {
        foreach (var name in new[] { "patient.identifier", "patient:identifier", "subject.identifier", "subject:identifier" })
        {
            Assert.Equal((RefusalReason.SearchIsNotSupported, name), Refused("CarePlan", $"{name}=urn:x|A1001AA"));
            Assert.Null(Refused("CarePlan", $"{name}=urn:x|A1001AA", isForm: true));
            Assert.DoesNotContain("A1001AA", Search("CarePlan", $"{name}=urn:x|A1001AA&_count=0", isForm: true).ToJsonString(), StringComparison.Ordinal);
        }
        Assert.Equal((RefusalReason.SearchIsNotSupported, "identifier"), Refused("Patient", "identifier=urn:x|A1001AA"));
        Assert.Null(Refused("Patient", "identifier=urn:x|A1001AA", isForm: true));
        Assert.Equal((RefusalReason.SearchNamesNobody, ""), Refused("Encounter", "identifier=urn:x|1", isForm: true));
        var booking = Search("Encounter", $"patient={Person}")["entry"]![0]!["resource"]!["identifier"]![0]!;
        Assert.Single(Found(Search("Encounter", $"patient={Person}&identifier={booking.TextAt("system")}|{booking.TextAt("value")}", isForm: true)));
        Assert.Empty(Found(Search("Encounter", $"patient={Person}&identifier={booking.TextAt("system")}|other", isForm: true)));
    }

    [Theory]
    [InlineData("status=active", "status")]
    [InlineData("lifecycle-status:not=active", "lifecycle-status:not")]
    [InlineData("lifecycle-status=active,", "lifecycle-status")]
    [InlineData("lifecycle-status=http://hl7.org/fhir/goal-status|active", "lifecycle-status")]
    [InlineData("_lastUpdated=yesterday", "_lastUpdated")]
    [InlineData("_lastUpdated=2026-02-30", "_lastUpdated")]
    [InlineData("_lastUpdated=2026-03-06T10:30", "_lastUpdated")]
    [InlineData("_lastUpdated=ap2026", "_lastUpdated")]
    [InlineData("_include=Goal:nothing", "_include")]
    [InlineData("_include=CarePlan:goal", "_include")]
    [InlineData("_count=-1", "_count")]
    [InlineData("_count=many", "_count")]
    [InlineData("_page=0", "_page")]
    [InlineData("_format=xml", "_format")]
    [InlineData("_sort=date", "_sort")]
    [InlineData("patient=Organization/x", "patient")]
    [InlineData("_at=then", "_at")]
    public void What_a_search_does_not_know_it_refuses_and_names(string query, string element)
    {
        Assert.Equal((RefusalReason.SearchIsNotSupported, element), Refused("Goal", $"{query}&_id=x-1"));
    }

    [Fact]
    public void A_search_that_names_nobody_is_refused()
    {
        Assert.Equal((RefusalReason.SearchNamesNobody, ""), Refused("Goal", "_lastUpdated=ge2026"));
        Assert.Equal((RefusalReason.SearchIsNotSupported, "patient"), Refused("Goal", "patient=a&patient=b"));
    }

    /// <summary>Whatever tables make of notices can be read and searched.</summary>
    [Fact]
    public void Every_resource_that_a_table_makes_can_be_searched()
    {
        var types = Directory.EnumerateFiles(Repo.Mappings, "entries.csv", SearchOption.AllDirectories).SelectMany(file => Throughcare.Translation.TableFile.Read(Repo.Mappings, Path.GetRelativePath(Repo.Mappings, file))).Select(row => row["resource"]).Where(type => type != "Bundle").Distinct();
        Assert.Empty(types.Except(Capability.Types));
        Assert.Equal(Capability.Types.Order(StringComparer.Ordinal), Capability.Types);
    }
}
