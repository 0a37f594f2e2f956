using Throughcare.People;

namespace Throughcare.Tests.People;

public class CroNumberTests
{
    /// <summary>Numbers that HMPPS publishes with its tests.</summary>
    [Theory]
    [InlineData("65656/91H", "065656/91H")]
    [InlineData("065656/91H", "065656/91H")]
    [InlineData("065656/91h", "065656/91H")]
    [InlineData(" 65656 /\u00A091 H", "065656/91H")]
    [InlineData("265416/21G", "265416/21G")]
    [InlineData("6697/56U", "006697/56U")]
    [InlineData("991/66G", "000991/66G")]
    public void A_serial_number_is_filled_up_to_six_digits(string text, string number) => Assert.Equal(number, CroNumber.Read(text)?.Value);

    [Theory]
    [InlineData("SF05/482703J", "SF05/482703J")]
    [InlineData("sf 05 / 482703 j", "SF05/482703J")]
    [InlineData("SF83/50058Z", "SF83/50058Z")]
    public void The_serial_number_of_a_file_stays_as_it_was_written(string text, string number) => Assert.Equal(number, CroNumber.Read(text)?.Value);

    /// <summary>Filled up with zeros it would have another letter, so these are two numbers for whoever checks them.</summary>
    [Fact]
    public void A_zero_more_makes_another_number_of_a_file()
    {
        Assert.Null(CroNumber.Read("SF83/050058Z"));
        Assert.Equal("SF83/050058B", CroNumber.Read("SF83/050058B")?.Value);
    }

    [Theory]
    [InlineData("85227/65G")]
    [InlineData("265416/21H")]
    [InlineData("65656/91J")]
    [InlineData("SF05/482703K")]
    [InlineData("SF83/50058Y")]
    public void A_letter_that_is_not_the_numbers_is_refused(string text) => Assert.Null(CroNumber.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("H")]
    [InlineData("123")]
    [InlineData("/91H")]
    [InlineData("65656/H")]
    [InlineData("65656/91")]
    [InlineData("65656/1991H")]
    [InlineData("0065656/91H")]
    [InlineData("6565691H")]
    [InlineData("99166G")]
    [InlineData("65656//91H")]
    [InlineData("SF05482703J")]
    [InlineData("SF/482703J")]
    [InlineData("SF05/J")]
    [InlineData("SF05/0482703J")]
    [InlineData("SFSF05/482703J")]
    [InlineData("FS05/482703J")]
    [InlineData("٦٥٦٥٦/91H")]
    public void What_has_another_form_is_none(string text) => Assert.Null(CroNumber.Read(text));

    /// <summary>Their letter would be right.</summary>
    [Theory]
    [InlineData("0/00Z")]
    [InlineData("000000/00Z")]
    [InlineData("SF00/0Z")]
    public void Nothing_but_zeros_is_nobodys(string text) => Assert.Null(CroNumber.Read(text));

    [Fact]
    public void A_number_is_read_as_itself_and_so_is_every_way_to_write_it()
    {
        var random = new Random(20260406);
        foreach (var number in Some(2_000))
        {
            Assert.Equal(number, CroNumber.Read(number)?.Value);
            Assert.Equal(number, CroNumber.Read(Numbers.Otherwise(number[0] == 'S' ? number : number.TrimStart('0'), random))?.Value);
        }
    }

    [Fact]
    public void Another_letter_a_wrong_digit_or_two_neighbours_that_changed_places_are_always_found()
    {
        foreach (var number in Some(1_000))
        {
            for (var letter = 'A'; letter <= 'Z'; letter++) if (letter != number[^1]) Assert.Null(CroNumber.Read(number[..^1] + letter));
            foreach (var slip in Numbers.WithOneSlip(number)) Assert.Null(CroNumber.Read(slip));
        }
    }

    [Fact]
    public void No_text_is_too_odd_to_be_looked_at()
    {
        foreach (var text in Numbers.AnyTexts(3, 50_000, "65656/91H", "SF83/50058Z", "065656/91H"))
            if (CroNumber.Read(text) is { } number) Assert.Equal(number, CroNumber.Read(number.Value));
    }

    private static IEnumerable<string> Some(int count)
    {
        var random = new Random(20260407);
        return Enumerable.Range(0, count).Select(_ =>
        {
            var (year, serial) = (random.Next(100), random.Next(1, (int)Math.Pow(10, random.Next(1, 7))));
            var digits = random.Next(2) == 0 ? $"{serial:D6}/{year:D2}" : $"SF{year:D2}/{serial}";
            return Enumerable.Range('A', 26).Select(letter => $"{digits}{(char)letter}").Single(text => CroNumber.Read(text) is not null);
        });
    }
}
