using System.Diagnostics;
using System.Globalization;
using System.Text;
using Throughcare.Benchmarks.Population;
using Throughcare.Benchmarks.Storage;
using Throughcare.People;
using Throughcare.Translation;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>What one notice costs in time, rows and bytes, as one plan grows and as the index of people grows.</summary>
internal static class Costs
{
    private const int ResultsOfMessage = 4, Repeats = 20;

    private static readonly int[] Sizes = [1000, 10_000, 100_000, 300_000, 1_000_000];

    /// <summary>One person's plan of 20 to 5,000 laboratory results, in messages of four.</summary>
    public static async Task OfPlan()
    {
        var (world, stores) = await NewWorld();
        var sent = 0;
        foreach (var entries in new[] { 20, 100, 500, 1000, 2000, 5000 })
        {
            while (sent * ResultsOfMessage < entries - Repeats * ResultsOfMessage) await world.Send("hospital-adt", Results(++sent));
            var (before, clock) = (Counts(stores), Stopwatch.StartNew());
            for (var i = 0; i < Repeats; i++) await world.Send("hospital-adt", Results(++sent));
            Say($"entries {sent * ResultsOfMessage}", clock.Elapsed / Repeats, Counts(stores) - before, Repeats);
        }
    }

    /// <summary>An index of 1,000 to a million people: somebody who is seen for the first time, and the next notice about somebody known.</summary>
    public static async Task OfPeople(int most)
    {
        var (world, stores) = await NewWorld();
        var entered = 0;
        var (people, kept) = (TruePeople.Make(1, Math.Min(most, Numbers.Most)).GetEnumerator(), 2);
        foreach (var size in Sizes.Where(size => size <= most))
        {
            while (entered < size)
            {
                // Beyond what the numbers of one population reach for, people of others are known by name, birthday and address alone.
                if (!people.MoveNext()) { people.Dispose(); people = TruePeople.Make(kept++, Numbers.Most).GetEnumerator(); people.MoveNext(); }
                await Enter(world, people.Current, entered++, withNumber: kept == 2);
            }
            var (before, clock) = (Counts(stores), Stopwatch.StartNew());
            for (var i = 0; i < Repeats; i++) await world.Send("hospital-adt", Admission(size, i, 1));
            Say($"people {size}, first seen", clock.Elapsed / Repeats, Counts(stores) - before, Repeats);
            (before, clock) = (Counts(stores), Stopwatch.StartNew());
            for (var i = 0; i < Repeats; i++) await world.Send("hospital-adt", Admission(size, i, 2));
            Say($"people {size}, known", clock.Elapsed / Repeats, Counts(stores) - before, Repeats);
        }
        people.Dispose();
    }

    private static async Task<(World World, Stores Stores)> NewWorld()
    {
        var stores = Stores.InMemory();
        await stores.CreateIfMissing();
        return (new World(Tables.Load(Path.Combine(AppContext.BaseDirectory, "mappings")), stores, TimeProvider.System), stores);
    }

    /// <summary>What of somebody stands in the index and is read when they are compared: their identity, and nothing of a plan.</summary>
    private static async Task Enter(World world, TruePerson person, int place, bool withNumber)
    {
        var profile = new Profile
        {
            Numbers = withNumber ? [new PersonNumber(world.Tables.Systems["nhs-number"], person.NhsNumber, "")] : [], Names = [new PersonName(person.Surname ?? "", string.Join(' ', person.Given))],
            BirthDates = [London.Text(person.Born)], Sexes = [person.IsMan ? "male" : "female"], Postcodes = person.Addresses is [.., { Postcode: { } postcode }] ? [postcode.Replace(" ", "", StringComparison.Ordinal)] : [],
        };
        var (key, someone) = (world.Keys.Of("cost", place.ToString(CultureInfo.InvariantCulture)), "p" + world.Keys.Of("cost-person", place.ToString(CultureInfo.InvariantCulture)));
        await world.Index.Enter(key, profile, Profile.Nothing, default);
        await world.Index.Claim(key, someone, default);
        var row = new Throughcare.Plans.IdentityRow { Person = someone, Key = key, Profile = profile, Source = "gp", Spans = [new Throughcare.Plans.Span(DateTimeOffset.UnixEpoch, null)], Because = "" };
        await world.Stores.Plans.Insert(row.ToTableRow(), default);
    }

    private static byte[] Results(int number) => Hl7(
        $"MSH|^~\\&|TESTLAB|ZZ952|THROUGHCARE|TC|{Time(number)}||ORU^R01^ORU_R01|LAB-{number}|P|2.5.1",
        "PID|1||H770001^^^ZZ952^MR||HOLLIS^Daniel^James||19920728|M",
        $"OBR|1|RQ-{number}^TESTLAB|LB-{number}^TESTLAB|BBV^Blood-borne virus screen^L|||{Time(number)}|||||||||||||||{Time(number)}|||F",
        "OBX|1|CWE|HCVAB^Hepatitis C antibody^L||NEG^Negative^L||Negative|N|||F", "OBX|2|SN|HCVRNA^Hepatitis C RNA^L||<=^12|copies/mL||N|||F", "OBX|3|CWE|HBSAG^Hepatitis B surface antigen^L||NEG^Negative^L||Negative|N|||F", "OBX|4|CWE|HIV^HIV antigen and antibody^L||ND^Not detected^L||Not detected|N|||F");

    private static byte[] Admission(int size, int person, int visit) => Hl7(
        $"MSH|^~\\&|PAS|ZZ952|THROUGHCARE|TC|2025030{visit}090000||ADT^A01^ADT_A01|ADM-{size}-{person}-{visit}|P|2.5.1",
        $"PID|1||H{size + person}^^^ZZ952^MR||{(person % 2 == 0 ? "SMITH" : "WILLIAMS")}^{(char)('A' + person)}nton^James||198{person % 10}0{1 + person % 9}1{person % 10}|M|||1 Sample Road^^Leeds^^LS9 8AB",
        $"PV1|1|I|WARD1^^^ZZ952||||||||||||||||V{size}-{person}-{visit}|||||||||||||||||||||||||2025030{visit}090000");

    private static string Time(int minutes) => new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minutes).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static byte[] Hl7(params string[] segments) => Encoding.UTF8.GetBytes(string.Join('\r', segments) + "\r");

    private static StorageCounts Counts(Stores stores) => stores.Tables.Cast<MemoryTable>().Select(table => table.Counts).Aggregate((one, other) => one + other);

    private static void Say(string what, TimeSpan each, StorageCounts counts, int notices)
    {
        Console.WriteLine(FormattableString.Invariant($"{what,-28} {each.TotalMilliseconds,8:F2} ms, {Each(Counted.PointReads),6:F1} point reads, {Each(Counted.Pages),6:F1} pages, {Each(Counted.RowsRead),8:F1} rows read, {Each(Counted.RowsWritten),6:F1} written, {Each(Counted.BytesRead) / 1024,9:F1} KiB read, {Each(Counted.BytesWritten) / 1024,8:F1} KiB written"));

        double Each(Counted what) => (double)counts[what] / notices;
    }
}
