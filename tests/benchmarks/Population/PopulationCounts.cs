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
        Print(people, seed, Say);

        void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static void Print(List<TruePerson> people, int seed, Action<FormattableString> say)
    {
        var clock = Stopwatch.StartNew();
        var (notices, bytes) = (0, 0L);
        var (ofSource, ofPerson) = (new Dictionary<string, int>(), new int[people.Count]);
        foreach (var notice in Year.ByPerson(people, seed))
        {
            (notices, bytes) = (notices + 1, bytes + notice.Bytes.Length);
            ofSource[notice.Source] = ofSource.GetValueOrDefault(notice.Source) + 1;
            ofPerson[notice.Person]++;
        }
        say($"{notices} notices of {bytes / notices} bytes in {clock.Elapsed.TotalSeconds:F1} s: {notices / clock.Elapsed.TotalSeconds:F0} a second");
        foreach (var (source, count) in ofSource) say($"{source,-26} {count,8}");
        Array.Sort(ofPerson);
        say($"{ofPerson.Average():F1} notices a person, none for {Share([.. ofPerson], count => count == 0)}, half have {ofPerson[people.Count / 2]} or more, one in ten {ofPerson[people.Count * 9 / 10]}, one in a hundred {ofPerson[people.Count * 99 / 100]}, at most {ofPerson[^1]}");
    }

    /// <summary>How many faults a record has; what is an agency's custom is none.</summary>
    public static int Faults(Sighting sighting) => BitOperations.PopCount((uint)(sighting.Deviations & ~Deviations.Customary));

    private static bool IsOff(Sighting sighting) => Faults(sighting) > 0;

    private static string Share<T>(List<T> of, Func<T, bool> which) => (of.Count(which) * 1.0 / of.Count).ToString("P1", CultureInfo.InvariantCulture);
}
