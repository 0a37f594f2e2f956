namespace Throughcare.Translation;

/// <summary>What a piece has written: nothing, something that is always the same, what stands for a value that was not sent (if_unknown), or something from the notice.</summary>
internal enum Said { Nothing, Constant, Instead, Sourced }

/// <summary>A part of a document, compiled: it writes itself with a comma after it, or nothing.</summary>
internal abstract class Piece
{
    public abstract Said Write(Writing writing);

    /// <summary>The piece with brackets around it that are there only if it has something from the notice.</summary>
    public virtual Piece Within(byte[] open, byte[] close) => new BracketsPiece(open, [this], close, Said.Sourced);
}

/// <summary>What is always the same, ready to be copied.</summary>
internal sealed class ConstantPiece(byte[] bytes, FieldRow? row) : Piece
{
    public byte[] Bytes => bytes;

    public override Piece Within(byte[] open, byte[] close) => new ConstantPiece([.. open, .. bytes[..^1], .. close, (byte)','], null);

    /// <summary>The pieces with each run of constants made one.</summary>
    public static Piece[] Fused(IEnumerable<Piece> pieces)
    {
        var fused = new List<Piece>();
        foreach (var piece in pieces)
            if (piece is ConstantPiece next && fused is [.., ConstantPiece last]) fused[^1] = new ConstantPiece([.. last.Bytes, .. next.Bytes], null);
            else fused.Add(piece);
        return [.. fused];
    }

    public override Said Write(Writing writing)
    {
        var start = writing.Output.Length;
        writing.Output.Raw(bytes);
        if (row is not null) writing.Trace?.Add(new Trace.Made(start, writing.Output.Length, row.Record, [], null));
        return Said.Constant;
    }
}

/// <summary>An object or a list: written if it holds enough.</summary>
/// <param name="open">The bracket with the name before it, and what always stands first inside.</param>
/// <param name="parts">What may be missing.</param>
/// <param name="close">What always stands last, and the bracket.</param>
/// <param name="atLeast">What is enough.</param>
internal sealed class BracketsPiece(byte[] open, Piece[] parts, byte[] close, Said atLeast) : Piece
{
    public override Piece Within(byte[] before, byte[] after) => atLeast == Said.Sourced ? new BracketsPiece([.. before, .. open], parts, [.. close, .. after], atLeast) : base.Within(before, after);

    public override Said Write(Writing writing)
    {
        var (start, found) = (writing.Output.Length, writing.Findings.Count);
        var said = WriteParts(writing);
        if (said < atLeast)
        {
            writing.Output.Truncate(start);
            writing.Trace?.Cut(start);
            writing.Findings.ForgetNotKnown(found);
            return Said.Nothing;
        }
        return said;
    }

    public Said WriteParts(Writing writing)
    {
        var output = writing.Output;
        output.Raw(open);
        var inside = output.Length;
        var said = Said.Constant;
        foreach (var part in parts) if (part.Write(writing) is var one && one > said) said = one;
        if (output.Length == inside) return Said.Nothing;
        output.Close(close);
        return said;
    }
}

/// <summary>The same piece for each item of a list of the notice.</summary>
internal sealed class WalkPiece(SourcePath items, Piece piece) : Piece
{
    public override Said Write(Writing writing)
    {
        var said = Said.Nothing;
        for (var item = writing.FirstItem(writing.FrameOf(items) + items.Lists[0]); item != 0; item = writing.NextItem(item))
        {
            writing.Enter(item);
            if (piece.Write(writing) is var one && one > said) said = one;
            writing.Leave();
        }
        return said;
    }
}

/// <summary>A part that is there only when a condition holds.</summary>
internal sealed class GuardedPiece(Condition condition, Piece piece) : Piece
{
    public override Said Write(Writing writing)
    {
        if (!condition.Holds(writing)) return Said.Nothing;
        // What the notice says by the condition alone is from the notice too.
        var said = piece.Write(writing);
        return said is Said.Constant or Said.Instead && condition.IsSaid(writing) ? Said.Sourced : said;
    }
}

/// <summary>One element that several rows can give: the first whose condition holds.</summary>
internal sealed class AlternativesPiece(Condition condition, Piece piece, Piece otherwise) : Piece
{
    public override Said Write(Writing writing)
    {
        if (!condition.Holds(writing)) return otherwise.Write(writing);
        var said = piece.Write(writing);
        return said is Said.Constant or Said.Instead && condition.IsSaid(writing) ? Said.Sourced : said;
    }
}

/// <summary>An element that FHIR R4 requires: if its rows give nothing it is written as not known, and the sender is told.</summary>
/// <param name="pieces">Its rows; several where R4 has a choice of types.</param>
/// <param name="notKnown">The element without a value (<see cref="NotKnown.Utf8"/>).</param>
/// <param name="row">The row that the remark is about.</param>
/// <param name="path">The element's path in R4.</param>
internal sealed class RequiredPiece(Piece[] pieces, byte[] notKnown, FieldRow row, string path) : Piece
{
    private readonly string place = row.Place;
    private readonly string sentence = $"{row.Place} is missing or cannot be read. FHIR requires {path}, so it is written as not known.";

    public override Said Write(Writing writing)
    {
        var (start, found, said) = (writing.Output.Length, writing.Findings.Count, Said.Nothing);
        foreach (var piece in pieces) if (piece.Write(writing) is var one && one > said) said = one;
        if (said != Said.Nothing) return said;
        writing.Output.Raw(notKnown);
        writing.Trace?.Add(new Trace.Made(start, writing.Output.Length, row.Record, [], null));
        // A row that says by itself what is missing needs no second remark.
        if (writing.Findings.Count == found) writing.Findings.NotKnown(place, sentence, row.Record);
        return Said.Constant;
    }
}

/// <summary>What one element says only if others say nothing.</summary>
internal sealed class OtherwisePiece(Piece[] pieces, Piece otherwise) : Piece
{
    public override Said Write(Writing writing)
    {
        var said = Said.Nothing;
        foreach (var piece in pieces) if (piece.Write(writing) is var one && one > said) said = one;
        return said != Said.Nothing ? said : otherwise.Write(writing);
    }
}

/// <summary>The start and the end of a period. An end before the start fails its check: it is kept as a text, remarked on, and no date.</summary>
/// <param name="row">The row of the end.</param>
internal sealed class PeriodPiece(Piece start, Piece end, FieldRow row) : Piece
{
    private const string Backwards = "This is before the time at which it begins. It is kept as it was sent and used by nobody as a date; correct it and send a higher version.";
    private const int LongestTime = 40;

    private static readonly byte[] Start = [.. "\"start\":\""u8], End = [.. "\"end\":\""u8];

    public override Said Write(Writing writing)
    {
        var output = writing.Output;
        var first = output.Length;
        var said = start.Write(writing);
        var second = output.Length;
        if (end.Write(writing) is var saidOfEnd && saidOfEnd > said) said = saidOfEnd;
        if (second == first || output.Length == second) return said;
        var ends = Time(output, second, output.Length, End);
        if (!NotKnown.IsBackwards(Time(output, first, second, Start), ends)) return said;
        Span<byte> asSent = stackalloc byte[LongestTime];
        asSent = asSent[..ends.Length];
        ends.CopyTo(asSent);
        output.Truncate(second);
        writing.Trace?.Cut(second);
        output.Raw(NotKnown.EndAsSent.Before, asSent, NotKnown.EndAsSent.After);
        writing.Trace?.Add(new Trace.Made(second, output.Length, row.Record, [], null));
        writing.Findings.Remark(row.Place, Backwards, row.Record);
        return said;
    }

    /// <summary>The text of a member that has been written; empty for what is no time.</summary>
    private static ReadOnlySpan<byte> Time(Output output, int from, int to, byte[] open)
    {
        ReadOnlySpan<byte> member = output.Part(from, to - from);
        return member.StartsWith(open) && member.Length - open.Length - 2 is > 0 and <= LongestTime and var length ? member.Slice(open.Length, length) : default;
    }
}
