using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Throughcare.Translation.Formats;

/// <summary>
/// The engine's JSON document {"rows":[{…}]} as CSV (RFC 4180, CRLF, UTF-8, header row), the reverse of <see cref="CsvNotice"/>. Absent and null are empty cells.
/// Cells are written as they are, because systems read them, and to a system a changed value is a wrong one. For a recipient whose staff open the file in a spreadsheet, ask for apostrophes: text that begins with = + - @, tab or CR would be run there as a formula and gets a ' before it, unless it is a number (-5) or a telephone number (+44 113 496 0123).
/// Refused, with the path: a value that is an object or a list, and one for which there is no column.
/// </summary>
internal static class CsvDocumentWriter
{
    private static readonly SearchValues<char> InNumbers = SearchValues.Create("0123456789 .");

    public static Outcome<byte[]> Write(ReadOnlyMemory<byte> json, IReadOnlyList<string> columns, bool apostrophes = false) => NoticeText.Read(json).Then<byte[]>(document =>
    {
        using (document)
        {
            if (!document.RootElement.TryGetProperty("rows", out var rows) || rows.ValueKind != JsonValueKind.Array) return Refused("rows", "A CSV document is a list of rows.");
            var text = new StringBuilder();
            CsvText.WriteRow(text, columns);
            foreach (var (index, row) in rows.EnumerateArray().Index())
            {
                if (row.ValueKind != JsonValueKind.Object) return Refused($"rows[{index}]", "A row is an object.");
                var cells = new string[columns.Count];
                Array.Fill(cells, "");
                foreach (var member in row.EnumerateObject())
                {
                    var column = columns.IndexOf(member.Name);
                    if (column < 0) return Refused($"rows[{index}].{member.Name}", "There is no column for it.");
                    if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return Refused($"rows[{index}].{member.Name}", "A cell holds one value, not an object or a list.");
                    if (member.Value.ValueKind == JsonValueKind.Null) continue;
                    var cell = NoticeText.Written(member.Value);
                    cells[column] = apostrophes && IsFormula(cell) ? "'" + cell : cell;
                }
                CsvText.WriteRow(text, cells);
            }
            return Encoding.UTF8.GetBytes(text.ToString());
        }
    });

    private static int IndexOf(this IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++) if (columns[i] == name) return i;
        return -1;
    }

    private static bool IsFormula(string cell) => cell is ['=' or '@' or '\t' or '\r', ..] || (cell is ['+' or '-', ..] && !cell.AsSpan(1).Trim(' ').IsNumber());

    /// <summary>Digits in groups, with at most one point.</summary>
    private static bool IsNumber(this ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(InNumbers) && text.Count('.') <= 1;

    private static Refusal Refused(string element, string detail) => new(RefusalReason.DocumentCannotBeWritten, element, detail);
}
