using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>Every constraint that we check, on a resource that breaks it: broken-constraints.ndjson; those of our profiles are broken in their examples (<see cref="ProfileExampleTests"/>), where broken.csv names them. The oracles of tests/conformance are asked about the same resources.</summary>
public class InvariantTests
{
    private static readonly Dictionary<string, JsonNode> Broken = File.ReadLines(Checking.InTests("broken-constraints.ndjson")).Select(line => JsonNode.Parse(line)!).ToDictionary(line => line.TextAt("key")!, line => line["resource"]!);

    public static TheoryData<string> Keys => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_resource_that_breaks_a_constraint_is_found_by_its_key(string key)
    {
        var verdict = Checking.R4.Check(Encoding.UTF8.GetBytes(Broken[key].ToJsonString()));
        Assert.True(verdict.Issues.Any(issue => issue.Key == key), $"{key}: {Checking.Said(verdict)}");
        Assert.All(verdict.Issues, issue => Assert.True(issue.Code == "invariant" || issue.Key is not null || key is "sqty-1" or "bdl-8", $"{key}: {Checking.Said(verdict)}"));
    }

    /// <summary>Only one constraint has no such resource: nothing that we have rules of holds money as a Quantity.</summary>
    [Fact]
    public void Every_constraint_has_a_resource_that_breaks_it() => Assert.Equal(["mqty-1"], RulePack.Default.Invariants.Keys.Except(Broken.Keys).Except(ProfileExampleTests.Broken.Select(row => row["rule"])));

    /// <summary>A constraint is asked at every place it is on, and only there.</summary>
    [Theory]
    [InlineData("org-2", "Organization.address[0]")]
    [InlineData("inv-1@Task", "Task")]
    [InlineData("tim-9", "Basic.extension[0].value.repeat")]
    [InlineData("bdl-5", "Bundle.entry[0]")]
    [InlineData("que-1", "Questionnaire.item[0]")]
    public void A_broken_constraint_is_said_where_it_is_on(string key, string location) =>
        Assert.Contains(Checking.R4.Check(Encoding.UTF8.GetBytes(Broken[key].ToJsonString())).Issues, issue => issue.Key == key && issue.Location == location);

    /// <summary>The elements of a group that is taken over elsewhere keep its constraints: an item inside an item.</summary>
    [Fact]
    public void A_constraint_holds_in_a_group_that_is_taken_over() =>
        Assert.Equal("Questionnaire.item[0].item[0]", Checking.Check("""{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"group","item":[{"linkId":"2","type":"group"}]}]}""").Issues.Single().Location);

    /// <summary>What cannot be told is not blamed: 2026-03 may be before or after 2026-03-06.</summary>
    [Theory]
    [InlineData("2026-03", "2026-03-06", true)]
    [InlineData("2026-03-06", "2026-03", true)]
    [InlineData("2026-04", "2026-03-06", false)]
    [InlineData("2026-03-06", "2026-03-06", true)]
    [InlineData("2026-03-06T09:00:00Z", "2026-03-06", true)]
    [InlineData("2026-03-07T09:00:00Z", "2026-03-06", false)]
    [InlineData("2026-03-06T10:00:00+01:00", "2026-03-06T09:00:00Z", true)]
    [InlineData("2026-03-06T10:00:00.002Z", "2026-03-06T10:00:00.001Z", false)]
    public void A_period_ends_after_it_starts_as_far_as_its_precision_tells(string start, string end, bool right) =>
        Assert.Equal(!right, Checking.Check($$$"""{"resourceType":"EpisodeOfCare","status":"active","patient":{"reference":"Patient/1"},"period":{"start":"{{{start}}}","end":"{{{end}}}"}}""").HasErrors);

    [Fact]
    public void A_contained_resource_may_point_back_instead_of_being_pointed_at() =>
        Assert.Empty(Checking.Check("""{"resourceType":"Patient","contained":[{"resourceType":"Condition","id":"c","subject":{"reference":"#"}}]}""").Issues);

    [Fact]
    public void A_contained_resource_is_pointed_at_from_its_container_only()
    {
        Assert.Empty(Checking.Check("""{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"a","partOf":{"reference":"#b"},"name":"x"},{"resourceType":"Organization","id":"b","name":"x"}],"managingOrganization":{"reference":"#a"}}""").Issues);
        Assert.True(Checking.Check("""{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"x"}]}},{"resource":{"resourceType":"Patient","managingOrganization":{"reference":"#o"}}}]}""").Issues.Count == 2);
    }
}
