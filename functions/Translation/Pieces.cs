namespace Throughcare.Translation;

/// <summary>What a piece has written: nothing, something that is always the same, or something from the notice.</summary>
internal enum Said { Nothing, Constant, Sourced }

/// <summary>A part of a document, compiled: it writes itself with a comma after it, or nothing.</summary>
internal abstract class Piece
{
    public abstract Said Write(Writing writing);

    /// <summary>The piece with brackets around it that are there only if the piece has something from the notice.</summary>
    /// <param name="close">What stands after it; what stands before is the piece's own beginning.</param>
    public virtual Piece Closed(byte[] close) => new EnclosedPiece(this, close);
}

/// <summary>What is always the same, ready to be copied.</summary>
internal sealed class ConstantPiece(byte[] bytes, FieldRow? row) : Piece
{
    public byte[] Bytes => bytes;

    /// <summary>The same between brackets.</summary>
    public ConstantPiece Within(byte[] open, byte[] close) => new([.. open, .. bytes[..^1], .. close, (byte)','], null);

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

/// <summary>An object: written if it holds anything, and anything from the notice if it could.</summary>
/// <param name="open">The bracket, what the object is called, and what always stands first in it.</param>
/// <param name="members">What may be missing.</param>
/// <param name="close">What always stands last, and the bracket.</param>
/// <param name="hasSource">Whether anything in it can come from the notice.</param>
internal sealed class ObjectPiece(byte[] open, Piece[] members, byte[] close, bool hasSource) : Piece
{
    public override Said Write(Writing writing)
    {
        var start = writing.Output.Length;
        var said = WriteMembers(writing);
        if (said == Said.Nothing || (hasSource && said != Said.Sourced))
        {
            writing.Output.Truncate(start);
            writing.Trace?.Cut(start);
            return Said.Nothing;
        }
        return said;
    }

    public override Piece Closed(byte[] more) => hasSource ? new ObjectPiece(open, members, [.. close, .. more], hasSource) : base.Closed(more);

    public Said WriteMembers(Writing writing)
    {
        var output = writing.Output;
        output.Raw(open);
        var inside = output.Length;
        var sourced = false;
        foreach (var member in members) sourced |= member.Write(writing) == Said.Sourced;
        if (output.Length == inside) return Said.Nothing;
        output.Close(close);
        return sourced ? Said.Sourced : Said.Constant;
    }
}

/// <summary>Objects and lists around one part: there is nothing to write of them but their brackets, and what is always the same.</summary>
/// <param name="inner">The part; its name begins with all that stands before it.</param>
/// <param name="brackets">All that stands after it.</param>
internal sealed class EnclosedPiece(Piece inner, byte[] brackets) : Piece
{
    public override Piece Closed(byte[] close) => new EnclosedPiece(inner, [.. brackets, .. close]);

    public override Said Write(Writing writing)
    {
        var start = writing.Output.Length;
        var said = inner.Write(writing);
        if (said == Said.Sourced) writing.Output.Close(brackets);
        else if (said == Said.Constant)
        {
            writing.Output.Truncate(start);
            return Said.Nothing;
        }
        return said;
    }
}

/// <summary>A list: written if it has an item, and one from the notice if it could.</summary>
internal sealed class ListPiece(byte[] open, Piece[] items, bool hasSource) : Piece
{
    public override Said Write(Writing writing)
    {
        var output = writing.Output;
        var start = output.Length;
        output.Raw(open);
        var sourced = false;
        foreach (var item in items) sourced |= item.Write(writing) == Said.Sourced;
        if (output.Length == start + open.Length || (hasSource && !sourced))
        {
            output.Truncate(start);
            writing.Trace?.Cut(start);
            return Said.Nothing;
        }
        output.Close((byte)']');
        return sourced ? Said.Sourced : Said.Constant;
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
            if (piece.Write(writing) == Said.Sourced) said = Said.Sourced;
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
        return said == Said.Constant && condition.IsSaid(writing) ? Said.Sourced : said;
    }
}

/// <summary>One element that several rows can give: the first whose condition holds.</summary>
internal sealed class AlternativesPiece(Condition condition, Piece piece, Piece otherwise) : Piece
{
    public override Said Write(Writing writing)
    {
        if (!condition.Holds(writing)) return otherwise.Write(writing);
        var said = piece.Write(writing);
        return said == Said.Constant && condition.IsSaid(writing) ? Said.Sourced : said;
    }
}
