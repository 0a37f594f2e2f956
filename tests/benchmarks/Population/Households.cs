namespace Throughcare.Benchmarks.Population;

/// <summary>Makes people together who live together, or who look alike on paper.</summary>
internal sealed class Households
{
    private static readonly double[] ShareOfEach = [.. Shares.Households.Select(kind => kind.Share)];

    private readonly Random random;
    private readonly int first;
    private readonly PersonMaker maker;
    private readonly List<TruePerson> people = [];

    /// <param name="first">The index of the first person.</param>
    public Households(int seed, int first)
    {
        this.first = first;
        random = Chance.For(seed, first, 1);
        maker = new PersonMaker(random, seed, first);
    }

    /// <summary>As many people as have numbers of one range.</summary>
    public List<TruePerson> All()
    {
        while (people.Count < Numbers.Block)
        {
            // The last places are filled by people alone.
            if (Numbers.Block - people.Count < 4) Single();
            else Shares.Households[random.ByShare(ShareOfEach)].Make(this);
        }
        foreach (var (place, person) in people.Index()) maker.Settle(person, first + place);
        return people;
    }

    /// <summary>Each of these adds people and says how many.</summary>
    public int Single() => Add(maker.Any());

    public int Couple()
    {
        var man = maker.Any(isMan: true);
        var woman = maker.Any(isMan: false, origin: random.Happens(0.85) ? man.Origin : null, born: Near(man.Born, 6));
        if (woman.Origin.Custom == NameCustom.SharedSurname && random.Happens(0.5)) PersonMaker.Marry(woman, man.Surname);
        return Together(Relation.Couple, Traits.Couple, 0.85, man, woman);
    }

    public int Siblings()
    {
        var first = maker.Any();
        var all = new List<TruePerson> { first };
        for (var more = random.Happens(0.25) ? 2 : 1; more > 0; more--) all.Add(Family(maker.Any(isMan: random.Happens(0.7) ? first.IsMan : !first.IsMan, first.Origin, born: Near(first.Born, 8)), first));
        // Among three brothers who were in prison it is not rare that one has said he was another.
        if (random.Happens(0.3)) all[^1].Traits |= Traits.BorrowsIdentity;
        return Together(Relation.Sibling, Traits.Sibling, 0.35, [.. all]);
    }

    public int Twins()
    {
        var one = maker.Any();
        var isSameSex = random.Happens(0.65);
        var other = Family(maker.Any(isMan: isSameSex == one.IsMan, one.Origin, one.Born), one);
        other.Born = one.Born;
        var traits = isSameSex ? Traits.Twin | Traits.SameSexTwin : Traits.Twin;
        if (isSameSex && one.Given.Count > 0 && random.Happens(0.45))
        {
            traits |= Traits.LikeNamedTwin;
            var pair = random.OneOf(Naming.Alike.Where(pair => pair.IsMan == one.IsMan).ToList());
            (one.Given[0], other.Given[0]) = (pair.One, pair.Other);
            (one.KnownAs, other.KnownAs) = (null, null);
        }
        else if (one.Given.Count > 0 && one.Given[0] == other.Given[0] && one.IsMan == other.IsMan) while (other.Given[0] == one.Given[0]) other.Given = maker.OtherName(other).Given;
        return Together(Relation.Twin, traits, 0.7, one, other);
    }

    public int FatherAndSon()
    {
        var son = maker.Any(isMan: true, youngest: 16, oldest: 45);
        var father = Family(maker.Any(isMan: true, son.Origin, son.Born.AddYears(-random.Next(18, 31)).AddDays(-random.Next(365))), son);
        father.Given = random.Happens(0.5) ? [.. son.Given] : [.. son.Given.Take(1)];
        (father.Surname, father.Traits) = (son.Surname, father.Traits & ~(Traits.ChangedSurname | Traits.ChangedSurnameBack));
        father.FormerSurnames.Clear();
        return Together(Relation.FatherAndSon, Traits.FatherAndSon, 0.75, father, son);
    }

    public int ParentAndChild()
    {
        var child = maker.Any(youngest: 16, oldest: 45);
        var parent = Family(maker.Any(origin: child.Origin, born: child.Born.AddYears(-random.Next(18, 35)).AddDays(-random.Next(365))), child);
        return Together(Relation.ParentAndChild, Traits.ParentAndChild, 0.5, parent, child);
    }

    /// <summary>Strangers in different places.</summary>
    public int Namesakes(bool withBirthday)
    {
        var one = maker.Any();
        var other = maker.Any(one.IsMan, one.Origin, withBirthday ? one.Born : null);
        if (withBirthday) other.Born = one.Born;
        (other.Surname, other.Given) = (one.Surname, [.. one.Given]);
        if (other.Given.Count > 1 && random.Happens(0.5)) other.Given.RemoveRange(1, other.Given.Count - 1);
        Apart(one, other);
        return Related(Relation.Namesake, withBirthday ? Traits.NamesakeWithBirthday | Traits.Namesake : Traits.Namesake, one, other);
    }

    /// <summary>What monitoring returns cannot tell apart. Some live in one town.</summary>
    public int SameInitialsAndBirthday()
    {
        var one = maker.Any();
        var other = maker.Any(one.IsMan, one.Origin, one.Born);
        // Rare initials are given up after a while; the two then have the same name.
        for (var tries = 0; !AreAlike(); tries++) (other.Surname, other.Given) = tries < 400 ? maker.OtherName(other) : (one.Surname, [.. one.Given]);
        other.Born = one.Born;
        if (random.Happens(0.3)) maker.Move(other, one.Home.Area);
        return Related(Relation.Namesake, Traits.SameInitialsAndBirthday, one, other);

        bool AreAlike() => other.Surname[0] == one.Surname[0] && other.Given.FirstOrDefault("-")[0] == one.Given.FirstOrDefault("-")[0];
    }

    /// <summary>Gives somebody the surname that their family has, by the custom of their names.</summary>
    private static TruePerson Family(TruePerson person, TruePerson of)
    {
        if (of.Origin.Custom is NameCustom.OneName or NameCustom.SinghOrKaur) return person;
        if (of.Origin.Custom == NameCustom.FathersNames && person.IsMan == of.IsMan && person.Given.Count > 1) person.Given[1] = of.Given[^1];
        if (person.Has(Traits.ChangedSurname) && !person.Has(Traits.ChangedSurnameBack)) person.FormerSurnames[0] = of.NameAtBirth;
        else person.Surname = of.NameAtBirth;
        // Who married somebody of the same name has changed nothing.
        if (person.FormerSurnames.Remove(person.Surname)) person.Traits &= ~(Traits.ChangedSurname | Traits.ChangedSurnameBack);
        return person;
    }

    private DateOnly Near(DateOnly born, int years)
    {
        var near = born.AddDays(random.Next(300, years * 365) * (random.Happens(0.5) ? 1 : -1));
        var (earliest, latest) = (PopulationYear.FirstDay.AddYears(-75), PopulationYear.FirstDay.AddYears(-16));
        return near < earliest || near > latest ? born.AddDays(born.Year > 1990 ? -random.Next(300, 900) : random.Next(300, 900)) : near;
    }

    private void Apart(TruePerson one, TruePerson other)
    {
        while (other.Home.Area == one.Home.Area) maker.Move(other, Areas.Any(random));
    }

    private int Together(Relation relation, Traits traits, double sameAddress, params TruePerson[] all)
    {
        foreach (var other in all.Skip(1))
            if (random.Happens(sameAddress)) other.Addresses[^1] = all[0].Home with { From = other.Home.From };
        return Related(relation, traits, all);
    }

    private int Related(Relation relation, Traits traits, params TruePerson[] all)
    {
        foreach (var person in all)
        {
            person.Traits |= traits;
            foreach (var other in all)
                if (other != person) person.Relatives.Add(new Relative(relation, other));
        }
        return Add(all);
    }

    private int Add(params TruePerson[] all)
    {
        people.AddRange(all);
        return all.Length;
    }
}
