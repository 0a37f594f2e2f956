using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Translation;

/// <summary>What FHIR requires and nobody gave is written as absent with a reason, never left out and never made up (hl7.org/fhir/R4/extension-data-absent-reason.html).</summary>
internal static class NotKnown
{
    /// <summary>Nobody gave it.</summary>
    public const string Unknown = "unknown";

    /// <summary>It is there, and the reader may not have it.</summary>
    public const string Masked = "masked";

    /// <summary>What was given fails its check; it stands beside the reason as it was sent.</summary>
    private const string Error = "error";

    private const string ReasonUrl = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private static readonly string AsSentUrl = FhirNames.Extension("date-as-sent");

    /// <summary>Required not by their number but by a constraint: app-2 and app-3 (start and end of what is booked), app-1 (who takes part), prr-1 (what is ordered in detail).</summary>
    private static readonly FrozenSet<string> ByConstraint = FrozenSet.Create("Appointment.start", "Appointment.end", "Appointment.participant.actor", "ServiceRequest.code");

    /// <summary>Whether R4 requires the element of whatever it stands in.</summary>
    public static bool IsRequired(ElementRule element) => element.IsRequired || ByConstraint.Contains(element.Path);

    /// <summary>The element as JSON without a value, up to the comma: "code":{"extension":[…]}, or "_status":{"extension":[…]}, for what is a plain value in JSON.</summary>
    /// <param name="name">Its JSON name.</param>
    public static byte[] Utf8(string name, Property property)
    {
        var (member, value) = Member(name, property, Unknown);
        return Encoding.UTF8.GetBytes($"{CodeTable.Quoted(member)}:{value.ToJsonString(Json.Readable)},");
    }

    private static (string Name, JsonNode Value) Member(string name, Property property, string reason)
    {
        var part = new JsonObject { ["extension"] = new JsonArray(Reason(reason)) };
        if (property.Type.Shape is { } inner) Add(part, inner.Elements.Where(IsRequired), reason);
        return (property.Type.Primitive == Primitive.None ? name : $"_{name}", property.Element.IsList ? new JsonArray(part) : part);
    }

    private static JsonObject Reason(string code) => new() { ["url"] = ReasonUrl, ["valueCode"] = code };

    /// <summary>Whether it is an element without a value, with the reason for it.</summary>
    public static bool Is(JsonNode? value) => ReasonOf(value is JsonArray list ? list.Count == 1 ? list[0] : null : value) is not null;

    /// <summary>The extension that says why the element has no value; null when it has one.</summary>
    public static JsonNode? ReasonOf(JsonNode? element) => element.At("extension").Items().FirstOrDefault(extension => extension.TextAt("url") == ReasonUrl);

    /// <summary>Makes of a resource one that R4 allows: what it requires and is not there is written as absent, and no period ends before it begins.</summary>
    public static void Complete(JsonObject resource, string reason)
    {
        if (resource.TextAt("resourceType") is { } type && RulePack.R4.Types.TryGetValue(type, out var rule)) Complete(resource, rule, reason);
    }

    private static void Complete(JsonObject part, TypeRule rule, string reason)
    {
        foreach (var (name, value) in part)
            if (rule.Properties.Find(Encoding.UTF8.GetBytes(name)) is { IsSidecar: false, Type.Shape: { } inner })
                foreach (var item in value.Items().OfType<JsonObject>()) Complete(item, inner, reason);
        Fill(part, rule, reason);
        if (rule.Name == "Period") SetAside(part);
    }

    private static void Fill(JsonObject part, TypeRule rule, string reason)
    {
        var missing = rule.Required;
        foreach (var (name, _) in part) if (rule.Properties.Find(Encoding.UTF8.GetBytes(name)) is { } property) missing &= ~(1UL << property.Element.Index);
        if (missing != 0) Add(part, rule.Elements.Where(element => (missing >> element.Index & 1) == 1), reason);
    }

    private static void Add(JsonObject part, IEnumerable<ElementRule> elements, string reason)
    {
        foreach (var element in elements)
        {
            var property = element.Properties().First();
            var (member, value) = Member(property.JsonName, property, reason);
            part[member] = value;
        }
    }

    // ---- Periods

    /// <summary>Whether the first is certainly later than the second; a day and an hour of it are not.</summary>
    public static bool IsBackwards(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end) => FhirDate.Compare(start, end) > 0;

    /// <summary>Before an end that fails its check, and after it: it is kept as a text, which nobody takes for a date.</summary>
    public static readonly (byte[] Before, byte[] After) EndAsSent = (
        Encoding.UTF8.GetBytes($"\"_end\":{{\"extension\":[{{\"url\":\"{AsSentUrl}\",\"valueString\":\""),
        Encoding.UTF8.GetBytes($"\"}},{Reason(Error).ToJsonString()}]}},"));

    private static void SetAside(JsonObject period)
    {
        if (period.TextAt("start") is not { } start || period.TextAt("end") is not { } end || !IsBackwards(Encoding.UTF8.GetBytes(start), Encoding.UTF8.GetBytes(end))) return;
        period.Remove("end");
        period["_end"] = new JsonObject { ["extension"] = new JsonArray(new JsonObject { ["url"] = AsSentUrl, ["valueString"] = end }, Reason(Error)) };
    }
}
