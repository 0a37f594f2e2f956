using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>What the tests of the checker have in common.</summary>
internal static class Checking
{
    public static readonly Checker R4 = new(RulePack.Default);

    /// <summary>R4 and the small profiles of tests/conformance/one-fault, which SUSHI has compiled and rules.mjs has read.</summary>
    public static readonly RulePack WithProfiles = RulePack.With(File.ReadAllText(InTests("small-profiles.ndjson")), new Dictionary<string, Func<Element, bool>>
    {
        ["tc-1"] = at => !at["status"u8].Is("active"u8) || at["period"u8].Has("start"u8),
    });

    public static string InTests(string name) => Path.Combine(Repo.Root, "tests", "Fhir", name);

    public static Verdict Check(string json) => R4.Check(Encoding.UTF8.GetBytes(json));

    /// <summary>"severity code location: diagnostics", a line each.</summary>
    public static string Said(Verdict verdict) => string.Join('\n', verdict.Issues.Select(issue => $"{issue.Severity} {issue.Code} {issue.Location}: {issue.Diagnostics}"));

    public static IEnumerable<string> Errors(Verdict verdict) => verdict.Issues.Where(issue => issue.Severity == Severity.Error).Select(issue => $"{issue.Code} {issue.Location}: {issue.Diagnostics}");

    /// <summary>One change by its JSON Pointer; null takes away, - adds to a list.</summary>
    public static void Change(JsonNode root, string pointer, JsonNode? value)
    {
        var steps = pointer.Split('/')[1..];
        var at = steps[..^1].Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (at is JsonObject json)
        {
            if (value is null) json.Remove(steps[^1]);
            else json[steps[^1]] = value.DeepClone();
        }
        else if (at is JsonArray list)
        {
            if (int.TryParse(steps[^1], out var index) && index < list.Count) list[index] = value?.DeepClone();
            else list.Add(value?.DeepClone());
        }
    }
}
