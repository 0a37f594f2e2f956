using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Handovers;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>What an analyst is told when a table is wrong: file, row, what, and what to write instead.</summary>
public sealed class TableTests : IDisposable
{
    private readonly string folder = Repo.CopyOfMappings();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,odder,Odder,alike,why,,,", "\"match\" is same, broader, narrower or none.")]
    [InlineData("prison-healthcare/codes/sex.csv", "M,Male,male,Male,same,again,,,", "\"M\" is already on row 4. Keep one of them, or give them days that do not meet.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,other,Other,same,,,,", "\"because\" is empty. Say in a few words why X becomes other.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,other,Other,same,why,,01/02/2026,", "\"valid_from\" is not a day. Write it like 2026-01-31.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other, and more,other,Other,same,why,,,", "10 cells where the header has 9. A comma inside a cell needs \"quotes\" around the whole cell.")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus,person.marital,konzept,,,,,,", "\"konzept\" is not a conversion.")]
    [InlineData("prison-healthcare/fields.csv", "persona,gender,person.sex,text,,,,,,", "\"persona\" is not an entry. The names are in prison-healthcare/entries.csv.")]
    [InlineData("prison-healthcare/fields.csv", "person,gender,person.sex,text,,,,,,", "\"gender\" has a value on row 16 already. Remove one, or say in \"when\" which of them holds.")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus,person.marital,concept,marital,,,,,", "\"marital\" is not a code table. The names are in code-tables.csv.")]
    [InlineData("prison-healthcare/entries.csv", "release-notice,extra,unheard-of,Flag,,noticeId,,,,why", "\"unheard-of\" is not a kind of fact. The names are in facts.csv.")]
    [InlineData("hmpps-domain-events/movements.csv", "any,any,CR,x,finished,why", "the last rule catches everything: write \"any\" in every if_ column.")]
    public void A_wrong_row_is_reported_with_its_place_and_what_to_do(string file, string row, string expected)
    {
        var path = Path.Combine(folder, file);
        File.AppendAllText(path, row + "\n");
        var fault = Assert.Throws<TableFault>(() => Tables.Load(folder));
        Assert.StartsWith($"{file}, row {File.ReadAllLines(path).Length}: {expected}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        File.WriteAllText(Path.Combine(folder, "facts.csv"), "kind,meets\nperson,person\n");
        Assert.Equal("facts.csv, row 1: column \"fill\" is missing. The header is kind,meets,fill,in_plan,one_active,unusable_status,because", Assert.Throws<TableFault>(() => Tables.Load(folder)).Message);
    }

    [Fact]
    public void A_sample_is_no_table_and_changes_no_version()
    {
        var before = Tables.Load(folder).Version;
        File.AppendAllText(Path.Combine(folder, "ndtms-returns/samples/normal.csv"), "more\n");
        Assert.Equal(before, Tables.Load(folder).Version);
        File.AppendAllText(Path.Combine(folder, "ndtms-returns/unused.csv"), "\n");
        Assert.NotEqual(before, Tables.Load(folder).Version);
    }

    [Fact]
    public void A_code_is_looked_up_for_the_day()
    {
        File.AppendAllText(Path.Combine(folder, "prison-healthcare/codes/risk.csv"), "NEW,First meaning,first,First,same,why,,2020-01-01,2020-12-31\nNEW,Second meaning,second,Second,same,why,,2021-01-01,\n");
        var table = Tables.Load(folder).CodeTables.Single(table => table.File == "prison-healthcare/codes/risk.csv");
        Assert.Null(table.Find("NEW", new DateOnly(2019, 12, 31)));
        Assert.Equal("first", table.Find("NEW", new DateOnly(2020, 12, 31))!.To);
        Assert.Equal("second", table.Find("NEW", new DateOnly(2021, 1, 1))!.To);
    }

    [Fact]
    public void What_means_less_or_more_keeps_the_senders_code_beside_ours()
    {
        var table = Translating.Tables.CodeTables.Single(table => table.File == "prison-healthcare/codes/goal-domain.csv");
        var concept = JsonNode.Parse($"{{{Encoding.UTF8.GetString(table.Find("OST", new DateOnly(2026, 1, 1))!.Codings).TrimEnd(',')}}}");
        Assert.Equal(["freedom-from-dependence", "OST"], concept!["coding"]!.AsArray().Select(coding => coding.TextAt("code")!));
    }

    [Fact]
    public void Every_goal_has_one_of_the_eight_outcome_domains()
    {
        var domains = Translating.Tables.CodeTables.Single(table => table.File == "prison-healthcare/codes/goal-domain.csv").Entries.Select(entry => entry.To).Distinct().Order();
        Assert.Equal(["better-relationships", "effective-parenting", "freedom-from-dependence", "health-and-wellbeing", "less-crime", "preventing-deaths-and-viruses", "suitable-accommodation", "sustained-employment"], domains);
    }

    /// <summary>A SNOMED CT or dm+d number is only here if a published guide confirms it.</summary>
    [Fact]
    public void Only_confirmed_SNOMED_codes_are_used()
    {
        string[] confirmed = ["75544000", "5602001", "266707007", "56876005", "425741009", "734163000"];
        Assert.All(Translating.Tables.CodeTables.SelectMany(table => table.Entries).Where(entry => entry.ToSystem.Contains("snomed", StringComparison.Ordinal)), entry => Assert.Contains(entry.To, confirmed));
        Assert.DoesNotContain(Translating.Tables.Systems.Values, url => url.Contains("dmd", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_event_that_a_rule_can_give_has_its_row_in_subscriptions()
    {
        var known = TableFile.Read(Repo.Mappings, "subscriptions.csv", "event").Select(row => row["event"]).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(Repo.Mappings, "movements.csv", SearchOption.AllDirectories))
            foreach (var row in TableFile.Read(Repo.Mappings, Path.GetRelativePath(Repo.Mappings, file), "event")) Assert.Contains(row["event"], known);
    }

    [Fact]
    public void Every_route_leads_to_a_recipient_and_every_area_is_routed()
    {
        var routing = new Routing(Translating.Tables);
        var areas = TableFile.Read(Repo.Mappings, "areas.csv", "area").Select(row => row["area"]).Distinct();
        var routed = TableFile.Read(Repo.Mappings, "routes.csv", "role", "value").Select(row => (row["role"], row["value"])).ToHashSet();
        foreach (var area in areas) foreach (var role in routing.Roles.Values.Where(role => role.PlaceBy == "home-area")) Assert.Contains((role.Name, area), routed);
    }
}
