using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Throughcare.Translation;

/// <summary>One row of a mapping table, with the place it stands in so that a complaint can name it.</summary>
internal sealed class TableRecord(string file, int row, IReadOnlyDictionary<string, string> cells)
{
    public string File => file;

    /// <summary>The line in the file, counted from 1 as an editor shows it.</summary>
    public int Row => row;

    /// <summary>The cell's text without spaces around it; empty when blank.</summary>
    public string this[string column] => cells.TryGetValue(column, out var text) ? text : throw Fault($"column \"{column}\" is missing. Add it to the header.");

    public IEnumerable<string> Columns => cells.Keys;

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

/// <summary>Reads mapping tables: UTF-8 CSV with a header row.</summary>
internal static class TableFile
{
    /// <summary>The rows of a table below the mappings folder; <paramref name="columns"/> are those its header must have.</summary>
    public static List<TableRecord> Read(string folder, string name, params string[] columns)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) throw new TableFault($"{name} is missing from the mappings folder.");
        using var text = new StreamReader(path);
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null });
        if (!csv.Read() || !csv.ReadHeader()) throw new TableFault($"{name} is empty. Its header is {string.Join(',', columns)}");
        var header = csv.HeaderRecord!;
        foreach (var column in columns)
            if (!header.Contains(column, StringComparer.Ordinal)) throw new TableFault($"{name}, row 1: column \"{column}\" is missing. The header is {string.Join(',', columns)}");
        var rows = new List<TableRecord>();
        while (csv.Read())
        {
            var row = csv.Parser.RawRow;
            if (csv.Parser.Count != header.Length)
                throw new TableFault($"{name}, row {row}: {csv.Parser.Count} cells where the header has {header.Length}. A comma inside a cell needs \"quotes\" around the whole cell.");
            rows.Add(new TableRecord(name, row, header.Select((column, i) => (column, csv.Parser[i])).ToDictionary(cell => cell.column, cell => cell.Item2, StringComparer.Ordinal)));
        }
        return rows;
    }
}
