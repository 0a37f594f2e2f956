using System.Text.Json.Nodes;
using Throughcare.Notices;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Translation;

namespace Throughcare.ApplyNotice;

/// <summary>Looks whom a person is like once more is known of them, and has it decided: what is clear by a notice of our own, what is not by a human.</summary>
internal sealed class Matches(Identities identities, OpenQuestions questions, Door door, Tables tables)
{
    /// <summary>Our own source: what is decided here comes in as a notice too, and takes the same path.</summary>
    public const string Desk = "throughcare-desk";

    /// <summary>Who decides when nobody has to.</summary>
    private const string Table = "matching.csv";

    public async Task Look(Changed changed, NoticeRow notice, CancellationToken cancel)
    {
        if (changed.Rows.Here.Count == 0) return;
        var findings = await identities.LookAgain(changed.Rows, cancel);
        if (findings.Joins is { } clear)
        {
            // The same of the two plans goes on whichever looks: if both look at one moment, they must not each go into the other.
            var (ours, theirs) = (IdentityRow.Speaking(changed.Rows.Here), IdentityRow.Speaking(clear.Identities));
            var (one, other) = string.CompareOrdinal(changed.Person, clear.Person) < 0 ? (ours, theirs) : (theirs, ours);
            var decision = Decision($"{one.Key}|{other.Key}|{notice.Key}", changed.At, IdentityDecisions.Same, one.Key, other.Key, Table, clear.Likeness.InWords, clear.Likeness.Score);
            await door.Take(tables.Sources[Desk], decision.ToUtf8(), _ => Task.CompletedTask, cancel);
        }
        foreach (var candidate in findings.Asks) await questions.WhetherSame(changed.Rows, candidate, notice, cancel);
    }

    /// <summary>A decision about two identities as our own source sends it.</summary>
    public static JsonObject Decision(string id, DateTimeOffset at, string decision, string one, string other, string by, string why, int likeness) => new()
    {
        ["id"] = id, ["at"] = PlanBundle.Instant(at),
        ["identity"] = new JsonObject { ["decision"] = decision, ["one"] = one, ["other"] = other, ["by"] = by, ["why"] = why, ["likeness"] = likeness },
    };
}
