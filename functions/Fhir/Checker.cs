using System.Text.Json.Nodes;

namespace Throughcare.Fhir;

/// <summary>Whether bytes are a FHIR R4 resource that keeps to R4 and to the profiles it names. Any bytes are answered, none with an exception.</summary>
/// <param name="rules">What to check by.</param>
internal sealed class Checker(RulePack rules)
{
    /// <summary>Looks for everything that is wrong, not only the first.</summary>
    /// <param name="document">JSON in UTF-8.</param>
    /// <param name="profile">A profile that the document is to keep to besides those it names; null for none.</param>
    public Verdict Check(ReadOnlySpan<byte> document, ProfileRule? profile = null)
    {
        using var text = FhirText.Read(document, out var fault);
        return text is null ? Verdict.Unreadable(fault!) : new Verdict(Examine(text, profile).Issues);
    }

    /// <summary>The same for who wants to look further into the document.</summary>
    public Examination Examine(FhirText text, ProfileRule? profile = null)
    {
        var examination = new Examination(rules, text);
        if (text.HasByteOrderMark) examination.Issues.Add(Severity.Warning, 0, "structure", "The document begins with a byte order mark. Send it without.");
        new Shape(examination).Check();
        examination.References.Check();
        Invariants.Check(examination);
        var profiles = new Profiles(examination);
        new Extensions(examination, profiles).Check();
        profiles.Check(profile);
        if (profile is not null && examination.Resources is [var first, ..] && first.Type.Name != profile.Type) examination.Issues.Error(0, "value", $"{profile.Name} is a profile of {profile.Type}.");
        return examination;
    }
}

/// <summary>What a check has found.</summary>
internal sealed class Verdict(Issues issues)
{
    /// <summary>In the order of finding; at most <see cref="Fhir.Issues.Most"/>.</summary>
    public IReadOnlyList<Issue> Issues => issues.Found;

    public bool HasErrors => issues.Errors > 0;

    public JsonObject ToOperationOutcome() => issues.ToOperationOutcome();

    /// <summary>For what is not JSON at all.</summary>
    public static Verdict Unreadable(string fault)
    {
        var issues = new Issues(null);
        issues.Error(0, "structure", fault);
        return new Verdict(issues);
    }
}
