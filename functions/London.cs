using System.Globalization;

namespace Throughcare;

/// <summary>Days are days in London, whatever zone a machine or a sender is in.</summary>
internal static class London
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The London day on which the instant falls: 23:30 UTC on 30 June is 1 July.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant of a clock time in London; null for an hour that the spring change skips. In the hour that comes twice in autumn the first is meant.</summary>
    public static DateTimeOffset? Instant(DateOnly day, TimeOnly clock)
    {
        var local = day.ToDateTime(clock, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(local)) return null;
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    /// <summary>Whether the clock shows this time twice on that day: the hour that comes again in autumn.</summary>
    public static bool IsTwice(DateOnly day, TimeOnly clock) => Zone.IsAmbiguousTime(day.ToDateTime(clock, DateTimeKind.Unspecified));

    /// <summary>How FHIR writes a day.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
