using System.Text;

namespace Throughcare.Translation;

/// <summary>What a row does when nothing usable was sent (its if_unknown).</summary>
/// <param name="Instead">The member with the text to write instead; empty for none.</param>
/// <param name="IsUnusable">Nobody may act on the entry.</param>
/// <param name="Missing">What the sender is told when nothing was sent; null for nothing.</param>
/// <param name="Unknown">What the sender is told when the code is in no table.</param>
/// <param name="Unmatched">What the sender is told when the table says that none of our codes matches.</param>
internal sealed record Absent(byte[] Instead, bool IsUnusable, string? Missing, string Unknown, string Unmatched = "")
{
    public static Absent Of(TableRecord row, byte[] prefix, SourcePath[] paths)
    {
        var place = paths.Length == 0 ? "" : paths[0].Text;
        return row["if_unknown"] switch
        {
            "" => new Absent([], false, null, ""),
            FieldRow.Unusable => new Absent([], true, $"{place} is missing or cannot be read. It must not be acted on until someone has asked the sender.", $"{place} has a code that no table has. It must not be acted on until someone has decided what it means.", $"{place} has a code that none of ours matches. It must not be acted on until someone has asked the sender."),
            FieldRow.Ask => new Absent([], false, $"{place} is missing or cannot be read. Send it: {row.Required("because")}.", ""),
            var text when Spelling.Meant(text, [FieldRow.Ask, FieldRow.Unusable]) is { Length: > 0 } meant => throw row.Fault($"\"if_unknown\" would write \"{text}\" instead.{meant}"),
            var text => new Absent([.. prefix, .. Encoding.UTF8.GetBytes(CodeTable.Quoted(text)), (byte)','], false, null, ""),
        };
    }
}

/// <summary>A value that a row takes from the notice.</summary>
internal abstract class ValuePiece(FieldRow row, byte[] prefix, SourcePath[] paths, Absent absent) : Piece
{
    private readonly Place[] places = [.. paths.Select(path => path.Place)];
    private readonly Place? single = paths is [{ Repeats: false } path] ? path.Place : null;

    protected byte[] Prefix => prefix;

    protected SourcePath[] Paths => paths;

    protected SourcePath Path => paths[0];

    protected Absent Absent => absent;

    /// <summary>It writes one value from the notice or nothing, so what stands after the value can be written with it.</summary>
    protected bool IsOneOrNothing => !paths[0].Repeats && absent.Instead.Length == 0;

    protected FieldRow Row => row;

    public override Said Write(Writing writing)
    {
        if (paths is not [var path]) return WriteSeveral(writing);
        if (path.Repeats) return Repeat(writing, writing.FrameOf(path), 0) is var said and not Said.Nothing ? said : NotSent(writing);
        ref readonly var slot = ref writing[path];
        return slot.IsScalar || (slot.Kind != SlotKind.None && IsUsable(writing, path, slot)) ? Make(writing, new ReadOnlySpan<Slot>(in slot)) : NotSent(writing);
    }

    /// <summary>Most values are a single text that needs no care: then a piece goes straight on to <see cref="Convert"/>.</summary>
    protected bool IsPlain(Writing writing, out ReadOnlySpan<Slot> slots)
    {
        slots = default;
        if (single is not { } place || writing.Trace is not null) return false;
        slots = new ReadOnlySpan<Slot>(in writing[place]);
        return slots[0].IsPlainText;
    }

    private Said WriteSeveral(Writing writing)
    {
        Span<Slot> slots = paths.Length <= 8 ? stackalloc Slot[8] : new Slot[paths.Length];
        slots = slots[..paths.Length];
        var isThere = false;
        for (var i = 0; i < paths.Length; i++)
        {
            ref readonly var slot = ref writing[places[i]];
            if (!slot.IsScalar && !IsUsable(writing, paths[i], slot)) continue;
            slots[i] = slot;
            isThere = true;
        }
        return isThere ? Make(writing, slots) : NotSent(writing);
    }

    private Said NotSent(Writing writing)
    {
        var start = writing.Output.Length;
        var said = Missing(writing);
        if (said != Said.Nothing) writing.Trace?.Add(new Trace.Made(start, writing.Output.Length, row.Record, [], null));
        return said;
    }

    private Said Repeat(Writing writing, int frame, int level)
    {
        var said = Said.Nothing;
        for (var item = writing.FirstItem(frame + Path.Lists[level]); item != 0; item = writing.NextItem(item))
        {
            if (level + 1 < Path.Lists.Length)
            {
                said = More(said, Repeat(writing, item, level + 1));
                continue;
            }
            ref readonly var slot = ref writing.Look(item + Path.Slot);
            if (slot.IsScalar || IsUsable(writing, Path, slot)) said = More(said, Make(writing, new ReadOnlySpan<Slot>(in slot)));
        }
        return said;

        static Said More(Said one, Said other) => one > other ? one : other;
    }

    /// <summary>For what is no plain value: a list or an object where a value belongs is remarked on and not guessed at.</summary>
    protected virtual bool IsUsable(Writing writing, SourcePath path, in Slot slot)
    {
        if (slot.Kind == SlotKind.Object || slot is { Kind: SlotKind.Array, Length: > 0 }) writing.Findings.Remark(path.Text, "Write one value here, not an object or a list.", row.Record);
        return false;
    }

    protected Said Make(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var start = writing.Output.Length;
        var said = Convert(writing, slots);
        writing.Document.Forget();
        if (writing.Trace is { } trace && said != Said.Nothing)
        {
            var values = new List<(string, string)>();
            for (var i = 0; i < slots.Length; i++) if (slots[i].IsScalar) values.Add((paths[i].Text, Encoding.UTF8.GetString(writing.Document.Text(slots[i]))));
            trace.Add(new Trace.Made(start, writing.Output.Length, row.Record, values, CodeRow(writing, slots)?.Record));
            writing.Document.Forget();
        }
        return said;
    }

    protected abstract Said Convert(Writing writing, ReadOnlySpan<Slot> slots);

    /// <summary>Which row of a code table was used, for someone who asks.</summary>
    protected virtual CodeRow? CodeRow(Writing writing, ReadOnlySpan<Slot> slots) => null;

    /// <summary>Nothing usable was sent: what the row has for that case, if the resource cannot do without.</summary>
    protected Said Missing(Writing writing, bool wasSent = false)
    {
        if (absent.Missing is { } sentence)
        {
            if (absent.IsUnusable) writing.Unusable ??= sentence;
            if (wasSent) writing.Findings.Remark(Path.Text, sentence, row.Record); else writing.Findings.Missing(Path.Text, sentence, row.Record);
        }
        if (absent.Instead.Length == 0) return Said.Nothing;
        writing.Output.Raw(absent.Instead);
        return Said.Instead;
    }

    /// <summary>A code that no table has: listed, and dangerous where the row says so.</summary>
    protected void Unknown(Writing writing, CodeTable table, in Slot slot)
    {
        writing.Findings.Unknown(Path, table, slot);
        Undecided(writing, absent.Unknown);
    }

    /// <summary>A code of which the table says that none of ours matches, where one of ours is needed.</summary>
    protected void Unmatched(Writing writing) => Undecided(writing, absent.Unmatched);

    private void Undecided(Writing writing, string sentence)
    {
        if (!absent.IsUnusable) return;
        writing.Unusable ??= sentence;
        writing.Findings.Remark(Path.Text, sentence, row.Record);
    }

    protected Said Instead(Writing writing)
    {
        if (absent.Instead.Length == 0) return Said.Nothing;
        writing.Output.Raw(absent.Instead);
        return Said.Sourced;
    }

    protected void Remark(Writing writing, string sentence) => writing.Findings.Remark(Path.Text, sentence, row.Record);
}

/// <summary>A text as it was sent.</summary>
/// <param name="close">What stands after it, from the closing quote to the comma.</param>
internal sealed class TextPiece(FieldRow row, byte[] prefix, SourcePath path, Absent absent, byte[] close) : ValuePiece(row, prefix, [path], absent)
{
    private readonly byte[] open = [.. prefix, (byte)'"'];

    public override Piece Within(byte[] before, byte[] after) => IsOneOrNothing ? new TextPiece(Row, [.. before, .. Prefix], Path, Absent, [.. close[..^1], .. after, (byte)',']) : base.Within(before, after);

    public override Said Write(Writing writing) => IsPlain(writing, out var slots) ? Convert(writing, slots) : base.Write(writing);

    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var text = writing.Document.Text(slots[0]);
        if (text.IsEmpty) return Missing(writing);
        if (!slots[0].Escaped) writing.Output.Raw(open, text, close);
        else
        {
            writing.Output.Raw(open);
            writing.Output.Inside(text);
            writing.Output.Raw(close);
        }
        return Said.Sourced;
    }
}

/// <summary>A value that a named conversion makes.</summary>
/// <param name="close">What stands after it, to the comma.</param>
internal sealed class ConvertPiece(FieldRow row, byte[] prefix, SourcePath[] paths, Absent absent, Conversion convert, byte[] close) : ValuePiece(row, prefix, paths, absent)
{
    public override Piece Within(byte[] before, byte[] after) => IsOneOrNothing ? new ConvertPiece(Row, [.. before, .. Prefix], Paths, Absent, convert, [.. close[..^1], .. after, (byte)',']) : base.Within(before, after);

    public override Said Write(Writing writing) => IsPlain(writing, out var slots) ? Convert(writing, slots) : base.Write(writing);

    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var output = writing.Output;
        var start = output.Length;
        output.Raw(Prefix);
        var made = convert(new Given(writing, slots), output);
        if (made.Remark is { } sentence) Remark(writing, sentence);
        if (made.IsWritten)
        {
            output.Raw(close);
            return Said.Sourced;
        }
        output.Truncate(start);
        return Missing(writing, wasSent: true);
    }
}

/// <summary>The code, or only the name, that a code table gives.</summary>
internal sealed class CodePiece(FieldRow row, byte[] prefix, SourcePath path, Absent absent, CodeTable table, bool onlyName) : ValuePiece(row, prefix, [path], absent)
{
    public override Said Write(Writing writing) => IsPlain(writing, out var slots) ? Convert(writing, slots) : base.Write(writing);

    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var code = writing.Document.Text(slots[0]);
        if (code.IsEmpty) return Missing(writing);
        if (table.Find(code, writing) is not { } found)
        {
            Unknown(writing, table, slots[0]);
            return Instead(writing);
        }
        if (found.Match != CodeMatch.Same) writing.Findings.Lossy(Path, found);
        var value = onlyName ? found.Name : found.Target;
        if (value.Length <= 2)
        {
            if (found.Match == CodeMatch.None) Unmatched(writing);
            return Instead(writing);
        }
        writing.Output.Value(Prefix, value);
        return Said.Sourced;
    }

    protected override CodeRow? CodeRow(Writing writing, ReadOnlySpan<Slot> slots) => table.Find(writing.Document.Text(slots[0]), writing);
}

/// <summary>The sender's code for one of ours, from a code table read backwards.</summary>
internal sealed class CodeBackPiece(FieldRow row, byte[] prefix, SourcePath path, Absent absent, CodesBack codes) : ValuePiece(row, prefix, [path], absent)
{
    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var ours = writing.Document.Text(slots[0]);
        if (ours.IsEmpty) return Missing(writing);
        if (codes.Find(ours, writing) is not { } found)
        {
            Unknown(writing, codes.Table, slots[0]);
            return Instead(writing);
        }
        writing.Output.Raw(Prefix, found.Quoted, ","u8);
        return Said.Sourced;
    }

    protected override CodeRow? CodeRow(Writing writing, ReadOnlySpan<Slot> slots) => codes.Find(writing.Document.Text(slots[0]), writing);
}

/// <summary>The codings and the words of a concept, or the members of a single coding; the object around them is another piece.</summary>
/// <param name="isConcept">False for a single coding.</param>
/// <param name="ownWords">Writes "text" from a row of its own; the table's words are used when it has nothing. Null when there is no such row.</param>
/// <param name="condition">When the code counts; null for always.</param>
internal sealed class ConceptPiece(FieldRow row, SourcePath path, Absent absent, CodeTable table, bool isConcept, Piece? ownWords, Condition? condition) : ValuePiece(row, [], [path], absent)
{
    public override Said Write(Writing writing)
    {
        var said = condition is not null && !condition.Holds(writing) ? Said.Nothing : IsPlain(writing, out var slots) ? Convert(writing, slots) : base.Write(writing);
        // What the sender says in words is kept without a code too.
        return said == Said.Nothing && ownWords is not null ? ownWords.Write(writing) : said;
    }

    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var code = writing.Document.Text(slots[0]);
        if (code.IsEmpty) return Missing(writing);
        var output = writing.Output;
        if (table.Find(code, writing) is not { } found)
        {
            Unknown(writing, table, slots[0]);
            return Unmapped(writing, slots[0]);
        }
        if (found.Match != CodeMatch.Same) writing.Findings.Lossy(Path, found);
        if (!isConcept)
        {
            if (found.Coding.Length <= 2) return Said.Nothing;
            output.Raw(found.Coding.AsSpan(1, found.Coding.Length - 2), ","u8, default);
            return Said.Sourced;
        }
        if (ownWords is null) output.Raw(found.Concept);
        else
        {
            output.Raw(found.Codings);
            if (ownWords.Write(writing) == Said.Nothing) output.Raw(found.Text);
        }
        return Said.Sourced;
    }

    /// <summary>The code as sent: under the sender's own system, and in words. Senders without one have it in words only, and so has what FHIR does not take for a code.</summary>
    private Said Unmapped(Writing writing, in Slot slot)
    {
        var output = writing.Output;
        var code = writing.Document.Text(slot);
        if (!isConcept)
        {
            if (table.UnknownCoding.Length == 0 || !Conversions.IsCode(code)) return Said.Nothing;
            output.Raw(table.UnknownCoding.AsSpan(1), "\""u8, default);
            output.Inside(code);
            output.Raw("\","u8);
            return Said.Sourced;
        }
        if (table.UnknownCoding.Length > 0 && Conversions.IsCode(code))
        {
            output.Raw("\"coding\":["u8, table.UnknownCoding, "\""u8);
            output.Inside(code);
            output.Raw("\"}],"u8);
        }
        if (ownWords is not null && ownWords.Write(writing) != Said.Nothing) return Said.Sourced;
        output.Raw("\"text\":\""u8);
        output.Inside(writing.Document.Text(slot));
        output.Raw("\","u8);
        return Said.Sourced;
    }

    protected override CodeRow? CodeRow(Writing writing, ReadOnlySpan<Slot> slots) => table.Find(writing.Document.Text(slots[0]), writing);
}

/// <summary>A column of the rule that fits the values.</summary>
internal sealed class RulePiece(FieldRow row, byte[] prefix, SourcePath[] paths, Absent absent, RuleTable rules, IReadOnlyDictionary<TableRecord, byte[]> values) : ValuePiece(row, prefix, paths, absent)
{
    public override Said Write(Writing writing)
    {
        // A rule may be about what was not sent, so it is asked even then.
        var said = base.Write(writing);
        if (said != Said.Nothing) return said;
        foreach (var path in paths) if (writing[path].IsScalar) return said;
        return Make(writing, stackalloc Slot[paths.Length]);
    }

    private readonly SourcePath[] paths = paths;

    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var value = values[rules.Find(new Given(writing, slots))];
        if (value.Length == 0) return Said.Nothing;
        writing.Output.Value(Prefix, value);
        return Said.Sourced;
    }
}

/// <summary>Words around values: "{} at {}". Written only when every value is there.</summary>
internal sealed class WordsPiece(FieldRow row, WordsPiece.Part[] parts, Absent absent) : ValuePiece(row, [], [.. parts.Select(part => part.Path)], absent)
{
    /// <param name="Path">The value.</param>
    /// <param name="Table">Its name is taken from this code table; null for none.</param>
    /// <param name="Through">It is written by this conversion; null for as sent.</param>
    /// <param name="Before">The words before it; before the first also the member's name.</param>
    /// <param name="After">The words after the last, with the closing quotes; nothing after the others.</param>
    internal readonly record struct Part(SourcePath Path, CodeTable? Table, Conversion? Through, byte[] Before, byte[] After)
    {
        public Place Place { get; } = Path.Place;

        public bool IsAsSent => Table is null && Through is null;
    }

    public override Piece Within(byte[] before, byte[] after)
    {
        if (!IsOneOrNothing) return base.Within(before, after);
        Part[] enclosed = [.. parts];
        enclosed[0] = enclosed[0] with { Before = [.. before, .. enclosed[0].Before] };
        enclosed[^1] = enclosed[^1] with { After = [.. enclosed[^1].After[..^1], .. after, (byte)','] };
        return new WordsPiece(Row, enclosed, Absent);
    }

    private readonly bool isAsSent = parts.All(part => part is { IsAsSent: true, Path.Repeats: false });

    public override Said Write(Writing writing) => isAsSent && writing.Trace is null && WritePlain(writing) ? Said.Sourced : base.Write(writing);

    /// <summary>Most words stand around texts that need no care: the ids and references of a message.</summary>
    private bool WritePlain(Writing writing)
    {
        foreach (ref readonly var part in parts.AsSpan()) if (!writing[part.Place].IsPlainText) return false;
        foreach (ref readonly var part in parts.AsSpan()) writing.Output.Raw(part.Before, writing.Document.Raw(writing[part.Place]), part.After);
        return true;
    }

    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var start = writing.Output.Length;
        for (var i = 0; i < parts.Length; i++)
        {
            if (slots[i].IsScalar && Write(writing, in parts[i], in slots[i])) continue;
            writing.Output.Truncate(start);
            return Missing(writing);
        }
        return Said.Sourced;
    }

    private bool Write(Writing writing, in Part part, in Slot slot)
    {
        var output = writing.Output;
        var text = writing.Document.Text(slot);
        if (text.IsEmpty) return false;
        if (part.Through is { } convert)
        {
            output.Raw(part.Before);
            var start = output.Length;
            var made = convert(new Given(writing, new ReadOnlySpan<Slot>(in slot)), output);
            if (made.Remark is { } sentence) writing.Findings.Remark(part.Path.Text, sentence, Row.Record);
            if (!made.IsWritten) return false;
            if (output.From(start)[0] == '"') Unquote(output, start);
            output.Raw(part.After);
            return true;
        }
        if (part.Table is { } table)
        {
            if (table.Find(text, writing) is not { } found) Unknown(writing, table, slot);
            else
            {
                if (found.Match != CodeMatch.Same) writing.Findings.Lossy(part.Path, found);
                if (found.Name.Length > 2)
                {
                    output.Raw(part.Before, found.Name.AsSpan(1, found.Name.Length - 2), part.After);
                    return true;
                }
            }
        }
        if (!slot.Escaped)
        {
            output.Raw(part.Before, text, part.After);
            return true;
        }
        output.Raw(part.Before);
        output.Inside(text);
        output.Raw(part.After);
        return true;
    }

    private static void Unquote(Output output, int start)
    {
        var length = output.Length - start - 2;
        var written = output.Part(start + 1, length);
        written.CopyTo(output.Rewrite(start, length));
        output.Truncate(start + length);
    }
}

/// <summary>A pointer to another entry of the same notice, by that entry's own key.</summary>
internal sealed class ReferencePiece(FieldRow row, byte[] prefix, TableRecord target, SourcePath[] id) : Piece
{
    private readonly Pointer pointer = new(prefix, target);

    public override Said Write(Writing writing)
    {
        var start = writing.Output.Length;
        writing.Key.Clear();
        RecordId.Write(writing, id, writing.Key);
        pointer.Write(writing, writing.Key.Written);
        writing.Trace?.Add(new Trace.Made(start, writing.Output.Length, row.Record, [], null));
        return Said.Constant;
    }
}

/// <summary>A FHIR reference as sent ("Patient/12"), as a pointer to the entry that the resource it names became.</summary>
internal sealed class SentReferencePiece(FieldRow row, byte[] prefix, SourcePath path, Absent absent, TableRecord target) : ValuePiece(row, prefix, [path], absent)
{
    private readonly Pointer pointer = new(prefix, target);

    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var text = writing.Document.Text(slots[0]);
        var id = text[(Math.Max(text.LastIndexOf((byte)'/'), text.LastIndexOf((byte)':')) + 1)..];
        if (id.IsEmpty) return Missing(writing);
        pointer.Write(writing, id);
        return Said.Sourced;
    }
}

/// <summary>How one entry points at another: by its key until a plan gives both their ids, or by its address in the notice's own Bundle.</summary>
internal sealed class Pointer(byte[] prefix, TableRecord target)
{
    private readonly byte[] pending = [.. prefix, (byte)'"', .. Encoding.UTF8.GetBytes(RecordId.Reference(target["kind"], ""))];
    private readonly byte[] address = [.. prefix, (byte)'"', .. Encoding.UTF8.GetBytes(target["resource"]), (byte)'/'];

    public void Write(Writing writing, ReadOnlySpan<byte> record)
    {
        var output = writing.Output;
        output.Raw(writing.Addresses ? address : pending);
        if (writing.Addresses) output.Advance(NoticeBundle.IdOf(target["kind"], record, output.Room(NoticeBundle.IdLength)));
        else output.Inside(record);
        output.Raw("\","u8);
    }
}

/// <summary>A part of the notice that is FHIR already, as it was sent.</summary>
internal sealed class CopyPiece(FieldRow row, byte[] prefix, SourcePath path, Absent absent) : ValuePiece(row, prefix, [path], absent)
{
    protected override bool IsUsable(Writing writing, SourcePath path, in Slot slot) => slot.Kind is not (SlotKind.None or SlotKind.Null);

    protected override Said Convert(Writing writing, ReadOnlySpan<Slot> slots)
    {
        var raw = writing.Document.Raw(slots[0]);
        var isText = slots[0].Kind == SlotKind.Text;
        if ((slots[0].IsScalar ? raw : raw[1..^1]).Trim(" \t\r\n"u8).IsEmpty) return Missing(writing);
        writing.Output.Raw(Prefix, isText ? "\""u8 : default, raw);
        writing.Output.Raw(isText ? "\","u8 : ","u8);
        return Said.Sourced;
    }
}
