namespace Throughcare.Fhir;

/// <summary>Dates and times as R4 writes them, with the precision they were written in. They are read where they stand and never become a DateTime, which has no month without a day.</summary>
internal static class FhirDate
{
    /// <summary>2026, 2026-03 or 2026-03-06, of a calendar that has that day.</summary>
    public static bool IsDate(ReadOnlySpan<byte> text) => DatePart(text, out var length, out _) && length == text.Length;

    /// <summary>A date, or a whole date with a time to the second and a zone.</summary>
    public static bool IsDateTime(ReadOnlySpan<byte> text) => IsDate(text) || IsInstant(text);

    public static bool IsInstant(ReadOnlySpan<byte> text) => TryInstant(text, out _);

    /// <summary>23:59:59, with any fraction; 60 seconds for a leap second.</summary>
    public static bool IsTime(ReadOnlySpan<byte> text) => TimePart(text, out var length, out _) && length == text.Length;

    /// <summary>Below 0 when the first is earlier, above 0 when it is later, 0 when they are the same, null when their precision does not tell or one is no date.</summary>
    public static int? Compare(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (TryInstant(first, out var one) && TryInstant(second, out var other)) return one.CompareTo(other);
        if (!DatePart(first, out var length, out _) || !DatePart(second, out var otherLength, out _)) return null;
        var shared = Math.Min(length, otherLength);
        var order = first[..shared].SequenceCompareTo(second[..shared]);
        if (order != 0) return order;
        return first.Length == length && second.Length == otherLength && length == otherLength ? 0 : null;
    }

    /// <summary>The year, the month and the day, as far as they go.</summary>
    private static bool DatePart(ReadOnlySpan<byte> text, out int length, out long day)
    {
        (length, day) = (0, 0);
        if (!Digits(text, 4, out var year) || year == 0) return false;
        length = 4;
        if (text.Length == 4) return true;
        if (text[4] != '-' || !Digits(text[5..], 2, out var month) || month is 0 or > 12) return false;
        length = 7;
        if (text.Length == 7) return true;
        if (text[7] != '-' || !Digits(text[8..], 2, out var number) || number == 0 || number > DateTime.DaysInMonth(year, month)) return false;
        length = 10;
        day = new DateOnly(year, month, number).DayNumber;
        return true;
    }

    /// <summary>Hours, minutes, seconds and their fraction, in ten-millionths of a second; digits beyond those are read and not counted.</summary>
    private static bool TimePart(ReadOnlySpan<byte> text, out int length, out long ticks)
    {
        (length, ticks) = (0, 0);
        if (text.Length < 8 || text[2] != ':' || text[5] != ':' || !Digits(text, 2, out var hour) || !Digits(text[3..], 2, out var minute) || !Digits(text[6..], 2, out var second)) return false;
        if (hour > 23 || minute > 59 || second > 60) return false;
        ticks = (((hour * 60L) + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        length = 8;
        if (text.Length == 8 || text[8] != '.') return true;
        var worth = TimeSpan.TicksPerSecond;
        for (length = 9; length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9'; length++) ticks += (text[length] - '0') * (worth /= 10);
        return length > 9;
    }

    /// <summary>Ten-millionths of a second since the year 1, in UTC.</summary>
    private static bool TryInstant(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 20 || text[10] != 'T' || !DatePart(text[..10], out var length, out var day) || length != 10 || !TimePart(text[11..], out length, out var time)) return false;
        var zone = text[(11 + length)..];
        var offset = 0;
        if (!zone.SequenceEqual("Z"u8))
        {
            if (zone.Length != 6 || zone[0] is not ((byte)'+' or (byte)'-') || zone[3] != ':' || !Digits(zone[1..], 2, out var hours) || !Digits(zone[4..], 2, out var minutes)) return false;
            if (minutes > 59 || (hours * 60) + minutes > 14 * 60) return false;
            offset = ((hours * 60) + minutes) * (zone[0] == '-' ? -1 : 1);
        }
        ticks = (day * TimeSpan.TicksPerDay) + time - (offset * TimeSpan.TicksPerMinute);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int count, out int number)
    {
        number = 0;
        if (text.Length < count) return false;
        foreach (var digit in text[..count])
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + digit - '0';
        }
        return true;
    }
}
