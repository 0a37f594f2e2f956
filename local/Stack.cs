using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Throughcare.Local.Bus;
using Throughcare.Local.Host;

namespace Throughcare.Local;

/// <summary>How a stack is to run.</summary>
internal sealed record StackOptions
{
    /// <summary>Where it keeps its state.</summary>
    public required string State { get; init; }

    /// <summary>Whether what an earlier stack kept there is removed first.</summary>
    public bool Fresh { get; init; }

    /// <summary>First of six ports in a row; 0 for any that are free.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>The function app folder; null for the one this repository builds.</summary>
    public string? App { get; init; }

    /// <summary>For a story that takes place on a certain day: where the app's clock begins.</summary>
    public string? ClockStartsAt { get; init; }

    /// <summary>How often the app looks at its clocks.</summary>
    public string WatchSchedule { get; init; } = "*/15 * * * * *";

    public int GraceSeconds { get; init; } = 20;

    /// <summary>For crash tests: point:hit:what, in the handler's first process.</summary>
    public string? HandlerFault { get; init; }

    /// <summary>For crash tests: how often each agency answers 503 before it takes anything.</summary>
    public int AgenciesFail { get; init; }

    /// <summary>For crash tests: a point of the stand-in at which this process is killed.</summary>
    public string? StandInFault { get; init; }
}

/// <summary>Everything on one machine: Azurite, the broker, the stand-in host with the function app, and the agencies that receive.</summary>
internal sealed class Stack : IAsyncDisposable
{
    /// <summary>Where the stand-in itself can be killed, in the order a message meets them.</summary>
    public static readonly IReadOnlyList<string> FaultPoints = ["broker-before-commit", "broker-after-commit", "host-before-invoke", "host-before-complete", "host-after-complete"];

    private const string BusKeyName = "RootManageSharedAccessKey";

    private readonly List<IAsyncDisposable> parts = [];
    private readonly StreamWriter log;
    private readonly Lock logGate = new();
    private string lastError = "";

    private Stack(Workplace place, StreamWriter log) => (Place, this.log) = (place, log);

    public Workplace Place { get; }

    public Uri Front { get; private set; } = null!;

    public Uri Bus { get; private set; } = null!;

    public Uri AgencyAddress { get; private set; } = null!;

    public Agencies.Agencies Agencies { get; private set; } = null!;

    public Handler Handler { get; private set; } = null!;

    public Broker Broker { get; private set; } = null!;

    public Azurite Storage { get; private set; } = null!;

    /// <summary>The key that a caller of callers.csv uses here.</summary>
    public string KeyOf(string caller) => Place.Secret("caller " + caller);

    public string BusKey => Place.Secret("bus");

    public static async Task<Stack> Start(StackOptions options, Action<string> say)
    {
        var place = await Workplace.Open(options.State, options.Fresh);
        var stack = new Stack(place, new StreamWriter(new FileStream(Path.Combine(options.State, "log.txt"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
        try
        {
            await stack.StartParts(options, say);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    private async Task StartParts(StackOptions options, Action<string> say)
    {
        var ports = Enumerable.Range(0, 6).Select(i => options.Port == 0 ? Handler.FreePort() : options.Port + i).ToArray();
        foreach (var port in ports) Workplace.CheckFree(port);
        var time = TimeProvider.System;
        (Front, Bus, AgencyAddress) = (new Uri($"http://127.0.0.1:{ports[0]}"), new Uri($"http://127.0.0.1:{ports[1]}/"), new Uri($"http://127.0.0.1:{ports[2]}/"));

        for (var tries = 1; Storage is null; tries++)
            try { Storage = Kept(await Azurite.Start(Place, ports[3], ports[4], ports[5], say)); }
            // A port that was free a moment ago may be somebody else's by now. Where any will do, there are others.
            catch (CannotRun) when (options.Port == 0 && tries < 5) { foreach (var i in new[] { 3, 4, 5 }) ports[i] = Handler.FreePort(); }
        Broker = Kept(new Broker(Path.Combine(options.State, "bus.db"), time, Fault(options.StandInFault)));
        Agencies = new Agencies.Agencies(Path.Combine(options.State, "agencies.db"), time) { Interfere = (_, attempt) => attempt <= options.AgenciesFail ? Results.StatusCode(503) : null };
        await Serve(ports[2], Agencies.Map);
        await Serve(ports[1], app => app.MapBus(Broker, BusKeyName, BusKey, time));

        var root = options.App ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Integration", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));
        var settings = Settings(root, options);
        var functionApp = FunctionApp.Read(root, settings);
        Handler = new Handler(functionApp, settings, time, Log, process => Place.Remember("handler", process, Workplace.KillNow))
        {
            FirstStartOnly = options.HandlerFault is { } fault ? new Dictionary<string, string> { ["FAULT"] = fault } : [],
        };
        var host = Kept(new StandInHost(functionApp, Broker, Handler, time, Log, Fault(options.StandInFault)));
        await host.Start();
        if (await Task.WhenAny(Handler.Ready, Handler.HostStopped) == Handler.HostStopped)
            throw new CannotRun($"The function app does not start: {lastError} See {Path.Combine(options.State, "log.txt")}.");
        // The door opens last, when what is behind it is ready.
        await Serve(ports[0], host.MapFront);
    }

    private static Action<string>? Fault(string? point) => point is null ? null : hit => { if (hit == point) Process.GetCurrentProcess().Kill(); };

    private Dictionary<string, string> Settings(string root, StackOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["STORAGE_TABLES"] = Storage.Tables.ToString(), ["STORAGE_BLOBS"] = Storage.Blobs.ToString(), ["STORAGE_ACCOUNT"] = Azurite.Account, ["STORAGE_KEY"] = Place.Secret("azurite", 64),
            ["SERVICEBUS_ADDRESS"] = Bus.ToString(), ["SERVICEBUS_KEY_NAME"] = BusKeyName, ["SERVICEBUS_KEY"] = BusKey,
            ["KEY_SECRET"] = Place.Secret("keys"), ["FHIR_BASE"] = new Uri(Front, "fhir").ToString(), ["COLLECT_QUEUE"] = "hmpps-domain-events",
            ["WATCH_SCHEDULE"] = options.WatchSchedule, ["GRACE_SECONDS"] = options.GraceSeconds.ToString(CultureInfo.InvariantCulture), ["CLOCK_STARTS_AT"] = options.ClockStartsAt ?? "",
        };
        foreach (var caller in Column(root, "callers.csv", "caller"))
        {
            settings["CALLER_" + SettingName(caller)] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KeyOf(caller))));
            // Where it can have itself told of events, and the key we show there.
            settings[$"CALLER_{SettingName(caller)}_ENDPOINT"] = AgencyAddress.ToString();
            settings[$"CALLER_{SettingName(caller)}_ENDPOINT_KEY"] = Place.Secret("endpoint of " + caller);
        }
        foreach (var recipient in Column(root, "recipients.csv", "recipient")) settings[$"RECIPIENT_{SettingName(recipient)}_URL"] = new Uri(AgencyAddress, recipient).ToString();
        return settings;
    }

    private static string SettingName(string name) => name.ToUpperInvariant().Replace('-', '_');

    private static List<string> Column(string root, string file, string column)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(root, "mappings", file)), CultureInfo.InvariantCulture);
        var values = new List<string>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read()) values.Add(csv.GetField(column)!);
        return values;
    }

    private T Kept<T>(T part) where T : IAsyncDisposable { parts.Add(part); return part; }

    private async Task Serve(int port, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => { server.AddServerHeader = false; server.Limits.MaxRequestBodySize = 104857600; server.Listen(IPAddress.Loopback, port); });
        var app = Kept(builder.Build());
        map(app);
        await app.StartAsync();
    }

    private void Log(string level, string line) { lock (logGate) Write(level, line); }

    private void Write(string level, string line)
    {
        if (level == "Error" && !line.StartsWith("The handler", StringComparison.Ordinal)) lastError = line;
        log.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {level,-11} {line}");
    }

    /// <summary>Stops in the order that loses nothing: the door, the functions, then the broker, and Azurite last.</summary>
    public async ValueTask DisposeAsync()
    {
        parts.Reverse();
        foreach (var part in parts) await part.DisposeAsync();
        parts.Clear();
        Agencies?.Dispose();
        await log.DisposeAsync();
        Place.Dispose();
    }
}
