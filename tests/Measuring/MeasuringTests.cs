using System.Text;
using Throughcare.Benchmarks;
using Throughcare.Benchmarks.Engines;
using Throughcare.Benchmarks.Measuring;

namespace Throughcare.Tests.Measuring;

/// <summary>What turns runs into figures. No test here looks at a time.</summary>
public sealed class MeasuringTests
{
    private static string? Difference(string actual, string expected) => BundleComparison.FirstDifference(Encoding.UTF8.GetBytes(actual), Encoding.UTF8.GetBytes(expected));

    [Fact]
    public void The_order_of_keys_and_the_spelling_of_numbers_and_texts_make_no_difference() =>
        Assert.Null(Difference("""{"a":1.0,"b":["\u00e9",2e1]}""", """{"b":["é",20],"a":1}"""));

    [Theory]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":2}]}""", "/a/0/b: another number")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", "/b: missing")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", "/b: not expected")]
    [InlineData("""{"a":1,"a":1}""", """{"a":1}""", "the whole document: a key stands there twice")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", "/a/0: another number")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "/a: 1 items instead of 2")]
    [InlineData("""{"a":"1"}""", """{"a":1}""", "/a: text instead of number")]
    [InlineData("""{"a":null}""", """{"a":false}""", "/a: null instead of true or false")]
    public void A_difference_is_named_by_its_path_and_never_by_what_stands_there(string actual, string expected, string difference) => Assert.Equal(difference, Difference(actual, expected));

    [Fact]
    public void A_missing_document_is_a_difference() =>
        Assert.Contains("made 1 documents where 2", Assert.Throws<WrongResult>(() => BundleComparison.MustBeEqual("It", ["{}"u8.ToArray()], ["{}"u8.ToArray(), "{}"u8.ToArray()])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1_000_003)]
    public void Percentiles_are_those_of_a_sorted_list_to_within_one_percent(long unit)
    {
        var latencies = new Latencies();
        for (var i = 1L; i <= 1000; i++) latencies.Add(1001 * unit - i * unit);
        Assert.Equal(1000, latencies.Count);
        foreach (var share in new[] { 0.001, 0.5, 0.99, 1 }) Assert.InRange(latencies.Percentile(share), 990 * share * unit, 1010 * share * unit);
    }

    [Fact]
    public void The_longest_time_there_is_has_its_place()
    {
        var latencies = new Latencies();
        latencies.Add(long.MaxValue);
        latencies.Add(-1);
        Assert.Equal(0, latencies.Percentile(0.5));
        Assert.InRange(latencies.Percentile(1), long.MaxValue * 0.99, long.MaxValue);
    }

    private static Measured Of(string name, double docsPerSecond) => new(name, 1, docsPerSecond, docsPerSecond * 2, 10, 20, 0, 50, 4000, 16_000);

    /// <summary>Each round is compared with itself: a machine that is slow for one round does not move the ratio.</summary>
    [Fact]
    public void A_ratio_is_the_median_of_the_ratios_of_the_rounds()
    {
        var rounds = new[] { (Ours: 300.0, Hand: 100.0), (30, 10), (3000, 500) }
            .Select(round => new[] { Of("ours", round.Ours), Of(AllEngines.HandWritten, round.Hand), Of(AllEngines.FloorThere, round.Ours * 4), Of("js", round.Hand / 2) }.ToDictionary(measured => measured.Name)).ToList();
        var ratio = Ratios.Of("ours", rounds, ["js"], measured => measured.DocsPerSecond);
        Assert.Equal(3, ratio.ThroughputToHandWritten);
        Assert.Equal(4, ratio.TimeToFloor);
        Assert.Equal(6, ratio.ThroughputToPeer["js"]);
        Assert.Equal(2, ratio.P99ToP50);
    }

    [Fact]
    public void A_run_counts_only_what_came_after_the_warm_up_and_what_was_written()
    {
        var notice = File.ReadAllBytes(Path.Combine(Repo.Root, "tests", "benchmarks", "example", "input.json"));
        var engine = new CountingEngine();
        var measured = Measured.Run("counting", engine, [notice], 0.01, 0.01);
        Assert.InRange(measured.Documents, 1, engine.Calls - 1);
        Assert.Equal(notice.Length, measured.MeanBytesIn);
        Assert.Equal(3, measured.MeanBytesOut);
    }

    private sealed class CountingEngine : IEngine
    {
        public long Calls { get; private set; }

        public void Translate(ReadOnlyMemory<byte> document, System.Buffers.ArrayBufferWriter<byte> output)
        {
            Calls++;
            "abc"u8.CopyTo(output.GetSpan(3));
            output.Advance(3);
        }
    }

    [Theory]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "many")]
    [InlineData("--rounds")]
    [InlineData("--seconds", "-1")]
    [InlineData("--seconds", "1e9")]
    [InlineData("--seconds", "0,5")]
    [InlineData("--tables", "/nowhere")]
    [InlineData("--turbo")]
    public void An_option_that_cannot_be_is_refused_by_its_name(params string[] args) =>
        Assert.Contains(args[0] == "--tables" ? "/nowhere" : args[0], Assert.Throws<CannotRun>(() => Arguments.Read(args)).Message, StringComparison.Ordinal);

    [Fact]
    public void Words_and_options_may_stand_in_any_order()
    {
        var read = Arguments.Read(["--seconds", "0.5", "curve", "--rounds", "2", "size"]);
        Assert.Equal(["curve", "size"], read.Words);
        Assert.Equal((0.5, 2), (read.Seconds, read.Rounds));
    }

    [Fact]
    public void An_engine_that_does_not_exist_is_answered_with_those_that_do() =>
        Assert.Contains(AllEngines.HandWritten, Assert.Throws<CannotRun>(() => AllEngines.Find("turbo")).Message, StringComparison.Ordinal);

    /// <summary>The program itself, as a user starts it.</summary>
    [Theory]
    [InlineData(0, "list")]
    [InlineData(0, "--help")]
    [InlineData(2)]
    [InlineData(2, "gallop")]
    [InlineData(2, "check", "/nowhere.ndjson", "/nowhere.out")]
    public void The_program_ends_with_0_when_it_did_what_was_asked_and_2_when_it_cannot(int code, params string[] args)
    {
        using var process = Run.Again(args).Start(null);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(code, process.ExitCode);
    }

    /// <summary>Four made-up peers: one right, one wrong, one that fails, one that is not there; and nothing that npm could install.</summary>
    [Fact]
    public void Only_a_peer_that_gives_our_Bundles_takes_part_and_the_others_are_named()
    {
        var folder = Repo.Temporary("peers");
        byte[][] bundles = ["""{"a":1}"""u8.ToArray()];
        File.WriteAllText(Path.Combine(folder, "harness.mjs"), "");
        File.WriteAllText(Path.Combine(folder, "js.mjs"), """import fs from 'node:fs'; if (!fs.existsSync(process.env.COMMON + 'maps.json')) process.exit(1); console.log('{"a":1.0}');""");
        File.WriteAllText(Path.Combine(folder, "jsonata.mjs"), """console.log('{"a":2}');""");
        File.WriteAllText(Path.Combine(folder, "openfn.mjs"), "process.exit(1);");
        using var peers = Peers.Prepare(Arguments.Read(["--peers", folder]), ["{}"u8.ToArray()], bundles);
        Assert.Equal(["js"], peers.Ready.Select(turn => turn.Name));
        Assert.Equal(["openfn", "jsonata", "fume"], peers.Failed);
    }

    [Fact]
    public void A_folder_without_peers_is_refused()
    {
        var folder = Repo.Temporary("no-peers");
        Assert.Contains("harness.mjs", Assert.Throws<CannotRun>(() => Peers.Prepare(Arguments.Read(["--peers", folder]), [], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_line_that_is_no_notice_ends_with_1_and_its_line_is_named_without_what_it_says()
    {
        var folder = Repo.Temporary("check");
        var (notices, bundles) = (Path.Combine(folder, "in.ndjson"), Path.Combine(folder, "out.ndjson"));
        File.WriteAllText(notices, "{\"person\":{\"surname\":\"SECRETNAME\"}}\n");
        var start = new System.Diagnostics.ProcessStartInfo(Run.Again().Program, ["check", notices, bundles]) { RedirectStandardError = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("document 1", said, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRETNAME", said, StringComparison.Ordinal);
    }
}
