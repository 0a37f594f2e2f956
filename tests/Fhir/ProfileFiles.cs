using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Throughcare.Tests.Fhir;

/// <summary>One definition of fhir-profiles/input/fsh.</summary>
/// <param name="Kind">Profile, Extension, ValueSet, CodeSystem, Invariant, Instance or RuleSet.</param>
/// <param name="Body">Its lines up to the next definition, comments included.</param>
internal sealed partial record FshEntity(string Kind, string Name, string File, string Body)
{
    public string Id => Field("Id");

    public string Title => Field("Title").Trim('"');

    public string Description => Field("Description").Trim('"');

    public string Parent => Field("Parent");

    public IReadOnlyList<string> Rules => [.. Body.Split('\n').Where(line => line.StartsWith("* ", StringComparison.Ordinal))];

    /// <summary>The value of a keyword, such as <c>Id: person</c>; empty when it is not there.</summary>
    public string Field(string keyword) => Regex.Match(Body, $"^{keyword}: *(.*)$", RegexOptions.Multiline).Groups[1].Value.Trim();

    public static IEnumerable<FshEntity> In(string file)
    {
        var text = System.IO.File.ReadAllText(file);
        var starts = Start().Matches(text);
        for (var at = 0; at < starts.Count; at++)
        {
            var end = at + 1 < starts.Count ? starts[at + 1].Index : text.Length;
            yield return new FshEntity(starts[at].Groups[1].Value, starts[at].Groups[2].Value, file, text[starts[at].Index..end]);
        }
    }

    [GeneratedRegex(@"^(Profile|Extension|ValueSet|CodeSystem|Invariant|Instance|RuleSet): *([^\s(]+)", RegexOptions.Multiline)]
    private static partial Regex Start();
}

/// <summary>What lies in fhir-profiles/.</summary>
internal static class ProfileFiles
{
    public static string Folder => Path.Combine(Repo.Root, "fhir-profiles");

    public static string Fsh => Path.Combine(Folder, "input", "fsh");

    public static IReadOnlyList<FshEntity> All { get; } = [.. Directory.EnumerateFiles(Fsh, "*.fsh", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(FshEntity.In)];

    public static IEnumerable<FshEntity> OfKind(string kind) => All.Where(entity => entity.Kind == kind);

    /// <summary>The profiles that others see. A message's header has no life of its own: the examples of the message hold it.</summary>
    public static IEnumerable<FshEntity> Profiles => OfKind("Profile").Where(profile => profile.Parent != "ThroughcareMessageHeader");

    /// <summary>The examples that keep their profile, by name.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Valid { get; } = Examples("valid");

    /// <summary>The examples that break one rule of their profile, by name.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Invalid { get; } = Examples("invalid");

    private static Dictionary<string, JsonObject> Examples(string sort) =>
        Directory.EnumerateFiles(Path.Combine(Folder, "examples", sort), "*.json").ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => JsonNode.Parse(System.IO.File.ReadAllText(file))!.AsObject());

    /// <summary>Every string of a resource with the name of the property that holds it.</summary>
    public static IEnumerable<(string Name, string Value, JsonObject In)> Texts(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(property => property.Value is JsonValue value && value.TryGetValue(out string? text) ? [(property.Key, text, part)]
            : property.Value is JsonArray list && list.Any(item => item is JsonValue) ? list.OfType<JsonValue>().Select(item => (property.Key, item.ToString(), part))
            : Texts(property.Value)),
        JsonArray list => list.SelectMany(Texts),
        _ => [],
    };
}
