using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughcare.Translation;

namespace Throughcare;

/// <summary>The code tables as FHIR R4 ConceptMaps, one for each row of code-tables.csv, so that others can see what we make of their codes and why. The tables stay the only truth: a map is made when it is asked for, since the tree of a large one takes many times its rows.</summary>
/// <remarks>A row that holds only for some days has its period in the extension <c>valid-period</c> of the target: R4 has no place for it.</remarks>
internal sealed partial class ConceptMaps
{
    /// <summary>The R4 equivalence of a table's match. Both are said from the target's side: broader is a target that means more.</summary>
    public static readonly IReadOnlyDictionary<string, string> Equivalence = new Dictionary<string, string>(StringComparer.Ordinal) { ["same"] = "equivalent", ["broader"] = "wider", ["narrower"] = "narrower", ["none"] = "unmatched" };

    private readonly string folder;
    private readonly Dictionary<string, string> systems;
    private readonly Dictionary<string, TableRecord> tables = new(StringComparer.Ordinal);

    private ConceptMaps(string folder)
    {
        this.folder = folder;
        systems = TableFile.Read(folder, "systems.csv", "name", "url").ToDictionary(row => row.Required("name"), row => row.Required("url"), StringComparer.Ordinal);
        foreach (var table in TableFile.Read(folder, "code-tables.csv", "table", "from_system", "to_system", "because"))
        {
            var id = IdOf(table);
            if (!tables.TryAdd(id, table)) throw table.Fault($"the ConceptMap of another table is called \"{id}\" too. Rename this table.");
        }
    }

    public static ConceptMaps Read(string folder) => new(folder);

    /// <summary>All maps, in the order of code-tables.csv.</summary>
    public IEnumerable<JsonObject> All => tables.Keys.Select(id => Find(id)!);

    public JsonObject? Find(string id) => tables.TryGetValue(id, out var table) ? Map(id, table) : null;

    /// <summary>The maps that a FHIR search by url means: each of <paramref name="urls"/> must name the map, and may name several, apart by commas.</summary>
    public IEnumerable<JsonObject> Search(IReadOnlyCollection<string?> urls) => tables.Keys.Where(id => urls.All(some => some!.Split(',').Contains(UrlOf(id)))).Select(id => Find(id)!);

    public static string UrlOf(string id) => $"{FhirNames.Base}/ConceptMap/{id}";

    /// <summary>The table of a map, as code-tables.csv names it; null when there is no such map.</summary>
    public string? TableOf(string id) => tables.GetValueOrDefault(id)?["table"];

    /// <summary>"prison-healthcare/codes/risk" is prison-healthcare-risk; "codes/prison" is prison.</summary>
    public static string IdOf(string table) => string.Join('-', table.Split('/').Where(part => part != "codes"));

    private static string IdOf(TableRecord table)
    {
        var id = IdOf(table.Required("table"));
        return FhirId().IsMatch(id) ? id : throw table.Fault("\"table\" is letters, digits, dots, hyphens and slashes, with no more than 64 of them for the id of its ConceptMap. Rename the table.");
    }

    private JsonObject Map(string id, TableRecord table)
    {
        var rows = TableFile.Read(folder, table["table"] + ".csv", "code", "display", "to", "to_display", "match", "because", "valid_from", "valid_until");
        var source = System(table, table.Required("from_system"));
        var groups = new JsonArray();
        foreach (var group in rows.GroupBy(row => row["to"].Split('#', 2) is { Length: 2 } to ? System(row, to[0]) : System(table, table.Required("to_system")), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var elements = new JsonArray();
            foreach (var code in group.GroupBy(row => row.Required("code"), StringComparer.Ordinal).OrderBy(code => code.Key, StringComparer.Ordinal))
            {
                var element = Coded(code.Key, code.First()["display"]);
                element["target"] = new JsonArray([.. code.OrderBy(row => row["valid_from"], StringComparer.Ordinal).Select(Target)]);
                elements.Add(element);
            }
            groups.Add(new JsonObject { ["source"] = source, ["target"] = group.Key, ["element"] = elements });
        }
        var map = new JsonObject
        {
            ["resourceType"] = "ConceptMap", ["id"] = id, ["url"] = UrlOf(id),
            ["name"] = string.Concat(id.Split('-', '.').Select(word => word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..] : "")),
            ["status"] = "active", ["description"] = table.Required("because"),
        };
        if (groups.Count > 0) map["group"] = groups;
        return map;
    }

    private string System(TableRecord row, string name) => systems.GetValueOrDefault(name) ?? throw row.Fault($"\"{name}\" is not a system. The names are in systems.csv.");

    private static JsonObject Target(TableRecord row)
    {
        var equivalence = Equivalence.GetValueOrDefault(row["match"]) ?? throw row.Fault("\"match\" is same, broader, narrower or none.");
        var target = row["to"].Split('#', 2)[^1] is { Length: > 0 } code ? Coded(code, row["to_display"]) : [];
        target["equivalence"] = equivalence;
        target["comment"] = row.Required("because");
        var period = new JsonObject();
        if (row.Day("valid_from") is not null) period["start"] = row["valid_from"];
        if (row.Day("valid_until") is not null) period["end"] = row["valid_until"];
        if (period.Count > 0) target["extension"] = new JsonArray(new JsonObject { ["url"] = FhirNames.Extension("valid-period"), ["valuePeriod"] = period });
        return target;
    }

    private static JsonObject Coded(string code, string display)
    {
        var coded = new JsonObject { ["code"] = code };
        if (display.Length > 0) coded["display"] = display;
        return coded;
    }

    [GeneratedRegex("^[A-Za-z0-9.-]{1,64}$")]
    private static partial Regex FhirId();
}
