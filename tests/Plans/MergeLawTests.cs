using System.Text.Json.Nodes;
using Throughcare.Plans;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.Plans;

/// <summary>The merge law: a pure function of the set of notices.</summary>
public class MergeLawTests
{
    [Fact]
    public void Any_order_and_any_repeats_give_the_same_plan()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var rows = Notices(random).ToArray();
            var expected = Text(Translating.Fold(rows));
            var shuffled = rows.Concat(rows.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(shuffled);
            Assert.True(expected == Text(Translating.Fold(shuffled)), $"Seed {seed}: another order gave another plan.");
            // One by one, as they would arrive: only the set counts, however it came about.
            var grown = new List<NoticeRow>();
            foreach (var row in shuffled) { grown.Add(row); _ = Translating.Fold([.. grown]); }
            Assert.Equal(expected, Text(Translating.Fold([.. grown])));
        }
    }

    /// <summary>A year in one life: corrected and contradictory release notices, movements, two spells, two prescribers, recovery plans that say different things.</summary>
    private static IEnumerable<NoticeRow> Notices(Random random)
    {
        for (var i = random.Next(1, 9); i > 0; i--)
            if (random.Next(4) == 0)
                yield return RecoveryPlan(Pick(random, "RP-1", "RP-2"), Time(random), notice =>
                {
                    notice["version"] = random.Next(1, 4);
                    notice["goals"]![random.Next(3)]!["rank"] = random.Next(1, 4);
                    notice["children"]!["answer"] = Pick(random, "told", "none", "declined", "not asked");
                    notice["capital"]![1]!["domain"] = Pick(random, "physical", "material");
                });
            else if (random.Next(3) == 0)
            {
                var movement = Translating.Released();
                var received = random.Next(2) == 0;
                movement["eventType"] = $"prison-offender-events.prisoner.{(received ? "received" : "released")}";
                movement["occurredAt"] = Time(random);
                movement["additionalInformation"]!["reason"] = received ? Pick(random, "ADMISSION", "TRANSFERRED", "RETURN_FROM_COURT") : Pick(random, "RELEASED", "SENT_TO_COURT", "TRANSFERRED", "TEMPORARY_ABSENCE_RELEASE");
                movement["additionalInformation"]!["prisonId"] = Pick(random, "LEI", "BWI");
                yield return Translating.Row("hmpps-domain-events", movement);
            }
            else
            {
                var notice = Translating.ReleaseNotice();
                notice["noticeId"] = $"RN-{random.Next(3)}";
                notice["noticeVersion"] = random.Next(1, 4);
                notice["createdAt"] = Time(random);
                notice["release"]!["bookingNumber"] = Pick(random, "11111A", "22222B");
                notice["release"]!["admissionDate"] = Pick(random, "10/01/2026", "10/02/2026");
                notice["prescription"]!["drug"] = Pick(random, "MTD1", "BUP8", "THI");
                notice["prescription"]!["dose"]!["value"] = random.Next(10, 90);
                notice["person"]!["surname"] = Pick(random, "HOLLIS", "Hollis-Reed");
                if (random.Next(2) == 0) notice["carePlan"]!["goals"]!.AsArray().RemoveAt(random.Next(6));
                yield return Translating.Row("prison-healthcare", notice);
            }
    }

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];

    private static string Time(Random random) => $"2026-{random.Next(1, 7):00}-{random.Next(1, 28):00}T{random.Next(24):00}:15:00Z";

    private static string Text(Plan plan) => new JsonArray([.. PlanBundle.Resources(plan, "https://fhir.example")]).ToJsonString() + string.Join('|', plan.Incomplete);

    private static NoticeRow RecoveryPlan(string plan, string at, Action<JsonObject>? change = null)
    {
        var notice = Samples.Json("recovery-plan", "normal.json");
        (notice["plan"], notice["at"]) = (plan, at);
        change?.Invoke(notice);
        return Translating.Row("recovery-plan", notice);
    }

    [Fact]
    public void Physical_and_material_capital_are_one_and_the_latest_answer_counts()
    {
        var rows = new[] { RecoveryPlan("RP-1", "2026-03-16T11:20:00Z"), RecoveryPlan("RP-2", "2026-04-16T11:20:00Z", notice => (notice["capital"]![1]!["domain"], notice["capital"]![1]!["need"]) = ("physical", "no")) };
        foreach (var plan in new[] { Translating.Fold(rows), Translating.Fold([.. rows.Reverse()]) })
        {
            Assert.Equal(["cultural", "human", "physical", "social"], plan.OfKind("recovery-capital").Select(fact => fact.Resource.TextAt("code", "coding", 0, "code")).Order());
            Assert.Equal("no", plan.OfKind("recovery-capital").Single(fact => fact.Resource.TextAt("code", "coding", 0, "code") == "physical").Resource.TextAt("component", 1, "valueCodeableConcept", "coding", 0, "code"));
        }
    }

    [Fact]
    public void Of_two_goals_with_one_rank_the_person_gave_it_to_the_later_and_no_goal_is_lost()
    {
        var rows = new[]
        {
            RecoveryPlan("RP-1", "2026-03-16T11:20:00Z"),
            RecoveryPlan("RP-2", "2026-04-16T11:20:00Z", notice =>
            {
                notice["goals"] = new JsonArray(notice["goals"]![2]!.DeepClone(), notice["goals"]![1]!.DeepClone());
                (notice["goals"]![0]!["rank"], notice["goals"]![1]!["rank"], notice["goals"]![0]!["text"]) = (1, 2, "A flat, wherever it is");
            }),
        };
        foreach (var plan in new[] { Translating.Fold(rows), Translating.Fold([.. rows.Reverse()]) })
        {
            Assert.Equal(6, plan.OfKind("goal").Count());
            Assert.Equal(["A flat, wherever it is", "Stay on my script and off heroin", "A flat of my own near the school"], InOrder(plan).Take(3));
            Assert.Equal([1, 2, 3], plan.OfKind("goal").Select(GoalRanking.RankOf).OfType<long>().Order());
        }

        static IEnumerable<string?> InOrder(Plan plan) => PlanBundle.Resources(plan, "https://fhir.example")[0]["goal"].Items().Select(goal => plan.Facts.Single(fact => fact.Reference == goal.TextAt("reference")).Resource.TextAt("description", "text"));
    }

    /// <summary>A16: told, none, declined and not asked are four things.</summary>
    [Theory]
    [InlineData("told", "2", null)]
    [InlineData("none", "0", null)]
    [InlineData("declined", null, "asked-declined")]
    [InlineData("not asked", null, "not-asked")]
    public void What_is_known_of_children_is_one_of_four_things(string answer, string? number, string? reason)
    {
        var plan = Translating.Fold(RecoveryPlan("RP-1", "2026-03-16T11:20:00Z", notice => notice["children"]!["answer"] = answer));
        var said = Assert.Single(plan.OfKind("children")).Resource;
        Assert.Equal((number, reason), (said["valueInteger"]?.ToString(), said.TextAt("dataAbsentReason", "coding", 0, "code")));
        Assert.Equal(answer == "told" ? 2 : 0, plan.OfKind("child").Count());
    }

    [Fact]
    public void The_release_event_and_the_notice_of_it_are_two_assertions_about_one_stay()
    {
        var plan = Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("hmpps-domain-events", Translating.Released()));
        var stay = Assert.Single(plan.OfKind("custody"));
        Assert.Equal("hmpps-domain-events", stay.Chosen.Source);
        Assert.Equal("prison-healthcare", Assert.Single(stay.Others).Source);
        Assert.Equal("finished", stay.Resource.TextAt("status"));
        Assert.Equal("83530D", stay.Resource.TextAt("identifier", 0, "value"));
        Assert.Equal("2026-03-06T09:40:12+00:00", stay.Resource.TextAt("period", "end"));
    }

    [Fact]
    public void A_correction_replaces_what_it_corrects_even_when_it_comes_first()
    {
        var first = Translating.ReleaseNotice();
        var correction = Translating.ReleaseNotice();
        correction["noticeVersion"] = 2;
        correction["carePlan"]!["goals"]!.AsArray().RemoveAt(0);
        correction["prescription"]!["dose"]!["value"] = 50;
        var plan = Translating.Fold(Translating.Row("prison-healthcare", correction), Translating.Row("prison-healthcare", first));
        Assert.Equal(5, plan.OfKind("goal").Count());
        Assert.Equal("50", Assert.Single(plan.OfKind("prescription")).Resource.At("dosageInstruction", 0, "doseAndRate", 0, "doseQuantity", "value")!.ToString());
        Assert.Single(plan.Notices);
    }

    [Fact]
    public void Two_opioid_substitutes_in_force_both_stay_and_are_an_issue_to_settle()
    {
        var other = Translating.ReleaseNotice();
        other["noticeId"] = "RN-other";
        other["prescription"]!["drug"] = "BUP8";
        var plan = Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("prison-healthcare", other));
        Assert.Equal(2, plan.OfKind("prescription").Count());
        var issue = Assert.Single(plan.Issues);
        Assert.Equal("duplicate-in-force", issue.TextAt("code", "coding", 0, "code"));
        Assert.Equal(2, issue["implicated"]!.AsArray().Count);
    }

    [Fact]
    public void Two_medicines_of_which_one_is_no_opioid_substitute_are_no_issue()
    {
        var other = Translating.ReleaseNotice();
        other["noticeId"] = "RN-other";
        other["prescription"]!["drug"] = "THI";
        Assert.Empty(Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("prison-healthcare", other)).Issues);
    }

    [Fact]
    public void A_version_that_never_came_is_said_and_holds_nothing_back()
    {
        var third = Translating.ReleaseNotice();
        third["noticeVersion"] = 3;
        var plan = Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("prison-healthcare", third));
        Assert.Equal("prison-healthcare release-notice: version 2 never reached us; the last that did is 3.", Assert.Single(plan.Incomplete));
        Assert.Equal(6, plan.OfKind("goal").Count());
    }

    [Fact]
    public void An_admission_begins_a_new_stay_and_leaves_the_old_one_ended()
    {
        var received = Translating.Released();
        received["eventType"] = "prison-offender-events.prisoner.received";
        received["occurredAt"] = "2026-04-02T16:05:00+01:00";
        received["additionalInformation"]!["reason"] = "ADMISSION";
        var plan = Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("hmpps-domain-events", Translating.Released()), Translating.Row("hmpps-domain-events", received));
        Assert.Equal(["finished", "in-progress"], plan.OfKind("custody").Select(stay => stay.Resource.TextAt("status")!));
    }

    [Fact]
    public void A_notice_of_the_stay_that_an_admission_began_is_about_that_stay()
    {
        var received = Translating.Released();
        received["eventType"] = "prison-offender-events.prisoner.received";
        received["occurredAt"] = "2025-06-10T16:05:00+01:00";
        received["additionalInformation"]!["reason"] = "ADMISSION";
        var plan = Translating.Fold(Translating.Row("hmpps-domain-events", received), Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("hmpps-domain-events", Translating.Released()));
        Assert.Equal("finished", Assert.Single(plan.OfKind("custody")).Resource.TextAt("status"));
    }

    [Fact]
    public void Every_reference_in_the_plan_leads_to_a_resource_in_it()
    {
        var plan = Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("hmpps-domain-events", Translating.Released()));
        var resources = PlanBundle.Resources(plan, "https://fhir.example");
        var there = resources.Select(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}").ToHashSet();
        var seen = 0;
        foreach (var resource in resources)
            References.Rewrite(resource, reference => { seen++; Assert.Contains(reference, there); return reference; });
        Assert.True(seen > 60);
    }

    /// <summary>The release is healthcare's, the way out the prison's: together they must not end before they begin.</summary>
    [Fact]
    public void An_end_from_one_source_before_the_beginning_from_another_is_no_date()
    {
        var notice = Translating.ReleaseNotice();
        notice["release"]!["admissionDate"] = "20/03/2026";
        var stay = Stay(notice, "2026-03-11T09:30:00Z");
        Assert.Equal("2026-03-20", stay.TextAt("period", "start"));
        Assert.Null(stay.At("period", "end"));
        Assert.Equal("2026-03-11T09:30:00Z", stay.TextAt("period", "_end", "extension", 0, "valueString"));
        Assert.Equal("2026-03-20T09:30:00Z", Stay(notice, "2026-03-20T09:30:00Z").TextAt("period", "end"));
    }

    private static JsonObject Stay(JsonObject notice, string releasedAt)
    {
        var movement = Translating.Released();
        movement["occurredAt"] = releasedAt;
        return Translating.Fold(Translating.Row("prison-healthcare", notice), Translating.Row("hmpps-domain-events", movement)).OfKind("custody").Single().Resource;
    }

    [Fact]
    public void What_one_source_does_not_know_is_filled_with_what_another_does()
    {
        var notice = Translating.ReleaseNotice();
        var known = Translating.Row("prison-healthcare", notice);
        notice["probation"]!["requirement"]!.AsObject().Remove("type");
        notice["noticeId"] = "RN-other";
        notice["createdAt"] = "2026-03-07T10:00:00Z";
        var unknown = Translating.Row("prison-healthcare", notice) with { Source = "another" };
        Assert.True(Throughcare.Translation.NotKnown.Is(unknown.Entries.Single(entry => entry.Kind == "requirement").Resource["code"]));
        var code = Translating.Fold(known, unknown).OfKind("requirement").Single().Resource["code"];
        Assert.Equal(known.Entries.Single(entry => entry.Kind == "requirement").Resource["code"]!.ToJsonString(), code!.ToJsonString());
    }

    /// <summary>Rows are never changed; what earlier tables left out is said to be unknown when they are folded again.</summary>
    [Fact]
    public void A_row_of_earlier_tables_that_lacks_what_FHIR_requires_is_completed()
    {
        var row = Translating.Row("prison-healthcare", Translating.ReleaseNotice());
        foreach (var goal in row.Entries.Where(entry => entry.Kind == "goal")) goal.Resource.Remove("description");
        Assert.All(Translating.Fold(row).OfKind("goal"), goal => Assert.Equal("unknown", goal.Resource.TextAt("description", "extension", 0, "valueCode")));
    }
}
