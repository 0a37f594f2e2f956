using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;
using Throughcare.Tests.SecondOpinion;

namespace Throughcare.Tests.Fhir;

/// <summary>Our constraints in C# against the published FHIRPath as fhirpath.js understands it (tests/conformance).</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class FhirPathOracleTests(SecondOpinions opinions)
{
    /// <summary>What fhirpath.js is not asked: it does not read XHTML nor follow references, and the profile of a SimpleQuantity is no type. dom-6 and con-3 are advice and no rules of ours; ele-1 is the shape of JSON to us.</summary>
    private static readonly HashSet<string> LeftOut = ["txt-1", "txt-2", "ctm-1", "sqty-1", "dom-6", "con-3", "ele-1"];

    [Fact]
    public Task Both_find_the_same_constraints_broken_in_resources_that_break_one() => Compare([.. File.ReadLines(Checking.InTests("broken-constraints.ndjson")).Select(line => JsonNode.Parse(line)!["resource"]!)]);

    /// <summary>Resources of the golden situations with parts taken away or doubled.</summary>
    [Fact]
    public async Task Both_find_the_same_constraints_broken_in_resources_that_lack_parts()
    {
        var random = new Random(7);
        var plans = Directory.EnumerateFiles(Repo.Golden, "plan.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => JsonNode.Parse(File.ReadAllText(file)).Items()).ToList();
        var broken = File.ReadLines(Checking.InTests("broken-constraints.ndjson")).Select(line => JsonNode.Parse(line)!["resource"]!).ToList();
        // A range that lost a unit on one side is out of order to fhirpath.js, and cannot be compared to us.
        await Compare([.. Enumerable.Range(0, 1500).Select(i => Less((i % 2 == 0 ? plans : broken)[random.Next(i % 2 == 0 ? plans.Count : broken.Count)].DeepClone(), random))], "rng-2");
    }

    private static JsonNode Less(JsonNode resource, Random random)
    {
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var holders = Inside(resource).Where(node => node is JsonObject { Count: > 1 } or JsonArray { Count: > 1 }).ToList();
            if (holders.Count == 0) break;
            switch (holders[random.Next(holders.Count)])
            {
                case JsonObject json when json.ElementAt(random.Next(json.Count)).Key is var name && name is not ("resourceType" or "id" or "url" or "linkId" or "type"): json.Remove(name); break;
                case JsonArray list when random.Next(2) == 0: list.RemoveAt(random.Next(list.Count)); break;
                case JsonArray list: list.Add(list[random.Next(list.Count)]?.DeepClone()); break;
                default: break;
            }
        }
        return resource;
    }

    private static IEnumerable<JsonNode> Inside(JsonNode node) => (node is JsonObject json ? json.Select(pair => pair.Value).OfType<JsonNode>() : node is JsonArray list ? list.OfType<JsonNode>() : []).SelectMany(Inside).Prepend(node);

    private async Task Compare(IReadOnlyList<JsonNode> resources, params string[] leftOut)
    {
        var different = resources.Zip(await opinions.Invariants(resources), (resource, failed) =>
        {
            // FHIRPath cannot tell when something that it compares is missing or there twice.
            var open = failed.Where(broken => broken.Problem is not null).Select(broken => broken.Key).ToHashSet();
            return (resource, Theirs: Keys(failed.Select(broken => broken.Key).Except(open).Except(leftOut)), Ours: Keys(Ours(resource).Distinct().Except(open).Except(leftOut)));
        }).Where(pair => pair.Theirs != pair.Ours).ToList();
        Assert.True(different.Count == 0, string.Join('\n', different.Take(5).Select(pair => $"fhirpath.js: {pair.Theirs}; ours: {pair.Ours}; {pair.resource.ToJsonString()}")));
    }

    private static string Keys(IEnumerable<string> keys) => string.Join(' ', keys.Distinct().Where(key => !LeftOut.Contains(key)).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Ours(JsonNode resource)
    {
        using var text = FhirText.Read(Encoding.UTF8.GetBytes(resource.ToJsonString()), out _);
        var examination = new Examination(RulePack.Default, text!);
        new Shape(examination).Check();
        return [.. Invariants.Broken(examination).Select(broken => broken.Invariant.Key.Split('@')[0])];
    }
}
