using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Throughcare.Benchmarks;
using Throughcare.Benchmarks.Engines;
using Throughcare.Benchmarks.Notices;
using Throughcare.People;
using Throughcare.Translation;

namespace Throughcare.Tests.Measuring;

/// <summary>The work that engines are measured on is done right by what they are measured against. No test here looks at a time.</summary>
public sealed class ReleaseNoticeWorkTests
{
    private static readonly string Benchmarks = Path.Combine(Repo.Root, "tests", "benchmarks");

    private static readonly string Tables = Path.Combine(Benchmarks, "tables");

    private static byte[] Example(string file) => File.ReadAllBytes(Path.Combine(Benchmarks, "example", file));

    private static byte[] ByHand(byte[] notice) => Bundles.Of([notice], Tables)[0];

    [Fact]
    public void The_hand_written_translation_of_the_example_is_the_expected_Bundle() =>
        Assert.Null(BundleComparison.FirstDifference(ByHand(Example("input.json")), Example("expected.json")));

    [SharedFact]
    public void The_hand_written_translation_of_every_shared_notice_is_the_expected_Bundle()
    {
        var folder = Path.Combine(Repo.Shared!, "examples", "release-notice");
        BundleComparison.MustBeEqual("The hand-written translation", Bundles.Of(Corpus.Read(Path.Combine(folder, "corpus.ndjson")), Tables), Corpus.Read(Path.Combine(folder, "expected.ndjson")));
    }

    /// <summary>Nothing but what must be there: every optional part and every list is left out or empty.</summary>
    [Fact]
    public void A_notice_without_its_optional_parts_becomes_a_Bundle_with_nothing_empty_in_it()
    {
        var bundle = ByHand("""
            {"noticeId":"RN-1","createdAt":"2026-03-05T17:11:25Z","author":{"name":"Nerys Tudor","role":"Healthcare lead"},
             "person":{"nomsNumber":"A0001AA","nhsNumber":"999 000 0018","surname":"BEGUM","forename":"Siân","middleNames":[],"sex":"?","ethnicity":null},
             "release":{"date":"06/03/2026","prison":"LCL-01","bookingNumber":"00001A","reason":"CRD","destination":"LCL-02","admissionDate":"10/06/2025"},
             "substanceMisuse":{"episodeId":"SM-1","startDate":"22/07/2025","keyWorker":"Kwame Asare","substances":[]},
             "prescription":null,"risks":[],"carePlan":{"planId":"CP-1","reviewedOn":"11/01/2026","goals":[]}}
            """u8.ToArray());
        using var json = JsonDocument.Parse(bundle);
        Assert.Empty(Empties(json.RootElement));
        Assert.Equal(["MessageHeader", "Patient", "CarePlan", "Encounter", "ServiceRequest"], json.RootElement.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource").GetProperty("resourceType").GetString()));
        Assert.False(json.RootElement.GetProperty("entry")[1].GetProperty("resource").TryGetProperty("gender", out _));
        Assert.Equal("LCL-01 healthcare", json.RootElement.GetProperty("entry")[0].GetProperty("resource").GetProperty("source").GetProperty("name").GetString());
    }

    private static IEnumerable<string> Empties(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Empties(member.Value)).Concat(element.EnumerateObject().Any() ? [] : ["object"]),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Empties).Concat(element.GetArrayLength() > 0 ? [] : ["list"]),
        JsonValueKind.Null => ["null"],
        JsonValueKind.String => element.GetString()!.Length > 0 ? [] : ["text"],
        _ => [],
    };

    [Fact]
    public void A_text_written_with_escapes_is_translated_like_the_same_text_without()
    {
        var plain = Encoding.UTF8.GetString(Example("input.json"));
        var escaped = plain.Replace("28/07/1992", @"28\/07\/1992", StringComparison.Ordinal).Replace("\"HER\"", "\"\\u0048ER\"", StringComparison.Ordinal).Replace("Daniel", @"\u0044aniel", StringComparison.Ordinal);
        Assert.NotEqual(plain, escaped);
        Assert.Null(BundleComparison.FirstDifference(ByHand(Encoding.UTF8.GetBytes(escaped)), Example("expected.json")));
    }

    [Fact]
    public void Every_table_of_the_benchmarks_is_one_that_our_tables_accept()
    {
        var systems = TableFile.Read(Tables, "systems.csv", "name", "url", "matches_on", "because").ToDictionary(row => row["name"], row => row["url"]);
        var listed = TableFile.Read(Tables, "code-tables.csv", "table", "from_system", "to_system", "because");
        foreach (var row in listed) Assert.NotEmpty(CodeTable.Read(Tables, row["table"] + ".csv", "", systems[row["to_system"]], systems, Problems.Stop).Entries);
        Assert.Equal(Directory.GetFiles(Path.Combine(Tables, "codes")).Select(file => "codes/" + Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal), listed.Select(row => row["table"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_seed_makes_the_same_notices_and_another_makes_others()
    {
        var maps = CodeMaps.Read(Tables);
        var first = NoticeMaker.Make(1, 10, null, maps);
        Assert.Equal(first, NoticeMaker.Make(1, 10, null, maps));
        Assert.NotEqual(first, NoticeMaker.Make(2, 10, null, maps));
    }

    [Fact]
    public void Made_up_notices_have_as_many_goals_as_asked_for_and_every_part_in_one_or_another()
    {
        var maps = CodeMaps.Read(Tables);
        using var large = JsonDocument.Parse(NoticeMaker.Make(1, 1, 1000, maps)[0]);
        Assert.Equal(1000, large.RootElement.GetProperty("carePlan").GetProperty("goals").GetArrayLength());
        var made = string.Concat(NoticeMaker.Make(1, 40, null, maps).Select(Encoding.UTF8.GetString));
        var names = Regex.Matches(Encoding.UTF8.GetString(Example("input.json")), "\"([A-Za-z]+)\":").Select(name => name.Value.TrimEnd(' ')).Distinct();
        Assert.All(names, name => Assert.Contains(name, made, StringComparison.Ordinal));
    }

    /// <summary>The reference translations of the peers were written for notices like these, so sizes must be like theirs.</summary>
    [Fact]
    public void Made_up_notices_are_as_large_as_those_they_stand_for_and_so_are_their_Bundles()
    {
        var notices = NoticeMaker.Make(1, 40, null, CodeMaps.Read(Tables));
        Assert.InRange(notices.Average(notice => notice.Length), 3700, 4300);
        Assert.InRange(Bundles.Of(notices, Tables).Average(bundle => bundle.Length), 15_000, 17_000);
    }

    [Fact]
    public void No_made_up_person_has_a_telephone_or_NHS_number_that_could_be_someones()
    {
        var texts = NoticeMaker.Make(3, 200, null, CodeMaps.Read(Tables)).Append(Example("input.json")).Select(Encoding.UTF8.GetString).ToList();
        foreach (var text in texts)
        {
            Assert.All(Regex.Matches(text, @"07\d{3} ?\d{6}"), number => Assert.StartsWith("07700 900", number.Value, StringComparison.Ordinal));
            Assert.All(Regex.Matches(text, @"0113 \d{3} \d{4}"), number => Assert.StartsWith("0113 496 0", number.Value, StringComparison.Ordinal));
            var number = Regex.Match(text, "\"nhsNumber\": ?\"([0-9 ]+)\"").Groups[1].Value;
            Assert.StartsWith("999 ", number, StringComparison.Ordinal);
            Assert.NotNull(NhsNumber.Read(number));
        }
    }

    [Fact]
    public void The_floor_gives_the_Bundle_it_was_made_with_and_knows_no_other_notice()
    {
        var notice = Example("input.json");
        var floor = AllEngines.Find(AllEngines.FloorThere).Make(Tables, [notice]);
        Assert.Equal(ByHand(notice), Bundles.Of([notice], floor)[0]);
        Assert.Throws<KeyNotFoundException>(() => Bundles.Of([Example("input.json")], floor));
    }
}
