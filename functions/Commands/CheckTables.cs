using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Throughcare.Disclosure;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.People;
using Throughcare.Questions;
using Throughcare.Subscriptions;
using Throughcare.Translation;

namespace Throughcare.Commands;

/// <summary>Reads every table and says what is wrong, a line each: file, row, what, and what to write instead.</summary>
internal sealed partial class CheckTables(TextWriter output)
{
    public int Run(string folder)
    {
        if (!Directory.Exists(folder)) throw new CannotRun($"There is no folder {folder}.");
        var (problems, files, rows) = Check(folder);
        foreach (var problem in problems) output.WriteLine($"mappings/{problem}");
        output.WriteLine(problems.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"All is well: {files} tables, {rows} rows.")
            : string.Create(CultureInfo.InvariantCulture, $"{problems.Count} {(problems.Count == 1 ? "thing" : "things")} to mend."));
        return problems.Count == 0 ? 0 : 1;
    }

    /// <summary>What is wrong, in the order of files and rows, and how much was looked at.</summary>
    public static (IReadOnlyList<string> Problems, int Files, int Rows) Check(string folder)
    {
        var problems = new Problems(goOn: true);
        var tables = problems.Collect(() => Tables.Load(folder, problems));
        problems.Collect(() => Organisations.Read(folder));
        problems.Collect(() => Areas.Read(folder));
        if (tables is not null)
        {
            problems.Collect(() => new Routing(tables));
            problems.Collect(() => new Matching(tables));
            problems.Collect(() => new KnownBy(tables));
            problems.Collect(() => new Urgency(tables));
            problems.Collect(() => new DisclosurePolicy(tables));
            problems.Collect(() => new Callers(tables, _ => null));
            problems.Collect(() => new Topics(tables));
        }
        var listed = problems.Collect(() => TableFile.Read(folder, "code-tables.csv", "table").Select(row => row["table"]).ToHashSet(StringComparer.Ordinal));
        var (files, all) = (0, 0);
        foreach (var path in Tables.Files(folder))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            files++;
            if (problems.Collect(() => TableFile.Read(folder, name)) is not { } rows) continue;
            all += rows.Count;
            Reasons(rows, problems);
            Unseen(rows, problems);
            if (name.Contains("codes/", StringComparison.Ordinal)) Codes(name, rows, listed, problems);
            if (tables is not null) Events(folder, name, rows, problems);
        }
        if (tables is not null && problems.Collect(() => TermsOf(folder, tables)) is { } terms) Targets(tables, terms, problems);
        if (tables is not null) Refusals(folder, problems);
        if (tables is not null)
        {
            foreach (var source in tables.Sources.Keys) problems.Collect(() => CheckElements.Fields(folder, source, tables, problems));
            problems.Collect(() => CheckElements.Disclosed(folder, problems));
            problems.Collect(() => new HandoverSteps(folder));
            problems.Collect(() => CheckElements.Steps(folder, problems));
        }
        if (tables is not null) foreach (var form in tables.Outgoing.Values) Undisclosed(folder, form.Name, problems);
        if (tables is not null) foreach (var source in tables.Sources.Keys) Samples(folder, source, tables, problems);
        return ([.. problems.Found.Distinct().Order(InOrder)], files, all);
    }

    /// <summary>A field table's rows mostly say all by their cells; its reasons are for those that do not. (An empty reason in a code table is found on reading it.)</summary>
    private const string SaysItselfWhy = "if_unknown";

    private static void Reasons(List<TableRecord> rows, Problems problems)
    {
        foreach (var row in rows.Where(row => row.Columns.Contains("because") && row["because"].Length == 0 && !row.Columns.Contains(SaysItselfWhy) && !row.Columns.Contains("match")))
            problems.Add(row.Fault("\"because\" is empty. Say in a few words why.").Message);
    }

    /// <summary>A cell that looks right and is not: what was copied from a web page or a letter matches nothing.</summary>
    private static void Unseen(List<TableRecord> rows, Problems problems)
    {
        foreach (var row in rows)
            foreach (var column in row.Columns)
                if (row[column].AsSpan().ContainsAny(Hidden)) problems.Add(row.Fault($"\"{column}\" holds a character that cannot be seen. Type the cell again.").Message);
    }

    /// <summary>No-break and zero-width spaces, and control characters other than tab and new line.</summary>
    private static readonly SearchValues<char> Hidden = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code).Except(['\t', '\n', '\r']), '\u00A0', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF']);

    /// <summary>What happened is known to whoever is told of it: a mistyped event is one that nobody hears of.</summary>
    private static void Events(string folder, string name, List<TableRecord> rows, Problems problems)
    {
        if (name == "subscriptions.csv" || rows.Count == 0 || !rows[0].Columns.Contains("event")) return;
        if (problems.Collect(() => TableFile.Read(folder, "subscriptions.csv", "event").Select(row => row["event"]).ToHashSet(StringComparer.Ordinal)) is not { } known) return;
        foreach (var (row, named) in rows.SelectMany(row => row.Values("event").Where(named => named != "any" && !known.Contains(named)).Select(named => (row, named))))
            problems.Add(row.Fault($"\"{named}\" is not an event.{Spelling.Meant(named, known)} The names are in subscriptions.csv; one that nobody hears of has a row there without a role.").Message);
    }

    /// <summary>Who hears that a notice was refused is a recipient.</summary>
    private static void Refusals(string folder, Problems problems) => problems.Collect(() =>
    {
        var recipients = TableFile.Read(folder, "recipients.csv", "recipient").Select(row => row["recipient"]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in TableFile.Read(folder, "sources.csv", "refusals_to").Where(row => row["refusals_to"].Length > 0 && !recipients.Contains(row["refusals_to"])))
            problems.Add(row.Fault($"\"{row["refusals_to"]}\" is not a recipient. The names are in recipients.csv.{Spelling.Meant(row["refusals_to"], recipients)}").Message);
    });

    /// <summary>A recipient's format is filled from what its recipients may have; what reads anything else stays empty for ever.</summary>
    private static void Undisclosed(string folder, string form, Problems problems) => problems.Collect(() =>
    {
        var audienceOf = TableFile.Read(folder, "roles.csv", "role", "audience").ToDictionary(row => row["role"], row => row["audience"], StringComparer.Ordinal);
        var audiences = TableFile.Read(folder, "recipients.csv", "channel", "role").Where(row => row["channel"] == form).Select(row => audienceOf.GetValueOrDefault(row["role"], "")).ToHashSet(StringComparer.Ordinal);
        var allowed = TableFile.Read(folder, "disclosure.csv", "audience", "resource", "element").Where(row => audiences.Contains(row["audience"])).Select(row => $"{row["resource"]}.{row["element"].Split('.', '[')[0]}").ToHashSet(StringComparer.Ordinal);
        if (audiences.Count == 0 || allowed.Contains("*.*")) return;
        var file = TableFile.Read(folder, "outgoing.csv", "name", "file").First(row => row["name"] == form)["file"];
        foreach (var row in TableFile.Read(folder, $"{file}.csv", "from", "when"))
            foreach (var path in row.List("from").Concat(row.List("when")))
                if (Plain(path).Split('.') is [var resource, var element, ..] && element is not ("id" or "meta" or "resourceType") && !allowed.Contains($"{resource}.{element}"))
                    problems.Add(row.Fault($"disclosure.csv lets nobody who gets this format have {resource}.{element}, so this is always empty.{Spelling.Meant($"{resource}.{element}", allowed)} Mend the path, or decide in disclosure.csv.").Message);
    });

    /// <summary>Order, holes between the days of a code, targets that are no term of their system, tables nobody listed.</summary>
    private static void Codes(string name, List<TableRecord> rows, HashSet<string>? listed, Problems problems)
    {
        if (listed is not null && !listed.Contains(name[..^".csv".Length])) problems.Add($"{name}, row 1: code-tables.csv does not list this table, so nothing reads it. Add a row for {name[..^".csv".Length]} there.");
        if (!rows.All(row => row.Columns.Contains("valid_from"))) return;
        foreach (var (row, next) in rows.Zip(rows.Skip(1)))
        {
            var order = string.CompareOrdinal(row["code"], next["code"]);
            if (order > 0 && next["code"].Length > 0) problems.Add(next.Fault($"{next["code"]} should come before {row["code"]} (rows are in order of \"code\").").Message);
        }
        foreach (var code in rows.GroupBy(row => row["code"]).Where(code => code.Count() > 1))
        {
            var spells = code.OrderBy(row => row["valid_from"], StringComparer.Ordinal).ToList();
            foreach (var (row, next) in spells.Zip(spells.Skip(1)))
                problems.Collect(() =>
                {
                    if (row.Day("valid_until") is { } until && next.Day("valid_from") is { } from && from > until.AddDays(1))
                        problems.Add(next.Fault($"{code.Key} has no row from {London.Text(until.AddDays(1))} to {London.Text(from.AddDays(-1))}. Close the hole, or write a row for those days with \"match\" none and the reason.").Message);
                });
        }
    }

    /// <summary>System → code → display: everything that tables may make of a code (terms.csv).</summary>
    private static Dictionary<string, Dictionary<string, string>> TermsOf(string folder, Tables tables)
    {
        var terms = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var row in TableFile.ReadExactly(folder, "terms.csv", "system", "code", "display", "because"))
        {
            var system = tables.Systems.GetValueOrDefault(row.Required("system")) ?? throw row.Fault($"\"{row["system"]}\" is not a system. The names are in systems.csv.{Spelling.Meant(row["system"], tables.Systems.Keys)}");
            if (!terms.TryGetValue(system, out var codes)) terms[system] = codes = new(StringComparer.Ordinal);
            if (!codes.TryAdd(row.Required("code"), row["display"])) throw row.Fault($"\"{row["code"]}\" is on another row of the same system. Keep one of them.");
        }
        return terms;
    }

    private static void Targets(Tables tables, Dictionary<string, Dictionary<string, string>> terms, Problems problems)
    {
        foreach (var row in tables.CodeTables.SelectMany(table => table.Entries).Where(row => row.Match != CodeMatch.None))
        {
            var system = tables.Systems.First(known => known.Value == row.ToSystem).Key;
            var known = terms.GetValueOrDefault(row.ToSystem) ?? [];
            if (!known.TryGetValue(row.To, out var display))
                problems.Add(row.Record.Fault($"\"{row.To}\" is not a term of {system}.{Spelling.Meant(row.To, known.Keys)} The terms are in terms.csv; a new one is a row there.").Message);
            else if (row.ToDisplay.Length > 0 && display.Length > 0 && row.ToDisplay != display)
                problems.Add(row.Record.Fault($"\"to_display\" of {row.To} is \"{display}\" in terms.csv. Write the same, or change it there.").Message);
        }
    }

    /// <summary>Each path that a field table reads stands in some sample: a path nobody sends is most often mistyped.</summary>
    private static void Samples(string folder, string source, Tables tables, Problems problems)
    {
        var samples = Path.Combine(folder, source, "samples");
        if (!Directory.Exists(samples)) { problems.Add($"{source}/fields.csv, row 1: there is no folder {source}/samples. Put notices of invented people there, so that the paths can be checked."); return; }
        if (tables.Sources[source].Kinds.Count == 0) return; // what is wrong with all of them is said already
        var found = problems.Found.Count;
        var (paths, items) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var file in Directory.EnumerateFiles(samples).Order(StringComparer.Ordinal))
        {
            var name = $"{source}/samples/{Path.GetFileName(file)}";
            var refused = tables.Sources[source].Format.Split(File.ReadAllBytes(file)).Match(
                parts => parts.Select(part => tables.Sources[source].ReadHead(part).Match(_ => tables.Sources[source].Format.ToJson(part).Match<Refusal?>(json => { Places(json, paths, items); return null; }, _ => null, refusal => refusal), _ => null, refusal => refusal)).FirstOrDefault(refusal => refusal is not null),
                _ => null, refusal => refusal);
            if (refused is not null) problems.Add($"{name}: {TranslateFile.Words(refused)}{(refused.Element.Length > 0 ? $" ({refused.Element})" : "")}");
        }
        if (problems.Found.Count > found) return; // a path may stand in the sample that could not be read
        foreach (var (file, columns) in new[] { ("fields.csv", new[] { "from", "when" }), ("entries.csv", ["each", "id", "fact", "when"]), ("notices.csv", ["when", "id", "version", "at", "event_from"]), ("checks.csv", ["from", "against"]) })
        {
            if (!File.Exists(Path.Combine(folder, source, file)) || problems.Collect(() => TableFile.Read(folder, $"{source}/{file}")) is not { } rows) continue;
            foreach (var row in rows)
                foreach (var path in columns.Where(column => row.Columns.Contains(column)).SelectMany(row.List))
                {
                    foreach (var pick in Picks().Matches(path).AsEnumerable())
                        if (Picked(path, pick, tables).All(item => !items.Contains(item)) && IsThere($"{Plain(path[..pick.Index])}{(pick.Groups[1].Success ? $".{pick.Groups[1].Value}" : "")}", paths))
                            problems.Add(row.Fault($"no sample in {source}/samples has an item {pick.Value} in \"{Plain(path[..pick.Index])}\". Mend what stands in the brackets, or add a sample that has it.").Message);
                    foreach (var place in Picks().Matches(path).Where(pick => pick.Groups[1].Success).Select(pick => $"{Plain(path[..pick.Index])}.{pick.Groups[1].Value}").Append(Plain(path)))
                        if (!IsThere(place, paths)) problems.Add(row.Fault($"no sample in {source}/samples has \"{(place == Plain(path) ? path : place)}\".{Spelling.Meant(place, paths)} Mend the path, or add a sample that has it.").Message);
                }
        }
    }

    /// <summary>In HL7 v2 a field without components is its own first component.</summary>
    private static bool IsThere(string path, HashSet<string> paths) => paths.Contains(path) || (path.EndsWith(".1", StringComparison.Ordinal) && IsThere(path[..^2], paths));

    /// <summary>How the samples' places name the item that a path picks: by a member and its value, or by its system, url or use. In HL7 v2 a value is its own first part.</summary>
    private static IEnumerable<string> Picked(string path, Match pick, Tables tables)
    {
        var list = Plain(path[..pick.Index]);
        if (!pick.Groups[1].Success)
        {
            var address = tables.Systems.GetValueOrDefault(pick.Groups[3].Value, pick.Groups[3].Value);
            foreach (var name in new[] { "system", "url", "use" }) yield return $"{list}[{name}={address}]";
            yield break;
        }
        for (var member = pick.Groups[1].Value; ; member = member[..^2])
        {
            yield return $"{list}[{member}={pick.Groups[2].Value}]";
            if (!member.EndsWith(".1", StringComparison.Ordinal)) yield break;
        }
    }

    private static string Plain(string path) => Brackets().Replace(path, "");

    /// <param name="paths">Gets each place where something stands.</param>
    /// <param name="items">Gets each value by which an object could be picked out of a list.</param>
    private static void Places(ReadOnlyMemory<byte> json, HashSet<string> paths, HashSet<string> items)
    {
        using var document = JsonDocument.Parse(json);
        Walk(document.RootElement, "");

        void Walk(JsonElement value, string path)
        {
            if (path.Length > 0) paths.Add(path);
            if (value.ValueKind is JsonValueKind.Object) Items(value, path, "");
            if (value.ValueKind == JsonValueKind.Object) foreach (var member in value.EnumerateObject()) Walk(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}");
            if (value.ValueKind == JsonValueKind.Array) foreach (var item in value.EnumerateArray()) Walk(item, path);
        }

        void Items(JsonElement item, string list, string member)
        {
            if (item.ValueKind == JsonValueKind.Object) foreach (var part in item.EnumerateObject()) Items(part.Value, list, member.Length == 0 ? part.Name : $"{member}.{part.Name}");
            else if (item.ValueKind is not JsonValueKind.Array) items.Add($"{list}[{member}={item}]");
        }
    }

    /// <summary>By file, then by row as a number.</summary>
    private static readonly Comparer<string> InOrder = Comparer<string>.Create((a, b) =>
    {
        var (left, right) = (Place().Match(a), Place().Match(b));
        if (!left.Success || !right.Success || left.Groups[1].Value != right.Groups[1].Value) return string.CompareOrdinal(a, b);
        var rows = int.Parse(left.Groups[2].ValueSpan, CultureInfo.InvariantCulture).CompareTo(int.Parse(right.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        return rows != 0 ? rows : string.CompareOrdinal(a, b);
    });

    [GeneratedRegex(@"^([^,:]+), row (\d+):")]
    private static partial Regex Place();

    /// <summary>What picks an item: a member and its value, or a label that is no number.</summary>
    [GeneratedRegex(@"\[(?:([^\]=]+)=([^\]]*)|([^\]=\d][^\]=]*))\]")]
    private static partial Regex Picks();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Brackets();
}
