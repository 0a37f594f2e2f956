using System.Text.Json.Nodes;

namespace Throughcare.Tests.SecondOpinion;

/// <summary>That the validators see what they are asked for: without this, clean verdicts would mean nothing.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class OneFaultTests(SecondOpinions opinions)
{
    [Fact]
    public async Task Every_fault_is_seen_by_those_who_are_said_to_see_it_and_by_no_other()
    {
        var cases = await opinions.Cases();
        var verdicts = await opinions.Validate(cases.Select(one => one.Bundle));
        var seen = cases.Zip(verdicts, (one, found) => $"{one.Name}: {string.Join(", ", found.Select(verdict => verdict.Validator).Distinct())}");
        Assert.Equal(cases.Select(one => $"{one.Name}: {string.Join(", ", one.SeenBy)}"), seen);
    }

    [Fact]
    public async Task There_are_four_that_are_right_and_forty_with_one_fault()
    {
        var cases = await opinions.Cases();
        Assert.Equal((4, 40), (cases.Count(one => one.IsRight), cases.Count(one => !one.IsRight)));
        Assert.Equal(cases.Count, cases.Select(one => one.Name).Distinct().Count());
        Assert.All(cases.Where(one => one.IsRight), one => Assert.Empty(one.SeenBy));
    }

    /// <summary>Only our own tests see these; each cites the specification.</summary>
    [Fact]
    public async Task Seven_faults_are_seen_by_none_of_them() => Assert.Equal(
        [
            "a slice without an element it requires: an NHS number without value",
            "an item outside closed slices: Observation.component",
            "a type of value that the slice does not allow: Observation.component",
            "an extension with a value of another type",
            "an empty list",
            "two of a choice: Goal.start[x]",
            "a reference that leads nowhere in its Bundle",
        ],
        (await opinions.Cases()).Where(one => !one.IsRight && one.SeenBy.Count == 0).Select(one => one.Name));

    [Theory]
    [InlineData("an invariant of a resource: cpl-3", "cpl-3", "Bundle.entry[2].resource.activity[0]")]
    [InlineData("an invariant of a data type: per-1", "per-1", "Bundle.entry[2].resource.period")]
    [InlineData("a contained resource that nothing refers to: dom-3", "dom-3", "Bundle.entry[2].resource")]
    [InlineData("one address for two entries: bdl-7", "bdl-7", "Bundle")]
    public async Task A_broken_invariant_is_named_with_its_place(string name, string key, string at)
    {
        var bundle = (await opinions.Cases()).Single(one => one.Name == name).Bundle;
        var errors = (await opinions.Invariants([bundle]))[0].Where(broken => broken.Severity == "error");
        Assert.Equal([new Broken(key, at, "error", null)], errors);
    }

    [Fact]
    public async Task Advice_is_told_as_such()
    {
        var right = (await opinions.Cases()).First(one => one.IsRight).Bundle;
        Assert.All((await opinions.Invariants([right]))[0], broken => Assert.Equal(("dom-6", "warning"), (broken.Key, broken.Severity)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"resourceType":"Nonsense"}""")]
    [InlineData("""{"resourceType":["Patient"]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[null,1,{"resource":"text"},{"resource":[]}]}""")]
    [InlineData("""{"resourceType":"Patient","contained":{"resourceType":"Patient"},"meta":{"profile":"x"}}""")]
    public async Task What_is_no_FHIR_is_called_wrong_and_the_next_question_is_answered(string text)
    {
        var right = (await opinions.Cases()).First(one => one.IsRight).Bundle;
        var verdicts = await opinions.Validate([JsonNode.Parse(text), right]);
        Assert.NotEmpty(verdicts[0]);
        Assert.Empty(verdicts[1]);
    }

    [Fact]
    public async Task A_profile_that_nobody_gave_is_not_passed_over()
    {
        var right = (await opinions.Cases()).First(one => one.IsRight).Bundle;
        var failed = await Assert.ThrowsAnyAsync<Exception>(() => opinions.Validate([right], "https://fhir.example.org/nowhere"));
        Assert.Contains("https://fhir.example.org/nowhere is in none of the folders", failed.Message, StringComparison.Ordinal);
    }
}
