using System.Globalization;
using System.Text.Json;

namespace Throughcare.Translation;

/// <summary>Where something stands in a notice: names apart by dots, [] for every item of a list, [0] for one.</summary>
internal sealed class SourcePath
{
    private readonly int scope;
    private readonly List<object> steps;

    private SourcePath(string text, int scope, List<object> steps) => (Text, this.scope, this.steps) = (text, scope, steps);

    public string Text { get; }

    /// <summary>True when it stands for several values: there is a [] beyond the lists already being walked.</summary>
    public bool Repeats => steps.Contains(Each);

    private static readonly object Each = new();

    /// <summary>Compiles a path against the lists that are being walked around it (outermost first).</summary>
    public static SourcePath Compile(string text, IReadOnlyList<string> walking)
    {
        var scope = 0;
        for (var i = walking.Count; i > 0; i--)
            if (text == walking[i - 1] || text.StartsWith(walking[i - 1] + ".", StringComparison.Ordinal)) { scope = i; break; }
        var rest = scope == 0 ? text : text[walking[scope - 1].Length..].TrimStart('.');
        var steps = new List<object>();
        foreach (var part in rest.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            steps.Add(bracket < 0 ? part : part[..bracket]);
            if (bracket < 0) continue;
            steps.Add(part[bracket..] == "[]" ? Each : int.Parse(part[(bracket + 1)..^1], CultureInfo.InvariantCulture));
        }
        return new SourcePath(text, scope, steps);
    }

    /// <summary>The first list of the path that is not being walked yet, or null: "a.b[].c[].d" inside "a.b[]" gives "a.b[].c[]".</summary>
    public string? NextList()
    {
        if (!Repeats) return null;
        var before = Text.Split("[]").Length - 1 - steps.Count(step => step == Each);
        var at = -1;
        for (var i = 0; i <= before; i++) at = Text.IndexOf("[]", at + 1, StringComparison.Ordinal);
        return Text[..(at + 2)];
    }

    /// <summary>The value, if it is there and not null.</summary>
    public JsonElement? One(IReadOnlyList<JsonElement> scopes)
    {
        var here = scopes[scope];
        foreach (var step in steps)
        {
            if (step is string name ? here.ValueKind != JsonValueKind.Object || !here.TryGetProperty(name, out here)
                : step is not int index || here.ValueKind != JsonValueKind.Array || index >= here.GetArrayLength() || Pick(ref here, index)) return null;
        }
        return here.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : here;

        static bool Pick(ref JsonElement list, int index) { list = list[index]; return false; }
    }

    /// <summary>All values a repeating path stands for, in order.</summary>
    public IEnumerable<JsonElement> All(IReadOnlyList<JsonElement> scopes) => Walk(scopes[scope], 0);

    private IEnumerable<JsonElement> Walk(JsonElement here, int step)
    {
        if (step == steps.Count) return here.ValueKind is JsonValueKind.Null ? [] : [here];
        if (steps[step] == Each) return here.ValueKind == JsonValueKind.Array ? here.EnumerateArray().SelectMany(item => Walk(item, step + 1)) : [];
        if (steps[step] is int index) return here.ValueKind == JsonValueKind.Array && index < here.GetArrayLength() ? Walk(here[index], step + 1) : [];
        return here.ValueKind == JsonValueKind.Object && here.TryGetProperty((string)steps[step], out var next) ? Walk(next, step + 1) : [];
    }

    /// <summary>The value as its sender wrote it: a text without its quotes, a number with its digits.</summary>
    public static string Written(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
