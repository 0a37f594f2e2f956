using Throughcare.People;

namespace Throughcare.Tests.People;

public class LocalNumberTests
{
    [Theory]
    [InlineData("ZZ951", "H778812", "ZZ951", "H778812")]
    [InlineData(" zz951 ", " h 778\u00A0812\t", "ZZ951", "H778812")]
    [InlineData("Ysbyty Tŷ Gwyn", "tŷ-12/a", "YSBYTYTŶGWYN", "TŶ-12/A")]
    [InlineData("https://leeds-recovery.example/clients", "LR-20881", "HTTPS://LEEDS-RECOVERY.EXAMPLE/CLIENTS", "LR-20881")]
    public void It_is_a_number_and_who_gave_it_without_spaces_and_in_capitals(string assigner, string text, string by, string number)
    {
        var read = LocalNumber.Read(assigner, text)!.Value;
        Assert.Equal((by, number), (read.Assigner, read.Value));
        Assert.Equal(read, LocalNumber.Read(by, number));
    }

    [Fact]
    public void The_same_number_of_two_hospitals_is_two_numbers()
    {
        Assert.NotEqual(LocalNumber.Read("ZZ951", "778812"), LocalNumber.Read("ZZ952", "778812"));
        Assert.Equal(LocalNumber.Read("ZZ951", "h 778812"), LocalNumber.Read("zz951", "H778812"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-")]
    public void Without_an_assigner_it_is_none(string? assigner) => Assert.Null(LocalNumber.Read(assigner, "H778812"));

    /// <summary>What systems write when there is no number.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("N/A")]
    [InlineData("unknown")]
    [InlineData("-")]
    [InlineData("000000")]
    public void What_stands_for_no_number_is_none(string? text) => Assert.Null(LocalNumber.Read("ZZ951", text));

    [Fact]
    public void Zeros_before_a_number_belong_to_it() => Assert.NotEqual(LocalNumber.Read("ZZ951", "0123"), LocalNumber.Read("ZZ951", "123"));

    /// <summary>A mark after its letter, a sign that is another letter's twin, digits of other scripts, what cannot be seen, half a character.</summary>
    [Theory]
    [InlineData("E\u030112")]
    [InlineData("\u212B12")]
    [InlineData("\u212A12")]
    [InlineData("\u041012")]
    [InlineData("H\u0661\u0662")]
    [InlineData("H\uFF11\uFF12")]
    [InlineData("H12\u200B")]
    [InlineData("\uFEFFH12")]
    [InlineData("H12\u0000")]
    [InlineData("H12\uD83D")]
    [InlineData("H12😀")]
    [InlineData("H12×")]
    public void What_could_be_written_in_two_ways_that_look_alike_is_none(string text)
    {
        Assert.Null(LocalNumber.Read("ZZ951", text));
        Assert.Null(LocalNumber.Read(text, "H12"));
    }

    [Fact]
    public void What_is_longer_than_any_number_is_none()
    {
        Assert.NotNull(LocalNumber.Read("ZZ951", new string('1', LocalNumber.MostCharacters) + "  "));
        Assert.Null(LocalNumber.Read("ZZ951", new string('1', LocalNumber.MostCharacters + 1)));
        Assert.NotNull(LocalNumber.Read(new string('Z', LocalNumber.MostCharactersOfAssigner), "1"));
        Assert.Null(LocalNumber.Read(new string('Z', LocalNumber.MostCharactersOfAssigner + 1), "1"));
    }

    /// <summary>Every letter that is taken has one capital, which is taken too and is its own.</summary>
    [Fact]
    public void Every_character_that_is_taken_gives_one_that_is_taken_as_itself()
    {
        for (var c = '\0'; c < char.MaxValue; c++)
            if (LocalNumber.Read("ZZ951", $"1{c}") is { } number) Assert.Equal(number, LocalNumber.Read(number.Assigner, number.Value));
    }

    [Fact]
    public void No_text_is_too_odd_to_be_looked_at()
    {
        var texts = Numbers.AnyTexts(5, 50_000, "H778812", "ZZ951").ToList();
        foreach (var (text, other) in texts.Zip(texts.Skip(1)))
            if (LocalNumber.Read(text, other) is { } number) Assert.Equal(number, LocalNumber.Read(number.Assigner, number.Value));
    }
}
