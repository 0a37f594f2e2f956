using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>A process that is measured, pinned to one core where that can be done.</summary>
internal sealed record Run(string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string>? Environment = null, string? Folder = null)
{
    /// <summary>The core that runs are pinned to; null where there is no taskset.</summary>
    public static int? CoreFor(int? wanted)
    {
        if (!OperatingSystem.IsLinux() || !(System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "taskset"))))
            return wanted is null ? null : throw new CannotRun("--core needs taskset, which is not on this machine.");
        using var process = Process.GetCurrentProcess();
        return wanted ?? BitOperations.Log2((ulong)process.ProcessorAffinity);
    }

    /// <summary>This program again, so that no engine runs in a process that another has warmed up.</summary>
    public static Run Again(params IEnumerable<string> arguments) => new(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Integration.Benchmarks.exe" : "Integration.Benchmarks"), [.. arguments]);

    /// <summary>One engine in a process of its own, that compiles for good as soon as a method has been called thirty times: else one core would take longer than any warm-up for the many methods of some engines.</summary>
    public static Run One(string engine, Arguments arguments)
    {
        string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
        return Again(["one", engine, "--seconds", Text(arguments.Seconds), "--warmup", Text(arguments.WarmUp), "--tables", arguments.Tables,
            .. arguments.Corpus is { } corpus ? ["--corpus", corpus] : (string[])["--notices", Text(arguments.Notices), "--seed", Text(arguments.Seed)],
            .. arguments.Goals is { } goals ? ["--goals", Text(goals)] : (string[])[]]) with { Environment = new Dictionary<string, string> { ["DOTNET_TC_CallCountingDelayMs"] = "0" } };
    }

    /// <summary>Starts it. What it complains about goes to our own error output.</summary>
    /// <exception cref="WrongResult">It cannot be started.</exception>
    public Process Start(int? core)
    {
        var start = new ProcessStartInfo { FileName = core is null ? Program : "taskset", RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Folder ?? "" };
        if (core is { } number) foreach (var argument in (string[])["-c", number.ToString(CultureInfo.InvariantCulture), Program]) start.ArgumentList.Add(argument);
        foreach (var argument in Arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new WrongResult($"{Path.GetFileName(Program)} cannot be started: {problem.Message}.");
        }
    }

    /// <summary>Runs it to its end and gives what it wrote.</summary>
    /// <exception cref="WrongResult">It failed, or did not end in time and was ended.</exception>
    public byte[] Output(int? core, TimeSpan patience)
    {
        using var process = Start(core);
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            throw new WrongResult($"{Said} did not end within {patience.TotalSeconds:F0} s.");
        }
        reading.Wait();
        return process.ExitCode == 0 ? output.ToArray() : throw new WrongResult($"{Said} ended with exit code {process.ExitCode}.");
    }

    /// <summary>The last line it wrote, read as JSON.</summary>
    /// <exception cref="WrongResult">It failed or wrote something else.</exception>
    public T LastLine<T>(int? core, TimeSpan patience)
    {
        var lines = System.Text.Encoding.UTF8.GetString(Output(core, patience)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return Figures.Read<T>(lines.LastOrDefault() ?? "") ?? throw new WrongResult($"{Said} wrote no figures.");
        }
        catch (System.Text.Json.JsonException)
        {
            throw new WrongResult($"{Said} wrote something else than one line of figures.");
        }
    }

    private string Said => $"\"{Path.GetFileName(Program)} {string.Join(' ', Arguments.Take(2))}\"";
}

/// <summary>Something that takes turns in a measurement: an engine of ours or a peer.</summary>
internal sealed record Turn(string Name, Func<int?, Measured> Measure, Run Once);
