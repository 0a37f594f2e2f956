using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Tests.Translation.Formats;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>One table serves both ways: the notice comes back from the FHIR it became.</summary>
public class BackwardsTests
{
    private const string Source = "prison-healthcare";
    private static readonly Backwards Back = Translating.Tables.Back(Source);

    /// <summary>A row that newly cannot be read backwards shows here; see whether another way of writing it could.</summary>
    [Fact]
    public void These_rows_of_prison_healthcare_have_no_way_back()
    {
        Assert.Equal(
            """
            person.identifier[nhs-as-sent].value < person.nhsNumber
            person.name[0].given[] < person.forename
            person.name[0].given[] < person.middleNames[]
            person.extension[birth].valueString < person.dateOfBirth
            custody.extension[planned-end].valueDateTime < release.date release.time
            custody.extension[release-type].valueCodeableConcept < release.reason
            custody.location[0].location.display < release.prison
            team.participant[author].member.display < author.name
            team.participant[keyworker].member.display < substanceMisuse.keyWorker
            team.participant[probation].member.display < probation.practitioner
            team.participant[probation].onBehalfOf.display < probation.region
            team.participant[appointment].member.display < communityProvider.appointment.worker
            prescription.category[0].coding[0] < prescription.drug
            prescription.dosageInstruction[0].doseAndRate[0].doseQuantity.code < prescription.dose.unit
            last-dose.medicationCodeableConcept < prescription.drug
            last-dose.dosage.dose.unit < prescription.dose.unit
            last-dose.dosage.dose.code < prescription.dose.unit
            action.description < carePlan.goals[].actions[].text
            action.performerType[0] < carePlan.goals[].actions[].owner
            action.restriction.period.end < carePlan.goals[].actions[].due
            appointment.participant[worker].actor.display < communityProvider.appointment.worker
            appointment.participant[place].actor.display < communityProvider.appointment.location
            """, string.Join('\n', Back.Skipped.Select(skipped => $"{skipped.Row["entry"]}.{skipped.Row["element"]} < {skipped.Row["from"]}")));
    }

    [Fact]
    public void Most_rows_that_read_the_notice_come_back() => Assert.True(Back.Rows.Count > 3 * Back.Skipped.Count, $"{Back.Rows.Count} rows come back and {Back.Skipped.Count} do not.");

    /// <summary>Notice → FHIR → notice gives every value of every row that can be read backwards, over notices with any of their parts.</summary>
    [Fact]
    public void Every_value_of_every_invertible_row_comes_back_over_500_notices()
    {
        var compared = new Dictionary<int, int>();
        for (var seed = 0; seed < 500; seed++)
        {
            var notice = Notice(new Random(seed));
            var back = RoundTrip(notice);
            foreach (var row in Back.Rows)
            {
                var sent = Values(notice, row["from"]).ToList();
                compared[row.Row] = compared.GetValueOrDefault(row.Row) + sent.Count(value => value is not null);
                // A part that was not sent may come back with the text that stands for it (if_unknown), and a code with its table's words.
                var returned = Values(back, row["from"]).ToList();
                for (var i = 0; i < sent.Count; i++)
                    if (sent[i] is { } value) Assert.True(i < returned.Count && returned[i] == value, $"seed {seed}, row {row.Row}, {row["from"]}[{i}]: {value} came back as {(i < returned.Count ? returned[i] : "nothing")}");
            }
        }
        Assert.All(Back.Rows, row => Assert.True(compared[row.Row] > 100, $"row {row.Row}: {row["from"]} was sent {compared[row.Row]} times."));
    }

    /// <summary>What comes back is a notice again: it becomes the same values once more.</summary>
    [Fact]
    public void The_notice_that_came_back_comes_back_the_same()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var once = RoundTrip(Notice(new Random(seed)));
            // The head and what conditions alone said are not values of rows.
            foreach (var name in new[] { "noticeId", "noticeVersion", "createdAt" }) once[name] = Notice(new Random(seed))[name]!.DeepClone();
            var twice = RoundTrip(once);
            foreach (var row in Back.Rows.Where(row => !row["from"].StartsWith("naloxone.", StringComparison.Ordinal))) Assert.Equal(Values(once, row["from"]), Values(twice, row["from"]));
        }
    }

    [Theory]
    [InlineData("release.reason", "both mean the same as \"escape\"")]
    [InlineData("release.date release.time", "made of several values")]
    [InlineData("communityProvider.appointment.location", "no system, url or use")]
    [InlineData("carePlan.goals[].actions[].text", "a list inside a list")]
    public void What_has_no_way_back_says_why(string from, string because) => Assert.Contains(Back.Skipped, skipped => skipped.Row["from"] == from && skipped.Because.Contains(because, StringComparison.Ordinal));

    [Fact]
    public void Of_nothing_comes_nothing() => Assert.Null(Back.Write("{}"u8));

    private static JsonObject RoundTrip(JsonObject notice)
    {
        var sink = new ByEntry();
        var writing = new Writing();
        var head = Translating.Tables.Sources[Source].Read(Encoding.UTF8.GetBytes(notice.ToJsonString()), writing).Accepted();
        writing.At = head.At;
        head.Kind.Write(writing, sink);
        return JsonNode.Parse(Back.Write(Encoding.UTF8.GetBytes(sink.Resources.ToJsonString())) ?? "{}"u8.ToArray())!.AsObject();
    }

    private sealed class ByEntry : IEntrySink
    {
        public JsonObject Resources { get; } = [];

        public void Before(Writing writing) { }

        public void After(EntryKind kind, Writing writing, int start)
        {
            if (Resources[kind.Name] is not JsonArray list) Resources[kind.Name] = list = [];
            list.Add(JsonNode.Parse(writing.Output.From(start)));
        }
    }

    /// <summary>The values at a path as text, one for each item of the list it walks.</summary>
    private static IEnumerable<string?> Values(JsonNode? node, string path)
    {
        if (path.Length == 0) return [node is JsonValue value ? value.ToString() : null];
        var (step, rest) = path.IndexOf('.') is var dot and >= 0 ? (path[..dot], path[(dot + 1)..]) : (path, "");
        if (!step.EndsWith("[]", StringComparison.Ordinal)) return Values((node as JsonObject)?[step], rest);
        return ((node as JsonObject)?[step[..^2]] as JsonArray ?? []).SelectMany(item => Values(item, rest)).ToList();
    }

    /// <summary>A notice in which any part may be missing, every row's value is one that its conversion takes, and every code any of its table's.</summary>
    private static JsonObject Notice(Random random)
    {
        var notice = Translating.ReleaseNotice();
        foreach (var list in new[] { notice["risks"]!.AsArray(), notice["carePlan"]!["goals"]!.AsArray(), notice["substanceMisuse"]!["substances"]!.AsArray() })
            while (list.Count > 0 && random.Next(4) == 0) list.RemoveAt(random.Next(list.Count));
        foreach (var row in Back.Rows) Fill(notice, row["from"], row["table"], row["as"], random);
        // A requirement does not end before it begins: an end that does is a text and no date.
        if (notice["probation"]?["requirement"] is JsonObject requirement && requirement.TextAt("startDate") is { } start && requirement.TextAt("endDate") is { } end && string.CompareOrdinal(start[6..] + start[3..5] + start[..2], end[6..] + end[3..5] + end[..2]) > 0)
            (requirement["startDate"], requirement["endDate"]) = (end, start);
        notice["noticeId"] = $"RN-{random.Next()}";
        notice["createdAt"] = "2026-03-06T08:55:00Z";
        return notice;
    }

    private static void Fill(JsonNode? node, string path, string table, string conversion, Random random)
    {
        if (node is not JsonObject at) return;
        var (step, rest) = path.IndexOf('.') is var dot and >= 0 ? (path[..dot], path[(dot + 1)..]) : (path, "");
        if (step.EndsWith("[]", StringComparison.Ordinal))
        {
            if (at[step[..^2]] is not JsonArray list) return;
            if (rest.Length > 0) foreach (var item in list) Fill(item, rest, table, conversion, random);
            else for (var i = 0; i < list.Count; i++) list[i] = Value(table, conversion, random);
        }
        else if (rest.Length > 0) Fill(at[step], rest, table, conversion, random);
        // Numbers and codes by which records are told apart stay; without them there is no record.
        else if (random.Next(5) == 0 && step is not ("code" or "ref" or "drug" or "bookingNumber" or "nomsNumber" or "planId" or "episodeId" or "requirementId" or "injectingStatus")) at.Remove(step);
        else if (at.ContainsKey(step)) at[step] = Value(table, conversion, random);
    }

    private static JsonNode Value(string table, string conversion, Random random)
    {
        var day = new DateOnly(1950, 1, 1).AddDays(random.Next(30000));
        if (table.Length > 0 && Translating.Tables.CodeTable(table) is { } codes)
        {
            // What is the same for two of the sender's codes, or not quite the same and only a plain code, comes back as neither.
            var rows = codes.Entries.Where(row => row.From is null && row.Until is null && (row.Match == CodeMatch.Same || conversion == "concept")).ToList();
            var code = rows[random.Next(rows.Count)].Code;
            return bool.TryParse(code, out var truth) ? truth : code;
        }
        return conversion switch
        {
            "uk-day" => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            "instant" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T12:34:56+01:00",
            "number" or "positive-number" or "whole-number" or "positive-whole-number" => random.Next(1, 100),
            "nhs-number" => "9990000123",
            "prison-number" => $"B{random.Next(1000, 9999)}QX",
            "crn" => $"X{random.Next(100000, 999999)}",
            "postcode" => "LS8 5AB",
            _ => $"Wörd {"é\"\\/<&,\n'"[random.Next(8)]} {random.Next()}",
        };
    }
}
