using System.Text;
using Throughcare.Translation.Formats;
using static Throughcare.Tests.Translation.Formats.Reading;

namespace Throughcare.Tests.Translation.Formats;

public class SplitTests
{
    private static List<string> Texts(Outcome<List<ReadOnlyMemory<byte>>> outcome) => outcome.Accepted().ConvertAll(part => Encoding.UTF8.GetString(part.Span));

    [Fact]
    public void Each_row_of_a_CSV_file_is_a_file_with_the_same_header() =>
        Assert.Equal(["id,name\r\n1,Hollis\r\n", "id,name\r\n2,\"Ash, C\"\r\n"], Texts(Split.Csv(Utf8("\uFEFFid, name\n1,\"Hollis\"\n,\n2,\"Ash, C\""), "")));

    [Fact]
    public void Rows_with_one_key_are_one_file_wherever_they_stand_and_a_row_without_stands_alone() =>
        Assert.Equal(["id,x\r\nA,1\r\n\"A \",4\r\n", "id,x\r\nB,2\r\n", "id,x\r\n,3\r\n", "id,x\r\n,5\r\n", "id,x\r\na,6\r\n"], Texts(Split.Csv(Utf8("id,x\nA,1\nB,2\n,3\nA ,4\n,5\na,6\n"), "id")));

    /// <summary>A notice that is sent again must have the same bytes, or it is taken for another.</summary>
    [Fact]
    public void The_same_cells_give_the_same_bytes_however_they_were_quoted() =>
        Assert.Equal(Texts(Split.Csv(Utf8("id,x\n1,a b\n"), "id")), Texts(Split.Csv(Utf8("\uFEFF\"id\",\"x\"\r\n\"1\",\"a b\""), "id")));

    [Fact]
    public void A_part_is_read_like_the_whole()
    {
        var whole = CsvNotice.ToJson(Sample("appointments.csv")).Tree()["rows"].Items().Select(row => row.ToJsonString()).ToList();
        var parts = Split.Csv(Sample("appointments.csv"), "").Accepted().ConvertAll(part => CsvNotice.ToJson(part).Tree()["rows"]![0]!.ToJsonString());
        Assert.Equal(whole, parts);
        Assert.Equal([2, 1], Split.Csv(Sample("appointments.csv"), "nomsNumber").Accepted().ConvertAll(part => CsvNotice.ToJson(part).Tree()["rows"]!.AsArray().Count));
    }

    [Fact]
    public void A_key_that_is_no_column_is_refused() => Assert.Contains("\"person\"", Split.Csv(Utf8("id\n1"), "person").Refused().Detail, StringComparison.Ordinal);

    [Fact]
    public void A_ragged_row_is_refused_before_anything_is_taken_apart() => Assert.Equal(RefusalReason.NoticeIsNotCsv, Split.Csv(Utf8("id,x\n1,2\n3\n"), "").Refused().Reason);

    [Fact]
    public void Parts_that_repeat_a_long_header_are_bounded_together() =>
        Assert.Equal(RefusalReason.NoticeIsTooLarge, Split.Csv(Utf8(new string('h', 200) + "\n" + string.Concat(Enumerable.Repeat("1\n", 250_000))), "").Refused().Reason);

    [Fact]
    public void A_batch_is_one_file_for_each_message()
    {
        var messages = Split.Hl7(Sample("batch.hl7")).Accepted();
        Assert.Equal(["MSG-000201", "MSG-000202"], messages.Select(message => Hl7Notice.ToJson(message).Tree().TextAt("MSH", "10")!));
        Assert.Equal(["HOLLIS", "ASHWORTH"], messages.Select(message => Hl7Notice.ToJson(message).Tree().TextAt("PID", "5", "1")!));
    }

    [Theory]
    [InlineData("MSH|^~\\&|1\rPID|1\rMSH|^~\\&|2\rPID|2\r")]
    [InlineData("MSH|^~\\&|1\nPID|1\nMSH|^~\\&|2\nPID|2")]
    [InlineData("\vMSH|^~\\&|1\rPID|1\r\x1C\r\vMSH|^~\\&|2\rPID|2\x1C\r")]
    [InlineData("BHS|^~\\&\r\nMSH|^~\\&|1\r\nPID|1\r\nBTS|1\r\nBHS|^~\\&\r\nMSH|^~\\&|2\r\nPID|2\r\nBTS\r\n")]
    public void Messages_have_the_same_bytes_however_they_came(string file) => Assert.Equal(["MSH|^~\\&|1\rPID|1\r", "MSH|^~\\&|2\rPID|2\r"], Texts(Split.Hl7(Utf8(file))));

    [Theory]
    [InlineData("", "Segment 1: ")]
    [InlineData("FHS|^~\\&\rFTS", "Segment 1: ")]
    [InlineData("PID|1", "Segment 1: ")]
    [InlineData("BHS|^~\\&\rPID|1\rMSH|^~\\&", "Segment 2: ")]
    [InlineData("BHS|^~\\&\rMSH|^~\\&\rBTS|1\rPID|1", "Segment 4: ")]
    [InlineData("BHS|^~\\&\rMSH|^~\\&\rBTS|2", "Segment 3: the batch says it has 2 messages, and 1 are there.")]
    public void A_batch_that_is_not_whole_is_refused_with_its_place(string file, string detail) => Assert.StartsWith(detail, Split.Hl7(Utf8(file)).Refused().Detail, StringComparison.Ordinal);
}
