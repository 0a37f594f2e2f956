namespace Throughcare.Benchmarks.Population;

/// <summary>How a full name is put together, which decides how clerks get it wrong.</summary>
internal enum NameCustom
{
    /// <summary>Forenames, then a surname that the family shares.</summary>
    SharedSurname,

    /// <summary>The family name is said first: clerks often take it for the forename.</summary>
    FamilyFirst,

    /// <summary>Two surnames, one from each parent: either is taken for the surname.</summary>
    TwoSurnames,

    /// <summary>Own name, father's, grandfather's: brothers share the last two, and any of them becomes "the surname".</summary>
    FathersNames,

    /// <summary>Singh for men and Kaur for women, as middle name or as surname.</summary>
    SinghOrKaur,

    /// <summary>Men may have a respectful first name that nobody calls them by, women a last name that is none of the family's.</summary>
    TitleFirst,

    /// <summary>One name and no more.</summary>
    OneName,
}
