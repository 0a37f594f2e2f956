using System.Text.RegularExpressions;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>The code tables that any source may share: complete for what was verified, silent about what was not found, of one mind about each of our own codes.</summary>
public class SharedCodeTests
{
    private const string Ours = "https://fhir.throughcare.example/CodeSystem/";

    /// <summary>Every verified code of the movement, requirement, case-note, NDTMS and TOP tables.</summary>
    private static readonly Dictionary<string, string> Verified = new()
    {
        ["movement-type"] = "ADM CRT REL TAP TRN",
        ["admission-reason"] = "24 25 26 27 29 A B C E ETB F G H I INT INTER J K L N O P R RECA S T TRNCRT TRNTAP U V W Y Z",
        ["transfer-reason"] = "28 ACCVISIT APPEALS AS COMP MED NOTR OJ OTHER OVCROW PRES PROAT PROD SEC",
        ["release-movement-reason"] = "CR DD DE DEC DL ECSL ESCP HO HP HQ NCS RO UAL UAL_ECL",
        ["temporary-absence-reason"] = "C3 C6",
        ["court-movement-reason"] = "CA CRT",
        ["delius-requirement"] = "3 7 E F G H I M N P RAC RAH RAP RAT RCF RDR RDT REM REX RIS RM59 RMT RRS RSP RUW T W X Y",
        ["delius-requirement-oasys"] = "3 7 E F G H I M N P RAC RAH RAP RAT RCF RDR RDT REM REX RIS RM59 RMT RRS RSP RUW T W X Y",
        ["delius-requirement-sub"] = "701 702 703 704 705 706 707 708 709 710 711 712 713 714 715 716 717 718 719 720 721 722 723 724 725 726 ALCMON EM1 EM2 LIAM LIAP PASR POSP PRIM W01 W02 W03 W05",
        ["delius-requirement-sub-oasys"] = "701 702 703 704 705 706 707 708 709 710 711 712 713 714 715 716 717 718 719 720 721 722 723 724 725 726 ALCMON EM1 EM2 LIAM LIAP PASR POSP PRIM W01 W02 W03 W05",
        ["case-note-type"] = "ATR DRR MHT",
        ["case-note-sub-type"] = "AREH-C AREH-R ATEST ATREA ATRIATP ATRRTO ATRRTTP DCOUN DTEST MHTIATP TCOUN",
        ["ndtms-substance"] = "1000 1011 1105 2100 2200 3100 3200 3201 3406 3409 4000 5000 6000 7000 8200 8300 8799 9005",
        ["ndtms-route"] = "1 2 3 4 5",
        ["ndtms-injecting"] = "C N P Z",
        ["ndtms-referral-source"] = "1 2 3 4 5 6 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25",
        ["ndtms-discharge"] = "1 2 3 4 5 6 7 8 9 10 11 12 13",
        ["ndtms-modality"] = "1 2 3 4 5 6 7 8 9 10 11 12 76 93 94 95 96",
        ["ndtms-setting"] = "1 2 3 4 5 6 7 8",
        ["ndtms-modality-exit"] = "A B C",
        ["ndtms-housing-need"] = "1 2 3",
        ["ndtms-sub-intervention"] = "PHPREGWTH PHSTIMWTH",
        ["top-field"] = "ACUTHPBM ALCUSE AMPHUSE ASSAULT CANNUSE COCAUSE CRAUSE DRGSELL EDUCAT HRISK IVDRGUSE OPIUSE OTDRGUSE OTHTHEFT PHSTAT PSYHSTAT PWORK QUALLIFE SHARING SHOTHEFT TOPDATE TOPID TRSTAGE",
    };

    /// <summary>The words of the texts, where a table has them as they are written there.</summary>
    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["ndtms-discharge-label"] = ["Incomplete", "Referred on (old code)", "Transferred - in custody", "Transferred - not in custody"],
        ["top-stage"] = ["Exit", "Post-treatment exit", "Review", "Start"],
        ["pbr-domain"] = ["employment", "free of drug(s) of dependence", "improved health and well-being", "reduced offending or continued nonoffending"],
        ["recovery-capital"] = ["cultural", "human", "material", "physical", "social"],
        ["setting"] = ["SCH", "STC", "YOI", "community", "court", "hostel", "in-patient", "police custody", "prison", "residential"],
        ["young-peoples-secure-estate"] = ["Secure Children's Homes", "Secure Training Centres", "Young Offenders Institutions"],
        ["housing-at-presentation"] = ["no fixed abode", "none", "other housing problem"],
        ["recovery-champion"] = ["community", "strategic", "therapeutic"],
        ["peer-role"] = ["co-ordinator of substance-free activities", "recovery coach", "resource co-ordinator", "support group facilitator", "workshop facilitator"],
        ["substance-word"] = ["Amyl Nitrate", "Anabolic steroids", "GBL/GHB", "Tranquilisers", "alcohol", "amphetamines", "cannabis", "crack cocaine", "ecstasy", "glues", "hallucinogens", "ketamine", "legal highs", "opiates", "over-the-counter medicines", "powder cocaine", "prescription-only medicines"],
        ["liaison-and-diversion-screen"] = ["alcohol", "drugs", "learning disability", "mental health"],
        ["children-of-clients"] = ["age", "number", "whereabouts"],
        ["requirement-word"] = ["Community Payback", "Drug Rehabilitation Requirement", "alcohol requirement", "drug requirement"],
        ["prison-programme"] = ["ADTP", "AIS", "ARV", "PASRO", "RAPt 12-step", "SDP", "STAR"],
        ["prison-word"] = ["Acklington", "Blundeston", "Brixton", "Bullingdon", "Foston Hall", "HMP Peterborough", "Highpoint", "Hollesley Bay", "Holloway", "Holme House", "Lincoln", "North Sea Camp", "Nottingham", "Onley", "Pentonville", "Ranby", "Stocken", "Styal", "Sudbury", "Wandsworth", "YOI/RC Glen Parva"],
        ["local-area-word"] = ["Blackburn with Darwen", "Bradford", "Brighton", "Bristol", "Cambridgeshire", "Camden", "Derby", "Gloucestershire", "Islington", "Kent", "Leeds", "Manchester", "Middlesbrough", "Newcastle", "Newham", "Sheffield", "Somerset", "Stockton", "Westminster"],
    };

    private static CodeTable Table(string name) => Translating.Tables.CodeTables.Single(table => table.File == $"codes/{name}.csv");

    private static string? To(string table, string code) => Table(table).Find(code, new DateOnly(2026, 11, 22)) is { Match: not CodeMatch.None } entry ? entry.To : null;

    private static List<(string Table, TableRecord Row)> Rows() =>
        [.. TableFile.Read(Repo.Mappings, "code-tables.csv", "table").SelectMany(table => TableFile.Read(Repo.Mappings, table["table"] + ".csv", "code", "because").Select(row => (table["table"], row)))];

    public static TheoryData<string> VerifiedTables => [.. Verified.Keys];

    public static TheoryData<string> WordTables => [.. Words.Keys];

    [Theory]
    [MemberData(nameof(VerifiedTables))]
    public void Every_verified_code_has_its_row_and_no_other_code_has_one(string table) =>
        Assert.Equal(Verified[table].Split(' ').Order(StringComparer.Ordinal), Table(table).Entries.Select(entry => entry.Code).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(WordTables))]
    public void Every_word_of_the_texts_has_its_row(string table) =>
        Assert.Equal(Words[table].Order(StringComparer.Ordinal), Table(table).Entries.Select(entry => entry.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_table_in_the_codes_folders_is_registered()
    {
        var registered = TableFile.Read(Repo.Mappings, "code-tables.csv", "table").Select(row => row["table"] + ".csv").ToHashSet();
        foreach (var file in Directory.EnumerateFiles(Repo.Mappings, "*.csv", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repo.Mappings, file).Replace('\\', '/')).Where(file => file.Contains("codes/", StringComparison.Ordinal))) Assert.Contains(file, registered);
        Assert.Equal(registered.Count, TableFile.Read(Repo.Mappings, "code-tables.csv", "table").Count);
    }

    [Fact]
    public void Every_system_has_one_name_and_every_name_is_registered()
    {
        var systems = TableFile.Read(Repo.Mappings, "systems.csv", "name", "url", "because");
        var names = systems.Select(row => row["name"]).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(systems.Select(row => row["url"]).Distinct(), systems.Select(row => row["url"]));
        foreach (var table in TableFile.Read(Repo.Mappings, "code-tables.csv", "from_system", "to_system", "because"))
        {
            Assert.Contains(table["from_system"], names);
            Assert.Contains(table["to_system"], names);
        }
        foreach (var (table, row) in Rows().Where(row => row.Row["to"].Contains('#', StringComparison.Ordinal))) Assert.True(names.Contains(row["to"].Split('#')[0]), $"{table}: {row["to"]}");
    }

    [Fact]
    public void Each_of_our_own_codes_has_one_display_everywhere()
    {
        var displays = Translating.Tables.CodeTables.SelectMany(table => table.Entries.Where(entry => entry.Match != CodeMatch.None).Select(entry => (table.File, entry.ToSystem, entry.To, entry.ToDisplay)))
            .Where(target => target.ToSystem.StartsWith(Ours, StringComparison.Ordinal)).ToList();
        Assert.All(displays, target => Assert.True(target.ToDisplay.Length > 0, $"{target.File}: {target.To} has no display."));
        foreach (var code in displays.GroupBy(target => (target.ToSystem, target.To)))
            Assert.True(code.Select(target => target.ToDisplay).Distinct().Count() == 1, $"{code.Key.To}: {string.Join(" / ", code.Select(target => $"{target.ToDisplay} ({target.File})"))}");
        foreach (var display in displays.GroupBy(target => (target.ToSystem, target.ToDisplay)))
            Assert.True(display.Select(target => target.To).Distinct().Count() == 1, $"{display.Key.ToDisplay}: {string.Join(" / ", display.Select(target => $"{target.To} ({target.File})"))}");
    }

    /// <summary>Tables that say what our own codes are elsewhere begin with codes that some table gives.</summary>
    [Theory]
    [InlineData("intervention-snomed")]
    [InlineData("medicine-snomed")]
    [InlineData("substance-snomed")]
    public void What_we_translate_for_others_is_a_code_of_ours(string name)
    {
        var table = Table(name);
        var given = Translating.Tables.CodeTables.SelectMany(other => other.Entries).Where(entry => entry.ToSystem == table.FromSystem).Select(entry => (entry.To, entry.ToDisplay)).ToHashSet();
        Assert.All(table.Entries, entry => Assert.Contains((entry.Code, entry.Display), given));
    }

    [Fact]
    public void Rows_are_in_the_order_of_their_codes_and_say_why()
    {
        foreach (var table in Rows().GroupBy(row => row.Table))
        {
            var codes = table.Select(row => row.Row["code"]).ToList();
            var late = codes.Zip(codes.Skip(1)).FirstOrDefault(pair => string.CompareOrdinal(pair.First, pair.Second) > 0);
            Assert.True(late == default, $"{table.Key}.csv: {late.Second} should come before {late.First}.");
            Assert.All(table, row => Assert.NotEmpty(row.Row["because"]));
        }
    }

    /// <summary>The trap of the probation codes: RDR looks like a rehabilitation requirement and is a testing one.</summary>
    [Fact]
    public void RDR_is_testing_and_RDT_is_rehabilitation()
    {
        Assert.Equal("drug-testing-requirement", To("delius-requirement", "RDR"));
        Assert.Equal("drug-rehabilitation-requirement", To("delius-requirement", "RDT"));
        Assert.Equal("DRUG_TESTING", To("delius-requirement-oasys", "RDR"));
        Assert.Equal("DRUG_REHABILITATION", To("delius-requirement-oasys", "RDT"));
        foreach (var (legacy, later) in new[] { ("G", "RDT"), ("H", "RAT"), ("P", "RMT"), ("E", "RDR"), ("I", "RIS"), ("M", "REM"), ("Y", "RSP"), ("W", "RUW"), ("3", "RRS"), ("X", "REX"), ("N", "RAC"), ("7", "RAP") })
        {
            Assert.Equal(To("delius-requirement", legacy), To("delius-requirement", later));
            Assert.Equal(To("delius-requirement-oasys", legacy), To("delius-requirement-oasys", later));
        }
    }

    [Fact]
    public void The_older_lookup_is_to_be_confirmed_and_NDTMS_is_out_of_date_in_the_rows_own_words()
    {
        foreach (var (table, row) in Rows())
        {
            if (table is "codes/delius-requirement" && row["code"] != "F") Assert.Contains("confirm before go-live", row["because"], StringComparison.Ordinal);
            if (table.StartsWith("codes/ndtms-", StringComparison.Ordinal) && table is not ("codes/ndtms-discharge-label" or "codes/ndtms-sub-intervention")) Assert.Contains("c. 2012, out of date", row["because"], StringComparison.Ordinal);
        }
    }

    /// <summary>What was looked for and not found is not made up.</summary>
    [Fact]
    public void Nothing_is_here_that_was_not_found()
    {
        Assert.DoesNotContain(Table("ndtms-discharge-label").Entries, entry => entry.Code.Any(char.IsAsciiDigit));
        Assert.DoesNotContain(Table("ndtms-discharge").Entries, entry => entry.Display.Contains("custody", StringComparison.OrdinalIgnoreCase));
        string[] unconfirmed = ["387286002", "387173000", "372890007"];
        foreach (var (table, row) in Rows())
        {
            Assert.All(unconfirmed, code => Assert.False(row.Columns.Any(column => row[column].Contains(code, StringComparison.Ordinal)), $"{table}: {code}"));
            Assert.False(Regex.IsMatch(row["to"], "^(E0|W0)[0-9]{7}$"), $"{table}: {row["to"]} looks like an ONS code.");
        }
        foreach (var table in new[] { "NCS", "RO" }) Assert.Null(To("release-movement-reason", table));
    }

    [Fact]
    public void The_shared_rows_claim_nobodys_agreement() =>
        Assert.All(Rows().Where(row => row.Table.StartsWith("codes/", StringComparison.Ordinal) && row.Table != "codes/prison"), row => Assert.Equal("", row.Row["agreed_by"]));

    [Fact]
    public void What_prison_healthcare_and_a_community_service_both_say_is_one_code()
    {
        Assert.Equal("solvent-misuse", To("ndtms-substance", "6000"));
        Assert.Equal("mdma-misuse", To("ndtms-substance", "3406"));
        Assert.Equal("mdma-misuse", To("substance-word", "ecstasy"));
        Assert.Equal("current", To("ndtms-injecting", "C"));
        Assert.Equal("injected", To("ndtms-route", "1"));
        Assert.Equal(To("recovery-capital", "physical"), To("recovery-capital", "material"));
        Assert.Equal("no-fixed-abode", To("ndtms-housing-need", "1"));
        Assert.Equal("no-fixed-abode", To("housing-at-presentation", "no fixed abode"));
        Assert.Equal("prison", To("ndtms-setting", "5"));
        Assert.Equal("unpaid-work-requirement", To("requirement-word", "Community Payback"));
    }

    [Fact]
    public void The_outcome_table_has_the_eight_outcomes()
    {
        var table = Table("outcome-domain");
        Assert.Equal(8, table.Entries.Select(entry => entry.To).Distinct().Count());
        var known = table.Entries.Select(entry => entry.To).ToHashSet();
        Assert.All(Table("pbr-domain").Entries, entry => Assert.Contains(entry.To, known));
        Assert.All(Translating.Tables.CodeTables.Single(goals => goals.File == "prison-healthcare/codes/goal-domain.csv").Entries, entry => Assert.Contains(entry.To, known));
    }

    /// <summary>The lists above against the research they were taken from.</summary>
    [SharedFact]
    public void The_list_of_verified_codes_is_the_one_of_the_research()
    {
        var text = File.ReadAllText(Path.Combine(Repo.Shared!, "domain", "anchors.md"));
        Assert.Equal(Verified["admission-reason"], Sorted(Codes(Between(text, "**ADM** [V]: ", "\n**TRN**"), " · ")));
        Assert.Equal(Verified["transfer-reason"], Sorted(Codes(Between(text, "**TRN** [V]: ", "\n**REL**"), " · ")));
        Assert.Equal(Verified["ndtms-substance"], Sorted(Codes(Between(text, "- Substance: ", "\n"), " · ")));
        Assert.Equal(Verified["top-field"], Sorted(Between(text, "Field names [V CAN]: ", ". The 0–20").Split(' ')));
        foreach (var (table, from) in new[] { ("ndtms-referral-source", "- Referral source: "), ("ndtms-discharge", "- Discharge (old scheme): "), ("ndtms-housing-need", "- Housing need ") })
            Assert.Equal(Verified[table].Split(' '), Regex.Matches(Between(text, from, "\n"), @"(?<=^|[ *])\d+(?= )").Select(code => code.Value));
        foreach (var code in Verified["release-movement-reason"].Split(' ')) Assert.Matches($@"\| [A-Z_/ ]*\b{code}\b[A-Z_/ ]* \|", text);
        foreach (var code in Verified["delius-requirement"].Split(' ')) Assert.Matches($@"[| /(]{code}[ /,;|(]", Between(text, "| requirement | legacy code", "**Trap") + " " + Between(text, "is drug *rehabilitation*.** ", "(RAR)"));
        var confirmed = Between(text, "Confirmed in a published IG/NHS file: ", "**Not safely confirmed");
        foreach (var entry in Translating.Tables.CodeTables.SelectMany(table => table.Entries).Where(entry => entry.ToSystem == "http://snomed.info/sct")) Assert.Contains($"{entry.To} {entry.ToDisplay}", confirmed, StringComparison.Ordinal);

        static string Between(string text, string from, string to)
        {
            var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
            return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
        }

        static IEnumerable<string> Codes(string list, string apart) => list.Split(apart).Select(item => item.Split(' ')[0].TrimEnd('.'));
        static string Sorted(IEnumerable<string> codes) => string.Join(' ', codes.Order(StringComparer.Ordinal));
    }
}
