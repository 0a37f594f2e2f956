using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>Notices made up from a source's own tables: every place that a row reads, with values that its conversion takes and values that it does not.</summary>
/// <param name="source">A row of sources.csv.</param>
/// <param name="random">Seeded.</param>
internal sealed class GeneratedNotices(string source, Random random)
{
    private sealed class Place
    {
        public Dictionary<string, Place> Members { get; } = [];

        public Dictionary<string, Place> Items { get; } = [];

        /// <summary>What rows make of the value, and which of the row's values it is.</summary>
        public List<(TableRecord Row, int Index)> Readers { get; } = [];

        public List<string> Wanted { get; } = [];

        public string? Forced { get; set; }

        public bool IsForbidden { get; set; }
    }

    /// <summary>Values that each conversion takes (or not), from the cases of its test.</summary>
    private static readonly ILookup<(string Conversion, bool Takes), string> Values = ConversionTests.Cases.ToLookup(row => ((string)row[0], ((string)row[2]).Length > 0), row => (string)row[1]);

    private static readonly ConcurrentDictionary<string, List<TableRecord>> Tables = [];

    /// <summary>A table's rows, read once.</summary>
    public static List<TableRecord> Table(string file) => Tables.GetOrAdd(file, static name => TableFile.Read(Repo.Mappings, name));

    private static readonly string[] Texts = ["plain", "Zoë Ní Bhriain", "日本 😀", "a \"quoted\" \\ back/slash", "line\nnext\ttab\r\n", "  around  ", "{\"a\":1}", "\u2028</script>", "absent", "0", "", " ", "a|b", new string('é', 3000)];

    private readonly List<TableRecord> notices = Table($"{source}/notices.csv");
    private Place root = new();
    private double mess;

    /// <param name="mess">How often a value is wrong, of the wrong kind or absent: 0 for never.</param>
    public JsonObject Next(double mess)
    {
        (this.mess, root) = (mess, new Place());
        var kind = random.Next(notices.Count);
        foreach (var entry in Table($"{source}/entries.csv"))
        {
            foreach (var path in entry.List("id").Concat(entry.List("fact")).Concat(entry.List("each"))) At(path);
            When(entry);
        }
        foreach (var field in Table($"{source}/fields.csv"))
        {
            foreach (var (index, path) in field.List("from").Index()) At(path).Readers.Add((field, index));
            When(field);
        }
        foreach (var unused in Table($"{source}/unused.csv")) At(unused["element"]);
        foreach (var notice in notices.Take(kind).Where(notice => notice["is"].Length == 0)) At(notice["when"]).IsForbidden = true;
        Force(notices[kind]);
        return (JsonObject)Whole(root)!;
    }

    private void Force(TableRecord notice)
    {
        foreach (var path in notice.List("id")) At(path).Forced = Right(At(path)) ?? $"N{random.Next(100)}";
        if (notice["version"].Length > 0) At(notice["version"]).Forced = "1";
        At(notice["at"]).Forced = notice["at_as"].Length == 0 ? "2026-03-06T08:55:00Z" : Pick([.. Values[(notice["at_as"], true)].Where(value => value.StartsWith("2026", StringComparison.Ordinal) || value.EndsWith("2026", StringComparison.Ordinal)).Where(value => value.Length >= 8)]).Split('|')[0];
        if (notice["is"].Length > 0) At(notice["when"]).Forced = Pick(notice.Values("is"));
        else if (At(notice["when"]) is { Members.Count: 0, Items.Count: 0 } place) place.Forced ??= "there";
        else At(notice["when"]).Forced = "";
        foreach (var path in notice.List("event_from")) At(path).Readers.Add((notice, notice.List("event_from").IndexOf(path)));
    }

    /// <summary>A value that the place's reader takes; null when it has none, or what it takes is blank.</summary>
    private string? Right(Place place)
    {
        if (place.Readers.Count == 0) return null;
        var before = mess;
        mess = 0;
        var value = Value(place)?.ToString();
        mess = before;
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private void When(TableRecord row)
    {
        foreach (var (path, wanted) in row.List("when").Zip(row["is"].Split(';').Concat(Enumerable.Repeat("", 9))))
            At(path).Wanted.AddRange(TableRecord.Alternatives(wanted.Replace("other than ", "", StringComparison.Ordinal)).Where(value => value != "absent"));
    }

    private Place At(string path)
    {
        var place = root;
        foreach (var part in Shape.Steps(path))
        {
            var labels = part.Split('[');
            if (labels[0].Length > 0) place = Child(place.Members, labels[0]);
            foreach (var label in labels[1..]) place = Child(place.Items, label.TrimEnd(']'));
        }
        return place;

        static Place Child(Dictionary<string, Place> places, string name) => places.TryGetValue(name, out var known) ? known : places[name] = new Place();
    }

    private bool Chance(double part) => random.NextDouble() < part;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private JsonNode? Whole(Place place)
    {
        if (place.IsForbidden) return null;
        if (!IsNeeded(place) && place != root && Chance(mess * 0.3)) return Pick<Func<JsonNode?>>([() => null, () => new JsonObject { ["a"] = 1 }, () => new JsonArray(), () => new JsonObject(), () => new JsonArray("a", null, new JsonArray(1)), () => 7, () => true, () => "text", () => ""])();
        if (place.Items.Count > 0) return Items(place);
        // A field of HL7 v2 may have components or none.
        if (place.Members.Count == 0 || (place.Members.ContainsKey("1") && place.Readers.Count > 0 && !IsNeeded(place) && Chance(0.5))) return Value(place);
        var whole = new JsonObject();
        foreach (var (name, member) in place.Members)
            if (!member.IsForbidden && (IsNeeded(member) || !Chance(mess * 0.3))) whole[name] = Whole(member);
        return whole;
    }

    private static bool IsNeeded(Place place) => place.Forced is not null || place.Members.Values.Concat(place.Items.Values).Any(IsNeeded);

    private JsonNode? Items(Place place)
    {
        var list = new JsonArray();
        var least = place.Items.Max(item => int.TryParse(item.Key, out var index) ? index + 1 : IsNeeded(item.Value) ? 1 : 0);
        for (var count = mess == 0 ? Math.Max(least, random.Next(1, 4)) : IsNeeded(place) ? Math.Max(least, random.Next(6)) : random.Next(6); list.Count < count;)
        {
            var kinds = place.Items.Where(item => item.Key.Length == 0 || item.Key == list.Count.ToString(CultureInfo.InvariantCulture)).Select(item => item.Value).ToList();
            list.Add(kinds.Count == 0 ? null : Whole(kinds.Find(IsNeeded) ?? Pick(kinds)));
        }
        foreach (var (label, part) in place.Items)
        {
            if (label.Length == 0 || int.TryParse(label, out _) || (!IsNeeded(part) && Chance(mess * 0.3))) continue;
            var picked = Whole(part);
            if (picked is JsonObject item && label.Split('=') is [var member, var wanted]) Put(item, member.Split('.'), wanted);
            else if (picked is JsonObject known) known[Translating.Tables.Systems.ContainsKey(label) ? Pick(["system", "url"]) : "use"] = Translating.Tables.Systems.GetValueOrDefault(label, label);
            list.Insert(least == 0 ? random.Next(list.Count + 1) : list.Count, picked);
        }
        if (list.Count != 1 || place.Members.Count > 0 || list[0] is null or JsonArray || !Chance(mess)) return list;
        return list[0]!.DeepClone();
    }

    private static void Put(JsonObject into, string[] names, string value)
    {
        if (names.Length == 1) into[names[0]] = value;
        else Put(into[names[0]] as JsonObject ?? (into[names[0]] = new JsonObject()).AsObject(), names[1..], value);
    }

    private JsonNode? Value(Place place)
    {
        if (place.Forced is { } forced) return forced;
        if (place.Wanted.Count > 0 && Chance(0.8)) return Plain(Pick(place.Wanted));
        if (place.Readers.Count == 0) return Pick(Texts);
        var (row, index) = Pick(place.Readers);
        if (!row.Columns.Contains("as")) return Pick(Table(row["event_rule"] + ".csv").SelectMany(rule => rule.Values(rule.Columns.Where(column => column.StartsWith("if_", StringComparison.Ordinal)).ElementAt(index))).ToList());
        var isRight = !Chance(mess * 0.4);
        var table = row.List("table") is { Length: > 1 } several ? several[index] : row["table"];
        switch (row["as"])
        {
            case "code" or "concept" or "coding" or "name" or "words" when Translating.Tables.CodeTable(table) is { } codes:
                return isRight ? Plain(Pick(codes.Entries.ToList()).Code) : Pick(["never seen", "\"", "é", ""]);
            case "rule":
                var column = Table(row["table"].Split('.')[0] + ".csv");
                return Plain(Pick(column.SelectMany(rule => rule.Values(rule.Columns.Where(name => name.StartsWith("if_", StringComparison.Ordinal)).ElementAt(index))).ToList()));
            case "as-is": return new JsonObject { ["text"] = Pick(Texts), ["list"] = new JsonArray(1, "b") };
            case "reference-sent": return $"Thing/{random.Next(5)}";
        }
        var pool = Values[(row["as"].Length == 0 ? "text" : row["as"] == "words" ? table : row["as"], isRight)].ToList();
        if (pool.Count == 0 || row["as"].Length == 0) return Pick(Texts);
        var value = Pick(pool).Split('|');
        return Plain(value[Math.Min(index, value.Length - 1)]);
    }

    /// <summary>A number or true as such or as a text: senders do both.</summary>
    private JsonNode Plain(string value) =>
        (value is "true" or "false" || (value.Length is > 0 and < 18 && value.All(char.IsAsciiDigit) && (value.Length == 1 || value[0] != '0'))) && Chance(0.5) ? JsonNode.Parse(value)! : JsonValue.Create(value);

    /// <summary>The notice as JSON text: its members in any order, names and texts escaped here and there, spaces between.</summary>
    public string Write(JsonNode? node, bool shuffled)
    {
        var json = new StringBuilder();
        Write(node, json, shuffled);
        return json.ToString();
    }

    private void Write(JsonNode? node, StringBuilder json, bool shuffled)
    {
        switch (node)
        {
            case JsonObject whole:
                var members = whole.ToArray();
                if (shuffled) random.Shuffle(members);
                json.Append('{');
                foreach (var (index, (name, value)) in members.Index())
                {
                    if (index > 0) json.Append(',');
                    Text(name, json);
                    json.Append(Chance(0.1) ? " :\n" : ":");
                    Write(value, json, shuffled);
                }
                json.Append('}');
                break;
            case JsonArray list:
                json.Append('[');
                foreach (var (index, item) in list.Index())
                {
                    if (index > 0) json.Append(", ");
                    Write(item, json, shuffled);
                }
                json.Append(']');
                break;
            case JsonValue value when value.TryGetValue<string>(out var text): Text(text, json); break;
            case null: json.Append("null"); break;
            default: json.Append(node.ToJsonString()); break;
        }
    }

    private void Text(string text, StringBuilder json)
    {
        var often = Chance(0.1) ? 0.5 : 0;
        json.Append('"');
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '"' or '\\' or < ' ' || (often > 0 && Chance(often))) foreach (var c in rune.ToString()) json.Append(c == '/' ? "\\/" : $"\\u{(int)c:X4}");
            else json.Append(rune.ToString());
        json.Append('"');
    }
}
