namespace Throughcare.Benchmarks.Population;

/// <summary>In what a record differs from the truth.</summary>
[Flags]
internal enum Deviations
{
    None = 0,

    /// <summary>A key beside the right one, a letter twice, one missing, two in the wrong order.</summary>
    NameMistyped = 1,

    /// <summary>Written as it sounds.</summary>
    SpeltByEar = 1 << 1,

    /// <summary>Forename and surname in each other's place.</summary>
    NamesSwapped = 1 << 2,
    MiddleAsFirst = 1 << 3,
    Nickname = 1 << 4,

    /// <summary>A surname from before a marriage or from during it.</summary>
    FormerSurname = 1 << 5,

    /// <summary>Names and sex from before the other sex was recorded.</summary>
    BeforeSexChanged = 1 << 6,
    Alias = 1 << 7,

    /// <summary>The person said they were their brother or sister.</summary>
    SiblingsIdentity = 1 << 8,

    /// <summary>The clerk took another part of the name for the surname than the family does.</summary>
    CustomMisread = 1 << 9,
    DayAndMonthSwapped = 1 << 10,
    BirthDigitWrong = 1 << 11,
    TenYearsOff = 1 << 12,

    /// <summary>1 January of the right year, though the birthday is known to others.</summary>
    FirstOfJanuary = 1 << 13,

    /// <summary>Only the year, or year and month.</summary>
    BirthInPart = 1 << 14,
    BirthMissing = 1 << 15,
    SexWrong = 1 << 16,
    SexUnknown = 1 << 17,

    /// <summary>Of where the person lived before.</summary>
    OldPostcode = 1 << 18,
    PostcodeMissing = 1 << 19,
    PostcodeMistyped = 1 << 20,

    /// <summary>An NHS number that is none; it is held as nhs-number-as-sent, as the product does.</summary>
    NhsNumberFails = 1 << 21,

    /// <summary>The NHS number of the twin, the partner or another of the family.</summary>
    NhsNumberOfRelative = 1 << 22,

    /// <summary>A prison number or CRN that is a stranger's.</summary>
    NumberOfStranger = 1 << 23,

    /// <summary>A prison number or CRN with one digit wrong; mostly nobody has it.</summary>
    NumberMistyped = 1 << 24,

    /// <summary>No fault: middle names are missing, or are initials.</summary>
    MiddleMissing = 1 << 25,

    /// <summary>No fault: accents and the like are left out.</summary>
    PlainLetters = 1 << 26,

    /// <summary>Of the forename only the initial.</summary>
    ForenameInitial = 1 << 27,

    /// <summary>What is no fault of the record but the agency's custom.</summary>
    Customary = MiddleMissing | PlainLetters,

    /// <summary>Those that show in initials, if the initials differ.</summary>
    OfNames = ForenameInitial | NameMistyped | SpeltByEar | NamesSwapped | MiddleAsFirst | Nickname | FormerSurname | CustomMisread | PlainLetters,

    /// <summary>Those that an extract with initials, birth date and sex can show.</summary>
    OfExtract = OfNames | BeforeSexChanged | Alias | SiblingsIdentity | DayAndMonthSwapped | BirthDigitWrong | TenYearsOff | FirstOfJanuary | BirthInPart | BirthMissing | SexWrong | SexUnknown,
}
