namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>One time in treatment with a community service.</summary>
/// <param name="Record">The service's record of the person.</param>
/// <param name="Content">Decides what is in the record besides, the same in each notice.</param>
/// <param name="To">May lie after the year; then nobody knows yet.</param>
internal sealed record Episode(TruePerson Person, Sighting Record, Provider Provider, int Content, DateOnly From, DateOnly To)
{
    public string Client => Record.Numbers[0].Value;

    /// <summary>The problem substances, places in <see cref="Wording.Substances"/>, the main one first. Alcohol leads for people whose problem is that.</summary>
    public IReadOnlyList<int> Substances { get; } = Used(Person, new Random(Content));

    private static List<int> Used(TruePerson person, Random random)
    {
        var used = new List<int>();
        var main = random.Rank(Wording.Substances.Length, 3);
        if (person.HasDrugProblem) used.Add(main == 2 ? 0 : main);
        if (person.HasAlcoholProblem) used.Add(2);
        if (random.Happens(0.5)) used.Add(random.Next(Wording.Substances.Length));
        return [.. used.Distinct()];
    }
}
