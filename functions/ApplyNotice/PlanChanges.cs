using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Subscriptions;
using Throughcare.Translation;

namespace Throughcare.ApplyNotice;

/// <summary>A person's plan once something has changed it.</summary>
/// <param name="Rows">As they are now.</param>
/// <param name="At">When it was changed.</param>
/// <param name="Destinations">Who must be told.</param>
/// <param name="Owing">To whom something is owed.</param>
/// <param name="Waited">Roles that waited for a place until now.</param>
internal sealed record Changed(PersonRows Rows, DateTimeOffset At, IReadOnlyList<Destination> Destinations, IReadOnlyList<string> Owing, IReadOnlyList<string> Waited)
{
    public string Person => Rows.Person;

    /// <summary>The identity that the notice was written under; empty for a decision.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Something is known of who they are that was not known before: it is looked again whom they are like.</summary>
    public bool LooksAgain { get; init; }
}

/// <summary>Changes a person's plan: what is new, the head and the rows owed in one transaction; then whoever is owed something is sent for.</summary>
internal sealed class PlanChanges(PlanStore plans, Routing routing, Updates updates, TopicEvents events, OpenQuestions questions, FaultPoint fault)
{
    /// <summary>What a notice changed that is in the plan already: nothing more is written, and what is still owed is sent.</summary>
    public Changed Again(PersonRows read, DateTimeOffset at) =>
        new(read, at, Destinations(plans.Fold(read), at), [.. read.Owed.Where(row => row.Owing).Select(row => row.To)], Waiting(read));

    /// <summary>Commits the change. A lost race is read and folded again by the step's retry.</summary>
    /// <param name="read">As the person's rows were read.</param>
    /// <param name="at">When it is recorded: later than all that is there (<see cref="PersonRows.After"/>).</param>
    /// <param name="notice">The notice that is new; null when it is here already.</param>
    /// <param name="identities">Identities that come, go, or have something new said of them.</param>
    /// <param name="movedTo">Whose plan goes on with all that was here; null for a plan that goes on itself.</param>
    public async Task<Changed> Commit(PersonRows read, DateTimeOffset at, NoticeRow? notice, IReadOnlyList<IdentityRow> identities, string? movedTo, CancellationToken cancel)
    {
        if (notice is not null) notice = notice with { RecordedAt = at };
        var after = read.With(notice, identities);
        var plan = plans.Fold(after) with { Version = (int)read.Version + 1, MovedTo = movedTo };
        var destinations = Destinations(plan, at);
        var owed = destinations.Select(destination => destination.To is { } to
            ? OwedRow.Want(read.Person, to, destination.Role, plan.Version)
            : OwedRow.Want(read.Person, OwedRow.Unplaced + destination.Role, destination.Role, plan.Version, "unplaced", destination.Because)).ToList();
        // What waited for a place and now has one waits no longer.
        owed.AddRange(read.Owed.Where(row => row.State == "unplaced" && destinations.All(destination => destination.Role != row.Role || destination.To is not null))
            .Select(row => OwedRow.Want(read.Person, row.To, row.Role, plan.Version, "placed", destinations.Any(destination => destination.Role == row.Role) ? "a recipient was found" : "nobody has to be found any more")));
        // Who was a party and is none any more: told that it is over if they may know anything, and never told if they do not. By the version that was read, for they may be being told at this moment.
        var over = read.Owed.Where(row => !row.Closed && destinations.All(destination => destination.To != row.To)).ToList();
        owed.AddRange(over.Select(row => row.MayKnow
            ? OwedRow.Want(read.Person, row.To, row.Role, plan.Version, leaving: true, etag: row.ETag)
            : OwedRow.Want(read.Person, row.To, row.Role, plan.Version, "withdrawn", "They were no longer responsible before they were told.", etag: row.ETag)));
        await fault.Hit("apply-before-commit");
        await plans.Commit(read, after, plan, notice, owed, cancel);
        return new Changed(after, at, destinations, [.. destinations.Select(destination => destination.To).OfType<string>(), .. over.Where(row => row.MayKnow).Select(row => row.To)], Waiting(read));
    }

    /// <summary>Sends for whoever is owed something, and says to subscribers and to the waiting lists what is new.</summary>
    public async Task Tell(Changed changed, Source source, NoticeRow notice, IReadOnlyList<Gap> gaps, CancellationToken cancel)
    {
        await updates.Send(changed.Person, changed.Owing, notice.Key, cancel);
        await fault.Hit("apply-after-send");
        await events.Record(changed.Rows, notice.Key, changed.At, cancel);
        await fault.Hit("apply-after-events");
        await questions.Note(source, changed.Person, changed.Destinations, changed.Waited, gaps, notice with { Identity = changed.Identity }, cancel);
    }

    private IReadOnlyList<Destination> Destinations(Plan plan, DateTimeOffset at) => plan.MovedTo is null ? routing.WhoMustBeTold(plan, London.DayOf(at)) : [];

    private static List<string> Waiting(PersonRows read) => [.. read.Owed.Where(row => row.State is "unplaced" or "placed").Select(row => row.Role)];
}
