using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.ApplyNotice;
using Throughcare.Benchmarks.Storage;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Storage;
using Throughcare.Subscriptions;
using Throughcare.Translation;

namespace Throughcare.Benchmarks.Population;

/// <summary>The product's own steps from the door to the plan, over stores that somebody else chooses: a whole population can go through them in one process.</summary>
/// <remarks>Recipients are owed what they are owed, and nobody sends it: what is measured is who is who and what the plans hold.</remarks>
internal sealed class World
{
    public const string FhirBase = "https://fhir.example";

    private readonly MemoryBus bus = new();
    private readonly Door door;
    private readonly ApplyNotice.ApplyNotice apply;

    /// <param name="tables">The mapping tables.</param>
    /// <param name="stores">Where rows and bytes are kept.</param>
    /// <param name="time">When it is.</param>
    /// <param name="fault">Where a step breaks off; none for nowhere.</param>
    public World(Tables tables, Stores stores, TimeProvider time, FaultPoint? fault = null)
    {
        (Tables, Keys, Stores) = (tables, new Keys(Encoding.UTF8.GetBytes("a secret that is only used in tests, 32 bytes")), stores);
        var (hints, patience, points) = (new Hints(stores.Due), new Patience(time, TimeSpan.FromMilliseconds(1)), fault ?? FaultPoint.None);
        Plans = new PlanStore(stores.Plans, stores.Subscriptions, tables, Keys, FhirBase);
        Index = new PersonIndex(stores.People, tables, Keys);
        Identities = new Identities(Index, Plans, new Matching(tables), new KnownBy(tables), tables, Keys, RandomNumberGenerator.Create());
        Routing = new Routing(tables);
        Questions = new OpenQuestions(stores.Waiting, new Urgency(tables), time);
        var updates = new Updates(bus, hints, time, TimeSpan.FromMinutes(2));
        door = new Door(stores.Notices, stores.Refused, hints, bus, Keys, time, TimeSpan.FromMinutes(2));
        var events = new TopicEvents(new SubscriptionStore(stores.Subscriptions, time), new Topics(tables), new Callers(tables, _ => null), Plans, Routing, _ => [], (_, _) => [], updates, patience);
        Changes = new PlanChanges(Plans, Routing, updates, events, Questions, points);
        Ledger = new Ledger(stores.Endings, stores.Notices, Plans, updates, time);
        Decisions = new IdentityDecisions(Identities, Index, Plans, Changes, Keys, points, time);
        apply = new ApplyNotice.ApplyNotice(tables, stores.Notices, Identities, Index, Plans, Changes, Decisions, new Matches(Identities, Questions, door, tables), door, Ledger, hints, bus, patience, points, time);
    }

    public Tables Tables { get; }

    public Keys Keys { get; }

    public Stores Stores { get; }

    public PlanStore Plans { get; }

    public PersonIndex Index { get; }

    public Identities Identities { get; }

    public Routing Routing { get; }

    public OpenQuestions Questions { get; }

    public Ledger Ledger { get; }

    public PlanChanges Changes { get; }

    public IdentityDecisions Decisions { get; }

    /// <summary>Keeps a notice and applies it, with all that is decided because of it.</summary>
    /// <returns>The key of the notice.</returns>
    /// <exception cref="InvalidOperationException">The door did not take it.</exception>
    public async Task<string> Send(string source, ReadOnlyMemory<byte> notice, CancellationToken cancel = default)
    {
        var key = (await door.Take(Tables.Sources[source], notice, _ => Task.CompletedTask, cancel)).Match(taken => taken, because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException($"{source}: {refusal.Reason} {refusal.Element} {refusal.Detail}"));
        await Work(cancel);
        return key;
    }

    /// <summary>The same for a notice that can be refused: false when the door does not take it.</summary>
    public async Task<bool> TrySend(string source, ReadOnlyMemory<byte> notice, CancellationToken cancel = default)
    {
        var taken = (await door.Take(Tables.Sources[source], notice, _ => Task.CompletedTask, cancel)).Match(_ => true, _ => false, _ => false);
        await Work(cancel);
        return taken;
    }

    /// <summary>Applies what is on the queue until it is empty.</summary>
    public async Task Work(CancellationToken cancel = default)
    {
        while (bus.Take(Door.NoticesQueue) is { } message)
        {
            var key = JsonNode.Parse(message.Body)!;
            await apply.Run(key.TextAt("source")!, key.TextAt("notice")!, cancel);
        }
    }

    /// <summary>Answers a question about two people, as a human does over the waiting lists.</summary>
    public async Task Answer(TableRow question, bool same, DateTimeOffset at, CancellationToken cancel = default)
    {
        var decision = Matches.Decision($"{question.Row}|{PlanBundle.Instant(at)}", at, same ? IdentityDecisions.Same : IdentityDecisions.Different, question.Text("One")!, question.Text("Other")!, "The truth", "It was made so.", (int)question.Number("Likeness"));
        await Send(Matches.Desk, decision.ToUtf8(), cancel);
        await Questions.Answered(question, same ? IdentityDecisions.Same : IdentityDecisions.Different, "The truth", "It was made so.", cancel);
    }

    /// <summary>The person whom an agency knows by this number now; null for nobody.</summary>
    public async Task<string?> PersonOf(PersonNumber number, CancellationToken cancel = default)
    {
        var identity = Identities.KeyOf(Keys, number);
        return await Index.PersonOf(identity, cancel) is { } person ? (await Plans.Follow(person, identity, cancel)).Person : null;
    }
}
