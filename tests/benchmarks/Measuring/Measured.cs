using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Throughcare.Benchmarks.Engines;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>What one engine did in one run, or the middle of several.</summary>
/// <param name="Name">The engine.</param>
/// <param name="Documents">How many were translated while the clock ran.</param>
/// <param name="DocsPerSecond">Documents per second by the clock.</param>
/// <param name="DocsPerCpuSecond">Documents per second of processor time, which a busy machine disturbs less.</param>
/// <param name="P50Us">Median time of one document in microseconds.</param>
/// <param name="P99Us">The time that 99 of 100 documents do not exceed, in microseconds.</param>
/// <param name="AllocatedBytesPerDoc">Managed memory allocated per document; null where the engine does not run on .NET.</param>
/// <param name="PeakMB">Most memory the process ever held, in MiB.</param>
/// <param name="MeanBytesIn">Mean size of what was read; null for peers, which do not say.</param>
/// <param name="MeanBytesOut">Mean size of what was written; null for peers.</param>
internal sealed record Measured(string Name, long Documents, double DocsPerSecond, double DocsPerCpuSecond, double P50Us, double P99Us, double? AllocatedBytesPerDoc, double PeakMB, double? MeanBytesIn, double? MeanBytesOut)
{
    /// <summary>Mean time of one document in microseconds.</summary>
    [JsonIgnore]
    public double MeanUs => 1e6 / DocsPerSecond;

    /// <summary>Figure by figure the median of several runs of one engine.</summary>
    public static Measured Median(IReadOnlyList<Measured> runs) => runs[0] with
    {
        Documents = (long)runs.Select(run => (double)run.Documents).Median(),
        DocsPerSecond = runs.Select(run => run.DocsPerSecond).Median(),
        DocsPerCpuSecond = runs.Select(run => run.DocsPerCpuSecond).Median(),
        P50Us = runs.Select(run => run.P50Us).Median(),
        P99Us = runs.Select(run => run.P99Us).Median(),
        AllocatedBytesPerDoc = runs[0].AllocatedBytesPerDoc is null ? null : runs.Select(run => run.AllocatedBytesPerDoc ?? 0).Median(),
        PeakMB = runs.Select(run => run.PeakMB).Median(),
    };

    /// <summary>Translates the documents in rotation on this thread: for the warm-up uncounted, then counted.</summary>
    public static Measured Run(string name, IEngine engine, IReadOnlyList<byte[]> documents, double warmUpSeconds, double seconds)
    {
        var output = new ArrayBufferWriter<byte>();
        var next = 0;
        long bytesIn = 0, bytesOut = 0;
        void One()
        {
            var document = documents[next];
            if (++next == documents.Count) next = 0;
            output.ResetWrittenCount();
            engine.Translate(document, output);
            bytesIn += document.Length;
            bytesOut += output.WrittenCount;
        }

        var latencies = new Latencies();
        void Loop(double forSeconds)
        {
            var previous = Stopwatch.GetTimestamp();
            var end = previous + (long)(forSeconds * Stopwatch.Frequency);
            while (previous < end)
            {
                One();
                var now = Stopwatch.GetTimestamp();
                latencies.Add(now - previous);
                previous = now;
            }
        }

        Loop(warmUpSeconds);
        latencies = new Latencies();
        bytesIn = bytesOut = 0;
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var processorBefore = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        Loop(seconds);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var processor = (Environment.CpuUsage.TotalTime - processorBefore).TotalSeconds;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;

        var count = latencies.Count;
        var ticksPerMicrosecond = Stopwatch.Frequency / 1e6;
        using var process = Process.GetCurrentProcess();
        return new Measured(name, count, count / elapsed, count / Math.Max(processor, 1e-6), latencies.Percentile(0.5) / ticksPerMicrosecond, latencies.Percentile(0.99) / ticksPerMicrosecond,
            (double)allocated / count, process.PeakWorkingSet64 / 1048576.0, (double)bytesIn / count, (double)bytesOut / count);
    }
}

/// <summary>Figures on the way out.</summary>
internal static class Figures
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The middle one; with an even number of them, the mean of the middle two.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Four digits say all that a shared machine can say.</summary>
    public static double Rounded(this double value) => value == 0 || !double.IsFinite(value) ? value : Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6));

    /// <summary>One JSON object on one line, names in camelCase.</summary>
    public static string Line(object figures) => JsonSerializer.Serialize(figures, Options);

    public static T? Read<T>(string line) => JsonSerializer.Deserialize<T>(line, Options);
}
