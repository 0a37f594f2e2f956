using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Throughcare.Benchmarks.Engines;

namespace Throughcare.Benchmarks.Notices;

/// <summary>Makes release notices of people who do not exist: the same seed and tables give the same bytes.</summary>
/// <remarks>Optional parts are left out now and then, one code in twelve is one that no table has, names have accents, texts have quotes.
/// NHS numbers are of the 999 range kept for tests, telephone numbers of those kept for drama, postcodes of a form no address has.</remarks>
internal sealed class NoticeMaker(int seed, CodeMaps maps)
{
    private static readonly string[]
        Forenames = ["Ruairí", "Ayesha", "Marek", "Siân", "Tyrone", "Zofia", "Callum", "Renée", "Desmond", "Mehwish", "Jürgen", "Ffion"],
        Surnames = ["ASHDOWN", "O'REARDON", "WÓJCIK", "PRITCHARD-LOWE", "OYELARAN", "MAC GIOLLA", "ÇELIK", "THORESBY", "BEGUM", "STANIFORTH"],
        Staff = ["Hannah Osgood", "Kwame Asare", "Nerys Tudor", "Imran Chaudhry", "Lucy Fairweather", "Gethin Voyle"],
        Roles = ["Substance misuse nurse", "Healthcare lead", "Recovery practitioner", "GP with extended role"],
        Streets = ["12 Tannery Row", "3 Old Mill Lane", "88 Canal Side", "Flat 4, 61 Gable Street", "7 Beacon Rise"],
        Towns = ["Northbeck", "Harrowgate Vale", "Llanfaes Newydd", "Eastmoor"],
        Practices = ["Riverside Practice", "Old Mill Surgery", "The Beacon Medical Group", "Canal Street Health Centre"],
        Providers = ["Northbeck Recovery Service", "Harbour Drug and Alcohol Service", "New Road Recovery", "Y Bont Recovery"],
        Places = ["Room 2, Canal Street", "Online", "Beacon House reception", "Old Mill drop-in"],
        Regions = ["North East", "Wales", "West Midlands", "Yorkshire and the Humber"],
        Orders = ["community order", "licence", "suspended sentence order"],
        GoalTexts =
        [
            "Stay in treatment after release and keep away from street drugs", "Have somewhere settled to live within three months of leaving",
            "See a GP in the first fortnight and have the leg wound looked at", "Open a bank account and have benefits in payment within a month",
            "Talk to the mental health team about sleep, mood and panic at night", "Take the daily medicine without missing a dose, and say so if one is missed",
            "Rebuild contact with the children, starting with a letter through the \"family links\" worker", "Begin a course or part-time work that can be kept alongside appointments",
        ],
        ActionTexts =
        [
            "Ring the housing officer on the morning of release and ask for an assessment", "Send the discharge letter and the medicine chart to the community team",
            "Meet the mentor at the gate and travel to the first appointment together", "Fill in the benefits claim with the resettlement worker before leaving",
            "Offer a blood test for hepatitis and explain the treatment", "Agree with the pharmacy where and when doses are collected",
        ],
        RiskTexts =
        [
            "Overdosed twice in the year before custody; tolerance has fallen since, and was told so", "Owes money in the home area and has asked not to be placed there",
            "Cut his arm in the first week of custody; none since, keeps a \"safety plan\" in the cell", "Says there is nothing to worry about; staff on the wing do not agree",
            "Hepatitis C test was positive, the second result is awaited", "Not to go near a named address; see the licence",
        ];

    private static readonly DateOnly Start = new(2026, 2, 2);

    private readonly Random random = new(seed);
    private readonly Dictionary<string, string[]> codes = maps.All.ToDictionary(map => map.Name, map => map.Codes.Keys.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    /// <summary>Makes so many notices, compact.</summary>
    /// <param name="goals">Goals in each; null for four to eight.</param>
    public static IReadOnlyList<byte[]> Make(int seed, int count, int? goals, CodeMaps maps)
    {
        var maker = new NoticeMaker(seed, maps);
        return [.. Enumerable.Range(1, count).Select(number => maker.Next(number, goals))];
    }

    private byte[] Next(int number, int? goals)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var release = Start.AddDays(random.Next(60));
        json.WriteStartObject();
        json.WriteString("noticeId", string.Create(CultureInfo.InvariantCulture, $"RN-2026-{number:D6}"));
        json.WriteNumber("noticeVersion", random.Next(1, 5));
        json.WriteString("createdAt", Instant(release.AddDays(-1), random.Next(9, 18)));
        json.WriteStartObject("author");
        json.WriteString("name", Any(Staff));
        json.WriteString("role", Any(Roles));
        json.WriteString("phone", Digits("0113 496 0", 3));
        json.WriteEndObject();
        Person(json);
        json.WriteStartObject("release");
        json.WriteString("date", Day(release));
        json.WriteString("time", "09:30");
        json.WriteString("prison", Code("prison"));
        json.WriteString("bookingNumber", Digits("", 5) + Letter());
        json.WriteString("reason", Code("release-reason"));
        json.WriteString("destination", Code("accommodation"));
        json.WriteString("admissionDate", Day(release.AddDays(-random.Next(60, 400))));
        json.WriteString("licenceEnd", Day(release.AddDays(random.Next(200, 700))));
        json.WriteEndObject();
        SubstanceMisuse(json, release);
        if (Chance(75)) Prescription(json, release);
        if (Chance(92)) Naloxone(json, release);
        Risks(json, release);
        CarePlan(json, release, goals ?? random.Next(4, 9));
        if (Chance(95)) CommunityProvider(json, release);
        if (Chance(78)) Probation(json, release);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private void Person(Utf8JsonWriter json)
    {
        json.WriteStartObject("person");
        json.WriteString("nomsNumber", Digits("A", 4) + Letter() + Letter());
        json.WriteString("nhsNumber", NhsNumber());
        json.WriteString("surname", Any(Surnames));
        json.WriteString("forename", Any(Forenames));
        if (Chance(45)) Texts(json, "middleNames", random.Next(1, 3), Forenames);
        json.WriteString("dateOfBirth", Day(new DateOnly(1965, 1, 1).AddDays(random.Next(15_000))));
        json.WriteString("sex", Code("sex"));
        if (Chance(82)) json.WriteString("ethnicity", Code("ethnicity"));
        if (Chance(85)) json.WriteString("phone", Digits("07700 900", 3));
        if (Chance(90))
        {
            json.WriteStartObject("address");
            Texts(json, "lines", random.Next(1, 3), Streets);
            json.WriteString("town", Any(Towns));
            json.WriteString("postcode", Digits("ZZ99 ", 1) + "CV");
            json.WriteEndObject();
        }
        if (Chance(95))
        {
            json.WriteStartObject("gp");
            json.WriteString("odsCode", Digits("Z", 5));
            json.WriteString("practice", Any(Practices));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void SubstanceMisuse(Utf8JsonWriter json, DateOnly release)
    {
        json.WriteStartObject("substanceMisuse");
        json.WriteString("episodeId", Digits("SM-", 6));
        json.WriteString("startDate", Day(release.AddDays(-random.Next(60, 300))));
        json.WriteString("keyWorker", Any(Staff));
        json.WriteString("injectingStatus", Any(["C", "P", "N"]));
        json.WriteStartArray("substances");
        var substances = random.Next(1, 5);
        for (var rank = 1; rank <= substances; rank++)
        {
            json.WriteStartObject();
            json.WriteNumber("rank", rank);
            json.WriteString("code", Code("substance"));
            json.WriteString("frequency", Code("use-frequency"));
            json.WriteString("route", Code("use-route"));
            json.WriteNumber("ageFirstUse", random.Next(12, 35));
            json.WriteString("lastUse", Day(release.AddDays(-random.Next(60, 300))));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Prescription(Utf8JsonWriter json, DateOnly release)
    {
        var prescriber = Any(Staff);
        json.WriteStartObject("prescription");
        json.WriteString("drug", Code("drug"));
        json.WriteStartObject("dose");
        json.WritePropertyName("value");
        json.WriteRawValue(Any(["8", "16", "30", "45", "62.5", "80"]));
        json.WriteString("unit", Code("dose-unit"));
        json.WriteEndObject();
        json.WriteString("frequency", Code("dose-frequency"));
        json.WriteString("route", Code("dose-route"));
        json.WriteBoolean("supervised", Chance(60));
        json.WriteString("startDate", Day(release.AddDays(-random.Next(30, 250))));
        if (Chance(90))
        {
            json.WriteStartObject("lastDose");
            json.WriteString("at", Instant(release, random.Next(7, 10)));
            json.WriteNumber("value", random.Next(2, 80));
            json.WriteString("witnessedBy", Any(Staff));
            json.WriteEndObject();
        }
        json.WriteStartObject("prescriber");
        json.WriteString("name", "Dr " + prescriber);
        json.WriteString("gmc", Digits("", 7));
        json.WriteEndObject();
        if (Chance(67)) json.WriteNumber("bridgingDays", random.Next(2, 8));
        json.WriteEndObject();
    }

    private void Naloxone(Utf8JsonWriter json, DateOnly release)
    {
        json.WriteStartObject("naloxone");
        json.WriteBoolean("supplied", Chance(92));
        json.WriteString("product", Code("naloxone"));
        json.WriteNumber("doses", random.Next(1, 5));
        json.WriteString("date", Day(release));
        json.WriteBoolean("trained", Chance(75));
        json.WriteEndObject();
    }

    private void Risks(Utf8JsonWriter json, DateOnly release)
    {
        json.WriteStartArray("risks");
        var risks = random.Next(0, 7);
        for (var i = 1; i <= risks; i++)
        {
            json.WriteStartObject();
            json.WriteString("ref", Numbered('R', i));
            json.WriteString("code", Code("risk"));
            json.WriteString("level", Any(codes["risk-level"]));
            json.WriteString("text", Any(RiskTexts));
            json.WriteString("reviewed", Day(release.AddDays(-random.Next(5, 60))));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void CarePlan(Utf8JsonWriter json, DateOnly release, int goals)
    {
        json.WriteStartObject("carePlan");
        json.WriteString("planId", Digits("CP-", 7));
        json.WriteString("reviewedOn", Day(release.AddDays(-random.Next(10, 60))));
        json.WriteStartArray("goals");
        for (var i = 1; i <= goals; i++)
        {
            json.WriteStartObject();
            json.WriteString("ref", Numbered('G', i));
            json.WriteString("domain", Code("goal-domain"));
            json.WriteString("text", Any(GoalTexts));
            json.WriteString("status", Any(codes["goal-status"]));
            if (Chance(80)) json.WriteString("target", Day(release.AddDays(random.Next(60, 200))));
            json.WriteStartArray("actions");
            var actions = random.Next(1, 3);
            for (var j = 0; j < actions; j++)
            {
                json.WriteStartObject();
                json.WriteString("text", Any(ActionTexts));
                json.WriteString("owner", Code("action-owner"));
                if (Chance(73)) json.WriteString("due", Day(release.AddDays(random.Next(5, 100))));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void CommunityProvider(Utf8JsonWriter json, DateOnly release)
    {
        json.WriteStartObject("communityProvider");
        json.WriteString("odsCode", Letter() + Digits("Z", 2));
        json.WriteString("name", Any(Providers));
        if (Chance(84))
        {
            var day = release.AddDays(random.Next(1, 6));
            json.WriteStartObject("appointment");
            json.WriteString("type", Code("appointment-type"));
            json.WriteString("status", Any(codes["appointment-status"]));
            json.WriteString("start", Instant(day, 10));
            json.WriteString("end", Instant(day, 11));
            json.WriteNumber("minutes", 60);
            json.WriteString("worker", Any(Staff));
            json.WriteString("location", Any(Places));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void Probation(Utf8JsonWriter json, DateOnly release)
    {
        json.WriteStartObject("probation");
        json.WriteString("crn", Digits(Letter(), 6));
        json.WriteString("practitioner", Any(Staff));
        json.WriteString("region", Any(Regions));
        if (Chance(77))
        {
            json.WriteStartObject("requirement");
            json.WriteString("requirementId", Digits("RQ-", 8));
            json.WriteString("type", Code("requirement"));
            json.WriteString("order", Any(Orders));
            json.WriteString("startDate", Day(release.AddDays(random.Next(1, 10))));
            json.WriteString("endDate", Day(release.AddDays(random.Next(100, 300))));
            json.WriteNumber("hours", random.Next(2, 21));
            json.WriteString("frequency", Code("requirement-frequency"));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private bool Chance(int inHundred) => random.Next(100) < inHundred;

    private string Any(string[] pool) => pool[random.Next(pool.Length)];

    /// <summary>A code of the table, or now and then one that a prison made up for itself.</summary>
    private string Code(string table) => random.Next(12) == 0 ? Digits("LCL-", 2) : Any(codes[table]);

    private string Letter() => ((char)('A' + random.Next(26))).ToString();

    private string Digits(string before, int count) => before + string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private void Texts(Utf8JsonWriter json, string name, int count, string[] pool)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < count; i++) json.WriteStringValue(Any(pool));
        json.WriteEndArray();
    }

    /// <summary>999 and six digits for which the check digit exists.</summary>
    private string NhsNumber()
    {
        while (true)
        {
            var nine = Digits("999", 6);
            var check = (11 - (nine.Index().Sum(digit => (digit.Item - '0') * (10 - digit.Index)) % 11)) % 11;
            if (check < 10) return string.Create(CultureInfo.InvariantCulture, $"{nine[..3]} {nine[3..6]} {nine[6..]}{check}");
        }
    }

    private static string Numbered(char letter, int number) => string.Create(CultureInfo.InvariantCulture, $"{letter}{number}");

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private string Instant(DateOnly day, int hour) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T{hour:D2}:{random.Next(60):D2}:00Z");
}
