using System.Text;
using Throughcare.Fhir;

namespace Throughcare.Translation;

/// <summary>The rows of a field table for one resource or document, first as a tree that mirrors it, then compiled to pieces that write it.</summary>
/// <param name="shape">What is read of the source; the rows add to it.</param>
/// <param name="resource">FHIR resource type; empty for a document that has none.</param>
/// <param name="fuse">Whether what never changes is joined to one text; not when someone asks which row made what.</param>
internal sealed class EntryPlan(Shape shape, string resource, bool fuse)
{
    private readonly ObjectDraft root = new();
    private BracketsPiece? compiled;

    /// <summary>Adds a row of the field table; the rows of one entry are added in their order.</summary>
    public void Add(TableRecord row, Tables tables, IReadOnlyList<string> walking) => root.Add(row.Required("element").Split('.'), new FieldRow(row, tables, shape), walking);

    public bool HasSource => root.HasSource;

    /// <summary>Makes the pieces; after this no row is added.</summary>
    public void Compile(Problems problems)
    {
        var type = resource.Length == 0 ? null : new ConstantPiece(Encoding.UTF8.GetBytes($"\"resourceType\":\"{resource}\","), null);
        problems.Collect(() => compiled = root.CompileResource(fuse, type, RulePack.R4.Types.GetValueOrDefault(resource)));
    }

    /// <summary>Writes the object, without anything after it. False (and nothing written) when none of its sourced elements has a value, unless it is wanted all the same.</summary>
    public bool Write(Writing writing, bool always = false)
    {
        var start = writing.Output.Length;
        var said = compiled!.WriteParts(writing);
        if (said == Said.Sourced || ((always || !HasSource) && said != Said.Nothing))
        {
            writing.Output.End();
            return true;
        }
        writing.Output.Truncate(start);
        writing.Trace?.Cut(start);
        return false;
    }

    private static TableFault AlreadyGiven(FieldRow row, FieldRow before) => row.Record.Fault($"\"{before.Record["element"]}\" has a value on row {before.Record.Row} already. Remove one, or say in \"when\" which of them holds.");

    private abstract class Draft
    {
        /// <summary>Whether any value below comes from the notice. What has none is constant and always written; what has some is written only if one is there.</summary>
        public abstract bool HasSource { get; }

        /// <summary>When the whole part is there; null for always.</summary>
        public Condition? When { get; set; }

        /// <summary>The rows below it, in their order.</summary>
        public abstract IEnumerable<FieldRow> Rows { get; }

        /// <param name="prefix">The member's name with its colon; empty for an item of a list.</param>
        /// <param name="fuse">Whether constants are joined.</param>
        /// <param name="rule">What R4 has below it; null for a value, and for a document that is no FHIR.</param>
        /// <param name="isRequired">R4 requires it, or the part around it: what stands for a value that was not sent is then enough.</param>
        public abstract Piece Compile(byte[] prefix, bool fuse, TypeRule? rule, bool isRequired = false);

        /// <summary>The parts between brackets; those around one part are written with it.</summary>
        protected Piece Bracketed(byte[] open, Piece[] parts, byte[] close, bool fuse, bool isRequired) =>
            fuse && parts is [var only] && ((HasSource && !isRequired) || only is ConstantPiece) ? only.Within(open, close) : new BracketsPiece(open, parts, close, Enough(isRequired));

        /// <summary>What it must hold to be written.</summary>
        protected virtual Said Enough(bool isRequired) => !HasSource ? Said.Constant : isRequired ? Said.Instead : Said.Sourced;

        protected Piece Guarded(Piece piece) => When is null ? piece : new GuardedPiece(When, piece);
    }

    private sealed class ValueDraft(FieldRow row, IReadOnlyList<string> walking) : Draft
    {
        /// <summary>Rows for the same element, each with its "when": the first that holds is written.</summary>
        public ValueDraft? Otherwise { get; private set; }

        public FieldRow Row => row;

        public override bool HasSource => row.HasSource || Otherwise is { HasSource: true };

        public override IEnumerable<FieldRow> Rows => Otherwise is null ? [row] : Otherwise.Rows.Prepend(row);

        public void AddAlternative(ValueDraft other)
        {
            if (row.Record["when"].Length == 0) throw AlreadyGiven(other.Row, row);
            if (Otherwise is null) Otherwise = other; else Otherwise.AddAlternative(other);
        }

        public override Piece Compile(byte[] prefix, bool fuse, TypeRule? rule, bool isRequired = false)
        {
            var piece = row.Compile(prefix, walking, fuse);
            if (Otherwise is not null) return new AlternativesPiece(row.Condition(walking)!, piece, Otherwise.Compile(prefix, fuse, rule));
            return row.Condition(walking) is { } condition ? new GuardedPiece(condition, piece) : piece;
        }
    }

    private sealed class ObjectDraft : Draft
    {
        private readonly List<(string Name, Draft Draft)> members = [];
        private readonly List<(FieldRow Row, IReadOnlyList<string> Walking)> concepts = [];

        public override bool HasSource => concepts.Exists(concept => concept.Row.HasSource) || members.Exists(member => member.Draft.HasSource);

        public override IEnumerable<FieldRow> Rows => concepts.Select(concept => concept.Row).Concat(members.SelectMany(member => member.Draft.Rows));

        public void Add(ReadOnlySpan<string> steps, FieldRow row, IReadOnlyList<string> walking)
        {
            var step = steps[0];
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            if (bracket >= 0 && step[^1] != ']') throw row.Record.Fault($"\"{step}\" has a bracket that does not close.");
            var name = bracket < 0 ? step : step[..bracket];
            foreach (var (concept, _) in concepts) NotTwice(name, concept, row);
            var existing = members.Find(member => member.Name == name).Draft;
            if (bracket >= 0) Member(name, existing, static () => new ListDraft(), row).Add(step[(bracket + 1)..^1], steps[1..], row, walking);
            else if (steps.Length > 1) Member(name, existing, static () => new ObjectDraft(), row).Add(steps[1..], row, walking);
            else if (row.IsOnlyWhen) Member(name, existing, static () => new ObjectDraft(), row).When = row.Condition(walking);
            else if (row.MakesObject) Member(name, existing, static () => new ObjectDraft(), row).SetConcept(row, walking);
            else if (existing is null) members.Add((name, new ValueDraft(row, walking)));
            else if (existing is ValueDraft value) value.AddAlternative(new ValueDraft(row, walking));
            else throw row.Record.Fault($"\"{name}\" has parts on another row, and is a value here.");
        }

        private T Member<T>(string name, Draft? existing, Func<T> make, FieldRow row) where T : Draft
        {
            if (existing is T known) return known;
            if (existing is not null) throw row.Record.Fault($"\"{name}\" is {(existing is ListDraft ? "a list" : existing is ValueDraft ? "a value" : "an object")} on another row, and {(typeof(T) == typeof(ListDraft) ? "a list" : "an object")} here.");
            var made = make();
            members.Add((name, made));
            return made;
        }

        public void SetConcept(FieldRow row, IReadOnlyList<string> walking)
        {
            foreach (var (name, _) in members) NotTwice(name, row, row);
            if (concepts.Count > 0 && concepts[^1].Row.Record["when"].Length == 0) throw AlreadyGiven(row, concepts[^1].Row);
            concepts.Add((row, walking));
        }

        /// <summary>What a concept or a coding gives, no other row may give as well; only the words of a concept may be another's.</summary>
        private static void NotTwice(string name, FieldRow concept, FieldRow row)
        {
            if (concept.HasText ? name == "coding" : name is "system" or "code" or "display") throw row.Record.Fault($"\"{name}\" comes from the code table already (row {concept.Record.Row}). Remove one of the rows.");
        }

        public override Piece Compile(byte[] prefix, bool fuse, TypeRule? rule, bool isRequired = false)
        {
            var pieces = Pieces(fuse, null, rule, isRequired);
            byte[] open = [.. prefix, (byte)'{'], close = [(byte)'}'];
            if (!fuse || !HasSource) return Guarded(Bracketed(open, pieces, close, fuse, isRequired));
            // What always stands before and after the parts that may be missing is written with the brackets.
            if (pieces[0] is ConstantPiece before) (open, pieces) = ([.. open, .. before.Bytes], pieces[1..]);
            if (pieces[^1] is ConstantPiece after) (close, pieces) = ([(byte)',', .. after.Bytes[..^1], .. close], pieces[..^1]);
            return Guarded(Bracketed(open, pieces, close, fuse, isRequired));
        }

        /// <summary>The members of a resource; its type comes first.</summary>
        public BracketsPiece CompileResource(bool fuse, Piece? type, TypeRule? rule) => new([(byte)'{'], Pieces(fuse, type, rule, isRequired: false), [(byte)'}'], Enough(isRequired: false));

        private Piece[] Pieces(bool fuse, Piece? first, TypeRule? rule, bool isRequired)
        {
            var pieces = new List<Piece>();
            if (first is not null) pieces.Add(first);
            var ownWords = concepts.Exists(concept => concept.Row.HasText) ? members.Find(member => member.Name == "text").Draft : null;
            if (concepts.Count > 0) pieces.Add(Concept(0, ownWords?.Compile(Prefix("text"), fuse, null), fuse));
            // The id of a resource is its first element, where the Bundle looks for it.
            foreach (var element in members.Where(member => member.Draft != ownWords).OrderBy(member => first is null || member.Name != "id").GroupBy(member => Together(member.Name, rule)))
                pieces.AddRange(Element([.. element], fuse, rule, isRequired));
            return fuse ? ConstantPiece.Fused(pieces) : [.. pieces];
        }

        private const string AbsentReason = "dataAbsentReason";

        /// <summary>Members that are looked at together: those of one choice, both ends of a period, an observed value and why there is none (obs-6).</summary>
        private static object Together(string name, TypeRule? rule)
        {
            if (rule is { Name: "Period" } && name is "start" or "end") return rule;
            if (Find(name, rule) is not { IsSidecar: false, Element: var element }) return name;
            return NotKnown.IsRequired(element) ? element : element.Name == "value" && rule!.Properties.Find(Encoding.UTF8.GetBytes(AbsentReason)) is not null ? AbsentReason : name;
        }

        private static Property? Find(string name, TypeRule? rule) => rule?.Properties.Find(Encoding.UTF8.GetBytes(name));

        private static Piece[] Element((string Name, Draft Draft)[] members, bool fuse, TypeRule? rule, bool isRequired)
        {
            var together = Together(members[0].Name, rule);
            Piece[] pieces = [.. members.Select(member => member.Draft.Compile(Prefix(member.Name), fuse, Find(member.Name, rule)?.Type.Shape, isRequired || together is ElementRule))];
            switch (together)
            {
                case TypeRule when members.Length == 2:
                    var end = Array.FindIndex(members, member => member.Name == "end");
                    return RowOf(members[end].Draft) is { } row ? [new PeriodPiece(pieces[1 - end], pieces[end], row)] : pieces;
                case AbsentReason when Array.FindIndex(members, member => member.Name == AbsentReason) is var reason and >= 0:
                    return [new OtherwisePiece([.. pieces[..reason], .. pieces[(reason + 1)..]], pieces[reason])];
                case ElementRule element when !pieces.Any(piece => piece is ConstantPiece):
                    return RowOf(members[0].Draft) is { } first ? [new RequiredPiece(pieces, NotKnown.Utf8(members[0].Name, Find(members[0].Name, rule)!), first, element.Path)] : pieces;
                default: return pieces;
            }
        }

        /// <summary>The row that a remark about the whole is about; null when no row gives it.</summary>
        private static FieldRow? RowOf(Draft draft) => draft.Rows.FirstOrDefault(row => row.HasSource) ?? draft.Rows.FirstOrDefault();

        /// <summary>The first of the concept rows whose condition holds.</summary>
        private Piece Concept(int index, Piece? ownWords, bool fuse)
        {
            var (row, walking) = concepts[index];
            return index == concepts.Count - 1
                ? row.CompileConcept(walking, ownWords, fuse, row.Condition(walking))
                : new AlternativesPiece(row.Condition(walking)!, row.CompileConcept(walking, ownWords, fuse, null), Concept(index + 1, ownWords, fuse));
        }

        private static byte[] Prefix(string name) => Encoding.UTF8.GetBytes($"\"{name}\":");
    }

    private sealed class ListDraft : Draft
    {
        private readonly List<(string Label, Draft Item, string? Walks, IReadOnlyList<string> Around, FieldRow Row)> items = [];

        public override bool HasSource => items.Exists(item => item.Item.HasSource);

        public override IEnumerable<FieldRow> Rows => items.SelectMany(item => item.Item.Rows.DefaultIfEmpty(item.Row));

        /// <summary>In a list that R4 requires, an item that is always the same is enough.</summary>
        protected override Said Enough(bool isRequired) => isRequired ? Said.Constant : base.Enough(isRequired);

        /// <summary>A label ("nhs", "0") names one item, whose rows belong together; an empty one stands for as many items as the source list has.</summary>
        public void Add(string label, ReadOnlySpan<string> rest, FieldRow row, IReadOnlyList<string> walking)
        {
            if (rest.Length == 0 && !row.IsOnlyWhen && !row.MakesObject)
            {
                var same = items.Find(item => item.Label == label && label.Length > 0 && item.Item is ValueDraft).Item;
                if (same is ValueDraft value && row.Record["when"].Length > 0) value.AddAlternative(new ValueDraft(row, walking));
                else items.Add((label, new ValueDraft(row, walking), null, walking, row));
                return;
            }
            var walks = label.Length > 0 ? null : row.ListToWalk(walking, rest);
            // A row may be about the list around the one that is walked: the domain of the goal of an action.
            var at = items.FindLastIndex(item => item.Label == label && item.Item is ObjectDraft && (item.Walks == walks || (label.Length == 0 && (walks is null || item.Walks!.StartsWith(walks, StringComparison.Ordinal)))));
            if (at < 0)
            {
                if (label.Length == 0 && walks is null) throw row.Record.Fault($"\"{row.Record["element"]}\" repeats, but no path in \"from\" has a [] to walk. Put the row that walks the list first.");
                items.Add((label, new ObjectDraft(), walks, walking, row));
                at = items.Count - 1;
            }
            var inner = items[at].Walks is { } list ? Walking(walking, list) : walking;
            var item = (ObjectDraft)items[at].Item;
            if (rest.Length > 0) item.Add(rest, row, inner);
            else if (row.IsOnlyWhen) item.When = row.Condition(inner);
            else item.SetConcept(row, inner);
        }

        /// <summary>The lists that are walked inside an item: "a[].b[]" walks a[] and, inside it, a[].b[].</summary>
        private static List<string> Walking(IReadOnlyList<string> walking, string list)
        {
            var all = walking.ToList();
            for (var at = list.IndexOf("[]", StringComparison.Ordinal); at >= 0; at = list.IndexOf("[]", at + 1, StringComparison.Ordinal))
                if (!all.Contains(list[..(at + 2)])) all.Add(list[..(at + 2)]);
            return all;
        }

        public override Piece Compile(byte[] prefix, bool fuse, TypeRule? rule, bool isRequired = false)
        {
            var pieces = new List<Piece>();
            foreach (var (_, item, walks, around, row) in items)
            {
                var piece = item.Compile([], fuse, rule, isRequired && walks is null);
                if (walks is not null)
                    for (var inner = Walking(around, walks); inner.Count > around.Count; inner.RemoveAt(inner.Count - 1))
                        piece = new WalkPiece(row.List(inner[^1], inner[..^1]), piece);
                pieces.Add(piece);
            }
            return Guarded(Bracketed([.. prefix, (byte)'['], fuse ? ConstantPiece.Fused(pieces) : [.. pieces], [(byte)']'], fuse, isRequired));
        }
    }
}
