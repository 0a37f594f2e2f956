using Throughcare.Hosting;
using Throughcare.Notices;
using Throughcare.Translation;

namespace Throughcare.ReceiveNotice;

/// <summary>The HTTP door. POST api/notices/{source} keeps the notice and answers 202 with where its ending can be seen; GET that place.</summary>
internal sealed class ReceiveNotice(Tables tables, Callers callers, Door door, Ledger ledger, Patience patience, FaultPoint fault)
{
    public async Task<IResult> Post(HttpRequest request, string source)
    {
        if (Sender(request, source) is not { } sender) return Stranger(source);
        if (request.ContentType is not { } type || !IsJson(type)) return new Refusal(RefusalReason.ContentTypeIsNotJson).ToResult();
        if (!IsUtf8(type)) return new Refusal(RefusalReason.CharacterSetIsNotUtf8).ToResult();
        if (await Read(request) is not { } bytes) return new Refusal(RefusalReason.NoticeIsTooLarge).ToResult();

        using var limit = new CancellationTokenSource(Patience.Most / 3);
        try
        {
            var taken = await patience.Try(cancel => door.Take(sender, bytes, point => fault.Hit("receive-" + point), cancel), limit.Token);
            return taken.Match(
                key => { var place = $"/api/notices/{source}/{key}"; return Results.Text($$"""{"notice":"{{key}}","status":"{{place}}"}""", "application/json", statusCode: 202).WithLocation(place); },
                because => Results.Text($$"""{"ignored":"{{because}}"}""", "application/json"),
                refusal => refusal.ToResult());
        }
        catch (Exception problem) when (Patience.RanOut(problem, limit.Token))
        {
            // Never a 2xx for what is not kept: the sender tries again.
            return Results.Text("""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient","details":{"text":"We cannot keep the notice at the moment. Send it again in half a minute."}}]}""", FhirNames.FhirJson, statusCode: 503).WithHeader("Retry-After", "30");
        }
    }

    public async Task<IResult> Get(HttpRequest request, string source, string notice)
    {
        if (Sender(request, source) is not { } sender) return Stranger(source);
        return await ledger.Status(sender, notice, request.HttpContext.RequestAborted) is { } status ? Results.Text(status.ToJsonString(Json.Readable), "application/json") : new Refusal(RefusalReason.NotFound).ToResult();
    }

    private Source? Sender(HttpRequest request, string source) =>
        callers.WithKey(request.BearerKey())?.MaySend.Contains(source, StringComparer.Ordinal) == true ? tables.Sources.GetValueOrDefault(source) : null;

    private IResult Stranger(string source) => new Refusal(tables.Sources.ContainsKey(source) ? RefusalReason.CallerIsUnknown : RefusalReason.SourceIsUnknown).ToResult();

    private static bool IsJson(string type)
    {
        var media = type.Split(';')[0].Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsUtf8(string type)
    {
        var set = type.Split(';').Skip(1).Select(part => part.Trim().Split('=', 2)).FirstOrDefault(part => part[0].Equals("charset", StringComparison.OrdinalIgnoreCase));
        return set is null || (set.Length == 2 && set[1].Trim('"', ' ').Replace("-", "", StringComparison.Ordinal).Equals("utf8", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The body, or null when it is larger than a notice may be; no more than that is read.</summary>
    private static async Task<byte[]?> Read(HttpRequest request)
    {
        if (request.ContentLength > NoticeText.MostBytes) return null;
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk)) > 0;)
        {
            body.Write(chunk, 0, read);
            if (body.Length > NoticeText.MostBytes) return null;
        }
        return body.ToArray();
    }
}
