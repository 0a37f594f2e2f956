using System.Globalization;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>Bodies that end are followed to those in being on the day.</summary>
public sealed class OrganisationTests : IDisposable
{
    private const string Header = "organisation,name,kind,valid_from,valid_until,successor,because\n";

    private readonly string folder = Repo.Temporary("organisations");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Organisations Read(string rows)
    {
        File.WriteAllText(Path.Combine(folder, "organisations.csv"), Header + rows);
        return Organisations.Read(folder);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("national-treatment-agency", "2012-06-01", "National Treatment Agency for Substance Misuse")]
    [InlineData("national-treatment-agency", "2013-04-01", "Public Health England")]
    [InlineData("national-treatment-agency", "2021-09-30", "Public Health England")]
    [InlineData("national-treatment-agency", "2021-10-01", "Office for Health Improvement and Disparities", "UK Health Security Agency")]
    [InlineData("leeds-primary-care-trust", "2015-01-01", "NHS Leeds North CCG", "NHS Leeds South and East CCG", "NHS Leeds West CCG", "Leeds City Council: public health")]
    [InlineData("leeds-primary-care-trust", "2026-01-01", "NHS West Yorkshire Integrated Care Board", "Leeds City Council: public health")]
    [InlineData("west-yorkshire-crc", "2021-06-25", "West Yorkshire Community Rehabilitation Company")]
    [InlineData("west-yorkshire-probation-trust", "2021-06-26", "Probation Service")]
    [InlineData("health-and-social-care-information-centre", "2017-01-01", "NHS Digital")]
    [InlineData("prison-acklington", "2026-01-01", "HMP Northumberland")]
    [InlineData("prison-holloway", "2026-01-01")]
    [InlineData("probation-service", "2021-06-25")]
    [InlineData("nobody", "2026-01-01")]
    public void Who_did_it_then_leads_to_who_does_it_on_the_day(string id, string day, params string[] names) =>
        Assert.Equal(names, Organisations.Read(Repo.Mappings).InBeing(id, Day(day)).Select(body => body.Name));

    [Theory]
    [InlineData("a,A,k,,2020-12-31,b,why\nb,B,k,2021-01-01,,,\n", "row 3: \"because\" is empty. Fill it in.")]
    [InlineData("a,A,k,2021-01-01,2020-12-31,,why\n", "row 2: \"valid_until\" is before \"valid_from\". Write the first day in the first.")]
    [InlineData("a,A,k,,2020-12-31,b,why\n", "row 2: the successor \"b\" has no row. Add one, or correct its name.")]
    [InlineData("a,A,k,,,b,why\nb,B,k,,,,why\n", "row 2: a body that goes on has no successor. Write its last day in \"valid_until\", or empty \"successor\".")]
    [InlineData("a,A,k,,9999-12-31,b,why\nb,B,k,,,,why\n", "row 2: a body that goes on has no successor. Write its last day in \"valid_until\", or empty \"successor\".")]
    [InlineData("a,A,k,,2020-12-31,b b,why\nb,B,k,,,,why\n", "row 2: \"successor\" names one body twice. Keep one of them.")]
    [InlineData("a,A,k,,2020-12-31,b,why\nb,B,k,2021-01-02,,,why\n", "row 2: the successor \"b\" is not in being on 2021-01-01, the day after. Correct the days of one of them.")]
    [InlineData("a,A,k,,2020-12-31,b,why\nb,B,k,,2020-12-31,,why\n", "row 2: the successor \"b\" is not in being on 2021-01-01, the day after. Correct the days of one of them.")]
    [InlineData("a,A,k,,2020-12-31,a,why\n", "row 2: successors go in a circle: a → a. Take the wrong one out of \"successor\".")]
    [InlineData("x,X,k,,2019-12-31,a,why\na,A,k,,2020-12-31,b,why\nb,B,k,,2021-12-31,c,why\nc,C,k,,2022-12-31,a,why\n", "row 5: successors go in a circle: a → b → c → a. Take the wrong one out of \"successor\".")]
    [InlineData("a,A,k,,2020-12-31,,why\na,A2,k,2020-12-31,,,why\n", "row 3: \"a\" is on row 2 for the same days. Give one row days that end before the other's begin.")]
    [InlineData("a,A,k,,,,why\na,A2,k,,,,why\n", "row 3: \"a\" is on row 2 for the same days. Give one row days that end before the other's begin.")]
    [InlineData("a,A,k,,2020-12-31,,why\na,A2,k,2021-01-02,,,why\n", "row 3: \"a\" has no row for the days from 2021-01-01. Let \"valid_from\" be that day, or give the later body a name of its own.")]
    [InlineData("a,A,k,,2020-12-31,b,why\na,A2,k,2021-01-01,,,why\nb,B,k,,,,why\n", "row 2: \"a\" goes on in row 3. Write its successors on its last row.")]
    public void A_wrong_row_says_what_to_write(string rows, string expected) =>
        Assert.Equal("organisations.csv, " + expected, Assert.Throws<TableFault>(() => Read(rows)).Message);

    /// <summary>Any table that can be read: from every body on every day the way ends, and ends only at bodies in being that day.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20261122)]
    public void Following_successors_ends_and_never_at_a_body_that_is_not_there(int seed)
    {
        var random = new Random(seed);
        var read = 0;
        for (var round = 0; round < 60; round++)
        {
            // Half the rounds follow the rules and half are anything at all, circles included.
            var orderly = round % 2 == 0;
            var bodies = Enumerable.Range(0, 12).Select(i => (Id: $"b{i}", Until: new DateOnly(2000 + i, 12, 31))).ToList();
            var rows = bodies.Select((body, i) =>
            {
                var later = bodies.Skip(orderly ? i + 1 : 0).Where(_ => random.Next(4) == 0).Select(other => other.Id).ToList();
                var from = orderly || random.Next(2) == 0 ? "" : $"{random.Next(1999, 2001 + i)}-01-01";
                var until = i == bodies.Count - 1 ? "" : body.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                return $"{body.Id},{body.Id},k,{from},{until},{(until.Length == 0 ? "" : string.Join(' ', later))},why\n";
            });
            Organisations organisations;
            try
            {
                organisations = Read(string.Concat(rows));
                read++;
            }
            catch (TableFault) when (!orderly)
            {
                continue;
            }
            foreach (var id in organisations.Ids)
                for (var day = new DateOnly(1998, 7, 1); day.Year < 2016; day = day.AddMonths(5))
                {
                    var there = organisations.InBeing(id, day);
                    Assert.All(there, body => Assert.True(body.InBeing(day)));
                    Assert.Equal(there.Distinct(), there);
                    if (organisations.Find(id, day) is { } itself) Assert.Equal([itself], there);
                }
        }
        Assert.InRange(read, 30, 60);
    }

    /// <summary>Twenty divisions and mergers one after the other have a million ways through them.</summary>
    [Fact]
    public void Bodies_that_divide_and_merge_again_and_again_are_followed_once_each()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).SelectMany(i => new[] { "x", "y" }.Select(half =>
            $"{half}{i},N,k,,{2000 + i}-12-31,{(i < 39 ? $"x{i + 1} y{i + 1}" : "end")},why\n"))) + "end,The end,k,,,,why\n";
        Assert.Equal("The end", Assert.Single(Read(rows).InBeing("x0", new DateOnly(2050, 1, 1))).Name);
    }

    [Fact]
    public void Every_prison_of_the_texts_that_has_no_code_now_is_a_body_that_has_ended()
    {
        var words = TableFile.Read(Repo.Mappings, "codes/prison-word.csv", "code", "display", "to", "match");
        var organisations = Organisations.Read(Repo.Mappings);
        var today = new DateOnly(2026, 11, 22);
        foreach (var word in words.Where(word => word["match"] != "same"))
        {
            var id = organisations.Ids.Single(id => organisations.Find(id, new DateOnly(2010, 1, 1))?.Name == word["display"]);
            Assert.Null(organisations.Find(id, today));
        }
    }
}
