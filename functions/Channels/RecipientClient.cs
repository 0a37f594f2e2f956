using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Throughcare.Handovers;

namespace Throughcare.Channels;

/// <summary>What came of one attempt to tell a recipient.</summary>
internal enum Told
{
    /// <summary>They answered, naming our message.</summary>
    Acknowledged,

    /// <summary>Not now: no answer, an error of theirs, an answer that names no message of ours, or too many calls at once.</summary>
    Later,

    /// <summary>We did not call: enough calls to them are under way, or they are left alone for a while.</summary>
    NotCalled,

    /// <summary>They say no to this document and would again: a person has to look.</summary>
    Refused,
}

/// <summary>A document ready to go: its bytes, and their digest, which is the idempotency key.</summary>
internal sealed record Document(string MessageId, string ContentType, byte[] Bytes)
{
    public string Digest { get; } = Keys.Digest(Bytes);
}

/// <summary>Calls recipients over HTTPS and reads their answers. Only an answer that names our message counts as one.</summary>
internal sealed class RecipientClient(Func<string, string?> setting, TimeProvider time) : IDisposable
{
    private const int MostCallsAtOnce = 8;
    private const int MostAnswerBytes = 256 * 1024;

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(20),
        MaxResponseContentBufferSize = MostAnswerBytes,
    };

    private readonly ConcurrentDictionary<string, (ConcurrencyLimiter Places, ResiliencePipeline<(Told, string)> Circuit)> lines = new(StringComparer.Ordinal);

    public async Task<(Told Told, string Because)> Tell(Recipient recipient, Document document, CancellationToken cancel)
    {
        var name = recipient.Name.ToUpperInvariant().Replace('-', '_');
        if (setting($"RECIPIENT_{name}_URL") is not { Length: > 0 } address) return (Told.Later, $"app setting RECIPIENT_{name}_URL is not set");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url)) return (Told.Later, $"app setting RECIPIENT_{name}_URL is not an address");
        if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback) return (Told.Later, "its address is not https");
        return await Call(recipient.Name, token => Post(document, url, setting($"RECIPIENT_{name}_KEY"), body => recipient.Channel == Recipient.FhirMessage ? ReadMessageResponse(body, document.MessageId) : ReadReceipt(body, document.MessageId), token), cancel);
    }

    /// <summary>Tells a subscriber. Any 2xx settles it: the R5 backport asks for no more, and every event has its number.</summary>
    public Task<(Told Told, string Because)> Notify(Uri url, string? key, TimeSpan timeout, Document document, CancellationToken cancel) => Call(url.AbsoluteUri, async token =>
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(timeout);
        try { return await Post(document, url, key, read: null, limit.Token); }
        catch (OperationCanceledException) when (!token.IsCancellationRequested) { return (Told.Later, "it gave no answer in the time it asked for"); }
    }, cancel);

    private async Task<(Told, string)> Call(string line, Func<CancellationToken, Task<(Told, string)>> post, CancellationToken cancel)
    {
        var (places, circuit) = lines.GetOrAdd(line, _ => (new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = MostCallsAtOnce, QueueLimit = 0 }), Circuit()));
        using var place = places.AttemptAcquire();
        if (!place.IsAcquired) return (Told.NotCalled, "enough calls to it are under way");
        try
        {
            return await circuit.ExecuteAsync(async token => await post(token), cancel);
        }
        catch (BrokenCircuitException)
        {
            return (Told.NotCalled, "it has failed several times in a row and is left alone for a while");
        }
    }

    private ResiliencePipeline<(Told, string)> Circuit() => new ResiliencePipelineBuilder<(Told, string)> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<(Told, string)>
        {
            ShouldHandle = new PredicateBuilder<(Told, string)>().HandleResult(answer => answer.Item1 == Told.Later),
            FailureRatio = 0.9, MinimumThroughput = 10, SamplingDuration = TimeSpan.FromSeconds(30), BreakDuration = TimeSpan.FromSeconds(15),
        })
        .Build();

    /// <param name="read">What an answer of 2xx says; null when its status says all, so that its body is not waited for however long it is.</param>
    private async Task<(Told, string)> Post(Document document, Uri url, string? key, Func<byte[], (Told, string)>? read, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(document.Bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(document.ContentType);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", document.Digest);
        // For recipients that hand a file on and answer without having read it.
        request.Headers.TryAddWithoutValidation("Message-Id", document.MessageId);
        if (key is { Length: > 0 }) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var response = await http.SendAsync(request, read is null ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, cancel);
            var status = (int)response.StatusCode;
            // Only what is said of the document itself is final. A key that ran out, a route that moved, a gateway in between: those are mended, and we try on.
            if (status is 400 or 409 or 410 or 413 or 415 or 422) return (Told.Refused, $"it answered {status}");
            if (status is < 200 or > 299) return (Told.Later, $"it answered {status}");
            if (read is null) return (Told.Acknowledged, "");
            var body = await response.Content.ReadAsByteArrayAsync(cancel);
            return read(body);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (Told.Later, "it gave no answer");
        }
    }

    /// <summary>A message Bundle whose MessageHeader.response names our message (R4 MessageHeader.response, code ok, transient-error or fatal-error).</summary>
    internal static (Told, string) ReadMessageResponse(byte[] body, string messageId)
    {
        var header = Parse(body).At("entry").Items().Select(entry => entry.At("resource")).FirstOrDefault();
        if (header.TextAt("resourceType") != "MessageHeader" || header.TextAt("response", "identifier") != messageId) return (Told.Later, "its answer does not name our message");
        return header.TextAt("response", "code") switch
        {
            "ok" => (Told.Acknowledged, ""),
            "fatal-error" => (Told.Refused, "it answered fatal-error"),
            _ => (Told.Later, "it answered transient-error"),
        };
    }

    /// <summary>A JSON receipt: {"receipt": our message id}.</summary>
    internal static (Told, string) ReadReceipt(byte[] body, string messageId) =>
        Parse(body).TextAt("receipt") == messageId ? (Told.Acknowledged, "") : (Told.Later, "its answer does not name our message");

    private static JsonNode? Parse(byte[] body)
    {
        // Strictly, so that a name that comes twice is found now and not at some later look.
        try { return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 }); }
        catch (JsonException) { return null; }
    }

    public void Dispose()
    {
        http.Dispose();
        foreach (var (places, _) in lines.Values) places.Dispose();
    }
}
