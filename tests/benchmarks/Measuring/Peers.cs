using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Throughcare.Benchmarks.Engines;
using Throughcare.Benchmarks.Notices;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>The Node engines that a user would pick instead, made ready in a copy of their folder.</summary>
/// <remarks>Each must first give the same Bundles as we do. One that cannot be made ready or is wrong is named on the error output and left out.</remarks>
internal sealed class Peers : IDisposable
{
    private static readonly string[] Names = ["js", "openfn", "jsonata", "fume"];

    private readonly string folder = Directory.CreateTempSubdirectory("throughcare-peers-").FullName;

    /// <summary>Those that are ready, in a fixed order.</summary>
    public List<Turn> Ready { get; } = [];

    /// <summary>Those that are not.</summary>
    public List<string> Failed { get; } = [];

    private string Work => Path.Combine(folder, "peers");

    private string Common => Path.Combine(folder, "common") + Path.DirectorySeparatorChar;

    /// <summary>Copies the folder, installs what it needs with npm ci and asks each engine for the Bundles of the notices.</summary>
    /// <exception cref="CannotRun">The folder is not one of peers.</exception>
    public static Peers Prepare(Arguments arguments, IReadOnlyList<byte[]> notices, IReadOnlyList<byte[]> bundles)
    {
        if (!File.Exists(Path.Combine(arguments.Peers!, "harness.mjs"))) throw new CannotRun($"{arguments.Peers} has no harness.mjs, so it is not the folder of the peers.");
        var peers = new Peers();
        Copy(arguments.Peers!, peers.Work);
        Directory.CreateDirectory(peers.Common);
        Corpus.Write(peers.Common + "corpus.ndjson", notices);
        File.WriteAllBytes(peers.Common + "input.json", notices[0]);
        File.WriteAllBytes(peers.Common + "maps.json", Maps(CodeMaps.Read(arguments.Tables)));

        // A step that fails is fatal only to the engines that need it, and those say so when they are asked.
        Try("npm ci", () => peers.Command("npm", "ci", "--no-audit", "--no-fund").Output(null, TimeSpan.FromMinutes(10)));
        Try("make-fhir-cache.mjs", () => peers.Command("node", "make-fhir-cache.mjs").Output(null, TimeSpan.FromMinutes(5)));
        foreach (var name in Names)
        {
            if (Try(name, () => BundleComparison.MustBeEqual(name, Lines(peers.Command("node", name + ".mjs", "check").Output(null, TimeSpan.FromMinutes(5))), bundles)))
                peers.Ready.Add(new Turn(name, core => peers.Measure(name, arguments, core), peers.Command("node", name + ".mjs", "once")));
            else peers.Failed.Add(name);
        }
        return peers;
    }

    private Measured Measure(string name, Arguments arguments, int? core)
    {
        var figures = Command("node", name + ".mjs", "bench", Text(arguments.Seconds), Text(arguments.WarmUp)).LastLine<PeerFigures>(core, TimeSpan.FromSeconds(arguments.Seconds + arguments.WarmUp + 120));
        return new Measured(name, figures.Documents, figures.DocsPerSecond, figures.DocsPerCpuSecond, figures.P50Us, figures.P99Us, null, figures.PeakMB, null, null);
    }

    private Run Command(string program, params string[] arguments) => new(program, arguments, new Dictionary<string, string> { ["COMMON"] = Common }, Work);

    private static bool Try(string what, Action step)
    {
        Console.Error.WriteLine($"Peers: {what} ...");
        try
        {
            step();
            return true;
        }
        catch (Exception problem) when (problem is WrongResult or JsonException)
        {
            Console.Error.WriteLine($"PEER FAILED: {what}: {problem.Message}");
            return false;
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var inner in Directory.EnumerateDirectories(from).Where(inner => Path.GetFileName(inner) != "node_modules")) Copy(inner, Path.Combine(to, Path.GetFileName(inner)));
    }

    /// <summary>The code tables in the form the peers read: {"goal_domain":{"SUB":{"system":...,"code":...,"display":...}}}.</summary>
    private static byte[] Maps(CodeMaps maps)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        foreach (var (name, codes) in maps.All)
        {
            json.WriteStartObject(name.Replace('-', '_'));
            foreach (var (code, mapped) in codes)
            {
                json.WriteStartObject(code);
                json.WriteString("system", mapped.System);
                json.WriteString("code", mapped.Code);
                json.WriteString("display", mapped.Display);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static List<byte[]> Lines(byte[] output) => [.. Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes)];

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The line that a peer's harness writes.</summary>
    private sealed record PeerFigures(
        [property: JsonPropertyName("n")] long Documents, [property: JsonPropertyName("dps")] double DocsPerSecond, [property: JsonPropertyName("dpcs")] double DocsPerCpuSecond,
        [property: JsonPropertyName("p50us")] double P50Us, [property: JsonPropertyName("p99us")] double P99Us, [property: JsonPropertyName("rssMB")] double PeakMB);
}
