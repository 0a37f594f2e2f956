using System.Text.Json;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>The samples that a source has beside its tables (mappings/SOURCE/samples): together they use every row.</summary>
public class SampleTests
{
    private static readonly Tables Tables = Tables.Load(Repo.Mappings, traced: true);

    public static TheoryData<string> Sources => [.. Directory.EnumerateDirectories(Repo.Mappings, "samples", SearchOption.AllDirectories).Select(folder => Path.GetFileName(Path.GetDirectoryName(folder))!).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string File, byte[] Bytes)> Samples(string source) =>
        Directory.EnumerateFiles(Path.Combine(Repo.Mappings, source, "samples")).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)));

    private static string Place(TableRecord row) => $"{row.File}, row {row.Row}";

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_row_of_the_sources_field_table_is_used_by_a_sample(string source)
    {
        var used = new HashSet<string>();
        foreach (var (file, bytes) in Samples(source))
        {
            var writing = new Writing { Trace = new Trace() };
            var wrong = new NoticeBundle("https://fhir.example").Write(Tables.Sources[source], bytes, writing, null).Match(_ => "", because => because, refusal => refusal.ToString());
            Assert.True(wrong.Length == 0, $"{file}: {wrong}");
            foreach (var made in writing.Trace.All) used.Add(Place(made.Row));
        }
        var rows = TableFile.Read(Repo.Mappings, $"{source}/fields.csv").Where(row => row["from"].Length + row["fixed"].Length + row["as"].Length > 0).ToList();
        Assert.Equal([], rows.Select(Place).Where(place => !used.Contains(place)));
    }

    /// <summary>People in samples are invented: numbers of the test range, and one that fails its check.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void No_sample_names_an_NHS_number_that_could_be_someones(string source)
    {
        foreach (var (file, bytes) in Samples(source))
            foreach (var number in System.Text.RegularExpressions.Regex.Matches(System.Text.Encoding.UTF8.GetString(bytes), @"(?<!\d)\d{3} ?\d{3} ?\d{4}(?!\d)").Select(number => number.Value))
                Assert.True(number.StartsWith("999", StringComparison.Ordinal), $"{file}: {number}");
    }

    /// <summary>A pointer inside a notice's own Bundle leads to a resource of it.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_reference_of_a_sample_leads_somewhere(string source)
    {
        // What contradicts itself may point at somebody else.
        foreach (var (file, bytes) in Samples(source).Where(sample => !sample.File.StartsWith("contradictory", StringComparison.Ordinal)))
        {
            var writing = new Writing();
            new NoticeBundle("https://fhir.example").Write(Tables.Sources[source], bytes, writing, null);
            using var bundle = JsonDocument.Parse(writing.Output.Written.ToArray());
            var text = bundle.RootElement.GetRawText();
            var there = (bundle.RootElement.TryGetProperty("entry", out var entries) ? entries.EnumerateArray().ToList() : []).Select(entry => $"{entry.GetProperty("resource").GetProperty("resourceType").GetString()}/{entry.GetProperty("resource").GetProperty("id").GetString()}").ToHashSet();
            foreach (var reference in System.Text.RegularExpressions.Regex.Matches(text, "\"reference\":\"([^\"]+)\"").Select(match => match.Groups[1].Value)) Assert.True(there.Contains(reference), $"{file}: {reference}");
        }
    }
}
