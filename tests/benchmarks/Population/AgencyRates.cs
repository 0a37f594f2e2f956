namespace Throughcare.Benchmarks.Population;

/// <summary>How one kind of agency keeps its records: what it holds, and how often what goes wrong. Shares of its records, from 0 to 1; where a share is of certain people only, it says so. All invented: no count of such errors was found in the policy texts.</summary>
internal sealed record AgencyRates
{
    /// <summary>Has the NHS number.</summary>
    public double NhsNumber { get; init; }

    /// <summary>Has the prison number of people who have one.</summary>
    public double PrisonNumber { get; init; }

    /// <summary>Has the CRN of people who have one.</summary>
    public double Crn { get; init; }

    /// <summary>Has the PNC number of people who have one.</summary>
    public double Pnc { get; init; }

    /// <summary>Has the CRO number of people who have one.</summary>
    public double Cro { get; init; }

    /// <summary>Has a telephone number; a quarter of them are no longer in use.</summary>
    public double Phone { get; init; }

    /// <summary>Keeps former names and aliases beside the name in use.</summary>
    public double FormerNames { get; init; }

    /// <summary>Keeps middle names in full; of the rest half has an initial and half nothing.</summary>
    public double MiddleNames { get; init; } = 0.6;

    /// <summary>Leaves out accents, because of the system or of the keyboard; of names that have any.</summary>
    public double PlainLetters { get; init; } = 0.5;

    /// <summary>Surnames are written in capitals.</summary>
    public bool CapitalSurnames { get; init; }

    /// <summary>Forenames are too.</summary>
    public bool CapitalForenames { get; init; }

    /// <summary>Writes the NHS's postcode of no fixed abode for people who have none; the others leave it out.</summary>
    public double NoFixedAbodePostcode { get; init; }

    /// <summary>A slip of the finger in a forename or surname.</summary>
    public double NameMistyped { get; init; } = 0.022;

    /// <summary>A forename or surname written as it sounds; of names that can be.</summary>
    public double SpeltByEar { get; init; } = 0.045;

    /// <summary>Forename and surname in each other's place; ten times that where the family name is said first.</summary>
    public double NamesSwapped { get; init; } = 0.004;

    /// <summary>The middle name stands first, or alone; of people who have one.</summary>
    public double MiddleAsFirst { get; init; } = 0.01;

    /// <summary>What friends say instead of the first name; of people of whom they do.</summary>
    public double Nickname { get; init; } = 0.06;

    /// <summary>Of the forename only the initial.</summary>
    public double ForenameInitial { get; init; } = 0.004;

    /// <summary>An earlier surname; of people who have one.</summary>
    public double FormerSurname { get; init; } = 0.16;

    /// <summary>Names and sex from before; of people who have been recorded with the other sex.</summary>
    public double BeforeSexChanged { get; init; } = 0.25;

    /// <summary>Another full name; of people who go by one.</summary>
    public double Alias { get; init; } = 0.08;

    /// <summary>The name and birthday of a brother or sister; of people who do that.</summary>
    public double SiblingsIdentity { get; init; }

    /// <summary>Another part of the name is taken for the surname; of people whose names follow another custom.</summary>
    public double CustomMisread { get; init; } = 0.15;

    /// <summary>Day and month in each other's place; of birthdays on which that gives a date.</summary>
    public double DayAndMonthSwapped { get; init; } = 0.012;

    /// <summary>One digit of day, month or year is another.</summary>
    public double BirthDigitWrong { get; init; } = 0.012;

    /// <summary>Ten years too old or too young.</summary>
    public double TenYearsOff { get; init; } = 0.003;

    /// <summary>1 January of the right year, because nobody asked for more.</summary>
    public double FirstOfJanuary { get; init; } = 0.005;

    /// <summary>Only the year, or year and month.</summary>
    public double BirthInPart { get; init; } = 0.003;

    /// <summary>No birth date.</summary>
    public double BirthMissing { get; init; } = 0.006;

    /// <summary>The other sex, by a slip.</summary>
    public double SexWrong { get; init; } = 0.004;

    /// <summary>Sex not known, or not said.</summary>
    public double SexUnknown { get; init; } = 0.012;

    /// <summary>An earlier address; of people who have one.</summary>
    public double OldPostcode { get; init; } = 0.055;

    /// <summary>No postcode; of people who have one.</summary>
    public double PostcodeMissing { get; init; } = 0.02;

    /// <summary>One letter or digit of the postcode is another.</summary>
    public double PostcodeMistyped { get; init; } = 0.01;

    /// <summary>An NHS number that fails its check; of those that are there.</summary>
    public double NhsNumberFails { get; init; } = 0.005;

    /// <summary>The NHS number of the twin, the partner or another of the family; of people who have one here.</summary>
    public double NhsNumberOfRelative { get; init; } = 0.015;

    /// <summary>A stranger's prison number or CRN, by one wrong character; of those of which that is somebody's. A third of that for the agency's own number.</summary>
    public double NumberOfStranger { get; init; } = 0.015;

    /// <summary>A prison number or CRN with one digit wrong; never the agency's own.</summary>
    public double NumberMistyped { get; init; } = 0.008;

    /// <summary>The same agency with more or fewer faults; what it holds stays.</summary>
    public AgencyRates Faults(double times) => this with
    {
        NameMistyped = NameMistyped * times, SpeltByEar = SpeltByEar * times, NamesSwapped = NamesSwapped * times, MiddleAsFirst = MiddleAsFirst * times, Nickname = Nickname * times, ForenameInitial = ForenameInitial * times, FormerSurname = FormerSurname * times,
        BeforeSexChanged = BeforeSexChanged * times, Alias = Alias * times, SiblingsIdentity = SiblingsIdentity * times, CustomMisread = CustomMisread * times, DayAndMonthSwapped = DayAndMonthSwapped * times,
        BirthDigitWrong = BirthDigitWrong * times, TenYearsOff = TenYearsOff * times, FirstOfJanuary = FirstOfJanuary * times, BirthInPart = BirthInPart * times, BirthMissing = BirthMissing * times, SexWrong = SexWrong * times,
        SexUnknown = SexUnknown * times, OldPostcode = OldPostcode * times, PostcodeMissing = PostcodeMissing * times, PostcodeMistyped = PostcodeMistyped * times, NhsNumberFails = NhsNumberFails * times,
        NhsNumberOfRelative = NhsNumberOfRelative * times, NumberOfStranger = NumberOfStranger * times, NumberMistyped = NumberMistyped * times,
    };

    /// <summary>All agencies with more or fewer faults than usual: 0 for none, 2 for twice as many.</summary>
    public static IReadOnlyDictionary<string, AgencyRates> UsualTimes(double times) => Usual.ToDictionary(rates => rates.Key, rates => rates.Value.Faults(times), StringComparer.Ordinal);

    /// <summary>The usual rates without what no record can show: that somebody gave a brother's name, birthday, address and number to people who had no reason to doubt it, or that a prison's own healthcare filed somebody under a stranger's prison number.</summary>
    public static IReadOnlyDictionary<string, AgencyRates> Discernible => Usual.ToDictionary(source => source.Key, source => source.Key switch
    {
        "liaison-and-diversion" => source.Value,
        "prison-healthcare" => source.Value with { SiblingsIdentity = 0, NumberOfStranger = 0, NumberMistyped = 0 },
        _ => source.Value with { SiblingsIdentity = 0 },
    }, StringComparer.Ordinal);

    /// <summary>What is usual, by source. Records made in a hurry with people who are not well, in custody suites and emergency departments, have most faults; practices fewest. Monitoring returns are extracts of the provider's own records and have their faults.</summary>
    public static readonly IReadOnlyDictionary<string, AgencyRates> Usual = new Dictionary<string, AgencyRates>(StringComparer.Ordinal)
    {
        ["prison-healthcare"] = new AgencyRates { NhsNumber = 0.8, PrisonNumber = 1, Crn = 0.45, Phone = 0.5, MiddleNames = 0.8, PlainLetters = 0.6, CapitalSurnames = true, NoFixedAbodePostcode = 0.4, SiblingsIdentity = 0.1 },
        ["hmpps-domain-events"] = new AgencyRates { PrisonNumber = 1 }.Faults(0),
        ["community-provider-fhir"] = new AgencyRates { NhsNumber = 0.75, PrisonNumber = 0.3, Crn = 0.25, Phone = 0.85, MiddleNames = 0.4, PlainLetters = 0.25, NoFixedAbodePostcode = 0.3, Nickname = 0.12, SiblingsIdentity = 0.02 },
        ["liaison-and-diversion"] = new AgencyRates { NhsNumber = 0.5, PrisonNumber = 0.2, Crn = 0.3, Pnc = 0.6, Phone = 0.5, MiddleNames = 0.6, PlainLetters = 0.5, SiblingsIdentity = 0.25 }.Faults(1.7),
        ["hospital-adt"] = new AgencyRates { NhsNumber = 0.88, PrisonNumber = 0.05, Phone = 0.75, MiddleNames = 0.5, PlainLetters = 0.7, CapitalSurnames = true, CapitalForenames = true, NoFixedAbodePostcode = 0.8, SiblingsIdentity = 0.04 }.Faults(1.3),
        ["probation"] = new AgencyRates { PrisonNumber = 0.55, Crn = 1, Pnc = 0.8, Cro = 0.5, Phone = 0.8, FormerNames = 0.6, MiddleNames = 0.8, PlainLetters = 0.7, SiblingsIdentity = 0.05 },
        ["gp"] = new AgencyRates { NhsNumber = 1, Phone = 0.8, FormerNames = 0.5, MiddleNames = 0.85, PlainLetters = 0.4, NoFixedAbodePostcode = 0.8, NhsNumberFails = 0, NhsNumberOfRelative = 0 }.Faults(0.6),
    };
}
