namespace Throughcare.Benchmarks.Population;

/// <summary>Makes people who do not exist but could: the same seed and count give the same people.</summary>
/// <remarks>In order of their index and as they are asked for, so that a national population need not be in memory. People who belong together stand together: shuffle what is shown to somebody who could profit from that.</remarks>
internal static class TruePeople
{
    public static IEnumerable<TruePerson> Make(int seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Numbers.Most);
        for (var first = 0; first < count; first += Numbers.Block)
            foreach (var person in Block(seed, first, Math.Min(Numbers.Block, count - first))) yield return person;
    }

    private static List<TruePerson> Block(int seed, int first, int wanted)
    {
        var made = new Households(seed, first);
        var people = made.All();
        people.RemoveRange(wanted, people.Count - wanted);
        foreach (var person in people) person.Relatives.RemoveAll(relative => relative.Other.Index >= first + wanted);
        NearNumbers(people, person => person.PrisonNumbers, (person, near) => person.NearPrisonNumber = near);
        NearNumbers(people, person => person.Crns, (person, near) => person.NearCrn = near);
        return people;
    }

    /// <summary>Finds for each person a number that is somebody else's and differs in one character.</summary>
    private static void NearNumbers(List<TruePerson> people, Func<TruePerson, List<string>> numbers, Action<TruePerson, string> set)
    {
        var known = people.SelectMany(numbers).ToHashSet(StringComparer.Ordinal);
        foreach (var person in people.Where(person => numbers(person).Count > 0))
            if (Changes(numbers(person)[0]).FirstOrDefault(near => known.Contains(near) && !numbers(person).Contains(near)) is { } near) set(person, near);
    }

    private static IEnumerable<string> Changes(string number)
    {
        for (var place = number.Length - 1; place > 0; place--)
            for (var other = char.IsDigit(number[place]) ? '0' : 'A'; other <= (char.IsDigit(number[place]) ? '9' : 'Z'); other++)
                if (other != number[place]) yield return string.Concat(number.AsSpan(0, place), [other], number.AsSpan(place + 1));
    }
}
