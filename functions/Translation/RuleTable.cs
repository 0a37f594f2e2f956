namespace Throughcare.Translation;

/// <summary>Ordered rules: columns that begin with if_ are compared with what was sent, the first row that fits wins, the last fits everything.</summary>
/// <remarks>The form HMPPS uses for movements: not every "released" is a discharge to the community.</remarks>
internal sealed class RuleTable
{
    private readonly List<TableRecord> rows;
    private readonly string[] inputs;

    private RuleTable(List<TableRecord> rows, string[] inputs) => (this.rows, this.inputs) = (rows, inputs);

    public int Inputs => inputs.Length;

    public static RuleTable Read(string folder, string file)
    {
        var rows = TableFile.Read(folder, file, "because");
        if (rows.Count == 0) throw new TableFault($"{file} has no rules. Its last row has \"any\" in every if_ column.");
        var inputs = rows[0].Columns.Where(column => column.StartsWith("if_", StringComparison.Ordinal)).ToArray();
        foreach (var row in rows)
        {
            row.Required("because");
            foreach (var input in inputs) row.Required(input);
        }
        if (inputs.Length == 0 || inputs.Any(input => rows[^1][input] != "any")) throw rows[^1].Fault("the last rule catches everything: write \"any\" in every if_ column.");
        return new RuleTable(rows, inputs);
    }

    /// <summary>The first row that fits; a cell may name several values apart by spaces, or "any".</summary>
    public TableRecord Find(IReadOnlyList<string?> values) =>
        rows.First(row => inputs.Index().All(input => row[input.Item] == "any" || (values[input.Index] is { } value && row.List(input.Item).Contains(value, StringComparer.Ordinal))));

    public bool HasColumn(string name) => rows[0].Columns.Contains(name, StringComparer.Ordinal);
}
