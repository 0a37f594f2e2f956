using System.Security.Cryptography;
using System.Text;
using Throughcare.Translation.Formats;

namespace Throughcare.Translation;

/// <summary>Everything in mappings/, read and compiled once at start. A table that is wrong stops the start, with its file and row.</summary>
internal sealed class Tables
{
    private readonly Dictionary<string, CodeTable> codeTables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleTable> ruleTables = new(StringComparer.Ordinal);
    private readonly Problems problems;
    private readonly bool fuse;
    private Dictionary<string, TableRecord> entryRows = [];

    /// <summary>The entries of the source being read whose fields give the id of their resource.</summary>
    private readonly HashSet<string> ownIds = new(StringComparer.Ordinal);

    private Tables(string folder, Problems problems, bool fuse) => (Folder, this.problems, this.fuse) = (folder, problems, fuse);

    public string Folder { get; }

    /// <summary>Digest of all tables together: which tables a translation was made with.</summary>
    public required string Version { get; init; }

    /// <summary>Short name → web address, so that tables need not spell addresses.</summary>
    public required IReadOnlyDictionary<string, string> Systems { get; init; }

    /// <summary>Systems whose identifiers may be used to find a person, the most trusted first.</summary>
    public required IReadOnlyList<string> MatchingSystems { get; init; }

    public Dictionary<string, Source> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>The recipients' own formats, by name.</summary>
    public Dictionary<string, OutgoingForm> Outgoing { get; } = new(StringComparer.Ordinal);

    /// <summary>Kinds of fact and how assertions about one meet, by name.</summary>
    public required IReadOnlyDictionary<string, FactKind> Facts { get; init; }

    /// <summary>All tables of a folder.</summary>
    /// <param name="folder">The mappings folder.</param>
    /// <param name="problems">What to do with what is wrong; without it the first wrong row is thrown.</param>
    /// <param name="traced">Whether someone will ask which row made what; constants are then kept apart.</param>
    /// <exception cref="TableFault">A table is wrong.</exception>
    public static Tables Load(string folder, Problems? problems = null, bool traced = false)
    {
        var systems = TableFile.ReadExactly(folder, "systems.csv", "name", "url", "matches_on", "because");
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in systems)
        {
            if (!Uri.TryCreate(row.Required("url"), UriKind.Absolute, out _)) throw row.Fault($"\"{row["url"]}\" is no web address. Write it like https://fhir.nhs.uk/Id/nhs-number.");
            if (!addresses.Add(row["url"])) throw row.Fault($"\"{row["url"]}\" has a name on another row. Use that name, or give this system an address of its own.");
        }
        var tables = new Tables(folder, problems ?? Problems.Stop, !traced)
        {
            Version = VersionOf(folder),
            Systems = systems.By("name").ToDictionary(row => row.Key, row => row.Value.Required("url"), StringComparer.Ordinal),
            MatchingSystems = [.. systems.Where(row => row["matches_on"].Length > 0).OrderBy(row => row["matches_on"], StringComparer.Ordinal).Select(row => row["url"])],
            Facts = FactKind.Read(folder),
        };
        foreach (var row in TableFile.ReadExactly(folder, "code-tables.csv", "table", "from_system", "to_system", "because").By("table").Values)
            tables.problems.Collect(() => tables.codeTables[row.Required("table")] = Translation.CodeTable.Read(folder, $"{row["table"]}.csv", row["from_system"].Length == 0 ? "" : tables.System(row, "from_system"), tables.System(row, "to_system"), tables.Systems, tables.problems));
        foreach (var row in TableFile.ReadExactly(folder, "sources.csv", "source", "name", "agency", "queue", "refusals_to", "format", "split_by", "namespaces", "because").By("source").Values)
            tables.problems.Collect(() => tables.Sources[row.Required("source")] = tables.ReadSource(row));
        tables.entryRows = []; // a recipient's form has no entries to refer to
        foreach (var row in TableFile.ReadExactly(folder, "outgoing.csv", "name", "title", "file", "format", "root", "namespace", "ids", "over", "because"))
            tables.problems.Collect(() => { if (!tables.Outgoing.TryAdd(row.Required("name"), tables.ReadForm(row))) throw row.Fault($"\"{row["name"]}\" is on another row. Give each format a name of its own."); });
        return tables;
    }

    private Source ReadSource(TableRecord row)
    {
        var name = row["source"];
        var shape = new Shape(Systems);
        ownIds.Clear();
        entryRows = TableFile.ReadExactly(Folder, $"{name}/entries.csv", "notice", "entry", "kind", "resource", "each", "id", "fact", "when", "is", "because").By("entry");
        var fields = TableFile.ReadExactly(Folder, $"{name}/fields.csv", "entry", "element", "from", "as", "table", "fixed", "when", "is", "if_unknown", "because");
        var checks = File.Exists(Path.Combine(Folder, name, "checks.csv")) ? TableFile.ReadExactly(Folder, $"{name}/checks.csv", "entry", "check", "from", "against", "says") : [];
        ownIds.UnionWith(fields.Where(field => field["element"] == "id").Select(field => field["entry"]));
        foreach (var used in fields.Concat(checks))
            problems.Collect(() => { if (!entryRows.ContainsKey(used.Required("entry"))) throw used.Fault($"\"{used["entry"]}\" is not an entry. The names are in {name}/entries.csv.{Spelling.Meant(used["entry"], entryRows.Keys)}"); });
        var notices = TableFile.ReadExactly(Folder, $"{name}/notices.csv", "notice", "when", "is", "id", "version", "at", "at_as", "event", "event_rule", "event_from", "because");
        foreach (var entry in entryRows.Values)
            problems.Collect(() => { if (!notices.Exists(notice => notice["notice"] == entry["notice"])) throw entry.Fault($"\"{entry["notice"]}\" is not a kind of notice. The names are in {name}/notices.csv.{Spelling.Meant(entry["notice"], notices.Select(notice => notice["notice"]))}"); });
        var kinds = new List<NoticeKind>();
        foreach (var notice in notices)
            problems.Collect(() => kinds.Add(new NoticeKind(notice, shape, notice["event_rule"].Length == 0 ? null : Rules(notice, notice["event_rule"]),
                [.. entryRows.Values.Where(entry => entry["notice"] == notice["notice"]).Select(entry => problems.Collect(() => CompileEntry(entry, fields, checks, shape))).OfType<EntryKind>()])));
        foreach (var unused in TableFile.ReadExactly(Folder, $"{name}/unused.csv", "element", "because"))
            problems.Collect(() => shape.LeaveOut(unused.Required("element"), unused));
        var format = Format(row);
        if (format is NoticeFormat.Fhir fhir) format = fhir with { Intake = new FhirIntake(FhirFaults.Load(Folder), Systems.Values, type => shape.Root.Find(Encoding.UTF8.GetBytes(type)) is { IsUnused: false }, checks.Where(check => check["check"] == "absent").Select(check => check["from"]).ToHashSet(StringComparer.Ordinal)) };
        return new Source(name, row.Required("name"), row.Required("agency"), row["queue"], row["refusals_to"], format, kinds, shape);
    }

    private static NoticeFormat Format(TableRecord row)
    {
        if (row["split_by"].Length > 0 && row["format"] != "csv") throw row.Fault("\"split_by\" is for csv: the column by which rows belong together. Empty it.");
        var prefixes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var named in row.List("namespaces"))
        {
            var parts = named.Split('=', 2);
            if (parts.Length != 2 || !prefixes.TryAdd(parts[1], parts[0])) throw row.Fault("\"namespaces\" has prefix=address, apart by spaces, each address once.");
        }
        return NoticeFormat.Named(row.Required("format"), prefixes, row["split_by"]) ?? throw row.Fault($"\"{row["format"]}\" is not a format.{Spelling.Meant(row["format"], NoticeFormat.Names)} There are: {string.Join(", ", NoticeFormat.Names)}.");
    }

    private EntryKind CompileEntry(TableRecord row, List<TableRecord> fields, List<TableRecord> checks, Shape shape)
    {
        if (!Facts.ContainsKey(row.Required("kind"))) throw row.Fault($"\"{row["kind"]}\" is not a kind of fact. The names are in facts.csv.{Spelling.Meant(row["kind"], Facts.Keys)}");
        var walking = Walking(row);
        var plan = new EntryPlan(shape, row.Required("resource"), fuse);
        foreach (var field in fields.Where(field => field["entry"] == row["entry"])) problems.Collect(() => plan.Add(field, this, walking));
        plan.Compile(problems);
        return new EntryKind(row, plan, shape, walking, [.. checks.Where(check => check["entry"] == row["entry"]).Select(check => problems.Collect(() => EntryCheck.Compile(check, walking, shape))).OfType<EntryCheck>()]);
    }

    /// <summary>"a[].b[]" walks a[] and, inside it, a[].b[].</summary>
    private static List<string> Walking(TableRecord entry)
    {
        var lists = new List<string>();
        for (var at = entry["each"].IndexOf("[]", StringComparison.Ordinal); at >= 0; at = entry["each"].IndexOf("[]", at + 1, StringComparison.Ordinal)) lists.Add(entry["each"][..(at + 2)]);
        return lists;
    }

    private OutgoingForm ReadForm(TableRecord row)
    {
        var shape = new Shape(Systems);
        var plan = new EntryPlan(shape, "", fuse);
        var fields = TableFile.ReadExactly(Folder, row.Required("file") + ".csv", "element", "from", "as", "table", "fixed", "when", "is", "if_unknown", "because");
        foreach (var field in fields) problems.Collect(() => plan.Add(field, this, []));
        plan.Compile(problems);
        return OutgoingForm.Compile(row, new OutgoingPlan(shape, plan), fields.Where(field => !IsOnlyWhen(field)).Select(field => field["element"]));
    }

    private static bool IsOnlyWhen(TableRecord field) => field["from"].Length + field["fixed"].Length + field["as"].Length == 0;

    /// <summary>The plan that writes the source's own JSON back from what its notice became.</summary>
    public Backwards Back(string source) => Backwards.Of(source, this);

    public CodeTable? CodeTable(string name) => codeTables.GetValueOrDefault(name);

    public IEnumerable<string> CodeTableNames => codeTables.Keys;

    public IEnumerable<CodeTable> CodeTables => codeTables.Values;

    /// <summary>The entry that a reference row names.</summary>
    public TableRecord TargetOf(TableRecord row)
    {
        if (ownIds.Contains(row["table"])) throw row.Fault($"\"{row["table"]}\" has a row for its own \"id\", and a pointer cannot know it. Write the pointer with \"words\", as that row writes the id, or take out that row.");
        return entryRows.GetValueOrDefault(row["table"]) ?? throw row.Fault($"\"{row["table"]}\" is not an entry to refer to.{Spelling.Meant(row["table"], entryRows.Keys)}");
    }

    public RuleTable Rules(TableRecord row, string name)
    {
        if (ruleTables.TryGetValue(name, out var rules)) return rules;
        if (!File.Exists(Path.Combine(Folder, name + ".csv"))) throw row.Fault($"rule table {name}.csv is missing.");
        return ruleTables[name] = RuleTable.Read(Folder, name + ".csv");
    }

    private string System(TableRecord row, string column) => Systems.GetValueOrDefault(row.Required(column)) ?? throw row.Fault($"\"{row[column]}\" is not a system. The names are in systems.csv.{Spelling.Meant(row[column], Systems.Keys)}");

    /// <summary>Every table of the folder, in order; samples are none.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Where(path => Path.GetFileName(Path.GetDirectoryName(path)) != "samples").Order(StringComparer.Ordinal);

    private static string VersionOf(string folder)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files(folder)) digest.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(digest.GetHashAndReset())[..12];
    }
}
