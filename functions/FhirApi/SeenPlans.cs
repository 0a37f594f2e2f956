using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Disclosure;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Plans;
using Throughcare.Storage;

namespace Throughcare.FhirApi;

/// <summary>The seam that everything of a person passes on its way out over the API: their plan as one caller may have it.</summary>
internal sealed class SeenPlans(PlanStore plans, DisclosurePolicy policy, HandoverTasks handovers, Routing routing, TimeProvider time, string fhirBase)
{
    /// <summary>The plan as this caller may have it, once the record says that they looked. Null for a person who is not there, or is none of theirs.</summary>
    /// <param name="until">The plan as it was then; null for now.</param>
    public async Task<DisclosedPlan?> Of(Caller caller, string person, DateTimeOffset? until, CancellationToken cancel)
    {
        // Of a plan that went on in another they may see that it did, if the other is theirs to see.
        if (!Keys.MayBeKey(person) || !(await Concerns(caller, person, cancel) || (await plans.Now(person, cancel) is var next && next != person && await Concerns(caller, next, cancel)))) return null;
        var rows = await plans.Read(person, cancel);
        if (rows.Times is not [.., var last]) return null;
        // What they are a party to now is what they are owed. What was before they became one may be wrong and mended since, and was never for them; nor is what was somebody else's, though they were told it.
        var seen = new DisclosedPlan(rows.Times, until, at => plans.Fold(rows, at == last ? null : at, mended: !caller.Recipients.Contains("*")) is var plan && (at == last || IsParty(caller, plan)) ? Disclosed(caller, plan) : []);
        if (seen.IsEmpty) return null;
        var line = PlanStore.AuditLine(person, time.GetUtcNow(), caller.Name, $"v{rows.Version.ToString(CultureInfo.InvariantCulture)}", "read", "", policy.Version);
        await plans.Submit([TableChange.Merge(line)], cancel);
        return seen;
    }

    /// <summary>All resources of a plan, the handovers that are asked for among them.</summary>
    public IReadOnlyList<JsonObject> Whole(Plan plan) => handovers.With(plan, PlanBundle.Resources(plan, fhirBase));

    /// <summary>What of a plan this caller may see, and subscribers may hear of.</summary>
    public IReadOnlyList<JsonObject> Disclosed(Caller caller, Plan plan) => policy.For(caller.Audience, Whole(plan));

    /// <summary>Whether one of the caller's recipients is a party to the plan, told already or not: a subscriber may hear of it before the recipient has.</summary>
    private async Task<bool> Concerns(Caller caller, string person, CancellationToken cancel)
    {
        if (caller.Recipients.Contains("*")) return true;
        foreach (var recipient in caller.Recipients)
            if (await plans.ReadOwed(person, recipient, cancel) is { Closed: false, Leaving: false }) return true;
        return false;
    }

    private bool IsParty(Caller caller, Plan plan) => caller.Recipients.Contains("*") || routing.WhoMustBeTold(plan, London.DayOf(plan.ChangedAt)).Any(destination => destination.To is { } to && caller.Recipients.Contains(to));
}
