using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Throughcare.Benchmarks.Population;

/// <summary>Says what is in a population, so that a figure measured on it can be judged.</summary>
internal static class PopulationCounts
{
    public static void Print(int seed, int count, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        var people = TruePeople.Make(seed, count).ToList();
        var forPeople = clock.Elapsed;
        clock.Restart();
        var sightings = Sightings.Of(people, seed).ToList();
        Say($"{people.Count} people in {forPeople.TotalSeconds:F1} s, {sightings.Count} sightings in {clock.Elapsed.TotalSeconds:F1} s");
        foreach (var trait in Enum.GetValues<Traits>().Where(trait => trait != Traits.None)) Say($"{trait,-26} {people.Count(person => person.Has(trait)),8} people");
        Say($"No fixed abode {Share(people, person => person.Has(Traits.NoFixedAbode))}, with children {Share(people, person => person.Children > 0)}, drug problem of those who were in prison {Share(people.Where(person => person.WasInPrison).ToList(), person => person.HasDrugProblem)}, 1 January {Share(people, person => person.Born.DayOfYear == 1)}");
        Say($"Somebody else's prison number is one character away for {Share(people.Where(person => person.PrisonNumbers.Count > 0).ToList(), person => person.NearPrisonNumber is not null)}, CRN {Share(people.Where(person => person.Crns.Count > 0).ToList(), person => person.NearCrn is not null)}");
        foreach (var source in sightings.GroupBy(sighting => sighting.Source)) Say($"{source.Key,-26} {source.Count(),8}   with a deviation {Share([.. source], IsOff)}, with several {Share([.. source], sighting => Faults(sighting) > 1)}");
        Say($"{"all",-26} {sightings.Count,8}   with a deviation {Share(sightings, IsOff)}, with several {Share(sightings, sighting => Faults(sighting) > 1)}");
        var named = sightings.Where(sighting => sighting.Family is not null || sighting.Given.Count > 0).ToList();
        Say($"{"all with names",-26} {named.Count,8}   with a deviation {Share(named, IsOff)}, with several {Share(named, sighting => Faults(sighting) > 1)}");
        foreach (var deviation in Enum.GetValues<Deviations>().Where(deviation => BitOperations.IsPow2((int)deviation))) Say($"{deviation,-26} {sightings.Count(sighting => sighting.Deviations.HasFlag(deviation)),8} sightings, {Share(named, sighting => sighting.Deviations.HasFlag(deviation))}");

        void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>How many faults a record has; what is an agency's custom is none.</summary>
    public static int Faults(Sighting sighting) => BitOperations.PopCount((uint)(sighting.Deviations & ~Deviations.Customary));

    private static bool IsOff(Sighting sighting) => Faults(sighting) > 0;

    private static string Share<T>(List<T> of, Func<T, bool> which) => (of.Count(which) * 1.0 / of.Count).ToString("P1", CultureInfo.InvariantCulture);
}
