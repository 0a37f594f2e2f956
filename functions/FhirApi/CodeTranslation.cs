using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Throughcare.Translation;

namespace Throughcare.FhirApi;

/// <summary>ConceptMap/$translate (R4): what our tables make of one code of a sender's.</summary>
/// <remarks>The tables are asked and not the ConceptMaps made from them, so a table of a hundred thousand rows answers as fast as a small one.</remarks>
internal sealed class CodeTranslation(Tables tables)
{
    /// <param name="table">The table of the map that was named, as code-tables.csv has it; null to ask every table.</param>
    /// <param name="code">The sender's code.</param>
    /// <param name="system">Its system; empty when the sender's codes have none, or for whatever the table's is.</param>
    /// <param name="target">Only matches in this system of ours; empty for any.</param>
    /// <param name="day">The day for which the rows must hold.</param>
    /// <param name="mapUrl">The address of the ConceptMap of a table.</param>
    public JsonObject Translate(string? table, string code, string system, string target, DateOnly day, Func<string, string> mapUrl)
    {
        var found = tables.CodeTableNames.Where(name => table is null || name == table).Select(name => (Name: name, Codes: tables.CodeTable(name)!))
            .Where(one => system.Length > 0 ? one.Codes.FromSystem == system : table is not null)
            .Select(one => (one.Name, Row: one.Codes.Find(code, day)!)).Where(one => one.Row is not null && (target.Length == 0 || one.Row.ToSystem == target))
            .OrderBy(one => one.Row.Match).ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        var parameters = new JsonArray(new JsonObject { ["name"] = "result", ["valueBoolean"] = found.Exists(one => one.Row.Match != CodeMatch.None) });
        if (found.Count == 0) parameters.Add(new JsonObject { ["name"] = "message", ["valueString"] = "No row of our tables has this code on this day. Nobody has decided what it means." });
        foreach (var (name, row) in found)
        {
            var parts = new JsonArray(new JsonObject { ["name"] = "equivalence", ["valueCode"] = ConceptMaps.Equivalence[row.Match.ToString().ToLowerInvariant()] });
            if (row.Match != CodeMatch.None) parts.Add(new JsonObject { ["name"] = "concept", ["valueCoding"] = CodeTable.Coding(row.ToSystem, row.To, row.ToDisplay) });
            parts.Add(new JsonObject { ["name"] = "source", ["valueUri"] = mapUrl(name) });
            parameters.Add(new JsonObject { ["name"] = "match", ["part"] = parts });
        }
        return new JsonObject { ["resourceType"] = "Parameters", ["parameter"] = parameters };
    }

    /// <summary>The named parameters of an operation, from the address or from a Parameters resource in the body: "coding" and "codeableConcept" give code and system.</summary>
    public static Dictionary<string, string> Parameters(IEnumerable<KeyValuePair<string, StringValues>> query, JsonNode? body)
    {
        var named = query.Where(one => one.Value.Count == 1).ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        foreach (var parameter in body?["parameter"].Items() ?? [])
        {
            if (parameter is not JsonObject one || one.TextAt("name") is not { } name) continue;
            foreach (var (member, value) in one)
            {
                if (member is "valueCoding" or "valueCodeableConcept" && (member == "valueCoding" ? value : value.At("coding", 0)) is JsonObject coding)
                {
                    named["code"] = coding.TextAt("code") ?? "";
                    named["system"] = coding.TextAt("system") ?? "";
                }
                else if (member.StartsWith("value", StringComparison.Ordinal) && value is JsonValue text && text.TryGetValue<string>(out var plain)) named[name] = plain;
            }
        }
        return named;
    }
}
