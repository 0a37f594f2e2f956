using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Throughcare.Plans;
using Throughcare.Questions;

namespace Throughcare.Benchmarks.Population;

/// <summary>What came of a population's notices in one order.</summary>
/// <param name="Notices">Notices that were sent, doubles among them.</param>
/// <param name="Digests">By true person: digests of the plans that hold their notices, once the truth has answered every question. One for each plan; more than one where nobody knows that they are one.</param>
/// <param name="WrongPlans">Plans that hold notices of more than one true person.</param>
/// <param name="Asked">Questions that the truth answered.</param>
/// <param name="Plans">Plans there are in the end.</param>
internal sealed record PopulationResult(int Notices, IReadOnlyDictionary<int, string> Digests, int WrongPlans, int Asked, int Plans)
{
    /// <summary>The wrong plans: whose notices they hold, and why they were joined.</summary>
    public IReadOnlyList<string> Wrong { get; init; } = [];
}

/// <summary>Sends a population's notices through the product's own steps and answers the review list by the truth.</summary>
internal sealed class PopulationRun(World world)
{
    private static readonly DateTimeOffset Whenever = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Of each notice: whom it is about, and whose plan it went into first.</summary>
    private readonly ConcurrentDictionary<string, (int Truth, string Person)> sent = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Sends the notices one after the other.</summary>
    public async Task Send(IEnumerable<YearNotice> notices, CancellationToken cancel = default)
    {
        foreach (var notice in notices)
        {
            var key = await world.Send(notice.Source, notice.Bytes, cancel);
            Interlocked.Increment(ref count);
            sent[key] = (notice.Person, (await world.Ledger.Ending(key, cancel))!.Text("Person")!);
        }
    }

    /// <summary>Answers every question by the truth, and those that come up because of an answer.</summary>
    public async Task<int> Answer(CancellationToken cancel = default)
    {
        var asked = 0;
        while (await world.Questions.Read(OpenQuestions.Identities, cancel) is { Count: > 0 } questions)
            foreach (var question in questions)
            {
                var (one, other) = (await Truth(question.Text("OnePerson")!, cancel), await Truth(question.Text("OtherPerson")!, cancel));
                if (one.Count == 0 || other.Count == 0)
                {
                    await world.Questions.Gone(question.Partition, question.Row, cancel);
                    continue;
                }
                asked++;
                await world.Answer(question, one.SetEquals(other), Whenever.AddSeconds(asked), cancel);
            }
        return asked;
    }

    /// <summary>What there is in the end.</summary>
    public async Task<PopulationResult> Result(int asked, CancellationToken cancel = default)
    {
        var (digests, wrong, plans) = (new Dictionary<int, SortedSet<string>>(), new List<string>(), 0);
        foreach (var person in sent.Values.Select(one => one.Person).Distinct(StringComparer.Ordinal))
        {
            var rows = await world.Plans.Read(person, cancel);
            var notices = rows.Notices.Where(notice => notice.Entries.Count > 0).ToList();
            if (rows.MovedTo is not null || notices.Count == 0) continue;
            plans++;
            var truth = notices.Select(notice => sent[notice.Key].Truth).ToHashSet();
            if (truth.Count > 1) wrong.Add($"{string.Join(" and ", truth)}: {string.Join("; ", rows.Here.Select(identity => $"{identity.Source} {string.Join(',', notices.Where(notice => notice.Identity == identity.Key).Select(notice => sent[notice.Key].Truth).Distinct())} {identity.Because}"))}");
            foreach (var one in truth) (digests.TryGetValue(one, out var there) ? there : digests[one] = new SortedSet<string>(StringComparer.Ordinal)).Add(Digest(notices));
        }
        return new PopulationResult(count, digests.ToDictionary(one => one.Key, one => string.Join(' ', one.Value)), wrong.Count, asked, plans) { Wrong = wrong };
    }

    private async Task<HashSet<int>> Truth(string person, CancellationToken cancel) => [.. (await world.Plans.Read(person, cancel)).Notices.Where(notice => notice.Entries.Count > 0).Select(notice => sent[notice.Key].Truth)];

    /// <summary>What a plan says, whatever key its person got and whenever its notices were applied.</summary>
    private string Digest(IEnumerable<NoticeRow> notices)
    {
        var plan = MergeLaw.Fold("psomebody", notices.Select(notice => notice with { RecordedAt = Whenever }), world.Tables.Facts, world.Keys);
        return Keys.Digest(new JsonArray([.. PlanBundle.Resources(plan, World.FhirBase)]).ToUtf8())[..16];
    }
}
