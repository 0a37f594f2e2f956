using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Throughcare.Hosting;
using Throughcare.Tests.Translation;
using Throughcare.Translation;

namespace Throughcare.Tests.Fhir;

/// <summary>The code tables as others read them: FHIR R4 ConceptMaps that say no more and no less than the rows.</summary>
public sealed class ConceptMapTests : IDisposable
{
    /// <summary>The R4 value set concept-map-equivalence.</summary>
    private static readonly string[] R4Equivalence = ["relatedto", "equivalent", "equal", "wider", "subsumes", "narrower", "specializes", "inexact", "unmatched", "disjoint"];

    private static readonly ConceptMaps Maps = ConceptMaps.Read(Repo.Mappings);

    private readonly string folder = Repo.CopyOfMappings();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<(JsonNode Map, JsonNode Group, JsonNode Element, JsonNode Target)> Targets(IEnumerable<JsonObject> maps) =>
        from map in maps from node in map["group"]?.AsArray() ?? [] from element in node!["element"]!.AsArray() from target in element!["target"]!.AsArray() select ((JsonNode)map, node, element, target);

    private JsonObject Changed(string table, string rows)
    {
        File.AppendAllText(Path.Combine(folder, table + ".csv"), rows);
        return ConceptMaps.Read(folder).Find(table.Replace("codes/", "", StringComparison.Ordinal).Replace('/', '-'))!;
    }

    [Fact]
    public void Every_code_table_is_one_map()
    {
        var tables = TableFile.Read(Repo.Mappings, "code-tables.csv", "table").Select(row => row["table"]).ToList();
        Assert.Equal(tables.Select(table => table.Replace("codes/", "", StringComparison.Ordinal).Replace('/', '-')), Maps.All.Select(map => map.TextAt("id")!));
        foreach (var map in Maps.All)
        {
            Assert.Matches("^[A-Za-z0-9.-]{1,64}$", map.TextAt("id")!);
            Assert.Equal($"https://fhir.throughcare.example/ConceptMap/{map.TextAt("id")}", map.TextAt("url"));
            Assert.Matches("^[A-Z][A-Za-z0-9_]{0,254}$", map.TextAt("name")!);
            Assert.Equal("active", map.TextAt("status"));
            Assert.False(map.ContainsKey("date"));
        }
        Assert.Equal(Maps.All.Count(), Maps.All.Select(map => map.TextAt("name")).Distinct().Count());
    }

    [Fact]
    public void Every_row_of_every_table_is_a_target_with_its_reason()
    {
        var targets = Targets(Maps.All).ToList();
        Assert.Equal(Translating.Tables.CodeTables.Sum(table => table.Entries.Count()), targets.Count);
        foreach (var table in Translating.Tables.CodeTables)
        {
            var id = table.File[..^4].Replace("codes/", "", StringComparison.Ordinal).Replace('/', '-');
            var rows = TableFile.Read(Repo.Mappings, table.File, "code", "because").Select(row => (row["code"], row["because"])).ToHashSet();
            foreach (var (_, group, element, target) in Targets([Maps.Find(id)!]))
            {
                Assert.Equal(table.FromSystem, group.TextAt("source"));
                Assert.Contains((element.TextAt("code")!, target.TextAt("comment")!), rows);
                var entry = table.Entries.Single(entry => entry.Code == element.TextAt("code"));
                Assert.Equal(entry.Match == CodeMatch.None ? null : entry.To, target.TextAt("code"));
                Assert.Equal(entry.ToSystem, group.TextAt("target"));
            }
        }
    }

    [Fact]
    public void The_maps_keep_the_rules_of_R4()
    {
        Assert.All(ConceptMaps.Equivalence.Values, code => Assert.Contains(code, R4Equivalence));
        foreach (var (map, group, element, target) in Targets(Maps.All))
        {
            Assert.Contains(target.TextAt("equivalence"), R4Equivalence);
            Assert.Equal(target.TextAt("equivalence") == "unmatched", target["code"] is null);
            if (target["code"] is null) Assert.Null(target["display"]);
            Assert.NotEmpty(target.TextAt("comment")!);
            foreach (var code in new[] { element, target }.Select(node => node.TextAt("code")).OfType<string>()) Assert.Matches(@"^[^\s]+(\s[^\s]+)*$", code);
            foreach (var text in new[] { element.TextAt("display"), target.TextAt("display"), target.TextAt("comment") }.OfType<string>()) Assert.Matches(@"\S", text);
            Assert.All(new[] { group.TextAt("source")!, group.TextAt("target")! }, system => Assert.True(Uri.IsWellFormedUriString(system, UriKind.Absolute), $"{map.TextAt("id")}: {system}"));
        }
        foreach (var group in Maps.All.SelectMany(map => map["group"]!.AsArray()))
        {
            var codes = group!["element"]!.AsArray().Select(element => element.TextAt("code")!).ToList();
            Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
        }
        foreach (var element in Targets(Maps.All).GroupBy(target => target.Element).Where(element => element.Count() > 1))
            Assert.Equal(element.Count(), element.Select(target => target.Target["extension"]?.ToJsonString() ?? "").Distinct().Count());
    }

    /// <summary>Said from the target's side, as R4 has it: "wider" is a target that means more than what was sent.</summary>
    [Theory]
    [InlineData("release-movement-reason", "HP", "wider", "moved-to-hospital")]
    [InlineData("release-movement-reason", "DEC", "equivalent", "died")]
    [InlineData("release-movement-reason", "NCS", "unmatched", null)]
    [InlineData("requirement-word", "drug requirement", "narrower", "drug-rehabilitation-requirement")]
    [InlineData("prison-healthcare-substance", "OPI", "equivalent", "75544000")]
    public void A_match_keeps_its_direction(string map, string code, string equivalence, string? to)
    {
        var target = Assert.Single(Targets([Maps.Find(map)!]), target => target.Element.TextAt("code") == code).Target;
        Assert.Equal((equivalence, to), (target.TextAt("equivalence"), target.TextAt("code")));
    }

    [Fact]
    public void A_code_whose_meaning_changes_is_one_element_with_a_period_for_each_meaning()
    {
        var map = Changed("prison-healthcare/codes/risk", "NEW,Second,second,Second meaning,broader,why 2,,2021-01-01,\nNEW,First,first,First meaning,same,why 1,,2020-01-01,2020-12-31\n");
        var targets = Targets([map]).Where(target => target.Element.TextAt("code") == "NEW").ToList();
        Assert.Same(targets[0].Element, targets[1].Element);
        Assert.Equal(["first", "second"], targets.Select(target => target.Target.TextAt("code")!));
        Assert.Equal("""[{"url":"https://fhir.throughcare.example/StructureDefinition/valid-period","valuePeriod":{"start":"2020-01-01","end":"2020-12-31"}}]""", targets[0].Target["extension"]!.ToJsonString());
        Assert.Equal("""{"start":"2021-01-01"}""", targets[1].Target["extension"]![0]!["valuePeriod"]!.ToJsonString());
        Assert.All(Targets([map]).Where(target => target.Element.TextAt("code") != "NEW"), target => Assert.Null(target.Target["extension"]));
    }

    [Fact]
    public void The_same_tables_make_the_same_bytes() =>
        Assert.Equal(Maps.All.Select(map => map.ToJsonString()), ConceptMaps.Read(folder).All.Select(map => map.ToJsonString()));

    [Theory]
    [InlineData("systems.csv", "", "codes/some thing,prison,prison-name,why", "\"table\" is letters, digits, dots, hyphens and slashes, with no more than 64 of them for the id of its ConceptMap. Rename the table.")]
    [InlineData("codes/prison-healthcare-sex.csv", "code,display,to,to_display,match,because,agreed_by,valid_from,valid_until\n", "codes/prison-healthcare-sex,prison,prison-name,why", "the ConceptMap of another table is called \"prison-healthcare-sex\" too. Rename this table.")]
    [InlineData("codes/new.csv", "code,display,to,to_display,match,because,agreed_by,valid_from,valid_until\nA,,a,A,same,why,,,\n", "codes/new,prison,nowhere,why", "\"nowhere\" is not a system. The names are in systems.csv.")]
    public void A_table_that_cannot_be_a_map_says_why(string file, string text, string row, string expected)
    {
        File.AppendAllText(Path.Combine(folder, file), text);
        File.AppendAllText(Path.Combine(folder, "code-tables.csv"), row + "\n");
        Assert.EndsWith(expected, Assert.Throws<TableFault>(() => ConceptMaps.Read(folder).All.ToList()).Message, StringComparison.Ordinal);
    }

    /// <summary>The door, without any plan behind it, and a caller that may read about nobody.</summary>
    private Throughcare.FhirApi.FhirApi Door()
    {
        File.AppendAllText(Path.Combine(folder, "callers.csv"), "sender-only,prison-healthcare,,,no,Sends and reads about nobody\n");
        var callers = new Callers(Tables.Load(folder), name => name == Callers.SettingName("sender-only") ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("a key"u8)) : null);
        return new(callers, null!, null!, null!, Maps, new(Tables.Load(folder)), null!, null!, null!, new(Tables.Load(folder)), Tables.Load(folder), TimeProvider.System, "https://fhir.example");
    }

    private static async Task<(int Status, JsonNode Body)> Get(Throughcare.FhirApi.FhirApi api, string path, string key, string query = "")
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = "GET";
        context.Request.Headers.Authorization = $"Bearer {key}";
        context.Request.QueryString = new QueryString(query);
        context.Response.Body = body;
        await (await api.Answer(context.Request, path)).ExecuteAsync(context);
        Assert.StartsWith("application/fhir+json", context.Response.ContentType, StringComparison.Ordinal);
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }

    [Fact]
    public async Task Every_map_can_be_read_by_its_id_and_found_by_its_url()
    {
        var door = Door();
        var (status, all) = await Get(door, "ConceptMap", "a key");
        Assert.Equal((200, "searchset", Maps.All.Count()), (status, all.TextAt("type"), (int)all["total"]!));
        foreach (var entry in all["entry"]!.AsArray())
        {
            var id = entry.TextAt("resource", "id")!;
            Assert.Equal(("match", $"https://fhir.example/ConceptMap/{id}"), (entry.TextAt("search", "mode"), entry.TextAt("fullUrl")));
        }
        foreach (var map in Maps.All)
        {
            var (read, resource) = await Get(door, $"ConceptMap/{map.TextAt("id")}", "a key");
            Assert.Equal(200, read);
            Assert.True(JsonNode.DeepEquals(map, resource));
        }
        var (_, two) = await Get(door, "ConceptMap", "a key", "?url=https://fhir.throughcare.example/ConceptMap/ndtms-route,https://fhir.throughcare.example/ConceptMap/prison");
        Assert.Equal(["prison", "ndtms-route"], two["entry"]!.AsArray().Select(entry => entry.TextAt("resource", "id")!));
        var (_, found) = await Get(door, "ConceptMap", "a key", "?url=https://fhir.throughcare.example/ConceptMap/ndtms-route");
        Assert.Equal("ndtms-route", Assert.Single(found["entry"]!.AsArray()).TextAt("resource", "id"));
    }

    [Theory]
    [InlineData("?url=https://fhir.throughcare.example/ConceptMap/nothing")]
    [InlineData("?url=")]
    [InlineData("?url=,")]
    [InlineData("?url=https://fhir.throughcare.example/ConceptMap/ndtms-route&url=https://fhir.throughcare.example/ConceptMap/prison")]
    public async Task A_url_that_is_no_maps_finds_an_empty_bundle(string query)
    {
        var (status, none) = await Get(Door(), "ConceptMap", "a key", query);
        Assert.Equal((200, 0), (status, (int)none["total"]!));
        Assert.Null(none["entry"]);
    }

    [Theory]
    [InlineData("ConceptMap/nothing", "a key", 404)]
    [InlineData("ConceptMap/prison/_history", "a key", 404)]
    [InlineData("ConceptMap/..%2Fsystems", "a key", 404)]
    [InlineData("CarePlan/anyone", "a key", 401)]
    [InlineData("ConceptMap", "another key", 401)]
    [InlineData("ConceptMap/prison", "", 401)]
    [InlineData("ConceptMap?url=x", "", 401)]
    public async Task Strangers_and_strange_paths_get_an_OperationOutcome(string path, string key, int status)
    {
        var (answered, body) = await Get(Door(), path, key);
        Assert.Equal((status, "OperationOutcome"), (answered, body.TextAt("resourceType")));
    }

    [Fact]
    public async Task The_metadata_say_that_ConceptMaps_are_here()
    {
        var (_, metadata) = await Get(Door(), "metadata", "");
        var resource = Assert.Single(metadata["rest"]![0]!["resource"]!.AsArray(), resource => resource.TextAt("type") == "ConceptMap");
        Assert.Equal(["read", "search-type"], resource!["interaction"]!.AsArray().Select(interaction => interaction.TextAt("code")!));
        Assert.Equal("url", resource["searchParam"]![0].TextAt("name"));
    }
}
