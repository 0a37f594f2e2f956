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
    public Task Both_find_the_same_constraints_broken_in_resources_that_break_one() => Compare([.. Broken()]);

    private static IEnumerable<JsonNode> Broken() => File.ReadLines(Checking.InTests("broken-constraints.ndjson")).Select(line => JsonNode.Parse(line)!["resource"]!);

    /// <summary>Resources of the golden situations with parts taken away or doubled.</summary>
    [Fact]
    public async Task Both_find_the_same_constraints_broken_in_resources_that_lack_parts()
    {
        var random = new Random(7);
        var plans = Directory.EnumerateFiles(Repo.Golden, "plan.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => JsonNode.Parse(File.ReadAllText(file)).Items()).ToList();
        var broken = Broken().ToList();
        // A range that lost a unit on one side is out of order to fhirpath.js, and cannot be compared to us.
        await Compare([.. Enumerable.Range(0, 1500).Select(i => Less((i % 2 == 0 ? plans : broken)[random.Next(i % 2 == 0 ? plans.Count : broken.Count)].DeepClone(), random))], "rng-2");
    }

    /// <summary>The constraints of our own profiles, on their examples and on those with parts taken away, doubled or misspelt. Only we follow the profile of a message into its entries; what stands there has examples of its own.</summary>
    [Fact]
    public async Task Both_find_the_same_constraints_of_our_profiles_broken_in_examples_that_lack_parts()
    {
        var random = new Random(11);
        var examples = ProfileFiles.Valid.Concat(ProfileFiles.Invalid).OrderBy(example => example.Key, StringComparer.Ordinal).Select(example => (JsonNode)example.Value).Concat(Broken()).ToList();
        var ours = RulePack.Default.Invariants.Keys.Where(IsOfOurProfiles).ToHashSet();
        var broken = await Compare([.. examples, .. Enumerable.Range(0, 3000).Select(i => examples[i % examples.Count].DeepClone()).Select(example => random.Next(2) == 0 ? Less(example, random) : Misspelt(example, random))], Checked, (key, at) => IsOfOurProfiles(key) && !at.StartsWith("Bundle.entry", StringComparison.Ordinal));
        Assert.Equal([], ours.Except(broken));

        static IEnumerable<(string, string)> Checked(JsonNode resource) => Checking.R4.Check(Encoding.UTF8.GetBytes(resource.ToJsonString())).Issues.Where(issue => issue.Key is not null).Select(issue => (issue.Key!, issue.Location));
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

    /// <summary>With one letter or digit changed in some of its texts.</summary>
    private static JsonNode Misspelt(JsonNode resource, Random random)
    {
        foreach (var (name, text, holder) in ProfileFiles.Texts(resource).ToList())
        {
            if (name is "resourceType" or "profile" || text.Length == 0 || holder[name] is not JsonValue || random.Next(6) > 0) continue;
            var at = random.Next(text.Length);
            holder[name] = text[..at] + "0A9z/"[random.Next(5)] + text[(at + random.Next(2))..];
        }
        return resource;
    }

    private static IEnumerable<JsonNode> Inside(JsonNode node) => (node is JsonObject json ? json.Select(pair => pair.Value).OfType<JsonNode>() : node is JsonArray list ? list.OfType<JsonNode>() : []).SelectMany(Inside).Prepend(node);

    private Task<HashSet<string>> Compare(IReadOnlyList<JsonNode> resources, params string[] leftOut) => Compare(resources, Ours, (key, _) => !leftOut.Contains(key) && !LeftOut.Contains(key) && !IsOfOurProfiles(key));

    private static bool IsOfOurProfiles(string key) => key.StartsWith("tc-", StringComparison.Ordinal);

    /// <returns>The keys of those that were found broken.</returns>
    private async Task<HashSet<string>> Compare(IReadOnlyList<JsonNode> resources, Func<JsonNode, IEnumerable<(string Key, string At)>> ours, Func<string, string, bool> isAsked)
    {
        var seen = new HashSet<string>();
        var different = resources.Zip(await opinions.Invariants(resources), (resource, failed) =>
        {
            // FHIRPath cannot tell when something that it compares is missing or there twice.
            var open = failed.Where(broken => broken.Problem is not null).Select(broken => broken.Key).ToHashSet();
            var theirs = Keys(failed.Select(broken => (broken.Key, broken.At)), open);
            seen.UnionWith(theirs);
            return (resource, Theirs: string.Join(' ', theirs), Ours: string.Join(' ', Keys(ours(resource), open)));
        }).Where(pair => pair.Theirs != pair.Ours).ToList();
        Assert.True(different.Count == 0, string.Join('\n', different.Take(5).Select(pair => $"fhirpath.js: {pair.Theirs}; ours: {pair.Ours}; {pair.resource.ToJsonString()}")));
        return seen;

        List<string> Keys(IEnumerable<(string Key, string At)> broken, HashSet<string> open) => [.. broken.Where(one => !open.Contains(one.Key) && isAsked(one.Key, one.At)).Select(one => one.Key).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Key, string At)> Ours(JsonNode resource)
    {
        using var text = FhirText.Read(Encoding.UTF8.GetBytes(resource.ToJsonString()), out _);
        var examination = new Examination(RulePack.Default, text!);
        new Shape(examination).Check();
        return [.. Invariants.Broken(examination).Select(broken => (broken.Invariant.Key.Split('@')[0], ""))];
    }
}
