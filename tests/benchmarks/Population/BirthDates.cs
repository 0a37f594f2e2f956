using System.Globalization;

namespace Throughcare.Benchmarks.Population;

/// <summary>How a birth date comes to be written down.</summary>
internal static class BirthDates
{
    /// <param name="slip">A share of the agency's rates, made more or less by how careful this record was kept.</param>
    public static (string? Text, Deviations Deviation) Write(Random random, DateOnly born, AgencyRates rates, Func<double, bool> slip)
    {
        if (slip(rates.BirthMissing)) return (null, Deviations.BirthMissing);
        if (slip(rates.BirthInPart)) return (born.ToString(random.Happens(0.6) ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture), Deviations.BirthInPart);
        if (born.DayOfYear > 1 && slip(rates.FirstOfJanuary)) return (Text(new DateOnly(born.Year, 1, 1)), Deviations.FirstOfJanuary);
        if (born.Day <= 12 && born.Day != born.Month && slip(rates.DayAndMonthSwapped)) return (Text(new DateOnly(born.Year, born.Day, born.Month)), Deviations.DayAndMonthSwapped);
        if (slip(rates.TenYearsOff)) return (Text(born.AddYears(random.Happens(0.5) && born.Year < PopulationYear.Number - 25 ? 10 : -10)), Deviations.TenYearsOff);
        if (slip(rates.BirthDigitWrong) && DigitWrong(random, born) is { } wrong) return (Text(wrong), Deviations.BirthDigitWrong);
        return (Text(born), Deviations.None);
    }

    private static DateOnly? DigitWrong(Random random, DateOnly born)
    {
        // Some slips give no date; a system that asks for one has them typed again.
        for (var tries = 0; tries < 5; tries++)
        {
            var text = Text(born);
            var place = random.OneOf([2, 3, 3, 6, 8, 9, 9]);
            var typed = Misspelling.OneCharacter(random, text, place);
            if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wrong) && wrong.AddYears(10) < PopulationYear.FirstDay && Math.Abs(wrong.Year - born.Year) != 10) return wrong;
        }
        return null;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
