using System.Text.Json;
using System.Text.RegularExpressions;
using Throughcare.Hosting;
using Throughcare.Translation;

namespace Throughcare.Tests.HouseStyle;

/// <summary>Rules of the house that a machine can check.</summary>
public class HouseStyleTests
{
    private static IEnumerable<string> Sources => new[] { "functions", "local", "tests" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repo.Root, folder), "*.cs", SearchOption.AllDirectories)).Where(file => !file.Contains("node_modules", StringComparison.Ordinal));

    private static string Readme => File.ReadAllText(Path.Combine(Repo.Root, "README.md"));

    [Fact]
    public void No_file_is_called_by_a_name_that_says_nothing() =>
        Assert.All(Sources, file => Assert.DoesNotMatch("(Util|Helper|Common|Manager|Misc)", Path.GetFileNameWithoutExtension(file)));

    /// <summary>What catches everything passes it on: the edge of an invocation answers 500, the broker's writer fails every send it was writing, a start that failed is undone and thrown again.</summary>
    [Fact]
    public void Nothing_catches_every_exception_to_carry_on()
    {
        foreach (var file in Sources.Where(file => !file.Contains("/tests/", StringComparison.Ordinal)))
            foreach (var line in File.ReadLines(file).Where(line => Regex.IsMatch(line, @"catch\s*(\(Exception[^)]*\))?\s*$")))
                Assert.True(Path.GetFileName(file) is "FunctionHost.cs" or "Broker.cs" || (Path.GetFileName(file) == "Stack.cs" && line.Trim() == "catch"), $"{Path.GetFileName(file)}: {line.Trim()}");
    }

    [Fact]
    public void Every_path_the_READMEs_name_is_there()
    {
        foreach (var readme in new[] { "README.md", "mappings/README.md", "tests/benchmarks/README.md", "tests/conformance/README.md" })
            foreach (Match path in Regex.Matches(File.ReadAllText(Path.Combine(Repo.Root, readme)), "`((?:functions|mappings|local|tests|\\.ci)/[A-Za-z0-9./-]+)`"))
                Assert.True(File.Exists(Path.Combine(Repo.Root, path.Groups[1].Value)) || Directory.Exists(Path.Combine(Repo.Root, path.Groups[1].Value)), $"{readme} names {path.Groups[1].Value}, which is not there.");
    }

    [Fact]
    public void Every_table_that_the_README_of_the_mappings_names_is_there()
    {
        foreach (Match name in Regex.Matches(File.ReadAllText(Path.Combine(Repo.Mappings, "README.md")), "`([a-z-]+\\.csv)`")) Assert.True(File.Exists(Path.Combine(Repo.Mappings, name.Groups[1].Value)), name.Value);
    }

    [Fact]
    public void The_README_of_the_mappings_lists_every_conversion()
    {
        var listed = Regex.Matches(File.ReadAllText(Path.Combine(Repo.Mappings, "README.md")), "^\\| `([a-z0-9-]+)` \\|", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Order();
        Assert.Equal(Conversions.Plain.Keys.Concat(FieldRow.WithTable).Order(), listed);
    }

    /// <summary>The commands of the README are those that .ci/run and the crash tests run.</summary>
    [Fact]
    public void The_README_names_the_commands_that_are_run()
    {
        foreach (var command in new[] { "dotnet run --project local\n", "dotnet run --project local -- --story released-on-licence\n", "dotnet test\n", "dotnet publish functions\n" }) Assert.Contains("    " + command, Readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test", File.ReadAllText(Path.Combine(Repo.Root, ".ci/run")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_function_folder_is_mapped_in_the_program_and_has_only_HTTP_or_one_queue_or_one_timer()
    {
        var program = File.ReadAllText(Path.Combine(Repo.Root, "functions/Program.cs"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repo.Root, "functions"), "function.json", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(Path.GetDirectoryName(file))!;
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var trigger = json.RootElement.GetProperty("bindings")[0];
            if (trigger.GetProperty("type").GetString() == "httpTrigger")
            {
                var route = Regex.Replace(trigger.GetProperty("route").GetString()!, @"/\{.*", "");
                foreach (var method in trigger.GetProperty("methods").EnumerateArray()) Assert.Matches($"(?i:Map{method.GetString()})\\(\"/{route}/", program);
            }
            else Assert.Contains($"MapFunction(\"{name}\"", program, StringComparison.Ordinal);
        }
    }

    /// <summary>The names of bindings stand in function.json and in the code beside it.</summary>
    [Fact]
    public void Every_binding_name_is_used_by_the_code_beside_it()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repo.Root, "functions"), "function.json", SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var trigger = json.RootElement.GetProperty("bindings")[0];
            var folder = Path.GetDirectoryName(file)!;
            if (trigger.GetProperty("type").GetString() != "serviceBusTrigger" || !Directory.EnumerateFiles(folder, "*.cs").Any()) continue;
            Assert.Contains(Directory.EnumerateFiles(folder, "*.cs"), code => File.ReadAllText(code).Contains($"\"{trigger.GetProperty("name").GetString()}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_fault_point_is_hit_somewhere()
    {
        var code = string.Concat(Sources.Where(file => file.Contains("/functions/", StringComparison.Ordinal)).Select(File.ReadAllText));
        foreach (var point in FaultPoint.All.Concat(FaultPoint.WhileAway)) Assert.Matches($"(\"{point}\"|\"{point.Split('-', 2)[1]}\")", code);
    }

    [Fact]
    public void Every_reason_to_refuse_has_a_sentence_and_a_status()
    {
        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            var refusal = new Refusal(reason);
            Assert.EndsWith(".", refusal.Sentence, StringComparison.Ordinal);
            Assert.InRange(refusal.Status, 400, 599);
        }
    }

    /// <summary>People in samples are invented: telephone numbers of the ranges kept for drama, NHS numbers of the test range.</summary>
    [Fact]
    public void No_sample_names_a_telephone_or_NHS_number_that_could_be_someones()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repo.Root, "local", "Stories"), "*.json", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Repo.Golden, "*", SearchOption.AllDirectories)).Concat(Directory.EnumerateFiles(Repo.Mappings, "*", SearchOption.AllDirectories).Where(file => file.Contains("samples", StringComparison.Ordinal))))
        {
            var text = File.ReadAllText(file);
            Assert.All(Regex.Matches(text, @"07\d{3} ?\d{6}"), number => Assert.StartsWith("07700 900", number.Value, StringComparison.Ordinal));
            Assert.All(Regex.Matches(text, @"0113 \d{3} \d{4}"), number => Assert.StartsWith("0113 496 0", number.Value, StringComparison.Ordinal));
            Assert.All(Regex.Matches(text, "\"nhsNumber\": \"([0-9 ]+)\""), number => Assert.StartsWith("999", number.Groups[1].Value, StringComparison.Ordinal));
            Assert.All(Regex.Matches(text, "nhs-number\",\\s*\"value\": \"([0-9 ]+)\""), number => Assert.StartsWith("999", number.Groups[1].Value, StringComparison.Ordinal));
        }
    }
}
