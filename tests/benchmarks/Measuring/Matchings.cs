using System.Diagnostics;
using Throughcare.Benchmarks.Population;
using Throughcare.Translation;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>What the matcher joins, asks about and misses, on a made-up population whose truth is known.</summary>
internal static class Matchings
{
    public static void Measure(Arguments arguments, int people, bool borrowed)
    {
        var stores = Stores.InMemory();
        stores.CreateIfMissing().GetAwaiter().GetResult();
        var world = new World(Tables.Load(Path.Combine(AppContext.BaseDirectory, "mappings")), stores, TimeProvider.System);
        var sightings = Sightings.Of(TruePeople.Make(arguments.Seed, people), arguments.Seed, borrowed ? AgencyRates.Usual : AgencyRates.Discernible).ToList();
        var run = new MatchingRun(world);
        var clock = Stopwatch.StartNew();
        var figures = run.Run(sightings, arguments.Seed).GetAwaiter().GetResult();
        Console.WriteLine(FormattableString.Invariant($"{people} people, {sightings.Count} records, {clock.Elapsed.TotalSeconds:F0} s ({clock.Elapsed.TotalMilliseconds / sightings.Count:F2} ms each)"));
        Console.WriteLine(FormattableString.Invariant($"joined without a human: {figures.Joins} records, {figures.WrongJoins} of them wrong"));
        Console.WriteLine(FormattableString.Invariant($"pairs of records of one person: {figures.Pairs}; together without a human {100.0 * figures.PairsFound / figures.Pairs:F1} %, after all answers {100.0 * figures.PairsFoundAfterAnswers / figures.Pairs:F1} %"));
        Console.WriteLine(FormattableString.Invariant($"asked: {figures.Asked} questions, {100.0 * figures.AskedTruly / Math.Max(1, figures.Asked):F1} % of them about one person; {100.0 * figures.RecordsAsked / figures.Records:F1} % of the records are of somebody who was asked about"));
        Console.WriteLine(FormattableString.Invariant($"at the end {figures.WrongAtTheEnd} persons hold records of more than one"));
        foreach (var undecidable in figures.Undecidable) Console.WriteLine($"  says in every element what is another's: {undecidable}");
        foreach (var (why, count) in run.Reasons.OrderByDescending(reason => reason.Value).Take(30)) Console.WriteLine(FormattableString.Invariant($"  asked {count,6} {why}"));
        foreach (var wrong in figures.Wrong.Take(20)) Console.WriteLine($"  wrong: {wrong}");
    }
}
