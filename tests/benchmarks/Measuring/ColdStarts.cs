using System.Diagnostics;
using Throughcare.Benchmarks.Engines;
using Throughcare.Benchmarks.Notices;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>From starting a process to the first byte of its first Bundle: the engine's tables are read, the code is compiled, one notice is translated.</summary>
internal static class ColdStarts
{
    /// <summary>Starts the engines in turn and prints a line for each.</summary>
    /// <returns>Whether all that was asked for could be measured.</returns>
    public static bool Measure(Arguments arguments)
    {
        var core = Run.CoreFor(arguments.Core);
        var notices = Corpus.Of(arguments);
        var kinds = Ratios.Chosen(arguments).Where(kind => kind is { Floor: false, Reads: Reads.Notices }).ToList();
        var bundles = Ratios.Checked(arguments, kinds, notices);
        using var peers = arguments.Peers is null ? null : Peers.Prepare(arguments, notices, bundles);
        var notice = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(notice, notices[0]);
            var starts = kinds.Select(kind => (kind.Name, Once: Run.Again("once", kind.Name, notice, "--tables", arguments.Tables))).Concat(peers?.Ready.Select(turn => (turn.Name, turn.Once)) ?? []).ToList();
            var times = starts.ToDictionary(start => start.Name, _ => new List<double>());
            for (var round = 0; round < (arguments.Rounds ?? 12); round++)
                foreach (var (name, once) in starts) times[name].Add(FirstByte(once, core));
            foreach (var (name, measured) in times)
                Console.WriteLine(Figures.Line(new { Name = name, MedianMs = measured.Median().Rounded(), LeastMs = measured.Min().Rounded(), Starts = measured.Count, Core = core }));
        }
        finally
        {
            File.Delete(notice);
        }
        return peers is null or { Failed.Count: 0 };
    }

    private static double FirstByte(Run once, int? core)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = once.Start(core);
        var output = process.StandardOutput.BaseStream;
        var first = output.ReadByte();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        output.CopyTo(Stream.Null);
        process.WaitForExit();
        return first >= 0 && process.ExitCode == 0 ? elapsed : throw new WrongResult($"\"{string.Join(' ', once.Arguments.Take(2))}\" wrote nothing or failed.");
    }
}
