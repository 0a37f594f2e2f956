using System.Text;
using System.Text.Json.Nodes;
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
        Assert.Equal("", string.Join('\n', wrong.Distinct()));
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
        Assert.Equal("", string.Join('\n', wrong.Distinct()));
    }

    private static IEnumerable<string> Errors(string file, JsonNode resource) => Checking.Errors(Checking.R4.Check(Encoding.UTF8.GetBytes(resource.ToJsonString()))).Select(error => $"{file}: {error}");

    [SharedFact]
    public void The_examples_of_UK_Core_are_not_blamed()
    {
        var wrong = new List<string>();
        var files = Directory.EnumerateFiles(Path.Combine(Repo.Shared!, "data", "uk-core", "examples"), "*.json").Order(StringComparer.Ordinal).ToList();
        foreach (var file in files) wrong.AddRange(Checking.Errors(Checking.R4.Check(File.ReadAllBytes(file))).Select(error => $"{Path.GetFileName(file)}: {error}"));
        Assert.Equal(215, files.Count);
        Assert.Equal("", string.Join('\n', wrong));
    }
}
