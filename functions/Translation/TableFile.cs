using System.Globalization;
using System.Text;

namespace Throughcare.Translation;

/// <summary>One row of a mapping table, with the place it stands in so that a complaint can name it.</summary>
internal sealed class TableRecord(string file, int row, string[] header, string[] cells)
{
    public string File => file;

    /// <summary>The line in the file on which the row begins, counted from 1 as an editor shows it.</summary>
    public int Row => row;

    /// <summary>The cell's text without spaces around it; empty when blank.</summary>
    public string this[string column] => Array.IndexOf(header, column) is var at and >= 0 ? cells[at] : throw Fault($"column \"{column}\" is missing. Add it to the header.");

    public IEnumerable<string> Columns => header;

    /// <summary>A cell that holds several things, apart by spaces.</summary>
    public string[] List(string column) => this[column].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public string Required(string column) => this[column] is { Length: > 0 } text ? text : throw Fault($"\"{column}\" is empty. Fill it in.");

    /// <summary>A day as yyyy-MM-dd, or null when blank.</summary>
    public DateOnly? Day(string column)
    {
        if (this[column] is not { Length: > 0 } text) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Fault($"\"{column}\" is not a day. Write it like 2026-01-31.");
    }

    public bool Yes(string column) => this[column] switch { "yes" => true, "no" or "" => false, _ => throw Fault($"\"{column}\" is yes or no.") };

    public TableFault Fault(string problem) => new($"{file}, row {row}: {problem}");
}

/// <summary>A mapping table is wrong. The message names file and row and says what to write instead.</summary>
internal sealed class TableFault(string message) : Exception(message);

/// <summary>Reads mapping tables: UTF-8 CSV (RFC 4180) with a header row. Spaces around a cell do not count; empty lines are skipped.</summary>
internal static class TableFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The rows of a table below the mappings folder; <paramref name="columns"/> are those its header must have.</summary>
    public static List<TableRecord> Read(string folder, string name, params string[] columns)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) throw new TableFault($"{name} is missing from the mappings folder.");
        var reader = new RowReader(name, TextOf(path, name));
        if (!reader.Next([])) throw new TableFault($"{name} is empty. Its header is {string.Join(',', columns)}");
        var header = reader.Cells.ToArray();
        foreach (var column in columns)
            if (!header.Contains(column, StringComparer.Ordinal)) throw new TableFault($"{name}, row 1: column \"{column}\" is missing. The header is {string.Join(',', columns)}");
        if (header.Distinct(StringComparer.Ordinal).Count() < header.Length) throw new TableFault($"{name}, row {reader.Row}: two columns have the same name. Keep one of them.");
        var rows = new List<TableRecord>();
        var above = header;
        while (reader.Next(above))
        {
            if (reader.Cells.Count != header.Length)
                throw new TableFault($"{name}, row {reader.Row}: {reader.Cells.Count} cells where the header has {header.Length}. A comma inside a cell needs \"quotes\" around the whole cell.");
            above = [.. reader.Cells];
            rows.Add(new TableRecord(name, reader.Row, header, above));
        }
        return rows;
    }

    private static string TextOf(string path, string name)
    {
        try
        {
            return Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new TableFault($"{name} is not UTF-8 text. Save it as \"CSV UTF-8\".");
        }
    }

    /// <summary>Steps through the rows of a CSV text.</summary>
    private ref struct RowReader(string name, string text)
    {
        private ReadOnlySpan<char> rest = text;
        private int line = 1;

        /// <summary>The line on which the row begins.</summary>
        public int Row { get; private set; }

        /// <summary>The row's cells; valid until the next step.</summary>
        public List<string> Cells { get; } = [];

        /// <summary>Goes to the next row that is not empty. A cell that repeats the one in <paramref name="above"/> is that string again: reasons and displays repeat, and a table of 100,000 rows need not hold each many times.</summary>
        public bool Next(string[] above)
        {
            while (rest.Length > 0 && rest[0] is '\r' or '\n') EndLine();
            if (rest.Length == 0) return false;
            Row = line;
            Cells.Clear();
            do
            {
                var cell = Cell();
                Cells.Add(Cells.Count < above.Length && cell.SequenceEqual(above[Cells.Count]) ? above[Cells.Count] : cell.ToString());
            }
            while (TakeComma());
            if (rest.Length > 0) EndLine();
            return true;
        }

        private ReadOnlySpan<char> Cell()
        {
            rest = rest.TrimStart(" \t");
            if (rest.Length > 0 && rest[0] == '"') return Quoted();
            var end = rest.IndexOfAny(',', '\r', '\n');
            if (end < 0) end = rest.Length;
            var cell = rest[..end].TrimEnd(" \t");
            rest = rest[end..];
            return cell;
        }

        private ReadOnlySpan<char> Quoted()
        {
            var begins = line;
            var end = 1;
            var doubled = false;
            while (true)
            {
                var quote = rest[end..].IndexOf('"');
                if (quote < 0) throw new TableFault($"{name}, row {begins}: the quotes that open a cell are not closed. Close them after the cell.");
                end += quote + 1;
                if (end == rest.Length || rest[end] != '"') break;
                doubled = true;
                end++;
            }
            var cell = rest[1..(end - 1)];
            line += cell.Count('\n');
            rest = rest[end..].TrimStart(" \t");
            if (rest.Length > 0 && rest[0] is not (',' or '\r' or '\n')) throw new TableFault($"{name}, row {line}: there is text after the quotes that close a cell. Write quotes inside a quoted cell twice.");
            return doubled ? cell.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
        }

        private bool TakeComma()
        {
            if (rest.Length == 0 || rest[0] != ',') return false;
            rest = rest[1..];
            return true;
        }

        private void EndLine()
        {
            rest = rest[(rest.StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)..];
            line++;
        }
    }
}
