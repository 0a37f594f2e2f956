using System.Globalization;
using Throughcare.Benchmarks.Engines;
using Throughcare.Benchmarks.Notices;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>One engine against the others of the same run; each figure is the median of the rounds' own ratios.</summary>
/// <param name="ThroughputToHandWritten">Documents per second over those of the hand-written translation; more is better.</param>
/// <param name="TimeToFloor">Time per document over that of reading the notice and copying a finished Bundle; less is better, 1 cannot be had.</param>
/// <param name="ThroughputToPeer">Documents per second over those of each peer.</param>
/// <param name="P99ToP50">How much slower the slow ones are.</param>
internal sealed record Ratio(double ThroughputToHandWritten, double TimeToFloor, IReadOnlyDictionary<string, double> ThroughputToPeer, double P99ToP50);

/// <summary>Measures the engines in turn, round after round, and sets them against each other.</summary>
internal static class Ratios
{
    /// <summary>Prints a line for each engine and one of ratios.</summary>
    /// <returns>Whether all that was asked for could be measured.</returns>
    public static bool Measure(Arguments arguments)
    {
        var core = Run.CoreFor(arguments.Core);
        var notices = Corpus.Of(arguments);
        var kinds = Chosen(arguments);
        var bundles = Checked(arguments, kinds, notices);
        using var peers = arguments.Peers is null ? null : Peers.Prepare(arguments, notices, bundles);
        var turns = kinds.Select(kind => new Turn(kind.Name, on => Run.One(kind.Name, arguments).LastLine<Measured>(on, Patience(arguments)), Run.Again())).Concat(peers?.Ready ?? []).ToList();

        var rounds = new List<Dictionary<string, Measured>>();
        for (var round = 1; round <= (arguments.Rounds ?? 3); round++)
        {
            rounds.Add([]);
            foreach (var turn in turns.ToList())
            {
                try
                {
                    var measured = rounds[^1][turn.Name] = turn.Measure(core);
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {turn.Name} {measured.DocsPerSecond:N0} docs/s"));
                }
                catch (WrongResult problem) when (peers is not null && peers.Ready.Contains(turn))
                {
                    Console.Error.WriteLine($"PEER FAILED: {turn.Name}: {problem.Message}");
                    peers.Failed.Add(turn.Name);
                    turns.Remove(turn);
                    foreach (var earlier in rounds) earlier.Remove(turn.Name);
                }
            }
        }

        foreach (var turn in turns) Console.WriteLine(Figures.Line(Rounded(Measured.Median([.. rounds.Select(round => round[turn.Name])]))));
        var translating = kinds.Where(kind => kind is { Floor: false, Reads: Reads.Notices }).Select(kind => kind.Name).ToList();
        var back = kinds.Where(kind => kind is { Floor: false, Reads: Reads.Bundles }).Select(kind => kind.Name).ToList();
        var against = turns.Select(turn => turn.Name).Except(kinds.Select(kind => kind.Name)).ToList();
        Console.WriteLine(Figures.Line(new
        {
            Ratios = translating.ToDictionary(name => name, name => Of(name, rounds, against, measured => measured.DocsPerSecond)),
            ByProcessorTime = translating.ToDictionary(name => name, name => Of(name, rounds, against, measured => measured.DocsPerCpuSecond)),
            WayBack = back.ToDictionary(name => name, name => Back(name, rounds)),
            Rounds = rounds.Count, arguments.Seconds, WarmUpSeconds = arguments.WarmUp, Core = core, Documents = notices.Count,
            Failed = peers?.Failed ?? [],
        }));
        return peers is null or { Failed.Count: 0 };
    }

    /// <summary>All engines; or the one asked for with those it is set against.</summary>
    public static List<EngineKind> Chosen(Arguments arguments)
    {
        var only = arguments.Engine is { } name ? AllEngines.Find(name) : null;
        return [.. AllEngines.Kinds.Where(kind => only is null || kind == only || kind.Floor || kind.Name == AllEngines.HandWritten)];
    }

    /// <summary>The Bundles of the notices, after every engine was seen to agree on them; a fast wrong answer is not measured.</summary>
    /// <exception cref="WrongResult">One does not.</exception>
    public static IReadOnlyList<byte[]> Checked(Arguments arguments, IEnumerable<EngineKind> kinds, IReadOnlyList<byte[]> notices)
    {
        var bundles = Bundles.Of(notices, arguments.Tables);
        if (arguments.Corpus is { } corpus && Path.Combine(Path.GetDirectoryName(corpus)!, "expected.ndjson") is var expected && File.Exists(expected))
            BundleComparison.MustBeEqual(AllEngines.HandWritten, bundles, Corpus.Read(expected));
        foreach (var kind in kinds.Where(kind => kind.Reads == Reads.Notices && kind.Name != AllEngines.HandWritten))
            BundleComparison.MustBeEqual(kind.Name, Bundles.Of(notices, kind.Make(arguments.Tables, notices)), bundles);
        return bundles;
    }

    /// <summary>How long a run may take before it is taken for hung.</summary>
    public static TimeSpan Patience(Arguments arguments) => TimeSpan.FromSeconds(arguments.Seconds + arguments.WarmUp + 120);

    /// <summary>The ratios of one engine over the rounds.</summary>
    /// <param name="speed">Which speed counts: by the clock or by processor time.</param>
    public static Ratio Of(string name, IReadOnlyList<Dictionary<string, Measured>> rounds, IEnumerable<string> peers, Func<Measured, double> speed)
    {
        double Median(Func<Dictionary<string, Measured>, double> ratio) => rounds.Select(ratio).Median().Rounded();
        return new Ratio(
            Median(round => speed(round[name]) / speed(round[AllEngines.HandWritten])),
            Median(round => speed(round[AllEngines.FloorThere]) / speed(round[name])),
            peers.ToDictionary(peer => peer, peer => Median(round => speed(round[name]) / speed(round[peer]))),
            Median(round => round[name].P99Us / round[name].P50Us));
    }

    /// <summary>The way back against reading the Bundle alone: time by the clock and by processor time, and how much slower the slow ones are.</summary>
    private static object Back(string name, IReadOnlyList<Dictionary<string, Measured>> rounds)
    {
        double Median(Func<Measured, Measured, double> ratio) => rounds.Select(round => ratio(round[AllEngines.FloorBack], round[name])).Median().Rounded();
        return new { TimeToFloor = Median((floor, own) => floor.DocsPerSecond / own.DocsPerSecond), ByProcessorTime = Median((floor, own) => floor.DocsPerCpuSecond / own.DocsPerCpuSecond), P99ToP50 = Median((_, own) => own.P99Us / own.P50Us) };
    }

    public static Measured Rounded(Measured figures) => figures with
    {
        DocsPerSecond = figures.DocsPerSecond.Rounded(), DocsPerCpuSecond = figures.DocsPerCpuSecond.Rounded(), P50Us = figures.P50Us.Rounded(), P99Us = figures.P99Us.Rounded(),
        AllocatedBytesPerDoc = figures.AllocatedBytesPerDoc?.Rounded(), PeakMB = figures.PeakMB.Rounded(), MeanBytesIn = figures.MeanBytesIn?.Rounded(), MeanBytesOut = figures.MeanBytesOut?.Rounded(),
    };
}
