using System.Text.Json.Nodes;
using Throughcare.FhirApi;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Plans;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.Handovers;

/// <summary>The Task of a handover: ours until it is answered, and the answer's afterwards.</summary>
public class HandoverTasksTests
{
    private static readonly Recipient Wrexham = new Routing(Translating.Tables).Recipients["wrexham-recovery"];

    private static readonly string Id = Translating.Handovers.IdOf(Translating.Person, Wrexham);

    private static readonly Caller Services = new("community-treatment", [], "community-treatment", ["leeds-recovery", "wrexham-recovery"], false);

    private static readonly HandoverAnswers Answers = new(Translating.Handovers, new HandoverSteps(Repo.Mappings), TimeProvider.System);

    private static IReadOnlyList<JsonObject> Resources(params NoticeRow[] rows)
    {
        var plan = Translating.Fold([Translating.Row("prison-healthcare", Translating.ReleaseNotice()), .. rows]);
        return Translating.Handovers.With(plan, PlanBundle.Resources(plan, "https://fhir.example"));
    }

    private static JsonObject Handover(params NoticeRow[] rows)
    {
        var task = Resources(rows).Single(resource => resource.TextAt("id") == Id).DeepClone().AsObject();
        task["meta"] = new JsonObject { ["versionId"] = "v1" };
        return task;
    }

    private static NoticeRow Answer(string status, string at = "2026-03-06T11:00:00Z", string? id = null) => Translating.Row("handover-answers", new JsonObject
    {
        ["id"] = $"{status}|{at}", ["at"] = at, ["answer"] = new JsonObject { ["person"] = Translating.Person, ["handover"] = id ?? Id, ["status"] = status, ["owner"] = Translating.Handovers.Organisation(Wrexham), ["by"] = "community-treatment" },
    });

    private static NoticeRow Message(string status, string at)
    {
        var bundle = Samples.Json("community-provider-fhir", "rejected.json");
        (bundle["timestamp"], bundle["identifier"]!["value"]) = (at, at);
        var task = bundle["entry"].Items().Select(entry => entry["resource"]!).Single(resource => resource.TextAt("resourceType") == "Task");
        (task["id"], task["status"]) = (Id, status);
        return Translating.Row("community-provider-fhir", bundle);
    }

    private static string? Reason(Outcome<JsonObject> outcome) => outcome.Match<string?>(_ => null, because => because, refusal => $"{refusal.Reason} {refusal.Element}");

    private static JsonObject Wanted(string status, JsonObject? from = null)
    {
        var task = (from ?? Handover()).DeepClone().AsObject();
        task["status"] = status;
        task["statusReason"] = new JsonObject { ["text"] = "Why" };
        return task;
    }

    [Fact]
    public void Who_does_not_take_over_says_why()
    {
        var wanted = Wanted("rejected");
        Assert.Null(Reason(Answers.Notice(Services, Handover(), wanted)));
        wanted.Remove("statusReason");
        Assert.Equal("AnswerIsIncomplete Task.statusReason", Reason(Answers.Notice(Services, Handover(), wanted)));
        wanted["status"] = "accepted";
        Assert.Null(Reason(Answers.Notice(Services, Handover(), wanted)));
    }

    [Fact]
    public void A_service_that_is_asked_has_one_Task_whatever_was_answered()
    {
        Assert.Equal("requested", Handover().TextAt("status"));
        var answered = Resources(Answer("accepted"));
        var task = Assert.Single(answered, resource => resource.TextAt("code", "coding", 0, "code") == "accept-handover");
        Assert.Equal((Id, "accepted"), (task.TextAt("id"), task.TextAt("status")));
        // What is ours of it stays.
        foreach (var name in new[] { "focus", "for", "owner", "restriction", "priority" }) Assert.True(JsonNode.DeepEquals(Handover()[name], task[name]), name);
        Assert.Contains(answered[0]["activity"].Items(), activity => activity.TextAt("reference", "reference") == $"Task/{Id}");
    }

    [Fact]
    public void The_later_of_two_answers_counts_by_whatever_road_each_came()
    {
        Assert.Equal("rejected", Handover(Answer("accepted", "2026-03-06T11:00:00Z"), Message("rejected", "2026-03-06T12:00:00Z")).TextAt("status"));
        Assert.Equal("accepted", Handover(Answer("accepted", "2026-03-06T13:00:00Z"), Message("rejected", "2026-03-06T12:00:00Z")).TextAt("status"));
        Assert.Equal("accepted", Handover(Message("rejected", "2026-03-06T12:00:00Z"), Answer("accepted", "2026-03-06T13:00:00Z")).TextAt("status"));
    }

    [Fact]
    public void Who_is_received_into_prison_again_is_to_be_handed_over_again()
    {
        var received = Translating.Released();
        received["eventType"] = "prison-offender-events.prisoner.received";
        received["occurredAt"] = "2026-04-02T16:05:00+01:00";
        received["additionalInformation"]!["reason"] = "ADMISSION";
        NoticeRow[] before = [Translating.Row("hmpps-domain-events", Translating.Released()), Answer("accepted"), Answer("completed", "2026-03-20T11:00:00Z")];
        Assert.Equal("completed", Handover(before).TextAt("status"));
        NoticeRow[] again = [.. before, Translating.Row("hmpps-domain-events", received)];
        Assert.Equal("requested", Handover(again).TextAt("status"));
        Assert.Equal("accepted", Handover([.. again, Answer("accepted", "2026-04-03T09:00:00Z")]).TextAt("status"));
    }

    /// <summary>An answer names a Task by its id, and might name anything.</summary>
    [Fact]
    public void An_answer_takes_no_id_that_is_not_a_free_one_of_this_plan()
    {
        var action = Resources().First(resource => resource.TextAt("resourceType") == "Task" && resource.TextAt("id") != Id).TextAt("id")!;
        foreach (var id in new[] { action, Translating.Person, "pother-" + Id.Split('-')[1], $"{Translating.Person}-short", $"{Id}x", "../../x" })
        {
            var resources = Resources(Answer("accepted", id: id));
            Assert.Equal(resources.Count, resources.Select(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}").Distinct().Count());
            Assert.All(resources.Where(resource => resource.TextAt("lastModified") is not null), resource => Assert.True(Keys.IsInPlan(Translating.Person, resource.TextAt("id")!) && resource.TextAt("id") != action, id));
            Assert.Equal("requested", resources.Single(resource => resource.TextAt("id") == Id).TextAt("status"));
        }
    }

    [Fact]
    public void Two_services_have_two_Tasks_and_each_answers_its_own()
    {
        Assert.Equal("wrexham-recovery", Translating.Handovers.AskedOf(Id, Services.Recipients)!.Name);
        Assert.Null(Translating.Handovers.AskedOf(Id, ["leeds-recovery"]));
        Assert.Null(Translating.Handovers.AskedOf(Id, ["*"]));
        Assert.Null(Translating.Handovers.AskedOf("nonsense", Services.Recipients));
        Assert.Equal("NotYoursToAnswer ", Reason(Answers.Notice(Services with { Recipients = ["leeds-recovery"] }, Handover(), Wanted("accepted"))));
    }

    /// <summary>Every pair of statuses there is: what handover-steps.csv has is taken, all else refused.</summary>
    [Fact]
    public void A_step_is_taken_when_the_table_has_it_and_at_no_other_time()
    {
        string[] statuses = ["draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress", "on-hold", "failed", "completed", "entered-in-error"];
        var rows = File.ReadLines(Path.Combine(Repo.Mappings, "handover-steps.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => (cells[0], cells[1])).ToHashSet();
        Assert.True(rows.Count > 10);
        foreach (var from in statuses)
            foreach (var to in statuses)
                Assert.Equal(rows.Contains((from, to)) ? null : "StepIsNotPossible Task.status", Reason(Answers.Notice(Services, Wanted(from), Wanted(to))));
    }

    [Fact]
    public void Two_answers_to_one_version_are_one_notice_id_and_answers_to_two_are_two()
    {
        string IdOf(JsonObject now, string status) => Answers.Notice(Services, now, Wanted(status, now)).Match(notice => notice.TextAt("id")!, _ => "", refusal => refusal.Reason.ToString());
        var next = Handover();
        next["meta"] = new JsonObject { ["versionId"] = "v2" };
        Assert.Equal(IdOf(Handover(), "accepted"), IdOf(Handover(), "rejected"));
        Assert.NotEqual(IdOf(Handover(), "accepted"), IdOf(next, "accepted"));
    }

    [Fact]
    public void An_element_that_R4_does_not_have_is_refused_without_its_name()
    {
        var wanted = Wanted("accepted");
        wanted["nameOfSomebody"] = "x";
        Assert.Equal("OnlyTheAnswerCanChange Task", Reason(Answers.Notice(Services, Handover(), wanted)));
        // The version they saw and their own narrative are no change of ours.
        var same = Wanted("accepted");
        same["meta"] = new JsonObject { ["versionId"] = "old" };
        same["text"] = new JsonObject { ["status"] = "generated", ["div"] = "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>" };
        Assert.Null(Reason(Answers.Notice(Services, Handover(), same)));
    }
}
