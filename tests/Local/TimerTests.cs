using System.Text.Json.Nodes;
using Throughcare.Local.Host;

namespace Throughcare.Tests.Local;

/// <summary>Schedules, and timers that fire by them.</summary>
public sealed class TimerTests
{
    private static JsonNode Timer(Call call) => call.Data("timer");

    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-02T03:04:05", "2026-01-02T03:05:00")]
    [InlineData("0 */5 * * * *", "2026-01-02T03:05:00", "2026-01-02T03:10:00")]
    [InlineData("*/15 * * * * *", "2026-01-02T03:04:59", "2026-01-02T03:05:00")]
    [InlineData("30 0 9 * * *", "2026-01-02T09:00:30", "2026-01-03T09:00:30")]
    [InlineData("0 0 9-17/4 * * *", "2026-01-02T10:00:00", "2026-01-02T13:00:00")]
    [InlineData("0 30 2,14 * * *", "2026-01-02T03:00:00", "2026-01-02T14:30:00")]
    [InlineData("0 0 0 1 1 *", "2026-01-02T03:00:00", "2027-01-01T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-01-02T03:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 8 * * 1-5", "2026-01-02T09:00:00", "2026-01-05T08:00:00")]
    [InlineData("0 0 0 31 * *", "2026-01-31T00:00:00", "2026-03-31T00:00:00")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:59", "2027-12-31T23:59:59")]
    public void The_next_time_is_the_first_that_fits(string schedule, string after, string next) =>
        Assert.Equal(Utc(next), Schedule.Parse(schedule).After(Utc(after)));

    [Fact]
    public void A_time_with_a_fraction_counts_from_its_second() =>
        Assert.Equal(Utc("2026-01-02T03:04:06"), Schedule.Parse("* * * * * *").After(Utc("2026-01-02T03:04:05").AddMilliseconds(900)));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_timer_fires_by_its_schedule_with_a_TimerInfo()
    {
        await using var rig = await Rig.Start(new AppFolder().WithTimer("Sweep", "* * * * * *"));
        await Wait.Until(() => rig.Calls("Sweep").Count >= 2, "it fires twice");
        var timer = Timer(rig.Calls("Sweep")[1]);
        Assert.Equal(("POST", "/Sweep"), (rig.Calls("Sweep")[1].Method, rig.Calls("Sweep")[1].Url));
        Assert.False(timer["IsPastDue"]!.GetValue<bool>());
        Assert.StartsWith("20", timer["ScheduleStatus"]!["Last"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Sweep", rig.Calls("Sweep")[1].Envelope["Metadata"]!["sys"]!["MethodName"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_timer_runs_one_at_a_time()
    {
        var folder = new AppFolder().WithTimer("Sweep", "* * * * * *");
        folder.Answers($$"""{"Sweep":[{"until":"{{folder.Gate()}}"}]}""");
        await using var rig = await Rig.Start(folder);
        await Wait.Until(() => rig.Calls().Count == 1, "it fires");
        await Task.Delay(2500); // it would have fired twice more
        Assert.Single(rig.Calls());
        folder.Open();
        await Wait.Until(() => rig.Calls().Count >= 2, "it fires again");
    }

    [Fact]
    public async Task A_failed_timer_fires_again_at_its_next_time()
    {
        await using var rig = await Rig.Start(new AppFolder().WithTimer("Sweep", "* * * * * *").Answers("""{"Sweep":[{"status":500},{}]}"""));
        await Wait.Until(() => rig.Calls().Count >= 2, "it fires again");
    }

    [Fact]
    public async Task A_timer_that_was_due_while_the_host_was_down_fires_at_once_and_says_that_it_is_past_due()
    {
        using var folder = new AppFolder().WithTimer("Sweep", "*/2 * * * * *", ",\"useMonitor\":true");
        var time = new MovableTime();
        DateTimeOffset last;
        await using (var first = await Rig.Start(folder, time: time, keepFolder: true))
        {
            await Wait.Until(() => first.Broker.TimerLast("Sweep") is not null, "it fires");
            last = first.Broker.TimerLast("Sweep")!.Value;
        }
        var before = folder.Calls("Sweep").Count;
        time.Move(TimeSpan.FromHours(1));
        await using var second = await Rig.Start(folder, time: time, keepFolder: true);
        await Wait.Until(() => folder.Calls("Sweep").Count >= before + 2, "it fires twice");
        // Eighteen hundred times were missed, and one call makes up for all of them.
        var timers = folder.Calls("Sweep").Skip(before).Take(2).Select(Timer).ToList();
        Assert.Equal([true, false], timers.Select(timer => timer["IsPastDue"]!.GetValue<bool>()));
        var told = DateTimeOffset.Parse(timers[0]["ScheduleStatus"]!["Last"]!.GetValue<string>() + "Z", System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(told, last.AddSeconds(-1), last.AddMinutes(30));
    }

    [Fact]
    public async Task Without_useMonitor_what_was_missed_stays_missed()
    {
        var time = new MovableTime();
        time.MoveTo(new DateTimeOffset(2026, 1, 4, 12, 0, 0, TimeSpan.Zero));
        using var folder = new AppFolder().WithTimer("Sweep", "0 0 3 * * *", ",\"useMonitor\":false").WithTimer("Often", "* * * * * *");
        await using (var before = new Throughcare.Local.Bus.Broker(Path.Combine(folder.Record, "bus.db"), time)) await before.TimerFired("Sweep", time.GetUtcNow().AddDays(-2));
        await using var rig = await Rig.Start(folder, time: time, keepFolder: true);
        await Wait.Until(() => rig.Calls("Often").Count >= 3, "time passes");
        Assert.Empty(rig.Calls("Sweep"));
    }

    /// <summary>Too short a lateness to be called past due, but not to be passed over.</summary>
    [Fact]
    public async Task A_timer_that_was_due_a_moment_ago_is_not_passed_over()
    {
        var time = new MovableTime();
        time.MoveTo(new DateTimeOffset(2026, 1, 4, 2, 59, 0, TimeSpan.Zero));
        using var folder = new AppFolder().WithTimer("Sweep", "0 0 3 * * *");
        await using (var before = new Throughcare.Local.Bus.Broker(Path.Combine(folder.Record, "bus.db"), time)) await before.TimerFired("Sweep", time.GetUtcNow());
        time.MoveTo(new DateTimeOffset(2026, 1, 4, 3, 0, 0, TimeSpan.Zero).AddMilliseconds(300));
        await using var rig = await Rig.Start(folder, time: time, keepFolder: true);
        await Wait.Until(() => rig.Calls("Sweep").Count == 1, "it fires");
    }
}
