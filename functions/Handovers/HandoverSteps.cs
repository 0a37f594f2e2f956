using Throughcare.Translation;

namespace Throughcare.Handovers;

/// <summary>Which status of a handover may follow which (handover-steps.csv; the statuses are R4's of a Task).</summary>
internal sealed class HandoverSteps
{
    private readonly HashSet<(string From, string To)> steps = [];

    public HandoverSteps(string folder)
    {
        foreach (var row in TableFile.ReadExactly(folder, "handover-steps.csv", "from", "to", "because"))
            if (!steps.Add((row.Required("from"), row.Required("to")))) throw row.Fault("this step is there already. Take one of the rows out.");
    }

    public bool MayFollow(string from, string to) => steps.Contains((from, to));

    /// <summary>In words: "accepted, received", or "nothing".</summary>
    public string Following(string from) => steps.Where(step => step.From == from).Select(step => step.To).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } next ? string.Join(", ", next) : "nothing";
}
