using System.Text;

namespace Throughcare.Translation;

/// <summary>Ordered rules: columns that begin with if_ are compared with what was sent, the first row that fits wins, the last fits everything.</summary>
/// <remarks>The form HMPPS uses for movements: not every "released" is a discharge to the community. A cell may name several values apart by |, "any", or "absent".</remarks>
internal sealed class RuleTable
{
    private readonly List<Rule> rules;

    private RuleTable(List<Rule> rules, int inputs) => (this.rules, Inputs) = (rules, inputs);

    /// <summary>How many values a row of the table compares.</summary>
    public int Inputs { get; }

    public static RuleTable Read(string folder, string file)
    {
        var rows = TableFile.Read(folder, file, "because");
        if (rows.Count == 0) throw new TableFault($"{file} has no rules. Its last row has \"any\" in every if_ column.");
        var inputs = rows[0].Columns.Where(column => column.StartsWith("if_", StringComparison.Ordinal)).ToArray();
        foreach (var row in rows)
        {
            row.Required("because");
            foreach (var input in inputs) if (row.Required(input) == "*") throw row.Fault($"write \"any\" in \"{input}\", not *.");
        }
        if (inputs.Length == 0 || inputs.Any(input => rows[^1][input] != "any")) throw rows[^1].Fault("the last rule catches everything: write \"any\" in every if_ column.");
        for (var i = 0; i < rows.Count - 1; i++)
            if (inputs.All(input => rows[i][input] == "any")) throw rows[i].Fault("this rule fits everything, so the rows below it are never reached. Make it the last.");
        for (var i = 1; i < rows.Count; i++)
            if (rows.Take(i).FirstOrDefault(above => inputs.All(input => Covers(above, rows[i], input))) is { } above) throw rows[i].Fault($"row {above.Row} fits whatever fits here, so this row is never reached. Remove it, or put it before row {above.Row}.");
        return new RuleTable([.. rows.Select(row => new Rule(row, [.. inputs.Select(input => row[input] == "any" ? null : row.Values(input).Select(Encoding.UTF8.GetBytes).ToArray())]))], inputs.Length);
    }

    /// <summary>Whether the cell of the row above fits all that the cell of the other fits.</summary>
    private static bool Covers(TableRecord above, TableRecord row, string input) => above[input] == "any" || (row[input] != "any" && row.Values(input).All(above.Values(input).Contains));

    /// <summary>The first row that fits.</summary>
    public TableRecord Find(Given values)
    {
        foreach (var rule in rules) if (rule.Fits(values)) return rule.Row;
        throw new InvalidOperationException("The last rule fits everything.");
    }

    public bool HasColumn(string name) => rules[0].Row.Columns.Contains(name, StringComparer.Ordinal);

    public IEnumerable<TableRecord> Rows => rules.Select(rule => rule.Row);

    /// <param name="Row">The row.</param>
    /// <param name="Cells">For each input the values that fit, or null for any.</param>
    private sealed record Rule(TableRecord Row, byte[][]?[] Cells)
    {
        public bool Fits(Given values)
        {
            for (var i = 0; i < Cells.Length; i++)
            {
                if (Cells[i] is not { } wanted) continue;
                var fits = false;
                var value = values.Has(i) ? values[i] : "absent"u8;
                foreach (var one in wanted) if (value.SequenceEqual(one)) fits = true;
                if (!fits) return false;
            }
            return true;
        }
    }
}
