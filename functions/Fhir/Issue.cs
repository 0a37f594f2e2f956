using System.Globalization;
using System.Text.Json.Nodes;

namespace Throughcare.Fhir;

/// <summary>How bad it is, by R4's issue-severity.</summary>
internal enum Severity { Error, Warning, Information }

/// <summary>A fault by which a reader could take something else from a document than its writer meant. mappings/fhir-faults.csv says what becomes of such a notice.</summary>
internal enum Danger
{
    None,

    /// <summary>One name twice in an object.</summary>
    NameTwice,

    /// <summary>Two values where one of several types may stand.</summary>
    TwoValues,

    /// <summary>A modifierExtension that is not known here.</summary>
    UnknownModifier,

    /// <summary>An object, a list or a plain value where R4 has another of them.</summary>
    WrongShape,
}

/// <summary>One thing that a check has found.</summary>
/// <param name="Code">R4's issue-type: structure, required, value, invariant, code-invalid, not-found, extension, not-supported, too-long, business-rule.</param>
/// <param name="Location">A FHIRPath of names and positions: Bundle.entry[2].resource.birthDate. Only names that R4 knows stand in it.</param>
/// <param name="Diagnostics">What is wrong and what would be right, in words of the rules; never anything of what was sent.</param>
/// <param name="Key">The constraint that does not hold, such as cpl-3; null for anything else.</param>
internal sealed record Issue(Severity Severity, string Code, string Location, string Diagnostics, string? Key = null, Danger Danger = Danger.None);

/// <summary>What a check has found, in the order of finding; of very many only the first.</summary>
/// <param name="text">The document they are about.</param>
/// <param name="quiet">Only count errors: somebody tries whether a rule holds, and nobody is to hear of it.</param>
internal sealed class Issues(FhirText? text, bool quiet = false)
{
    /// <summary>So many are listed, and as many dangers behind them. A person mends the first few and asks again.</summary>
    public const int Most = 200;

    private readonly List<Issue> found = [];

    public IReadOnlyList<Issue> Found => found;

    public int Errors { get; private set; }

    /// <summary>Whether more would only be counted, so that looking for good words is in vain.</summary>
    public bool AreFull => quiet || found.Count >= Most;

    private int left, dangers;

    public void Error(int node, string code, string diagnostics, string? key = null, Danger danger = Danger.None) => Add(Severity.Error, node, code, diagnostics, key, danger);

    public void Add(Severity severity, int node, string code, string diagnostics, string? key = null, Danger danger = Danger.None)
    {
        if (severity == Severity.Error) Errors++;
        if (quiet) return;
        if (found.Count < Most || (danger != Danger.None && dangers++ < Most)) found.Add(new Issue(severity, code, text is null ? "" : FhirPath.Of(text, node), key is null ? diagnostics : $"{key}: {diagnostics}", key, danger));
        else left++;
    }

    /// <summary>The answer to whoever sent it (R4 section 2.28.16).</summary>
    public JsonObject ToOperationOutcome()
    {
        var issues = new JsonArray([.. found.Select(ToJson)]);
        if (left > 0) issues.Add(ToJson(new Issue(Errors > 0 ? Severity.Error : Severity.Warning, "too-long", "", string.Create(CultureInfo.InvariantCulture, $"There are {left} more. Mend these first."))));
        if (issues.Count == 0) issues.Add(ToJson(new Issue(Severity.Information, "informational", "", "All is well.")));
        return new JsonObject { ["resourceType"] = "OperationOutcome", ["issue"] = issues };
    }

    private static JsonNode ToJson(Issue issue)
    {
        var json = new JsonObject { ["severity"] = issue.Severity.ToString().ToLowerInvariant(), ["code"] = issue.Code, ["diagnostics"] = issue.Diagnostics };
        if (issue.Location.Length > 0) json["expression"] = new JsonArray(issue.Location);
        return json;
    }
}
