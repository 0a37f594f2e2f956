using System.Text;
using Throughcare.People;

namespace Throughcare.Tests.People;

public class PncNumberTests
{
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

    [Theory]
    [InlineData("08/545166T", "2008/0545166T")]
    [InlineData("79/163001B", "1979/0163001B")]
    [InlineData("79/163001C", null)]
    [InlineData("2008/0545166T", null)]
    [InlineData("08545166T", null)]
    [InlineData("08/x", null)]
    [InlineData("", null)]
    public void A_short_year_is_written_out_when_the_letter_is_right(string number, string? inFull) => Assert.Equal(inFull, PncNumber.InFull(Encoding.UTF8.GetBytes(number)));

    /// <summary>The computer began in 1974: 1950 and 2050 are equally unlikely.</summary>
    [Fact]
    public void A_year_of_neither_century_stays_as_it_was_sent()
    {
        for (var year = 30; year < 74; year++)
            for (var letter = 'A'; letter <= 'Z'; letter++) Assert.Null(PncNumber.InFull(Encoding.UTF8.GetBytes($"{year}/0000001{letter}")));
    }
}
