namespace Throughcare.Benchmarks.Population;

/// <summary>Each person's records at several agencies, as those would really hold them. The same people, seed and rates give the same records.</summary>
internal static class Sightings
{
    /// <param name="people">Of <see cref="TruePeople"/>.</param>
    /// <param name="rates">By source; null for what is usual.</param>
    public static IEnumerable<Sighting> Of(IEnumerable<TruePerson> people, int seed, IReadOnlyDictionary<string, AgencyRates>? rates = null) => people.SelectMany(person => Of(person, seed, rates));

    /// <summary>The records of one person; they do not depend on who else is asked about.</summary>
    public static List<Sighting> Of(TruePerson person, int seed, IReadOnlyDictionary<string, AgencyRates>? rates = null)
    {
        rates ??= AgencyRates.Usual;
        var random = Chance.For(seed, person.Index, 2);
        var all = new List<Sighting>();
        foreach (var number in person.PrisonNumbers)
        {
            Write("prison-healthcare", new HeldNumber("prison-number", number, null));
            all.Add(Movement(person, number));
        }
        foreach (var (provider, client) in person.Clients)
        {
            var record = Write("community-provider-fhir", new HeldNumber("provider-client", client, provider.Ods));
            all.Add(Extract(person, record, new HeldNumber("provider-client", client, provider.Agency), random.Happens(0.87)));
        }
        // People who were arrested were screened now and then, some more than once.
        if (person.Pnc is not null)
            for (var screens = random.ByShare([0.7, 0.22, 0.08]); screens > 0; screens--) Write("liaison-and-diversion", null);
        foreach (var (hospital, number) in person.Hospitals) Write("hospital-adt", new HeldNumber("hospital-number", number, hospital));
        foreach (var crn in person.Crns) Write("probation", new HeldNumber("crn", crn, null));
        if (person.Practice is not null) Write("gp", new HeldNumber("nhs-number", person.NhsNumber, null));
        return all;

        Sighting Write(string source, HeldNumber? own)
        {
            var sighting = new Clerk(person, source, random, rates[source]).Write(own);
            all.Add(sighting);
            return sighting;
        }
    }

    /// <summary>What the prison's movement events say of a person: the number and nothing else.</summary>
    private static Sighting Movement(TruePerson person, string number) => Empty(person, "hmpps-domain-events", new HeldNumber("prison-number", number, null));

    /// <summary>What the provider's monitoring return says: of people who agree, initials, birth date and sex as in its own record; of the others the client number.</summary>
    private static Sighting Extract(TruePerson person, Sighting record, HeldNumber own, bool agrees)
    {
        var empty = Empty(person, "ndtms-returns", own);
        if (!agrees) return empty;
        var (family, given) = (Initial(record.Family), record.Given.Count > 0 ? [Initial(record.Given[0])!] : Array.Empty<string>());
        // A wrong name with the right initials is no fault here.
        var isRight = family == Initial(person.Surname) && given.FirstOrDefault() == Initial(person.Given.FirstOrDefault());
        return empty with
        {
            Family = family, Given = given, BirthDate = record.BirthDate, Sex = record.Sex is "male" or "female" ? record.Sex : null,
            Deviations = record.Deviations & (isRight ? Deviations.OfExtract & ~Deviations.OfNames : Deviations.OfExtract),
        };
    }

    private static Sighting Empty(TruePerson person, string source, HeldNumber own) => new(person.Index, source, [own], null, [], [], null, null, null, null, null, null, source == "ndtms-returns", Deviations.None);

    private static string? Initial(string? name) => string.IsNullOrEmpty(name) ? null : PlainLetters.Of(name[..1]).ToUpperInvariant();
}
