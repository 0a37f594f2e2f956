using System.Text.Json.Nodes;
using Throughcare.FhirApi;
using Throughcare.Plans;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.FhirApi;

/// <summary>Versions of a plan as one audience sees it.</summary>
public class DisclosedPlanTests
{
    private const string Goal = "Goal", CarePlan = $"CarePlan/{Translating.Person}";

    private static readonly DateTimeOffset First = new(2026, 3, 6, 10, 30, 0, TimeSpan.Zero);

    /// <summary>A release notice whose version, first goal and number of goals can be told apart.</summary>
    private static NoticeRow Notice(int version, string goal, int goals, int minutes, string surname = "HOLLIS")
    {
        var notice = Translating.ReleaseNotice();
        notice["noticeVersion"] = version;
        notice["person"]!["surname"] = surname;
        var list = notice["carePlan"]!["goals"]!.AsArray();
        while (list.Count > goals) list.RemoveAt(list.Count - 1);
        list[0]!["text"] = goal;
        return Translating.Row("prison-healthcare", notice, First.AddMinutes(minutes));
    }

    private static DisclosedPlan Plan(IEnumerable<NoticeRow> rows, DateTimeOffset? until = null, Func<JsonObject, bool>? only = null) =>
        Translating.Disclosed(rows, plan => [.. PlanBundle.Resources(plan, "https://fhir.example").Where(only ?? (_ => true)).Select(resource => resource.DeepClone().AsObject())], until);

    private static string FirstGoal(DisclosedPlan plan) => plan.Now().Select(one => DisclosedPlan.Reference(one.Resource!)).First(reference => reference.StartsWith(Goal, StringComparison.Ordinal));

    [Fact]
    public void A_resource_has_a_new_version_when_it_changes_and_keeps_the_old_one_when_it_does_not()
    {
        var rows = new[] { Notice(1, "Stay well", 3, 0), Notice(2, "Stay well", 2, 5), Notice(3, "Stay in touch", 2, 9) };
        var goal = FirstGoal(Plan(rows));
        var versions = Plan(rows).History(goal);
        Assert.Equal([First.AddMinutes(9), First], versions.Select(version => version.Since));
        Assert.Equal(["Stay in touch", "Stay well"], versions.Select(version => version.Resource.TextAt("description", "text")));
        Assert.Equal(versions[0].Id, Plan(rows).Now(goal)!.Id);
        Assert.Equal(versions[1].Id, Plan(rows[..2]).Now(goal)!.Id);
        Assert.Equal(versions[1].Id, Plan(rows, First.AddMinutes(5)).Now(goal)!.Id);
        // The CarePlan names its goals and does not repeat them.
        Assert.Equal([First.AddMinutes(5), First], Plan(rows).History(CarePlan).Select(version => version.Since));
    }

    [Fact]
    public void What_was_taken_out_of_the_plan_is_gone_and_still_in_the_history()
    {
        var rows = new[] { Notice(1, "Stay well", 3, 0), Notice(2, "Stay well", 2, 5) };
        var third = Plan(rows[..1]).Now().Select(one => DisclosedPlan.Reference(one.Resource!)).Where(reference => reference.StartsWith(Goal, StringComparison.Ordinal)).Last();
        Assert.Null(Plan(rows).Now(third));
        Assert.Equal([(true, First.AddMinutes(5)), (false, First)], Plan(rows).History(third).Select(version => (version.Resource is null, version.Since)));
        Assert.Empty(Plan(rows).History("Goal/other"));
    }

    [Fact]
    public void A_change_that_an_audience_may_not_see_makes_no_version_for_it()
    {
        var rows = new[] { Notice(1, "Stay well", 2, 0), Notice(2, "Stay in touch", 2, 5) };
        var patient = $"Patient/{Translating.Person}";
        var blind = Plan(rows, only: resource => resource.TextAt("resourceType") == "Patient");
        Assert.Single(blind.History(patient));
        Assert.Equal(Plan(rows[..1]).Now(patient)!.Id, blind.Now(patient)!.Id);
        Assert.Equal(First, Assert.Single(blind.Now()).Since);
    }

    [Fact]
    public void The_same_content_again_is_another_version()
    {
        var rows = new[] { Notice(1, "Stay well", 2, 0, "HOLLIS"), Notice(2, "Stay well", 2, 5, "REED"), Notice(3, "Stay well", 2, 9, "HOLLIS") };
        var versions = Plan(rows).History($"Patient/{Translating.Person}");
        Assert.Equal(3, versions.Select(version => version.Id).Distinct().Count());
        Assert.All(versions, version => Assert.Matches("^[A-Za-z0-9.-]{1,64}$", version.Id));
    }

    [Fact]
    public void Any_order_of_the_rows_gives_the_same_versions_and_each_resource_one_version_now()
    {
        var rows = new[] { Notice(1, "Stay well", 3, 0), Notice(2, "Stay in touch", 2, 5, "REED"), Notice(3, "Stay in touch", 3, 9) };
        var expected = Plan(rows).Now().Select(one => one.Id).ToList();
        Assert.Equal(expected, Plan(rows.Reverse()).Now().Select(one => one.Id));
        Assert.Equal(Plan(rows).Now().Select(one => Plan(rows).History(DisclosedPlan.Reference(one.Resource!))[0].Id), expected);
        Assert.All(Plan(rows).Now(), one => Assert.Equal(["resourceType", "id", "meta"], one.Resource!.Select(member => member.Key).Take(3)));
    }
}
