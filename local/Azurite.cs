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
        await NpmPackages.Install(folder, "Azurite", say);
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
        try
        {
            foreach (var port in new[] { blobPort, tablePort }) await azurite.WaitFor(port);
            return azurite;
        }
        catch (CannotRun)
        {
            await azurite.DisposeAsync();
            throw;
        }
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
