using System.Diagnostics;
using System.Text.Json.Nodes;
using Throughcare.Tests.SecondOpinion;

namespace Throughcare.Tests.Fhir;

/// <summary>The rules that we keep are those that the official definitions, and our own profiles as SUSHI compiles them, become.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class GeneratedRulesTests
{
    [Fact]
    public Task The_rules_of_R4_are_what_the_official_definitions_become() => AreWhatIsMade("functions/Fhir/Rules/r4.ndjson", "base");

    [Fact]
    public Task The_rules_of_our_profiles_are_what_their_pages_become() => AreWhatIsMade("functions/Fhir/Rules/profiles.ndjson", "profiles", "artifacts/conformance/fhir-profiles");

    [Fact]
    public Task The_rules_of_the_small_profiles_for_tests_are_what_their_page_becomes() => AreWhatIsMade("tests/Fhir/small-profiles.ndjson", "profiles", "artifacts/conformance/one-fault");

    /// <param name="kept">The file, from the root of the checkout.</param>
    /// <param name="asked">What rules.mjs is asked for; a folder that <see cref="SecondOpinions"/> has compiled goes with "profiles".</param>
    private static async Task AreWhatIsMade(string kept, params string[] asked)
    {
        var folder = Repo.Temporary("rules");
        var made = Path.Combine(folder, "made.ndjson");
        using var node = Process.Start(new ProcessStartInfo("node", ["tests/conformance/rules.mjs", .. asked, made]) { WorkingDirectory = Repo.Root, RedirectStandardError = true })!;
        var errors = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, errors);
        var isSame = await File.ReadAllTextAsync(Path.Combine(Repo.Root, kept)) == await File.ReadAllTextAsync(made);
        Assert.True(isSame, $"{kept} is not what its definitions become. Run: node tests/conformance/rules.mjs {string.Join(' ', asked)} {kept}");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A search that claims to be R4's is one, for that type, under that name.</summary>
    [Fact]
    public async Task The_searches_of_R4_are_where_the_official_definitions_have_them()
    {
        var definitions = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repo.Root, "tests", "conformance", "node_modules", "@medplum", "definitions", "dist", "fhir", "r4", "search-parameters.json")))!["entry"].Items().Select(entry => entry["resource"]!).ToDictionary(one => one.TextAt("url")!);
        var claimed = Throughcare.FhirApi.ElementSearch.All.Where(one => one.Definition.StartsWith("http://hl7.org/fhir/", StringComparison.Ordinal)).ToList();
        Assert.True(claimed.Count > 15);
        Assert.All(claimed, one => Assert.Equal((one.Name, one.IsDate ? "date" : "token", true), (definitions[one.Definition].TextAt("code"), definitions[one.Definition].TextAt("type"), definitions[one.Definition]["base"].Items().Any(type => type.ToString() == one.Type))));
    }
}
