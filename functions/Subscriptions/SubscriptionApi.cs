using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Throughcare.Fhir;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Plans;
using Throughcare.Questions;

namespace Throughcare.Subscriptions;

/// <summary>Subscriptions over FHIR: create, read, search, update, delete, and what is told by them again. A caller sees their own; those of others are not there.</summary>
internal sealed class SubscriptionApi(
    Callers callers, SubscriptionStore subscriptions, SubscriptionReader reader, Notifications notifications, PlanStore plans, Updates updates, OpenQuestions questions, Patience patience, RandomNumberGenerator random, TimeProvider time, string policyVersion, string fhirBase)
{
    /// <summary>Each costs every notice a look.</summary>
    private const int MostOfOneCaller = 50;

    /// <summary>Most events of one answer; who wants more asks on from the last number.</summary>
    private const int MostEvents = 100;

    private const int LargestBody = 64 * 1024;

    /// <summary>How long one request may wait for storage.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public Task<IResult> Get(HttpRequest request, string? path) => Answer(request, path, (caller, parts, cancel) => parts switch
    {
        [] => Search(caller, request.Query, cancel),
        ["$status"] => Status(caller, Listed(request.Query), cancel),
        [var id] => Read(caller, request, id, cancel),
        [var id, "$status"] => One(caller, id, (one, row) => StatusOf([(one, row)]), cancel),
        [var id, "$events"] => Events(caller, id, Listed(request.Query), cancel),
        _ => NotThere,
    });

    public Task<IResult> Post(HttpRequest request, string? path) => Answer(request, path, async (caller, parts, cancel) =>
    {
        if (parts is ["_search"]) return await FhirApi.FhirApi.Form(request, form => Search(caller, form, cancel));
        if (parts is not ([] or ["$status"] or [_, "$status"] or [_, "$events"])) return await NotThere;
        // An operation that is posted has its parameters in the body; one left out in silence would tell more than was asked for.
        if (parts.Length > 0 && request.Query.Keys.FirstOrDefault(name => name is not "_format") is { } beside) return Refused(RefusalReason.SearchIsNotSupported, beside);
        var (sent, wrong) = await Body(request, parts.Length > 0, cancel);
        if (wrong is not null) return wrong;
        return parts switch
        {
            [] => await Create(caller, request, sent!, cancel),
            ["$status"] => await Status(caller, Listed(sent), cancel),
            [var id, "$status"] => await One(caller, id, (one, row) => StatusOf([(one, row)]), cancel),
            [var id, ..] => await Events(caller, id, Listed(sent), cancel),
        };
    });

    public Task<IResult> Put(HttpRequest request, string? path) => Answer(request, path, async (caller, parts, cancel) =>
    {
        if (parts is not [var id]) return await NotThere;
        var (sent, wrong) = await Body(request, mayBeEmpty: false, cancel);
        return wrong ?? await Update(caller, request, id, sent!, cancel);
    });

    public Task<IResult> Delete(HttpRequest request, string? path) => Answer(request, path, (caller, parts, cancel) => parts is [var id] ? patience.Try(async token =>
    {
        if (await Find(caller, id, token) is not var (subscription, row)) return Keys.MayBeKey(id) && await subscriptions.DeleteTheRest(id, caller.Name, token) ? Results.NoContent() : Refused(RefusalReason.NotFound);
        if (request.Headers.IfMatch.Count > 0 && !Matches(request.Headers.IfMatch, subscription, row)) return Refused(RefusalReason.VersionIsOld);
        if (row.Listed) await questions.Delivered(row, token);
        await subscriptions.Delete(subscription, token);
        return Results.NoContent();
    }, cancel) : NotThere);

    private static Task<IResult> NotThere => Task.FromResult(Refused(RefusalReason.NotFound));

    private static IResult Refused(RefusalReason reason, string element = "") => new Refusal(reason, element).ToResult();

    private async Task<IResult> Answer(HttpRequest request, string? path, Func<Caller, string[], CancellationToken, Task<IResult>> answer)
    {
        if (!FhirApi.FhirApi.AcceptsJson(request)) return Refused(RefusalReason.FormatIsNotSupported);
        if (callers.WithKey(request.BearerKey()) is not { Audience.Length: > 0 } caller) return Refused(RefusalReason.CallerIsUnknown);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        limit.CancelAfter(Longest);
        try
        {
            return await answer(caller, (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries), limit.Token);
        }
        catch (Exception problem) when (Patience.RanOut(problem, limit.Token))
        {
            return Refused(RefusalReason.StorageIsAway);
        }
    }

    /// <summary>The body when it is FHIR R4, or what is wrong with it.</summary>
    private static async Task<(JsonObject? Sent, IResult? Wrong)> Body(HttpRequest request, bool mayBeEmpty, CancellationToken cancel)
    {
        if (mayBeEmpty && request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0) return (new JsonObject(), null);
        if (!FhirApi.FhirApi.IsJson(request)) return (null, Refused(RefusalReason.BodyIsNotSupported));
        using var bytes = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LargestBody) return (null, Refused(RefusalReason.NoticeIsTooLarge));
        }
        var verdict = new Checker(RulePack.Default).Check(bytes.ToArray());
        if (verdict.HasErrors) return (null, FunctionHost.FhirResult(verdict.ToOperationOutcome(), 400));
        var sent = Json.Tree(bytes.ToArray());
        return sent.TextAt("resourceType") == (mayBeEmpty ? "Parameters" : "Subscription") ? (sent, null) : (null, Refused(RefusalReason.BodyIsNotSupported, "resourceType"));
    }

    private async Task<(Subscription Subscription, OwedRow Row)?> Find(Caller caller, string id, CancellationToken cancel)
    {
        if (!Keys.MayBeKey(id) || await subscriptions.Read(id, cancel) is not { } found || found.Caller != caller.Name) return null;
        return await plans.ReadOwed(id, OwedRow.Subscriber, cancel) is { } row ? (found, row) : null;
    }

    private async Task<IResult> One(Caller caller, string id, Func<Subscription, OwedRow, IResult> answer, CancellationToken cancel) =>
        await Find(caller, id, cancel) is var (subscription, row) ? answer(subscription, row) : Refused(RefusalReason.NotFound);

    private Task<IResult> Read(Caller caller, HttpRequest request, string id, CancellationToken cancel) => One(caller, id, (subscription, row) =>
        request.Headers.IfNoneMatch.Count > 0 && Matches(request.Headers.IfNoneMatch, subscription, row) ? WithVersion(Results.StatusCode(304), subscription, row) : WithVersion(FunctionHost.FhirResult(subscription.ToResource(row, time.GetUtcNow())), subscription, row), cancel);

    private bool Matches(StringValues tags, Subscription subscription, OwedRow row) =>
        tags.SelectMany(value => value!.Split(',')).Any(tag => tag.Trim() is "*" || tag.Trim().Replace("W/", "", StringComparison.Ordinal) == $"\"{subscription.ToResource(row, time.GetUtcNow()).TextAt("meta", "versionId")}\"");

    private IResult Shown(HttpRequest request, Subscription subscription, OwedRow row, int status) => WithVersion(FhirApi.FhirApi.Preferred(request, subscription.ToResource(row, time.GetUtcNow()), status), subscription, row);

    private IResult WithVersion(IResult result, Subscription subscription, OwedRow row)
    {
        var meta = subscription.ToResource(row, time.GetUtcNow())["meta"];
        return result.WithHeader("ETag", $"W/\"{meta.TextAt("versionId")}\"").WithHeader("Last-Modified", DateTimeOffset.Parse(meta.TextAt("lastUpdated")!, CultureInfo.InvariantCulture).ToUniversalTime().ToString("R", CultureInfo.InvariantCulture));
    }

    private async Task<IResult> Create(Caller caller, HttpRequest request, JsonObject sent, CancellationToken cancel)
    {
        if (sent.TextAt("status") != "requested") return new Refusal(RefusalReason.SubscriptionIsNotSupported, "Subscription.status", "A new one is requested; it becomes active when your endpoint has answered.").ToResult();
        // Chosen once: a creation that is tried again is the same one.
        var id = "s" + Keys.NewPerson(random)[1..];
        return await reader.Read(sent, caller, id, time.GetUtcNow()).Match(async subscription =>
        {
            if (!subscription.Records(time.GetUtcNow())) return new Refusal(RefusalReason.SubscriptionIsNotSupported, "Subscription.end", "It is over already.").ToResult();
            return await patience.Try(async token =>
            {
                var turn = await subscriptions.Turn(caller.Name, token);
                var theirs = await Theirs(caller, token);
                var isMade = theirs.Exists(one => one.Subscription.Id == id);
                if (!isMade && request.Headers["If-None-Exist"].ToString() is { Length: > 0 } condition)
                {
                    var asked = QueryHelpers.ParseQuery(condition);
                    // A condition that asks for nothing would take any subscription of theirs for the one that they want.
                    if (!asked.Any(one => one.Key is not "_format" && !StringValues.IsNullOrEmpty(one.Value)) || Select(theirs, asked) is not { } matches) return Refused(RefusalReason.SearchIsNotSupported, "If-None-Exist");
                    if (matches.Count > 1) return Refused(RefusalReason.SeveralMatch);
                    if (matches is [var there]) return Shown(request, there.Subscription, there.Row, 200).WithLocation($"{fhirBase}/Subscription/{there.Subscription.Id}");
                }
                if (!isMade && theirs.Count >= MostOfOneCaller) return Refused(RefusalReason.TooManySubscriptions);
                if (!isMade) await subscriptions.Create(subscription, turn, token);
                await updates.SendLater(id, OwedRow.Subscriber, TimeSpan.Zero, token);
                var (created, row) = (await Find(caller, id, token))!.Value;
                return Shown(request, created, row, 201).WithLocation($"{fhirBase}/Subscription/{id}");
            }, cancel);
        }, _ => throw new InvalidOperationException("A subscription is read or refused."), refusal => Task.FromResult(refusal.ToResult()));
    }

    private Task<IResult> Update(Caller caller, HttpRequest request, string id, JsonObject sent, CancellationToken cancel) => patience.Try(async token =>
    {
        if (await Find(caller, id, token) is not var (there, row)) return Refused(RefusalReason.NotFound);
        if (sent.TextAt("id") != id) return new Refusal(RefusalReason.SubscriptionIsNotSupported, "Subscription.id", "It is the id of the address.").ToResult();
        if (request.Headers.IfMatch.Count == 0) return Refused(RefusalReason.VersionIsNeeded);
        if (!Matches(request.Headers.IfMatch, there, row)) return Refused(RefusalReason.VersionIsOld);
        var now = time.GetUtcNow();
        return await reader.Read(sent, caller, id, now).Match(async wanted =>
        {
            if (wanted.Topic != there.Topic || !wanted.Areas.SequenceEqual(there.Areas) || !wanted.Recipients.SequenceEqual(there.Recipients))
                return new Refusal(RefusalReason.SubscriptionIsNotSupported, "Subscription.criteria", "What a subscription is about does not change, so that its numbers mean one thing. Make another.").ToResult();
            var (was, will) = (there.Status(row, now), sent.TextAt("status"));
            if (!(will is "requested" or "off" || will == was)) return new Refusal(RefusalReason.SubscriptionIsNotSupported, "Subscription.status", $"It is {was}: send that, or requested to begin again, or off.").ToResult();
            var changed = wanted with { Off = will == "off", Since = was == "off" ? now : there.Since, ETag = there.ETag };
            if (will != "off" && !changed.Records(now)) return new Refusal(RefusalReason.SubscriptionIsNotSupported, "Subscription.end", "It is over already. Take the end away, or send a later one.").ToResult();
            // Another place has to answer for itself.
            var again = will == "requested" || (will == "active" && wanted.Endpoint != there.Endpoint);
            await subscriptions.Change(changed, again, token);
            await updates.SendLater(id, OwedRow.Subscriber, TimeSpan.Zero, token);
            var (shown, delivery) = (await Find(caller, id, token))!.Value;
            return Shown(request, shown, delivery, 200);
        }, _ => throw new InvalidOperationException("A subscription is read or refused."), refusal => Task.FromResult(refusal.ToResult()));
    }, cancel);

    private async Task<List<(Subscription Subscription, OwedRow Row)>> Theirs(Caller caller, CancellationToken cancel)
    {
        var theirs = new List<(Subscription, OwedRow)>();
        foreach (var listed in await subscriptions.Of(caller.Name, cancel)) if (await Find(caller, listed.Id, cancel) is { } one) theirs.Add(one);
        return theirs;
    }

    /// <summary>Those that a search finds; null when it asks by something we do not have.</summary>
    private List<(Subscription Subscription, OwedRow Row)>? Select(IEnumerable<(Subscription Subscription, OwedRow Row)> all, IEnumerable<KeyValuePair<string, StringValues>> parameters)
    {
        foreach (var (name, values) in parameters)
            foreach (var value in values)
            {
                if (name is "_format" || string.IsNullOrEmpty(value)) continue;
                if (name is not ("_id" or "criteria" or "status" or "url")) return null;
                all = all.Where(one => value.Split(',').Contains(one.Subscription.ToResource(one.Row, time.GetUtcNow()) is var resource && name == "url" ? resource.TextAt("channel", "endpoint") : resource.TextAt(name.TrimStart('_')), StringComparer.Ordinal));
            }
        return [.. all];
    }

    private async Task<IResult> Search(Caller caller, IEnumerable<KeyValuePair<string, StringValues>> parameters, CancellationToken cancel)
    {
        var asked = parameters.ToList();
        if (Select(await Theirs(caller, cancel), asked) is not { } found) return Refused(RefusalReason.SearchIsNotSupported, asked.First(one => one.Key is not ("_id" or "criteria" or "status" or "url" or "_format")).Key);
        var self = QueryHelpers.AddQueryString($"{fhirBase}/Subscription", asked.SelectMany(one => one.Value.Select(value => KeyValuePair.Create(one.Key, value))));
        return FunctionHost.FhirResult(Searchset(self, found.Select(one => (JsonNode)new JsonObject { ["fullUrl"] = $"{fhirBase}/Subscription/{one.Subscription.Id}", ["resource"] = one.Subscription.ToResource(one.Row, time.GetUtcNow()), ["search"] = new JsonObject { ["mode"] = "match" } })));
    }

    private static JsonObject Searchset(string self, IEnumerable<JsonNode> found)
    {
        var entries = new JsonArray([.. found]);
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset", ["total"] = entries.Count, ["link"] = new JsonArray(new JsonObject { ["relation"] = "self", ["url"] = self }) };
        if (entries.Count > 0) bundle["entry"] = entries;
        return bundle;
    }

    private IResult StatusOf(IEnumerable<(Subscription Subscription, OwedRow Row)> all) => FunctionHost.FhirResult(Searchset($"{fhirBase}/Subscription/$status", all.Select(one => (JsonNode)notifications.Status(one.Subscription, one.Row))));

    private async Task<IResult> Status(Caller caller, ILookup<string, string> asked, CancellationToken cancel)
    {
        if (asked.FirstOrDefault(one => one.Key is not ("id" or "status")) is { } unknown) return Refused(RefusalReason.SearchIsNotSupported, unknown.Key);
        var now = time.GetUtcNow();
        return StatusOf((await Theirs(caller, cancel)).Where(one => (!asked.Contains("id") || asked["id"].Contains(one.Subscription.Id)) && (!asked.Contains("status") || asked["status"].Contains(one.Subscription.Status(one.Row, now)))));
    }

    /// <summary>The events of some numbers again, in order: what was missed is caught up with here.</summary>
    private async Task<IResult> Events(Caller caller, string id, ILookup<string, string> asked, CancellationToken cancel)
    {
        if (asked.FirstOrDefault(one => one.Key is not ("eventsSinceNumber" or "eventsUntilNumber" or "content")) is { } unknown) return Refused(RefusalReason.SearchIsNotSupported, unknown.Key);
        if (await Find(caller, id, cancel) is not var (subscription, row)) return Refused(RefusalReason.NotFound);
        if (!Number("eventsSinceNumber", 1, out var from)) return Refused(RefusalReason.SearchIsNotSupported, "eventsSinceNumber");
        if (!Number("eventsUntilNumber", long.MaxValue, out var until)) return Refused(RefusalReason.SearchIsNotSupported, "eventsUntilNumber");
        var content = asked["content"].FirstOrDefault(subscription.Content);
        if (content is not ("empty" or "id-only" or "full-resource")) return Refused(RefusalReason.SearchIsNotSupported, "content");
        from = Math.Max(from, 1);
        until = Math.Min(Math.Min(until, subscription.Last), from - 1 + MostEvents);
        var events = from <= until ? await subscriptions.Events(id, from, until, cancel) : [];
        if (content != "empty")
            foreach (var person in events.Select(one => one.Person).Distinct())
                await plans.Submit([Storage.TableChange.Merge(PlanStore.AuditLine(person, time.GetUtcNow(), caller.Name, id, "told again what has changed, without its content", "", policyVersion))], cancel);
        return FunctionHost.FhirResult(await notifications.Again(subscription, row, events, content, cancel));

        bool Number(string name, long absent, out long number)
        {
            number = absent;
            return asked[name].ToList() switch { [] => true, [var text] => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < long.MaxValue - MostEvents, _ => false };
        }
    }

    private static ILookup<string, string> Listed(IEnumerable<KeyValuePair<string, StringValues>> query) =>
        query.Where(one => one.Key != "_format").SelectMany(one => one.Value.SelectMany(value => (value ?? "").Split(',')).Select(value => (one.Key, Value: value))).ToLookup(one => one.Key, one => one.Value, StringComparer.Ordinal);

    /// <summary>The parameters of an operation that came in a body; one that has no simple value is kept with its name, so that it is refused by it.</summary>
    private static ILookup<string, string> Listed(JsonObject? parameters) =>
        parameters.At("parameter").Items().Select(one => (Key: one.TextAt("name") ?? "", Value: one.AsObject().FirstOrDefault(member => member.Key.StartsWith("value", StringComparison.Ordinal)).Value?.ToString() ?? "")).ToLookup(one => one.Key, one => one.Value, StringComparer.Ordinal);
}
