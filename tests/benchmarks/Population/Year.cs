using Throughcare.Benchmarks.Population.Notices;

namespace Throughcare.Benchmarks.Population;

/// <summary>A year of notices about a population, in the formats the product reads. The same people, seed and rates give the same bytes.</summary>
/// <remarks>Names, numbers and birth dates in a notice are those of the person's record at that agency, as <see cref="Sightings"/> has it for the same seed and rates, faults and all.</remarks>
internal static class Year
{
    /// <summary>All notices in the order they were sent. They are all in memory for that: some three kilobytes each, five for each person.</summary>
    /// <param name="rates">By source; null for what is usual.</param>
    public static IReadOnlyList<YearNotice> Of(IEnumerable<TruePerson> people, int seed, IReadOnlyDictionary<string, AgencyRates>? rates = null) => [.. ByPerson(people, seed, rates).OrderBy(notice => notice.At)];

    /// <summary>All notices of the first person in the order they were sent, then those of the next: as many as there may be, nothing is kept.</summary>
    /// <param name="rates">By source; null for what is usual.</param>
    public static IEnumerable<YearNotice> ByPerson(IEnumerable<TruePerson> people, int seed, IReadOnlyDictionary<string, AgencyRates>? rates = null)
    {
        var formats = new Formats();
        foreach (var person in people)
            foreach (var notice in new PersonYear(person, Sightings.Of(person, seed, rates), Chance.For(seed, person.Index, 3), formats).Notices()) yield return notice;
    }

    /// <summary>The same notices as a network delivers them on a bad day: in any order, and some twice.</summary>
    /// <param name="doubled">The share that comes twice.</param>
    public static IReadOnlyList<YearNotice> Shuffled(IReadOnlyList<YearNotice> notices, int seed, double doubled = 0.05)
    {
        var random = Chance.For(seed, 0, 4);
        var shuffled = notices.Concat(notices.Where(_ => random.Happens(doubled))).ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }
}
