using System.Text.Json.Nodes;
using Throughcare.Tests.Translation.Formats;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>The samples that stand beside a source's tables, and which rows of its field table they use.</summary>
internal static class Samples
{
    private static readonly Lazy<Tables> Traced = new(() => Tables.Load(Repo.Mappings, traced: true));

    public static byte[] Read(string source, string file) => File.ReadAllBytes(Path.Combine(Repo.Mappings, source, "samples", file));

    /// <summary>A sample in JSON, to change.</summary>
    public static JsonObject Json(string source, string file) => JsonNode.Parse(Read(source, file))!.AsObject();

    /// <summary>Rows of fields.csv, as "row: element", that no sample makes anything with. Rows that only say when are left out: they make nothing.</summary>
    public static IEnumerable<string> UnusedRows(string source)
    {
        var used = new HashSet<int>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repo.Mappings, source, "samples")))
        {
            var read = Traced.Value.Sources[source];
            foreach (var notice in read.Format.Split(File.ReadAllBytes(file)).Accepted())
            {
                var writing = new Writing { Trace = new Trace() };
                new NoticeBundle("https://fhir.example").Write(read, notice, writing, null).Accepted();
                used.UnionWith(writing.Trace.All.Where(made => made.Row.File == $"{source}/fields.csv").Select(made => made.Row.Row));
            }
        }
        return TableFile.Read(Repo.Mappings, $"{source}/fields.csv", "entry", "element", "from", "as", "fixed").Where(row => row["from"].Length + row["as"].Length + row["fixed"].Length > 0 && !used.Contains(row.Row)).Select(row => $"{row.Row}: {row["entry"]}.{row["element"]}");
    }
}
