using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Notices;
using Throughcare.Translation;
using Throughcare.Translation.Formats;

namespace Throughcare.ReceiveNotice;

/// <summary>The HTTP door. POST api/notices/{source} keeps the notice and answers 202 with where its ending can be seen; GET that place.</summary>
internal sealed class ReceiveNotice(Tables tables, Callers callers, Door door, Ledger ledger, Patience patience, FaultPoint fault)
{
    public async Task<IResult> Post(HttpRequest request, string source)
    {
        if (Sender(request, source) is not { } sender) return Stranger(source);
        if (request.ContentType is not { } type || !IsOf(sender.Format, type)) return new Refusal(sender.Format is NoticeFormat.Json ? RefusalReason.ContentTypeIsNotJson : RefusalReason.ContentTypeIsNotOfThisSource).ToResult();
        if (sender.Format.IsUtf8 && !IsUtf8(type)) return new Refusal(RefusalReason.CharacterSetIsNotUtf8).ToResult();
        if (await request.ReadBody(NoticeText.MostBytes) is not { } bytes) return new Refusal(RefusalReason.NoticeIsTooLarge).ToResult();

        using var limit = new CancellationTokenSource(Patience.Most / 3);
        try
        {
            var taken = await patience.Try(cancel => door.TakeAll(sender, bytes, point => fault.Hit("receive-" + point), cancel), limit.Token);
            return taken.Match(
                notices => notices.Count == 1 ? One(source, notices[0]) : Several(source, notices),
                because => Results.Text($$"""{"ignored":"{{because}}"}""", "application/json"),
                refusal => refusal.ToResult());
        }
        catch (Exception problem) when (Patience.RanOut(problem, limit.Token))
        {
            // Never a 2xx for what is not kept: the sender tries again.
            return new Refusal(RefusalReason.StorageIsAway).ToResult();
        }
    }

    private static IResult One(string source, Outcome<string> taken) => taken.Match(
        key => Results.Text(Kept(source, key).ToJsonString(), "application/json", statusCode: 202).WithLocation(Place(source, key)),
        because => Results.Text(new JsonObject { ["ignored"] = because }.ToJsonString(Json.Readable), "application/json"),
        refusal => refusal.ToResult());

    /// <summary>Of a file of several, each notice for itself, in their order: what is sound is not held up by what is not.</summary>
    private static IResult Several(string source, List<Outcome<string>> taken)
    {
        var kept = 0;
        var all = new JsonArray([.. taken.Select(one => one.Match(
            key => { kept++; return Kept(source, key); },
            because => new JsonObject { ["ignored"] = because },
            refusal => new JsonObject { ["refused"] = refusal.ToOperationOutcome() }))]);
        return Results.Text(new JsonObject { ["kept"] = kept, ["notices"] = all }.ToJsonString(Json.Readable), "application/json", statusCode: kept > 0 || taken.Count == 0 ? 202 : 422);
    }

    private static JsonObject Kept(string source, string key) => new() { ["notice"] = key, ["status"] = Place(source, key) };

    private static string Place(string source, string key) => $"/api/notices/{source}/{key}";

    public async Task<IResult> Get(HttpRequest request, string source, string notice)
    {
        if (Sender(request, source) is not { } sender) return Stranger(source);
        try
        {
            return Keys.MayBeKey(notice) && await ledger.Status(sender, notice, request.HttpContext.RequestAborted) is { } status ? Results.Text(status.ToJsonString(Json.Readable), "application/json") : new Refusal(RefusalReason.NotFound).ToResult();
        }
        catch (Exception problem) when (Patience.RanOut(problem, request.HttpContext.RequestAborted))
        {
            return new Refusal(RefusalReason.StorageIsAway).ToResult();
        }
    }

    private Source? Sender(HttpRequest request, string source) =>
        callers.WithKey(request.BearerKey())?.MaySend.Contains(source, StringComparer.Ordinal) == true ? tables.Sources.GetValueOrDefault(source) : null;

    private IResult Stranger(string source) => new Refusal(tables.Sources.ContainsKey(source) ? RefusalReason.CallerIsUnknown : RefusalReason.SourceIsUnknown).ToResult();

    private static bool IsOf(NoticeFormat format, string type)
    {
        var media = type.Split(';')[0].Trim();
        return format.ContentTypes.Contains(media, StringComparer.OrdinalIgnoreCase) || (format is NoticeFormat.Json or NoticeFormat.Fhir && media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsUtf8(string type)
    {
        var set = type.Split(';').Skip(1).Select(part => part.Trim().Split('=', 2)).FirstOrDefault(part => part[0].Equals("charset", StringComparison.OrdinalIgnoreCase));
        return set is null || (set.Length == 2 && set[1].Trim('"', ' ').Replace("-", "", StringComparison.Ordinal).Equals("utf8", StringComparison.OrdinalIgnoreCase));
    }
}
