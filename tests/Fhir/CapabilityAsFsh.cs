using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.FhirApi;
using Throughcare.Subscriptions;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.Fhir;

/// <summary>What the API says of itself, as a page of the profiles: said once, in the program.</summary>
internal static class CapabilityAsFsh
{
    private static readonly HashSet<string> Codes = ["status", "kind", "fhirVersion", "format", "mode", "type", "code", "versioning"];

    public static string Text()
    {
        var page = new StringBuilder("""
            // What a client of the API may rely on. `kind` is requirements, because an installation answers fhir/metadata for itself.
            // Written from functions/FhirApi/Capability.cs: UPDATE_PROFILES=1 dotnet test --filter ProfileFilesTests

            Instance: throughcare-api
            InstanceOf: CapabilityStatement
            Usage: #definition
            * url = "https://fhir.throughcare.example/CapabilityStatement/throughcare-api"
            * name = "ThroughcareApi"
            * title = "Throughcare API"
            * status = #active
            * date = "2026-11-22"
            * kind = #requirements
            * description = "One integrated care plan for each person, read and followed by whoever looks after them. Each answer holds what its caller may see; what is not there and what is not theirs get the same answer."
            * fhirVersion = #4.0.1
            * format = #json

            """);
        Write(page, "rest", Capability.Rest(new Topics(Translating.Tables)));
        return page.ToString();
    }

    private static void Write(StringBuilder page, string path, JsonNode node)
    {
        if (node is JsonObject json) foreach (var (name, value) in json) Write(page, $"{path}.{name}", value!);
        else if (node is JsonArray list) foreach (var (at, item) in list.Index()) Write(page, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), item!);
        else page.Append(CultureInfo.InvariantCulture, $"* {path} = {Value(path[(path.LastIndexOf('.') + 1)..].Split('[')[0], node.AsValue())}\n");
    }

    private static string Value(string name, JsonValue value) => value.TryGetValue<bool>(out var truth) ? truth ? "true" : "false" : Codes.Contains(name) ? $"#{value}" : $"\"{value.ToString().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
