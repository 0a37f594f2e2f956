using Throughcare.Translation;

namespace Throughcare.Handovers;

/// <summary>Which status of a handover may follow which (handover-steps.csv; the statuses are R4's of a Task).</summary>
internal sealed class HandoverSteps
{
    private readonly Dictionary<(string From, string To), bool> steps = [];

    public HandoverSteps(string folder)
    {
        foreach (var row in TableFile.ReadExactly(folder, "handover-steps.csv", "from", "to", "needs_reason", "because"))
            if (!steps.TryAdd((row.Required("from"), row.Required("to")), row.Yes("needs_reason"))) throw row.Fault("this step is there already. Take one of the rows out.");
    }

    public bool MayFollow(string from, string to) => steps.ContainsKey((from, to));

    /// <summary>Whether whoever takes the step has to say why: somebody else will have to act on it.</summary>
    public bool NeedsReason(string from, string to) => steps.GetValueOrDefault((from, to));

    /// <summary>In words: "accepted, received", or "nothing".</summary>
    public string Following(string from) => steps.Keys.Where(step => step.From == from).Select(step => step.To).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } next ? string.Join(", ", next) : "nothing";
}
