namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>What happens to one person in the year, and the notices it makes. How often is invented unless a source is named; the population's shares are in <see cref="Shares"/>.</summary>
internal sealed class PersonYear(TruePerson person, List<Sighting> records, Random random, Formats formats)
{
    /// <summary>People whose year is full of events: the revolving door.</summary>
    private const double Often = 0.05;

    private static readonly DateOnly LastDay = new(PopulationYear.Number, 12, 31);

    private readonly bool isOften = random.Happens(Often);
    private readonly List<YearNotice> notices = [];
    private readonly List<CustodySpell> spells = [];

    /// <summary>In the order they were sent.</summary>
    public List<YearNotice> Notices()
    {
        if (person.PrisonNumbers.Count > 0 && random.Happens(isOften ? 0.95 : 0.6)) InCustody();
        for (var client = 0; client < person.Clients.Count; client++) InTreatment(client);
        foreach (var (number, record) in Of("liaison-and-diversion").Index()) Screened(number, record);
        foreach (var (number, record) in Of("hospital-adt").Index()) InHospital(number, record);
        return [.. notices.OrderBy(notice => notice.At)];
    }

    private IEnumerable<Sighting> Of(string source) => records.Where(record => record.Source == source);

    private void Send(string source, DateTimeOffset at, byte[] bytes)
    {
        if (at.Year == PopulationYear.Number) notices.Add(new YearNotice(source, bytes, at, person.Index));
    }

    private void InCustody()
    {
        var from = random.Happens(0.4) ? PopulationYear.FirstDay.AddDays(-1 - random.Rank(300, 80)) : PopulationYear.FirstDay.AddDays(random.Next(340));
        var records = Of("prison-healthcare").Zip(person.PrisonNumbers).ToList();
        for (var number = 0; from <= LastDay && number < 6; number++)
        {
            var (record, prisonNumber) = records[number % records.Count];
            // Many short stays, few long ones.
            var to = from.AddDays(10 + random.Rank(500, 40));
            if (to < PopulationYear.FirstDay) to = PopulationYear.FirstDay.AddDays(random.Next(200));
            var prison = Prison();
            var spell = new CustodySpell(number, prisonNumber, record, from, to, Reason(), prison, random.Happens(0.3) && to.DayNumber - from.DayNumber > 30 ? Prison() : prison, number > 0);
            spells.Add(spell);
            Moved(spell);
            Released(spell);
            // Many who are released on licence are recalled within months.
            if (!spell.IsRelease || !random.Happens(isOften ? 0.85 : 0.18)) break;
            from = to.AddDays(5 + random.Rank(150, 20));
        }
    }

    private string Prison() => random.OneOf(!person.IsMan ? Wording.WomensPrisons : person.Born.AddYears(21) > PopulationYear.FirstDay ? Wording.YoungMensPrisons : Wording.MensPrisons);

    private string Reason() => random.ByShare([40, 30, 10, 5, 4, 4, 2, 2, 0.4, 0.4]) switch { 0 => "CR", 1 => "CRD", 2 => "HDC", 3 => "ECSL", 4 => "SE", 5 => "PX", 6 => "HO", 7 => "DD", 8 => "DEC", _ => "UAL" };

    private void Moved(CustodySpell spell)
    {
        Move(spell.From, MovementEvents.Received, "ADMISSION", spell.IsRecall ? "L" : random.OneOf(["N", "I", "V"]), spell.Prison);
        var days = spell.To.DayNumber - spell.From.DayNumber;
        if (spell.LastPrison != spell.Prison)
        {
            var day = spell.From.AddDays(10 + random.Next(days - 15));
            Move(day, MovementEvents.Released, "TRANSFERRED", "NOTR", spell.Prison);
            Move(day, MovementEvents.Received, "TRANSFERRED", "INT", spell.LastPrison);
        }
        if (random.Happens(0.15))
        {
            var day = spell.From.AddDays(1 + random.Next(Math.Min(days - 2, 60)));
            Move(day, MovementEvents.Released, "SENT_TO_COURT", "CRT", spell.Prison);
            Move(day, MovementEvents.Received, "RETURN_FROM_COURT", "CRT", spell.Prison);
        }
        if (spell.IsOver) Move(spell.To, MovementEvents.Released, "RELEASED", spell.Reason, spell.LastPrison);

        void Move(DateOnly day, string what, string reason, string code, string prison)
        {
            // Out in the morning, in in the afternoon.
            var at = Written.At(day, what == MovementEvents.Released ? 530 + random.Next(100) : 800 + random.Next(300));
            Send("hmpps-domain-events", at, formats.Movements.Write(what, spell.PrisonNumber, at, reason, code, prison));
        }
    }

    /// <summary>Prison healthcare writes before a release, and again if something changes. Of people without a drug or alcohol problem it writes seldom.</summary>
    private void Released(CustodySpell spell)
    {
        if (!spell.IsOver || spell.Reason is "DEC" or "UAL") return;
        if (!person.HasDrugProblem && !person.HasAlcoholProblem && !random.Happens(0.35)) return;
        var content = random.Next();
        var days = Math.Min(7 + random.Next(15), spell.To.DayNumber - spell.From.DayNumber - 2);
        // At first one in three is told another day than the one it will be.
        var isChanged = random.Happens(0.3);
        Write(spell.To.AddDays(-days), 1, isChanged ? spell.To.AddDays(random.Next(1, 20)) : spell.To);
        if (isChanged) Write(spell.To.AddDays(-1 - random.Next(Math.Max(1, days - 2))), 2, spell.To);

        void Write(DateOnly day, int version, DateOnly release)
        {
            var at = Written.At(day, 540 + random.Next(480));
            Send("prison-healthcare", at, formats.Releases.Write(person, spell, new Random(content), at, version, release));
        }
    }

    private void InTreatment(int client)
    {
        // Not everybody who was once a client comes in this year.
        if (!isOften && random.Happens(client == 0 ? 0.25 : 0.6)) return;
        var record = Of("community-provider-fhir").ElementAt(client);
        var content = random.Next();
        var start = PopulationYear.FirstDay.AddDays(random.Happens(0.4) ? -random.Next(600) : random.Next(330));
        var episode = new Episode(person, record, person.Clients[client].Provider, content, start, start.AddDays(30 + random.Rank(900, 200)));
        var first = episode.From < PopulationYear.FirstDay ? PopulationYear.FirstDay.AddDays(random.Next(40)) : episode.From;
        var step = 20 + random.Rank(80, 40);
        var sent = 0;
        var most = 1 + random.Rank(isOften ? 14 : 8, 2);
        for (var day = first; day <= LastDay && day <= episode.To && sent < most; day = day.AddDays(step + random.Next(10)))
            if (!spells.Exists(spell => spell.Has(day))) Update(day, null);
        if (client == 0)
            foreach (var spell in spells.Where(spell => spell.IsOver && spell.IsRelease && random.Happens(0.6))) Update(spell.To.AddDays(random.Next(4)), spell);
        var quarters = Of("ndtms-returns").ElementAt(client);
        Reported(episode, quarters);

        void Update(DateOnly day, CustodySpell? after)
        {
            var at = Written.At(day, 600 + random.Next(400));
            Send("community-provider-fhir", at, formats.Treatment.Write(episode, ++sent, 1, at, after));
            // One in twenty is sent again, corrected.
            if (random.Happens(0.05)) Send("community-provider-fhir", at.AddHours(20), formats.Treatment.Write(episode, sent, 2, at.AddHours(20), after));
        }
    }

    /// <summary>A return for each quarter of the year in which the person was in treatment.</summary>
    private void Reported(Episode episode, Sighting record)
    {
        var number = 0;
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            var (first, last) = (PopulationYear.FirstDay.AddMonths((quarter - 1) * 3), PopulationYear.FirstDay.AddMonths(quarter * 3).AddDays(-1));
            if (episode.From > last || episode.To < first) continue;
            Send("ndtms-returns", Written.At(last, 1080), formats.Returns.Write(episode, record, ++number, last));
        }
    }

    private void Screened(int number, Sighting record)
    {
        var at = Written.At(PopulationYear.FirstDay.AddDays(random.Next(365)), 480 + random.Next(800));
        var content = random.Next();
        Send("liaison-and-diversion", at, formats.Screens.Write(person, record, number, 1, at, new Random(content), "final"));
        if (random.Happens(0.06)) Send("liaison-and-diversion", at.AddHours(30), formats.Screens.Write(person, record, number, 2, at.AddHours(30), new Random(content), random.Happens(0.3) ? "withdrawn" : "final"));
    }

    private void InHospital(int hospital, Sighting record)
    {
        var stays = isOften ? 2 + random.Rank(8, 2) : random.ByShare([0.55, 0.33, 0.09, 0.03]);
        for (var stay = 0; stay < stays; stay++)
        {
            var from = Written.At(PopulationYear.FirstDay.AddDays(random.Next(362)), random.Next(1440));
            foreach (var (at, bytes) in formats.Hospital.Stay(person, record, (hospital * 20) + stay, from, random)) Send("hospital-adt", at, bytes);
        }
    }
}
