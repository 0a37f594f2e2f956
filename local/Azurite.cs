using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Throughcare.Local;

/// <summary>Azurite from npm, pinned in package-lock.json: installed when it is not, started, and stopped by SIGINT, the only signal on which it saves what it acknowledged.</summary>
internal sealed class Azurite : IAsyncDisposable
{
    public const string Account = "throughcare";

    private readonly Process process;

    private Azurite(Process process, int blobPort, int tablePort)
    {
        this.process = process;
        Blobs = new Uri($"http://127.0.0.1:{blobPort}/{Account}");
        Tables = new Uri($"http://127.0.0.1:{tablePort}/{Account}");
    }

    public Uri Blobs { get; }

    public Uri Tables { get; }

    public int ProcessId => process.Id;

    public static async Task<Azurite> Start(Workplace place, int blobPort, int queuePort, int tablePort, Action<string> say)
    {
        var folder = Path.Combine(Workplace.Root, "local");
        await Install(folder, say);
        // In a session of its own: Ctrl-C goes to the whole group, and Azurite is to be stopped last.
        // Into a file, not a pipe: when this process is killed, Azurite must not die of a broken pipe before it has saved.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = place.Folder };
        start.Environment["AZURITE_LOG"] = Path.Combine(place.Folder, "azurite.txt");
        foreach (var argument in new[]
        {
            "-c", "exec setsid \"$0\" \"$@\" >>\"$AZURITE_LOG\" 2>&1 </dev/null", "node",
            Path.Combine(folder, "node_modules/azurite/dist/src/azurite.js"), "--silent", "--disableTelemetry", "--location", Path.Combine(place.Folder, "azurite"),
            "--blobPort", Text(blobPort), "--queuePort", Text(queuePort), "--tablePort", Text(tablePort),
        }) start.ArgumentList.Add(argument);
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{place.Secret("azurite", 64)}";
        var process = Process.Start(start)!;
        place.Remember("azurite", process, Workplace.Interrupt);
        var azurite = new Azurite(process, blobPort, tablePort);
        foreach (var port in new[] { blobPort, tablePort }) await azurite.WaitFor(port);
        return azurite;
    }

    /// <summary>npm ci, if what is installed is not what package-lock.json pins. Two stacks at once install one after the other.</summary>
    internal static async Task Install(string folder, Action<string> say)
    {
        var version = await Run("node", folder, "--version");
        if (version is not { Code: 0 } node || !int.TryParse(node.Output.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < 20)
            throw new CannotRun("Node 20 or later is needed for Azurite and is not here. Install it and start again.");
        using var turn = await OneAtATime(Path.Combine(folder, ".installing"));
        var installed = Path.Combine(folder, "node_modules/.throughcare-installed");
        var pinned = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == pinned) return;
        say("Installing Azurite (npm ci, once) ...");
        var npm = await Run("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (npm is not { Code: 0 }) throw new CannotRun($"npm could not install Azurite: {npm?.Output.Split('\n').LastOrDefault(line => line.Contains("ERR", StringComparison.OrdinalIgnoreCase) || line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? "npm is not here"}. Run npm ci in {folder} and see what it says.");
        await File.WriteAllTextAsync(installed, pinned);
    }

    private static async Task<FileStream> OneAtATime(string path)
    {
        while (true)
        {
            try { return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose); }
            catch (UnauthorizedAccessException) { throw new CannotRun($"The folder {Path.GetDirectoryName(path)} cannot be written, and npm installs there. Make it writable."); }
            catch (IOException) { await Task.Delay(200); }
        }
    }

    private static async Task<(int Code, string Output)?> Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync() + await error;
            await process.WaitForExitAsync();
            return (process.ExitCode, output);
        }
        catch (Win32Exception) { return null; }
    }

    private async Task WaitFor(int port)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30) && !process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) { await Task.Delay(50); }
        }
        throw new CannotRun($"Azurite did not begin to listen on port {port}. Look whether something else does, and start again.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Workplace.End(process, Workplace.Interrupt);
        process.Dispose();
    }
}
