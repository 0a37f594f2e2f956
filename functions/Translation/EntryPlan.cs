using System.Text.Json;
using System.Text.Json.Nodes;

namespace Throughcare.Translation;

/// <summary>A remark about one element: it was kept in the raw notice but could not be used as it was sent.</summary>
/// <param name="Element">Path in the notice.</param>
/// <param name="Sentence">What is wrong and what to do; never the value.</param>
internal sealed record Remark(string Element, string Sentence);

/// <summary>A code that no table has.</summary>
internal sealed record Gap(string Table, string Code);

/// <summary>What is collected while a notice is translated.</summary>
internal sealed class Findings(DateOnly day)
{
    /// <summary>The London day for which codes are looked up.</summary>
    public DateOnly Day { get; } = day;

    public List<Remark> Remarks { get; } = [];

    public List<Gap> Gaps { get; } = [];
}

/// <summary>The rows of a field table for one resource, compiled to a tree that mirrors the resource.</summary>
internal sealed class EntryPlan
{
    /// <summary>What a row's conversion makes in place of a value when the code is in no table and guessing would be dangerous.</summary>
    public const string Unusable = "unusable";

    private readonly ObjectNode root = new();

    /// <summary>All paths that the rows read, for the check that nothing of a notice is left behind.</summary>
    public List<string> Reads { get; } = [];

    /// <summary>Adds a row of the field table; the rows of one entry are added in their order.</summary>
    public void Add(TableRecord row, Tables tables, IReadOnlyList<string> walking)
    {
        Reads.AddRange(row.List("from"));
        var steps = row.Required("element").Split('.');
        root.Add(steps, row, tables, [.. walking]);
    }

    /// <summary>The JSON object for the notice (and the list items being walked); null when none of its sourced elements has a value, unless it is wanted all the same.</summary>
    public (JsonObject? Json, string? Unusable) Write(IReadOnlyList<JsonElement> scopes, Findings findings, bool always = false)
    {
        var state = new Writing([.. scopes], findings);
        var (json, sourced) = root.Write(state);
        return (sourced || always || !root.HasSource ? (JsonObject?)json : null, state.Unusable);
    }

    /// <summary>One resource being written: the list items being walked (the notice itself first), and what was found on the way.</summary>
    internal sealed class Writing(List<JsonElement> scopes, Findings findings)
    {
        public List<JsonElement> Scopes { get; } = scopes;

        public Findings Findings { get; } = findings;

        /// <summary>Why nobody may act on the resource yet; null when they may.</summary>
        public string? Unusable { get; set; }
    }

    private abstract class Node
    {
        /// <summary>Whether any value below comes from the notice. What has none is constant and always written; what has some is written only if one is there.</summary>
        public abstract bool HasSource { get; }

        public abstract (JsonNode? Json, bool Sourced) Write(Writing state);
    }

    private sealed class ObjectNode : Node
    {
        private readonly List<(string Name, Node Node)> members = [];

        public Leaf? Concept { get; set; }

        public override bool HasSource => Concept is { HasSource: true } || members.Exists(member => member.Node.HasSource);

        public void Add(ReadOnlySpan<string> steps, TableRecord row, Tables tables, List<string> walking)
        {
            var step = steps[0];
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            var at = members.FindIndex(member => member.Name == name);
            var existing = at < 0 ? null : members[at].Node;
            Node node;
            if (bracket >= 0)
            {
                var list = existing as ListNode ?? (existing is null ? new ListNode() : throw row.Fault($"\"{name}\" is a list here and not a list on another row."));
                list.Add(step[(bracket + 1)..^1], steps[1..], row, tables, walking);
                node = list;
            }
            else if (steps.Length == 1)
            {
                var leaf = Leaf.Compile(row, tables, walking);
                if (leaf.MakesObject)
                {
                    var holder = existing as ObjectNode ?? (existing is null ? new ObjectNode() : throw row.Fault($"\"{row["element"]}\" has a value on another row."));
                    holder.Concept = leaf;
                    node = holder;
                }
                else node = existing is null ? leaf : throw row.Fault($"\"{row["element"]}\" has a value on another row.");
            }
            else
            {
                var holder = existing as ObjectNode ?? (existing is null ? new ObjectNode() : throw row.Fault($"\"{name}\" is a value on another row, and has parts here."));
                holder.Add(steps[1..], row, tables, walking);
                node = holder;
            }
            if (at < 0) members.Add((name, node));
        }

        public override (JsonNode? Json, bool Sourced) Write(Writing state)
        {
            var json = new JsonObject();
            var sourced = false;
            if (Concept is not null)
            {
                var (made, fromNotice) = Concept.Write(state);
                if (made is JsonObject parts)
                    foreach (var (name, part) in parts.ToList()) { parts.Remove(name); json[name] = part; }
                sourced = fromNotice && made is not null;
                if (made is null && Concept.HasSource && !members.Exists(m => m.Node.HasSource)) return (null, false);
            }
            foreach (var (name, node) in members)
            {
                var (value, fromNotice) = node.Write(state);
                if (value is null || (node.HasSource && !fromNotice)) continue;
                json[name] = value;
                sourced |= fromNotice;
            }
            return (json.Count == 0 ? null : json, sourced);
        }
    }

    private sealed class ListNode : Node
    {
        private readonly List<(string Label, Node Item, SourcePath? Walks)> items = [];

        public override bool HasSource => items.Exists(item => item.Item.HasSource);

        /// <summary>A label ("nhs", "0") names one item, whose rows belong together; an empty one stands for as many items as the source list has.</summary>
        public void Add(string label, ReadOnlySpan<string> rest, TableRecord row, Tables tables, List<string> walking)
        {
            if (rest.Length == 0)
            {
                items.Add((label, Leaf.Compile(row, tables, walking), null));
                return;
            }
            var walks = label.Length > 0 ? null : row.List("from").Select(path => SourcePath.Compile(path, walking).NextList()).FirstOrDefault(list => list is not null);
            var at = items.FindIndex(item => item.Label == label && item.Item is ObjectNode && item.Walks?.Text == walks);
            if (at < 0)
            {
                if (label.Length == 0 && walks is null) throw row.Fault($"\"{row["element"]}\" repeats, but no path in \"from\" has a []. Put the row that walks the list first.");
                items.Add((label, new ObjectNode(), walks is null ? null : SourcePath.Compile(walks, walking)));
                at = items.Count - 1;
            }
            var inner = items[at].Walks is { } list ? [.. walking, list.Text] : walking;
            ((ObjectNode)items[at].Item).Add(rest, row, tables, inner);
        }

        public override (JsonNode? Json, bool Sourced) Write(Writing state)
        {
            var list = new JsonArray();
            var sourced = false;
            foreach (var (_, node, walks) in items)
            {
                if (walks is not null)
                {
                    foreach (var item in walks.All(state.Scopes).ToList())
                    {
                        state.Scopes.Add(item);
                        sourced |= AddItem(list, node, state);
                        state.Scopes.RemoveAt(state.Scopes.Count - 1);
                    }
                }
                else sourced |= AddItem(list, node, state);
            }
            return (list.Count == 0 ? null : list, sourced);
        }

        private static bool AddItem(JsonArray list, Node node, Writing state)
        {
            var (value, fromNotice) = node.Write(state);
            if (value is null || (node.HasSource && !fromNotice)) return false;
            foreach (var one in value is JsonArray several ? several.ToList() : [value])
            {
                (one?.Parent as JsonArray)?.Remove(one);
                list.Add(one);
            }
            return fromNotice;
        }
    }

    private sealed class Leaf : Node
    {
        private readonly TableRecord row;
        private readonly IReadOnlyList<SourcePath> from;
        private readonly Conversion convert;
        private readonly string ifUnknown;

        private Leaf(TableRecord row, IReadOnlyList<SourcePath> from, Conversion convert, bool makesObject)
        {
            (this.row, this.from, this.convert, MakesObject) = (row, from, convert, makesObject);
            ifUnknown = row["if_unknown"];
        }

        public bool MakesObject { get; }

        public override bool HasSource => from.Count > 0;

        public static Leaf Compile(TableRecord row, Tables tables, List<string> walking)
        {
            var name = row["as"].Length > 0 ? row["as"] : "text";
            var from = name == "reference" && row["from"].Length == 0 ? [] : row.List("from").Select(path => SourcePath.Compile(path, walking)).ToList();
            if (from.Count == 0 && row["fixed"].Length == 0 && name != "reference") throw row.Fault("fill in \"from\" or \"fixed\".");
            if (from.Count > 0 && row["fixed"].Length > 0) throw row.Fault("fill in \"from\" or \"fixed\", not both.");
            return new Leaf(row, from, tables.Conversion(row, name, walking), name is "concept" or "coding");
        }

        public override (JsonNode? Json, bool Sourced) Write(Writing state)
        {
            if (from.Count == 0) return (Keep(convert(new Given([row["fixed"]]), state), state), false);
            if (from[0].Repeats)
            {
                var list = new JsonArray();
                foreach (var one in from[0].All(state.Scopes))
                    if (Scalar(from[0], one, state) is { } text && Keep(convert(new Given([text]), state), state) is { } item) list.Add(item);
                return (list.Count == 0 ? null : list, list.Count > 0);
            }
            var written = from.Select(path => Scalar(path, path.One(state.Scopes), state)).ToList();
            if (written.TrueForAll(value => value is null)) return (Absent(state), false);
            var made = Keep(convert(new Given(written), state), state);
            return (made ?? Absent(state), made is not null);
        }

        /// <summary>The value as text; a list or an object where a value belongs is remarked on and not guessed at.</summary>
        private static string? Scalar(SourcePath path, JsonElement? value, Writing state)
        {
            if (value is not { } there) return null;
            if (there.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return SourcePath.Written(there);
            state.Findings.Remarks.Add(new Remark(path.Text, "Write one value here, not an object or a list."));
            return null;
        }

        /// <summary>Nothing usable was sent: what the row has for that case, if the resource cannot do without.</summary>
        private JsonValue? Absent(Writing state)
        {
            if (ifUnknown.Length == 0) return null;
            if (ifUnknown != Unusable) return JsonValue.Create(ifUnknown);
            MarkUnusable(state, $"{from[0].Text} is missing or cannot be read. It must not be acted on until someone has asked the sender.");
            return null;
        }

        private void MarkUnusable(Writing state, string sentence)
        {
            state.Unusable ??= sentence;
            state.Findings.Remarks.Add(new Remark(from[0].Text, sentence));
        }

        private JsonNode? Keep(Converted made, Writing state)
        {
            if (made.Remark is { } sentence) state.Findings.Remarks.Add(new Remark(from.Count > 0 ? from[0].Text : row["element"], sentence));
            if (!made.UnknownCode) return made.Value;
            if (ifUnknown == Unusable)
            {
                MarkUnusable(state, $"{from[0].Text} has a code that no table has. It must not be acted on until someone has decided what it means.");
                return made.Value;
            }
            return made.Value ?? (ifUnknown.Length > 0 ? JsonValue.Create(ifUnknown) : null);
        }
    }
}
