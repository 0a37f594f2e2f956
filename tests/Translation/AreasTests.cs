using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>Police areas and local authorities do not have the same borders, and both change.</summary>
public sealed class AreasTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private readonly string folder = Repo.CopyOfMappings();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private const string Links = "police-areas-local-authorities.csv";

    [Fact]
    public void A_police_area_has_several_local_authorities_on_the_day()
    {
        var areas = Areas.Read(folder);
        Assert.Equal(["Bradford", "Leeds", "Wakefield"], areas.LocalAuthoritiesOf("west-yorkshire", Today).Select(area => area.Name));
        Assert.Equal(["Avon and Somerset"], areas.PoliceAreasOf("somerset", Today).Select(area => area.Name));
        Assert.Equal(["Cleveland"], areas.PoliceAreasOf("middlesbrough", Today).Select(area => area.Name));
        Assert.Empty(areas.PoliceAreasOf("middlesbrough", new DateOnly(1990, 1, 1)));
        Assert.Empty(areas.LocalAuthoritiesOf("nowhere", Today));
    }

    [Fact]
    public void A_local_authority_moves_from_one_police_area_to_another()
    {
        var path = Path.Combine(folder, Links);
        File.WriteAllText(path, File.ReadAllText(path).Replace("north-wales,wrexham,1996-04-01,,", "north-wales,wrexham,1996-04-01,2030-03-31,", StringComparison.Ordinal) + "west-yorkshire,wrexham,2030-04-01,,test\n");
        var areas = Areas.Read(folder);
        Assert.Equal("North Wales", Assert.Single(areas.PoliceAreasOf("wrexham", new DateOnly(2030, 3, 31))).Name);
        Assert.Equal("West Yorkshire", Assert.Single(areas.PoliceAreasOf("wrexham", new DateOnly(2030, 4, 1))).Name);
        Assert.DoesNotContain("Wrexham", areas.LocalAuthoritiesOf("north-wales", new DateOnly(2030, 4, 1)).Select(area => area.Name));
    }

    [Fact]
    public void A_local_authority_may_lie_in_two_police_areas()
    {
        File.AppendAllText(Path.Combine(folder, Links), "west-yorkshire,sheffield,,,test\n");
        Assert.Equal(["South Yorkshire", "West Yorkshire"], Areas.Read(folder).PoliceAreasOf("sheffield", Today).Select(area => area.Name));
    }

    [Theory]
    [InlineData("west-yorkshire,nowhere,,,why", "\"nowhere\" has no row in local-authorities.csv. Add one, or correct its name.")]
    [InlineData("nowhere,leeds,,,why", "\"nowhere\" has no row in police-areas.csv. Add one, or correct its name.")]
    [InlineData("west-yorkshire,leeds,,,why", "these two are on another row for the same days. Keep one of them, or give them days that do not meet.")]
    [InlineData("kent,derby,1990-01-01,,why", "\"derby\" is not in being on all of these days: see local-authorities.csv. Correct the days of one of them.")]
    [InlineData("kent,derby,,1990-01-01,why", "\"derby\" is not in being on all of these days: see local-authorities.csv. Correct the days of one of them.")]
    [InlineData("kent,derby,2020-01-01,2019-01-01,why", "\"valid_until\" is before \"valid_from\". Write the first day in the first.")]
    [InlineData("kent,derby,,,", "\"because\" is empty. Fill it in.")]
    public void A_wrong_link_says_what_to_write(string row, string expected)
    {
        var path = Path.Combine(folder, Links);
        File.AppendAllText(path, row + "\n");
        Assert.Equal($"{Links}, row {File.ReadAllLines(path).Length}: {expected}", Assert.Throws<TableFault>(() => Areas.Read(folder)).Message);
    }

    [Fact]
    public void Every_local_authority_lies_in_a_police_area_and_every_area_of_the_texts_and_routes_is_one()
    {
        var areas = Areas.Read(Repo.Mappings);
        Assert.All(areas.LocalAuthorities.Ids, id => Assert.NotEmpty(areas.PoliceAreasOf(id, Today)));
        Assert.All(areas.PoliceAreas.Ids, id => Assert.NotEmpty(areas.LocalAuthoritiesOf(id, Today)));
        foreach (var word in TableFile.Read(Repo.Mappings, "codes/local-area-word.csv", "to", "to_display")) Assert.Equal(word["to_display"], areas.LocalAuthorities.Find(word["to"], Today)?.Name);
        foreach (var area in TableFile.Read(Repo.Mappings, "areas.csv", "area", "area_name")) Assert.Equal(area["area_name"], areas.LocalAuthorities.Find(area["area"], Today)?.Name);
    }
}
