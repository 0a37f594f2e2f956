using System.Diagnostics;
using Throughcare.Tests.SecondOpinion;

namespace Throughcare.Tests.Fhir;

/// <summary>The rules that we keep are those that the official definitions become; tests/conformance has the definitions.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class GeneratedRulesTests
{
    [Fact]
    public async Task The_rules_of_R4_are_what_the_official_definitions_become()
    {
        var folder = Repo.Temporary("rules");
        var made = Path.Combine(folder, "r4.ndjson");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repo.Root, "tests", "conformance", "rules.mjs"), "base", made]) { RedirectStandardError = true })!;
        var errors = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, errors);
        var kept = await File.ReadAllBytesAsync(Path.Combine(Repo.Root, "functions", "Fhir", "Rules", "r4.ndjson"));
        var fresh = await File.ReadAllBytesAsync(made);
        Assert.True(kept.AsSpan().SequenceEqual(fresh), "functions/Fhir/Rules/r4.ndjson is not what tests/conformance/rules.mjs makes. Run: node tests/conformance/rules.mjs base functions/Fhir/Rules/r4.ndjson");
        Directory.Delete(folder, recursive: true);
    }
}
