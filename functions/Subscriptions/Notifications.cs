using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Channels;
using Throughcare.FhirApi;
using Throughcare.Hosting;
using Throughcare.Plans;

namespace Throughcare.Subscriptions;

/// <summary>A notification on its way to a subscriber.</summary>
/// <param name="Url">Where to; null when their agency has taken the address back.</param>
/// <param name="Last">The number that they know when they have answered.</param>
/// <param name="Events">What it tells; none for a handshake or a sign of life.</param>
internal sealed record Notification(Subscription Subscription, Uri? Url, Document Document, long Last, IReadOnlyList<SubscriptionEvent> Events);

/// <summary>Makes what subscribers get, in the style of the R5 backport for R4: a Bundle of type history whose first entry says what it is about, in a Parameters.</summary>
/// <remarks>The same events give the same bytes: every id and time in a notification is that of its events. Only with full-resource it is the plan as it is when it is sent.</remarks>
/// <param name="seen">A person's plan as a caller may have it, the look recorded; null when there is nothing for them.</param>
internal sealed class Notifications(SubscriptionStore subscriptions, Endpoints endpoints, Callers callers, Keys keys, Func<Caller, string, CancellationToken, Task<DisclosedPlan?>> seen, TimeProvider time, string fhirBase)
{
    /// <summary>When they want a sign of life, if nothing happens until then; null when they want none.</summary>
    public static DateTimeOffset? SilentUntil(Subscription subscription, OwedRow row, DateTimeOffset now) =>
        subscription.Heartbeat > 0 && subscription.Status(row, now) == "active" ? row.AcknowledgedAt + TimeSpan.FromSeconds(subscription.Heartbeat) : null;

    /// <summary>What they are to get now: a handshake first, then the next events, or a sign of life after a silence. Null for nothing.</summary>
    public async Task<Notification?> Next(Subscription subscription, OwedRow row, CancellationToken cancel)
    {
        // Who is no longer among the callers hears nothing more, not even what was owed or that we are there.
        if (callers.Named(subscription.Caller) is not { Audience.Length: > 0 }) return null;
        var now = time.GetUtcNow();
        var status = subscription.Status(row, now);
        if (status == "requested") return await Make(subscription, row, "handshake", subscription.ChangedAt, [], cancel);
        if (status != "active") return null;
        if (row.Wanted > row.Acknowledged)
        {
            // What was tried goes again as it was, so that a repeat is known as one; what came meanwhile comes after it.
            var until = row.Trying > row.Acknowledged ? row.Trying : Math.Min(row.Wanted, row.Acknowledged + (subscription.MaxCount > 0 ? subscription.MaxCount : Subscription.UsualCount));
            var events = await subscriptions.Events(subscription.Id, row.Acknowledged + 1, until, cancel);
            return await Make(subscription, row, "event-notification", events[^1].At, events, cancel);
        }
        return SilentUntil(subscription, row, now) is { } due && due <= now ? await Make(subscription, row, "heartbeat", due, [], cancel) : null;
    }

    private async Task<Notification> Make(Subscription subscription, OwedRow row, string type, DateTimeOffset at, IReadOnlyList<SubscriptionEvent> events, CancellationToken cancel)
    {
        var last = events.Count > 0 ? events[^1].Number : row.Acknowledged;
        var id = keys.UuidOf("notification", subscription.Id, type, last.ToString(CultureInfo.InvariantCulture), events.Count.ToString(CultureInfo.InvariantCulture), PlanBundle.Instant(at)).ToString();
        var bundle = await Bundle(id, at, subscription, subscription.Status(row, time.GetUtcNow()), type, last, events, subscription.Content, cancel);
        return new Notification(subscription, endpoints.Find(subscription.Caller, subscription.Endpoint), new Document(id, FhirNames.FhirJson, bundle.ToUtf8()), last, events);
    }

    /// <summary>What has been told or is owed, for whoever asks again: the same as the notifications, in one Bundle.</summary>
    public Task<JsonObject> Again(Subscription subscription, OwedRow row, IReadOnlyList<SubscriptionEvent> events, string content, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return Bundle(keys.UuidOf("query", subscription.Id, PlanBundle.Instant(now)).ToString(), now, subscription, subscription.Status(row, now), "query-event", subscription.Last, events, content, cancel);
    }

    private async Task<JsonObject> Bundle(string id, DateTimeOffset at, Subscription subscription, string status, string type, long last, IReadOnlyList<SubscriptionEvent> events, string content, CancellationToken cancel)
    {
        var entries = new JsonArray(new JsonObject
        {
            ["fullUrl"] = $"urn:uuid:{id}", ["resource"] = StatusOf(id, subscription, status, type, last, events, content),
            ["request"] = new JsonObject { ["method"] = "GET", ["url"] = $"{fhirBase}/Subscription/{subscription.Id}/$status" }, ["response"] = new JsonObject { ["status"] = "200" },
        });
        if (content == "full-resource")
            foreach (var person in events.GroupBy(one => one.Person))
            {
                var plan = await seen(callers.Named(subscription.Caller)!, person.Key, cancel);
                foreach (var reference in person.SelectMany(one => one.Change.All).Distinct())
                {
                    var entry = new JsonObject { ["fullUrl"] = $"{fhirBase}/{reference}" };
                    var resource = plan?.Now(reference)?.Resource;
                    if (resource is not null) entry["resource"] = resource.DeepClone();
                    // What is not there for them any more has no content to tell.
                    entry["request"] = new JsonObject { ["method"] = resource is null ? "DELETE" : "PUT", ["url"] = reference };
                    entry["response"] = new JsonObject { ["status"] = resource is null ? "204" : "200" };
                    entries.Add(entry);
                }
            }
        return new JsonObject { ["resourceType"] = "Bundle", ["id"] = id, ["type"] = "history", ["timestamp"] = PlanBundle.Instant(at), ["entry"] = entries };
    }

    /// <summary>Of which subscription, how it stands, how many events there have been, and those that are told.</summary>
    public JsonObject StatusOf(string id, Subscription subscription, string status, string type, long last, IReadOnlyList<SubscriptionEvent> events, string content)
    {
        var parameters = new JsonArray(
            Parameter("subscription", "valueReference", Reference($"Subscription/{subscription.Id}")), Parameter("topic", "valueCanonical", $"{FhirNames.Base}/SubscriptionTopic/{subscription.Topic}"),
            Parameter("status", "valueCode", status), Parameter("type", "valueCode", type), Parameter("events-since-subscription-start", "valueString", last.ToString(CultureInfo.InvariantCulture)));
        foreach (var one in events)
        {
            var parts = new JsonArray(Parameter("event-number", "valueString", one.Number.ToString(CultureInfo.InvariantCulture)), Parameter("timestamp", "valueInstant", PlanBundle.Instant(one.At)));
            if (content != "empty")
            {
                parts.Add(Parameter("focus", "valueReference", Reference(one.Change.Focus)));
                foreach (var other in one.Change.Others) parts.Add(Parameter("additional-context", "valueReference", Reference(other)));
            }
            parameters.Add(new JsonObject { ["name"] = "notification-event", ["part"] = parts });
        }
        return new JsonObject { ["resourceType"] = "Parameters", ["id"] = id, ["meta"] = new JsonObject { ["profile"] = new JsonArray(Subscription.StatusProfile) }, ["parameter"] = parameters };

        static JsonNode Parameter(string name, string type, JsonNode value) => new JsonObject { ["name"] = name, [type] = value };
    }

    /// <summary>How a subscription stands, as an entry of a searchset.</summary>
    public JsonObject Status(Subscription subscription, OwedRow row)
    {
        var id = keys.UuidOf("status", subscription.Id).ToString();
        return new JsonObject { ["fullUrl"] = $"urn:uuid:{id}", ["resource"] = StatusOf(id, subscription, subscription.Status(row, time.GetUtcNow()), "query-status", subscription.Last, [], "empty"), ["search"] = new JsonObject { ["mode"] = "match" } };
    }

    private JsonObject Reference(string reference) => new() { ["reference"] = $"{fhirBase}/{reference}" };
}
