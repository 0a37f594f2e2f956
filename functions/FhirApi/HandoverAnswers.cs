using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Fhir;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Plans;

namespace Throughcare.FhirApi;

/// <summary>A service's answer to a handover: our Task with another status. It becomes a notice, kept and applied like any other.</summary>
internal sealed class HandoverAnswers(HandoverTasks handovers, HandoverSteps steps, TimeProvider time)
{
    /// <summary>Our own source of such notices; nobody else may send as it.</summary>
    public const string Source = "handover-answers";

    /// <summary>What a service says of its answer, beside the status.</summary>
    private static readonly string[] Reasons = ["statusReason", "businessStatus"];

    /// <summary>More than anybody reads, and far less than a plan cannot hold: an answer that is kept and cannot be applied would be in the way of every later one.</summary>
    private const int LongestReasons = 8000;

    /// <summary>Whether the Task says already what the caller wants it to say, as after a repeat of an update whose answer was lost.</summary>
    public static bool Says(JsonObject now, JsonObject wanted) => HandoverTasks.AnsweredElements.Where(name => name != "lastModified").All(name => JsonNode.DeepEquals(now[name], wanted[name]));

    /// <summary>Whether the Task is a handover that one of the caller's organisations was asked to take over.</summary>
    public bool IsAskedOf(Caller caller, string id) => handovers.AskedOf(id, caller.Recipients) is not null;

    /// <summary>What of ours the update would change; null for nothing.</summary>
    private static Refusal? Changes(JsonObject now, JsonObject wanted) =>
        wanted.Select(member => member.Key).Union(now.Select(member => member.Key)).FirstOrDefault(name => name is not ("meta" or "text") && !HandoverTasks.AnsweredElements.Contains(name) && !JsonNode.DeepEquals(now[name], wanted[name])) is { } changed
            ? new Refusal(RefusalReason.OnlyTheAnswerCanChange, RulePack.Default.IsNameOfR4(changed) ? $"Task.{changed}" : "Task") : null;

    /// <summary>The id of the same handover in the plan that goes on; null when it is no handover of the caller's.</summary>
    public string? IdIn(string goesOn, Caller caller, string id) => handovers.AskedOf(id, caller.Recipients) is { } recipient ? handovers.IdOf(goesOn, recipient) : null;

    /// <summary>The same answer to the Task of the plan that goes on; refused when it would change what is ours.</summary>
    /// <param name="asked">The Task as the caller was asked, under its old id.</param>
    /// <param name="wanted">The same as the caller sent it.</param>
    /// <param name="now">The Task of the plan that goes on.</param>
    public static Outcome<JsonObject> Forwarded(JsonObject asked, JsonObject wanted, JsonObject now)
    {
        if (Changes(asked, wanted) is { } refusal) return refusal;
        var answer = now.DeepClone().AsObject();
        foreach (var name in HandoverTasks.AnsweredElements)
            if (wanted[name] is { } said) answer[name] = said.DeepClone();
            else answer.Remove(name);
        return answer;
    }

    /// <summary>The notice that the update amounts to; refused when it is not the caller's to make, changes what is ours, or is no step that may follow.</summary>
    /// <param name="now">The Task as the caller may see it.</param>
    /// <param name="wanted">The Task as the caller sent it.</param>
    /// <param name="said">The time of what the Task says now. It can be ahead of our clock, as far as a sender's may be; the answer is later all the same, or it would not count.</param>
    public Outcome<JsonObject> Notice(Caller caller, JsonObject now, JsonObject wanted, DateTimeOffset? said = null)
    {
        var id = now.TextAt("id")!;
        if (handovers.AskedOf(id, caller.Recipients) is not { } recipient) return new Refusal(RefusalReason.NotYoursToAnswer);
        if (Changes(now, wanted) is { } refusal) return refusal;
        if (Reasons.Sum(name => wanted[name]?.ToJsonString().Length ?? 0) > LongestReasons) return new Refusal(RefusalReason.NoticeCannotBeKept, "Task.statusReason", string.Create(CultureInfo.InvariantCulture, $"statusReason and businessStatus have at most {LongestReasons} characters in all."));
        var (from, to) = (now.TextAt("status")!, wanted.TextAt("status")!);
        if (!steps.MayFollow(from, to)) return new Refusal(RefusalReason.StepIsNotPossible, "Task.status", $"It is {from}; then may follow: {steps.Following(from)}.");
        if (steps.NeedsReason(from, to) && wanted["statusReason"] is null) return new Refusal(RefusalReason.AnswerIsIncomplete, "Task.statusReason");
        var at = time.GetUtcNow();
        if (said >= at) at = said.Value.AddTicks(1);
        var answer = new JsonObject { ["person"] = Keys.PersonOf(id), ["handover"] = id, ["status"] = to, ["owner"] = handovers.Organisation(recipient), ["by"] = caller.Name };
        foreach (var name in Reasons) if (wanted[name] is { } reason) answer[name] = reason.DeepClone();
        // One answer for each version of the Task: the second of two at once finds its id taken.
        return new JsonObject { ["id"] = $"{id}|{now.TextAt("meta", "versionId")}", ["at"] = PlanBundle.Instant(at), ["answer"] = answer };
    }
}
