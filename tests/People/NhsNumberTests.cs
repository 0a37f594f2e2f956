using Throughcare.People;

namespace Throughcare.Tests.People;

public class NhsNumberTests
{
    [Theory]
    [InlineData("9990000123")]
    [InlineData("999 000 0123")]
    [InlineData("9876543210")]
    [InlineData("9000000009")]
    public void A_number_that_passes_its_check_is_one(string text) => Assert.NotNull(NhsNumber.Read(text));

    [Theory]
    [InlineData("4857773456")]
    [InlineData("1234567890")]
    [InlineData("1111111111")]
    [InlineData("0000000000")]
    [InlineData("999000012")]
    [InlineData("99900001233")]
    [InlineData("٩٩٩٠٠٠٠١٢٣")]
    [InlineData("999000012X")]
    [InlineData("")]
    public void A_number_that_fails_its_check_is_none(string text) => Assert.Null(NhsNumber.Read(text));
}
