using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Throughcare.Translation;

/// <summary>Everything in mappings/, read and compiled once at start. A table that is wrong stops the start, with its file and row.</summary>
internal sealed class Tables
{
    /// <summary>The conversions that need a table; mappings/README.md lists them with the plain ones.</summary>
    public static readonly IReadOnlyList<string> WithTable = ["code", "concept", "coding", "name", "rule", "reference", "system"];

    private readonly Dictionary<string, CodeTable> codeTables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleTable> ruleTables = new(StringComparer.Ordinal);
    private Dictionary<string, TableRecord> entryRows = [];

    private Tables(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Digest of all tables together: which tables a translation was made with.</summary>
    public required string Version { get; init; }

    /// <summary>Short name → web address, so that tables need not spell addresses.</summary>
    public required IReadOnlyDictionary<string, string> Systems { get; init; }

    /// <summary>Systems whose identifiers may be used to find a person, the most trusted first.</summary>
    public required IReadOnlyList<string> MatchingSystems { get; init; }

    public Dictionary<string, Source> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>Kinds of fact and how assertions about one meet, by name.</summary>
    public required IReadOnlyDictionary<string, FactKind> Facts { get; init; }

    public static Tables Load(string folder)
    {
        var systems = TableFile.Read(folder, "systems.csv", "name", "url", "matches_on", "because");
        var tables = new Tables(folder)
        {
            Version = VersionOf(folder),
            Systems = systems.ToDictionary(row => row.Required("name"), row => row.Required("url"), StringComparer.Ordinal),
            MatchingSystems = [.. systems.Where(row => row["matches_on"].Length > 0).OrderBy(row => row["matches_on"], StringComparer.Ordinal).Select(row => row["url"])],
            Facts = FactKind.Read(folder),
        };
        foreach (var row in TableFile.Read(folder, "code-tables.csv", "table", "from_system", "to_system", "because"))
        {
            var file = $"{row.Required("table")}.csv";
            tables.codeTables[row["table"]] = CodeTable.Read(folder, file, tables.System(row, "from_system"), tables.System(row, "to_system"), tables.Systems);
        }
        foreach (var row in TableFile.Read(folder, "sources.csv", "source", "name", "agency", "queue", "refusals_to", "because"))
            tables.Sources[row.Required("source")] = tables.ReadSource(row);
        return tables;
    }

    private Source ReadSource(TableRecord row)
    {
        var name = row["source"];
        entryRows = TableFile.Read(Folder, $"{name}/entries.csv", "notice", "entry", "kind", "resource", "each", "id", "fact", "when", "is", "because").ToDictionary(entry => entry.Required("entry"), StringComparer.Ordinal);
        var fields = TableFile.Read(Folder, $"{name}/fields.csv", "entry", "element", "from", "as", "table", "fixed", "if_unknown", "because");
        foreach (var field in fields) if (!entryRows.ContainsKey(field.Required("entry"))) throw field.Fault($"\"{field["entry"]}\" is not an entry. The names are in {name}/entries.csv.");
        var checks = File.Exists(Path.Combine(Folder, name, "checks.csv")) ? TableFile.Read(Folder, $"{name}/checks.csv", "entry", "check", "from", "against", "says") : [];
        foreach (var check in checks) if (!entryRows.ContainsKey(check.Required("entry"))) throw check.Fault($"\"{check["entry"]}\" is not an entry. The names are in {name}/entries.csv.");
        var unused = TableFile.Read(Folder, $"{name}/unused.csv", "element", "because").Select(row => row.Required("element")).ToList();
        var kinds = TableFile.Read(Folder, $"{name}/notices.csv", "notice", "when", "is", "id", "version", "at", "event", "event_rule", "event_from", "because")
            .Select(notice => new NoticeKind(notice, notice["event_rule"].Length == 0 ? null : Rules(notice, notice["event_rule"]),
                [.. entryRows.Values.Where(entry => entry["notice"] == notice["notice"]).Select(entry => CompileEntry(entry, fields, checks))], unused)).ToList();
        foreach (var entry in entryRows.Values)
            if (!kinds.Exists(kind => kind.Name == entry["notice"])) throw entry.Fault($"\"{entry["notice"]}\" is not a kind of notice. The names are in {name}/notices.csv.");
        return new Source(name, row.Required("name"), row.Required("agency"), row["queue"], row["refusals_to"], kinds);
    }

    private EntryKind CompileEntry(TableRecord row, List<TableRecord> fields, List<TableRecord> checks)
    {
        if (!Facts.ContainsKey(row.Required("kind"))) throw row.Fault($"\"{row["kind"]}\" is not a kind of fact. The names are in facts.csv.");
        var walking = Walking(row);
        var plan = new EntryPlan();
        foreach (var field in fields.Where(field => field["entry"] == row["entry"])) plan.Add(field, this, walking);
        return new EntryKind(row, plan, walking, [.. checks.Where(check => check["entry"] == row["entry"]).Select(check => EntryCheck.Compile(check, walking))]);
    }

    /// <summary>"a[].b[]" walks a[] and, inside it, a[].b[].</summary>
    private static List<string> Walking(TableRecord entry)
    {
        var lists = new List<string>();
        for (var at = entry["each"].IndexOf("[]", StringComparison.Ordinal); at >= 0; at = entry["each"].IndexOf("[]", at + 1, StringComparison.Ordinal)) lists.Add(entry["each"][..(at + 2)]);
        return lists;
    }

    /// <summary>Fields for a recipient's own format: the same language, read from FHIR.</summary>
    public EntryPlan Outgoing(string file)
    {
        var plan = new EntryPlan();
        foreach (var row in TableFile.Read(Folder, file, "element", "from", "as", "table", "fixed", "if_unknown", "because")) plan.Add(row, this, []);
        return plan;
    }

    /// <summary>The conversion a field row names, bound to the table it names.</summary>
    public Conversion Conversion(TableRecord row, string name, IReadOnlyList<string> walking)
    {
        if (Conversions.Plain.TryGetValue(name, out var plain)) return (given, _) => plain(given);
        switch (name)
        {
            case "system":
                var url = Systems.GetValueOrDefault(row["fixed"]) ?? throw row.Fault($"\"{row["fixed"]}\" is not a system. The names are in systems.csv.");
                return (_, _) => url;
            case "reference":
                var target = entryRows.GetValueOrDefault(row["table"]) ?? throw row.Fault($"\"{row["table"]}\" is not an entry to refer to.");
                var kind = target["kind"];
                var id = target.List("id").Select(path => SourcePath.Compile(path, walking)).ToList();
                return (_, state) => RecordId.Reference(kind, RecordId.Of(id, state.Scopes));
            case "rule":
                var parts = row["table"].Split('.');
                var rules = Rules(row, parts[0]);
                if (parts.Length != 2 || !rules.HasColumn(parts[1])) throw row.Fault("\"table\" names a rule table and a column of it, like movements.status.");
                if (row.List("from").Length != rules.Inputs) throw row.Fault($"{parts[0]} compares {rules.Inputs} values; \"from\" names {row.List("from").Length}.");
                return (given, _) => rules.Find(given.Written)[parts[1]] is { Length: > 0 } value ? value : Converted.Nothing;
            case "code": return WithCode(row, (table, code, entry) => entry is { Match: not CodeMatch.None } ? JsonValue.Create(entry.To) : null);
            case "concept": return WithCode(row, (table, code, entry) => table.Concept(code, entry));
            case "name": return WithCode(row, (table, code, entry) => entry is { Match: not CodeMatch.None, ToDisplay.Length: > 0 } ? JsonValue.Create(entry.ToDisplay) : null);
            case "coding": return WithCode(row, (table, code, entry) => entry is { Match: not CodeMatch.None } ? CodeTable.Coding(entry.ToSystem, entry.To, entry.ToDisplay) : CodeTable.Coding(table.FromSystem, code, ""));
            default:
                var known = Conversions.Plain.Keys.Concat(WithTable).Order(StringComparer.Ordinal);
                throw row.Fault($"\"{name}\" is not a conversion. There are: {string.Join(", ", known)}.");
        }
    }

    private Conversion WithCode(TableRecord row, Func<CodeTable, string, CodeTable.Entry?, JsonNode?> make)
    {
        var table = codeTables.GetValueOrDefault(row["table"]) ?? throw row.Fault($"\"{row["table"]}\" is not a code table. The names are in code-tables.csv.");
        return (given, state) =>
        {
            var code = given.First!;
            var entry = table.Find(code, state.Findings.Day);
            if (entry is null) state.Findings.Gaps.Add(new Gap(table.File, code));
            return new Converted(make(table, code, entry), UnknownCode: entry is null);
        };
    }

    private RuleTable Rules(TableRecord row, string name)
    {
        if (ruleTables.TryGetValue(name, out var rules)) return rules;
        if (!File.Exists(Path.Combine(Folder, name + ".csv"))) throw row.Fault($"rule table {name}.csv is missing.");
        return ruleTables[name] = RuleTable.Read(Folder, name + ".csv");
    }

    private string System(TableRecord row, string column) => Systems.GetValueOrDefault(row.Required(column)) ?? throw row.Fault($"\"{row[column]}\" is not a system. The names are in systems.csv.");

    public IEnumerable<CodeTable> CodeTables => codeTables.Values;

    private static string VersionOf(string folder)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) digest.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(digest.GetHashAndReset())[..12];
    }
}
