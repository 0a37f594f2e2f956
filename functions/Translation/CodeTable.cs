using System.Text.Json.Nodes;

namespace Throughcare.Translation;

/// <summary>How far a target code means what the source code meant, said from the target's side.</summary>
internal enum CodeMatch { Same, Broader, Narrower, None }

/// <summary>One code table: the sender's codes on the left, ours on the right, each row with its reason and the days it holds for.</summary>
internal sealed class CodeTable
{
    private static readonly string[] Columns = ["code", "display", "to", "to_display", "match", "because", "agreed_by", "valid_from", "valid_until"];

    private readonly Dictionary<string, List<Entry>> byCode = new(StringComparer.Ordinal);

    private CodeTable(string file, string fromSystem) => (File, FromSystem) = (file, fromSystem);

    /// <summary>The table's path below mappings/, which the gap list names.</summary>
    public string File { get; }

    /// <summary>The code system of the sender's codes.</summary>
    public string FromSystem { get; }

    /// <summary>One row.</summary>
    internal sealed record Entry(string Code, string Display, string ToSystem, string To, string ToDisplay, CodeMatch Match, DateOnly? From, DateOnly? Until);

    public static CodeTable Read(string folder, string file, string fromSystem, string toSystem, IReadOnlyDictionary<string, string> systems)
    {
        var table = new CodeTable(file, fromSystem);
        foreach (var row in TableFile.Read(folder, file, Columns))
        {
            row.Required("because");
            var to = row["to"].Split('#', 2);
            var system = to.Length == 2 ? systems.GetValueOrDefault(to[0]) ?? throw row.Fault($"\"{to[0]}\" is not a system. The names are in systems.csv.") : toSystem;
            var match = row["match"] switch
            {
                "same" => CodeMatch.Same, "broader" => CodeMatch.Broader, "narrower" => CodeMatch.Narrower, "none" => CodeMatch.None,
                _ => throw row.Fault("\"match\" is same, broader, narrower or none."),
            };
            if (match == CodeMatch.None != (to[^1].Length == 0)) throw row.Fault("\"to\" is empty exactly when \"match\" is none.");
            var entry = new Entry(row.Required("code"), row["display"], system, to[^1], row["to_display"], match, row.Day("valid_from"), row.Day("valid_until"));
            if (!table.byCode.TryGetValue(entry.Code, out var entries)) table.byCode[entry.Code] = entries = [];
            if (entries.Exists(other => Overlap(other, entry))) throw row.Fault($"\"{entry.Code}\" is on another row for the same days. Keep one of them, or give them days that do not meet.");
            entries.Add(entry);
        }
        return table;
    }

    /// <summary>The row that holds on the day; null when no one has decided about the code.</summary>
    public Entry? Find(string code, DateOnly day) =>
        byCode.TryGetValue(code, out var entries) ? entries.Find(entry => (entry.From is null || entry.From <= day) && (entry.Until is null || day <= entry.Until)) : null;

    /// <summary>All codes, for checks.</summary>
    public IEnumerable<Entry> Entries => byCode.Values.SelectMany(entries => entries);

    private static bool Overlap(Entry a, Entry b) => (a.From ?? DateOnly.MinValue) <= (b.Until ?? DateOnly.MaxValue) && (b.From ?? DateOnly.MinValue) <= (a.Until ?? DateOnly.MaxValue);

    /// <summary>A CodeableConcept: our coding; beside it the sender's, unless both mean the same; and words.</summary>
    public JsonObject Concept(string code, Entry? entry)
    {
        var codings = new JsonArray();
        if (entry is { Match: not CodeMatch.None }) codings.Add(Coding(entry.ToSystem, entry.To, entry.ToDisplay));
        if (entry is not { Match: CodeMatch.Same }) codings.Add(Coding(FromSystem, code, entry?.Display ?? ""));
        var text = entry is null ? code : entry.Display.Length > 0 ? entry.Display : entry.ToDisplay;
        return new JsonObject { ["coding"] = codings, ["text"] = text };
    }

    public static JsonObject Coding(string system, string code, string display)
    {
        var coding = new JsonObject { ["system"] = system, ["code"] = code };
        if (display.Length > 0) coding["display"] = display;
        return coding;
    }
}
