using System.Globalization;
using System.Text;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>How a table's text becomes rows, whatever program saved it.</summary>
public sealed class TableFileTests : IDisposable
{
    private readonly string folder = Repo.Temporary("table-file");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private List<TableRecord> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private List<TableRecord> Read(byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(folder, "t.csv"), bytes);
        return TableFile.Read(folder, "t.csv", "a", "b");
    }

    [Fact]
    public void An_empty_cell_is_an_empty_text_and_not_nothing() => Assert.Equal([""], Read("a,b\n,1\n").Select(row => row["a"]));

    private static IEnumerable<string> Cells(IEnumerable<TableRecord> rows) => rows.Select(row => $"{row.Row}:{row["a"]}|{row["b"]}");

    [Theory]
    [InlineData("a,b\n1,2\n", "2:1|2")]
    [InlineData("a,b\n1,2", "2:1|2")]
    [InlineData("a,b\r\n1,2\r\n", "2:1|2")]
    [InlineData("\uFEFFa,b\r\n1,2\r\n", "2:1|2")]
    [InlineData("a,b\n\n\n1,2\n\n", "4:1|2")]
    [InlineData("a,b\n 1 ,\t2 \n", "2:1|2")]
    [InlineData("a,b\n,\n", "2:|")]
    [InlineData("a,b\n\"1,5\",2\n", "2:1,5|2")]
    [InlineData("a,b\n \"1,5\" , \"2\" \n", "2:1,5|2")]
    [InlineData("a,b\n\"say \"\"no\"\"\",2\n", "2:say \"no\"|2")]
    [InlineData("a,b\n\"\",\"\"\"\"\n", "2:|\"")]
    [InlineData("b,a\n2,1\n", "2:1|2")]
    [InlineData("a,b\n≥18,é\n", "2:≥18|é")]
    [InlineData("a,b\n\"two\r\nlines\",2\n3,4\n", "2:two\r\nlines|2", "4:3|4")]
    [InlineData("a,b\nsame,same\nsame,other\n", "2:same|same", "3:same|other")]
    [InlineData("a,b\n")]
    public void A_table_reads_the_same_whichever_program_saved_it(string text, params string[] rows) => Assert.Equal(rows, Cells(Read(text)));

    [Theory]
    [InlineData("", "t.csv is empty. Its header is a,b")]
    [InlineData("\n\n", "t.csv is empty. Its header is a,b")]
    [InlineData("a,c\n", "t.csv, row 1: column \"b\" is missing. The header is a,b")]
    [InlineData("a,b,a\n", "t.csv, row 1: two columns have the same name. Keep one of them.")]
    [InlineData("a,b\n1,2\n1\n", "t.csv, row 3: 1 cells where the header has 2. A comma inside a cell needs \"quotes\" around the whole cell.")]
    [InlineData("a,b\n1,2,3\n", "t.csv, row 2: 3 cells where the header has 2. A comma inside a cell needs \"quotes\" around the whole cell.")]
    [InlineData("a,b\n\"1,2\n3,4\n", "t.csv, row 2: the quotes that open a cell are not closed. Close them after the cell.")]
    [InlineData("a,b\n\"1\"x,2\n", "t.csv, row 2: quotes stand where none belong. Put quotes around the whole cell, close them, and write quotes inside it twice.")]
    public void A_table_that_cannot_be_read_says_where_and_what_to_do(string text, string expected) => Assert.Equal(expected, Assert.Throws<TableFault>(() => Read(text)).Message);

    [Fact]
    public void A_table_saved_in_another_alphabet_is_refused_and_not_misread()
    {
        Assert.Equal("t.csv is not UTF-8 text. Save it as \"CSV UTF-8\".", Assert.Throws<TableFault>(() => Read(Encoding.Latin1.GetBytes("a,b\nCafé,2\n"))).Message);
        Assert.StartsWith("t.csv is not UTF-8 text.", Assert.Throws<TableFault>(() => Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_by_the_rules_of_CSV_is_what_is_read()
    {
        var random = new Random(20261122);
        const string Letters = "ab,\"\n\r é";
        for (var round = 0; round < 300; round++)
        {
            var rows = Enumerable.Range(0, random.Next(5)).Select(_ => (A: Cell(), B: Cell())).ToList();
            var text = "a,b\r\n" + string.Concat(rows.Select(row => $"\"{row.A.Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"{row.B.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n"));
            Assert.Equal(rows, Read(text).Select(row => (row["a"], row["b"])));
        }

        string Cell() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Letters[random.Next(Letters.Length)]));
    }

    [Fact]
    public void Whatever_the_bytes_a_table_is_read_or_refused()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = Enumerable.Range(0, random.Next(40)).Select(_ => "a,b\r\n\" \u00e9"u8[random.Next(9)]).ToArray();
            try
            {
                foreach (var row in Read([.. "a,b\n"u8, .. bytes])) Assert.All(row.Columns, column => Assert.NotNull(row[column]));
            }
            catch (TableFault fault)
            {
                Assert.StartsWith("t.csv", fault.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>The number of rows a national table may have; a slow machine has seconds, so that only a wrong kind of algorithm fails.</summary>
    [Fact]
    public void A_table_of_100000_rows_is_read_at_once()
    {
        var text = new StringBuilder("a,b\n");
        for (var i = 0; i < 100_000; i++) text.Append(CultureInfo.InvariantCulture, $"code{i},the same reason\n");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var rows = Read(text.ToString());
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(100_000, rows.Count);
        Assert.Equal((100_001, "code99999"), (rows[^1].Row, rows[^1]["a"]));
        Assert.Same(rows[0]["b"], rows[^1]["b"]);
    }
}
