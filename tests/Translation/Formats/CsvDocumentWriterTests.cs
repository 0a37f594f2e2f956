using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation.Formats;
using static Throughcare.Tests.Translation.Formats.Reading;

namespace Throughcare.Tests.Translation.Formats;

public class CsvDocumentWriterTests
{
    private static string Write(string json, bool apostrophes = false) => Encoding.UTF8.GetString(CsvDocumentWriter.Write(Utf8(json), ["a", "b"], apostrophes).Accepted());

    [Theory]
    [InlineData("""{"rows":[]}""", "a,b\r\n")]
    [InlineData("""{"rows":[{"b":"2","a":"1"},{},{"a":null,"b":1.50},{"a":true}]}""", "a,b\r\n1,2\r\n,\r\n,1.50\r\ntrue,\r\n")]
    [InlineData("""{"rows":[{"a":"x,y","b":"say \"so\""},{"a":"two\r\nlines","b":" spaced "}]}""", "a,b\r\n\"x,y\",\"say \"\"so\"\"\"\r\n\"two\r\nlines\",\" spaced \"\r\n")]
    public void A_document_is_written_in_the_order_of_the_columns(string json, string csv) => Assert.Equal(csv, Write(json));

    [Fact]
    public void A_cell_is_data_and_stays_as_it_is_for_systems() => Assert.Equal("a,b\r\n=1+1,-5\r\n+44 113 496 0123,@x\r\n", Write("""{"rows":[{"a":"=1+1","b":"-5"},{"a":"+44 113 496 0123","b":"@x"}]}"""));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("=HYPERLINK(0)", "'=HYPERLINK(0)")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("-1+cmd", "'-1+cmd")]
    [InlineData("+1-1", "'+1-1")]
    [InlineData("-", "'-")]
    [InlineData("-5.5", "-5.5")]
    [InlineData("+44 113 496 0123", "+44 113 496 0123")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void For_a_spreadsheet_what_would_be_a_formula_is_text(string cell, string written) => Assert.Equal($"a,b\r\n{written},\r\n", Write(new JsonObject { ["rows"] = new JsonArray(new JsonObject { ["a"] = cell }) }.ToJsonString(), apostrophes: true));

    [Fact]
    public void For_a_spreadsheet_a_tab_before_a_formula_hides_nothing() => Assert.Equal("a,b\r\n\"'\t=1\",\"'\r=1\"\r\n".Replace("\"'\t=1\"", "'\t=1", StringComparison.Ordinal), Write("""{"rows":[{"a":"\t=1","b":"\r=1"}]}""", apostrophes: true));

    [Theory]
    [InlineData("{}", "rows")]
    [InlineData("""{"rows":{}}""", "rows")]
    [InlineData("""{"rows":[{},7]}""", "rows[1]")]
    [InlineData("""{"rows":[{"a":{}}]}""", "rows[0].a")]
    [InlineData("""{"rows":[{},{"b":[1]}]}""", "rows[1].b")]
    [InlineData("""{"rows":[{"c":1}]}""", "rows[0].c")]
    public void What_CSV_has_no_place_for_is_refused_with_its_path(string json, string path)
    {
        var refusal = CsvDocumentWriter.Write(Utf8(json), ["a", "b"]).Refused();
        Assert.Equal((RefusalReason.DocumentCannotBeWritten, path), (refusal.Reason, refusal.Element));
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_document()
    {
        string[] columns = ["id", "a,b", "quote \"q\"", "Ŵ"];
        var runes = ",\"'=+-@\t\r\n; a😀ŵ\u00A0".EnumerateRunes().ToArray();
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var rows = new JsonArray();
            for (var i = random.Next(5); i > 0; i--)
            {
                var row = new JsonObject();
                foreach (var column in columns.Where(_ => random.Next(2) == 0))
                    if (string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => runes[random.Next(runes.Length)])) is var text && !string.IsNullOrWhiteSpace(text)) row[column] = text;
                if (row.Count > 0) rows.Add(row);
            }
            var document = new JsonObject { ["rows"] = rows };
            var csv = CsvDocumentWriter.Write(Utf8(document.ToJsonString()), columns).Accepted();
            var read = CsvNotice.ToJson(csv).Tree();
            Assert.True(JsonNode.DeepEquals(document, read), $"Seed {seed}: {document.ToJsonString()} came back as {read.ToJsonString()}");
        }
    }
}
