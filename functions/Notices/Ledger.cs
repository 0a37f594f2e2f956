using System.Text.Json.Nodes;
using Throughcare.Messaging;
using Throughcare.Plans;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.Notices;

/// <summary>How each notice ended. A notice that is kept and not here is still on its way.</summary>
internal sealed class Ledger(Table endings, Blobs notices, PlanStore plans, Updates updates, TimeProvider time)
{
    private const string EndingRow = "ending";

    /// <summary>Of each kind; a notice with more is wrong all through, and its sender has enough to begin with.</summary>
    private const int MostRemarks = 100;

    public async Task<TableRow?> Ending(string noticeKey, CancellationToken cancel) => await endings.Get(noticeKey, EndingRow, cancel);

    public Task Applied(Source source, string noticeKey, string person, string because, Translated translated, CancellationToken cancel) =>
        endings.Upsert(new TableRow(noticeKey, EndingRow)
        {
            ["Source"] = source.Name, ["State"] = "applied", ["At"] = time.GetUtcNow(), ["Person"] = person, ["Because"] = because,
            ["Remarks"] = new JsonArray([.. translated.Remarks.Take(MostRemarks).Select(remark => new JsonObject { ["element"] = remark.Element, ["remark"] = remark.Sentence, ["row"] = remark.Row.Length == 0 ? null : remark.Row })]).ToJsonString(Json.Readable),
            ["Codes"] = new JsonArray([.. translated.Gaps.Select(gap => new JsonObject { ["element"] = gap.Element, ["table"] = gap.Table, ["match"] = "unknown" }).Concat(translated.Losses.Select(loss => new JsonObject { ["element"] = loss.Element, ["row"] = loss.Row, ["match"] = loss.Match.ToString().ToLowerInvariant() })).Take(MostRemarks)]).ToJsonString(Json.Readable),
        }, cancel);

    /// <summary>Records the refusal and owes it to the sender, who has had a 202 or could not be answered at all.</summary>
    public async Task Refused(Source source, string noticeKey, Refusal refusal, CancellationToken cancel)
    {
        if (source.RefusalsTo.Length > 0) await plans.Submit([OwedRow.Want(noticeKey, source.RefusalsTo, "source", 1)], cancel);
        await endings.Upsert(new TableRow(noticeKey, EndingRow)
        {
            ["Source"] = source.Name, ["State"] = "refused", ["At"] = time.GetUtcNow(), ["Outcome"] = refusal.ToOperationOutcome().ToJsonString(Json.Readable), ["Because"] = refusal.Sentence,
        }, cancel);
        if (source.RefusalsTo.Length > 0) await updates.Send(noticeKey, [source.RefusalsTo], "refusal", cancel);
    }

    /// <summary>What a sender sees at the status URL; null when there is no such notice of theirs.</summary>
    public async Task<JsonObject?> Status(Source source, string noticeKey, CancellationToken cancel)
    {
        var ending = await Ending(noticeKey, cancel);
        if (ending is null) return await notices.DigestOf(noticeKey, cancel) is null ? null : new JsonObject { ["notice"] = noticeKey, ["state"] = "received", ["because"] = "It is kept and will be applied." };
        if (ending.Text("Source") != source.Name) return null;
        var status = new JsonObject { ["notice"] = noticeKey, ["state"] = ending.Text("State"), ["because"] = ending.Text("Because"), ["at"] = PlanBundle.Instant(ending.Time("At")!.Value) };
        if (ending.Text("Remarks") is { } remarks) status["remarks"] = JsonNode.Parse(remarks);
        if (ending.Text("Codes") is { Length: > 2 } codes) status["codes"] = JsonNode.Parse(codes);
        if (ending.Text("Outcome") is { } outcome) status["outcome"] = JsonNode.Parse(outcome);
        return status;
    }
}
