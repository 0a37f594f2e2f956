using Throughcare.People;

namespace Throughcare.Tests.People;

/// <summary>Numbers of which only the form is known: prison number, CRN and booking number.</summary>
public class NumbersByFormTests
{
    private static readonly Dictionary<string, Func<string, string?>> Kinds = new()
    {
        ["prison"] = text => PrisonNumber.Read(text)?.Value,
        ["crn"] = text => Crn.Read(text)?.Value,
        ["booking"] = text => BookingNumber.Read(text)?.Value,
    };

    private static readonly Dictionary<string, string> Examples = new() { ["prison"] = "A8513EA", ["crn"] = "X757129", ["booking"] = "51132A" };

    [Theory]
    [InlineData("prison", "A8513EA", "A8513EA")]
    [InlineData("prison", "g2899uj", "G2899UJ")]
    [InlineData("prison", " A 8513\u00A0ea ", "A8513EA")]
    [InlineData("crn", "X757129", "X757129")]
    [InlineData("crn", "d001022", "D001022")]
    [InlineData("crn", "D 001 022", "D001022")]
    [InlineData("booking", "51132A", "51132A")]
    [InlineData("booking", "38430 a", "38430A")]
    public void Spaces_and_small_letters_are_put_right(string kind, string text, string number) => Assert.Equal(number, Kinds[kind](text));

    [Theory]
    [InlineData("prison", "A8513E")]
    [InlineData("prison", "A8513EAB")]
    [InlineData("prison", "A8513E1")]
    [InlineData("prison", "88513EA")]
    [InlineData("prison", "A8513-EA")]
    [InlineData("prison", "AO513EA")]
    [InlineData("prison", "Å8513EA")]
    [InlineData("prison", "A٨٥١٣EA")]
    [InlineData("crn", "X75712")]
    [InlineData("crn", "X7571290")]
    [InlineData("crn", "XX57129")]
    [InlineData("crn", "7757129")]
    [InlineData("crn", "X７57129")]
    [InlineData("booking", "5113A")]
    [InlineData("booking", "511321")]
    [InlineData("booking", "51132AB")]
    [InlineData("booking", "AB1132")]
    public void What_has_another_form_is_none(string kind, string text) => Assert.Null(Kinds[kind](text));

    /// <summary>Letters that become A to Z as capitals in some alphabet or program: a dotless i, a long s, the sign for kelvin; and those that only look like them.</summary>
    [Theory]
    [InlineData("prison", "A8513Eı")]
    [InlineData("prison", "A8513Eſ")]
    [InlineData("prison", "\u212A8513EA")]
    [InlineData("prison", "\u04108513EA")]
    [InlineData("crn", "\u212A757129")]
    [InlineData("booking", "51132ı")]
    public void A_letter_of_another_alphabet_is_none(string kind, string text) => Assert.Null(Kinds[kind](text));

    [Fact]
    public void Nothing_is_none() => Assert.All(Kinds.Values, read => Assert.Null(read("")));

    [Fact]
    public void A_number_is_read_as_itself_and_so_is_every_way_to_write_it()
    {
        var random = new Random(20260408);
        foreach (var (kind, example) in Examples)
            for (var round = 0; round < 1_000; round++)
            {
                var number = string.Concat(example.Select(c => char.IsAsciiDigit(c) ? (char)('0' + random.Next(10)) : (char)('A' + random.Next(26))));
                Assert.Equal(number, Kinds[kind](number));
                Assert.Equal(number, Kinds[kind](Numbers.Otherwise(number, random)));
            }
    }

    [Fact]
    public void Numbers_that_are_written_otherwise_are_equal()
    {
        Assert.Equal(PrisonNumber.Read("A8513EA"), PrisonNumber.Read("a 8513 ea"));
        Assert.Equal(Crn.Read("X757129"), Crn.Read("x757 129"));
        Assert.Equal(BookingNumber.Read("51132A"), BookingNumber.Read("51132 a"));
        Assert.NotEqual(PrisonNumber.Read("A8513EA"), PrisonNumber.Read("A8513EB"));
    }

    [Fact]
    public void No_text_is_too_odd_to_be_looked_at()
    {
        foreach (var (kind, example) in Examples)
            foreach (var text in Numbers.AnyTexts(4, 20_000, example))
                if (Kinds[kind](text) is { } number) Assert.Equal(number, Kinds[kind](number));
    }
}
