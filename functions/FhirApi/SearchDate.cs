using System.Globalization;
using System.Text.Json.Nodes;

namespace Throughcare.FhirApi;

/// <summary>A stretch of time: a day is one, an instant a very short one.</summary>
internal readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To)
{
    public bool Contains(Stretch other) => other.From >= From && other.To <= To;

    /// <summary>How long a date or time of some precision lasts; null for what is none. A day is a London day (R4 section 3.1.1.5.3 takes the server's zone for what has none).</summary>
    public static Stretch? Of(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return Days(day, 1);
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) return Days(day, DateTime.DaysInMonth(day.Year, day.Month));
        if (DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) return Days(day, DateTime.IsLeapYear(day.Year) ? 366 : 365);
        if (text.IndexOf('T', StringComparison.Ordinal) is not (> 0 and var time) || !(text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > time)) return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return null;
        var ticks = text.Contains('.', StringComparison.Ordinal) ? TimeSpan.TicksPerMillisecond : text[time..].Split(['Z', '+', '-'])[0].Count(c => c == ':') > 1 ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMinute;
        return new Stretch(instant, DateTimeOffset.MaxValue - instant > TimeSpan.FromTicks(ticks) ? instant.AddTicks(ticks) : DateTimeOffset.MaxValue);

        // The calendar ends with 9999-12-31, which systems write for "no end".
        static Stretch Days(DateOnly first, int count) => new(London.Instant(first, TimeOnly.MinValue)!.Value, DateOnly.MaxValue.DayNumber - first.DayNumber < count ? DateTimeOffset.MaxValue : London.Instant(first.AddDays(count), TimeOnly.MinValue)!.Value);
    }

    /// <summary>The same of an element: a date, a time, or a Period, which may be open at either end.</summary>
    public static Stretch? Of(JsonNode? element)
    {
        if (element is JsonValue value && value.TryGetValue<string>(out var text)) return Of(text);
        if (element is not JsonObject) return null;
        var (start, end) = (element.TextAt("start"), element.TextAt("end"));
        return start is null && end is null ? null : new Stretch(start is null ? DateTimeOffset.MinValue : Of(start)?.From ?? DateTimeOffset.MinValue, end is null ? DateTimeOffset.MaxValue : Of(end)?.To ?? DateTimeOffset.MaxValue);
    }
}

/// <summary>A date that a search asks for, with how it is to be compared: ge2026-03-06 (R4 section 3.1.1.5.3).</summary>
internal readonly record struct SearchDate(string Comparator, Stretch Asked)
{
    private static readonly string[] Comparators = ["eq", "ne", "gt", "ge", "lt", "le", "sa", "eb"];

    /// <summary>Null when the value is no date.</summary>
    public static SearchDate? Read(string value)
    {
        var comparator = value.Length > 2 && Comparators.Contains(value[..2]) ? value[..2] : "";
        return Stretch.Of(value[comparator.Length..]) is { } asked ? new SearchDate(comparator, asked) : null;
    }

    public bool Fits(DateTimeOffset time) => Fits(new Stretch(time, time.AddTicks(1)));

    public bool Fits(Stretch found) => Comparator switch
    {
        "ne" => !Asked.Contains(found),
        "gt" => found.To > Asked.To,
        "ge" => found.To > Asked.To || Asked.Contains(found),
        "lt" => found.From < Asked.From,
        "le" => found.From < Asked.From || Asked.Contains(found),
        "sa" => found.From >= Asked.To,
        "eb" => found.To <= Asked.From,
        _ => Asked.Contains(found),
    };
}
