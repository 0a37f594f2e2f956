namespace Throughcare.Benchmarks.Population;

/// <summary>The towns of the population, the most populous first but for the four that the product's tables know, which lead. Sizes are invented.</summary>
internal static class Areas
{
    /// <summary>Second halves of postcodes end in two of these: C, I, K, M, O and V are never used there.</summary>
    public const string Inward = "ABDEFGHJLNPQRSTUWXYZ";

    /// <summary>What the NHS writes for no fixed abode (NHS Data Dictionary, Postcode of usual address).</summary>
    public const string NoFixedAbode = "ZZ99 3VZ";

    public static readonly string[] Streets = "Sample,Canal,Tannery,Old Mill,Beacon,Gable,Station,Victoria,Albert,Church,Chapel,Moorland,Park,Quarry,Orchard,Linden,Hawthorn,Grange,Bridge,Foundry,Weaver,Cobden,Gladstone,Cromwell,Bevan,Attlee,Coronation,Jubilee,Nelson".Split(',');

    public static readonly string[] Kinds = "Road,Street,Lane,Avenue,Close,Court,Terrace,Crescent,Grove,Place,Walk".Split(',');

    public static readonly IReadOnlyList<Area> All = [.. new (string Town, string Districts)[]
    {
        ("Wrexham", "LL11 LL12 LL13 LL14"), ("Leeds", "LS2 LS6 LS7 LS8 LS9 LS10 LS11 LS12 LS13 LS14 LS15"), ("Wakefield", "WF1 WF2 WF8 WF9 WF10"), ("Bradford", "BD1 BD2 BD3 BD4 BD5 BD7 BD8 BD9 BD21"),
        ("Manchester", "M4 M8 M9 M11 M12 M13 M14 M16 M40"), ("Liverpool", "L4 L5 L6 L7 L8 L20"), ("Birmingham", "B6 B7 B8 B9 B10 B18 B19 B20 B23 B33"), ("Newcastle", "NE1 NE4 NE5 NE6 NE8"), ("Middlesbrough", "TS1 TS3 TS4 TS18"), ("Sheffield", "S2 S3 S4 S5 S6 S9"),
        ("Bristol", "BS2 BS4 BS5 BS13"), ("Nottingham", "NG1 NG3 NG5 NG7"), ("Hull", "HU1 HU2 HU3 HU5 HU7"), ("Derby", "DE1 DE22 DE23"), ("Stoke", "ST1 ST3 ST4 ST6"), ("Blackburn", "BB1 BB2"), ("Newham", "E6 E7 E13 E15"), ("Camden", "NW1 NW5 WC1"),
        ("Croydon", "CR0 CR4 CR7"), ("Brighton", "BN1 BN2"), ("Southampton", "SO14 SO15 SO19"), ("Plymouth", "PL1 PL2 PL4"), ("Norwich", "NR1 NR2 NR3"), ("Kent", "CT1 CT9 ME4 ME7"), ("Gloucester", "GL1 GL2"), ("Taunton", "TA1 TA2 TA6"), ("Doncaster", "DN1 DN2 DN4"), ("Cambridge", "CB1 CB4 CB5"), ("Cardiff", "CF3 CF5 CF10 CF24"), ("Swansea", "SA1 SA2 SA5"),
    }.Select((area, number) => new Area(number, area.Town, area.Districts.Split(' ')))];

    public static Area Any(Random random) => random.Common(All, 12);
}
