using Throughcare.Fhir;
using Throughcare.Translation;

namespace Throughcare.Commands;

/// <summary>Prints what is wrong with a FHIR R4 resource, as an OperationOutcome.</summary>
internal sealed class ValidateFile(TextWriter output)
{
    /// <param name="profileUrl">A profile it is to keep to besides those it names; null for none.</param>
    /// <returns>1 when there are errors; warnings are none.</returns>
    /// <exception cref="CannotRun">The profile is not known.</exception>
    public int Run(byte[] file, string? profileUrl)
    {
        var rules = RulePack.Default;
        ProfileRule? profile = null;
        if (profileUrl is not null && !rules.Profiles.TryGetValue(profileUrl, out profile))
            throw new CannotRun($"\"{profileUrl}\" is not a profile that is known here.{Spelling.Meant(profileUrl, rules.Profiles.Keys)}");
        var verdict = new Checker(rules).Check(file, profile);
        output.WriteLine(verdict.ToOperationOutcome().ToJsonString(Json.Indented));
        return verdict.HasErrors ? 1 : 0;
    }
}
