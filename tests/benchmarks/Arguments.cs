using System.Globalization;

namespace Throughcare.Benchmarks;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Arguments
{
    public const string Text = """
        dotnet run -c Release --project tests/benchmarks -- COMMAND

          ratio                every engine in turn, several rounds; one JSON line for each and one of ratios
          cold                 from starting a process to the first byte of its first Bundle
          curve size           time per KB for notices with 10, 100 and 1,000 goals
          curve codes          time per notice with code tables of 10, 1,000 and 100,000 rows
          validate-ratio [IN]  checking Bundles (of a file, one per line) against only parsing them
          check IN OUT         translate a file of notices, one per line, into a file of Bundles
          make OUT             write the made-up notices to a file
          population N         how many of N made-up people are hard to tell apart, and what goes wrong in their records
          matching N [borrowed]  what the matcher joins, asks and misses among the records of N made-up people;
                               with borrowed, some give a brother's or sister's identity wherever they go
          year N [once]        a year of notices of N made-up people through the product, in order and shuffled
                               with doubles: the same plans, and the rows and bytes it takes; once: only in order
          cost plan            time, rows and bytes of one notice as a plan grows to 5,000 entries
          cost people N        the same as the index of people grows to N (a million at most)
          list                 the engines
          one ENGINE           one engine in this very process; one JSON line
          once ENGINE FILE     the Bundle of the one notice in FILE, to standard output

        What is measured (ratio, cold)
          --engine NAME        only this engine, beside the floors and the hand-written one; check and curve take it too
          --peers FOLDER       also the Node engines of that folder: js, openfn, jsonata, fume; for validate-ratio
                               the validators of tests/conformance
          --corpus FILE        notices of this file, one per line, instead of made-up ones; an expected.ndjson
                               beside it is what the hand-written engine is held to
          --notices N          how many to make up (40)
          --goals N            goals in each (4 to 8)
          --seed N             other made-up notices (1)
          --tables FOLDER      other code tables (tests/benchmarks/tables)

        How
          --rounds N           rounds (3); for cold, starts of each engine (12)
          --seconds S          time measured, per engine and round (10)
          --warmup S           time before it (12: one pinned core needs 8 to 12 s until everything is compiled for good)
          --core N             the core to pin to with taskset (the last one this process may use)

        Exit code: 0 done; 1 an engine's Bundle is wrong, or a peer or a run failed; 2 it cannot be run as asked.
        """;

    /// <summary>The command and what it is about, without options: "check", "in.ndjson", "out.ndjson".</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
    public bool Help { get; init; }
    public string? Engine { get; init; }
    public string? Peers { get; init; }
    public string? Corpus { get; init; }
    public int Notices { get; init; } = 40;
    public int? Goals { get; init; }
    public int Seed { get; init; } = 1;
    public string Tables { get; init; } = Path.Combine(AppContext.BaseDirectory, "benchmark-tables");
    public int? Rounds { get; init; }
    public double Seconds { get; init; } = 10;
    public double WarmUp { get; init; } = 12;
    public int? Core { get; init; }

    /// <exception cref="CannotRun">An option is unknown, lacks its value or has one that cannot be.</exception>
    public static Arguments Read(IReadOnlyList<string> args)
    {
        var read = new Arguments();
        for (var i = 0; i < args.Count; i++)
        {
            var option = args[i];
            string Value() => i + 1 < args.Count ? args[++i] : throw new CannotRun($"{option} needs a value. --help shows what there is.");
            int Whole(int least, int most) => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number : throw new CannotRun(string.Create(CultureInfo.InvariantCulture, $"{option} is a whole number from {least} to {most}."));
            double Seconds(double least) => double.TryParse(Value(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 3600
                ? number : throw new CannotRun(string.Create(CultureInfo.InvariantCulture, $"{option} is a number of seconds from {least} to 3600."));
            read = option switch
            {
                "--help" or "-h" => read with { Help = true },
                "--engine" => read with { Engine = Value() },
                "--peers" => read with { Peers = Path.GetFullPath(Value()) },
                "--corpus" => read with { Corpus = Path.GetFullPath(Value()) },
                "--notices" => read with { Notices = Whole(1, 100_000) },
                "--goals" => read with { Goals = Whole(0, 100_000) },
                "--seed" => read with { Seed = Whole(0, int.MaxValue) },
                "--tables" => read with { Tables = Path.GetFullPath(Value()) is var folder && File.Exists(Path.Combine(folder, "code-tables.csv")) ? folder : throw new CannotRun($"{folder} has no code-tables.csv, so it is not a folder of tables.") },
                "--rounds" => read with { Rounds = Whole(1, 1000) },
                "--seconds" => read with { Seconds = Seconds(0.01) },
                "--warmup" => read with { WarmUp = Seconds(0) },
                "--core" => read with { Core = Whole(0, 1023) },
                _ when option.StartsWith('-') => throw new CannotRun($"{option} is not an option. --help shows what there is."),
                _ => read with { Words = [.. read.Words, option] },
            };
        }
        return read;
    }
}
