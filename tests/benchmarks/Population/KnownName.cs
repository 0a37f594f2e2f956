namespace Throughcare.Benchmarks.Population;

/// <summary>A name that somebody goes or went by.</summary>
/// <param name="Family">Null where there is none, or nobody has written it down.</param>
/// <param name="Given">In their order; may be empty.</param>
internal sealed record KnownName(string? Family, IReadOnlyList<string> Given)
{
    /// <summary>The whole name on one line, to compare and to print.</summary>
    public override string ToString() => string.Join(' ', Given.Append(Family).Where(part => part is not null));
}
