namespace Throughcare.Benchmarks.Population;

/// <summary>Makes one person after another, with a life that fits.</summary>
/// <param name="random">Of the block.</param>
/// <param name="seed">Numbers follow from it.</param>
/// <param name="first">The index of the first person of the block.</param>
internal sealed class PersonMaker(Random random, int seed, int first)
{
    private readonly Naming naming = new(random);
    private readonly Hostels hostels = new(random, first);

    /// <summary>A person without numbers; <see cref="Settle"/> gives them.</summary>
    /// <param name="isMan">Null for whatever comes.</param>
    /// <param name="origin">Null for any.</param>
    /// <param name="born">Null for any day that makes them as old as people here are.</param>
    public TruePerson Any(bool? isMan = null, Origin? origin = null, DateOnly? born = null, int youngest = 16, int oldest = 75)
    {
        origin ??= Origins.Any(random);
        var man = isMan ?? !random.Happens(Shares.Women);
        var birthday = born ?? Birthday(youngest, oldest);
        var isUnknown = random.Happens(origin.Birthdays);
        if (isUnknown) birthday = new DateOnly(birthday.Year, 1, 1);
        var person = new TruePerson { Origin = origin, IsMan = man, Born = birthday, Given = naming.Given(origin, birthday.Year, man), Surname = naming.Surname(origin, man), Phone = Numbers.Phone(random) };
        if (isUnknown) person.Traits |= Traits.BirthdayNotKnown;
        if (origin.Custom == NameCustom.OneName) person.Traits |= Traits.OneName;
        if (origin.Custom == NameCustom.FamilyFirst) person.Traits |= Traits.FamilyNameFirst;
        Live(person);
        Rename(person);
        return person;
    }

    /// <summary>Another name of the same language, for somebody whose name must not be another's, or must begin like another's.</summary>
    public (string Surname, List<string> Given) OtherName(TruePerson person) => (naming.Surname(person.Origin, person.IsMan), naming.Given(person.Origin, person.Born.Year, person.IsMan));

    /// <summary>Gives the surname of the husband or wife.</summary>
    public static void Marry(TruePerson person, string surname)
    {
        var before = person.NameAtBirth;
        if (surname == before) return;
        person.FormerSurnames.Clear();
        person.FormerSurnames.Add(before);
        person.Surname = surname;
        person.Traits = (person.Traits & ~Traits.ChangedSurnameBack) | Traits.ChangedSurname;
    }

    public void Move(TruePerson person, Area area) => person.Addresses[^1] = Now(area);

    /// <summary>Gives a person who has their place and address what depends on these: their numbers, their practice, their services.</summary>
    public void Settle(TruePerson person, int index)
    {
        person.Index = index;
        person.NhsNumber = Numbers.Nhs(seed, index);
        if (person.Addresses.Any(address => address.Kind == AddressKind.Hostel)) person.Traits |= Traits.Hostel;
        if (person.Home.Kind == AddressKind.NoFixedAbode) person.Traits |= Traits.NoFixedAbode;
        var area = person.Home.Area;
        if (random.Happens(Shares.WithPractice * (person.Has(Traits.NoFixedAbode) ? 2.0 / 3 : 1))) person.Practice = area.Practice(random.Rank(40, 10));
        Justice(person);
        if ((person.HasDrugProblem || person.HasAlcoholProblem) && random.Happens(Shares.InTreatment))
        {
            AddClient(person, area);
            if (random.Happens(Shares.SecondService)) AddClient(person, person.Addresses[0].Area == area ? Areas.Any(random) : person.Addresses[0].Area);
        }
        if (random.Happens(0.5)) AddHospital(person, area);
        if (random.Happens(0.12)) AddHospital(person, Areas.Any(random));
        // Nobody is in the population whom no service knows.
        if (person.Practice is null && person.PrisonNumbers.Count + person.Crns.Count + person.Clients.Count + person.Hospitals.Count == 0) AddHospital(person, area);
    }

    private DateOnly Birthday(int youngest, int oldest)
    {
        // Most are in their thirties and forties, few are old.
        var age = youngest + (int)((oldest - youngest) * Math.Pow((random.NextDouble() + random.NextDouble()) / 2, 1.3));
        return PopulationYear.FirstDay.AddYears(-age).AddDays(-1 - random.Next(365));
    }

    private void Live(TruePerson person)
    {
        person.WasInPrison = random.Happens(person.IsMan ? Shares.MenInPrison : Shares.WomenInPrison);
        person.HasDrugProblem = random.Happens(person.WasInPrison ? Shares.DrugProblemInPrison : Shares.DrugProblemElsewhere);
        person.HasAlcoholProblem = random.Happens(person.Born.AddYears(21) > PopulationYear.FirstDay ? Shares.AlcoholYoung : person.IsMan ? Shares.AlcoholMen : Shares.AlcoholWomen);
        person.Substances = Substance.Any(random, person.HasDrugProblem, person.HasAlcoholProblem);
        if (random.Happens(Shares.WithChildren)) person.Children = 1 + random.Rank(6, 1);
        var area = Areas.Any(random);
        // From one address to six, from the oldest on.
        var moves = Math.Min(5, random.Rank(8, 1.5));
        for (var left = moves; left > 0; left--)
        {
            var from = PopulationYear.FirstDay.AddDays(-(left * 500) - random.Next(400) - 400);
            var where = random.Happens(0.25) ? Areas.Any(random) : area;
            person.Addresses.Add(left == 1 && random.Happens(Shares.EarlierHostel) ? hostels.Any(from) : where.Home(random, from));
        }
        person.Addresses.Add(Now(area));
    }

    private Address Now(Area area)
    {
        var from = PopulationYear.FirstDay.AddDays(-10 - random.Next(390));
        var kind = random.NextDouble();
        return kind < Shares.NoFixedAbode ? new Address(AddressKind.NoFixedAbode, area, null, null, from) : kind < Shares.NoFixedAbode + Shares.Hostel ? hostels.Any(from) : area.Home(random, from);
    }

    private void Rename(TruePerson person)
    {
        if (person.Given.Count > 0 && Nicknames.Any(random, person.Given[0]) is { } nickname && random.Happens(0.45)) person.KnownAs = nickname;
        if (person.Origin.Custom == NameCustom.SharedSurname && person.Born.AddYears(22) < PopulationYear.FirstDay && random.Happens(person.IsMan ? Shares.MenChanged : Shares.WomenChanged))
        {
            Marry(person, naming.Surname(person.Origin, !person.IsMan));
            if (person.Has(Traits.ChangedSurname) && random.Happens(Shares.ChangedBack))
            {
                (person.Surname, person.FormerSurnames[0]) = (person.FormerSurnames[0], person.Surname);
                person.Traits |= Traits.ChangedSurnameBack;
            }
        }
        if (random.Happens(Shares.ChangedSex))
        {
            person.Traits |= Traits.ChangedSex;
            person.GivenBefore = random.Happens(0.85) ? naming.Given(person.Origin, person.Born.Year, !person.IsMan) : person.Given;
        }
        if (random.Happens(Shares.Alias))
        {
            person.Traits |= Traits.Alias;
            var other = OtherName(person);
            person.Aliases.Add(new KnownName(other.Surname, random.Happens(0.5) ? person.Given : other.Given));
        }
    }

    private void Justice(TruePerson person)
    {
        var isBorrower = person.Has(Traits.BorrowsIdentity);
        if (isBorrower) person.WasInPrison = true;
        if (!person.WasInPrison && !random.Happens(0.3)) return;
        var year = Math.Min(PopulationYear.Number - 1, person.Born.Year + 15 + random.Rank(25, 5));
        person.Pnc = Numbers.Pnc(seed, person.Index, year);
        person.Cro = Numbers.Cro(seed, person.Index, year);
        if (person.WasInPrison) Enter(person, person.PrisonNumbers, Numbers.Prison);
        if (random.Happens(person.WasInPrison ? 0.85 : 0.4)) Enter(person, person.Crns, Numbers.Crn);
    }

    private void Enter(TruePerson person, List<string> numbers, Func<int, int, int, string> number)
    {
        numbers.Add(number(seed, person.Index, 0));
        if (!random.Happens(Shares.EnteredTwice)) return;
        numbers.Add(number(seed, person.Index, 1));
        person.Traits |= Traits.EnteredTwice;
    }

    private void AddClient(TruePerson person, Area area)
    {
        var provider = area.Providers[random.Happens(0.7) ? 0 : 1];
        if (person.Clients.TrueForAll(client => client.Provider != provider)) person.Clients.Add((provider, Numbers.Client(person.Index, provider.Number)));
    }

    private void AddHospital(TruePerson person, Area area)
    {
        var place = random.Happens(0.75) ? 0 : 1;
        if (person.Hospitals.TrueForAll(known => known.Hospital != area.Hospitals[place])) person.Hospitals.Add((area.Hospitals[place], Numbers.Hospital(person.Index, (area.Number * 2) + place)));
    }
}
