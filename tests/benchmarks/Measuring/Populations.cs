using System.Diagnostics;
using Throughcare.Benchmarks.Population;
using Throughcare.Benchmarks.Storage;
using Throughcare.Translation;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>A year of a population's notices through the product, in order and shuffled with doubles: the same plans, no wrong join, and what it costs in rows and bytes.</summary>
internal static class Populations
{
    /// <returns>Whether both orders gave the same plans and nobody's notices are in another's.</returns>
    public static async Task<bool> Measure(Arguments arguments, int people, bool bothOrders)
    {
        var tables = Tables.Load(Path.Combine(AppContext.BaseDirectory, "mappings"));
        var first = await Run("in order", Year.ByPerson(TruePeople.Make(arguments.Seed, people), arguments.Seed, AgencyRates.Discernible));
        if (!bothOrders) return first.WrongPlans == 0;
        var second = await Run("shuffled, one in twenty twice", Year.Shuffled(Year.Of(TruePeople.Make(arguments.Seed, people), arguments.Seed, AgencyRates.Discernible), arguments.Seed));
        var different = first.Digests.Where(one => second.Digests.GetValueOrDefault(one.Key) != one.Value).Select(one => one.Key).ToList();
        Console.WriteLine(FormattableString.Invariant($"{different.Count} of {first.Digests.Count} people have other plans in the other order{(different.Count > 0 ? $": {string.Join(", ", different.Take(20))}" : "")}"));
        return different.Count == 0 && first.WrongPlans + second.WrongPlans == 0;

        async Task<PopulationResult> Run(string order, IEnumerable<YearNotice> notices)
        {
            var stores = Stores.InMemory();
            await stores.CreateIfMissing();
            var world = new World(tables, stores, TimeProvider.System);
            var run = new PopulationRun(world);
            var clock = Stopwatch.StartNew();
            await run.Send(notices);
            var sending = clock.Elapsed;
            var counts = stores.Tables.Cast<MemoryTable>().Select(table => table.Counts).Aggregate((one, other) => one + other);
            var result = await run.Result(await run.Answer());
            Console.WriteLine(FormattableString.Invariant($"{order}: {result.Notices} notices of {people} people in {sending.TotalSeconds:F0} s ({sending.TotalMilliseconds / result.Notices:F2} ms each); {result.Plans} plans, {result.WrongPlans} with notices of two people, {result.Asked} questions answered"));
            Console.WriteLine(FormattableString.Invariant($"  for each notice {Each(Counted.PointReads):F1} point reads, {Each(Counted.Pages):F1} pages, {Each(Counted.RowsRead):F1} rows read, {Each(Counted.RowsWritten):F1} written, {Each(Counted.BytesRead) / 1024:F1} KiB read, {Each(Counted.BytesWritten) / 1024:F1} KiB written; {counts[Counted.RowsHeld]} rows and {counts[Counted.BytesHeld] / 1048576.0:F0} MiB held"));
            foreach (var wrong in result.Wrong.Take(10)) Console.WriteLine($"  {wrong}");
            return result;

            double Each(Counted what) => (double)counts[what] / result.Notices;
        }
    }
}
