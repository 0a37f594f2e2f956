using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>What we emit keeps what we promise: the profiles of fhir-profiles.</summary>
public class OurProfilesTests
{
    private static readonly Checker Checker = new(RulePack.Default);

    private static readonly ILookup<string, ProfileRule> Profiles = RulePack.Default.Profiles.Values.Where(profile => RulePack.Default.Types[profile.Type].IsResource).ToLookup(profile => profile.Type);

    public static TheoryData<string> Plans => [.. Directory.EnumerateFiles(Path.Combine(Repo.Root, "tests", "golden"), "plan.json", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_resource_of_a_golden_plan_keeps_a_profile_of_its_type(string situation)
    {
        var problems = new List<string>();
        foreach (var resource in JsonNode.Parse(File.ReadAllText(Path.Combine(Repo.Root, "tests", "golden", situation, "plan.json"))).Items())
        {
            var type = resource.TextAt("resourceType")!;
            if (!Profiles.Contains(type)) { problems.Add($"{type}: no profile"); continue; }
            var found = Profiles[type].ToDictionary(profile => profile.Name, profile => Checking.Errors(Checker.Check(resource.ToUtf8(), profile)).ToList());
            if (found.Values.All(errors => errors.Count > 0)) problems.Add($"{type}/{resource.TextAt("id")}: " + string.Join(" | ", found.OrderBy(one => one.Value.Count).Take(2).Select(one => $"{one.Key}: {string.Join("; ", one.Value)}")));
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }
}
