using Throughcare.Translation;

namespace Throughcare.People;

/// <summary>One service is known by several codes (its ODS code, its agency code in monitoring returns, its name), and its numbers are the same under each (assigners.csv).</summary>
internal sealed class Assigners
{
    private readonly Dictionary<string, string> same = new(StringComparer.Ordinal);

    public Assigners(Tables tables)
    {
        foreach (var row in TableFile.ReadExactly(tables.Folder, "assigners.csv", "assigner", "same_as", "because"))
        {
            if (!same.TryAdd(Written(row, "assigner"), Written(row, "same_as"))) throw row.Fault($"\"{row["assigner"]}\" is on another row. Keep one of them.");
        }
        foreach (var (assigner, other) in same) if (same.ContainsKey(other)) throw new TableFault($"assigners.csv: \"{assigner}\" is the same as \"{other}\", which is the same as something else. Write what both are the same as.");
    }

    private Assigners() { }

    /// <summary>Every code is a service of its own.</summary>
    public static readonly Assigners None = new();

    /// <summary>The code under which the service's numbers are known here.</summary>
    public string Of(string assigner) => same.GetValueOrDefault(assigner, assigner);

    private static string Written(TableRecord row, string column) => LocalNumber.Read(row.Required(column), "1") is { } local ? local.Assigner : throw row.Fault($"\"{row[column]}\" names nobody. Write the code or the name as notices have it.");
}
