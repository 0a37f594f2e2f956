using System.Globalization;

namespace Throughcare.Local.Host;

/// <summary>A timer's schedule as function.json writes it: second minute hour day month weekday, each *, n, a-b, */n, a-b/n or a list.</summary>
internal sealed class Schedule
{
    private static readonly (int Low, int High)[] Ranges = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];

    private readonly HashSet<int>[] fields;

    private Schedule(HashSet<int>[] fields) => this.fields = fields;

    /// <exception cref="FunctionAppFault">The text is not such a schedule.</exception>
    public static Schedule Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 6) throw new FunctionAppFault($"Schedule \"{text}\" has {parts.Length} fields; a timer needs six: second minute hour day month weekday.");
        return new Schedule([.. parts.Select((part, field) => Values(part, Ranges[field], text))]);
    }

    private static HashSet<int> Values(string part, (int Low, int High) range, string whole)
    {
        var values = new HashSet<int>();
        foreach (var item in part.Split(','))
        {
            var stepped = item.Split('/', 2);
            var bounds = stepped[0] == "*" ? [range.Low, range.High] : stepped[0].Split('-', 2).Select(n => int.TryParse(n, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
            var step = stepped.Length == 1 ? 1 : int.TryParse(stepped[1], CultureInfo.InvariantCulture, out var every) ? every : 0;
            var high = bounds.Length == 2 ? bounds[1] : stepped.Length == 2 ? range.High : bounds[0];
            if (bounds[0] < range.Low || high > range.High || high < bounds[0] || step < 1) throw new FunctionAppFault($"Schedule \"{whole}\": \"{item}\" does not fit {range.Low} to {range.High}.");
            for (var value = bounds[0]; value <= high; value += step) values.Add(value);
        }
        return values;
    }

    /// <summary>The first time after the given one that fits, in UTC, to the second.</summary>
    public DateTimeOffset After(DateTimeOffset time)
    {
        var at = new DateTimeOffset(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero).AddSeconds(1);
        while (true)
        {
            if (!fields[4].Contains(at.Month)) at = new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
            else if (!fields[3].Contains(at.Day) || !fields[5].Contains((int)at.DayOfWeek)) at = new DateTimeOffset(at.Date, TimeSpan.Zero).AddDays(1);
            else if (!fields[2].Contains(at.Hour)) at = at.AddHours(1).AddMinutes(-at.Minute).AddSeconds(-at.Second);
            else if (!fields[1].Contains(at.Minute)) at = at.AddMinutes(1).AddSeconds(-at.Second);
            else if (!fields[0].Contains(at.Second)) at = at.AddSeconds(1);
            else return at;
        }
    }
}
