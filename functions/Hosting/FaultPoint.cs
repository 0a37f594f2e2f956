using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Throughcare.Hosting;

/// <summary>Named places where a test may kill, stop or break the process. Without the setting FAULT they do nothing.</summary>
/// <remarks>FAULT is point:hit:what, such as apply-after-commit:1:kill; what is kill (SIGKILL), throw or hang.</remarks>
internal sealed class FaultPoint
{
    /// <summary>Every point that each notice and update meets, in their order; the crash test walks this list.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "receive-before-hint", "receive-before-store", "receive-before-send", "receive-before-answer",
        "collect-before-hint", "collect-before-store", "collect-before-send", "collect-before-answer",
        "apply-before-identify", "apply-before-commit", "apply-after-commit", "apply-after-send", "apply-after-events", "apply-before-answer",
        "update-before-claim", "update-before-send", "update-after-send", "update-after-acknowledged",
    ];

    /// <summary>Points that are met only while what is known of one person goes to another.</summary>
    public static readonly IReadOnlyList<string> WhileMoving = ["move-after-leaving", "move-after-arriving"];

    /// <summary>Points that are met only while a recipient does not answer.</summary>
    public static readonly IReadOnlyList<string> WhileAway = ["update-before-postponed"];

    public static readonly FaultPoint None = new(null);

    private readonly string? name;
    private readonly int hit;
    private readonly string what = "";
    private readonly ConcurrentDictionary<string, int> hits = [];

    public FaultPoint(string? setting)
    {
        if (string.IsNullOrEmpty(setting)) return;
        var parts = setting.Split(':');
        name = parts[0];
        hit = int.Parse(parts[1], CultureInfo.InvariantCulture);
        what = parts[2];
    }

    public async Task Hit(string point)
    {
        if (name != point || hits.AddOrUpdate(point, 1, (_, count) => count + 1) != hit) return;
        if (what == "kill") Process.GetCurrentProcess().Kill();
        if (what == "throw") throw new StorageFaultForTest(point);
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }

    /// <summary>What a fault point throws: nothing that any code of ours expects.</summary>
    private sealed class StorageFaultForTest(string point) : Exception($"Fault point {point}.");
}
