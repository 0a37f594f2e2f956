using System.Text.Json.Nodes;
using System.Text.Json;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.WaitingLists;

/// <summary>The waiting lists over HTTP: GET api/waiting/{list} to read; POST api/waiting/addresses/{key}, api/waiting/undelivered/{key} and api/waiting/dead/{queue}/{key} to answer.</summary>
internal sealed class WaitingLists(Tables tables, Callers callers, OpenQuestions questions, DeadLetters dead, Routing routing, PlanStore plans, Updates updates, Door door, TimeProvider time)
{
    /// <summary>Our own source: what people decide comes in as a notice too, and takes the same path.</summary>
    private const string Desk = "throughcare-desk";

    private static readonly string[] Queues = [Door.NoticesQueue, Updates.Queue];

    public async Task<IResult> Get(HttpRequest request, string path)
    {
        if (callers.WithKey(request.BearerKey()) is not { MayAnswer: true }) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        var cancel = request.HttpContext.RequestAborted;
        JsonArray? list = path.Trim('/') switch
        {
            OpenQuestions.Gaps => await questions.GapCounts(cancel),
            OpenQuestions.Addresses or OpenQuestions.Identities or OpenQuestions.UndeliveredList => [.. (await questions.Read(path.Trim('/'), cancel)).Select(Shown)],
            "dead" => await DeadList(cancel),
            _ => null,
        };
        return list is null ? new Refusal(RefusalReason.NotFound).ToResult() : Results.Text(list.ToJsonString(Json.Indented), "application/json");
    }

    public async Task<IResult> Post(HttpRequest request, string path)
    {
        if (callers.WithKey(request.BearerKey()) is not { MayAnswer: true } caller) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        var cancel = request.HttpContext.RequestAborted;
        JsonNode? answer;
        try { answer = await JsonNode.ParseAsync(request.Body, cancellationToken: cancel); }
        catch (JsonException) { return new Refusal(RefusalReason.NoticeIsNotJson).ToResult(); }
        foreach (var needed in new[] { "by", "why" }) if (string.IsNullOrWhiteSpace(answer.TextAt(needed))) return new Refusal(RefusalReason.AnswerIsIncomplete, needed).ToResult();
        return path.Trim('/').Split('/') switch
        {
            [OpenQuestions.Addresses, var key] => await Place(key, answer!, cancel),
            [OpenQuestions.UndeliveredList, var key] => await TellAgain(key, cancel),
            ["dead", var queue, var key] when Queues.Contains(queue) => await dead.Replay(queue, key, answer.TextAt("by")!, answer.TextAt("why")!, cancel) ? Results.Accepted() : new Refusal(RefusalReason.NotFound).ToResult(),
            _ => new Refusal(RefusalReason.NotFound).ToResult(),
        };
    }

    /// <summary>Says who is responsible for someone no table could place.</summary>
    private async Task<IResult> Place(string key, JsonNode answer, CancellationToken cancel)
    {
        if (await questions.One(OpenQuestions.Addresses, key, cancel) is not { } question) return new Refusal(RefusalReason.NotFound).ToResult();
        if (answer.TextAt("recipient") is not { } recipient || routing.Recipients.GetValueOrDefault(recipient)?.Role != question.Text("Role"))
            return new Refusal(RefusalReason.AnswerIsIncomplete, "recipient", "It names a row of recipients.csv that has this role.").ToResult();
        // The question may be older than a notice that answered it.
        var read = await plans.Read(question.Text("Person")!, cancel);
        if (routing.WhoMustBeTold(plans.Fold(read.Person, read.Notices), London.DayOf(time.GetUtcNow())).All(destination => destination.Role != question.Text("Role") || destination.To is not null))
            return new Refusal(RefusalReason.NotFound).ToResult();
        var now = PlanBundle.Instant(time.GetUtcNow());
        var notice = new JsonObject
        {
            ["placement"] = new JsonObject { ["person"] = question.Text("Person"), ["role"] = question.Text("Role"), ["recipient"] = recipient, ["by"] = answer.TextAt("by"), ["why"] = answer.TextAt("why") },
            ["id"] = $"{key}|{now}", ["at"] = now,
        };
        var taken = await door.Take(tables.Sources[Desk], notice.ToUtf8(), _ => Task.CompletedTask, cancel);
        return taken.Match(noticeKey => Results.Accepted($"/api/notices/{Desk}/{noticeKey}"), because => Results.Ok(because), refusal => refusal.ToResult());
    }

    /// <summary>The cause is mended: they are owed again what they did not take.</summary>
    private async Task<IResult> TellAgain(string key, CancellationToken cancel)
    {
        if (await questions.One(OpenQuestions.UndeliveredList, key, cancel) is not { } question) return new Refusal(RefusalReason.NotFound).ToResult();
        var (subject, to) = (question.Text("Subject")!, question.Text("To")!);
        if (await plans.ReadOwed(subject, to, cancel) is not { State: "refused" or "given-up" } row) return new Refusal(RefusalReason.NotFound).ToResult();
        await plans.Update(row with { State = "owed" }, [], cancel);
        await updates.Send(subject, [to], $"answered-{time.GetUtcNow().UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)}", cancel);
        return Results.Accepted();
    }

    private async Task<JsonArray> DeadList(CancellationToken cancel)
    {
        var list = new JsonArray();
        foreach (var queue in Queues) await foreach (var row in dead.All(queue, cancel)) list.Add(Shown(row));
        return list;
    }

    private static JsonNode Shown(TableRow row)
    {
        var shown = new JsonObject { ["list"] = row.Partition, ["key"] = row.Row };
        foreach (var (name, value) in row.Values)
            shown[char.ToLowerInvariant(name[0]) + name[1..]] = value switch { DateTimeOffset at => PlanBundle.Instant(at), long number => number, bool flag => flag, _ => value.ToString() };
        return shown;
    }
}
