using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

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

    /// <summary>A cell that holds several things, apart by spaces; those inside brackets do not count.</summary>
    public string[] List(string column)
    {
        var text = this[column];
        var (things, start, depth) = (new List<string>(), 0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] is '[') depth++;
            if (at < text.Length && text[at] is ']') depth--;
            if (at < text.Length && (text[at] != ' ' || depth > 0)) continue;
            if (at > start) things.Add(text[start..at]);
            start = at + 1;
        }
        return [.. things];
    }

    /// <summary>The values that a cell lets a code have, apart by |.</summary>
    public string[] Values(string column) => Alternatives(this[column]);

    /// <summary>The parts of a text that | keeps apart.</summary>
    public static string[] Alternatives(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public string Required(string column) => this[column] is { Length: > 0 } text ? text : throw Fault($"\"{column}\" is empty. Fill it in.");

    /// <summary>The same for a cell that names at least one thing.</summary>
    public string[] RequiredList(string column) => List(column) is { Length: > 0 } things ? things : throw Fault($"\"{column}\" is empty. Fill it in.");

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

    /// <summary>The rows of a table whose header has these columns and no others: a mistyped column would be one that nobody reads.</summary>
    public static List<TableRecord> ReadExactly(string folder, string name, params string[] columns)
    {
        var rows = Read(folder, name, columns);
        foreach (var column in rows.Count == 0 ? [] : rows[0].Columns)
            if (!columns.Contains(column, StringComparer.Ordinal)) throw new TableFault($"{name}, row 1: nothing reads a column \"{column}\".{Spelling.Meant(column, columns)} The header is {string.Join(',', columns)}");
        return rows;
    }

    /// <summary>Rows by the name in a column, each name once.</summary>
    /// <param name="rows">The rows of one table.</param>
    /// <param name="column">Holds the name.</param>
    public static Dictionary<string, TableRecord> By(this IEnumerable<TableRecord> rows, string column)
    {
        var named = new Dictionary<string, TableRecord>(StringComparer.Ordinal);
        foreach (var row in rows)
            if (!named.TryAdd(row.Required(column), row)) throw row.Fault($"\"{row[column]}\" is already on row {named[row[column]].Row}. Keep one of them, or give this one another name.");
        return named;
    }

    /// <summary>The rows of a table below the mappings folder; <paramref name="columns"/> are those its header must have, beside others.</summary>
    public static List<TableRecord> Read(string folder, string name, params string[] columns)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) throw new TableFault($"{name} is missing from the mappings folder.");
        var text = TextOf(path, name);
        var someQuoteIsOpen = text.AsSpan().Count('"') % 2 == 1;
        using var reader = new StringReader(text);
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            WhiteSpaceChars = [' ', '\t'],
            BadDataFound = bad => throw new TableFault($"{name}, row {bad.Context.Parser!.RawRow}: quotes stand where none belong. Put quotes around the whole cell, close them, and write quotes inside it twice."),
        });
        if (!csv.Read()) throw new TableFault($"{name} is empty.{(columns.Length > 0 ? $" Its header is {string.Join(',', columns)}" : "")}");
        var header = csv.Record!;
        if (header is [var only] && only.AsSpan().ContainsAny(';', '\t')) throw new TableFault($"{name}, row 1: the cells are apart by {(only.Contains(';', StringComparison.Ordinal) ? "semicolons" : "tabs")}. Save it with commas.");
        if (header.Contains("", StringComparer.Ordinal)) throw new TableFault($"{name}, row 1: a column has no name. Delete the empty columns at the end, or name it.");
        foreach (var column in columns)
            if (!header.Contains(column, StringComparer.Ordinal)) throw new TableFault($"{name}, row 1: column \"{column}\" is missing. The header is {string.Join(',', columns)}");
        if (header.Distinct(StringComparer.Ordinal).Count() < header.Length) throw new TableFault($"{name}, row 1: two columns have the same name. Keep one of them.");
        var rows = new List<TableRecord>();
        var above = header;
        while (csv.Read())
        {
            if (someQuoteIsOpen && csv.RawRecord.AsSpan().Count('"') % 2 == 1) throw new TableFault($"{name}, row {csv.RawRow - csv.RawRecord.AsSpan().Count('\n')}: the quotes that open a cell are not closed. Close them after the cell.");
            var cells = csv.Record!;
            var row = csv.RawRow;
            foreach (var cell in cells) row -= cell.AsSpan().Count('\n');
            if (cells.Length != header.Length)
                throw new TableFault($"{name}, row {row}: {cells.Length} cells where the header has {header.Length}. A comma inside a cell needs \"quotes\" around the whole cell.");
            // Reasons and displays repeat, and a table of 100,000 rows need not hold each many times.
            for (var i = 0; i < cells.Length; i++) if (cells[i] == above[i]) cells[i] = above[i];
            rows.Add(new TableRecord(name, row, header, above = cells));
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
}
