using System.Text;

namespace Throughcare.Translation;

/// <summary>"when" and "is" of a row: places of the notice, and what must stand at each of them.</summary>
internal sealed class Condition
{
    /// <summary>In "is": nothing stands there.</summary>
    private const string Absent = "absent";

    /// <summary>In "is", before values: there is something, and it is none of them.</summary>
    private const string Other = "other than ";

    private readonly Term[] terms;

    private Condition(Term[] terms) => this.terms = terms;

    /// <summary>Null when the row says nothing in "when": it holds always.</summary>
    public static Condition? Compile(TableRecord row, IReadOnlyList<string> walking, Shape shape)
    {
        var paths = row.List("when");
        if (paths.Length == 0) return row["is"].Length == 0 ? null : throw row.Fault("\"is\" needs \"when\": say which element is to have the value.");
        var wanted = row["is"].Split(';');
        if (wanted.Length > paths.Length) throw row.Fault($"\"is\" has {wanted.Length} parts, apart by semicolons, and \"when\" names {paths.Length}.");
        return new Condition([.. paths.Select((path, i) => Term.Compile(path, i < wanted.Length ? wanted[i].Trim() : "", row, walking, shape))]);
    }

    /// <summary>Whether it says more than that something is there.</summary>
    public bool IsByValue => Array.Exists(terms, term => term.IsByValue);

    /// <summary>Whether the notice says, by a value alone, what a fixed text then stands for; that something is absent says nothing.</summary>
    public bool IsSaid(Writing writing)
    {
        foreach (var term in terms) if (term.IsSaid(writing)) return true;
        return false;
    }

    public bool Holds(Writing writing)
    {
        foreach (var term in terms) if (!term.Holds(writing)) return false;
        return true;
    }

    /// <param name="Path">Where to look.</param>
    /// <param name="Values">Any of these; empty for any value at all.</param>
    /// <param name="OrAbsent">It also holds when nothing stands there.</param>
    /// <param name="IsOther">It holds for everything but the values.</param>
    private sealed record Term(SourcePath Path, byte[][] Values, bool OrAbsent, bool IsOther)
    {
        public static Term Compile(string text, string wanted, TableRecord row, IReadOnlyList<string> walking, Shape shape)
        {
            var path = SourcePath.Compile(text, walking, shape, row);
            if (path.Repeats) throw row.Fault($"\"{path.Text}\" stands for several values. \"when\" looks at one.");
            var isOther = $"{wanted} ".StartsWith(Other, StringComparison.Ordinal);
            var values = TableRecord.Alternatives(isOther ? wanted[(Other.Length - 1)..] : wanted);
            if (isOther && values.Length == 0) throw row.Fault($"\"{Other.Trim()}\" needs the values that do not count, apart by |.");
            if (isOther && values.Contains(Absent)) throw row.Fault($"\"{Other.Trim()}\" holds only for what is there. Leave out \"{Absent}\".");
            return new Term(path, [.. values.Where(value => value != Absent).Select(Encoding.UTF8.GetBytes)], values.Contains(Absent), isOther);
        }

        public bool IsByValue => Values.Length > 0 || OrAbsent;

        public bool IsSaid(Writing writing) => Values.Length > 0 && writing[Path].IsScalar;

        public bool Holds(Writing writing)
        {
            ref readonly var slot = ref Values.Length == 0 && Path.HasParts ? ref writing.Peek(Path) : ref writing[Path];
            if (slot.Kind is SlotKind.None or SlotKind.Null) return OrAbsent;
            if (Values.Length == 0) return !OrAbsent;
            var value = writing.Document.Text(slot);
            foreach (var one in Values) if (value.SequenceEqual(one)) return !IsOther;
            return IsOther;
        }
    }
}
