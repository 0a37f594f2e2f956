using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.ApplyNotice;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.WaitingLists;

/// <summary>The waiting lists over HTTP: GET api/waiting/{list} to read one with its evidence, age and urgency, POST api/waiting/{list}/{key} to answer; GET api/waiting/answered/{list} for who answered what, when and why.</summary>
/// <remarks>Every answer says by whom and why. What it decides about a person or their plan is a notice of our own source, kept and applied like any other, so that it can be seen in the plan and taken back.</remarks>
internal sealed class WaitingLists(Tables tables, Callers callers, OpenQuestions questions, DeadLetters dead, Routing routing, PlanStore plans, KnownPeople people, Updates updates, Door door, TimeProvider time)
{
    private static readonly string[] Queues = [Door.NoticesQueue, Updates.Queue];

    public async Task<IResult> Get(HttpRequest request, string path)
    {
        if (callers.WithKey(request.BearerKey()) is not { MayAnswer: true }) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        var cancel = request.HttpContext.RequestAborted;
        JsonNode? list = path.Trim('/').Split('/') switch
        {
            [OpenQuestions.Gaps] => await GapCounts(cancel),
            [OpenQuestions.Identities] => await Identities(cancel),
            [OpenQuestions.Unusable] => await Unusable(cancel),
            [OpenQuestions.Addresses or OpenQuestions.UndeliveredList] => new JsonArray([.. (await questions.Read(path.Trim('/'), cancel)).Select(Shown)]),
            ["answered", var answered] when OpenQuestions.Lists.Contains(answered) => new JsonArray([.. (await questions.AnsweredOf(answered, cancel)).Select(Shown)]),
            ["people", var person] when Keys.MayBeKey(person) => await people.Shown(person, cancel),
            ["dead"] => await DeadList(cancel),
            _ => null,
        };
        return list is null ? new Refusal(RefusalReason.NotFound).ToResult() : Results.Text(list.ToJsonString(Json.Indented), "application/json");
    }

    public async Task<IResult> Post(HttpRequest request, string path)
    {
        if (callers.WithKey(request.BearerKey()) is not { MayAnswer: true }) return new Refusal(RefusalReason.CallerIsUnknown).ToResult();
        var cancel = request.HttpContext.RequestAborted;
        JsonNode? answer;
        try { answer = await JsonNode.ParseAsync(request.Body, cancellationToken: cancel); }
        catch (JsonException) { return new Refusal(RefusalReason.NoticeIsNotJson).ToResult(); }
        foreach (var needed in new[] { "by", "why" }) if (string.IsNullOrWhiteSpace(answer.TextAt(needed))) return new Refusal(RefusalReason.AnswerIsIncomplete, needed).ToResult();
        return path.Trim('/').Split('/') switch
        {
            [OpenQuestions.Addresses, var key] => await Place(key, answer!, cancel),
            [OpenQuestions.Identities, var key] => await SameOrNot(key, answer!, cancel),
            [OpenQuestions.Unusable, var key] => await LeaveOut(key, answer!, cancel),
            [OpenQuestions.Gaps] => await CloseGap(answer!, cancel),
            [OpenQuestions.UndeliveredList, var key] => await TellAgain(key, answer!, cancel),
            ["people", var person] when Keys.MayBeKey(person) => await Decide(person, answer!, cancel),
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
        var plan = plans.Fold(await plans.Read(question.Text("Person")!, cancel));
        if (routing.WhoMustBeTold(plan, London.DayOf(time.GetUtcNow())).All(destination => destination.Role != question.Text("Role") || destination.To is not null))
            return new Refusal(RefusalReason.NotFound).ToResult();
        return await Send(question, recipient, answer, new JsonObject { ["placement"] = new JsonObject { ["person"] = question.Text("Person"), ["role"] = question.Text("Role"), ["recipient"] = recipient } }, cancel);
    }

    /// <summary>Says whether two are one.</summary>
    private async Task<IResult> SameOrNot(string key, JsonNode answer, CancellationToken cancel)
    {
        if (await questions.One(OpenQuestions.Identities, key, cancel) is not { } question) return new Refusal(RefusalReason.NotFound).ToResult();
        if (answer.TextAt("answer") is not (IdentityDecisions.Same or IdentityDecisions.Different)) return new Refusal(RefusalReason.AnswerIsIncomplete, "answer", $"It is {IdentityDecisions.Same} or {IdentityDecisions.Different}.").ToResult();
        // Joined since it was asked: then there is nothing to say yes to, and no parts them.
        if (answer.TextAt("answer") == IdentityDecisions.Same && await people.Evidence(question.Text("OnePerson")!, cancel) is null | await people.Evidence(question.Text("OtherPerson")!, cancel) is null) return new Refusal(RefusalReason.NotFound).ToResult();
        return await Send(question, answer.TextAt("answer")!, answer, new JsonObject { ["identity"] = new JsonObject { ["decision"] = answer.TextAt("answer"), ["one"] = question.Text("One"), ["other"] = question.Text("Other"), ["likeness"] = question.Number("Likeness") } }, cancel);
    }

    /// <summary>Takes an entry that nobody may act on out of the plan. What its sender said stays to be seen, and a later word of theirs counts again.</summary>
    private async Task<IResult> LeaveOut(string key, JsonNode answer, CancellationToken cancel)
    {
        if (await questions.One(OpenQuestions.Unusable, key, cancel) is not { } question) return new Refusal(RefusalReason.NotFound).ToResult();
        if (answer.TextAt("answer") is not "left-out") return new Refusal(RefusalReason.AnswerIsIncomplete, "answer", "It is left-out. To have it used, its sender corrects it.").ToResult();
        return await Send(question, "left-out", answer, new JsonObject { ["settlement"] = new JsonObject { ["person"] = (await plans.Follow(question.Text("Person")!, question.Text("Identity")!, cancel)).Person, ["source"] = question.Text("Source"), ["kind"] = question.Text("Kind"), ["record"] = question.Text("Record") } }, cancel);
    }

    /// <summary>Joins somebody to another, or parts what was joined, without having been asked.</summary>
    private async Task<IResult> Decide(string person, JsonNode answer, CancellationToken cancel)
    {
        var theirs = (await plans.Read(person, cancel)).Here.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var (decision, identity, other) = (answer.TextAt("decision"), answer.TextAt("identity") ?? "", answer.TextAt("other") ?? "");
        // What is wrong here would be a decision that changes nothing, and nobody would hear of it.
        var wrong = decision is not (IdentityDecisions.Same or IdentityDecisions.Apart) ? "decision"
            : identity.Length == 0 || theirs.Contains(identity) != (decision == IdentityDecisions.Apart) ? "identity"
            : !theirs.Contains(other) || other == identity ? "other" : null;
        if (wrong is not null)
            return new Refusal(RefusalReason.AnswerIsIncomplete, wrong, $"decision is {IdentityDecisions.Same} (identity: of somebody else, other: of this person) or {IdentityDecisions.Apart} (identity: the one of this person that is somebody else's, other: one that stays). api/waiting/people/PERSON lists them.").ToResult();
        return await Send(null, "", answer, new JsonObject { ["identity"] = new JsonObject { ["decision"] = decision, ["one"] = decision == IdentityDecisions.Same ? other : identity, ["other"] = decision == IdentityDecisions.Same ? identity : other } }, cancel);
    }

    /// <summary>A notice of our own source, and the question off its list.</summary>
    private async Task<IResult> Send(TableRow? question, string decided, JsonNode answer, JsonObject notice, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var content = notice.First().Value!.AsObject();
        (content["by"], content["why"]) = (answer.TextAt("by"), answer.TextAt("why"));
        (notice["id"], notice["at"]) = ($"{question?.Row ?? content.TextAt("one")}|{PlanBundle.Instant(now)}", PlanBundle.Instant(now));
        var taken = await door.Take(tables.Sources[Matches.Desk], notice.ToUtf8(), _ => Task.CompletedTask, cancel);
        return await taken.Match<Task<IResult>>(
            async noticeKey =>
            {
                if (question is not null) await questions.Answered(question, decided, answer.TextAt("by")!, answer.TextAt("why")!, cancel);
                return Results.Accepted($"/api/notices/{Matches.Desk}/{noticeKey}");
            },
            because => Task.FromResult(Results.Ok(because)),
            refusal => Task.FromResult(refusal.ToResult()));
    }

    /// <summary>A code needs no row, or has one now: the next notice with it will show.</summary>
    private async Task<IResult> CloseGap(JsonNode answer, CancellationToken cancel)
    {
        if (answer.TextAt("answer") is not ("row-added" or "not-needed") || answer.TextAt("table") is not { } table || answer.TextAt("code") is not { } code) return new Refusal(RefusalReason.AnswerIsIncomplete, "answer", "It names table and code as the list has them; answer is row-added or not-needed.").ToResult();
        var rows = await questions.GapsOf(table.StartsWith("mappings/", StringComparison.Ordinal) ? table["mappings/".Length..] : table, code, cancel);
        foreach (var row in rows) await questions.Answered(row, answer.TextAt("answer")!, answer.TextAt("by")!, answer.TextAt("why")!, cancel);
        return rows.Count == 0 ? new Refusal(RefusalReason.NotFound).ToResult() : Results.Ok();
    }

    /// <summary>The cause is mended: they are owed again what they did not take.</summary>
    private async Task<IResult> TellAgain(string key, JsonNode answer, CancellationToken cancel)
    {
        if (await questions.One(OpenQuestions.UndeliveredList, key, cancel) is not { } question) return new Refusal(RefusalReason.NotFound).ToResult();
        var (subject, to) = (question.Text("Subject")!, question.Text("To")!);
        if (await plans.ReadOwed(subject, to, cancel) is not { State: "refused" or "given-up" } row) return new Refusal(RefusalReason.NotFound).ToResult();
        await plans.Update(row with { State = "owed" }, [], cancel);
        await updates.Send(subject, [to], $"answered-{time.GetUtcNow().UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)}", cancel);
        await questions.Answered(question, "tell-again", answer.TextAt("by")!, answer.TextAt("why")!, cancel);
        return Results.Accepted();
    }

    /// <summary>Two people each, side by side. Who has been joined meanwhile is asked about no more.</summary>
    private async Task<JsonArray> Identities(CancellationToken cancel)
    {
        var (list, read) = (new JsonArray(), new Dictionary<string, JsonObject?>(StringComparer.Ordinal));
        foreach (var row in await questions.Read(OpenQuestions.Identities, cancel))
        {
            var (one, other) = (await Evidence(row.Text("OnePerson")!), await Evidence(row.Text("OtherPerson")!));
            if (one is null || other is null)
            {
                await questions.Gone(row.Partition, row.Row, cancel);
                continue;
            }
            var shown = Shown(row);
            (shown["compared"], shown["one"], shown["other"]) = (JsonNode.Parse(row.Text("Compared")!), one, other);
            list.Add(shown);
        }
        return list;

        // Somebody with a common name is asked about with many, and is looked up once.
        async Task<JsonObject?> Evidence(string person)
        {
            if (!read.ContainsKey(person)) read[person] = await people.Evidence(person, cancel);
            return read[person]?.DeepClone().AsObject();
        }
    }

    /// <summary>Entries that nobody may act on. One whose sender has corrected it is asked about no more.</summary>
    private async Task<JsonArray> Unusable(CancellationToken cancel)
    {
        var list = new JsonArray();
        foreach (var row in await questions.Read(OpenQuestions.Unusable, cancel))
        {
            var rows = await plans.Read((await plans.Follow(row.Text("Person")!, row.Text("Identity")!, cancel)).Person, cancel);
            if (plans.Fold(rows).Facts.FirstOrDefault(fact => fact.Unusable is not null && fact.Kind.Name == row.Text("Kind") && fact.Chosen.Source == row.Text("Source") && fact.Chosen.Entry.RecordId == row.Text("Record")) is not { } fact)
            {
                await questions.Gone(row.Partition, row.Row, cancel);
                continue;
            }
            var shown = Shown(row);
            (shown["plan"], shown["entry"]) = ($"CarePlan/{rows.Person}", fact.Resource.DeepClone());
            list.Add(shown);
        }
        return list;
    }

    /// <summary>Codes no table has: each with how many notices used it and the table to add it to.</summary>
    private async Task<JsonArray> GapCounts(CancellationToken cancel) =>
        [.. (await questions.Read(OpenQuestions.Gaps, cancel)).GroupBy(row => (Table: row.Text("Table"), Code: row.Text("Code"))).OrderByDescending(gap => gap.Count()).Select(gap =>
        {
            var shown = Shown(gap.MinBy(row => row.Time("Since"))!);
            (shown["table"], shown["notices"], shown["do"]) = ($"mappings/{gap.Key.Table}", gap.Count(), $"Add a row for it to mappings/{gap.Key.Table}: what it means, to what it goes, and why.");
            return (JsonNode)shown;
        })];

    private async Task<JsonArray> DeadList(CancellationToken cancel)
    {
        var list = new JsonArray();
        foreach (var queue in Queues) await foreach (var row in dead.All(queue, cancel)) list.Add(Shown(row));
        return list;
    }

    /// <summary>The question with its age, and whether it has waited longer than urgency.csv allows.</summary>
    private JsonObject Shown(TableRow row)
    {
        var shown = new JsonObject { ["list"] = row.Partition, ["key"] = row.Row };
        foreach (var (name, value) in row.Values)
            shown[char.ToLowerInvariant(name[0]) + name[1..]] = value switch { DateTimeOffset at => PlanBundle.Instant(at), long number => number, bool flag => flag, _ => value.ToString() };
        if (row.Time("Since") is not { } since) return shown;
        var age = (row.Time("AnsweredAt") ?? time.GetUtcNow()) - since;
        (shown["ageHours"], shown["overdue"]) = (Math.Round(age.TotalHours, 1), row.Number("Hours") > 0 && age.TotalHours > row.Number("Hours"));
        return shown;
    }
}
