using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughcare.Translation;

/// <summary>How far a target code means what the source code meant, said from the target's side.</summary>
internal enum CodeMatch { Same, Broader, Narrower, None }

/// <summary>One code table: the sender's codes on the left, ours on the right, each row with its reason and the days it holds for.</summary>
internal sealed class CodeTable
{
    public static readonly string[] Columns = ["code", "display", "to", "to_display", "match", "because", "agreed_by", "valid_from", "valid_until"];

    private readonly FrozenDictionary<byte[], CodeRow> byCode;
    private readonly FrozenDictionary<byte[], CodeRow>.AlternateLookup<ReadOnlySpan<byte>> bySpan;

    private CodeTable(string file, string fromSystem, string toSystem, Dictionary<byte[], CodeRow> rows)
    {
        (File, FromSystem, ToSystem) = (file, fromSystem, toSystem);
        byCode = rows.ToFrozenDictionary(Utf8Comparer.Instance);
        bySpan = byCode.GetAlternateLookup<ReadOnlySpan<byte>>();
        UnknownCoding = fromSystem.Length == 0 ? [] : Encoding.UTF8.GetBytes($"{{\"system\":{Quoted(fromSystem)},\"code\":");
    }

    /// <summary>The table's path below mappings/, which the gap list names.</summary>
    public string File { get; }

    /// <summary>The code system of the sender's codes; empty when they have none, and are then kept only in words.</summary>
    public string FromSystem { get; }

    /// <summary>The code system of ours that its rows give unless they name another.</summary>
    public string ToSystem { get; }

    /// <summary>The beginning of a coding for a code that the table does not have.</summary>
    public byte[] UnknownCoding { get; }

    /// <summary>All rows, for checks.</summary>
    public IEnumerable<CodeRow> Entries => byCode.Values.SelectMany(row => row.AndLater());

    public static CodeTable Read(string folder, string file, string fromSystem, string toSystem, IReadOnlyDictionary<string, string> systems, Problems problems)
    {
        var records = TableFile.ReadExactly(folder, file, Columns);
        var rows = new Dictionary<byte[], CodeRow>(records.Count, Utf8Comparer.Instance);
        foreach (var record in records)
            problems.Collect(() =>
            {
                var row = ReadRow(record, fromSystem, toSystem, systems);
                var key = Encoding.UTF8.GetBytes(row.Code);
                if (rows.TryGetValue(key, out var first) && first.AndLater().FirstOrDefault(row.Overlaps) is { } other)
                    throw record.Fault($"\"{row.Code}\" is already on row {other.Record.Row}{(row.From is null && row.Until is null ? "" : " for some of these days")}. Keep one of them, or give them days that do not meet.");
                if (first is null) rows.Add(key, row); else first.Add(row);
            });
        return new CodeTable(file, fromSystem, toSystem, rows);
    }

    private static CodeRow ReadRow(TableRecord row, string fromSystem, string toSystem, IReadOnlyDictionary<string, string> systems)
    {
        if (row["because"].Length == 0) throw row.Fault($"\"because\" is empty. Say in a few words why {row["code"]} becomes {(row["to"].Length == 0 ? "nothing" : row["to"])}.");
        string[] to = row["to"].Contains('#', StringComparison.Ordinal) ? row["to"].Split('#', 2) : [row["to"]];
        var system = to.Length == 2 ? systems.GetValueOrDefault(to[0]) ?? throw row.Fault($"\"{to[0]}\" is not a system. The names are in systems.csv.{Spelling.Meant(to[0], systems.Keys)}") : toSystem;
        var match = row["match"] switch
        {
            "same" => CodeMatch.Same, "broader" => CodeMatch.Broader, "narrower" => CodeMatch.Narrower, "none" => CodeMatch.None,
            var other => throw row.Fault($"\"match\" is same, broader, narrower or none.{Spelling.Meant(other, ["same", "broader", "narrower", "none"])}"),
        };
        if (match == CodeMatch.None != (to[^1].Length == 0)) throw row.Fault("\"to\" is empty exactly when \"match\" is none.");
        var (from, until) = (row.Day("valid_from"), row.Day("valid_until"));
        if (from > until) throw row.Fault("\"valid_until\" is before \"valid_from\". Exchange them, or mend the year.");
        return new CodeRow(row, row.Required("code"), row["display"], fromSystem, system, to[^1], row["to_display"], match, from, until);
    }

    /// <summary>The row that holds on the day; null when no one has decided about the code.</summary>
    public CodeRow? Find(ReadOnlySpan<byte> code, DateOnly day) => bySpan.TryGetValue(code, out var row) ? row.On(day) : null;

    /// <summary>The same for the day of the notice being written, which is worked out only if some row has days.</summary>
    public CodeRow? Find(ReadOnlySpan<byte> code, Writing writing)
    {
        if (!bySpan.TryGetValue(code, out var row)) return null;
        return row.IsAlways ? row : row.On(writing.Day);
    }

    /// <summary>The table read from our side: the sender's code for each of ours, by the rows that mean the same.</summary>
    /// <param name="asker">The row of a field table that asks.</param>
    /// <exception cref="TableFault">Two rows claim one of our codes for the same days, or none means the same.</exception>
    public CodesBack Back(TableRecord asker)
    {
        var rows = new Dictionary<byte[], List<CodeRow>>(Utf8Comparer.Instance);
        foreach (var row in Entries.Where(row => row.Match == CodeMatch.Same).OrderBy(row => row.Record.Row))
        {
            var key = Encoding.UTF8.GetBytes(row.To);
            if (!rows.TryGetValue(key, out var same)) rows[key] = same = [];
            if (same.Find(row.Overlaps) is { } other) throw asker.Fault($"{File} cannot be read backwards: rows {other.Record.Row} and {row.Record.Row} both mean the same as \"{row.To}\". Give them days that do not meet, or say which of them is broader or narrower.");
            same.Add(row);
        }
        return rows.Count > 0 ? new CodesBack(this, rows) : throw asker.Fault($"{File} cannot be read backwards: none of its rows means the same.");
    }

    public CodeRow? Find(string code, DateOnly day) => Find(Encoding.UTF8.GetBytes(code), day);

    public static JsonObject Coding(string system, string code, string display)
    {
        var coding = new JsonObject { ["system"] = system, ["code"] = code };
        if (display.Length > 0) coding["display"] = display;
        return coding;
    }

    internal static string Quoted(string text) => JsonValue.Create(text).ToJsonString(Json.Readable);
}

/// <summary>A code table read from our side.</summary>
internal sealed class CodesBack
{
    private readonly FrozenDictionary<byte[], List<CodeRow>>.AlternateLookup<ReadOnlySpan<byte>> byOurs;

    public CodesBack(CodeTable table, Dictionary<byte[], List<CodeRow>> rows) => (Table, byOurs) = (table, rows.ToFrozenDictionary(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>());

    public CodeTable Table { get; }

    /// <summary>The row whose sender's code means the same as ours on the day; null when none does.</summary>
    public CodeRow? Find(ReadOnlySpan<byte> ours, Writing writing) => byOurs.TryGetValue(ours, out var rows) ? rows.Find(row => (row.From is null && row.Until is null) || row.HoldsOn(writing.Day)) : null;
}

/// <summary>One row of a code table, with the FHIR it becomes ready to be copied.</summary>
internal sealed class CodeRow
{
    private readonly string fromSystem;
    private CodeRow? later;
    private byte[]? concept, codings, text, coding, target, name, quoted;

    public CodeRow(TableRecord record, string code, string display, string fromSystem, string toSystem, string to, string toDisplay, CodeMatch match, DateOnly? from, DateOnly? until)
    {
        (Record, Code, Display, this.fromSystem, ToSystem, To, ToDisplay, Match, From, Until) = (record, code, display, fromSystem, toSystem, to, toDisplay, match, from, until);
    }

    public TableRecord Record { get; }

    public string Code { get; }

    public string Display { get; }

    public string ToSystem { get; }

    public string To { get; }

    public string ToDisplay { get; }

    public CodeMatch Match { get; }

    public DateOnly? From { get; }

    public DateOnly? Until { get; }

    // Made when they are first needed: of a hundred thousand medicines a service sees a few hundred.

    /// <summary>"coding":[…], with our coding and beside it the sender's, unless both mean the same. Empty when there is neither.</summary>
    public byte[] Codings => codings ??= (Ours, Theirs) switch
    {
        (null, null) => [],
        ({ } ours, { } theirs) => Encoding.UTF8.GetBytes($"\"coding\":[{ours},{theirs}],"),
        var (ours, theirs) => Encoding.UTF8.GetBytes($"\"coding\":[{ours ?? theirs}],"),
    };

    /// <summary>"text":"…",</summary>
    public byte[] Text => text ??= Encoding.UTF8.GetBytes($"\"text\":{CodeTable.Quoted(Display.Length > 0 ? Display : ToDisplay.Length > 0 ? ToDisplay : Code)},");

    /// <summary>Both, one after the other.</summary>
    public byte[] Concept => concept ??= [.. Codings, .. Text];

    /// <summary>Our coding, or the sender's where nothing matches; empty when there is neither.</summary>
    public byte[] Coding => coding ??= Encoding.UTF8.GetBytes(Ours ?? Theirs ?? "");

    /// <summary>Our code in quotes; empty when nothing matches.</summary>
    public byte[] Target => target ??= Match == CodeMatch.None ? [] : Encoding.UTF8.GetBytes(CodeTable.Quoted(To));

    /// <summary>The sender's code in quotes.</summary>
    public byte[] Quoted => quoted ??= Encoding.UTF8.GetBytes(CodeTable.Quoted(Code));

    /// <summary>Our display in quotes; empty when nothing matches.</summary>
    public byte[] Name => name ??= Match == CodeMatch.None ? [] : Encoding.UTF8.GetBytes(CodeTable.Quoted(ToDisplay));

    private string? Ours => Match == CodeMatch.None ? null : CodeTable.Coding(ToSystem, To, ToDisplay).ToJsonString(Json.Readable);

    private string? Theirs => Match == CodeMatch.Same || fromSystem.Length == 0 ? null : CodeTable.Coding(fromSystem, Code, Display).ToJsonString(Json.Readable);

    /// <summary>True when the code has one row that holds on every day: no day need be compared.</summary>
    public bool IsAlways => later is null && From is null && Until is null;

    public void Add(CodeRow row) => (row.later, later) = (later, row);

    public IEnumerable<CodeRow> AndLater()
    {
        for (var row = this; row is not null; row = row.later) yield return row;
    }

    public CodeRow? On(DateOnly day)
    {
        for (var row = this; row is not null; row = row.later) if (row.HoldsOn(day)) return row;
        return null;
    }

    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (Until is null || day <= Until);

    public bool Overlaps(CodeRow other) => (From ?? DateOnly.MinValue) <= (other.Until ?? DateOnly.MaxValue) && (other.From ?? DateOnly.MinValue) <= (Until ?? DateOnly.MaxValue);
}

/// <summary>Keys compared as bytes, so that a code in a notice is looked up where it stands.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly Utf8Comparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(byte[] key) => GetHashCode((ReadOnlySpan<byte>)key);

    // The keys are those of our tables, which nobody outside can choose: speed matters here and not resistance.
    public int GetHashCode(ReadOnlySpan<byte> key)
    {
        var hash = (uint)key.Length;
        while (key.Length >= 4)
        {
            hash = (hash ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(key)) * 0x9E3779B1;
            hash ^= hash >> 15;
            key = key[4..];
        }
        foreach (var c in key) hash = (hash ^ c) * 0x9E3779B1;
        return (int)(hash ^ (hash >> 16));
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
