using System.Text.Json.Nodes;
using Throughcare.Fhir;
using Throughcare.Plans;
using Throughcare.Tests.Fhir;

namespace Throughcare.Tests.SecondOpinion;

/// <summary>A fact that needs UK Core; skipped, and saying so, without it.</summary>
internal sealed class UkCoreFactAttribute : FactAttribute
{
    public UkCoreFactAttribute()
    {
        if (UkCore.Folder is null) Skip = "There is no shared/data/uk-core beside this checkout, so the validators are not tried on its examples.";
    }
}

/// <summary>What others publish as right is right in the validators' eyes, or their verdicts on us would say little.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class UkCoreTests(SecondOpinions opinions)
{
    private static List<(string Name, JsonObject Resource)> Examples() =>
        [.. Directory.EnumerateFiles(Path.Combine(UkCore.Folder!, "examples"), "*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileNameWithoutExtension(file), WithoutComments(JsonNode.Parse(File.ReadAllText(file))!).AsObject()))];

    /// <summary>The examples were XML; its comments came along in a form that R4 has no more.</summary>
    private static JsonNode WithoutComments(JsonNode node)
    {
        if (node is JsonObject whole)
        {
            whole.Remove("fhir_comments");
            foreach (var (_, member) in whole) if (member is not null) WithoutComments(member);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list) if (item is not null) WithoutComments(item);
        }
        return node;
    }

    [UkCoreFact]
    public async Task None_of_the_215_examples_of_UK_Core_is_called_wrong()
    {
        var examples = Examples();
        Assert.Equal(215, examples.Count);
        var verdicts = await opinions.Validate(examples.Select(example => example.Resource));
        Assert.Equal([], examples.Zip(verdicts, (example, found) => found.Select(verdict => $"{example.Name}: {verdict}")).SelectMany(line => line));
    }

    /// <summary>An example is called after its profile.</summary>
    [UkCoreFact]
    public async Task Their_own_profiles_call_two_things_wrong_that_are_right()
    {
        var profiles = opinions.Profiles.Where(url => url.StartsWith(Canonical, StringComparison.Ordinal)).OrderByDescending(url => url.Length).ToList();
        var asked = Examples().Select(example => (example.Name, example.Resource, Profile: profiles.Find(url => example.Name.StartsWith($"{url[Canonical.Length..]}-", StringComparison.Ordinal)))).Where(example => example.Profile is not null).ToList();
        Assert.Equal(141, asked.Count);
        var alarms = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var example in asked)
            foreach (var verdict in (await opinions.Validate([example.Resource], example.Profile!))[0]) alarms.Add($"{example.Name}: {verdict.Validator} at {verdict.At}");
        Assert.Equal(
            [
                // Its slices are told apart by a coding inside a list of codings, which Medplum does not look into.
                "UKCore-Observation-VitalSigns-BloodPressure-Example: medplum at Observation.component",
                // The value set of languages is not among the data, and Lantana calls what it cannot look up wrong.
                "UKCore-Patient-RichardSmith-Example: lantana at Patient.communication[0].language",
                "UKCore-Patient-Sn-Makaton-Example: lantana at Patient.communication[0].language",
                "UKCore-Patient-Sn-MultipleLanguages-Example: lantana at Patient.communication[0].language",
                "UKCore-Patient-Sn-MultipleLanguages-Example: lantana at Patient.communication[1].language",
                "UKCore-Patient-Sn-SingleLanguage-Example: lantana at Patient.communication[0].language",
            ],
            alarms);
    }

    /// <summary>What our own profiles allow, UK Core allows too, and so it does what our plans hold.</summary>
    [UkCoreFact]
    public async Task What_we_publish_and_emit_keeps_the_profiles_of_UK_Core()
    {
        var types = RulePack.Default.ResourceTypes.Select(type => $"{Canonical}UKCore-{type}").Intersect(opinions.Profiles).ToArray();
        Assert.True(types.Length > 30, $"UK Core has profiles of {types.Length} types only: see whether its files are all here.");
        var plans = Directory.EnumerateDirectories(Repo.Golden).Order(StringComparer.Ordinal).Select(folder => (Key: Path.GetFileName(folder), Resource: PlanBundle.Bundle("collection", JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "plan.json")))!.AsArray().Select(resource => resource!.AsObject()), "https://fhir.example")));
        var asked = ProfileFiles.Valid.Select(example => (example.Key, Resource: example.Value)).Concat(plans).ToList();
        var verdicts = await opinions.Validate(asked.Select(one => one.Resource), types);
        Assert.Equal([], asked.Zip(verdicts, (one, found) => found.Where(verdict => !IsOfAnExtensionsOwnSlices(verdict) && !IsALanguageItCannotLookUp(verdict)).Select(verdict => $"{one.Key}: {verdict}")).SelectMany(line => line));
    }

    /// <summary>Medplum asks every extension of an Observation for the parts of one that UK Core has for another purpose (triggeredBy), and "expected 2..1" of them.</summary>
    private static bool IsOfAnExtensionsOwnSlices(Verdict verdict) => verdict.Validator == "medplum" && verdict.At.EndsWith(".extension", StringComparison.Ordinal) && verdict.Says.StartsWith("Incorrect number of values provided for slice", StringComparison.Ordinal);

    /// <summary>The value set of languages is not among the data, and Lantana calls what it cannot look up wrong: also in their own examples, as is said above.</summary>
    private static bool IsALanguageItCannotLookUp(Verdict verdict) => verdict.Validator == "lantana" && verdict.At.EndsWith("communication[0].language", StringComparison.Ordinal);

    private const string Canonical = "https://fhir.hl7.org.uk/StructureDefinition/";
}
