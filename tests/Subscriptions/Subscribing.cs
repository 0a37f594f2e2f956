using System.Text.Json.Nodes;
using Throughcare.Disclosure;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Plans;
using Throughcare.Subscriptions;
using Throughcare.Tests.Translation;
using Throughcare.Translation;

namespace Throughcare.Tests.Subscriptions;

/// <summary>What the tests of subscriptions have in common.</summary>
internal static class Subscribing
{
    public const string FhirBase = "https://fhir.example", Hook = "https://signals.example/throughcare/hook";

    public static readonly DateTimeOffset Now = new(2026, 3, 6, 10, 30, 0, TimeSpan.Zero);

    public static readonly Topics Topics = new(Translating.Tables);

    public static readonly Routing Routing = new(Translating.Tables);

    public static readonly DisclosurePolicy Policy = new(Translating.Tables);

    public static readonly Callers Callers = new(Translating.Tables, _ => null);

    public static readonly Endpoints Endpoints = new(name => name switch { "CALLER_PROBATION_ENDPOINT" => "https://signals.example/throughcare https://other.example:8443/", "CALLER_PROBATION_ENDPOINT_KEY" => "the key", "CALLER_GP_ENDPOINT" => "http://10.0.0.1/hook http://127.0.0.1:9000/gp", _ => null });

    public static readonly SubscriptionReader Reader = new(Topics, Routing, Areas.Read(Repo.Mappings), Endpoints);

    public static IEnumerable<Topic> AllTopics => Topics.Urls.Select(url => Topics.At(url)!);

    public static IEnumerable<Caller> Readers => TableFile.Read(Repo.Mappings, "callers.csv", "caller", "audience").Where(row => row["audience"].Length > 0).Select(row => Callers.Named(row["caller"])!);

    public static IReadOnlyList<JsonObject> Whole(Plan plan) => Translating.Handovers.With(plan, PlanBundle.Resources(plan, FhirBase));

    public static IReadOnlyList<JsonObject> Disclosed(Caller caller, Plan plan) => Policy.For(caller.Audience, Whole(plan));

    public static JsonObject Sent(string topic = "treatment-requirement") => new()
    {
        ["resourceType"] = "Subscription", ["status"] = "requested", ["reason"] = "To know in time", ["criteria"] = $"https://fhir.throughcare.example/SubscriptionTopic/{topic}",
        ["channel"] = new JsonObject { ["type"] = "rest-hook", ["endpoint"] = Hook, ["payload"] = "application/fhir+json" },
    };

    public static Subscription Subscription(string id = "s1", string content = "id-only", int heartbeat = 0, int maxCount = 0, string topic = "treatment-requirement", string caller = "probation") => new()
    {
        Id = id, Caller = caller, Topic = topic, Reason = "To know in time", Endpoint = Hook, Content = content, Heartbeat = heartbeat, MaxCount = maxCount, Since = Now, ChangedAt = Now,
    };

    public static OwedRow Row(string id = "s1", bool isGreeted = true) => new() { Subject = id, To = OwedRow.Subscriber, Role = OwedRow.Subscriber, State = "owed", Wanted = 0, AcknowledgedContent = isGreeted ? "greeted" : "", AcknowledgedAt = isGreeted ? Now : null };
}

/// <summary>A clock that stands where it is set.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
