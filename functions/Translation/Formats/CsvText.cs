using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;

namespace Throughcare.Translation.Formats;

/// <summary>A CSV file (RFC 4180) as a header and rows of as many cells. Rows in which every cell is blank, as spreadsheets leave them at the end, are not there.</summary>
internal sealed record CsvText(string[] Header, List<string[]> Rows)
{
    /// <summary>In characters. Every row repeats the names, so a long one would make a large notice of a small file.</summary>
    private const int LongestName = 200;

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>UTF-8 with or without a mark; CR, LF or both; header names without spaces around them, cells as sent. Refused with the row, counted from 1 as an editor counts lines.</summary>
    public static Outcome<CsvText> Read(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(text.Span) || text.Span.Contains((byte)0)) return new Refusal(RefusalReason.CharacterSetIsNotUtf8);
        var badRow = 0;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = found => badRow = badRow == 0 ? found.Context.Parser!.RawRow : badRow };
        using var reader = new StringReader(Encoding.UTF8.GetString(text.Span));
        using var parser = new CsvParser(reader, configuration);
        string[]? header = null;
        var rows = new List<string[]>();
        while (parser.Read())
        {
            var cells = parser.Record!;
            if (badRow > 0) return Refused(badRow, "a quotation mark stands inside a cell. Put the whole cell in quotes and double the mark.");
            if (header is null)
            {
                header = Array.ConvertAll(cells, name => name.Trim());
                if (Array.Exists(header, name => name.Length == 0)) return Refused(parser.RawRow, "a column of the header has no name.");
                if (Array.Exists(header, name => name.Length > LongestName)) return Refused(parser.RawRow, $"a column of the header has a name of more than {LongestName} characters. A quotation mark may have no end.");
                if (header.Distinct(StringComparer.Ordinal).Count() != header.Length) return Refused(parser.RawRow, "two columns of the header have one name.");
                continue;
            }
            if (cells.Length != header.Length) return Refused(parser.RawRow, $"{cells.Length} cells where the header has {header.Length}. A comma inside a cell needs quotes around the whole cell.");
            if (Array.Exists(cells, cell => !string.IsNullOrWhiteSpace(cell))) rows.Add(cells);
        }
        return header is null ? Refused(1, "there is no header row.") : new CsvText(header, rows);
    }

    /// <summary>One row with its CRLF. Quotes stand only around a cell that needs them, so that one content has one form.</summary>
    public static void WriteRow(StringBuilder to, IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) to.Append(',');
            var cell = cells[i];
            var quoted = cell.AsSpan().ContainsAny(NeedQuotes) || (cell.Length > 0 ? char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1]) : cells.Count == 1);
            if (quoted) to.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else to.Append(cell);
        }
        to.Append("\r\n");
    }

    public static Refusal Refused(int row, string detail) => new(RefusalReason.NoticeIsNotCsv, Detail: $"Row {row}: {detail}");
}
