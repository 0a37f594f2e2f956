namespace Throughcare.Benchmarks.Population;

/// <summary>Writes one person's record at one agency, with what goes wrong there.</summary>
internal sealed class Clerk
{
    /// <summary>Records that were made in a hurry: one in five, with five times as many faults as the others, so that faults come together.</summary>
    private const double Hurried = 0.2, FaultsOfHurried = 3.5, FaultsOfOthers = 0.7;

    private readonly TruePerson person;
    private readonly string source;
    private readonly Random random;
    private readonly AgencyRates rates;
    private readonly double faults;
    private readonly List<HeldNumber> numbers = [];
    private Deviations deviations;
    private List<string> given;
    private string? family;
    private bool isMan;
    private DateOnly born;
    private string nhsNumber;

    /// <param name="random">Of this record.</param>
    public Clerk(TruePerson person, string source, Random random, AgencyRates rates)
    {
        (this.person, this.source, this.random, this.rates) = (person, source, random, rates);
        faults = random.Happens(Hurried) ? FaultsOfHurried : FaultsOfOthers;
        (given, family, isMan, born, nhsNumber) = ([.. person.Given], person.Surname, person.IsMan, person.Born, person.NhsNumber);
    }

    /// <param name="own">The agency's own number of the person, if it has one.</param>
    public Sighting Write(HeldNumber? own)
    {
        Identity();
        Names();
        Numbers(own);
        var (birthDate, birth) = BirthDates.Write(random, born, rates, Slip);
        deviations |= birth;
        var sex = Sex();
        var address = Address();
        var postcode = Postcode(address);
        var phone = random.Happens(rates.Phone) ? random.Happens(0.25) ? Population.Numbers.Phone(random) : person.Phone : null;
        return new Sighting(person.Index, source, numbers, family, given, FormerNames(), birthDate, sex, postcode, address.Line, address.Line is null ? null : address.Area.Town, phone, false, deviations);
    }

    private bool Slip(double share) => random.NextDouble() < share * faults;

    private bool Slip(double share, Deviations deviation)
    {
        if (!Slip(share)) return false;
        deviations |= deviation;
        return true;
    }

    /// <summary>Who the person says they are.</summary>
    private void Identity()
    {
        if (person.Has(Traits.BorrowsIdentity) && person.RelativeBy(Relation.Sibling) is { } sibling && Slip(rates.SiblingsIdentity, Deviations.SiblingsIdentity))
        {
            (given, family, born, isMan) = ([.. sibling.Given], sibling.Surname, sibling.Born, sibling.IsMan);
            // Who looks the brother up finds the brother's number.
            if (random.Happens(0.5)) nhsNumber = sibling.NhsNumber;
        }
        else if (person.Aliases.Count > 0 && Slip(rates.Alias, Deviations.Alias)) (given, family) = ([.. person.Aliases[0].Given], person.Aliases[0].Family);
        else if (person.GivenBefore is { } before && Slip(rates.BeforeSexChanged, Deviations.BeforeSexChanged)) (given, isMan) = ([.. before], !isMan);
        else if (person.FormerSurnames.Count > 0 && Slip(rates.FormerSurname, Deviations.FormerSurname)) family = random.OneOf(person.FormerSurnames);
    }

    private void Names()
    {
        var isOtherCustom = person.Origin.Custom != NameCustom.SharedSurname;
        if (isOtherCustom && Slip(rates.CustomMisread)) Misread();
        else if (given.Count > 0 && Slip(rates.NamesSwapped * (person.Origin.Custom == NameCustom.FamilyFirst ? 10 : 1), Deviations.NamesSwapped)) (given[0], family) = (family!, given[0]);
        else if (given.Count > 1 && Slip(rates.MiddleAsFirst, Deviations.MiddleAsFirst)) given = random.Happens(0.5) ? [given[1]] : [given[1], given[0]];
        if (given.Count > 0 && given[0] == person.Given.FirstOrDefault() && person.KnownAs is { } nickname && Slip(rates.Nickname, Deviations.Nickname)) given[0] = nickname;
        if (given.Count > 1 && !random.Happens(rates.MiddleNames))
        {
            deviations |= Deviations.MiddleMissing;
            given = random.Happens(0.5) ? [given[0]] : [given[0], .. given.Skip(1).Select(name => name[..1])];
        }
        if (Slip(rates.SpeltByEar)) Change(SpeltByEar.Of, Deviations.SpeltByEar);
        if (Slip(rates.NameMistyped)) Change(Misspelling.Of, Deviations.NameMistyped);
        if (given.Count > 0 && Slip(rates.ForenameInitial, Deviations.ForenameInitial)) given = [given[0][..1]];
        if (random.Happens(rates.PlainLetters))
        {
            var (before, accents) = (string.Concat(given) + family, deviations);
            (given, family) = ([.. given.Select(PlainLetters.Of)], family is null ? null : PlainLetters.Of(family));
            deviations = string.Concat(given) + family == before ? accents : accents | Deviations.PlainLetters;
        }
        if (rates.CapitalSurnames) family = family?.ToUpperInvariant();
        if (rates.CapitalForenames) given = [.. given.Select(name => name.ToUpperInvariant())];
    }

    /// <summary>The surname, or the first name.</summary>
    private void Change(Func<Random, string, string?> how, Deviations deviation)
    {
        var isSurname = given.Count == 0 || random.Happens(0.5);
        var before = isSurname ? family : given[0];
        if (before is null || how(random, before) is not { } after || after == before) return;
        if (isSurname) family = after;
        else given[0] = after;
        deviations |= deviation;
    }

    /// <summary>What becomes of a name by somebody who expects forenames and then a surname.</summary>
    private void Misread()
    {
        switch (person.Origin.Custom)
        {
            case NameCustom.OneName:
                given = random.Happens(0.7) ? [family!] : ["Unknown"];
                if (given[0] == family && random.Happens(0.5)) family = null;
                break;
            case NameCustom.TwoSurnames when family!.LastIndexOf(' ') is > 0 and var space: family = random.Happens(0.5) ? family[..space] : family[(space + 1)..]; break;
            case NameCustom.FathersNames when given.Count > 1: (given, family) = ([given[0]], given[1]); break;
            case NameCustom.TitleFirst when given.Count > 1: given.RemoveAt(0); break;
            case NameCustom.SinghOrKaur when given.Count > 1: (given, family) = ([given[0]], given[1]); break;
            case NameCustom.FamilyFirst when given.Count > 0: (given, family) = ([family!, .. given.SkipLast(1)], given[^1]); break;
            default: return;
        }
        deviations |= Deviations.CustomMisread;
    }

    private void Numbers(HeldNumber? own)
    {
        if (own is not null) numbers.Add(own.System == "prison-number" && person.NearPrisonNumber is { } near && own.Value == person.PrisonNumbers[0] && Slip(rates.NumberOfStranger / 3, Deviations.NumberOfStranger) ? own with { Value = near } : own);
        if (own?.System != "nhs-number" && random.Happens(rates.NhsNumber)) AddNhsNumber();
        Add("prison-number", person.PrisonNumbers, person.NearPrisonNumber, rates.PrisonNumber, own);
        Add("crn", person.Crns, person.NearCrn, rates.Crn, own);
        if (person.Pnc is { } pnc && random.Happens(rates.Pnc)) numbers.Add(new HeldNumber("pnc", pnc, null));
        if (person.Cro is { } cro && random.Happens(rates.Cro)) numbers.Add(new HeldNumber("cro", cro, null));
    }

    private void AddNhsNumber()
    {
        if (nhsNumber != person.NhsNumber) deviations |= Deviations.NhsNumberOfRelative;
        else if ((person.RelativeBy(Relation.Twin) ?? person.RelativeBy(Relation.Couple) ?? person.RelativeBy(Relation.FatherAndSon) ?? person.RelativeBy(Relation.Sibling)) is { } relative && Slip(rates.NhsNumberOfRelative, Deviations.NhsNumberOfRelative)) nhsNumber = relative.NhsNumber;
        // Any one wrong digit fails the check.
        if (Slip(rates.NhsNumberFails, Deviations.NhsNumberFails)) numbers.Add(new HeldNumber("nhs-number-as-sent", Misspelling.OneCharacter(random, nhsNumber, random.Next(3, 10)), null));
        else numbers.Add(new HeldNumber("nhs-number", nhsNumber, null));
    }

    private void Add(string system, List<string> held, string? near, double share, HeldNumber? own)
    {
        if (held.Count == 0 || own?.System == system || !random.Happens(share)) return;
        var value = held.Count > 1 && random.Happens(0.3) ? held[1] : held[0];
        if (near is not null && Slip(rates.NumberOfStranger, Deviations.NumberOfStranger)) value = near;
        else if (Slip(rates.NumberMistyped, Deviations.NumberMistyped)) value = Misspelling.OneCharacter(random, value, random.Next(1, 5));
        numbers.Add(new HeldNumber(system, value, null));
    }

    private string? Sex()
    {
        if (Slip(rates.SexUnknown, Deviations.SexUnknown)) return random.OneOf(["unknown", "unknown", "other", null]);
        if (Slip(rates.SexWrong, Deviations.SexWrong)) isMan = !isMan;
        return isMan ? "male" : "female";
    }

    private Address Address() => person.Addresses.Count > 1 && Slip(rates.OldPostcode, Deviations.OldPostcode) ? person.Addresses[random.Next(person.Addresses.Count - 1)] : person.Home;

    private string? Postcode(Address address)
    {
        if (address.Postcode is not { } postcode) return random.Happens(rates.NoFixedAbodePostcode) ? Areas.NoFixedAbode : null;
        if (Slip(rates.PostcodeMissing, Deviations.PostcodeMissing)) return null;
        if (!Slip(rates.PostcodeMistyped, Deviations.PostcodeMistyped)) return postcode;
        var places = Enumerable.Range(0, postcode.Length).Where(place => postcode[place] != ' ').ToList();
        return Misspelling.OneCharacter(random, postcode, random.OneOf(places));
    }

    private List<KnownName> FormerNames()
    {
        if (!random.Happens(rates.FormerNames)) return [];
        return [.. person.FormerSurnames.Select(surname => new KnownName(surname, [])), .. person.Aliases];
    }
}
