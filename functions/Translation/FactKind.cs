using System.Text.Json.Nodes;

namespace Throughcare.Translation;

/// <summary>How assertions about one thing in the world meet (facts.csv, ownership.csv).</summary>
/// <param name="Name">The kind, such as custody or prescription.</param>
/// <param name="Meets">person: one per person; key: by the fact key the notice gives; code: one per person for each code of ours, however its senders call it; spell: by key, and without one by the spell its time falls in; ours: the fact key is the id of a resource that we made for this plan, and stays its id; none: it decides about others and is no part of the plan.</param>
/// <param name="Fill">Whether what the chosen assertion does not say is taken from the others. Never for medicines: half of one prescription and half of another is neither.</param>
/// <param name="InPlan">Where the CarePlan refers to it: goal, activity, addresses, supportingInfo, careTeam; empty for nowhere.</param>
/// <param name="OneActive">Whether two that are in force at once are an issue for a person to settle.</param>
/// <param name="UnusableStatus">The status that an entry nobody may act on has in the plan, for a reader who does not know our mark: no medicine is then "active". Empty to leave what was sent.</param>
/// <param name="Owners">Agencies whose word counts most, in order.</param>
internal sealed record FactKind(string Name, string Meets, bool Fill, string InPlan, bool OneActive, string UnusableStatus, IReadOnlyList<string> Owners)
{
    public static IReadOnlyDictionary<string, FactKind> Read(string folder)
    {
        var owners = TableFile.ReadExactly(folder, "ownership.csv", "kind", "rank", "agency", "because").ToLookup(row => row.Required("kind"), StringComparer.Ordinal);
        var kinds = TableFile.ReadExactly(folder, "facts.csv", "kind", "meets", "fill", "in_plan", "one_active", "unusable_status", "because").By("kind").Values.ToDictionary(row => row["kind"], row => new FactKind(
            row["kind"],
            row["meets"] is "person" or "key" or "code" or "spell" or "ours" or "none" ? row["meets"] : throw row.Fault("\"meets\" is person, key, code, spell, ours or none."),
            row.Yes("fill"),
            row["in_plan"] is "" or "goal" or "activity" or "addresses" or "supportingInfo" or "careTeam" ? row["in_plan"] : throw row.Fault("\"in_plan\" is goal, activity, addresses, supportingInfo, careTeam or empty."),
            row.Yes("one_active"),
            row["unusable_status"],
            [.. owners[row["kind"]].OrderBy(owner => owner.Required("rank"), StringComparer.Ordinal).Select(owner => owner.Required("agency"))]), StringComparer.Ordinal);
        foreach (var group in owners) if (!kinds.ContainsKey(group.Key)) throw group.First().Fault($"\"{group.Key}\" is not a kind of fact. The names are in facts.csv.");
        return kinds;
    }

    /// <summary>0 for the owner; agencies the table does not name come after all it does.</summary>
    public int RankOf(string agency)
    {
        for (var rank = 0; rank < Owners.Count; rank++) if (Owners[rank] == agency) return rank;
        return Owners.Count;
    }

    /// <summary>Marks a resource of this kind that nobody may act on yet, so that every reader sees it.</summary>
    public void MarkUnusable(JsonObject resource)
    {
        if (UnusableStatus.Length > 0) resource["status"] = UnusableStatus;
        resource["meta"] = new JsonObject { ["tag"] = new JsonArray(CodeTable.Coding(FhirNames.CodeSystem("entry-tag"), "unusable", "Not to be acted on until someone has settled it")) };
    }
}
