using System.Text.Json.Nodes;
using Throughcare.ApplyNotice;
using Throughcare.People;
using Throughcare.Plans;

namespace Throughcare.Benchmarks.Population;

/// <summary>How the matcher did on records whose people are known.</summary>
/// <param name="Records">Records that were seen.</param>
/// <param name="Joins">Records that came to somebody who was there already, by the matcher alone.</param>
/// <param name="WrongJoins">Those of them that came to somebody else.</param>
/// <param name="Asked">Pairs of people that a human was asked about.</param>
/// <param name="AskedTruly">Those of them that are one person.</param>
/// <param name="RecordsAsked">Records whose person was in at least one question.</param>
/// <param name="Pairs">Pairs of records of one person.</param>
/// <param name="PairsFound">Those of them that the matcher brought together.</param>
/// <param name="PairsFoundAfterAnswers">Those that are together once every question was answered.</param>
/// <param name="WrongAtTheEnd">Persons that hold records of more than one true person, at the end.</param>
internal sealed record MatchingFigures(int Records, int Joins, int WrongJoins, int Asked, int AskedTruly, int RecordsAsked, long Pairs, long PairsFound, long PairsFoundAfterAnswers, int WrongAtTheEnd)
{
    public IReadOnlyList<string> Wrong { get; init; } = [];

    /// <summary>Records joined to somebody else that say in every element what is true of that one.</summary>
    public IReadOnlyList<string> Undecidable { get; init; } = [];
}

/// <summary>Shows the product's own matcher one record after the other, in an order by chance, and compares what it joins with the truth.</summary>
internal sealed class MatchingRun(World world)
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Sighting> records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> personOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> recordsOf = new(StringComparer.Ordinal);
    private readonly List<string> wrong = [];
    private ILookup<int, Sighting> bySaid = Array.Empty<Sighting>().ToLookup(sighting => sighting.Person);
    private int joins, wrongJoins;

    /// <summary>As assigners.csv would have it for the made-up services: their code in monitoring returns, and their ODS code.</summary>
    private static readonly Dictionary<string, string> Providers = Population.Areas.All.SelectMany(area => area.Providers).DistinctBy(provider => provider.Agency).ToDictionary(provider => provider.Agency, provider => provider.Ods, StringComparer.Ordinal);

    /// <summary>Records that were joined to somebody of whom everything they say is said in truth: a twin's name written for a twin's, with the other's number.</summary>
    public List<string> Undecidable { get; } = [];

    private bool IsSaidOf(Sighting record, int person)
    {
        var theirs = bySaid[person].Where(sighting => sighting.Source != "liaison-and-diversion").ToList();
        return record.Numbers.All(number => number.System is "provider-client" or "hospital-number" || (number == record.Numbers[0] && number.System != "nhs-number") || theirs.Exists(sighting => sighting.Number(number.System) == number.Value))
            && theirs.Exists(sighting => Names.Words(sighting.Family ?? "").SequenceEqual(Names.Words(record.Family ?? "")) && Names.Words(string.Join(' ', sighting.Given)) is var given && Names.Words(string.Join(' ', record.Given)).Take(given.Count).SequenceEqual(given.Take(record.Given.Count)))
            && (record.BirthDate is null || theirs.Exists(sighting => sighting.BirthDate == record.BirthDate)) && (record.Postcode is null || theirs.Exists(sighting => sighting.Postcode == record.Postcode));
    }

    /// <summary>Why was asked, and how often.</summary>
    public Dictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

    public async Task<MatchingFigures> Run(IReadOnlyList<Sighting> sightings, int seed, CancellationToken cancel = default)
    {
        bySaid = sightings.ToLookup(sighting => sighting.Person);
        var order = sightings.ToArray();
        new Random(seed).Shuffle(order);
        foreach (var (place, sighting) in order.Index()) await See(sighting, place, cancel);
        var found = Pairs();
        var (asked, truly, recordsAsked) = (0, 0, new HashSet<string>(StringComparer.Ordinal));
        // The truth answers, and what comes up because of an answer is answered too.
        while (await world.Questions.Read(Questions.OpenQuestions.Identities, cancel) is { Count: > 0 } questions)
            foreach (var question in questions)
            {
                var (one, other) = (await Holder(question.Text("One")!, cancel), await Holder(question.Text("Other")!, cancel));
                if (one == other)
                {
                    await world.Questions.Gone(question.Partition, question.Row, cancel);
                    continue;
                }
                asked++;
                recordsAsked.UnionWith(recordsOf[one].Concat(recordsOf[other]));
                var same = Truth(one).SequenceEqual(Truth(other));
                if (same) truly++;
                var why = (same ? "one: " : "two: ") + string.Join(", ", JsonNode.Parse(question.Text("Compared")!)!.AsArray().Select(reason => $"{reason.TextAt("what")} {reason.TextAt("finds")}"));
                Reasons[why] = Reasons.GetValueOrDefault(why) + 1;
                await Decide(question.Text("One")!, question.Text("Other")!, same ? IdentityDecisions.Same : IdentityDecisions.Different, (int)question.Number("Likeness"), $"{question.Row}|{asked}", "The truth", cancel);
                await world.Questions.Gone(question.Partition, question.Row, cancel);
            }
        var after = Pairs();
        return new MatchingFigures(records.Count, joins, wrongJoins, asked, truly, recordsAsked.Count, found.All, found.Together, after.Together, personOf.GroupBy(record => record.Value).Count(person => person.Select(record => records[record.Key].Person).Distinct().Count() > 1)) { Wrong = wrong, Undecidable = Undecidable };
    }

    private async Task See(Sighting sighting, int place, CancellationToken cancel)
    {
        var profile = ProfileOf(sighting);
        var own = sighting.Numbers.Count > 0 && sighting.Source != "liaison-and-diversion" ? ProfileOf(sighting with { Numbers = [sighting.Numbers[0]] }).Numbers : [];
        var key = own.Count > 0 ? Identities.KeyOf(world.Keys, own[0]) : world.Keys.Of("sighting", place.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var who = await world.Identities.Identify(key, $"sighting-{place}", profile, sighting.Source == "liaison-and-diversion", Day, cancel);
        key = who.Identity;
        var isNew = records.TryAdd(key, sighting);
        var read = await world.Plans.Read(who.Person, cancel);
        var at = read.After(Day.AddSeconds(place));
        var known = read.Identity(key);
        var notice = Row($"sighting-{place}", at, "sighting") with { Identity = key };
        IdentityRow[] said = known is null ? [new IdentityRow { Person = who.Person, Key = key, Profile = profile, AsTold = who.AsTold, Source = sighting.Source, Spans = [new Span(at, null)], Because = who.Because }]
            : who.HasNews ? [known with { Profile = known.Profile.With(profile) }] : [];
        var changed = await world.Changes.Commit(read, at, notice, said, null, cancel);
        if (isNew && Truth(who.Person) is { Count: > 0 } there) Joined(sighting, there, who.Because);
        Put(key, who.Person);
        if (who.IsLookedFor) await Look(changed.Rows, $"{place}", cancel);
    }

    private async Task Look(PersonRows rows, string occasion, CancellationToken cancel)
    {
        var findings = await world.Identities.LookAgain(rows, cancel);
        foreach (var candidate in findings.Asks) await world.Questions.WhetherSame(rows, candidate, Row(occasion, Day, "sighting"), cancel);
        if (findings.Joins is not { } clear) return;
        foreach (var record in recordsOf[clear.Person]) Joined(records[record], Truth(rows.Person), clear.Likeness.InWords);
        await Decide(rows.Here[0].Key, clear.Identities[0].Key, IdentityDecisions.Same, clear.Likeness.Score, occasion, "matching.csv", cancel);
    }

    private async Task Decide(string one, string other, string decision, int likeness, string occasion, string by, CancellationToken cancel)
    {
        var entry = new JsonObject
        {
            ["code"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = decision }) },
            ["extension"] = new JsonArray(Named("identity-one", one), Named("identity-other", other), new JsonObject { ["url"] = FhirNames.Extension("likeness"), ["valueInteger"] = likeness }, new JsonObject { ["url"] = FhirNames.Extension("decided-by"), ["valueString"] = by }),
        };
        var changed = (await world.Decisions.Apply(Row($"{decision}-{occasion}", Day, "decision"), entry, cancel))!;
        if (decision == IdentityDecisions.Same && changed.Count == 2)
            foreach (var record in recordsOf.GetValueOrDefault(changed[1].Person, []).ToList()) Put(record, changed[0].Person);
        foreach (var change in changed.Where(change => change.Rows.Here.Count > 0)) await Look(change.Rows, $"{occasion}-{change.Person}", cancel);

        JsonNode Named(string name, string identity) => new JsonObject { ["url"] = FhirNames.Extension(name), ["valueIdentifier"] = new JsonObject { ["system"] = world.Tables.Systems[Identities.CodeSystem], ["value"] = identity } };
    }

    private void Joined(Sighting sighting, IReadOnlyList<int> there, string because)
    {
        joins++;
        if (there is [var only] && only == sighting.Person) return;
        // Whatever the record says is what records of the other say: nobody could tell, by the record.
        if (there.Count == 1 && IsSaidOf(sighting, there[0]))
        {
            Undecidable.Add(sighting.ToString());
            return;
        }
        wrongJoins++;
        wrong.Add($"{sighting} joined to {string.Join(',', there)}: {because}");
    }

    private void Put(string record, string person)
    {
        if (personOf.TryGetValue(record, out var before)) recordsOf[before].Remove(record);
        personOf[record] = person;
        if (!recordsOf.TryGetValue(person, out var theirs)) recordsOf[person] = theirs = new HashSet<string>(StringComparer.Ordinal);
        theirs.Add(record);
    }

    private IReadOnlyList<int> Truth(string person) => [.. recordsOf.GetValueOrDefault(person, []).Select(record => records[record].Person).Distinct().Order()];

    private async Task<string> Holder(string identity, CancellationToken cancel) => (await world.Identities.Holder(new Named(identity, null), cancel))!;

    private (long All, long Together) Pairs()
    {
        var (all, together) = (0L, 0L);
        foreach (var truth in records.GroupBy(record => record.Value.Person))
        {
            var count = truth.LongCount();
            all += count * (count - 1) / 2;
            together += truth.GroupBy(record => personOf[record.Key]).Sum(group => group.LongCount() * (group.LongCount() - 1) / 2);
        }
        return (all, together);
    }

    private static NoticeRow Row(string key, DateTimeOffset at, string kind) => new()
    {
        Key = key.Replace('|', '-'), Id = key, Thread = key, Source = "sightings", Agency = "", Kind = kind, Version = 1, At = at, RecordedAt = at, Digest = "", TableVersion = "", Event = "", Because = "", Entries = [],
    };

    /// <summary>What the record says of who it is, as it would arrive from a notice: numbers that fail their check are not among its numbers.</summary>
    private Profile ProfileOf(Sighting sighting)
    {
        var identifiers = new JsonArray();
        foreach (var number in sighting.Numbers)
        {
            var value = number.System switch
            {
                "nhs-number" => NhsNumber.Read(number.Value)?.Value, "prison-number" => PrisonNumber.Read(number.Value)?.Value, "crn" => Crn.Read(number.Value)?.Value,
                "pnc" => PncNumber.Read(number.Value, Day.Year)?.Value, "cro" => CroNumber.Read(number.Value)?.Value, _ => number.Value,
            };
            if (value is null || !world.Tables.Systems.TryGetValue(number.System, out var system)) continue;
            var identifier = new JsonObject { ["system"] = system, ["value"] = value };
            if (number.Assigner is { } assigner) identifier["assigner"] = new JsonObject { ["display"] = Providers.GetValueOrDefault(assigner, assigner) };
            identifiers.Add(identifier);
        }
        var patient = new JsonObject { ["identifier"] = identifiers, ["birthDate"] = sighting.BirthDate, ["gender"] = sighting.Sex };
        var names = new JsonArray();
        foreach (var name in sighting.FormerNames.Prepend(new KnownName(sighting.Family, sighting.Given)))
        {
            var written = new JsonObject { ["given"] = new JsonArray([.. name.Given]) };
            if (name.Family is { } family) written["family"] = family;
            names.Add(written);
        }
        patient["name"] = names;
        if (sighting.Postcode is { } postcode) patient["address"] = new JsonArray(new JsonObject { ["postalCode"] = postcode });
        return Profile.Of([patient], world.Tables.MatchingSystems, Assigners.None);
    }
}
