using Throughcare.Translation;

namespace Throughcare.People;

/// <summary>By which of its numbers each source knows people, and how far its word on who they are goes (identities.csv).</summary>
internal sealed class KnownBy
{
    private const string Never = "never";

    private readonly Dictionary<string, (IReadOnlyList<string> Systems, string Checked)> sources = new(StringComparer.Ordinal);

    private readonly Tables tables;
    private readonly Assigners assigners;

    public KnownBy(Tables tables)
    {
        (this.tables, assigners) = (tables, new Assigners(tables));
        foreach (var row in TableFile.ReadExactly(tables.Folder, "identities.csv", "source", "known_by", "checked", "because").By("source").Values)
        {
            if (!tables.Sources.ContainsKey(row["source"])) throw row.Fault($"\"{row["source"]}\" is not a source. The names are in sources.csv.{Spelling.Meant(row["source"], tables.Sources.Keys)}");
            if (row["checked"] is not ("yes" or "no" or Never)) throw row.Fault($"\"checked\" is yes, no, or {Never}: then nobody looks for who its people are.");
            sources[row["source"]] = ([.. row.List("known_by").Select(name => tables.Systems.GetValueOrDefault(name) ?? throw row.Fault($"\"{name}\" is not a system. The names are in systems.csv.{Spelling.Meant(name, tables.Systems.Keys)}"))], row["checked"]);
        }
    }

    /// <summary>What a notice says of who it is about.</summary>
    public Profile Said(IEnumerable<System.Text.Json.Nodes.JsonObject> patients) => Profile.Of(patients, tables.MatchingSystems, assigners);

    /// <summary>The number that an identifier gives, together with who assigned it where others have the same; null for none.</summary>
    public PersonNumber? Number(System.Text.Json.Nodes.JsonNode? identifier) => Profile.Number(identifier, tables.MatchingSystems, assigners);

    /// <summary>The number by which the source knows somebody; null when it gives none of that kind.</summary>
    public PersonNumber? Of(string source, Profile said) =>
        sources.GetValueOrDefault(source, ([], "yes")).Systems.SelectMany(system => said.Numbers.Where(number => number.System == system)).Select(number => (PersonNumber?)number).FirstOrDefault();

    /// <summary>Its people are who they say they are: nobody looked.</summary>
    public bool IsAsTold(string source) => sources.TryGetValue(source, out var known) && known.Checked == "no";

    /// <summary>Its people want to stay unknown: nobody looks for who they are, and only they themselves can say.</summary>
    public bool IsAnonymous(string source) => sources.TryGetValue(source, out var known) && known.Checked == Never;

    /// <summary>The number is one by which such a source knows somebody: it says nothing of who they are.</summary>
    public bool IsAnonymous(PersonNumber number) => sources.Values.Any(known => known.Checked == Never && known.Systems.Contains(number.System));
}
