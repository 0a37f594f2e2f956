using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Throughcare.Translation;

namespace Throughcare.Benchmarks.Engines;

/// <summary>What a code of the notice becomes.</summary>
/// <param name="System">The address of its code system.</param>
/// <param name="Code">The code there.</param>
/// <param name="Display">Its words; empty where the target is a plain code.</param>
/// <param name="Words">The same words, for use inside a sentence.</param>
internal sealed record MappedCode(JsonEncodedText System, JsonEncodedText Code, JsonEncodedText Display, string Words)
{
    /// <summary>Coding in UTF-8: {"system":...,"code":...,"display":...}.</summary>
    public byte[] Coding { get; } = Encoding.UTF8.GetBytes($$"""{"system":"{{System}}","code":"{{Code}}","display":"{{Display}}"}""");

    /// <summary>CodeableConcept in UTF-8, with the coding and its own words.</summary>
    public byte[] Concept => field ??= Encoding.UTF8.GetBytes($$"""{"coding":[{{Encoding.UTF8.GetString(Coding)}}],"text":"{{Display}}"}""");
}

/// <summary>The code tables of a folder, ready for look-up. Days from and until are not looked at: the tables of the common work have none.</summary>
internal sealed class CodeMaps
{
    private readonly Dictionary<string, FrozenDictionary<string, MappedCode>> byName = new(StringComparer.Ordinal);

    private CodeMaps() { }

    /// <summary>Reads systems.csv, code-tables.csv and the tables it lists.</summary>
    /// <exception cref="TableFault">A table is missing or wrong.</exception>
    public static CodeMaps Read(string folder)
    {
        var maps = new CodeMaps();
        var systems = TableFile.Read(folder, "systems.csv", "name", "url").ToDictionary(row => row.Required("name"), row => row.Required("url"), StringComparer.Ordinal);
        string Url(TableRecord row, string name) => systems.GetValueOrDefault(name) ?? throw row.Fault($"\"{name}\" is not a system. The names are in systems.csv.");
        foreach (var listed in TableFile.Read(folder, "code-tables.csv", "table", "to_system"))
        {
            var name = listed.Required("table");
            var usual = Url(listed, listed.Required("to_system"));
            maps.byName[Path.GetFileName(name)] = TableFile.Read(folder, name + ".csv", "code", "to", "to_display").ToFrozenDictionary(row => row.Required("code"), row =>
            {
                var to = row.Required("to").Split('#', 2);
                return new MappedCode(Encode(to.Length == 2 ? Url(row, to[0]) : usual), Encode(to[^1]), Encode(row["to_display"]), row["to_display"]);
            }, StringComparer.Ordinal);
        }
        return maps;
    }

    /// <summary>One table by its file's name without folder and ending: goal-domain.</summary>
    /// <exception cref="TableFault">The folder has no such table.</exception>
    public FrozenDictionary<string, MappedCode> this[string name] => byName.GetValueOrDefault(name) ?? throw new TableFault($"code-tables.csv: the release notice needs a table \"codes/{name}\". Add it.");

    /// <summary>All tables by name.</summary>
    public IEnumerable<(string Name, FrozenDictionary<string, MappedCode> Codes)> All => byName.Select(map => (map.Key, map.Value));

    private static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
