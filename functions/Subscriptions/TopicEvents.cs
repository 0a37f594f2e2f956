using System.Text.Json.Nodes;
using Throughcare.FhirApi;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Plans;

namespace Throughcare.Subscriptions;

/// <summary>A person's plan before and after one notice, as each subscriber may see it.</summary>
/// <remarks>Who is a party is asked by the day on which each state came about, as it was when that notice was applied. Who joins sees everything new; for who leaves all is gone.</remarks>
/// <param name="before">Null before the person's first notice.</param>
/// <param name="dayBefore">When the notice before was applied.</param>
/// <param name="whole">All resources of a plan.</param>
/// <param name="disclosed">What of a plan a caller may see.</param>
internal sealed class BeforeAndAfter(Plan? before, DateOnly dayBefore, Plan after, DateOnly dayAfter, Routing routing, Func<Plan, IReadOnlyList<JsonObject>> whole, Func<Caller, Plan, IReadOnlyList<JsonObject>> disclosed)
{
    private readonly Moment then = new(before, dayBefore, routing, whole, disclosed), now = new(after, dayAfter, routing, whole, disclosed);

    /// <summary>What changed of the topic, as far as this caller may see it and their filters let it through; null for nothing.</summary>
    public Change? For(Caller caller, Topic topic, IReadOnlyList<string> areas, IReadOnlyList<string> recipients) => topic.Between(then.Seen(caller, areas, recipients), now.Seen(caller, areas, recipients));

    private sealed class Moment(Plan? plan, DateOnly day, Routing routing, Func<Plan, IReadOnlyList<JsonObject>> whole, Func<Caller, Plan, IReadOnlyList<JsonObject>> disclosed)
    {
        private readonly HashSet<string> parties = plan is null ? [] : [.. routing.WhoMustBeTold(plan, day).Select(destination => destination.To).OfType<string>()];
        private readonly Lazy<string?> area = new(() => plan is null ? null : routing.AreaOf(plan, day));
        private readonly Lazy<IReadOnlyList<JsonObject>> all = new(() => plan is null ? [] : whole(plan));
        private readonly Dictionary<string, Sight> seen = new(StringComparer.Ordinal);

        public Sight Seen(Caller caller, IReadOnlyList<string> areas, IReadOnlyList<string> recipients)
        {
            if (plan is null || !Concerns(caller, recipients) || (areas.Count > 0 && !areas.Contains(area.Value, StringComparer.Ordinal))) return Sight.Nothing;
            if (seen.TryGetValue(caller.Name, out var known)) return known;
            var resources = disclosed(caller, plan);
            foreach (var resource in resources) DisclosedPlan.TakeVersion(resource);
            return seen[caller.Name] = new Sight(all.Value, resources);
        }

        private bool Concerns(Caller caller, IReadOnlyList<string> recipients) =>
            caller.Recipients.Contains("*") ? recipients.Count == 0 || recipients.Any(parties.Contains) : caller.Recipients.Any(recipient => parties.Contains(recipient) && (recipients.Count == 0 || recipients.Contains(recipient)));
    }
}

/// <summary>Finds out for which subscriptions a notice is an event, and records it for each.</summary>
internal sealed class TopicEvents(SubscriptionStore subscriptions, Topics topics, Callers callers, PlanStore plans, Routing routing, Func<Plan, IReadOnlyList<JsonObject>> whole, Func<Caller, Plan, IReadOnlyList<JsonObject>> disclosed, Updates updates, Patience patience)
{
    /// <summary>Records what the notice changed and asks for it to be sent. The same notice again records nothing new, and what may not have been sent is sent.</summary>
    /// <param name="rows">The person's rows, the notice among them.</param>
    /// <param name="notice">Its key.</param>
    /// <param name="at">When it changed this plan.</param>
    public async Task Record(PersonRows rows, string notice, DateTimeOffset at, CancellationToken cancel)
    {
        var all = await subscriptions.All(cancel);
        if (all.Count == 0) return;
        var before = rows.Before(at);
        var change = new BeforeAndAfter(before is null ? null : plans.Fold(rows, before), before is { } then ? London.DayOf(then) : default, plans.Fold(rows, at), London.DayOf(at), routing, whole, disclosed);
        // A decision about who is who changes two plans, and each of the two changes is an event.
        var occasion = $"{notice}|{rows.Person}";
        var concerned = new List<string>();
        foreach (var one in all)
        {
            // Of a caller or topic that is no longer in the tables nobody says what they may hear.
            if (callers.Named(one.Caller) is not { Audience.Length: > 0 } caller || topics.Named(one.Topic) is not { } topic) continue;
            if (change.For(caller, topic, one.Areas, one.Recipients) is not { } seen) continue;
            if (await patience.Try(token => subscriptions.Record(one.Id, occasion, at, seen, token), cancel)) concerned.Add(one.Id);
        }
        foreach (var id in concerned) await updates.Send(id, [OwedRow.Subscriber], occasion, cancel);
    }
}
