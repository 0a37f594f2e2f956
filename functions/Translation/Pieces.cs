namespace Throughcare.Translation;

/// <summary>What a piece has written: nothing, something that is always the same, or something from the notice.</summary>
internal enum Said { Nothing, Constant, Sourced }

/// <summary>A part of a document, compiled: it writes itself with a comma after it, or nothing.</summary>
internal abstract class Piece
{
    public abstract Said Write(Writing writing);

    /// <summary>The piece with brackets around it that are there only if it has something from the notice.</summary>
    public virtual Piece Within(byte[] open, byte[] close) => new BracketsPiece(open, [this], close, hasSource: true);
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

/// <summary>An object or a list: written if it holds anything, and anything from the notice if it could.</summary>
/// <param name="open">The bracket with the name before it, and what always stands first inside.</param>
/// <param name="parts">What may be missing.</param>
/// <param name="close">What always stands last, and the bracket.</param>
/// <param name="hasSource">Whether anything in it can come from the notice.</param>
internal sealed class BracketsPiece(byte[] open, Piece[] parts, byte[] close, bool hasSource) : Piece
{
    public override Piece Within(byte[] before, byte[] after) => hasSource ? new BracketsPiece([.. before, .. open], parts, [.. close, .. after], hasSource) : base.Within(before, after);

    public override Said Write(Writing writing)
    {
        var start = writing.Output.Length;
        var said = WriteParts(writing);
        if (said == Said.Nothing || (hasSource && said != Said.Sourced))
        {
            writing.Output.Truncate(start);
            writing.Trace?.Cut(start);
            return Said.Nothing;
        }
        return said;
    }

    public Said WriteParts(Writing writing)
    {
        var output = writing.Output;
        output.Raw(open);
        var inside = output.Length;
        var sourced = false;
        foreach (var part in parts) sourced |= part.Write(writing) == Said.Sourced;
        if (output.Length == inside) return Said.Nothing;
        output.Close(close);
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
