using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Throughcare.Fhir;
using Throughcare.Hosting;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Translation;
using Throughcare.Subscriptions;

namespace Throughcare.FhirApi;

/// <summary>FHIR R4 for other people's clients: read, vread, history and search in a person's plan, the whole plan, and what we make of others' codes.</summary>
/// <remarks>
/// Every resource that leaves is built for its caller's audience (<see cref="SeenPlans"/>), and each look is recorded.
/// What is not there and what is not theirs get the same answer. A number of a person is only ever in a body.
/// </remarks>
internal sealed class FhirApi(
    Callers callers, SeenPlans seen, PlanStore plans, Identities identities, ConceptMaps maps, CodeTranslation codes, ProcessMessage messages, HandoverAnswers answers, NoticesAtOnce notices, Topics topics, Tables tables, TimeProvider time, string fhirBase)
{
    private const int LargestForm = 64 * 1024;

    private static readonly string[] JsonTypes = ["*/*", "application/*", "application/json", "application/fhir+json", "text/json"];

    /// <summary>What this part of the app answers at all; the host lets no other method through (function.json).</summary>
    public static readonly IReadOnlyList<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <param name="path">Below fhir; null for fhir itself, which is answered like any place where nothing is.</param>
    public async Task<IResult> Answer(HttpRequest request, string? path)
    {
        try
        {
            return await (request.Method switch
            {
                "GET" or "HEAD" => Get(request, path ?? ""),
                "POST" => Post(request, path ?? ""),
                "PUT" => Put(request, path ?? ""),
                _ => Task.FromResult(callers.WithKey(request.BearerKey()) is null ? new Refusal(RefusalReason.CallerIsUnknown).ToResult() : NotBy(path ?? "")),
            });
        }
        catch (Exception problem) when (Patience.RanOut(problem, request.HttpContext.RequestAborted))
        {
            return new Refusal(RefusalReason.StorageIsAway).ToResult();
        }
    }

    /// <summary>405, with the methods that there are here (RFC 9110 section 15.5.6).</summary>
    private static IResult NotBy(string path) => new Refusal(RefusalReason.MethodIsNotSupported).ToResult().WithHeader("Allow", path.Trim('/').Split('/') switch
    {
        [.., "$process-message" or "$validate" or "_search"] => "POST",
        ["Task", _] => "GET, HEAD, PUT",
        ["Subscription"] => "GET, HEAD, POST",
        ["Subscription", var id] when !id.StartsWith('$') => "GET, HEAD, PUT, DELETE",
        ["Subscription", ..] => "GET, HEAD, POST",
        _ => "GET, HEAD",
    });

    private async Task<IResult> Get(HttpRequest request, string path)
    {
        var cancel = request.HttpContext.RequestAborted;
        if (!AcceptsJson(request)) return new Refusal(RefusalReason.FormatIsNotSupported).ToResult();
        string[] parts = path.Trim('/').Split('/');
        if (parts is ["metadata"]) return FunctionHost.FhirResult(Capability.Statement(fhirBase, topics));
        if (callers.WithKey(request.BearerKey()) is not { } caller) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        if (parts is ["ConceptMap", .. var rest]) return Map(request, rest, body: null);
        if (caller.Audience.Length == 0) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        return parts switch
        {
            [.., "$process-message" or "$validate" or "_search"] => NotBy(path),
            [var type] => await Search(caller, type, request.Query, isForm: false, cancel),
            ["CarePlan", var id, "$told"] when caller.MayAnswer => await Told(id, cancel),
            ["CarePlan", var id, "$said"] when caller.MayAnswer => await Said(id, cancel),
            ["CarePlan" or "Patient", var id, "$everything"] => await Everything(caller, parts[0], id, cancel),
            [var type, var id] => await Read(caller, request, $"{type}/{id}", id, cancel),
            [var type, var id, "_history"] => await History(caller, request, $"{type}/{id}", id, cancel),
            [var type, var id, "_history", var version] => await ReadVersion(caller, request, $"{type}/{id}", id, version, cancel),
            _ => new Refusal(RefusalReason.NotFound).ToResult(),
        };
    }

    private async Task<IResult> Post(HttpRequest request, string path)
    {
        var cancel = request.HttpContext.RequestAborted;
        if (!AcceptsJson(request)) return new Refusal(RefusalReason.FormatIsNotSupported).ToResult();
        if (callers.WithKey(request.BearerKey()) is not { } caller) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        string[] parts = path.Trim('/').Split('/');
        switch (parts)
        {
            case ["ConceptMap", .. var rest]:
                return await Sent(request, body => NoticeText.Read(body).Match(
                    document => { document.Dispose(); return Map(request, rest, Json.Tree(body)); },
                    _ => throw new InvalidOperationException("A body is read or refused."),
                    refusal => refusal.ToResult()));
            case ["$process-message"]:
                return await Sent(request, body => messages.Run(caller, body, cancel));
            case ["$validate"] or [_, "$validate"]:
                return await Sent(request, body => ValidateResource.Run(parts is [var named, _] ? named : null, request, body));
            case [var type, "_search"] when caller.Audience.Length > 0:
                return await Form(request, form => Search(caller, type, form, isForm: true, cancel));
            default:
                if (caller.Audience.Length == 0) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
                return parts is [var known] && Capability.Types.Contains(known) ? NotBy(path) : new Refusal(RefusalReason.NotFound).ToResult();
        }
    }

    private async Task<IResult> Put(HttpRequest request, string path)
    {
        if (!AcceptsJson(request)) return new Refusal(RefusalReason.FormatIsNotSupported).ToResult();
        if (callers.WithKey(request.BearerKey()) is not { Audience.Length: > 0 } caller) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        if (path.Trim('/').Split('/') is not ["Task", var id]) return NotBy(path);
        return await Sent(request, body => AnswerHandover(caller, request, id, body, request.HttpContext.RequestAborted));
    }

    /// <summary>A service accepts, rejects, goes on with or completes a handover that it was asked to take over.</summary>
    private async Task<IResult> AnswerHandover(Caller caller, HttpRequest request, string id, byte[] body, CancellationToken cancel)
    {
        if (await seen.Of(caller, Keys.PersonOf(id), null, cancel) is not { } plan) return new Refusal(RefusalReason.NotFound).ToResult();
        // Whoever was asked before the person was joined to another answers by the Task they have: the last that it was.
        var goesOn = await plans.Now(Keys.PersonOf(id), cancel);
        if ((goesOn == Keys.PersonOf(id) ? plan.Now($"Task/{id}") : plan.History($"Task/{id}").FirstOrDefault(version => version.Resource is not null)) is not { } now) return new Refusal(RefusalReason.NotFound).ToResult();
        if (request.Headers.IfMatch.Count == 0) return new Refusal(RefusalReason.VersionIsNeeded).ToResult();
        var verdict = new Checker(RulePack.Default).Check(body);
        if (verdict.HasErrors) return FunctionHost.FhirResult(verdict.ToOperationOutcome(), 400);
        var wanted = Json.Tree(body);
        if (wanted.TextAt("resourceType") != "Task" || wanted.TextAt("id") != id) return new Refusal(RefusalReason.OnlyTheAnswerCanChange, "Task.id").ToResult();
        if (!Names(request.Headers.IfMatch, now.Id))
            // RFC 9110 section 13.1.1: what has been done already needs no second doing.
            return answers.IsAskedOf(caller, id) && HandoverAnswers.Says(now.Resource!, wanted) ? Updated(request, now) : new Refusal(RefusalReason.VersionIsOld).ToResult();
        if (goesOn == Keys.PersonOf(id)) return await AnswerHandover(caller, request, now, wanted, cancel);
        if (answers.IdIn(goesOn, caller, id) is not { } next || await seen.Of(caller, goesOn, null, cancel) is not { } there || there.Now($"Task/{next}") is not { } same) return new Refusal(RefusalReason.Gone).ToResult();
        return await HandoverAnswers.Forwarded(now.Resource!, wanted, same.Resource!).Match(
            forwarded => HandoverAnswers.Says(same.Resource!, forwarded) ? Task.FromResult(Updated(request, same)) : AnswerHandover(caller, request, same, forwarded, cancel),
            _ => throw new InvalidOperationException("An answer is read or refused."),
            refusal => Task.FromResult(refusal.ToResult()));
    }

    /// <param name="now">The Task, of the plan that goes on.</param>
    /// <param name="wanted">The same with the answer.</param>
    private async Task<IResult> AnswerHandover(Caller caller, HttpRequest request, ResourceVersion now, JsonObject wanted, CancellationToken cancel)
    {
        var id = now.Resource.TextAt("id")!;
        var reference = $"Task/{id}";
        // Answers that were given under the ids of plans that went on in this one are earlier than this one too.
        var said = plans.Fold(await plans.Read(Keys.PersonOf(id), cancel)).OfKind("handover-answer").Select(fact => (DateTimeOffset?)fact.Chosen.Notice.At).Max();
        return await answers.Notice(caller, now.Resource!, wanted, said).Match(
            async notice =>
            {
                var source = tables.Sources[HandoverAnswers.Source];
                return await (await notices.Keep(source, notice.ToUtf8())).Match(
                    async key =>
                    {
                        var status = await notices.Apply(source, key, cancel);
                        if (status["outcome"] is { } refused) return FunctionHost.FhirResult(refused.DeepClone(), 422);
                        if (status.TextAt("state") == "received") return FunctionHost.FhirResult(Informed("The answer is kept and will be applied. Read the Task again."), 202);
                        return await seen.Of(caller, Keys.PersonOf(id), null, cancel) is { } after && after.Now(reference) is { } updated ? Updated(request, updated) : new Refusal(RefusalReason.Gone).ToResult();
                    },
                    because => throw new InvalidOperationException(because),
                    // Somebody else of the same service was quicker with another answer to this version.
                    refusal => Task.FromResult((refusal.Reason == RefusalReason.NoticeIdIsTaken ? new Refusal(RefusalReason.VersionIsOld) : refusal).ToResult()));
            },
            _ => throw new InvalidOperationException("An answer is read or refused."),
            refusal => Task.FromResult(refusal.ToResult()));
    }

    private static IResult Updated(HttpRequest request, ResourceVersion version) => WithVersion(Preferred(request, version.Resource!, 200), version);

    /// <summary>The resource that was made or changed, or as little of it as the caller prefers (Prefer: return=…, R4 section 3.1.0.1.6).</summary>
    internal static IResult Preferred(HttpRequest request, JsonObject resource, int status) =>
        request.Headers["Prefer"].SelectMany(value => value!.Split(',', ';')).Select(value => value.Trim()).FirstOrDefault(value => value.StartsWith("return=", StringComparison.Ordinal)) switch
        {
            "return=minimal" => Results.StatusCode(status),
            "return=OperationOutcome" => FunctionHost.FhirResult(Informed("It says so now."), status),
            _ => FunctionHost.FhirResult(resource, status),
        };

    private static JsonObject Informed(string sentence) => new() { ["resourceType"] = "OperationOutcome", ["issue"] = new JsonArray(new JsonObject { ["severity"] = "information", ["code"] = "informational", ["details"] = new JsonObject { ["text"] = sentence } }) };

    private async Task<IResult> Read(Caller caller, HttpRequest request, string reference, string id, CancellationToken cancel)
    {
        if (await seen.Of(caller, Keys.PersonOf(id), null, cancel) is not { } plan) return new Refusal(RefusalReason.NotFound).ToResult();
        if (plan.Now(reference) is { } now) return Single(request, now);
        return new Refusal(plan.History(reference).Count > 0 ? RefusalReason.Gone : RefusalReason.NotFound).ToResult();
    }

    private async Task<IResult> ReadVersion(Caller caller, HttpRequest request, string reference, string id, string version, CancellationToken cancel) =>
        await seen.Of(caller, Keys.PersonOf(id), null, cancel) is { } plan && plan.History(reference).FirstOrDefault(one => one.Id == version && version.Length > 0) is { } found ? Single(request, found) : new Refusal(RefusalReason.NotFound).ToResult();

    /// <summary>One resource with its version (R4 section 3.1.0.5), or 304 when the caller has it.</summary>
    private static IResult Single(HttpRequest request, ResourceVersion version)
    {
        var known = request.Headers.IfNoneMatch.Count > 0 ? Names(request.Headers.IfNoneMatch, version.Id) : request.GetTypedHeaders().IfModifiedSince is { } since && Modified(version) <= since;
        return WithVersion(known ? Results.StatusCode(304) : FunctionHost.FhirResult(version.Resource!), version);
    }

    private static IResult WithVersion(IResult result, ResourceVersion version) => result.WithHeader("ETag", $"W/\"{version.Id}\"").WithHeader("Last-Modified", Modified(version).ToUniversalTime().ToString("R", CultureInfo.InvariantCulture));

    /// <summary>HTTP knows no parts of seconds.</summary>
    private static DateTimeOffset Modified(ResourceVersion version) => version.Since.AddTicks(-(version.Since.UtcTicks % TimeSpan.TicksPerSecond));

    /// <summary>Whether If-Match or If-None-Match names this version.</summary>
    private static bool Names(StringValues header, string version) =>
        header.SelectMany(value => value!.Split(',')).Any(value => value.Trim() is "*" || value.Trim().Replace("W/", "", StringComparison.Ordinal) == $"\"{version}\"");

    private async Task<IResult> History(Caller caller, HttpRequest request, string reference, string id, CancellationToken cancel)
    {
        if (request.Query.Keys.FirstOrDefault(name => name is not "_format") is { } unknown) return new Refusal(RefusalReason.SearchIsNotSupported, unknown).ToResult();
        if (await seen.Of(caller, Keys.PersonOf(id), null, cancel) is not { } plan || plan.History(reference) is not { Count: > 0 } versions) return new Refusal(RefusalReason.NotFound).ToResult();
        var entries = new JsonArray();
        foreach (var (index, version) in versions.Index())
        {
            var isFirst = index == versions.Count - 1;
            var response = new JsonObject { ["status"] = version.Resource is null ? "204" : isFirst ? "201" : "200", ["lastModified"] = PlanBundle.Instant(version.Since) };
            if (version.Resource is not null) response["etag"] = $"W/\"{version.Id}\"";
            var entry = new JsonObject { ["fullUrl"] = $"{fhirBase}/{reference}" };
            if (version.Resource is { } resource) entry["resource"] = resource;
            entry["request"] = new JsonObject { ["method"] = version.Resource is null ? "DELETE" : "PUT", ["url"] = reference };
            entry["response"] = response;
            entries.Add(entry);
        }
        return FunctionHost.FhirResult(new JsonObject
        {
            ["resourceType"] = "Bundle", ["type"] = "history", ["total"] = versions.Count,
            ["link"] = new JsonArray(new JsonObject { ["relation"] = "self", ["url"] = $"{fhirBase}/{reference}/_history" }), ["entry"] = entries,
        });
    }

    private async Task<IResult> Search(Caller caller, string type, IEnumerable<KeyValuePair<string, StringValues>> parameters, bool isForm, CancellationToken cancel)
    {
        if (!Capability.Types.Contains(type)) return new Refusal(RefusalReason.NotFound).ToResult();
        return await PlanSearch.Read(type, parameters, isForm).Match(async search =>
        {
            var person = search.Person ?? (search.Number is { } number ? await identities.Find(number.System, number.Value, cancel) : Keys.PersonOf(search.Ids.First()));
            // Also for a number that nobody has we look as for one that somebody has: neither the answer nor its time says which it was.
            var plan = await seen.Of(caller, person ?? "nobody", search.At, cancel);
            return FunctionHost.FhirResult(plan is null ? search.Nothing(fhirBase) : search.Answer(plan, person!, fhirBase));
        }, _ => throw new InvalidOperationException("A search is read or refused."), refusal => Task.FromResult(refusal.ToResult()));
    }

    private async Task<IResult> Everything(Caller caller, string type, string id, CancellationToken cancel) =>
        await seen.Of(caller, id, null, cancel) is { } plan && plan.Has($"{type}/{id}")
            ? FunctionHost.FhirResult(PlanBundle.Bundle(type == "Patient" ? "searchset" : "collection", plan.Now().Select(one => one.Resource!), fhirBase, type))
            : new Refusal(RefusalReason.NotFound).ToResult();

    /// <summary>What we make of whose codes: nothing about a person, so any caller may read it.</summary>
    private IResult Map(HttpRequest request, string[] path, JsonNode? body) => path switch
    {
        [] when body is null => FunctionHost.FhirResult(PlanBundle.Bundle("searchset", maps.Search(request.Query["url"]), fhirBase, "ConceptMap")),
        ["$translate"] => TranslateCode(request, null, body),
        [var id, "$translate"] when maps.TableOf(id) is { } table => TranslateCode(request, table, body),
        [var id] when body is null && maps.Find(id) is { } map => FunctionHost.FhirResult(map),
        _ => new Refusal(RefusalReason.NotFound).ToResult(),
    };

    private IResult TranslateCode(HttpRequest request, string? table, JsonNode? body)
    {
        var given = CodeTranslation.Parameters(request.Query, body);
        if (given.GetValueOrDefault("url") is { Length: > 0 } url && table is null)
        {
            if (!url.StartsWith(ConceptMaps.UrlOf(""), StringComparison.Ordinal) || maps.TableOf(url[ConceptMaps.UrlOf("").Length..]) is not { } named) return new Refusal(RefusalReason.NotFound, "url").ToResult();
            table = named;
        }
        if (given.GetValueOrDefault("reverse") == "true") return new Refusal(RefusalReason.SearchIsNotSupported, "reverse").ToResult();
        if (given.GetValueOrDefault("code") is not { Length: > 0 } code) return new Refusal(RefusalReason.OperationNeedsMore, "code").ToResult();
        var system = given.GetValueOrDefault("system", "");
        if (table is null && system.Length == 0) return new Refusal(RefusalReason.OperationNeedsMore, "system").ToResult();
        return FunctionHost.FhirResult(codes.Translate(table, code, system, given.GetValueOrDefault("targetsystem", given.GetValueOrDefault("targetSystem", "")), London.DayOf(time.GetUtcNow()), name => ConceptMaps.UrlOf(ConceptMaps.IdOf(name))));
    }

    /// <summary>What happened, who was told about it, who is still owed, and what was held back from each: a Parameters resource.</summary>
    private async Task<IResult> Told(string id, CancellationToken cancel)
    {
        if (!Keys.MayBeKey(id)) return new Refusal(RefusalReason.NotFound).ToResult();
        var read = await plans.Read(id, cancel);
        if (read.Head is null) return new Refusal(RefusalReason.NotFound).ToResult();
        var parameters = new JsonArray(new JsonObject { ["name"] = "notices", ["valueInteger"] = read.Notices.Count });
        foreach (var notice in plans.Fold(read).Notices)
            parameters.Add(Part("happened", ("event", notice.Event), ("at", PlanBundle.Instant(notice.At)), ("source", notice.Source), ("because", notice.Because)));
        foreach (var row in read.Owed)
            parameters.Add(Part("recipient", ("name", row.To), ("role", row.Role), ("state", row.State), ("wanted", row.Wanted.ToString(CultureInfo.InvariantCulture)), ("acknowledged", row.Acknowledged.ToString(CultureInfo.InvariantCulture)), ("because", row.Because)));
        await foreach (var line in plans.Audit(id, cancel))
            parameters.Add(Part("decision", ("at", PlanBundle.Instant(line.Time("At")!.Value)), ("to", line.Text("To")), ("message", line.Text("Message")), ("decision", line.Text("Decision")), ("held", line.Text("Held")), ("policy", line.Text("PolicyVersion"))));
        return FunctionHost.FhirResult(new JsonObject { ["resourceType"] = "Parameters", ["parameter"] = parameters });

        static JsonObject Part(string name, params ReadOnlySpan<(string Name, string? Value)> parts)
        {
            var list = new JsonArray();
            foreach (var (part, value) in parts) if (!string.IsNullOrEmpty(value)) list.Add(new JsonObject { ["name"] = part, ["valueString"] = value });
            return new JsonObject { ["name"] = name, ["part"] = list };
        }
    }

    /// <summary>What sources said of a fact that the plan has from someone who outweighs them: a Parameters resource. Nothing that was said is gone.</summary>
    private async Task<IResult> Said(string id, CancellationToken cancel)
    {
        if (!Keys.MayBeKey(id) || await plans.Read(id, cancel) is not { Head: not null } read) return new Refusal(RefusalReason.NotFound).ToResult();
        var parameters = new JsonArray();
        foreach (var fact in plans.Fold(read).Facts)
            foreach (var other in fact.Others)
            {
                var resource = other.Entry.Resource.DeepClone().AsObject();
                Plans.References.Rewrite(resource, _ => null);
                parameters.Add(new JsonObject
                {
                    ["name"] = "said",
                    ["part"] = new JsonArray(
                        new JsonObject { ["name"] = "about", ["valueString"] = fact.Reference },
                        new JsonObject { ["name"] = "source", ["valueString"] = other.Source },
                        new JsonObject { ["name"] = "at", ["valueString"] = PlanBundle.Instant(other.Notice.At) },
                        new JsonObject { ["name"] = "outweighedBy", ["valueString"] = fact.Chosen.Source },
                        new JsonObject { ["name"] = "what", ["resource"] = resource }),
                });
            }
        return FunctionHost.FhirResult(parameters.Count > 0 ? new JsonObject { ["resourceType"] = "Parameters", ["parameter"] = parameters } : new JsonObject { ["resourceType"] = "Parameters" });
    }

    /// <summary>No Accept header accepts all. _format, where it stands, wins over the header (R4 section 3.1.0.1.11).</summary>
    internal static bool AcceptsJson(HttpRequest request)
    {
        if (request.Query["_format"].ToString() is { Length: > 0 } format) return format is "json" || JsonTypes.Contains(format.Replace(' ', '+'), StringComparer.OrdinalIgnoreCase);
        var accept = request.Headers.Accept.SelectMany(value => value!.Split(',')).Select(value => value.Split(';')[0].Trim()).Where(value => value.Length > 0).ToList();
        return accept.Count == 0 || accept.Exists(value => JsonTypes.Contains(value, StringComparer.OrdinalIgnoreCase));
    }

    internal static bool IsJson(HttpRequest request) => request.ContentType?.Split(';')[0].Trim() is { } type && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Equals("application/fhir+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>The answer to a body of JSON, once it is known to be one by name and size.</summary>
    private static async Task<IResult> Sent(HttpRequest request, Func<byte[], Task<IResult>> answer)
    {
        if (!IsJson(request)) return new Refusal(RefusalReason.BodyIsNotSupported).ToResult();
        return await request.ReadBody(NoticeText.MostBytes) is { } body ? await answer(body) : new Refusal(RefusalReason.NoticeIsTooLarge).ToResult();
    }

    /// <summary>The answer to a search in a form, once it is known to be one by name and size.</summary>
    internal static async Task<IResult> Form(HttpRequest request, Func<Dictionary<string, StringValues>, Task<IResult>> answer)
    {
        if (request.ContentType?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return new Refusal(RefusalReason.BodyIsNotSupported).ToResult();
        // Half of a search in the address and half in the body: left out in silence, either would show more than was asked for.
        if (request.Query.Keys.FirstOrDefault(name => name is not "_format") is { } beside) return new Refusal(RefusalReason.SearchIsNotSupported, beside).ToResult();
        return await request.ReadBody(LargestForm) is { } body ? await answer(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body))) : new Refusal(RefusalReason.NoticeIsTooLarge, Detail: "A form may have 64 KiB.").ToResult();
    }

    private static Task<IResult> Sent(HttpRequest request, Func<byte[], IResult> answer) => Sent(request, body => Task.FromResult(answer(body)));
}
