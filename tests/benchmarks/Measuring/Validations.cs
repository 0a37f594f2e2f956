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
    }
}
