using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Plans;

/// <summary>What one source says about one record.</summary>
/// <param name="Place">Its place in the notice: goals stay in the order they were sent.</param>
internal sealed record Assertion(NoticeRow Notice, Entry Entry, int Place)
{
    public string Source => Notice.Source;
}

/// <summary>A thing in the world: what its owner says of it, and what others say.</summary>
/// <param name="Kind">facts.csv.</param>
/// <param name="Id">FHIR id of its resource, the same in every fold.</param>
/// <param name="Chosen">The assertion that counts.</param>
/// <param name="Others">What the others say, in order of weight.</param>
/// <param name="Resource">The resource as the plan has it, its references resolved.</param>
internal sealed record Fact(FactKind Kind, string Id, Assertion Chosen, IReadOnlyList<Assertion> Others, JsonObject Resource)
{
    public string Reference => $"{Resource.TextAt("resourceType")}/{Id}";

    /// <summary>Why nobody may act on it yet; null when they may.</summary>
    public string? Unusable => Chosen.Entry.Unusable;
}

/// <summary>Records that were taken out of a plan because they are somebody else's.</summary>
/// <param name="Id">Of the DetectedIssue that says so.</param>
/// <param name="Source">Whose records they are.</param>
/// <param name="At">When they were taken out.</param>
internal sealed record Correction(string Id, string Source, DateTimeOffset At);

/// <summary>One person's integrated care plan at one moment: the fold of their notices.</summary>
internal sealed record Plan
{
    /// <summary>The person's key: opaque, and the id of the CarePlan and the Patient.</summary>
    public required string Person { get; init; }

    /// <summary>Grows with each change.</summary>
    public required int Version { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>DetectedIssue resources: what a person has to settle.</summary>
    public required IReadOnlyList<JsonObject> Issues { get; init; }

    /// <summary>The notices that count: of each, its last version.</summary>
    public required IReadOnlyList<NoticeRow> Notices { get; init; }

    /// <summary>Versions of a notice that never reached us, in words.</summary>
    public required IReadOnlyList<string> Incomplete { get; init; }

    /// <summary>The person whose plan goes on with what was here; null for a plan that goes on itself.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Keys of persons whose records are in this plan now: what was sent under their ids is about this person.</summary>
    public IReadOnlyList<string> Formerly { get; init; } = [];

    /// <summary>Records that this plan held for a time and that were somebody else's.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    public IEnumerable<Fact> OfKind(string kind) => Facts.Where(fact => fact.Kind.Name == kind);
}
