namespace Throughcare.Benchmarks.Population;

/// <summary>Names people as their families would.</summary>
/// <param name="random">Of the block that is being made.</param>
internal sealed class Naming(Random random)
{
    /// <summary>Share of the British with one of the surnames listed; the others have one of the many rare ones. Invented so that the most common surname is that of one in a hundred.</summary>
    private const double Listed = 0.45;

    public string Surname(Origin origin, bool isMan)
    {
        if (origin.Custom == NameCustom.SinghOrKaur && random.Happens(0.4)) return isMan ? "Singh" : "Kaur";
        if (origin.Custom == NameCustom.TitleFirst && !isMan && random.Happens(0.35)) return random.OneOf(["Begum", "Bibi", "Khatun", "Akhtar", "Parveen"]);
        if (origin.Custom == NameCustom.TwoSurnames) return Listing() + " " + Listing();
        if (origin == Origins.British && !random.Happens(Listed)) return Rare();
        var name = Listing();
        // A double-barrelled surname, with its hyphen or without.
        if (origin.Custom == NameCustom.SharedSurname && random.Happens(0.03)) return name + (random.Happens(0.8) ? "-" : " ") + (origin == Origins.British ? Rare() : Listing());
        return name;

        string Listing() => random.Common(origin.Surnames, origin.Flat);
    }

    /// <param name="year">Of birth.</param>
    public List<string> Given(Origin origin, int year, bool isMan)
    {
        // One in ten is named after somebody older.
        var first = random.Common(origin.ForenamesOf(random.Happens(0.1) ? year - 20 : year, isMan), 10);
        if (random.Happens(0.015) && origin == Origins.British) first += "-" + random.Common(isMan ? BritishNames.MenSecond : BritishNames.WomenSecond, 5);
        switch (origin.Custom)
        {
            case NameCustom.OneName: return [];
            case NameCustom.TitleFirst when isMan && random.Happens(0.4): return ["Mohammed", first == "Mohammed" ? "Tariq" : first];
            case NameCustom.SinghOrKaur when random.Happens(0.5): return [first, isMan ? "Singh" : "Kaur"];
            case NameCustom.FathersNames: return [first, random.Common(origin.ForenamesOf(year - 25, true), 6)];
            case NameCustom.FamilyFirst or NameCustom.TwoSurnames: return [.. first.Split(' ')];
        }
        var given = new List<string> { first };
        if (origin.Custom == NameCustom.SharedSurname && random.Happens(0.7)) given.Add(Second());
        if (given.Count == 2 && random.Happens(0.1)) given.Add(Second());
        return given;

        string Second() => origin == Origins.British ? random.Common(isMan ? BritishNames.MenSecond : BritishNames.WomenSecond, 6) : random.Common(origin.ForenamesOf(year, isMan), 10);
    }

    /// <summary>Pairs that parents of twins find pretty. Invented from hearing.</summary>
    public static readonly (string One, string Other, bool IsMan)[] Alike =
    [
        ("Jayden", "Jaydon", true), ("Kieran", "Kieron", true), ("Darren", "Daren", true), ("Connor", "Conor", true), ("Jordan", "Jorden", true), ("Tyler", "Tyla", true), ("Brandon", "Brendon", true), ("Reece", "Rhys", true),
        ("Mohammed", "Muhammad", true), ("Hassan", "Hussain", true), ("Callum", "Calum", true), ("Robbie", "Bobby", true), ("Adam", "Aidan", true), ("Shane", "Shaun", true), ("Jamie", "Jimmy", true), ("Kyle", "Kylan", true),
        ("Chloe", "Cleo", false), ("Shannon", "Shanon", false), ("Kerry", "Kelly", false), ("Lauren", "Laurel", false), ("Ayesha", "Aisha", false), ("Gemma", "Jemma", false), ("Rachel", "Rachael", false), ("Katie", "Kate", false),
        ("Leah", "Lea", false), ("Jade", "Jada", false), ("Megan", "Meghan", false), ("Emily", "Emilie", false), ("Anna", "Hannah", false), ("Zara", "Sara", false), ("Kayleigh", "Hayleigh", false), ("Tia", "Thea", false),
    ];

    private string Rare() => random.OneOf(BritishNames.Beginnings) + random.OneOf(BritishNames.Ends);
}
