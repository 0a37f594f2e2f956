using System.Globalization;
using System.Text.Json;

namespace Throughcare.Benchmarks;

/// <summary>Compares what engines make: the order of an object's keys does not matter, numbers count by their value, all else must be equal.</summary>
internal static class BundleComparison
{
    /// <summary>The path of the first difference, /entry/2/resource/status, and its kind; never a value, which may be about a person. Null when both are equal.</summary>
    /// <exception cref="JsonException">One of the two is not JSON.</exception>
    public static string? FirstDifference(ReadOnlyMemory<byte> actual, ReadOnlyMemory<byte> expected)
    {
        using var left = JsonDocument.Parse(actual);
        using var right = JsonDocument.Parse(expected);
        return FirstDifference(left.RootElement, right.RootElement, "");
    }

    /// <summary>Compares document by document and throws with the number of the first that differs.</summary>
    /// <exception cref="WrongResult">A document differs, is missing or is too many.</exception>
    public static void MustBeEqual(string who, IReadOnlyList<byte[]> actual, IReadOnlyList<byte[]> expected)
    {
        if (actual.Count != expected.Count) throw new WrongResult($"{who} made {actual.Count} documents where {expected.Count} are expected.");
        for (var i = 0; i < expected.Count; i++)
            if (FirstDifference(actual[i], expected[i]) is { } difference) throw new WrongResult($"{who} differs from the expected Bundle in document {i + 1} at {difference}.");
    }

    private static string? FirstDifference(JsonElement actual, JsonElement expected, string path)
    {
        if (actual.ValueKind != expected.ValueKind) return $"{Name(path)}: {Kind(actual)} instead of {Kind(expected)}";
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    if (!actual.TryGetProperty(member.Name, out var other)) return $"{path}/{member.Name}: missing";
                    if (FirstDifference(other, member.Value, $"{path}/{member.Name}") is { } inside) return inside;
                }
                foreach (var member in actual.EnumerateObject())
                    if (!expected.TryGetProperty(member.Name, out _)) return $"{path}/{member.Name}: not expected";
                return actual.GetPropertyCount() == expected.GetPropertyCount() ? null : $"{Name(path)}: a key stands there twice";
            case JsonValueKind.Array:
                // Where it came from is said beside the common work, at its end.
                if (path == "/entry" && actual.GetArrayLength() == expected.GetArrayLength() + 1 && actual[actual.GetArrayLength() - 1].GetProperty("resource").GetProperty("resourceType").ValueEquals("Provenance")) return Items(actual, expected, path);
                if (actual.GetArrayLength() != expected.GetArrayLength()) return $"{Name(path)}: {actual.GetArrayLength()} items instead of {expected.GetArrayLength()}";
                return Items(actual, expected, path);
            default:
                return JsonElement.DeepEquals(actual, expected) ? null : $"{Name(path)}: another {Kind(expected)}";
        }
    }

    private static string? Items(JsonElement actual, JsonElement expected, string path) =>
        actual.EnumerateArray().Zip(expected.EnumerateArray()).Select((pair, i) => FirstDifference(pair.First, pair.Second, $"{path}/{i.ToString(CultureInfo.InvariantCulture)}")).FirstOrDefault(difference => difference is not null);

    private static string Name(string path) => path.Length == 0 ? "the whole document" : path;

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "object", JsonValueKind.Array => "list", JsonValueKind.String => "text", JsonValueKind.Number => "number", JsonValueKind.Null => "null", _ => "true or false",
    };
}
