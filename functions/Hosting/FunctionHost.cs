using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Throughcare.Hosting;

/// <summary>How a step ended, in a sentence for the log. It names keys, never a person.</summary>
internal readonly record struct Ending(string Sentence)
{
    public static implicit operator Ending(string sentence) => new(sentence);
}

/// <summary>Maps the host's invocations and the forwarded HTTP requests to our functions.</summary>
internal static class FunctionHost
{
    /// <summary>A function the host calls when its trigger fires: POST /Name. Answers 200 only when the step is done, for then the message is gone.</summary>
    /// <remarks>The body is never empty and always JSON: the host waits forever on anything else.</remarks>
    public static void MapFunction(this WebApplication app, string name, Func<Invocation, CancellationToken, Task<Ending>> run) =>
        app.MapPost("/" + name, async (HttpContext http, ILoggerFactory loggers) =>
        {
            if (FrontDoorHeaders.Any(http.Request.Headers.ContainsKey))
            {
                // It came from outside by a path that was bent to look like ours. The platform's front end marks what it lets in; the host's own calls have no such mark.
                http.Response.StatusCode = 404;
                return;
            }
            var log = loggers.CreateLogger(name);
            using var limit = new CancellationTokenSource(Patience.Most);
            try
            {
                using var envelope = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: limit.Token);
                var ending = await run(new Invocation(envelope.RootElement), limit.Token);
                log.Ended(ending.Sentence);
                await Answer(http, 200);
            }
            catch (Exception fault)
            {
                // The outermost edge of an invocation: whatever it was, the host must hear that it failed, and gives the message again.
                log.Failed(fault.GetType().Name, fault is Storage.StorageFault or Messaging.SendFault ? fault.Message : Where(fault));
                await Answer(http, 500);
            }
        });

    /// <summary>What Azure's front end puts on every request from outside, and no caller can take off.</summary>
    private static readonly string[] FrontDoorHeaders = ["X-Forwarded-For", "X-ARR-LOG-ID", "X-Original-URL", "Disguised-Host"];

    private static string Where(Exception fault) => fault.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? "";

    private static async Task Answer(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync("""{"Outputs":{},"Logs":[]}""");
    }

    /// <summary>The key a caller sends: Authorization: Bearer KEY.</summary>
    public static string BearerKey(this HttpRequest request) =>
        request.Headers.Authorization is { Count: 1 } header && !StringValues.IsNullOrEmpty(header) && header[0]!.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[0]![7..].Trim() : "";

    /// <summary>The body, or null when it is larger; no more than that is read.</summary>
    /// <param name="most">In bytes.</param>
    public static async Task<byte[]?> ReadBody(this HttpRequest request, int most)
    {
        if (request.ContentLength > most) return null;
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0;)
        {
            body.Write(chunk, 0, read);
            if (body.Length > most) return null;
        }
        return body.ToArray();
    }

    /// <summary>A refusal as HTTP: its status and an OperationOutcome; with Retry-After (seconds) when it is ours and passes, and with how to sign in when nobody is known by the key (RFC 9110 section 11.6.1).</summary>
    public static IResult ToResult(this Refusal refusal)
    {
        var result = FhirResult(refusal.ToOperationOutcome(), refusal.Status);
        return refusal.Status switch { 503 => result.WithHeader("Retry-After", "30"), 401 => result.WithHeader("WWW-Authenticate", "Bearer"), _ => result };
    }

    public static IResult FhirResult(System.Text.Json.Nodes.JsonNode resource, int status = 200) =>
        Results.Text(resource.ToJsonString(Json.Readable), FhirNames.FhirJson, statusCode: status);
}

internal static partial class LogLines
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Sentence}")]
    public static partial void Ended(this ILogger log, string sentence);

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed, and will come again: {Fault} {Where}")]
    public static partial void Failed(this ILogger log, string fault, string where);
}
