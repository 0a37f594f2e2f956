namespace Throughcare.Benchmarks.Population;

/// <summary>A person as they truly are. Invented; made by <see cref="TruePeople"/> and not changed afterwards.</summary>
internal sealed class TruePerson
{
    /// <summary>Tells the person from all others of the population; never in a record.</summary>
    public int Index { get; set; }

    public required Origin Origin { get; init; }

    public required bool IsMan { get; set; }

    /// <summary>Forenames of the time when the other sex was recorded; null for people for whom that never was.</summary>
    public List<string>? GivenBefore { get; set; }

    /// <summary>1 January of the year that the person says where the birthday is not known.</summary>
    public required DateOnly Born { get; set; }

    /// <summary>As on papers; none for people with one name.</summary>
    public required List<string> Given { get; set; }

    public required string Surname { get; set; }

    /// <summary>What friends say instead of the first name; null where they say that.</summary>
    public string? KnownAs { get; set; }

    /// <summary>Those that are not the surname now.</summary>
    public List<string> FormerSurnames { get; } = [];

    /// <summary>Other full names the person has gone by.</summary>
    public List<KnownName> Aliases { get; } = [];

    /// <summary>The oldest first; the last is where the person lives now.</summary>
    public List<Address> Addresses { get; } = [];

    /// <summary>ODS code of the practice; null for people without one.</summary>
    public string? Practice { get; set; }

    /// <summary>Passes its check; of the range kept for tests.</summary>
    public string NhsNumber { get; set; } = "";

    /// <summary>Those the person has; two where somebody entered them again.</summary>
    public List<string> PrisonNumbers { get; } = [];

    /// <summary>Those the person has; two where somebody entered them again.</summary>
    public List<string> Crns { get; } = [];

    /// <summary>Of people who were once arrested.</summary>
    public string? Pnc { get; set; }

    /// <summary>Of people who were once arrested.</summary>
    public string? Cro { get; set; }

    /// <summary>The treatment services the person is or was with, and their number there.</summary>
    public List<(Provider Provider, string Client)> Clients { get; } = [];

    /// <summary>ODS codes of the hospitals the person was at, and their number there.</summary>
    public List<(string Hospital, string Number)> Hospitals { get; } = [];

    public required string Phone { get; init; }

    public Traits Traits { get; set; }

    public List<Relative> Relatives { get; } = [];

    public bool WasInPrison { get; set; }

    /// <summary>Uses drugs in a way that is a problem.</summary>
    public bool HasDrugProblem { get; set; }

    public bool HasAlcoholProblem { get; set; }

    /// <summary>The main one first; none for people with neither problem.</summary>
    public IReadOnlyList<Substance> Substances { get; set; } = [];

    /// <summary>Whether a substitute is prescribed to people like this one.</summary>
    public bool HasOpioidProblem => Substances.Any(substance => substance.IsOpioid);

    /// <summary>Children the person is responsible for.</summary>
    public int Children { get; set; }

    /// <summary>Somebody else's prison number that differs from the person's in one character; null where there is none.</summary>
    public string? NearPrisonNumber { get; set; }

    /// <summary>Somebody else's CRN that differs from the person's in one character; null where there is none.</summary>
    public string? NearCrn { get; set; }

    public string NameAtBirth => Has(Traits.ChangedSurname) && !Has(Traits.ChangedSurnameBack) ? FormerSurnames[0] : Surname;

    public Address Home => Addresses[^1];

    public bool Has(Traits trait) => (Traits & trait) == trait;

    public TruePerson? RelativeBy(Relation relation) => Relatives.Find(relative => relative.Relation == relation)?.Other;

    /// <summary>Everything that is true of the person, on one line, to compare and to print.</summary>
    public override string ToString() => string.Join('|',
        Index, new KnownName(Surname, Given), KnownAs, string.Join(',', FormerSurnames), string.Join(',', Aliases), Born.ToString("O"), IsMan ? "male" : "female", GivenBefore is null ? "" : string.Join(' ', GivenBefore),
        string.Join(',', Addresses.Select(address => $"{address.From:O} {address.Kind} {address.Line} {address.Postcode} {address.Area.Town}")), Practice, NhsNumber, string.Join(',', PrisonNumbers), string.Join(',', Crns), Pnc, Cro,
        string.Join(',', Clients.Select(client => client.Provider.Ods + client.Client)), string.Join(',', Hospitals), Phone, Traits, Children, WasInPrison, HasDrugProblem, HasAlcoholProblem, string.Join(',', Substances.Select(substance => substance.Prison)), NearPrisonNumber, NearCrn, string.Join(',', Relatives.Select(relative => $"{relative.Relation}{relative.Other.Index}")));
}
