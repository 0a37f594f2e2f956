using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>Our constraints in C# against the published FHIRPath as fhirpath.js understands it (tests/conformance/invariants.mjs).</summary>
public class FhirPathOracleTests
{
    /// <summary>What fhirpath.js is not asked: it does not read XHTML nor follow references, and the profile of a SimpleQuantity is no type.</summary>
    private static readonly HashSet<string> LeftOut = ["txt-1", "txt-2", "ctm-1", "sqty-1"];

    [OracleFact]
    public void Both_find_the_same_constraints_broken_in_resources_that_break_one() => Compare([.. File.ReadLines(Checking.InTests("broken-constraints.ndjson")).Select(line => JsonNode.Parse(line)!["resource"]!)]);

    /// <summary>Resources of the golden situations with parts taken away or doubled.</summary>
    [OracleFact]
    public void Both_find_the_same_constraints_broken_in_resources_that_lack_parts()
    {
        var random = new Random(7);
        var plans = Directory.EnumerateFiles(Repo.Golden, "plan.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => JsonNode.Parse(File.ReadAllText(file)).Items()).ToList();
        var broken = File.ReadLines(Checking.InTests("broken-constraints.ndjson")).Select(line => JsonNode.Parse(line)!["resource"]!).ToList();
        Compare([.. Enumerable.Range(0, 1500).Select(i => Less((i % 2 == 0 ? plans : broken)[random.Next(i % 2 == 0 ? plans.Count : broken.Count)].DeepClone(), random))]);
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

    private static void Compare(IReadOnlyList<JsonNode> resources)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repo.Root, "tests", "conformance", "invariants.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var answers = Task.Run(() => node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        foreach (var resource in resources) node.StandardInput.WriteLine(resource.ToJsonString());
        node.StandardInput.Close();
        Assert.Equal(resources.Count, answers.Result.Length);
        var different = resources.Zip(answers.Result, (resource, answer) =>
        {
            var theirs = JsonNode.Parse(answer).Items().Select(key => key.GetValue<string>()).ToList();
            // A key with a ? is one that FHIRPath cannot tell about, because something it compares is missing or there twice.
            var unclear = theirs.Where(key => key.EndsWith('?')).Select(key => key[..^1]).ToHashSet();
            return (resource, Theirs: Keys(theirs.Where(key => !key.EndsWith('?')).Except(unclear)), Ours: Keys(Ours(resource).Distinct().Except(unclear)));
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

/// <summary>A fact that asks fhirpath.js; skipped, and saying so, where it is not installed.</summary>
internal sealed class OracleFactAttribute : FactAttribute
{
    public OracleFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Repo.Root, "tests", "conformance", "node_modules", "fhirpath"))) Skip = "fhirpath.js is not installed. Run npm ci in tests/conformance.";
    }
}
