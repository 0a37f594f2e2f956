using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Plans;
using Throughcare.Translation;

namespace Throughcare.Handovers;

/// <summary>The Tasks by which we ask a service to take over someone's care. Its acceptance, not our sending, ends the handover.</summary>
/// <remarks>Until it is answered such a Task is made from the plan; the answer is a notice like any other and becomes the Task's state.</remarks>
internal sealed class HandoverTasks(Routing routing, Tables tables, Keys keys)
{
    /// <summary>What an answer says of the Task; everything else is ours and follows the plan.</summary>
    public static readonly IReadOnlyList<string> AnsweredElements = ["status", "statusReason", "businessStatus", "lastModified"];

    /// <summary>Statuses after which something is still expected of the service.</summary>
    private static readonly string[] Open = ["requested", "received", "accepted", "in-progress", "on-hold"];

    /// <summary>Day 21 after release is where the national continuity measure stops counting (OHID, continuity of care).</summary>
    private const int DaysToBeSeen = 21;

    public string IdOf(string person, Recipient recipient) => keys.InPlan(person, "handover", recipient.Name);

    /// <summary>Which of these organisations the Task asks; null when it is no handover of theirs.</summary>
    public Recipient? AskedOf(string taskId, IEnumerable<string> recipients) =>
        recipients.Select(routing.Recipients.GetValueOrDefault).FirstOrDefault(recipient => recipient is not null && IdOf(Keys.PersonOf(taskId), recipient) == taskId);

    /// <summary>The Task as it stands, with what was answered if anything was.</summary>
    /// <param name="resources">The person's plan.</param>
    public JsonObject Task(Recipient recipient, string person, IReadOnlyList<JsonObject> resources)
    {
        var id = IdOf(person, recipient);
        var task = new JsonObject
        {
            ["resourceType"] = "Task", ["id"] = id,
            ["status"] = "requested", ["intent"] = "order", ["priority"] = "urgent",
            ["code"] = Code(),
            ["focus"] = new JsonObject { ["reference"] = $"CarePlan/{person}" },
            ["for"] = new JsonObject { ["reference"] = $"Patient/{person}" },
            ["owner"] = Organisation(recipient),
        };
        if (ReleaseDay(resources) is { } release && release.Year < 9999) task["restriction"] = new JsonObject { ["period"] = new JsonObject { ["end"] = London.Text(release.AddDays(DaysToBeSeen)) } };
        // Of answers under several ids the service's last word counts, under whichever it was given.
        var ids = Ids(recipient, person, resources);
        var answer = resources.Where(resource => resource.TextAt("resourceType") == "Task" && ids.Contains(resource.TextAt("id"))).MaxBy(given => SaidAt(given, resources) ?? DateTimeOffset.MinValue);
        if (answer is not null && IsOfThisStay(answer, resources)) foreach (var name in AnsweredElements) if (answer[name] is { } value) task[name] = value.DeepClone();
        if (answer?["meta"] is { } meta) task["meta"] = meta.DeepClone();
        return task;
    }

    /// <summary>Ids by which this handover was or is asked for: the plan's own, and those of the plans that it goes on with.</summary>
    private IReadOnlyList<string> Ids(Recipient recipient, string person, IReadOnlyList<JsonObject> resources) =>
        [IdOf(person, recipient), .. resources.FirstOrDefault(resource => resource.TextAt("resourceType") == "CarePlan" && resource.TextAt("id") == person)?["replaces"].Items().Select(replaced => IdOf(replaced.TextAt("reference")!["CarePlan/".Length..], recipient)) ?? []];

    /// <summary>Without the answers that stand under ids of plans that went on in this one: the Task has them.</summary>
    /// <param name="plan">All resources of the plan.</param>
    /// <param name="resources">Those of them that are looked through.</param>
    public IReadOnlyList<JsonObject> WithoutAnswersTo(Recipient recipient, string person, IReadOnlyList<JsonObject> plan, IReadOnlyList<JsonObject> resources)
    {
        var ids = Ids(recipient, person, plan);
        return [.. resources.Where(resource => resource.TextAt("resourceType") != "Task" || !ids.Contains(resource.TextAt("id")))];
    }

    /// <summary>What someone is told who is no longer responsible.</summary>
    /// <param name="movedTo">The person whose plan goes on with this one's; null when the handover is over.</param>
    public JsonObject CalledOff(Recipient recipient, string person, string? movedTo = null) => new()
    {
        ["resourceType"] = "Task", ["id"] = IdOf(person, recipient), ["status"] = "cancelled", ["intent"] = "order", ["code"] = Code(), ["owner"] = Organisation(recipient),
        ["statusReason"] = new JsonObject { ["text"] = movedTo is null ? "Someone else is responsible now, or the release does not take place." : "The person is known under another record as well, and their plan goes on there. If they are still yours, you are asked again under that one." },
    };

    /// <summary>The plan's resources, with a Task for every service that is asked to take over. One that a service had answered and is asked no longer is called off, as they were told.</summary>
    public IReadOnlyList<JsonObject> With(Plan plan, IReadOnlyList<JsonObject> resources)
    {
        var asked = routing.WhoMustBeTold(plan, London.DayOf(plan.ChangedAt)).Where(destination => destination.To is not null && routing.Roles[destination.Role].Message == "handover").Select(destination => destination.To!).ToList();
        var tasks = asked.Select(to => Task(routing.Recipients[to], plan.Person, resources)).ToList();
        foreach (var open in resources.Where(resource => resource.TextAt("resourceType") == "Task" && Open.Contains(resource.TextAt("status"))))
            if (AskedOf(open.TextAt("id")!, routing.Recipients.Keys) is { } recipient && !asked.Contains(recipient.Name))
            {
                var over = CalledOff(recipient, plan.Person);
                (over["for"], over["focus"]) = (new JsonObject { ["reference"] = $"Patient/{plan.Person}" }, new JsonObject { ["reference"] = $"CarePlan/{plan.Person}" });
                if (open["meta"] is { } meta) over["meta"] = meta.DeepClone();
                tasks.Add(over);
            }
        return tasks.Count == 0 ? resources : [.. asked.Aggregate(resources, (left, to) => WithoutAnswersTo(routing.Recipients[to], plan.Person, resources, left)).Where(resource => !tasks.Exists(task => Same(task, resource))), .. tasks];
    }

    private static bool Same(JsonObject one, JsonObject other) => one.TextAt("id") == other.TextAt("id") && one.TextAt("resourceType") == other.TextAt("resourceType");

    public JsonObject Organisation(Recipient recipient)
    {
        var organisation = new JsonObject { ["display"] = recipient.Title };
        if (recipient.Ods.Length > 0) organisation["identifier"] = new JsonObject { ["system"] = tables.Systems["ods-organisation"], ["value"] = recipient.Ods };
        return organisation;
    }

    private static JsonObject Code() => new() { ["coding"] = new JsonArray(CodeTable.Coding(FhirNames.CodeSystem("task"), "accept-handover", "Accept the handover of care")) };

    /// <summary>Whoever has been received into prison again since is to be handed over again: that a service took over last time says nothing of this time.</summary>
    private static bool IsOfThisStay(JsonObject answer, IReadOnlyList<JsonObject> resources) =>
        SaidAt(answer, resources) is not { } said || Day(LastStay(resources).TextAt("period", "start")) is not { } begun || London.DayOf(said) >= begun;

    /// <summary>When the answer was given; null for one whose origin the plan does not say.</summary>
    private static DateTimeOffset? SaidAt(JsonObject answer, IReadOnlyList<JsonObject> resources)
    {
        var reference = $"Task/{answer.TextAt("id")}";
        return resources.Where(resource => resource.TextAt("resourceType") == "Provenance" && resource["target"].Items().Any(target => target.TextAt("reference") == reference))
            .Select(origin => origin.TextAt("occurredDateTime")).OfType<string>().Select(said => (DateTimeOffset?)DateTimeOffset.Parse(said, CultureInfo.InvariantCulture)).Max();
    }

    private static JsonObject? LastStay(IReadOnlyList<JsonObject> resources) => resources.LastOrDefault(resource => resource.TextAt("resourceType") == "Encounter" && resource.TextAt("class", "code") == "prison");

    private static DateOnly? ReleaseDay(IReadOnlyList<JsonObject> resources)
    {
        var stay = LastStay(resources);
        return Day(stay.TextAt("period", "end") ?? stay?["extension"].Items().FirstOrDefault(extension => extension.TextAt("url") == FhirNames.PlannedEnd).TextAt("valueDateTime"));
    }

    private static DateOnly? Day(string? text) => text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
