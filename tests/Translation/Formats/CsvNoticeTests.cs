using System.Text;
using Throughcare.Translation.Formats;
using static Throughcare.Tests.Translation.Formats.Reading;

namespace Throughcare.Tests.Translation.Formats;

public class CsvNoticeTests
{
    private static Outcome<byte[]> Read(string text) => CsvNotice.ToJson(Utf8(text));

    [Theory]
    [InlineData("a,b\n1,2\n", """{"rows":[{"a":"1","b":"2"}]}""")]
    [InlineData("a,b\r\n1,2", """{"rows":[{"a":"1","b":"2"}]}""")]
    [InlineData("a,b\r1,2\r3,4\r", """{"rows":[{"a":"1","b":"2"},{"a":"3","b":"4"}]}""")]
    [InlineData("\uFEFFa,b\n1,2", """{"rows":[{"a":"1","b":"2"}]}""")]
    [InlineData(" a , \"b\" \n1,2", null)]
    [InlineData(" a , b \n1,2", """{"rows":[{"a":"1","b":"2"}]}""")]
    [InlineData("a,b\n,2\n1,", """{"rows":[{"b":"2"},{"a":"1"}]}""")]
    [InlineData("a,b\n1,\"\"\n2,  \n", """{"rows":[{"a":"1"},{"a":"2"}]}""")]
    [InlineData("a,b\n\"x, \"\"y\"\"\",\"two\r\nlines\"", """{"rows":[{"a":"x, \"y\"","b":"two\r\nlines"}]}""")]
    [InlineData("a,b\n'1,=2+3\n-4,@x", """{"rows":[{"a":"'1","b":"=2+3"},{"a":"-4","b":"@x"}]}""")]
    [InlineData("a,b\n 1 ,007", """{"rows":[{"a":" 1 ","b":"007"}]}""")]
    [InlineData("a,b\n\n1,2\n\n,\n , \n", """{"rows":[{"a":"1","b":"2"}]}""")]
    [InlineData("a,b", """{"rows":[]}""")]
    [InlineData("a\n1", """{"rows":[{"a":"1"}]}""")]
    [InlineData("a,A\n1,2", """{"rows":[{"a":"1","A":"2"}]}""")]
    public void Rows_are_objects_and_blank_cells_are_absent(string csv, string? json)
    {
        if (json is null) Assert.Equal(RefusalReason.NoticeIsNotCsv, Read(csv).Refused().Reason);
        else AssertSame(json, Read(csv).Tree());
    }

    [Theory]
    [InlineData("", "Row 1: there is no header row.")]
    [InlineData("\n\n", "Row 1: there is no header row.")]
    [InlineData("a,,b\n1,2,3", "Row 1: a column of the header has no name.")]
    [InlineData("a,b, a\n1,2,3", "Row 1: two columns of the header have one name.")]
    [InlineData("a,b\n1,2\n1,2,3", "Row 3: 3 cells where the header has 2. A comma inside a cell needs quotes around the whole cell.")]
    [InlineData("a,b\n1\n", "Row 2: 1 cells where the header has 2. A comma inside a cell needs quotes around the whole cell.")]
    [InlineData("a,b\n1,2\n\n1,2,3", "Row 4: 3 cells where the header has 2. A comma inside a cell needs quotes around the whole cell.")]
    [InlineData("a,b\n1,x\"y\"\n", "Row 2: a quotation mark stands inside a cell. Put the whole cell in quotes and double the mark.")]
    [InlineData("a,b\n1,\"x\"y\n", "Row 2: a quotation mark stands inside a cell. Put the whole cell in quotes and double the mark.")]
    public void A_file_that_cannot_be_read_surely_is_refused_with_its_row(string csv, string detail)
    {
        var refusal = Read(csv).Refused();
        Assert.Equal((RefusalReason.NoticeIsNotCsv, detail), (refusal.Reason, refusal.Detail));
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_the_rows_after_it() => Assert.Equal(RefusalReason.NoticeIsNotCsv, Read("a,b\n1,\"x\n2,y\n3,z\n").Refused().Reason);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        Assert.Equal(RefusalReason.CharacterSetIsNotUtf8, CsvNotice.ToJson(Encoding.Latin1.GetBytes("a\nZoë!")).Refused().Reason);
        Assert.Equal(RefusalReason.CharacterSetIsNotUtf8, CsvNotice.ToJson(Encoding.Unicode.GetBytes("a\nb")).Refused().Reason);
    }

    [Fact]
    public void A_control_character_is_refused_with_its_place() => Assert.Equal("rows[1].b", Read("a,b\n1,2\n1,\u0007").Refused().Element);

    [Fact]
    public void A_long_header_over_many_short_rows_does_not_grow_without_bound()
    {
        static string File(int letters) => new string('h', letters) + "\n" + string.Concat(Enumerable.Repeat("1\n", 250_000));
        Assert.Equal(RefusalReason.NoticeIsTooLarge, Read(File(200)).Refused().Reason);
        Assert.Equal(RefusalReason.NoticeIsNotCsv, Read(File(201)).Refused().Reason);
    }

    [Fact]
    public void The_sample_has_a_row_for_each_appointment()
    {
        var rows = CsvNotice.ToJson(Sample("appointments.csv")).Tree()["rows"].Items().ToList();
        Assert.Equal(["AP-1", "AP-2", "AP-3"], rows.Select(row => row.TextAt("appointmentId")!));
        Assert.Equal("The \"Mill\" hub", rows[1].TextAt("service"));
        Assert.False(rows[1].AsObject().ContainsKey("note"));
        Assert.Equal("Ask for Ngozi\nat the desk", rows[2].TextAt("note"));
    }
}
