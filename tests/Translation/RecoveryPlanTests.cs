using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>What a keyworker writes down with the person, as FHIR.</summary>
public class RecoveryPlanTests
{
    private static Translated Plan(string sample = "normal.json", Action<JsonObject>? change = null)
    {
        var notice = Samples.Json("recovery-plan", sample);
        change?.Invoke(notice);
        return Translating.Translate("recovery-plan", notice);
    }

    private static IEnumerable<JsonObject> All(Translated plan, string kind) => plan.Entries.Where(entry => entry.Kind == kind).Select(entry => entry.Resource);

    private static JsonNode? Extension(JsonObject resource, string name) => resource["extension"].Items().SingleOrDefault(extension => extension.TextAt("url") == FhirNames.Extension(name));

    [Fact]
    public void Every_row_of_the_table_is_used_by_a_sample() => Assert.Empty(Samples.UnusedRows("recovery-plan"));

    [Fact]
    public void The_person_ranks_what_they_want_and_not_what_an_order_asks()
    {
        var plan = Plan(change: notice => notice["goals"]![3]!["rank"] = 4);
        var goals = All(plan, "goal").ToList();
        Assert.Equal(["1", "2", "3", null], goals.Select(goal => Extension(goal, "goal-rank")?["valuePositiveInt"]!.ToString()));
        Assert.Equal([false, false, false, true], goals.Select(goal => Extension(goal, "statutory-goal") is not null));
        Assert.Equal([true, true, true, false], goals.Select(goal => goal["expressedBy"] is not null));
        Assert.Equal("RQ-37147139", goals[3].TextAt("addresses", 0, "identifier", "value"));
        Assert.Contains(plan.Remarks, remark => remark.Element == "goals[].rank");
    }

    [Fact]
    public void An_action_says_who_does_it_by_when_and_how_often()
    {
        var actions = All(Plan(), "action").ToList();
        Assert.Equal(["the-person", "family-or-friend", "the-person", "community-drug-and-alcohol-service", "probation-practitioner"], actions.Select(action => action.TextAt("performerType", 0, "coding", 0, "code")));
        Assert.Equal("Maureen Hollis", actions[1].TextAt("owner", "display"));
        Assert.Equal("2026-04-18", actions[1].TextAt("restriction", "period", "end"));
        Assert.Equal(["1 in 1 d", null, "6 in 1 wk", null, "1 in 1 wk"], actions.Select(action => Extension(action, "action-steps")?["valueTiming"]?["repeat"] is { } repeat ? $"{repeat["frequency"]} in {repeat["period"]} {repeat["periodUnit"]}" : null));
    }

    [Fact]
    public void Steps_of_a_month_are_no_steps_of_a_day_or_week() => Assert.Null(Extension(All(Plan("contradictory.json"), "action").Single(), "action-steps"));

    [Fact]
    public void Days_to_avoid_are_days_that_a_computer_can_read() =>
        Assert.Equal(["fri", "sun"], All(Plan(), "plan-answer").Single(answer => answer.TextAt("code", "coding", 0, "code") == "days-to-avoid")["component"].Items().Select(day => day.TextAt("valueCodeableConcept", "coding", 0, "code")));

    [Fact]
    public void A_language_without_a_code_is_kept_by_its_name()
    {
        var language = Plan("contradictory.json").One("person").At("communication", 0, "language");
        Assert.Equal(("und", "Kurmanji"), (language.TextAt("coding", 0, "code"), language.TextAt("text")));
        Assert.Null(Plan("least.json").One("person")["communication"]);
    }

    [Fact]
    public void A_review_that_is_due_before_the_last_one_is_not_to_be_acted_on() =>
        Assert.NotNull(Plan("contradictory.json").Entries.Single(entry => entry.Kind == "prescribing-review").Unusable);

    [Fact]
    public void Two_services_may_use_one_number_of_a_plan() =>
        Assert.NotEqual(Plan("least.json").Head.Id, Plan("least.json", notice => notice["service"]!["odsCode"] = "ZZ902").Head.Id);

    [Fact]
    public void The_persons_own_words_are_theirs_and_kept_to_the_letter()
    {
        var words = Plan().One("own-words");
        Assert.Equal(Samples.Json("recovery-plan", "normal.json").TextAt("words"), words.TextAt("valueString"));
        Assert.Equal(words.TextAt("subject", "reference"), words.TextAt("performer", 0, "reference"));
    }
}
