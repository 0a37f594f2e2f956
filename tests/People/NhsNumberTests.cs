using System.Globalization;
using Throughcare.People;

namespace Throughcare.Tests.People;

public class NhsNumberTests
{
    [Theory]
    [InlineData("9990000123")]
    [InlineData("999 000 0123")]
    [InlineData("999-000-0123")]
    [InlineData("999\u00A0000\u00A00123")]
    [InlineData(" 9990000123 ")]
    [InlineData("9476719931")]
    [InlineData("9278693472")]
    [InlineData("9876543210")]
    [InlineData("9000000009")]
    public void A_number_that_passes_its_check_is_one(string text) => Assert.NotNull(NhsNumber.Read(text));

    [Theory]
    [InlineData("4857773456")]
    [InlineData("1234567890")]
    [InlineData("999000012")]
    [InlineData("99900001233")]
    [InlineData("999000012X")]
    [InlineData("999/000/0123")]
    [InlineData("")]
    public void A_number_that_fails_its_check_is_none(string text) => Assert.Null(NhsNumber.Read(text));

    /// <summary>Arabic, full-width and mathematical digits are digits to some programs.</summary>
    [Theory]
    [InlineData("٩٩٩٠٠٠٠١٢٣")]
    [InlineData("９９９００００１２３")]
    [InlineData("𝟗𝟗𝟗𝟎𝟎𝟎𝟎𝟏𝟐𝟑")]
    [InlineData("999000012３")]
    public void Only_0_to_9_are_digits(string text) => Assert.Null(NhsNumber.Read(text));

    [Fact]
    public void Ten_equal_digits_are_nobodys_although_they_pass()
    {
        for (var digit = '0'; digit <= '9'; digit++) Assert.Null(NhsNumber.Read(new string(digit, 10)));
    }

    /// <summary>One stem in eleven has the check digit 10, which does not exist, and so no number at all.</summary>
    [Fact]
    public void A_stem_has_one_check_digit_or_none()
    {
        var counts = Enumerable.Range(0, 110_000).Select(i => 999_000_000 + i).Select(stem => Enumerable.Range(0, 10).Count(digit => NhsNumber.Read($"{stem}{digit}") is not null)).ToList();
        Assert.All(counts, count => Assert.InRange(count, 0, 1));
        Assert.InRange(counts.Count(count => count == 0), 9_950, 10_050);
    }

    [Fact]
    public void A_wrong_digit_or_two_neighbours_that_changed_places_are_always_found()
    {
        var tried = 0;
        foreach (var number in Some(2_000))
            foreach (var slip in Numbers.WithOneSlip(number))
            {
                Assert.Null(NhsNumber.Read(slip));
                tried++;
            }
        Assert.InRange(tried, 150_000, 250_000);
    }

    [Fact]
    public void One_number_written_in_two_ways_is_one_number()
    {
        var random = new Random(20260401);
        foreach (var number in Some(1_000))
        {
            Assert.Equal(number, NhsNumber.Read(number)!.Value.Value);
            Assert.Equal(NhsNumber.Read(number), NhsNumber.Read(Numbers.Otherwise(number, random).Insert(random.Next(number.Length), "-")));
        }
    }

    [Fact]
    public void No_text_is_too_odd_to_be_looked_at()
    {
        foreach (var text in Numbers.AnyTexts(1, 50_000, "9990000123", "999 000 0018"))
            if (NhsNumber.Read(text) is { } number) Assert.Equal(number, NhsNumber.Read(number.Value));
    }

    /// <summary>Numbers of the range that is kept for tests.</summary>
    private static IEnumerable<string> Some(int count)
    {
        var random = new Random(20260402);
        return Enumerable.Range(0, count * 20).Select(_ => random.NextInt64(9_990_000_000, 10_000_000_000).ToString(CultureInfo.InvariantCulture)).Where(text => NhsNumber.Read(text) is not null).Take(count);
    }
}
