using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>The release notice through the product's own tables.</summary>
public class ReleaseNoticeTests
{
    [Fact]
    public void Every_value_of_the_notice_is_read_by_some_row()
    {
        Assert.Empty(Unread(Translating.ReleaseNotice()));
        var more = Translating.ReleaseNotice();
        more["release"]!["weather"] = new JsonObject { ["now"] = "rain" };
        more["carePlan"]!["goals"]![2]!["colour"] = "green";
        more["person"]!["forename"] = new JsonArray("A", "B");
        Assert.Equal(["release.weather.now", "carePlan.goals[].colour"], Unread(more));
    }

    [Fact]
    public void Every_substance_risk_goal_and_action_becomes_a_resource()
    {
        var translated = Translating.Translate("prison-healthcare", Translating.ReleaseNotice());
        Assert.Equal(["Patient", "Encounter", "CarePlan", "CareTeam", "PractitionerRole", "EpisodeOfCare", "Observation", "Condition", "Condition", "Condition", "MedicationRequest", "MedicationAdministration", "MedicationDispense", "Procedure", "Flag", "Flag", "Flag", "Flag", "Goal", "Goal", "Goal", "Goal", "Goal", "Goal", "Task", "Task", "Task", "Task", "Task", "Task", "Task", "Task", "Task", "ServiceRequest", "Appointment", "ServiceRequest"],
            translated.Entries.Select(entry => entry.Resource.TextAt("resourceType")));
        Assert.Empty(translated.Remarks);
    }

    [Fact]
    public void A_code_no_table_has_is_kept_as_sent_and_listed_as_a_gap()
    {
        var translated = Translating.Translate("prison-healthcare", Translating.ReleaseNotice());
        var flag = translated.Entries.Where(entry => entry.Kind == "risk").Select(entry => entry.Resource).Single(risk => risk.TextAt("code", "coding", 0, "code") == "LCL-07");
        Assert.Equal(Translating.Tables.Systems["ph-risk"], flag.TextAt("code", "coding", 0, "system"));
        Assert.StartsWith("Discussed at multi-agency meeting", flag.TextAt("code", "text"), StringComparison.Ordinal);
        Assert.Equal([new Gap("prison-healthcare/codes/risk.csv", "LCL-07") { Element = "risks[].code" }], translated.Gaps);
    }

    [Fact]
    public void A_drug_no_table_has_marks_the_prescription_unusable_and_keeps_it()
    {
        var notice = Translating.ReleaseNotice();
        notice["prescription"]!["drug"] = "XYZ9";
        var entry = Translating.Translate("prison-healthcare", notice).Entries.Single(entry => entry.Kind == "prescription");
        Assert.Contains("must not be acted on", entry.Unusable, StringComparison.Ordinal);
        Assert.Equal("XYZ9", entry.Resource.TextAt("medicationCodeableConcept", "text"));
        // A reader who does not know our mark must not take it for a prescription in force.
        Assert.Equal("unknown", Assert.Single(Translating.Fold(Translating.Row("prison-healthcare", notice)).OfKind("prescription")).Resource.TextAt("status"));
    }

    [Fact]
    public void An_NHS_number_that_fails_its_check_is_kept_where_nobody_matches_on_it()
    {
        var notice = Translating.ReleaseNotice();
        notice["person"]!["nhsNumber"] = "999 000 0124";
        var translated = Translating.Translate("prison-healthcare", notice);
        var identifiers = translated.One("person")["identifier"]!.AsArray();
        Assert.DoesNotContain(identifiers, identifier => identifier.TextAt("system") == Translating.Tables.Systems["nhs-number"]);
        Assert.Contains(identifiers, identifier => identifier.TextAt("system") == Translating.Tables.Systems["nhs-number-as-sent"] && identifier.TextAt("value") == "999 000 0124");
        Assert.DoesNotContain(Translating.Tables.Systems["nhs-number-as-sent"], Translating.Tables.MatchingSystems);
        var remark = Assert.Single(translated.Remarks);
        Assert.Equal("person.nhsNumber", remark.Element);
        Assert.DoesNotContain("999", remark.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_dose_after_the_notice_itself_is_kept_and_not_to_be_dosed_on()
    {
        var notice = Translating.ReleaseNotice();
        notice["createdAt"] = "2026-03-05T17:11:25Z";
        var translated = Translating.Translate("prison-healthcare", notice);
        var dose = translated.Entries.Single(entry => entry.Kind == "last-dose");
        var inPlan = Assert.Single(Translating.Fold(Translating.Row("prison-healthcare", notice)).OfKind("last-dose"));
        Assert.Equal(("unknown", "unusable"), (inPlan.Resource.TextAt("status"), inPlan.Resource.TextAt("meta", "tag", 0, "code")));
        Assert.Equal("2026-03-06T08:46:00Z", dose.Resource.TextAt("effectiveDateTime"));
        Assert.Contains("Do not dose on it", dose.Unusable, StringComparison.Ordinal);
        Assert.Equal("prescription.lastDose.at", Assert.Single(translated.Remarks).Element);
    }

    [Theory]
    [InlineData("31/02/1992")]
    [InlineData("1992-02-28")]
    [InlineData("02/28/1992")]
    public void A_birthday_in_no_calendar_is_left_out_and_remarked_on(string day)
    {
        var notice = Translating.ReleaseNotice();
        notice["person"]!["dateOfBirth"] = day;
        var translated = Translating.Translate("prison-healthcare", notice);
        Assert.Null(translated.One("person")["birthDate"]);
        Assert.Equal("person.dateOfBirth", Assert.Single(translated.Remarks).Element);
    }

    [Theory]
    [InlineData("-60")]
    [InlineData("0")]
    [InlineData("0.00")]
    public void A_dose_of_nothing_or_less_is_not_to_be_given(string dose)
    {
        var notice = JsonNode.Parse(Translating.ReleaseNotice().ToJsonString().Replace("\"value\":60,\"unit\"", $"\"value\":{dose},\"unit\"", StringComparison.Ordinal))!;
        Assert.NotNull(Translating.Translate("prison-healthcare", notice).Entries.Single(entry => entry.Kind == "prescription").Unusable);
    }

    [Fact]
    public void What_no_table_reads_or_has_another_form_is_said_to_the_sender()
    {
        var notice = Translating.ReleaseNotice();
        notice["person"]!["allergy"] = "penicillin";
        notice["risks"] = "many";
        notice["carePlan"] = new JsonArray(1, 2);
        var remarks = Translating.Translate("prison-healthcare", notice).Remarks;
        Assert.Equal(["carePlan[]", "person.allergy", "risks[]"], remarks.Select(remark => remark.Element).Order(StringComparer.Ordinal));
        Assert.All(remarks, remark => Assert.DoesNotContain("penicillin", remark.Sentence, StringComparison.Ordinal));
    }

    /// <summary>The next notice about someone speaks of the same risks, not of as many again.</summary>
    [Fact]
    public void A_second_notice_does_not_double_the_risks()
    {
        var second = Translating.ReleaseNotice();
        second["noticeId"] = "RN-another";
        second["createdAt"] = "2026-03-06T09:00:00Z";
        var plan = Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("prison-healthcare", second));
        Assert.Equal(4, plan.OfKind("risk").Count());
        Assert.Single(plan.OfKind("author"));
        Assert.Equal(6, plan.OfKind("goal").Count());
    }

    [Fact]
    public void A_dose_keeps_the_digits_it_was_sent_with()
    {
        var notice = JsonNode.Parse(Translating.ReleaseNotice().ToJsonString().Replace("\"value\":60,\"unit\"", "\"value\":62.50,\"unit\"", StringComparison.Ordinal))!;
        Assert.Contains("\"value\":62.50", Translating.Translate("prison-healthcare", notice).One("prescription").ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("29/03/2026", "09:30", "2026-03-29T09:30:00+01:00")]
    [InlineData("28/03/2026", "09:30", "2026-03-28T09:30:00+00:00")]
    [InlineData("25/10/2026", "01:30", "2026-10-25T01:30:00+01:00")]
    [InlineData("29/03/2026", "01:30", "2026-03-29")]
    public void A_release_time_is_a_time_in_London_over_both_clock_changes(string day, string clock, string expected)
    {
        var notice = Translating.ReleaseNotice();
        notice["release"]!["date"] = day;
        notice["release"]!["time"] = clock;
        Assert.Equal(expected, Translating.Translate("prison-healthcare", notice).One("custody").TextAt("extension", 0, "valueDateTime"));
    }

    [Theory]
    [InlineData("TR", "transferred")]
    [InlineData("HP", "moved-to-hospital")]
    [InlineData("DD", "removed-from-country")]
    [InlineData("DEC", "died")]
    [InlineData("UAL", "unlawfully-at-large")]
    [InlineData("CRD", "release-planned")]
    [InlineData("never seen before", "release-planned")]
    public void Not_every_reason_is_a_release_to_the_community(string reason, string expected)
    {
        var notice = Translating.ReleaseNotice();
        notice["release"]!["reason"] = reason;
        var translated = Translating.Translate("prison-healthcare", notice);
        Assert.Equal(expected, translated.Event);
        Assert.NotEmpty(translated.Because);
    }

    [Theory]
    [InlineData("RELEASED", "CR", "released", "finished")]
    [InlineData("RELEASED", "HP", "moved-to-hospital", "finished")]
    [InlineData("RELEASED", "DD", "removed-from-country", "finished")]
    [InlineData("RELEASED_TO_HOSPITAL", "HP", "moved-to-hospital", "onleave")]
    [InlineData("SENT_TO_COURT", "CRT", "sent-to-court", "onleave")]
    [InlineData("TRANSFERRED", "NOTR", "transferred", "in-progress")]
    [InlineData("TEMPORARY_ABSENCE_RELEASE", "C3", "temporary-absence", "onleave")]
    [InlineData("UNKNOWN", "", "movement-unknown", "unknown")]
    public void Each_HMPPS_reason_ends_as_the_movement_table_says(string reason, string code, string what, string status)
    {
        var notice = Translating.Released();
        notice["additionalInformation"]!["reason"] = reason;
        notice["additionalInformation"]!["nomisMovementReasonCode"] = code;
        var translated = Translating.Translate("hmpps-domain-events", notice);
        Assert.Equal(what, translated.Event);
        Assert.Equal(status, translated.One("custody").TextAt("status"));
    }

    /// <summary>Tables are the only place that knows what a source calls things.</summary>
    [Fact]
    public void No_field_or_code_of_a_notice_is_named_in_the_program()
    {
        var names = Leaves(Translating.ReleaseNotice()).Concat(Leaves(Translating.Released())).SelectMany(path => path.Replace("[]", "", StringComparison.Ordinal).Split('.')).Distinct()
            // Words that FHIR, HTTP and the tables themselves use too.
            .Except(["at", "code", "date", "end", "start", "status", "type", "value", "unit", "text", "name", "reason", "location", "version", "person", "role", "level", "order", "time", "due", "rank", "route", "ref", "date", "identifiers", "description", "address", "phone", "frequency", "target", "owner", "domain", "gp", "lines", "author", "product", "details", "goals", "prescription", "requirement", "substances", "risks", "actions", "naloxone", "appointment", "probation", "release", "carePlan", "crn", "postcode", "destination", "practice", "prison"]).ToHashSet();
        var codes = Translating.Tables.CodeTables.Where(table => !table.File.StartsWith("codes/", StringComparison.Ordinal)).SelectMany(table => table.Entries.Where(entry => entry.Code.Length > 2 && entry.Code.Any(char.IsAsciiLetterUpper)).Select(entry => entry.Code)).ToHashSet();
        // The checker names the elements of FHIR itself, some of which a sender may call the same.
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repo.Root, "functions"), "*.cs", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "Invariants"))
            foreach (Match literal in Regex.Matches(File.ReadAllText(file), "\"([A-Za-z0-9-]+)\""))
                Assert.False(names.Contains(literal.Groups[1].Value) || codes.Contains(literal.Groups[1].Value), $"{Path.GetFileName(file)} names \"{literal.Groups[1].Value}\", which belongs in mappings/.");
    }

    [SharedFact]
    public void Every_notice_of_the_sample_corpus_arrives_whole()
    {
        foreach (var line in File.ReadLines(Path.Combine(Repo.Shared!, "examples/release-notice/corpus.ndjson")))
        {
            var notice = JsonNode.Parse(line)!;
            // Some notices say that no kit was supplied, and then name it: their sender is told.
            Assert.DoesNotContain(Unread(notice), place => !place.StartsWith("naloxone.", StringComparison.Ordinal) || notice["naloxone"]!["supplied"]!.GetValue<bool>());
            var plan = Translating.Fold(Translating.Row("prison-healthcare", notice));
            Assert.NotEmpty(plan.Facts);
        }
    }

    private static IEnumerable<string> Unread(JsonNode notice) => Translating.Translate("prison-healthcare", notice).Remarks.Where(remark => remark.Sentence.StartsWith("No row looks", StringComparison.Ordinal)).Select(remark => remark.Element);

    /// <summary>Paths of all values, as field tables write them.</summary>
    private static IEnumerable<string> Leaves(JsonNode? node, string path = "") => (node switch
    {
        JsonObject json => json.SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany(item => Leaves(item, path + "[]")),
        _ => [path],
    }).Distinct();
}
