using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughcare.Tests.Translation;
using Throughcare.Tests.Translation.Formats;
using Throughcare.Translation;

namespace Throughcare.Tests.Fhir;

/// <summary>What we write is right, and what others published as right is not blamed.</summary>
public class NoFalseAlarmTests
{
    private static readonly Tables Tables = Tables.Load(Repo.Mappings);

    public static TheoryData<string> Situations => [.. Directory.EnumerateDirectories(Repo.Golden).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Situations))]
    public void Every_plan_and_every_Bundle_of_a_golden_situation_is_right(string situation)
    {
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repo.Golden, situation), "*.json").Order(StringComparer.Ordinal))
        {
            var json = JsonNode.Parse(File.ReadAllText(file))!;
            if (Path.GetFileName(file) == "plan.json") wrong.AddRange(json.Items().SelectMany(resource => Errors(Path.GetFileName(file), resource)));
            else if (Path.GetFileName(file).StartsWith("to-", StringComparison.Ordinal) && json.TextAt("resourceType") is not null) wrong.AddRange(Errors(Path.GetFileName(file), json));
        }
        Assert.Equal([], wrong);
    }

    [Fact]
    public void Every_sample_of_every_source_becomes_a_Bundle_that_is_right()
    {
        var wrong = new List<string>();
        foreach (var (name, source) in Tables.Sources)
        {
            var samples = Path.Combine(Repo.Mappings, name, "samples");
            if (!Directory.Exists(samples)) continue;
            foreach (var file in Directory.EnumerateFiles(samples).Order(StringComparer.Ordinal))
                foreach (var part in source.Format.Split(File.ReadAllBytes(file)).Accepted())
                {
                    var writing = new Writing();
                    new NoticeBundle(FhirNames.Base).Write(source, part, writing, (Translating.Recorded, Tables.Version)).Accepted();
                    wrong.AddRange(Checking.Errors(Checking.R4.Check(writing.Output.Written)).Select(error => $"{name}/{Path.GetFileName(file)}: {error}"));
                }
        }
        Assert.Equal([], wrong);
    }

    private static IEnumerable<string> Errors(string file, JsonNode resource) => Checking.Errors(Checking.R4.Check(Encoding.UTF8.GetBytes(resource.ToJsonString()))).Select(error => $"{file}: {error}");

    /// <summary>What is wrong in the published examples, each looked at: what they point at by a bare id or by the address of a profile, an extension with two values, a Bundle whose entries have no whole addresses.</summary>
    private static readonly string[] WrongAsPublished =
    [
        "Extension-UKCore-ConditionEpisode-Example.json: structure Condition.extension",
        "UKCore-Bundle-NEWS2Observations-Example.json: value Bundle.entry.fullUrl",
        "UKCore-MedicationDispense-Amoxicillin-Example.json: value MedicationDispense.authorizingPrescription.reference",
        "UKCore-MedicationDispense-CiprofloxacinIV-Example.json: value MedicationDispense.authorizingPrescription.reference",
        "UKCore-MedicationDispense-CiprofloxacinOral-Example.json: value MedicationDispense.authorizingPrescription.reference",
        "UKCore-Provenance-RARecordConsent-Example.json: value Provenance.agent.onBehalfOf.reference",
    ];

    [SharedFact]
    public void The_examples_of_UK_Core_are_blamed_only_for_what_is_wrong_in_them()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repo.Shared!, "data", "uk-core", "examples"), "*.json").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(215, files.Count);
        var wrong = files.SelectMany(file => Checking.Errors(Checking.R4.Check(WithoutComments(file))).Select(error => $"{Path.GetFileName(file)}: {Regex.Replace(error[..error.IndexOf(':', StringComparison.Ordinal)], @"\[\d+\]", "")}").Distinct());
        Assert.Equal(WrongAsPublished, wrong);
    }

    /// <summary>The conversion from XML left the comments in, under a name that FHIR does not have.</summary>
    private static byte[] WithoutComments(string file)
    {
        var resource = JsonNode.Parse(File.ReadAllText(file))!;
        Strip(resource);
        return Encoding.UTF8.GetBytes(resource.ToJsonString());

        static bool Strip(JsonNode? node)
        {
            if (node is JsonArray list) return list.Select(Strip).ToList().TrueForAll(empty => empty);
            if (node is not JsonObject json) return node is null;
            json.Remove("fhir_comments");
            foreach (var (name, value) in json.ToList())
                if (Strip(value) && name.StartsWith('_')) json.Remove(name);
            return json.Count == 0;
        }
    }
}
