using System.Numerics;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>How often each time was met, in a fixed 60 KB however long the run, so that measuring does not itself fill memory. Times are kept to within 1%.</summary>
internal sealed class Latencies
{
    private const int StepBits = 7, Steps = 1 << StepBits;

    private readonly long[] counts = new long[Steps * (64 - StepBits + 1)];

    public long Count { get; private set; }

    /// <summary>Adds one time, in whole units of whatever clock the caller reads.</summary>
    public void Add(long time)
    {
        counts[Slot(Math.Max(time, 0))]++;
        Count++;
    }

    /// <summary>The time that this share of all times does not exceed (0.5 is the median); 0 when there are none.</summary>
    public double Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var slot = 0; slot < counts.Length; slot++)
            if ((seen += counts[slot]) >= wanted) return Middle(slot);
        return 0;
    }

    /// <summary>Below 128 each time has its own slot; above, each doubling is cut into 128.</summary>
    private static int Slot(long time)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)time) - StepBits);
        return (shift << StepBits) + (int)(time >> shift);
    }

    private static double Middle(int slot)
    {
        var shift = Math.Max(0, (slot >> StepBits) - 1);
        var first = (long)(slot - (shift << StepBits)) << shift;
        return first + (((1L << shift) - 1) / 2.0);
    }
}
