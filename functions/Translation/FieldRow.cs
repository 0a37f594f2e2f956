using System.Text;

namespace Throughcare.Translation;

/// <summary>One row of a field table: where its value stands, what it becomes, and what to do without it.</summary>
/// <remarks>Columns: element, from, as, table, fixed, when, is, if_unknown, because.</remarks>
internal sealed class FieldRow(TableRecord record, Tables tables, Shape shape)
{
    /// <summary>In if_unknown: the entry is kept, marked, and not to be acted on.</summary>
    public const string Unusable = "unusable";

    /// <summary>In if_unknown: the sender is asked for it.</summary>
    public const string Ask = "ask";

    /// <summary>The conversions that need a table or a place; mappings/README.md lists them with the plain ones.</summary>
    public static readonly IReadOnlyList<string> WithTable = ["code", "code-back", "concept", "coding", "name", "rule", "reference", "reference-sent", "system", "words", "as-is"];

    private readonly string conversion = record["as"].Length > 0 ? record["as"] : "text";
    private readonly string[] from = record.List("from");

    public TableRecord Record => record;

    public bool HasSource => from.Length > 0;

    /// <summary>Where in the notice it looks first; for a row that looks nowhere, its element.</summary>
    public string Place => from.Concat(record.List("when")).FirstOrDefault() ?? record["element"];

    public bool MakesObject => conversion is "concept" or "coding";

    /// <summary>Whether the value comes with words of its own, which another row may replace.</summary>
    public bool HasText => conversion == "concept";

    /// <summary>The row gives no value: it says when the part it names is there.</summary>
    public bool IsOnlyWhen => from.Length == 0 && record["fixed"].Length == 0 && record["as"].Length == 0 && record["when"].Length > 0;

    private SourcePath Path(string text, IReadOnlyList<string> walking) => SourcePath.Compile(text, walking, shape, record);

    public SourcePath List(string text, IReadOnlyList<string> walking) => SourcePath.CompileList(text, walking, shape, record);

    /// <summary>The list that an item of the element stands for, given the lists that the rest of the element still names.</summary>
    public string? ListToWalk(IReadOnlyList<string> walking, ReadOnlySpan<string> rest)
    {
        var left = 0;
        foreach (var step in rest) if (step.EndsWith("[]", StringComparison.Ordinal)) left++;
        foreach (var path in from.Concat(record.List("when"))) if (SourcePath.ListToWalk(path, walking, left) is { } list) return list;
        return null;
    }

    public Condition? Condition(IReadOnlyList<string> walking) => Translation.Condition.Compile(record, walking, shape);

    public Piece Compile(byte[] prefix, IReadOnlyList<string> walking, bool fuse)
    {
        var paths = Paths(walking);
        if (record["table"].Length > 0 && !WithTable.Contains(conversion)) throw record.Fault($"\"{conversion}\" has no use for \"table\". Empty it, or write in \"as\" what is to be done with it: {string.Join(", ", WithTable)}.");
        if (paths.Length > 1 && paths.Any(path => path.Repeats)) throw record.Fault("a path that walks a list stands alone in \"from\".");
        if (paths.Length > 0 && paths[0].Repeats && prefix.Length > 0) throw record.Fault($"\"{from[0]}\" stands for several values. Give the element a [] at its end, or [0] in \"from\" to take one.");
        if (paths.Length > 0 && paths[0].Repeats && record["if_unknown"] is not ("" or Ask or Unusable)) throw record.Fault($"a list without items is left out: there is no item that could be \"{record["if_unknown"]}\" instead. Write {Ask} or {Unusable}, or a row with \"when\" {from[0].Replace("[]", "", StringComparison.Ordinal)} \"is\" absent.");
        var absent = Absent.Of(record, prefix, paths);
        switch (conversion)
        {
            case "text" when paths.Length > 1: throw record.Fault("\"text\" takes one path in \"from\". To join several, write \"words\" in \"as\".");
            case "text" when paths.Length == 1: return new TextPiece(this, prefix, paths[0], absent, [(byte)'"', (byte)',']);
            case "text" when paths.Length == 0: return Constant(prefix, Encoding.UTF8.GetBytes(CodeTable.Quoted(record["fixed"])), fuse);
            case "system": return Constant(prefix, Encoding.UTF8.GetBytes(CodeTable.Quoted(SystemNamed(record["fixed"]))), fuse);
            case "code" or "name": return new CodePiece(this, prefix, One(paths), absent, CodesOf(record["table"]), conversion == "name");
            case "code-back": return new CodeBackPiece(this, prefix, One(paths), absent, CodesOf(record["table"]).Back(record));
            case "rule": return Rule(prefix, paths, absent);
            case "reference": return new ReferencePiece(this, prefix, tables.TargetOf(record), [.. tables.TargetOf(record).List("id").Select(path => SourcePath.CompileOne(path, walking, shape, record))]);
            case "reference-sent": return new SentReferencePiece(this, prefix, One(paths), absent, tables.TargetOf(record));
            case "as-is": return new CopyPiece(this, prefix, SourcePath.CompileWhole(One(paths).Text, walking, shape, record), absent);
            case "words": return Words(prefix, paths, absent);
        }
        if (!Conversions.Plain.TryGetValue(conversion, out var plain))
        {
            var known = Conversions.Plain.Keys.Concat(WithTable).Order(StringComparer.Ordinal);
            throw record.Fault($"\"{conversion}\" is not a conversion.{Spelling.Meant(conversion, known)} There are: {string.Join(", ", known)}.");
        }
        if (paths.Length > (conversion == Conversions.OfDayAndClock ? 2 : 1)) throw record.Fault($"\"{conversion}\" takes {(conversion == Conversions.OfDayAndClock ? "a day and a clock time, two paths" : "one path")} in \"from\".");
        if (paths.Length > 0) return new ConvertPiece(this, prefix, paths, absent, plain, [(byte)',']);
        var writing = new Writing();
        var alone = new Shape(tables.Systems);
        var value = alone.Read("fixed").Node;
        writing.Document.Read(alone, Encoding.UTF8.GetBytes($"{{\"fixed\":{CodeTable.Quoted(record["fixed"])}}}"));
        return plain(new Given(writing, writing.Document.Slots.AsSpan(value.Slot, 1)), writing.Output) is { IsWritten: true } ? Constant(prefix, writing.Output.Written.ToArray(), fuse) : throw record.Fault($"\"{record["fixed"]}\" is nothing that \"{conversion}\" can make a value of.");
    }

    /// <param name="ownWords">Writes the words that a row of their own gives; null for none.</param>
    /// <param name="when">When the concept is there; null for always, or when somebody else asks.</param>
    public Piece CompileConcept(IReadOnlyList<string> walking, Piece? ownWords, bool fuse, Condition? when)
    {
        var paths = Paths(walking);
        if (paths.Length == 0) return when is null ? ConstantConcept(ownWords, fuse) : new GuardedPiece(when, ConstantConcept(ownWords, fuse));
        if (paths.Length == 1 && paths[0].Repeats) throw record.Fault($"\"{from[0]}\" stands for several values. Give the element a [] at its end.");
        if (record["if_unknown"] is not ("" or Ask or Unusable)) throw record.Fault($"\"{conversion}\" has no place for a text instead. Write it in \"fixed\" of a row for the text of {record["element"]}, with \"when\" {from[0]} \"is\" absent.");
        return new ConceptPiece(this, One(paths), Absent.Of(record, [], paths), CodesOf(record["table"]), HasText, ownWords, when);
    }

    /// <summary>A code that is always the same: the answer of a column that is named by its code.</summary>
    private ConstantPiece ConstantConcept(Piece? ownWords, bool fuse)
    {
        if (ownWords is not null) throw record.Fault("a concept of a fixed code has the words of its code table. Take out the row for its text.");
        var found = CodesOf(record["table"]).Find(record["fixed"], DateOnly.MaxValue);
        if (found is not { IsAlways: true }) throw record.Fault($"\"{record["fixed"]}\" has no row in {record["table"]}.csv that holds always.");
        byte[] members = HasText ? [.. found.Codings, .. found.Text] : found.Coding.Length > 2 ? [.. found.Coding[1..^1], (byte)','] : [];
        return members.Length > 0 ? new ConstantPiece(members, fuse ? null : this) : throw record.Fault($"\"{record["fixed"]}\" has no coding in {record["table"]}.csv.");
    }

    private ConstantPiece Constant(byte[] prefix, byte[] value, bool fuse) => new([.. prefix, .. value, (byte)','], fuse ? null : this);

    private SourcePath One(SourcePath[] paths) => paths.Length == 1 ? paths[0] : throw record.Fault($"\"{conversion}\" takes one path in \"from\".");

    private SourcePath[] Paths(IReadOnlyList<string> walking)
    {
        if (from.Length == 0 && record["fixed"].Length == 0 && conversion != "reference") throw record.Fault("fill in \"from\" or \"fixed\".");
        if (from.Length > 0 && conversion is "reference" or "system") throw record.Fault($"\"{conversion}\" reads nothing of the notice. Empty \"from\".");
        if (from.Length > 0 && record["fixed"].Length > 0 && conversion != "words") throw record.Fault("fill in \"from\" or \"fixed\", not both.");
        return [.. from.Select(path => Path(path, walking))];
    }

    private string SystemNamed(string name) => tables.Systems.GetValueOrDefault(name) ?? throw record.Fault($"\"{name}\" is not a system. The names are in systems.csv.{Spelling.Meant(name, tables.Systems.Keys)}");

    private CodeTable CodesOf(string name) => name.Length == 0 ? throw record.Fault($"\"{conversion}\" needs a code table. Name one of code-tables.csv in \"table\".") : tables.CodeTable(name) ?? throw record.Fault($"\"{name}\" is not a code table. The names are in code-tables.csv.{Spelling.Meant(name, tables.CodeTableNames)}");

    private RulePiece Rule(byte[] prefix, SourcePath[] paths, Absent absent)
    {
        var parts = record["table"].Split('.');
        var rules = tables.Rules(record, parts[0]);
        if (parts.Length != 2 || !rules.HasColumn(parts[1])) throw record.Fault("\"table\" names a rule table and a column of it, like movements.status.");
        if (paths.Length != rules.Inputs) throw record.Fault($"{parts[0]} compares {rules.Inputs} values; \"from\" names {paths.Length}.");
        return new RulePiece(this, prefix, paths, absent, rules, rules.Rows.ToDictionary(row => row, row => row[parts[1]].Length == 0 ? [] : Encoding.UTF8.GetBytes(CodeTable.Quoted(row[parts[1]]))));
    }

    /// <summary>"{} at {}": each {} is the value of the path at its place in "from", through what "table" names at that place: a code table, a conversion, or - for the text as sent.</summary>
    private WordsPiece Words(byte[] prefix, SourcePath[] paths, Absent absent)
    {
        var texts = record["fixed"].Split("{}");
        if (paths.Length == 0 || texts.Length != paths.Length + 1) throw record.Fault($"\"fixed\" has {texts.Length - 1} places {{}}, and \"from\" names {paths.Length} values.");
        var through = record.List("table");
        if (through.Length != 0 && through.Length != paths.Length) throw record.Fault("\"table\" names a code table, a conversion or - for each {}.");
        var parts = paths.Select((path, i) => new WordsPiece.Part(path,
            through.Length > 0 && through[i] != "-" && !Conversions.Plain.ContainsKey(through[i]) ? CodesOf(through[i]) : null,
            through.Length > 0 && Conversions.Plain.TryGetValue(through[i], out var convert) ? convert : null,
            i == 0 ? [.. prefix, (byte)'"', .. Inside(texts[0])] : Inside(texts[i]),
            i == paths.Length - 1 ? [.. Inside(texts[^1]), (byte)'"', (byte)','] : []));
        return new WordsPiece(this, [.. parts], absent);

        static byte[] Inside(string text) => Encoding.UTF8.GetBytes(CodeTable.Quoted(text)[1..^1]);
    }
}
