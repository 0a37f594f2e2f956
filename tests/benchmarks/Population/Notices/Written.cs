using System.Globalization;

namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>Dates and numbers as the formats write them.</summary>
internal static class Written
{
    /// <summary>2001-12-31 or part of it as 31/12/2001, 12/2001 or 2001.</summary>
    public static string? UkDate(string? date) => date?.Length switch
    {
        10 => $"{date[8..]}/{date[5..7]}/{date[..4]}",
        7 => $"{date[5..]}/{date[..4]}",
        _ => date,
    };

    /// <summary>2001-12-31 or part of it as 20011231, 200112 or 2001.</summary>
    public static string? Hl7Date(string? date) => date?.Replace("-", "", StringComparison.Ordinal);

    public static string Hl7Time(DateTimeOffset at) => at.ToString("yyyyMMddHHmmss+0000", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string UkDay(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The NHS number as people read it out; also one that fails its check, for its sender does not know that.</summary>
    public static string? Spaced(string? number) => number is null ? null : $"{number[..3]} {number[3..6]} {number[6..]}";

    /// <summary>The NHS number of a record as its sender has it, right or wrong.</summary>
    public static string? NhsNumber(Sighting record) => record.Number("nhs-number") ?? record.Number("nhs-number-as-sent");

    public static DateTimeOffset At(DateOnly day, int minutes) => new(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes), TimeSpan.Zero);
}
