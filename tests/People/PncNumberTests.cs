using System.Text;
using Throughcare.People;

namespace Throughcare.Tests.People;

public class PncNumberTests
{
    private const int Year = 2026;

    /// <summary>Numbers that HMPPS publishes with its tests.</summary>
    [Theory]
    [InlineData("79/163001B", "1979/0163001B")]
    [InlineData("79163001B", "1979/0163001B")]
    [InlineData("19790163001B", "1979/0163001B")]
    [InlineData("81/34U", "1981/0000034U")]
    [InlineData("02/73319Z", "2002/0073319Z")]
    [InlineData("0273319Z", "2002/0073319Z")]
    [InlineData("20020073319Z", "2002/0073319Z")]
    [InlineData("2002/73319Z", "2002/0073319Z")]
    [InlineData("00/223R", "2000/0000223R")]
    [InlineData("03/3Y", "2003/0000003Y")]
    [InlineData("033Y", "2003/0000003Y")]
    [InlineData("67/9893091D", "1967/9893091D")]
    [InlineData("1999/0139097Y", "1999/0139097Y")]
    [InlineData("2024/0070623D", "2024/0070623D")]
    [InlineData("20000160946Q", "2000/0160946Q")]
    [InlineData("08/545166T", "2008/0545166T")]
    [InlineData("08545166T", "2008/0545166T")]
    [InlineData(" 2008 / 0545166 t ", "2008/0545166T")]
    [InlineData("2008/\u00A00545166T", "2008/0545166T")]
    public void Every_written_form_is_one_number(string text, string number) => Assert.Equal(number, PncNumber.Read(text, Year)?.Value);

    [Theory]
    [InlineData("20030011985Z")]
    [InlineData("20120052494O")]
    [InlineData("20230583843N")]
    [InlineData("2001/0171310S")]
    [InlineData("08/545166S")]
    public void A_letter_that_is_not_the_numbers_is_refused(string text) => Assert.Null(PncNumber.Read(text, Year));

    [Theory]
    [InlineData("")]
    [InlineData("T")]
    [InlineData("2008/T")]
    [InlineData("2008/0545166")]
    [InlineData("008/545166T")]
    [InlineData("2008/00545166T")]
    [InlineData("2008//545166T")]
    [InlineData("2008-0545166T")]
    [InlineData("٢٠٠٨/0545166T")]
    [InlineData("２００８/0545166T")]
    [InlineData("2008∕0545166T")]
    [InlineData("1808/0545166T")]
    [InlineData("2108/0545166T")]
    public void What_has_another_form_is_none(string text) => Assert.Null(PncNumber.Read(text, Year));

    /// <summary>Its letter would be right.</summary>
    [Theory]
    [InlineData("00/0Z")]
    [InlineData("2000/0000000Z")]
    [InlineData("000Z")]
    public void Nothing_but_zeros_is_nobodys(string text) => Assert.Null(PncNumber.Read(text, Year));

    // ---- The year

    [Fact]
    public void A_short_year_is_the_last_such_year_when_the_number_was_written_down()
    {
        for (var year = 1936; year <= Year; year++) Assert.Equal(Of(year, 1), PncNumber.Read(Of(year, 1)[2..], Year)?.Value);
    }

    /// <summary>A record of 1930 would be of somebody near a hundred, and one of 2030 is not there yet, unless the notice is older than the number in it. Neither is guessed.</summary>
    [Fact]
    public void A_short_year_that_could_be_of_either_century_is_refused()
    {
        for (var year = Year + 1; year < 2036; year++) Assert.Null(PncNumber.Read(Of(year, 1)[2..], Year));
    }

    /// <summary>That the year is a little wrong, because a notice tells of something years ago or a clock was ahead, never makes one person another.</summary>
    [Fact]
    public void A_notice_that_is_some_years_off_never_gives_a_number_another_century()
    {
        for (var written = 1980; written <= 2060; written++)
            for (var year = written - 80; year <= written; year++)
                for (var off = -9; off <= 9; off++)
                    if (PncNumber.Read(Of(year, 34)[2..], written + off) is { } number) Assert.Equal(Of(year, 34), number.Value);
    }

    [Fact]
    public void A_year_in_full_needs_no_other()
    {
        foreach (var year in new[] { 1, 1900, Year, 9999 }) Assert.Equal("1967/9893091D", PncNumber.Read("1967/9893091D", year)?.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1899)]
    [InlineData(2200)]
    [InlineData(9999)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_short_year_of_no_century_of_the_computer_is_refused(int year) => Assert.Null(PncNumber.Read("67/9893091D", year));

    /// <summary>2016094 is 2020/16094 or 2016/94: without the stroke the letter alone would have to say whose number it is.</summary>
    [Theory]
    [InlineData("2016094X", "20/16094X", "2020/0016094X")]
    [InlineData("2016094V", "2016/094V", "2016/0000094V")]
    [InlineData("1912345G", "19/12345G", "2019/0012345G")]
    public void Without_a_stroke_a_year_that_could_be_short_or_full_is_refused(string without, string with, string number)
    {
        Assert.Null(PncNumber.Read(without, Year));
        Assert.Equal(number, PncNumber.Read(with, Year)?.Value);
    }

    // ---- What holds for all

    [Fact]
    public void A_number_in_full_is_read_as_itself_and_so_is_every_way_to_write_it()
    {
        var random = new Random(20260403);
        foreach (var number in Some(2_000))
        {
            var (year, serial, letter) = (number[..4], number[5..12].TrimStart('0'), number[^1]);
            Assert.Equal(number, PncNumber.Read(number, Year)?.Value);
            string[] ways = [$"{year}{number[5..]}", $"{year}/{serial}{letter}", $"{year[2..]}/{serial}{letter}", $"{year[2..]}/{number[5..]}"];
            foreach (var way in ways) Assert.Equal(number, PncNumber.Read(Numbers.Otherwise(way, random), Year)?.Value);
            // Without the stroke a short year of 1919, 1920, 2019 or 2020 looks like the beginning of a full one.
            if (year[2..] is not ("19" or "20")) Assert.Equal(number, PncNumber.Read($"{year[2..]}{number[5..]}", Year)?.Value);
        }
    }

    [Fact]
    public void Another_letter_is_always_refused()
    {
        foreach (var number in Some(500))
            foreach (var written in new[] { number, number[2..], number.Replace("/", "", StringComparison.Ordinal) })
                for (var letter = 'A'; letter <= 'Z'; letter++) if (letter != number[^1]) Assert.Null(PncNumber.Read(written[..^1] + letter, Year));
    }

    [Fact]
    public void A_wrong_digit_or_two_neighbours_that_changed_places_are_always_found()
    {
        foreach (var number in Some(1_000))
            foreach (var slip in Numbers.WithOneSlip(number).Concat(Numbers.WithOneSlip(number[2..]))) Assert.Null(PncNumber.Read(slip, Year));
    }

    [Fact]
    public void No_text_is_too_odd_to_be_looked_at()
    {
        var random = new Random(20260404);
        foreach (var text in Numbers.AnyTexts(2, 50_000, "2008/0545166T", "08/545166T", "033Y", "20080545166T"))
            if (PncNumber.Read(text, random.Next(1, 10_000)) is { } number) Assert.Equal(number, PncNumber.Read(number.Value, Year));
    }

    /// <summary>What our profile of a person asks of it: that it has one of the forms.</summary>
    [Theory]
    [InlineData("2008/0545166T", true)]
    [InlineData("08/545166T", true)]
    [InlineData("20080545166T", true)]
    [InlineData("08545166T", true)]
    [InlineData("008/545166T", false)]
    [InlineData("2008/05451660T", false)]
    [InlineData("2008/0545166", false)]
    [InlineData("2008/0545166t", false)]
    [InlineData("2008/T", false)]
    [InlineData("T", false)]
    [InlineData("", false)]
    [InlineData("2008//545166T", false)]
    [InlineData("\u0662\u0660/545166T", false)]
    public void It_is_a_year_a_number_and_a_letter(string number, bool isWritten) => Assert.Equal(isWritten, PncNumber.IsWritten(Encoding.UTF8.GetBytes(number)));

    /// <summary>Each of these years has numbers; the letter is found by trying them all.</summary>
    private static string Of(int year, int serial) =>
        Enumerable.Range('A', 26).Select(letter => $"{year:D4}/{serial:D7}{(char)letter}").Single(text => PncNumber.Read(text, Year) is not null);

    private static IEnumerable<string> Some(int count)
    {
        var random = new Random(20260405);
        return Enumerable.Range(0, count).Select(_ => Of(random.Next(1936, Year + 1), random.Next(1, (int)Math.Pow(10, random.Next(1, 8)))));
    }
}
