using Throughcare.Storage;

namespace Throughcare.Plans;

/// <summary>A notice, and whose it is: the identity it counts for.</summary>
internal readonly record struct Counted(NoticeRow Notice, string Identity);

/// <summary>What there is of one person: the head (the plan as it was folded last), which identities are and were theirs, all notices of those, and what is owed to whom.</summary>
/// <remarks>Pure: which notices count, now and at any time before, follows from the rows alone. So parting two people gives each plan back as if they had never been joined.</remarks>
/// <param name="All">Every notice that counts or once counted, from this partition and from those where an identity was before.</param>
internal sealed record PersonRows(string Person, TableRow? Head, IReadOnlyList<Counted> All, IReadOnlyList<IdentityRow> Identities, IReadOnlyList<OwedRow> Owed)
{
    /// <summary>Grows with every change of the person's partition.</summary>
    public long Version => Head?.Number("Version") ?? 0;

    /// <summary>When the person was first seen: never changes.</summary>
    public DateTimeOffset Began => Head?.Time("Began") ?? DateTimeOffset.MaxValue;

    /// <summary>Whose plan the whole of it went into; null for a plan of its own.</summary>
    public string? MovedTo => Head?.Text("MovedTo");

    /// <summary>The notices that count now, in the order in which they were applied.</summary>
    public IReadOnlyList<NoticeRow> Notices => At(DateTimeOffset.MaxValue);

    public IReadOnlyList<IdentityRow> Here => [.. Identities.Where(identity => identity.IsHere)];

    public IdentityRow? Identity(string key) => Identities.FirstOrDefault(identity => identity.Key == key);

    /// <summary>When what counts has changed: a notice was applied, an identity came or went.</summary>
    public IReadOnlyList<DateTimeOffset> Times => [.. All.Where(IsOfItsTime).Select(row => row.Notice.RecordedAt).Concat(Identities.SelectMany(identity => identity.Spans).SelectMany(span => new[] { span.Since, span.Until }).OfType<DateTimeOffset>()).Distinct().Order()];

    /// <summary>It was applied while its identity was this person's, and not before or after.</summary>
    private bool IsOfItsTime(Counted row) => row.Identity.Length == 0 || Identity(row.Identity)?.Spans.Any(span => span.Holds(row.Notice.RecordedAt)) == true;

    /// <summary>The notices that counted at a time, as it was known then.</summary>
    /// <param name="mended">Without those of identities that are somebody else's, though nobody knew it then.</param>
    public IReadOnlyList<NoticeRow> At(DateTimeOffset time, bool mended = false)
    {
        var theirs = Identities.Where(identity => (identity.IsHere || !mended) && (time == DateTimeOffset.MaxValue ? identity.IsHere : identity.Spans.Any(span => span.Holds(time)))).Select(identity => identity.Key).Append("").ToHashSet(StringComparer.Ordinal);
        return [.. All.Where(row => row.Notice.RecordedAt <= time && theirs.Contains(row.Identity)).Select(row => row.Notice).OrderBy(notice => notice.RecordedAt).ThenBy(notice => notice.Key, StringComparer.Ordinal)];
    }

    /// <summary>The last time before this one at which what counts had changed; null when there was none.</summary>
    public DateTimeOffset? Before(DateTimeOffset time) => Times.Where(earlier => earlier < time).Select(earlier => (DateTimeOffset?)earlier).LastOrDefault();

    /// <summary>A time after all that is recorded here, and not before the given one. Whatever the clocks say, what was applied later is recorded later: then "before this notice" means one thing for ever.</summary>
    public DateTimeOffset After(DateTimeOffset now) => Times is [.., var last] && now <= last ? last.AddTicks(1) : now;

    /// <summary>The same rows, with notices that lie elsewhere and are about to count here; those that are here already stay as they are.</summary>
    public PersonRows WithLying(IEnumerable<Counted> lying)
    {
        var here = All.Select(row => row.Notice.Key).ToHashSet(StringComparer.Ordinal);
        return this with { All = [.. All, .. lying.Where(row => !here.Contains(row.Notice.Key))] };
    }

    /// <summary>The same rows once these were written too.</summary>
    public PersonRows With(NoticeRow? notice, IEnumerable<IdentityRow> changed)
    {
        var identities = Identities.ToDictionary(identity => identity.Key, StringComparer.Ordinal);
        foreach (var identity in changed) identities[identity.Key] = identity;
        var all = notice is null ? All : [.. All, new Counted(notice, notice.Identity)];
        return this with
        {
            All = [.. all.Select(row => identities.GetValueOrDefault(row.Identity)?.LentAt(row.Notice.At) is { } lent ? row with { Identity = lent } : row)],
            Identities = [.. identities.Values.OrderBy(identity => identity.Key, StringComparer.Ordinal)],
        };
    }

    public bool Equals(PersonRows? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Person.GetHashCode(StringComparison.Ordinal);
}
