namespace Throughcare.Benchmarks.Population;

/// <summary>What the population is made of. Those with a source are of policy.md section 5; the others are invented.</summary>
internal static class Shares
{
    /// <summary>Section 5b: 9% of people who came for treatment had no fixed abode.</summary>
    public const double NoFixedAbode = 0.09;

    /// <summary>Section 5b: a third of people in treatment have parental responsibility for children.</summary>
    public const double WithChildren = 1.0 / 3;

    /// <summary>Section 5a: between a third and a half of people received into prison have a drug problem.</summary>
    public const double DrugProblemInPrison = 0.42;

    /// <summary>Section 5a: one in five prisoners had an alcohol problem on entry; of men it is 19%.</summary>
    public const double AlcoholMen = 0.19;

    /// <summary>Section 5a: 29% in women's prisons.</summary>
    public const double AlcoholWomen = 0.29;

    /// <summary>Section 5a: 30% in young offender institutions.</summary>
    public const double AlcoholYoung = 0.30;

    /// <summary>Invented. Women among people who are in prison or in treatment.</summary>
    public const double Women = 0.24;

    /// <summary>Invented. Men of the population who have ever been in prison.</summary>
    public const double MenInPrison = 0.60;

    /// <summary>Invented. Women of the population who have ever been in prison.</summary>
    public const double WomenInPrison = 0.28;

    /// <summary>Invented. Who was never in prison is mostly in the population because of treatment.</summary>
    public const double DrugProblemElsewhere = 0.70;

    /// <summary>Invented. People with a drug or alcohol problem who are or were with a community service.</summary>
    public const double InTreatment = 0.85;

    /// <summary>Invented. People in treatment who were with a second service in another place.</summary>
    public const double SecondService = 0.22;

    /// <summary>Invented. Lives in a hostel or approved premises now.</summary>
    public const double Hostel = 0.06;

    /// <summary>Invented. An earlier address was a hostel.</summary>
    public const double EarlierHostel = 0.08;

    /// <summary>Invented. Has gone by another full name.</summary>
    public const double Alias = 0.06;

    /// <summary>Invented. Women over 22 who took another surname on marriage.</summary>
    public const double WomenChanged = 0.35;

    /// <summary>Invented. Men who did.</summary>
    public const double MenChanged = 0.01;

    /// <summary>Invented. Of these, those who went back to the first.</summary>
    public const double ChangedBack = 0.35;

    /// <summary>Invented, and higher than it is. Recorded with another sex than before.</summary>
    public const double ChangedSex = 0.006;

    /// <summary>Invented. Was given two prison numbers or CRNs by mistake; HMPPS has events by which such records are merged (anchors.md section 2.1).</summary>
    public const double EnteredTwice = 0.01;

    /// <summary>Invented. Registered with a practice; a third less of people with no fixed abode.</summary>
    public const double WithPractice = 0.88;

    /// <summary>Households and strangers as they are made, in hundredths; twins and namesakes are more than they are in life, so that there are enough of them to count.</summary>
    public static readonly IReadOnlyList<(Func<Households, int> Make, double Share)> Households =
    [
        (made => made.Single(), 79), (made => made.Couple(), 5), (made => made.Siblings(), 5), (made => made.Twins(), 2), (made => made.FatherAndSon(), 1.5), (made => made.ParentAndChild(), 3),
        (made => made.Namesakes(false), 2), (made => made.Namesakes(true), 1), (made => made.SameInitialsAndBirthday(), 1.5),
    ];
}
