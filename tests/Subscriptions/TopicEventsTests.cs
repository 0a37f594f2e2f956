using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Plans;
using Throughcare.Subscriptions;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.Subscriptions;

/// <summary>Which notice is an event for whom: exactly those that change what a subscriber may see of the topic.</summary>
public class TopicEventsTests
{
    private static readonly Caller Probation = Subscribing.Callers.Named("probation")!, Community = Subscribing.Callers.Named("community-treatment")!, Gp = Subscribing.Callers.Named("gp")!;

    private static Topic Topic(string name) => Subscribing.Topics.Named(name)!;

    private static NoticeRow Release(int version, Action<JsonObject>? change = null)
    {
        var notice = Translating.ReleaseNotice();
        notice["noticeVersion"] = version;
        change?.Invoke(notice);
        return Translating.Row("prison-healthcare", notice, Subscribing.Now.AddMinutes(version));
    }

    private static BeforeAndAfter Step(params NoticeRow[] rows) => Step(rows, Subscribing.Disclosed);

    private static BeforeAndAfter Step(NoticeRow[] rows, Func<Caller, Plan, IReadOnlyList<JsonObject>> disclosed) => new(
        rows.Length > 1 ? Translating.Fold(rows[..^1]) : null, rows.Length > 1 ? London.DayOf(rows[^2].RecordedAt) : default, Translating.Fold(rows), London.DayOf(rows[^1].RecordedAt), Subscribing.Routing, Subscribing.Whole, disclosed);

    /// <summary>Situations as they came about, notice by notice: the golden ones, and lives made up by chance.</summary>
    private static IEnumerable<(string Name, NoticeRow[] Rows)> Lives()
    {
        foreach (var folder in Directory.EnumerateDirectories(Repo.Golden).Order(StringComparer.Ordinal))
        {
            var files = Directory.EnumerateFiles(folder).Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0])).Order(StringComparer.Ordinal);
            yield return (Path.GetFileName(folder), [.. files.Select((file, at) => Translating.Row(Path.GetFileName(file).Split('.')[1], file.EndsWith(".json", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(JsonNode.Parse(File.ReadAllText(file))!.ToJsonString()) : File.ReadAllBytes(file), Subscribing.Now.AddMinutes(at)))]);
        }
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            yield return ($"seed {seed}", [.. Enumerable.Range(0, 6).Select(at => random.Next(4) == 0 ? Movement(random, at) : Release(at + 1, notice =>
            {
                notice["createdAt"] = $"2026-03-0{random.Next(1, 7)}T0{random.Next(10)}:00:00Z";
                notice["noticeId"] = $"RN-{random.Next(2)}";
                notice["person"]!["address"]!["postcode"] = Pick(random, "LL13 8AB", "LS8 5AB", "WF1 1AA", "ZZ1 1ZZ");
                notice["prescription"]!["dose"]!["value"] = random.Next(40, 43);
                notice["probation"]!["requirement"]!["requirementId"] = Pick(random, "RQ-1", "RQ-2");
                if (random.Next(2) == 0) notice["carePlan"]!["goals"]!.AsArray().RemoveAt(0);
            }))]);
        }
    }

    private static NoticeRow Movement(Random random, int at)
    {
        var movement = Translating.Released();
        var received = random.Next(2) == 0;
        movement["eventType"] = $"prison-offender-events.prisoner.{(received ? "received" : "released")}";
        movement["occurredAt"] = $"2026-03-0{random.Next(1, 7)}T1{random.Next(10)}:00:00Z";
        movement["additionalInformation"]!["reason"] = received ? Pick(random, "ADMISSION", "TRANSFERRED") : Pick(random, "RELEASED", "SENT_TO_COURT", "TRANSFERRED");
        return Translating.Row("hmpps-domain-events", movement, Subscribing.Now.AddMinutes(at));
    }

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];

    /// <summary>Told in another way than the program does: the texts of what somebody may see, by their addresses.</summary>
    private static Dictionary<string, string> MaySee(Caller caller, Topic topic, NoticeRow[] rows)
    {
        if (rows.Length == 0) return [];
        var plan = Translating.Fold(rows);
        var told = Subscribing.Routing.WhoMustBeTold(plan, London.DayOf(rows[^1].RecordedAt));
        if (!caller.Recipients.Contains("*") && !told.Any(destination => destination.To is { } to && caller.Recipients.Contains(to))) return [];
        var ofTopic = Subscribing.Whole(plan).Where(resource => topic.Name switch
        {
            "treatment-requirement" => resource.TextAt("resourceType") == "ServiceRequest" && topic.Codes.Contains(resource.TextAt("code", "coding", 0, "code") ?? ""),
            "release" => resource.TextAt("resourceType") == "Encounter" && resource.TextAt("class", "code") == "prison",
            "handover" => resource.TextAt("resourceType") == "Task" && resource.TextAt("code", "coding", 0, "code") == "accept-handover",
            _ => true,
        }).Select(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}").ToHashSet();
        return Subscribing.Disclosed(caller, plan).Where(resource => ofTopic.Contains($"{resource.TextAt("resourceType")}/{resource.TextAt("id")}")).ToDictionary(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}", resource =>
        {
            var content = resource.DeepClone().AsObject();
            if (content["meta"] is JsonObject meta) { meta.Remove("versionId"); meta.Remove("lastUpdated"); if (meta.Count == 0) content.Remove("meta"); }
            return InOrder(content).ToJsonString();
        });
    }

    /// <summary>The order of members says nothing in JSON.</summary>
    private static JsonNode InOrder(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : InOrder(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : InOrder(item))]),
        _ => node.DeepClone(),
    };

    [Fact]
    public void There_is_an_event_exactly_when_what_the_subscriber_may_see_of_the_topic_has_changed_and_it_names_nothing_else()
    {
        var (events, none) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (name, rows) in Lives())
        {
            var before = new Dictionary<(string, string), Dictionary<string, string>>();
            for (var count = 1; count <= rows.Length; count++)
            {
                var step = Step(rows[..count]);
                foreach (var caller in Subscribing.Readers)
                    foreach (var topic in Subscribing.AllTopics)
                    {
                        var (then, now) = (before.GetValueOrDefault((caller.Name, topic.Name), []), MaySee(caller, topic, rows[..count]));
                        before[(caller.Name, topic.Name)] = now;
                        var changed = then.Keys.Union(now.Keys).Where(reference => then.GetValueOrDefault(reference) != now.GetValueOrDefault(reference)).ToHashSet();
                        var change = step.For(caller, topic, [], []);
                        Assert.True(changed.Count > 0 == change is not null, $"{name}, notice {count}, {caller.Name}, {topic.Name}: {(change is null ? "no event" : "an event")}, and {changed.Count} changed.");
                        if (change is null) { none.Add($"{caller.Name} {topic.Name}"); continue; }
                        events.Add($"{caller.Name} {topic.Name}");
                        // Of the whole plan the plan itself is named too, whatever in it has changed.
                        Assert.Subset(then.Keys.Concat(now.Keys).ToHashSet(), change.All.ToHashSet());
                        Assert.Superset(changed, change.All.ToHashSet());
                        Assert.Equal(topic.Name == "plan" ? change.All.Count() : changed.Count, change.All.Distinct().Count());
                    }
            }
        }
        // The search is worth something only if it met both, for each kind of reader.
        Assert.Superset(new HashSet<string> { "probation treatment-requirement", "gp release", "community-treatment plan", "community-treatment handover", "prison-healthcare plan", "desk plan" }, events);
        Assert.Superset(new HashSet<string> { "probation release", "probation handover", "gp treatment-requirement", "community-treatment release" }, none);
    }

    /// <summary>The negative control of the law above: a leak would be seen by it.</summary>
    [Fact]
    public void Somebody_who_were_shown_everything_would_hear_of_what_is_hidden()
    {
        NoticeRow[] rows = [Release(1), Release(2, notice => notice["prescription"]!["dose"]!["value"] = 75)];
        Assert.Null(Step(rows).For(Probation, Topic("plan"), [], []));
        Assert.NotNull(Step(rows, (_, plan) => PlanBundle.Resources(plan, Subscribing.FhirBase)).For(Probation, Topic("plan"), [], []));
    }

    [Fact]
    public void Who_joins_hears_of_everything_and_who_leaves_that_all_is_gone()
    {
        NoticeRow[] rows = [Release(1), Release(2, notice => notice["person"]!["address"]!["postcode"] = "LS8 5AB")];
        var requirement = Step(rows[..1]).For(Probation, Topic("treatment-requirement"), [], [])!;
        Assert.Empty(requirement.Others);
        // Probation as a whole goes on; of its two regions one hears that it is gone and the other that it is there.
        Assert.Null(Step(rows).For(Probation, Topic("treatment-requirement"), [], []));
        Assert.Equal(requirement, Step(rows).For(Probation, Topic("treatment-requirement"), [], ["wales-probation"])! with { Others = requirement.Others });
        Assert.Equal(requirement.Focus, Step(rows).For(Probation, Topic("treatment-requirement"), [], ["yorkshire-probation"])!.Focus);
        Assert.Null(Step(rows[..1]).For(Probation, Topic("treatment-requirement"), [], ["yorkshire-probation"]));
        Assert.Equal(requirement.Focus, Step(rows).For(Probation, Topic("treatment-requirement"), ["wrexham"], [])!.Focus);
        Assert.Null(Step(rows).For(Probation, Topic("treatment-requirement"), ["bradford"], []));

        var died = Translating.Released();
        died["additionalInformation"]!["nomisMovementReasonCode"] = "DEC";
        var theirs = MaySee(Gp, Topic("plan"), rows[..1]).Keys.ToHashSet();
        Assert.NotEmpty(theirs);
        Assert.Equal(theirs, Step(rows[0], Translating.Row("hmpps-domain-events", died, Subscribing.Now.AddMinutes(5))).For(Gp, Topic("plan"), [], [])!.All.ToHashSet());
    }

    [Fact]
    public void An_event_of_the_whole_plan_is_about_the_plan_and_one_of_a_kind_about_the_first_of_them()
    {
        NoticeRow[] rows = [Release(1), Release(2, notice => notice["carePlan"]!["goals"]![0]!["text"] = "Another goal")];
        var change = Step(rows).For(Community, Topic("plan"), [], [])!;
        Assert.Equal($"CarePlan/{Translating.Person}", change.Focus);
        Assert.StartsWith("Goal/", Assert.Single(change.Others, other => !other.StartsWith("Provenance/", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Null(Step(rows).For(Community, Topic("release"), [], []));
        Assert.StartsWith("Encounter/", Step(rows[..1]).For(Gp, Topic("release"), [], [])!.Focus, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stay_in_hospital_is_no_release()
    {
        var stay = new JsonObject { ["resourceType"] = "Encounter", ["id"] = "1", ["class"] = new JsonObject { ["code"] = "IMP" } };
        Assert.Null(Topic("release").Between(Sight.Nothing, new Sight([stay], [stay])));
        stay["class"]!["code"] = "prison";
        Assert.Equal("Encounter/1", Topic("release").Between(Sight.Nothing, new Sight([stay], [stay]))!.Focus);
        // What it is, is asked of the plan and not of what is shown of it.
        var shown = new JsonObject { ["resourceType"] = "Encounter", ["id"] = "1", ["status"] = "finished" };
        Assert.NotNull(Topic("release").Between(Sight.Nothing, new Sight([stay], [shown])));
        Assert.NotNull(Topic("release").Between(new Sight([stay], [shown]), Sight.Nothing));
    }
}
