using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;
using Throughcare.Tests.SecondOpinion;
using Throughcare.Translation;

namespace Throughcare.Tests.Fhir;

/// <summary>Our own profiles on the examples of fhir-profiles/examples: those that keep them, and those that each break one rule, which broken.csv names.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class ProfileExampleTests(SecondOpinions opinions)
{
    internal static readonly List<TableRecord> Broken = TableFile.ReadExactly(Path.Combine(ProfileFiles.Folder, "examples", "invalid"), "broken.csv", "example", "rule", "element", "seen_by", "because");

    public static TheoryData<string> Valid => [.. ProfileFiles.Valid.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Invalid => [.. Broken.Select(row => row["example"])];

    private static Throughcare.Fhir.Verdict Check(JsonObject example) => Checking.R4.Check(Encoding.UTF8.GetBytes(example.ToJsonString()));

    [Theory]
    [MemberData(nameof(Valid))]
    public void An_example_that_keeps_its_profile_is_not_blamed(string name) => Assert.Equal("", Checking.Said(Check(ProfileFiles.Valid[name])));

    /// <summary>The kind of each issue by the rule of broken.csv; a constraint of ours is named by its key.</summary>
    private static readonly Dictionary<string, string> Codes = new()
    {
        ["min"] = "required", ["max"] = "structure", ["fixed"] = "value", ["pattern"] = "value", ["binding"] = "code-invalid", ["type"] = "structure", ["target"] = "value",
        ["slice-min"] = "required", ["slice-max"] = "structure", ["slice-child"] = "structure", ["slice-child-min"] = "required", ["extension-type"] = "structure", ["extension-fixed"] = "value",
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_example_that_breaks_a_rule_is_blamed_for_that_rule_at_that_place(string name)
    {
        var row = Broken.Single(row => row["example"] == name);
        var verdict = Check(ProfileFiles.Invalid[name]);
        Assert.True(verdict.HasErrors && verdict.Issues.Any(issue => issue.Severity == Severity.Error && issue.Location == row["element"] && (Codes.TryGetValue(row["rule"], out var code) ? issue.Code == code && issue.Key is null : issue.Key == row["rule"])), $"{row["rule"]} at {row["element"]}:\n{Checking.Said(verdict)}");
    }

    [Fact]
    public async Task No_validator_calls_an_example_wrong_that_keeps_its_profile() =>
        Assert.Equal("", string.Join('\n', (await opinions.Validate(ProfileFiles.Valid.Values)).Zip(ProfileFiles.Valid.Keys, (found, name) => found.Select(verdict => $"{name}: {verdict}")).SelectMany(line => line)));

    /// <summary>broken.csv says which of the validators see the fault, or why none of them can.</summary>
    [Fact]
    public async Task What_breaks_a_rule_is_wrong_in_the_eyes_that_are_said_to_see_it()
    {
        var verdicts = await opinions.Validate(Broken.Select(row => ProfileFiles.Invalid[row["example"]]));
        Assert.Equal(Broken.Select(row => $"{row["example"]}: {row["seen_by"]}"), Broken.Zip(verdicts, (row, found) => $"{row["example"]}: {string.Join(' ', found.Select(verdict => verdict.Validator).Distinct())}"));
        Assert.All(Broken, row => Assert.True(row["seen_by"].Length > 0 != row["because"].Length > 0, $"{row["example"]}: say who sees it, or why nobody can."));
    }
}
