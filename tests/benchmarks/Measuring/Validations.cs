using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Throughcare.Benchmarks.Engines;
using Throughcare.Benchmarks.Notices;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>Checking a Bundle against parsing it, in turn in one process.</summary>
internal static class Validations
{
    /// <summary>Prints a line for each and one with the ratio: how many times as long checking takes.</summary>
    /// <param name="file">Bundles, one a line; null for those that the notices become.</param>
    public static void Measure(Arguments arguments, string? file)
    {
        var bundles = file is null ? Bundles.Of(Corpus.Of(arguments), arguments.Tables) : Corpus.Read(file);
        var (checking, parsing) = (new Checking(), new Parsing());
        var rounds = Enumerable.Range(0, arguments.Rounds ?? 3).Select(round =>
        {
            var warmUp = round == 0 ? arguments.WarmUp / 2 : 0;
            return (Check: Measured.Run("check", checking, bundles, warmUp, arguments.Seconds / 2), Parse: Measured.Run("parse", parsing, bundles, warmUp, arguments.Seconds / 2));
        }).ToList();
        Console.WriteLine(Figures.Line(Measured.Median([.. rounds.Select(round => round.Check)])));
        Console.WriteLine(Figures.Line(Measured.Median([.. rounds.Select(round => round.Parse)])));
        Console.WriteLine(Figures.Line(new
        {
            CheckToParse = rounds.Select(round => round.Parse.DocsPerSecond / round.Check.DocsPerSecond).Median(),
            ByProcessorTime = rounds.Select(round => round.Parse.DocsPerCpuSecond / round.Check.DocsPerCpuSecond).Median(),
            Rounds = rounds.Count, Documents = bundles.Count,
        }));
        if (arguments.Peers is { } folder) Others(folder, bundles, arguments.Seconds / 2, Measured.Median([.. rounds.Select(round => round.Check)]).MeanUs);
    }

    /// <summary>A line for each of the validators of tests/conformance, on the same Bundles: how many times as long as ours each takes.</summary>
    private static void Others(string folder, IReadOnlyList<byte[]> bundles, double seconds, double ours)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) throw new CannotRun($"{folder} has no node_modules. Run npm ci --ignore-scripts there.");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "second-opinions.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        node.StandardInput.WriteLine($$"""{"id":1,"kind":"time","seconds":{{seconds.ToString(CultureInfo.InvariantCulture)}},"resources":[{{string.Join(',', bundles.Select(Encoding.UTF8.GetString))}}]}""");
        node.StandardInput.Close();
        var answer = JsonDocument.Parse(node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        node.WaitForExit();
        foreach (var one in answer.GetProperty("microseconds").EnumerateObject()) Console.WriteLine(Figures.Line(new { Name = one.Name, MeanUs = one.Value.GetDouble(), TimesOurs = one.Value.GetDouble() / ours }));
    }
}
