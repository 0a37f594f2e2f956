using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Plans;
using Throughcare.Translation;
using Throughcare.Translation.Formats;

namespace Throughcare.FhirApi;

/// <summary>$process-message (R4 section 2.4.6) for agencies that speak FHIR messaging: the message is a notice, and its fate is the response.</summary>
/// <remarks>The same message again gets the same response. What it says went wrong is in MessageHeader.response.code; the HTTP status only says whether there was a message to answer.</remarks>
internal sealed class ProcessMessage(Tables tables, NoticesAtOnce notices, Keys keys, string fhirBase)
{
    /// <param name="body">A message Bundle, or Parameters with it as "content".</param>
    public async Task<IResult> Run(Caller caller, byte[] body, CancellationToken cancel)
    {
        if (caller.MaySend.Select(name => tables.Sources[name]).FirstOrDefault(source => source.Format is NoticeFormat.Fhir) is not { } source) return new Refusal(RefusalReason.CallerSendsNoMessages).ToResult();
        return await Read(body).Match(
            message => message.WaitsForAnswer ? Answer(source, message, cancel) : Keep(source, message),
            _ => throw new InvalidOperationException("A message is read or refused."),
            refusal => Task.FromResult(refusal.ToResult()));
    }

    private async Task<IResult> Answer(Source source, Message message, CancellationToken cancel)
    {
        return await (await notices.Keep(source, message.Bundle)).Match(
            async key =>
            {
                var status = await notices.Apply(source, key, cancel);
                return status.TextAt("state") switch
                {
                    "applied" => Response(message, key, "ok", Remarks(status)),
                    "refused" => Response(message, key, "fatal-error", status["outcome"]!.DeepClone().AsObject()),
                    _ => Later(source, key),
                };
            },
            because => Task.FromResult(Response(message, Keys.Digest(message.Bundle), "ok", Outcome(Issue("information", "informational", because)))),
            refusal => Task.FromResult(refusal.Reason == RefusalReason.StorageIsAway ? refusal.ToResult() : Response(message, Keys.Digest(message.Bundle), "fatal-error", refusal.ToOperationOutcome())));
    }

    private async Task<IResult> Keep(Source source, Message message) =>
        (await notices.Keep(source, message.Bundle)).Match(key => Later(source, key), because => FunctionHost.FhirResult(Outcome(Issue("information", "informational", because))), refusal => refusal.ToResult());

    /// <summary>It is kept and will be applied; the place says how it ended.</summary>
    private static IResult Later(Source source, string key) =>
        FunctionHost.FhirResult(Outcome(Issue("information", "informational", "The message is kept and will be applied. The place in Content-Location says how it ended.")), 202).WithHeader("Content-Location", $"/api/notices/{source.Name}/{key}");

    /// <summary>A message that answers theirs; its ids follow from what it answers, so that a repeat is known as one.</summary>
    private IResult Response(Message message, string about, string code, JsonObject outcome)
    {
        var (id, outcomeId) = (keys.UuidOf("response", about).ToString(), keys.UuidOf("response-outcome", about).ToString());
        outcome["id"] = outcomeId;
        var header = new JsonObject
        {
            ["resourceType"] = "MessageHeader", ["id"] = id,
            ["eventCoding"] = CodeTable.Coding(FhirNames.CodeSystem("message-event"), "notice-answered", ""),
            ["source"] = new JsonObject { ["name"] = "Throughcare", ["endpoint"] = FhirNames.Base },
            ["focus"] = new JsonArray(new JsonObject { ["reference"] = $"OperationOutcome/{outcomeId}" }),
            ["response"] = new JsonObject { ["identifier"] = message.Id, ["code"] = code, ["details"] = new JsonObject { ["reference"] = $"OperationOutcome/{outcomeId}" } },
        };
        var bundle = PlanBundle.Bundle("message", [header, outcome], fhirBase);
        bundle["id"] = id;
        return FunctionHost.FhirResult(bundle);
    }

    private static JsonObject Remarks(JsonObject status)
    {
        var issues = status["remarks"].Items().Select(remark => Issue("warning", "value", remark.TextAt("remark")!, remark.TextAt("element")))
            .Concat(status["codes"].Items().Select(code => Issue("warning", "code-invalid", code.TextAt("match") == "unknown" ? "No table has this code. It is kept as it was sent." : "No code of ours means quite the same. Yours is kept beside it.", code.TextAt("element")))).ToArray();
        return Outcome(issues.Length > 0 ? issues : [Issue("information", "informational", "All of it was read.")]);
    }

    private static JsonObject Outcome(params JsonNode[] issues) => new() { ["resourceType"] = "OperationOutcome", ["issue"] = new JsonArray(issues) };

    private static JsonObject Issue(string severity, string code, string sentence, string? element = null)
    {
        var issue = new JsonObject { ["severity"] = severity, ["code"] = code, ["details"] = new JsonObject { ["text"] = sentence } };
        // Where the tables say it stands, with the resources of the Bundle by their types; it is no FHIRPath.
        if (!string.IsNullOrEmpty(element)) issue["diagnostics"] = element;
        return issue;
    }

    /// <param name="Id">MessageHeader.id, which the response names.</param>
    /// <param name="Bundle">The very bytes, for their digest is what a repeat is known by.</param>
    private sealed record Message(string Id, byte[] Bundle, bool WaitsForAnswer);

    private static Outcome<Message> Read(byte[] body) => NoticeText.Read(body).Then<Message>(document =>
    {
        using (document)
        {
            var (bundle, waits) = (document.RootElement, true);
            if (TextAt(bundle, "resourceType") == "Parameters")
            {
                var given = bundle.TryGetProperty("parameter", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToLookup(one => TextAt(one, "name")) : Enumerable.Empty<JsonElement>().ToLookup(_ => (string?)null);
                if (given["response-url"].Any() || given["content"].Count() != 1 || !Member(given["content"].Single(), "resource", out bundle)) return new Refusal(RefusalReason.MessageIsNone);
                waits = !given["async"].Any(one => Member(one, "valueBoolean", out var yes) && yes.ValueKind == JsonValueKind.True);
            }
            if (TextAt(bundle, "resourceType") != "Bundle" || TextAt(bundle, "type") != "message" || !Member(bundle, "entry", out var entries) || entries.ValueKind != JsonValueKind.Array || entries.GetArrayLength() == 0
                || !Member(entries[0], "resource", out var header) || TextAt(header, "resourceType") != "MessageHeader" || TextAt(header, "id") is not { Length: > 0 and <= 64 } id || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
                return new Refusal(RefusalReason.MessageIsNone);
            return new Message(id, JsonMarshal.GetRawUtf8Value(bundle).ToArray(), waits);
        }
    });

    private static bool Member(JsonElement json, string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value);
    }

    private static string? TextAt(JsonElement json, string name) => Member(json, name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
