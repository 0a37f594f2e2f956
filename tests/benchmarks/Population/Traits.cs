namespace Throughcare.Benchmarks.Population;

/// <summary>What makes a person hard to tell from others, or to find again.</summary>
[Flags]
internal enum Traits
{
    None = 0,
    Twin = 1,

    /// <summary>A twin of the same sex.</summary>
    SameSexTwin = 1 << 1,

    /// <summary>A twin whose forename is nearly the other's.</summary>
    LikeNamedTwin = 1 << 2,

    /// <summary>Father and son have the same forename and surname and, mostly, the same address.</summary>
    FatherAndSon = 1 << 3,
    Sibling = 1 << 4,
    Couple = 1 << 5,

    /// <summary>A stranger has the same full name.</summary>
    Namesake = 1 << 6,

    /// <summary>A stranger elsewhere has the same full name and the same birthday.</summary>
    NamesakeWithBirthday = 1 << 7,

    /// <summary>A stranger has the same initials, sex and birthday.</summary>
    SameInitialsAndBirthday = 1 << 8,

    /// <summary>Lives or has lived at a hostel or approved premises.</summary>
    Hostel = 1 << 9,

    /// <summary>Is of no fixed abode now.</summary>
    NoFixedAbode = 1 << 10,

    /// <summary>Says now and then that they are their brother or sister.</summary>
    BorrowsIdentity = 1 << 11,

    /// <summary>Took another surname on marriage.</summary>
    ChangedSurname = 1 << 12,

    /// <summary>Took it and went back to the first.</summary>
    ChangedSurnameBack = 1 << 13,

    /// <summary>Is recorded with another sex than before, mostly with another forename too.</summary>
    ChangedSex = 1 << 14,
    OneName = 1 << 15,
    FamilyNameFirst = 1 << 16,

    /// <summary>Nobody knows the birthday: it is 1 January everywhere.</summary>
    BirthdayNotKnown = 1 << 17,

    /// <summary>Has gone by another full name.</summary>
    Alias = 1 << 18,

    /// <summary>Was given two prison numbers or two CRNs by mistake.</summary>
    EnteredTwice = 1 << 19,
    ParentAndChild = 1 << 20,
}
