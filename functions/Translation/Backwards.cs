namespace Throughcare.Translation;

/// <summary>A source's field tables read backwards: the plan that writes the source's own JSON from the FHIR resources its notice became.</summary>
/// <remarks>
/// The resources are given by the names of entries.csv: {"person":[{…}],"risk":[{…},{…}]}.
/// A value comes back if its conversion has an inverse (<see cref="Conversions.Back"/>), a code if its table has one row for it that means the same, or if the sender's own code stands beside ours.
/// It comes back as it is in FHIR: a number that was sent as text comes back as a number.
/// </remarks>
internal sealed class Backwards
{
    private readonly OutgoingPlan plan;

    private Backwards(OutgoingPlan plan, IReadOnlyList<TableRecord> rows, IReadOnlyList<(TableRecord Row, string Because)> skipped) => (this.plan, Rows, Skipped) = (plan, rows, skipped);

    /// <summary>The rows of fields.csv whose values come back.</summary>
    public IReadOnlyList<TableRecord> Rows { get; }

    /// <summary>The rows that read the notice and cannot be read backwards, each with the reason.</summary>
    public IReadOnlyList<(TableRecord Row, string Because)> Skipped { get; }

    /// <summary>The source's own JSON; null when nothing of it is in the resources.</summary>
    public byte[]? Write(ReadOnlySpan<byte> resourcesByEntry) => plan.Write(resourcesByEntry);

    public static Backwards Of(string source, Tables tables)
    {
        var entries = TableFile.Read(tables.Folder, $"{source}/entries.csv", "entry", "each").ToDictionary(row => row["entry"], row => row["each"], StringComparer.Ordinal);
        var fields = TableFile.Read(tables.Folder, $"{source}/fields.csv", "entry", "element", "from", "as", "table", "fixed", "when", "is", "if_unknown", "because");
        // Labels of list items become names of their addresses, so that a path can pick the item by them.
        var names = new Dictionary<string, string>(tables.Systems, StringComparer.Ordinal);
        var places = new Places(fields, tables.Systems, names);
        var shape = new Shape(names);
        var compiled = new EntryPlan(shape, "", fuse: false);
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        var (rows, skipped) = (new List<TableRecord>(), new List<(TableRecord, string)>());
        foreach (var field in fields.Where(field => field["from"].Length > 0))
        {
            if ((WhyNot(field, entries[field["entry"]], given) ?? places.WhyNot(field)) is { } reason) { skipped.Add((field, reason)); continue; }
            try
            {
                foreach (var back in RowsBack(field, entries[field["entry"]], places.PathOf(field), tables, names)) compiled.Add(back, tables, []);
            }
            catch (TableFault fault)
            {
                skipped.Add((field, fault.Message[(fault.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
                continue;
            }
            given[field["from"]] = field.Row;
            rows.Add(field);
        }
        compiled.Compile(Problems.Stop);
        return new Backwards(new OutgoingPlan(shape, compiled), rows, skipped);
    }

    private static string? WhyNot(TableRecord field, string each, Dictionary<string, int> given)
    {
        if (field.List("from").Length > 1) return "It is made of several values.";
        if (given.TryGetValue(field["from"], out var row)) return $"Row {row} gives the value already.";
        if (field["when"].Length > 0) return "It holds only sometimes.";
        if (field["from"].Contains('=', StringComparison.Ordinal)) return "Which item it was in is said by another value of the item.";
        if (each.Split("[]").Length > 2) return "It stands in a list inside a list: which of the outer items it belonged to is only in a reference.";
        return (field["as"] is "" or "code" or "concept") || Conversions.Back.ContainsKey(field["as"]) ? null : $"\"{field["as"]}\" has no way back.";
    }

    /// <summary>The same row from the other side: what was "from" is the element, and the other way round.</summary>
    private static IEnumerable<TableRecord> RowsBack(TableRecord field, string each, string path, Tables tables, Dictionary<string, string> names)
    {
        var at = field["entry"] + (each.Length > 0 ? "[]" : "[0]") + "." + path;
        if (field["as"] is not ("code" or "concept"))
        {
            yield return Row(at, field["as"].Length == 0 ? "text" : Conversions.Back[field["as"]]);
            yield break;
        }
        if (tables.CodeTable(field["table"]) is not { } codes) yield break;
        var back = Row(at + (field["as"] == "concept" ? ".coding[0].code" : ""), "code-back", field["table"]);
        codes.Back(back);
        if (field["as"] == "concept" && codes.FromSystem.Length > 0)
        {
            names["theirs:" + field["table"]] = codes.FromSystem;
            var theirs = $"{at}.coding[theirs:{field["table"]}].code";
            yield return Row(theirs, "text", when: theirs);
        }
        yield return back;

        TableRecord Row(string from, string conversion, string table = "", string when = "") =>
            new(field.File, field.Row, ["element", "from", "as", "table", "fixed", "when", "is", "if_unknown", "because"], [field["from"], from, conversion, table, "", when, "", "", field["because"]]);
    }

    /// <summary>Where the values of a field table stand in FHIR, as paths that can be read.</summary>
    private sealed class Places(IReadOnlyList<TableRecord> fields, IReadOnlyDictionary<string, string> systems, Dictionary<string, string> names)
    {
        public string? WhyNot(TableRecord field)
        {
            var element = field["element"];
            for (var at = element.IndexOf('['); at >= 0; at = element.IndexOf('[', at + 1))
            {
                var (list, label) = (element[..at], element[(at + 1)..element.IndexOf(']', at)]);
                var all = LabelsOf(field, list);
                if (label.Length == 0 && fields.Count(other => other["entry"] == field["entry"] && other["element"].StartsWith(list + "[", StringComparison.Ordinal)) > 1) return $"\"{list}\" is a list of several rows, and whose item is whose cannot be told.";
                if (label.Length == 0) continue;
                if (int.TryParse(label, out _) ? all.Count > 1 : AddressOf(field, $"{list}[{label}]") is null) return $"The item \"{label}\" of \"{list}\" has no system, url or use that it could be told apart by.";
            }
            return null;
        }

        /// <summary>The element with its labels as positions or names of addresses.</summary>
        public string PathOf(TableRecord field)
        {
            var path = field["element"];
            for (var at = path.IndexOf('['); at >= 0; at = path.IndexOf('[', at + 1))
            {
                var label = path[(at + 1)..path.IndexOf(']', at)];
                if (label.Length == 0 || int.TryParse(label, out _)) continue;
                var name = $"{field["entry"]}:{label}";
                names[name] = AddressOf(field, field["element"][..(field["element"].IndexOf($"[{label}]", StringComparison.Ordinal) + label.Length + 2)])!;
                path = $"{path[..at]}[{name}]{path[(at + label.Length + 2)..]}";
            }
            return path;
        }

        private HashSet<string> LabelsOf(TableRecord field, string list) =>
            [.. fields.Where(other => other["entry"] == field["entry"] && other["element"].StartsWith(list + "[", StringComparison.Ordinal)).Select(other => other["element"][(list.Length + 1)..].Split(']')[0])];

        /// <summary>What the constant rows of an item say of its system, url or use.</summary>
        private string? AddressOf(TableRecord field, string item) =>
            fields.FirstOrDefault(row => row["entry"] == field["entry"] && row["fixed"].Length > 0 && row["when"].Length == 0 && (row["element"] == item + ".system" || row["element"] == item + ".url" || row["element"] == item + ".use")) is not { } said ? null
                : said["as"] == "system" ? systems[said["fixed"]] : said["fixed"];
    }
}
