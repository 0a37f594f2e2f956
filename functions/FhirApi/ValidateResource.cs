using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.Fhir;
using Throughcare.Hosting;
using Throughcare.Translation;

namespace Throughcare.FhirApi;

/// <summary>$validate (R4 Resource-validate): whether a resource keeps to R4, to the profiles it names and to one that is asked for. Nothing of it is kept.</summary>
internal static class ValidateResource
{
    /// <param name="type">The type in the address; null when it has none.</param>
    /// <param name="body">The resource, or Parameters with it as "resource". Any bytes are answered.</param>
    public static IResult Run(string? type, HttpRequest request, byte[] body)
    {
        var (resource, profileUrl, mode) = (body, request.Query["profile"].ToString(), request.Query["mode"].ToString());
        Unwrap(body, ref resource, ref profileUrl, ref mode);
        // What a deletion would need is nothing of the resource's own.
        if (mode == "delete") return new Refusal(RefusalReason.MethodIsNotSupported, "mode").ToResult();
        var rules = RulePack.Default;
        ProfileRule? profile = null;
        if (profileUrl.Length > 0 && !rules.Profiles.TryGetValue(profileUrl, out profile)) return new Refusal(RefusalReason.ProfileIsUnknown, "profile").ToResult();
        var verdict = new Checker(rules).Check(resource, profile);
        var outcome = verdict.ToOperationOutcome();
        if (type is not null && TypeOf(resource, rules) is { } sent && sent != type)
            outcome["issue"]!.AsArray().Insert(0, new JsonObject { ["severity"] = "error", ["code"] = "value", ["diagnostics"] = $"It is a {sent}; the address asks about a {type}.", ["expression"] = new JsonArray(sent) });
        return FunctionHost.FhirResult(outcome);
    }

    /// <summary>A type of R4; null for anything else, which the verdict has said already.</summary>
    private static string? TypeOf(byte[] resource, RulePack rules) => NoticeText.Read(resource).Match(
        document => { using (document) return Text(document.RootElement, "resourceType") is { } type && rules.ResourceTypes.Contains(type) ? type : null; },
        _ => null, _ => null);

    private static void Unwrap(byte[] body, ref byte[] resource, ref string profile, ref string mode)
    {
        JsonDocument? document = null;
        NoticeText.Read(body).Match(read => { document = read; return true; }, _ => false, _ => false);
        using (document)
        {
            if (document?.RootElement is not { } root || Text(root, "resourceType") != "Parameters" || !root.TryGetProperty("parameter", out var list) || list.ValueKind != JsonValueKind.Array) return;
            foreach (var one in list.EnumerateArray())
                switch (Text(one, "name"))
                {
                    case "resource" when one.TryGetProperty("resource", out var inner): resource = JsonMarshal.GetRawUtf8Value(inner).ToArray(); break;
                    case "profile": profile = Text(one, "valueUri") ?? Text(one, "valueCanonical") ?? profile; break;
                    case "mode": mode = Text(one, "valueCode") ?? mode; break;
                }
        }
    }

    private static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
