namespace Throughcare.Tests.Local;

/// <summary>Waits for a condition, long enough for a busy machine; how long it takes proves nothing.</summary>
internal static class Wait
{
    public static async Task Until(Func<bool> condition, string what)
    {
        for (var round = 0; round < 3000; round++)
        {
            if (condition()) return;
            await Task.Delay(20);
        }
        Assert.Fail($"It did not come to pass within a minute: {what}");
    }

    public static async Task<T> For<T>(Task<T> task, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(TimeSpan.FromMinutes(1))) != task) Assert.Fail($"It did not come to pass within a minute: {what}");
        return await task;
    }
}

/// <summary>The machine's clock, moved forward by hand: timers run as ever, only the time of day is another.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    public void Move(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    /// <summary>As if it were that time now.</summary>
    public void MoveTo(DateTimeOffset then) => Interlocked.Exchange(ref ahead, (then - System.GetUtcNow()).Ticks);
}

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("throughcare-test-").FullName;

    public string In(string name) => global::System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
