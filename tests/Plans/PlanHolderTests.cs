using System.Text.Json.Nodes;
using Throughcare.Handovers;
using Throughcare.Plans;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.Plans;

/// <summary>Who holds the plan and where the person is, from what the agencies said of stays, spells and handovers.</summary>
public class PlanHolderTests
{
    private const string HealthcareAtLeeds = "Healthcare at HMP Leeds", Wrexham = "Wrexham Recovery Service", Leeds = "Leeds Recovery Service";

    private static readonly Routing Routing = new(Translating.Tables);

    /// <summary>In prison since 10 June 2025, to be released on 6 March 2026.</summary>
    private static NoticeRow ToBeReleased() => Translating.Row("prison-healthcare", Translating.ReleaseNotice());

    private static NoticeRow Released(string at = "2026-03-06T09:40:12+00:00") => Movement("released", "RELEASED", "CR", at);

    private static NoticeRow Movement(string way, string reason, string code, string at, string prison = "LEI")
    {
        var movement = Translating.Released();
        (movement["eventType"], movement["occurredAt"]) = ($"prison-offender-events.prisoner.{way}", at);
        (movement["additionalInformation"]!["reason"], movement["additionalInformation"]!["nomisMovementReasonCode"], movement["additionalInformation"]!["prisonId"]) = (reason, code, prison);
        return Translating.Row("hmpps-domain-events", movement);
    }

    private static NoticeRow Answer(string status, string at, string recipient = "wrexham-recovery") => Translating.Row("handover-answers", new JsonObject
    {
        ["id"] = $"{status}|{at}|{recipient}", ["at"] = at,
        ["answer"] = new JsonObject { ["person"] = Translating.Person, ["handover"] = Translating.Handovers.IdOf(Translating.Person, Routing.Recipients[recipient]), ["status"] = status, ["owner"] = Translating.Handovers.Organisation(Routing.Recipients[recipient]), ["by"] = "community-treatment" },
    });

    private static NoticeRow Hospital(string sample) => Translating.Row("hospital-adt", Samples.Read("hospital-adt", $"{sample}.hl7"));

    /// <summary>The service that holds the plan, where the person is, and what is said of it.</summary>
    private static (string? Custodian, string? Setting, string? Remark) Held(params NoticeRow[] rows)
    {
        var holder = PlanHolder.Of(Translating.Fold(rows));
        return (holder.Custodian.TextAt("display"), holder.Setting.TextAt("coding", 0, "code"), holder.Remark);
    }

    private static string StillWith(string healthcare) => $"Out of prison, and no service has accepted the handover: the plan is still with {healthcare}.";

    [Fact]
    public void While_somebody_is_in_prison_its_healthcare_holds_the_plan() => Assert.Equal((HealthcareAtLeeds, "prison", null), Held(ToBeReleased()));

    [Fact]
    public void A_service_that_accepts_before_the_release_holds_the_plan_from_the_release()
    {
        var accepted = Answer("accepted", "2026-03-06T09:00:00Z");
        Assert.Equal((HealthcareAtLeeds, "prison", null), Held(ToBeReleased(), accepted));
        Assert.Equal((Wrexham, "community", null), Held(ToBeReleased(), accepted, Released()));
    }

    [Fact]
    public void A_release_that_nobody_has_accepted_leaves_the_plan_with_the_prisons_healthcare_and_says_so() =>
        Assert.Equal((HealthcareAtLeeds, "community", StillWith(HealthcareAtLeeds)), Held(ToBeReleased(), Released()));

    [Theory]
    [InlineData("accepted", true)]
    [InlineData("in-progress", true)]
    [InlineData("completed", true)]
    [InlineData("received", false)]
    [InlineData("rejected", false)]
    [InlineData("failed", false)]
    public void Only_a_service_that_has_taken_over_becomes_the_custodian(string status, bool holds) =>
        Assert.Equal(holds ? (Wrexham, "community", null) : (HealthcareAtLeeds, "community", StillWith(HealthcareAtLeeds)), Held(ToBeReleased(), Released(), Answer(status, "2026-03-09T10:00:00Z")));

    [Fact]
    public void A_handover_that_came_to_nothing_leaves_the_plan_where_it_was() =>
        Assert.Equal((HealthcareAtLeeds, "community", StillWith(HealthcareAtLeeds)), Held(ToBeReleased(), Released(), Answer("accepted", "2026-03-09T10:00:00Z"), Answer("failed", "2026-03-20T10:00:00Z")));

    [Fact]
    public void Of_two_services_that_accepted_the_later_holds_the_plan() =>
        Assert.Equal((Leeds, "community", null), Held(ToBeReleased(), Released(), Answer("accepted", "2026-04-09T10:00:00Z", "leeds-recovery"), Answer("accepted", "2026-03-09T10:00:00Z")));

    [Fact]
    public void Who_comes_back_to_prison_is_in_the_hands_of_that_prisons_healthcare_and_is_to_be_handed_over_anew()
    {
        NoticeRow[] before = [ToBeReleased(), Released(), Answer("accepted", "2026-03-09T10:00:00Z"), Movement("received", "ADMISSION", "24", "2026-05-04T15:00:00+01:00", "BWI")];
        Assert.Equal(("Healthcare at HMP Berwyn", "prison", null), Held(before));
        Assert.Equal(("Healthcare at HMP Berwyn", "community", StillWith("Healthcare at HMP Berwyn")), Held([.. before, Movement("released", "RELEASED", "CR", "2026-06-04T09:00:00+01:00", "BWI")]));
    }

    [Fact]
    public void A_move_to_another_prison_takes_the_plan_to_its_healthcare() =>
        Assert.Equal(("Healthcare at HMP Berwyn", "prison", null), Held(ToBeReleased(), Movement("received", "TRANSFERRED", "INT", "2026-02-04T15:00:00+00:00", "BWI")));

    [Theory]
    [InlineData("SENT_TO_COURT", "CRT", "court")]
    [InlineData("TEMPORARY_ABSENCE_RELEASE", "C3", "prison")]
    [InlineData("RELEASED_TO_HOSPITAL", "HP", "inpatient")]
    public void A_way_out_that_is_no_release_leaves_the_plan_with_the_prison(string reason, string code, string setting) =>
        Assert.Equal((HealthcareAtLeeds, setting, null), Held(ToBeReleased(), Movement("released", reason, code, "2026-02-04T08:00:00+00:00")));

    [Fact]
    public void Nobody_holds_the_plan_of_somebody_who_has_died()
    {
        const string said = "The person has died: no service holds the plan any more.";
        Assert.Equal((null, null, said), Held(ToBeReleased(), Movement("released", "RELEASED", "DEC", "2026-03-01T04:00:00+00:00")));
        Assert.Equal((null, null, said), Held(ToBeReleased(), Released("2026-01-06T09:40:12+00:00"), Answer("accepted", "2026-01-09T10:00:00Z"), Hospital("died")));
    }

    [Fact]
    public void A_death_that_was_a_mistake_is_over_when_the_person_is_received() =>
        Assert.Equal((HealthcareAtLeeds, "prison", null), Held(Movement("released", "RELEASED", "DEC", "2026-03-01T04:00:00+00:00"), Movement("received", "ADMISSION", "24", "2026-03-02T04:00:00+00:00")));

    [Fact]
    public void A_bed_in_hospital_is_where_somebody_is_until_they_leave_it_and_nobody_elses_plan_for_that()
    {
        NoticeRow[] outside = [ToBeReleased() with { At = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero) }, Released("2026-01-06T09:40:12+00:00"), Answer("accepted", "2026-01-09T10:00:00Z")];
        Assert.Equal((Wrexham, "inpatient", null), Held([.. outside, Hospital("admitted")]));
        Assert.Equal((Wrexham, "community", null), Held([.. outside, Hospital("admitted"), Hospital("discharged")]));
        Assert.Equal((Wrexham, "community", null), Held([.. outside, Hospital("clinic")]));
    }

    [Fact]
    public void A_discharge_from_hospital_is_no_release_from_prison() => Assert.Equal((HealthcareAtLeeds, "prison", null), Held(ToBeReleased(), Hospital("admitted"), Hospital("discharged")));

    [Fact]
    public void Who_was_never_in_prison_is_with_the_service_that_treats_them_and_before_with_nobody()
    {
        Assert.Equal((null, null, null), Held(Hospital("clinic")));
        var treated = Held(Translating.Row("community-provider-fhir", Samples.Json("community-provider-fhir", "normal.json")));
        Assert.Equal((Leeds, "community", null), treated);
    }

    [Fact]
    public void A_spell_of_before_prison_does_not_take_the_plan_from_it()
    {
        var spell = Samples.Json("community-provider-fhir", "normal.json");
        foreach (var entry in spell["entry"]!.AsArray().ToList()) if (entry.TextAt("resource", "resourceType") == "Task") spell["entry"]!.AsArray().Remove(entry);
        Assert.Equal(HealthcareAtLeeds, Held(ToBeReleased(), Released("2026-06-06T09:40:12+01:00"), Translating.Row("community-provider-fhir", spell)).Custodian);
        Assert.Equal(Leeds, Held(ToBeReleased(), Released("2026-01-06T09:40:12+00:00"), Translating.Row("community-provider-fhir", spell)).Custodian);
    }

    [Fact]
    public void A_residential_service_is_a_setting_of_its_own()
    {
        var extract = Translating.Row("ndtms-returns", Samples.Read("ndtms-returns", "normal.csv"));
        var spell = extract.Entries.Single(entry => entry.Kind == "episode").Resource;
        spell["extension"] = new JsonArray(new JsonObject { ["url"] = FhirNames.Extension("treatment-setting"), ["valueCodeableConcept"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "residential" }) } });
        (spell["status"], spell["period"]) = ("active", new JsonObject { ["start"] = "2026-04-01" });
        Assert.Equal("residential", Held(ToBeReleased(), Released(), extract).Setting);
    }

    [Fact]
    public void The_order_in_which_notices_come_does_not_matter()
    {
        NoticeRow[] rows =
        [
            ToBeReleased(), Released(), Answer("received", "2026-03-06T11:00:00Z"), Answer("accepted", "2026-03-09T10:00:00Z"), Hospital("admitted"), Hospital("discharged"),
            Movement("received", "ADMISSION", "24", "2026-05-04T15:00:00+01:00", "BWI"), Movement("released", "RELEASED", "CR", "2026-06-04T09:00:00+01:00", "BWI"), Answer("accepted", "2026-06-05T10:00:00Z", "leeds-recovery"),
        ];
        Assert.Equal((Leeds, "community", null), Held(rows));
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var some = rows.Where(_ => random.Next(4) > 0).DefaultIfEmpty(rows[0]).ToArray();
            var expected = Held(some);
            random.Shuffle(some);
            Assert.Equal(expected, Held(some));
        }
    }

    [Fact]
    public void The_plan_says_whose_it_is_who_holds_it_where_the_person_is_and_who_has_contributed()
    {
        var plan = Translating.Current(Translating.Fold(ToBeReleased(), Released(), Answer("accepted", "2026-03-09T10:00:00Z"))).Resources[0];
        Assert.Equal(("ZZ901", Wrexham), (plan.TextAt("author", "identifier", "value"), plan.TextAt("author", "display")));
        Assert.Equal($"Patient/{Translating.Person}", Extension("plan-owner").TextAt("valueReference", "reference"));
        Assert.Equal("community", Extension("current-setting").TextAt("valueCodeableConcept", "coding", 0, "code"));
        Assert.Equal(["handover-answers", "hmpps-domain-events", "prison-healthcare"], plan["contributor"].Items().Select(one => one.TextAt("identifier", "value")));

        JsonNode? Extension(string name) => plan["extension"].Items().SingleOrDefault(extension => extension.TextAt("url") == FhirNames.Extension(name));
    }
}
