using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughcare.Fhir;
using Throughcare.Translation;
using static Throughcare.Tests.Translation.GeneratedNotices;

namespace Throughcare.Tests.Translation;

/// <summary>Field tables read row by row over a tree, slowly and as mappings/README.md says: what the engine must give too.</summary>
internal sealed class PlainTranslation(string source, string kind, JsonObject notice, DateOnly day)
{
    private enum Said { Nothing, Constant, Instead, Sourced }

    private readonly record struct Step(TableRecord Row, string[] Rest);

    private sealed record Walked(string List, JsonNode? Item);

    private static readonly Dictionary<string, ILookup<string, TableRecord>> Codes = [];
    private readonly List<TableRecord> entries = Table($"{source}/entries.csv");
    private readonly List<TableRecord> fields = Table($"{source}/fields.csv");

    public IEnumerable<JsonObject> Resources() => entries.Where(entry => entry["notice"] == kind && entry["resource"] != "Bundle").SelectMany(entry => Walk(entry, entry["each"], []));

    private IEnumerable<JsonObject> Walk(TableRecord entry, string each, List<Walked> around)
    {
        var from = around.Count == 0 ? 0 : around[^1].List.Length;
        var at = each.IndexOf("[]", from, StringComparison.Ordinal);
        if (at < 0) return One(entry, around) is { } resource ? [resource] : [];
        var list = each[..(at + 2)];
        return All(list, around).ToList().SelectMany(item => Walk(entry, each, [.. around, new Walked(list, item)]));
    }

    private JsonObject? One(TableRecord entry, List<Walked> around)
    {
        if (!Holds(entry, around)) return null;
        var rows = fields.Where(field => field["entry"] == entry["entry"]).Select(field => new Step(field, field["element"].Split('.'))).ToList();
        var resource = new JsonObject { ["resourceType"] = entry["resource"] };
        var said = Members(rows, around, resource, RulePack.Default.Types[entry["resource"]], isRequired: false);
        return said == Said.Sourced || entry["is"].Length > 0 || !HasSource(rows) ? resource : null;
    }

    private static bool HasSource(IEnumerable<Step> rows) => rows.Any(step => step.Row["from"].Length > 0);

    private static bool IsOnlyWhen(TableRecord row) => row["from"].Length + row["fixed"].Length + row["as"].Length == 0 && row["when"].Length > 0;

    /// <summary>What R4 requires beyond "min", by a constraint.</summary>
    private static readonly string[] ByConstraint = ["Appointment.start", "Appointment.end", "Appointment.participant.actor", "ServiceRequest.code"];

    private Said Members(IReadOnlyList<Step> rows, List<Walked> around, JsonObject into, TypeRule? rule, bool isRequired)
    {
        var most = Said.Nothing;
        var (given, missing) = (new HashSet<ElementRule>(), new List<(string Name, Property Property)>());
        foreach (var member in rows.GroupBy(step => step.Rest[0].Split('[')[0]))
        {
            var (steps, value, said) = (member.ToList(), default(JsonNode), Said.Nothing);
            var whole = steps.Where(step => step.Rest.Length == 1 && !step.Rest[0].Contains('[', StringComparison.Ordinal) && IsOnlyWhen(step.Row)).ToList();
            var property = rule?.Properties.Find(Encoding.UTF8.GetBytes(member.Key));
            var needed = property is { IsSidecar: false, Element: var element } && (element.IsRequired || ByConstraint.Contains(element.Path));
            if (needed) missing.Add((member.Key, property!));
            if (whole.Exists(step => !Holds(step.Row, around))) continue;
            steps = [.. steps.Except(whole)];
            if (steps.Exists(step => step.Rest[0].Contains('[', StringComparison.Ordinal))) (value, said) = List(steps, around, property?.Type.Shape, isRequired || needed);
            else if (steps.Exists(step => step.Rest.Length > 1 || MakesObject(step.Row))) (value, said) = Object([.. steps.Select(step => step with { Rest = step.Rest[1..] })], around, property?.Type.Shape, isRequired || needed);
            else if (steps.FirstOrDefault(step => Holds(step.Row, around)) is { Row: { } row }) (value, said) = FromNotice(row, around, Value(row, around, Values(row, around)));
            foreach (var step in whole) (value, said) = FromNotice(step.Row, around, (value, said));
            if (said == Said.Nothing) continue;
            into[member.Key] = value;
            if (needed) given.Add(property!.Element);
            if (said > most) most = said;
        }
        foreach (var (name, property) in missing)
            if (given.Add(property.Element)) Absent(name, property, into);
        if (rule is { Name: "Observation" or "Observation.component" } && into.Any(member => member.Key.StartsWith("value", StringComparison.Ordinal))) into.Remove("dataAbsentReason");
        if (rule is { Name: "Period" } && into.TextAt("start") is { } start && into.TextAt("end") is { } end && IsAfter(start, end))
        {
            into.Remove("end");
            into["_end"] = JsonNode.Parse($$"""{"extension":[{"url":"https://fhir.throughcare.example/StructureDefinition/date-as-sent","valueString":"{{end}}"},{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"error"}]}""");
        }
        return most == Said.Nothing && into.Count > 0 ? Said.Constant : most;
    }

    private static void Absent(string name, Property property, JsonObject into)
    {
        var absent = new JsonObject { ["extension"] = JsonNode.Parse("""[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]""") };
        foreach (var part in property.Type.Shape?.Elements.Where(part => part.IsRequired || ByConstraint.Contains(part.Path)) ?? []) Absent(part.Name, part.Properties().First(), absent);
        into[property.Type.Primitive == Primitive.None ? name : "_" + name] = property.Element.IsList ? new JsonArray(absent) : absent;
    }

    /// <summary>Times with a zone as moments, all else as far as both go.</summary>
    private static bool IsAfter(string one, string other) => one.Length > 10 && other.Length > 10
        ? DateTimeOffset.Parse(one, CultureInfo.InvariantCulture) > DateTimeOffset.Parse(other, CultureInfo.InvariantCulture)
        : Math.Min(10, Math.Min(one.Length, other.Length)) is var shared && string.CompareOrdinal(one[..shared], other[..shared]) > 0;

    private static bool MakesObject(TableRecord row) => row["as"] is "concept" or "coding";

    private (JsonNode?, Said) Object(List<Step> rows, List<Walked> around, TypeRule? rule, bool isRequired)
    {
        if (rows.Exists(step => step.Rest.Length == 0 && IsOnlyWhen(step.Row) && !Holds(step.Row, around))) return default;
        var whole = new JsonObject();
        var sourced = false;
        if (rows.Find(step => step.Rest.Length == 0 && MakesObject(step.Row) && Holds(step.Row, around)) is { Row: { } concept })
            if (concept["fixed"].Length > 0) sourced |= FromNotice(concept, around, (whole, Concept(concept, concept["fixed"], whole) ? Said.Constant : Said.Nothing)).Item2 == Said.Sourced;
            else if (Text(Values(concept, around)[0]) is { Length: > 0 } code) sourced |= Concept(concept, code, whole);
        var said = Members([.. rows.Where(step => step.Rest.Length > 0)], around, whole, rule, isRequired);
        if (said == Said.Sourced || sourced) return (whole, Said.Sourced);
        if (rows.Find(step => step.Rest.Length == 0 && IsOnlyWhen(step.Row)) is { Row: { } when } && whole.Count > 0 && !HasSource(rows)) return FromNotice(when, around, (whole, Said.Constant));
        if (isRequired && said == Said.Instead) return (whole, said);
        return whole.Count == 0 || HasSource(rows) ? default : (whole, Said.Constant);
    }

    private (JsonNode?, Said) List(List<Step> rows, List<Walked> around, TypeRule? rule, bool isRequired)
    {
        var items = new List<(string Label, string? Walks, List<Step> Rows)>();
        foreach (var step in rows)
        {
            var label = step.Rest[0][(step.Rest[0].IndexOf('[', StringComparison.Ordinal) + 1)..^1];
            var rest = step with { Rest = step.Rest[1..] };
            if (rest.Rest.Length == 0 && !MakesObject(step.Row) && !IsOnlyWhen(step.Row))
            {
                if (label.Length > 0 && step.Row["when"].Length > 0 && items.Find(item => item.Label == label) is { Rows: { } same }) same.Add(rest);
                else items.Add((label, null, [rest]));
                continue;
            }
            var walks = label.Length > 0 ? null : Walks(step.Row, around, rest.Rest.Count(name => name.EndsWith("[]", StringComparison.Ordinal)));
            var known = items.FindLastIndex(item => item.Label == label && item.Rows[0] is var first && (first.Rest.Length > 0 || MakesObject(first.Row) || IsOnlyWhen(first.Row)) && (item.Walks == walks || (label.Length == 0 && (walks is null || item.Walks!.StartsWith(walks, StringComparison.Ordinal)))));
            if (known >= 0) items[known].Rows.Add(rest); else items.Add((label, walks, [rest]));
        }
        var list = new JsonArray();
        var most = Said.Nothing;
        foreach (var (_, walks, steps) in items)
        {
            foreach (var inside in Around(walks, around))
            {
                if (steps[0].Rest.Length > 0 || MakesObject(steps[0].Row) || IsOnlyWhen(steps[0].Row)) Add(Object(steps, inside, rule, isRequired && walks is null));
                else if (steps.Find(step => Holds(step.Row, inside)) is { Row: { } row })
                    foreach (var values in Text(row, "from").Length == 1 ? All(row["from"], inside).Select(value => new List<JsonNode?> { value }).ToList() : [Values(row, inside)]) Add(FromNotice(row, inside, Value(row, inside, values)));
            }
        }
        return list.Count == 0 || most < (isRequired || !HasSource(rows) ? Said.Constant : Said.Sourced) ? default : (list, most);

        void Add((JsonNode? Value, Said Said) item)
        {
            if (item.Said == Said.Nothing) return;
            list.Add(item.Value);
            if (item.Said > most) most = item.Said;
        }
    }

    private static string[] Text(TableRecord row, string column) => row.List(column);

    /// <summary>The list that the row's first path with one more list than it needs walks.</summary>
    private static string? Walks(TableRecord row, List<Walked> around, int left)
    {
        foreach (var path in row.List("from").Concat(row.List("when")))
        {
            var ends = Regex.Matches(path, @"\[\]").Select(match => match.Index + 2).ToList();
            var walked = around.Where(list => path == list.List || path.StartsWith(list.List + ".", StringComparison.Ordinal)).Select(list => list.List.Length).DefaultIfEmpty(0).Max();
            if (ends.Count > left && ends[^(left + 1)] > walked) return path[..ends[^(left + 1)]];
        }
        return null;
    }

    private IEnumerable<List<Walked>> Around(string? walks, List<Walked> around)
    {
        if (walks is null) return [around];
        var next = Regex.Matches(walks, @"\[\]").Select(match => walks[..(match.Index + 2)]).FirstOrDefault(list => !around.Exists(known => known.List == list));
        return next is null ? [around] : All(next, around).ToList().SelectMany(item => Around(walks, [.. around, new Walked(next, item)]));
    }

    private bool Holds(TableRecord row, List<Walked> around)
    {
        foreach (var (path, wanted, isOther) in Terms(row))
        {
            var node = All(path, around).FirstOrDefault();
            if (node is null ? !wanted.Contains("absent") : wanted.Length > 0 && wanted.Except(["absent"]).Contains(Text(node) ?? "") == isOther) return false;
        }
        return true;
    }

    /// <summary>"a b" is "X|Y; other than Z": a is X or Y, and b is there and not Z.</summary>
    private static IEnumerable<(string Path, string[] Wanted, bool IsOther)> Terms(TableRecord row)
    {
        var wanted = row["is"].Split(';');
        return row.List("when").Select((path, i) =>
        {
            var values = i < wanted.Length ? wanted[i].Trim() : "";
            var isOther = values.StartsWith("other than ", StringComparison.Ordinal);
            return (path, (isOther ? values[11..] : values).Split('|', StringSplitOptions.RemoveEmptyEntries), isOther);
        });
    }

    /// <summary>A fixed text that stands for a value of the notice is from the notice.</summary>
    private (JsonNode?, Said) FromNotice(TableRecord row, List<Walked> around, (JsonNode? Value, Said Said) made) =>
        made.Said is Said.Constant or Said.Instead && Terms(row).Any(term => term.Wanted.Except(["absent"]).Any() && Text(All(term.Path, around).FirstOrDefault()) is not null) ? (made.Value, Said.Sourced) : made;

    private List<JsonNode?> Values(TableRecord row, List<Walked> around) => [.. row.List("from").Select(path => All(path, around).FirstOrDefault())];

    private IEnumerable<JsonNode?> All(string path, List<Walked> around)
    {
        var inside = around.LastOrDefault(list => path == list.List || path.StartsWith(list.List + ".", StringComparison.Ordinal));
        IEnumerable<JsonNode?> nodes = [inside is null ? notice : inside.Item];
        foreach (Match step in Regex.Matches(inside is null ? path : path[inside.List.Length..], @"\[([^\]]*)\]|[^.\[]+"))
            nodes = nodes.SelectMany(node => step.Value[0] == '[' ? Items(node, step.Groups[1].Value) : [node is JsonObject whole ? whole[step.Value] : node is JsonValue && step.Value == "1" ? node : null]).ToList();
        return nodes;
    }

    private static List<JsonNode?> Items(JsonNode? node, string label)
    {
        var items = node switch { null => [], JsonArray list => list.ToList(), _ => new List<JsonNode?> { node } };
        if (label.Length == 0) return items;
        if (int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return [items.ElementAtOrDefault(index)];
        if (label.Split('=') is [var member, var wanted]) return [items.Find(item => item is JsonObject && member.Split('.').Aggregate((JsonNode?)item, (part, name) => part is JsonObject whole ? whole[name] : part is JsonValue && name == "1" ? part : null) is JsonValue value && (value.TryGetValue<string>(out var text) ? text : value.ToJsonString()) == wanted)];
        var address = Translating.Tables.Systems.GetValueOrDefault(label, label);
        return [items.Find(item => item is JsonObject && (item.TextAt("system") == address || item.TextAt("url") == address || item.TextAt("use") == address))];
    }

    /// <summary>A long value stands in a key by its digest.</summary>
    private static string Key(string value) => Encoding.UTF8.GetByteCount(value) <= 200 ? value : $"sha256-{Keys.Digest(Encoding.UTF8.GetBytes(value))}";

    /// <summary>A plain value as a text; null for none.</summary>
    private static string? Text(JsonNode? node) => node is not JsonValue value ? null : value.TryGetValue<string>(out var text) ? text.Trim() : value.ToJsonString();

    private (JsonNode?, Said) Value(TableRecord row, List<Walked> around, List<JsonNode?> nodes)
    {
        var conversion = row["as"].Length == 0 ? "text" : row["as"];
        switch (conversion)
        {
            case "system": return (Translating.Tables.Systems[row["fixed"]], Said.Constant);
            case "reference":
                var target = entries.Find(entry => entry["entry"] == row["table"])!;
                return (RecordId.Reference(target["kind"], string.Join('|', target.List("id").Select(path => Key(Text(All(path, around).FirstOrDefault()) ?? "")))), Said.Constant);
            case "text" when nodes.Count == 0: return (row["fixed"], Said.Constant);
        }
        if (nodes.Count == 0) return (JsonNode.Parse(ConversionTests.Convert(conversion, [JsonValue.Create(row["fixed"]).ToJsonString()], day.Year).Json), Said.Constant);
        if (conversion == "as-is") return nodes[0] switch { null or JsonObject { Count: 0 } or JsonArray { Count: 0 } => default, JsonValue value when Text(value) == "" => default, var node => (node.DeepClone(), Said.Sourced) };
        var texts = nodes.Select(Text).ToList();
        var made = conversion == "rule" || texts.Exists(text => text is not null) ? Made(row, conversion, nodes, texts) : null;
        if (made is not null) return (made, Said.Sourced);
        if (row["if_unknown"] is "" or "ask" or "unusable") return default;
        return (row["if_unknown"], conversion is "code" or "name" && texts[0] is { Length: > 0 } ? Said.Sourced : Said.Instead);
    }

    private JsonNode? Made(TableRecord row, string conversion, List<JsonNode?> nodes, List<string?> texts)
    {
        var text = texts[0] ?? "";
        return conversion switch
        {
            "text" => text.Length > 0 ? text : null,
            "number" => Number(text) ? JsonNode.Parse(text) : null,
            "positive-number" => Number(text) && text[0] != '-' && text.Any(c => c is >= '1' and <= '9') ? JsonNode.Parse(text) : null,
            "boolean" => text is "true" or "false" ? JsonNode.Parse(text) : null,
            "uk-day" => Day(text),
            "uk-day-that-fails" => text.Length > 0 && Day(text) is null ? text : null,
            "prison-number" => Regex.IsMatch(Compact(text), "^[A-Z][0-9]{4}[A-Z]{2}\\z") ? Compact(text) : null,
            "crn" => Regex.IsMatch(Compact(text), "^[A-Z][0-9]{6}\\z") ? Compact(text) : null,
            "instant" => Regex.IsMatch(text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\\z") && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) ? text : null,
            "code" => Row(row["table"], text) is { } found && found["match"] != "none" ? found["to"].Split('#')[^1] : null,
            "name" => Row(row["table"], text) is { } found && found["match"] != "none" && found["to_display"].Length > 0 ? found["to_display"] : null,
            "rule" => Rule(row, texts),
            "words" => Words(row, texts),
            "reference-sent" => text.Split('/', ':')[^1] is { Length: > 0 } id ? RecordId.Reference(entries.Find(entry => entry["entry"] == row["table"])!["kind"], id) : null,
            _ => ConversionTests.Convert(conversion, nodes.Select((node, i) => texts[i] is null ? "null" : node!.ToJsonString()), day.Year) is { Json: { Length: > 0 } json } ? JsonNode.Parse(json) : null,
        };
    }

    private static string Compact(string text) => Regex.Replace(Regex.Replace(text, "[ \u00A0]", ""), "[a-z]", letter => letter.Value.ToUpperInvariant());

    private static bool Number(string text) => Regex.IsMatch(text, "^-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?\\z");

    private static JsonValue? Day(string text) => Regex.IsMatch(text, "^[0-9]{2}/[0-9]{2}/[0-9]{4}\\z") && DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;

    private static JsonNode? Rule(TableRecord row, List<string?> texts)
    {
        var name = row["table"].Split('.');
        var rules = Table(name[0] + ".csv");
        var inputs = rules[0].Columns.Where(column => column.StartsWith("if_", StringComparison.Ordinal)).ToList();
        var fits = rules.Find(rule => inputs.Index().All(input => rule[input.Item] == "any" || rule.Values(input.Item).Contains(texts[input.Index] ?? "absent")))!;
        return fits[name[1]].Length > 0 ? fits[name[1]] : null;
    }

    private JsonNode? Words(TableRecord row, List<string?> texts)
    {
        var (parts, through) = (row["fixed"].Split("{}"), row.List("table"));
        var words = parts[0];
        foreach (var (index, text) in texts.Index())
        {
            if (text is not { Length: > 0 }) return null;
            if (through.Length == 0 || through[index] == "-") words += text;
            else if (!Conversions.Plain.ContainsKey(through[index])) words += Row(through[index], text) is { } found && found["to_display"].Length > 0 ? found["to_display"] : text;
            else if (ConversionTests.Convert(through[index], [JsonValue.Create(text).ToJsonString()], day.Year) is { Json: { Length: > 0 } json }) words += JsonNode.Parse(json)!.GetValueKind() == System.Text.Json.JsonValueKind.String ? JsonNode.Parse(json)!.GetValue<string>() : json;
            else return null;
            words += parts[index + 1];
        }
        return words;
    }

    private bool Concept(TableRecord row, string code, JsonObject into)
    {
        var table = Table("code-tables.csv").Find(known => known["table"] == row["table"])!;
        var from = table["from_system"].Length == 0 ? null : Translating.Tables.Systems[table["from_system"]];
        var found = Row(row["table"], code);
        JsonObject? ours = null, theirs = null;
        if (found is not null && found["match"] != "none")
        {
            var to = found["to"].Split('#');
            ours = Coding(Translating.Tables.Systems[to.Length == 2 ? to[0] : table["to_system"]], to[^1], found["to_display"]);
        }
        if (from is not null && found?["match"] != "same" && (found is not null || Regex.IsMatch(code, @"^[^\s\p{Cc}]+( [^\s\p{Cc}]+)*\z"))) theirs = Coding(from, code, found?["display"] ?? "");
        if (row["as"] == "coding")
        {
            foreach (var (name, value) in ours ?? theirs ?? []) into[name] = value!.DeepClone();
            return into.Count > 0;
        }
        if (ours is not null || theirs is not null) into["coding"] = new JsonArray([.. new[] { ours, theirs }.OfType<JsonNode>()]);
        into["text"] = new[] { found?["display"], found?["match"] == "none" ? null : found?["to_display"], code }.First(text => text is { Length: > 0 });
        return true;

        static JsonObject Coding(string system, string code, string display)
        {
            var coding = new JsonObject { ["system"] = system, ["code"] = code };
            if (display.Length > 0) coding["display"] = display;
            return coding;
        }
    }

    private TableRecord? Row(string table, string code)
    {
        if (!Codes.TryGetValue(table, out var rows)) Codes[table] = rows = Table(table + ".csv").ToLookup(row => row["code"]);
        return rows[code].FirstOrDefault(row => (row.Day("valid_from") ?? day) <= day && day <= (row.Day("valid_until") ?? day));
    }
}
