using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Throughcare.Tests.RunningStack;

/// <summary>Starting and stopping the local stack as a person does.</summary>
[Collection(nameof(CrashTests))]
public partial class StartUpTests
{
    private static Process Start(string folder, IEnumerable<string> arguments, string? path = null)
    {
        var start = new ProcessStartInfo(CrashTests.Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Concat(["--state", folder])) start.ArgumentList.Add(argument);
        if (path is not null) start.Environment["PATH"] = path;
        return Process.Start(start)!;
    }

    private static async Task<(int Exit, string Error)> Fails(string folder, IEnumerable<string> arguments, string? path = null)
    {
        using var process = Start(folder, arguments, path);
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error.Trim());
    }

    [Fact]
    public async Task Without_Node_it_says_so_in_one_sentence()
    {
        var folder = Repo.Temporary("start");
        var (exit, error) = await Fails(folder, ["--port", "0"], path: "/nowhere");
        Assert.Equal((2, "Node 20 or later is needed for Azurite and is not here. Install it and start again."), (exit, error));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var folder = Repo.Temporary("start");
        var (exit, error) = await Fails(folder, ["--port", $"{port}"]);
        Assert.Equal(2, exit);
        Assert.StartsWith($"Port {port} is taken. Stop what listens there, or choose other ports with --port", error, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named_with_what_to_do()
    {
        var (exit, error) = await Fails("/proc/throughcare", ["--port", "0"]);
        Assert.Equal(2, exit);
        Assert.Contains("/proc/throughcare", error, StringComparison.Ordinal);
        Assert.EndsWith("with --state FOLDER.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error, StringComparison.Ordinal);
    }

    /// <summary>A measurement begins with an empty folder; one that holds other things is never emptied.</summary>
    [Fact]
    public async Task A_folder_that_is_not_a_stacks_is_not_emptied()
    {
        var folder = Repo.Temporary("start");
        await File.WriteAllTextAsync(Path.Combine(folder, "mine.txt"), "keep");
        var (exit, error) = await Fails(folder, ["--load", "1"]);
        Assert.Equal((2, $"The folder {folder} holds other things and would have to be emptied. Choose an empty one with --state FOLDER."), (exit, error));
        Assert.True(File.Exists(Path.Combine(folder, "mine.txt")));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("--what", "--what is not an option.")]
    [InlineData("--story=x", "--story=x is not an option.")]
    public async Task An_option_that_is_none_is_answered_with_those_there_are(string option, string says)
    {
        var (exit, error) = await Fails("/tmp", [option]);
        Assert.Equal(2, exit);
        Assert.StartsWith(says, error, StringComparison.Ordinal);
        Assert.Contains("--state FOLDER", error, StringComparison.Ordinal);
    }

    /// <summary>Ctrl-C: everything it started is gone, and Azurite has saved what it acknowledged.</summary>
    [Fact]
    public async Task Ctrl_C_stops_everything_and_what_was_kept_is_there_at_the_next_start()
    {
        var folder = Repo.Temporary("start");
        var first = await Up(folder);
        await Interrupt(first);
        var second = await Up(folder);
        // The story was played again over what was kept: one plan, still two notices in it.
        Assert.Contains("Everyone has been told", second.Output, StringComparison.Ordinal);
        await Interrupt(second);
        Directory.Delete(folder, recursive: true);

        async Task Interrupt((Process Process, string Output) stack)
        {
            var children = Children(folder);
            Assert.Equal(2, children.Count);
            _ = Kill(stack.Process.Id, 2);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await stack.Process.WaitForExitAsync(limit.Token);
            Assert.Equal(0, stack.Process.ExitCode);
            Assert.All(children, child => Assert.False(Runs(child), $"Process {child} is still there."));
            stack.Process.Dispose();
        }
    }

    /// <summary>kill -9 leaves Azurite and the handler behind; the next start ends them before it begins.</summary>
    [Fact]
    public async Task After_a_kill_the_next_start_ends_what_was_left()
    {
        var folder = Repo.Temporary("start");
        var first = await Up(folder);
        var left = Children(folder);
        first.Process.Kill();
        await first.Process.WaitForExitAsync();
        Assert.All(left, child => Assert.True(Runs(child)));
        var second = await Up(folder);
        Assert.All(left, child => Assert.False(Runs(child)));
        _ = Kill(second.Process.Id, 2);
        await second.Process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_second_stack_in_the_same_folder_is_told_so()
    {
        var folder = Repo.Temporary("start");
        var first = await Up(folder);
        var (exit, error) = await Fails(folder, ["--port", "0"]);
        Assert.Equal((2, $"Another stack is running in {folder}. Stop it with Ctrl-C, or choose another folder with --state FOLDER."), (exit, error));
        _ = Kill(first.Process.Id, 2);
        await first.Process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(Process Process, string Output)> Up(string folder)
    {
        var process = Start(folder, ["--port", "0"]);
        var output = new System.Text.StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.AppendLine(line);
            if (line.Contains("Logs and state", StringComparison.Ordinal)) return (process, output.ToString());
        }
        throw new InvalidOperationException($"It did not come up: {output}{await process.StandardError.ReadToEndAsync()}");
    }

    private static List<int> Children(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "processes.json")));
        return [.. json.RootElement.EnumerateArray().Select(process => process.GetProperty("Id").GetInt32())];
    }

    private static bool Runs(int process)
    {
        try { return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal); }
        catch (IOException) { return false; }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
