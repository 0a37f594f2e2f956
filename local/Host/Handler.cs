using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Throughcare.Local.Host;

/// <summary>The handler process as the Functions host keeps it: started with a port, ready at the first answer, restarted by rule, killed without warning.</summary>
internal sealed class Handler : IAsyncDisposable
{
    private const int WantedRestart = 200;
    private const int MostErrors = 3;
    private static readonly TimeSpan ErrorWindow = TimeSpan.FromMinutes(30);

    private readonly FunctionApp app;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly TimeProvider time;
    private readonly Action<string, string> log;
    private readonly Action<Process> started;
    // Any answer counts, a redirect too; and nobody's proxy stands between the host and its handler.
    private readonly HttpClient probe = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(2) };
    private readonly List<DateTimeOffset> errors = [];
    private readonly TaskCompletionSource hostStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock gate = new();
    private TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? process;
    private int starts;
    private volatile bool stopping;

    public Handler(FunctionApp app, IReadOnlyDictionary<string, string> settings, TimeProvider time, Action<string, string> log, Action<Process> started)
    {
        (this.app, this.settings, this.time, this.log, this.started) = (app, settings, time, log, started);
        Port = FreePort();
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public int ProcessId => process?.Id ?? 0;

    public int Starts => starts;

    /// <summary>Settings that only the first start gets: a fault to hit once.</summary>
    public IReadOnlyDictionary<string, string> FirstStartOnly { get; init; } = new Dictionary<string, string>();

    /// <summary>Ends (faulted) when the handler failed three times in half an hour: then the whole host stops.</summary>
    public Task HostStopped => hostStopped.Task;

    /// <summary>Completes when the handler answers; waits over a restart.</summary>
    public Task Ready => ready.Task;

    public async Task Start()
    {
        var start = new ProcessStartInfo(app.Executable) { WorkingDirectory = app.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in app.Arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        if (starts == 0) foreach (var (name, value) in FirstStartOnly) start.Environment[name] = value;
        var port = Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port;
        start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = port;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = $"worker-{++starts}";
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = app.Root;
        var child = new Process { StartInfo = start };
        child.OutputDataReceived += (_, line) => { if (line.Data is { Length: > 0 } text) log("Information", text); };
        child.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } text) log(text.Contains("warn", StringComparison.OrdinalIgnoreCase) ? "Warning" : "Error", text); };
        child.Exited += (_, _) => _ = OnExit(child);
        lock (gate)
        {
            if (stopping) return; // a restart that began before the end must not leave a process behind it
            try { child.Start(); }
            catch (Win32Exception problem) { throw new FunctionAppFault($"{app.Executable} cannot be started ({problem.Message}). It must be in the app folder and have the execute bit."); }
            process = child;
        }
        started(child);
        child.EnableRaisingEvents = true; // only now: OnExit compares with process
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        await WaitUntilReady(child);
    }

    /// <summary>Any HTTP answer to GET / will do; asked every 25 ms until initializationTimeout.</summary>
    private async Task WaitUntilReady(Process child)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < app.InitializationTimeout && !child.HasExited)
        {
            try
            {
                using var _ = await probe.GetAsync(Address);
                ready.TrySetResult();
                return;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(25);
            }
        }
        if (child.HasExited) return; // OnExit decides what comes next
        log("Error", $"The handler did not answer within {app.InitializationTimeout.TotalSeconds:0} s.");
        child.Kill();
    }

    /// <summary>Who waits already keeps waiting: a promise that was not kept yet is not replaced.</summary>
    private void NotReady()
    {
        if (ready.Task.IsCompleted) ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task OnExit(Process child)
    {
        if (stopping || child != process) return;
        var code = child.ExitCode;
        NotReady();
        if (code == 0)
        {
            // The host does nothing: the process is gone and every later call just fails.
            log("Error", "The handler exited with 0; the host does not restart it, and calls fail from here on.");
            ready.TrySetResult();
            return;
        }
        if (code != WantedRestart)
        {
            var now = time.GetUtcNow();
            lock (errors)
            {
                errors.RemoveAll(at => now - at > ErrorWindow);
                errors.Add(now);
                if (errors.Count >= MostErrors)
                {
                    hostStopped.TrySetException(new InvalidOperationException($"The handler failed {MostErrors} times in {ErrorWindow.TotalMinutes:0} minutes (last exit code {code}); the host stops."));
                    return;
                }
            }
            log("Error", $"The handler exited with {code}; starting it again.");
        }
        await Start();
    }

    /// <summary>What the host does when an invocation outlives functionTimeout: everything running in the handler dies with it.</summary>
    public async Task KillAndRestart()
    {
        await turn.WaitAsync();
        try
        {
            if (stopping || process is not { HasExited: false } child) return;
            log("Error", "functionTimeout: killing the handler and starting it again.");
            process = null; // so that its exit is not counted as an error
            NotReady();
            child.Kill();
            await child.WaitForExitAsync();
            await Start();
        }
        finally { turn.Release(); }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate) stopping = true;
        ready.TrySetCanceled();
        if (process is { HasExited: false } child)
        {
            child.Kill(); // no graceful stop: the host does not give one either
            await child.WaitForExitAsync();
        }
        process?.Dispose();
        probe.Dispose();
        turn.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
