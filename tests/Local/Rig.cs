using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Throughcare.Local.Bus;
using Throughcare.Local.Host;

namespace Throughcare.Tests.Local;

/// <summary>A broker and a stand-in host around an app folder, with a real handler process.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Level, string Line)> log = new();
    private readonly bool ownsFolder;
    private WebApplication? front;

    private Rig(AppFolder folder, MovableTime time, bool ownsFolder)
    {
        (Folder, Time, this.ownsFolder) = (folder, time, ownsFolder);
        App = folder.Read();
        Broker = new Broker(Path.Combine(folder.Record, "bus.db"), time);
        Handler = new Handler(App, folder.Settings, time, (level, line) => log.Enqueue((level, line)), _ => { }) { FirstStartOnly = FirstStartOnly };
    }

    public static IReadOnlyDictionary<string, string> FirstStartOnly { get; } = new Dictionary<string, string> { ["ONLY_THE_FIRST"] = "yes" };

    public AppFolder Folder { get; }
    public MovableTime Time { get; }
    public FunctionApp App { get; }
    public Broker Broker { get; }
    public Handler Handler { get; }
    public StandInHost Host { get; private set; } = null!;
    public IReadOnlyCollection<(string Level, string Line)> Log => log;
    public Uri Front { get; private set; } = null!;
    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public IReadOnlyList<Call> Calls(string? name = null) => Folder.Calls(name);

    public bool Logged(string level, string part) => log.Any(entry => entry.Level == level && entry.Line.Contains(part, StringComparison.Ordinal));

    /// <param name="queues">The options of queues that are not to have the defaults.</param>
    /// <param name="keepFolder">The folder is the caller's, to start another host on it.</param>
    public static async Task<Rig> Start(AppFolder folder, Dictionary<string, EntityOptions>? queues = null, MovableTime? time = null, bool keepFolder = false)
    {
        var rig = new Rig(folder, time ?? new MovableTime(), !keepFolder);
        foreach (var (name, options) in queues ?? []) rig.Broker.Queue(name, options);
        rig.Host = new StandInHost(rig.App, rig.Broker, rig.Handler, rig.Time, (level, line) => rig.log.Enqueue((level, line)));
        try
        {
            await rig.Host.Start();
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public async Task OpenFront()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        front = builder.Build();
        Host.MapFront(front);
        await front.StartAsync();
        Front = new Uri(front.Urls.Single());
    }

    public Task Send(string queue, string text) => Broker.Send(queue, [new BusMessage(Encoding.UTF8.GetBytes(text))]);

    /// <summary>Calls a function as a trigger would.</summary>
    public Task<Envelope.Result> Invoke(string function) => Host.Invoke(App.Functions.Single(f => f.Name == function), """{"Data":{},"Metadata":{}}""");

    /// <summary>What lies in the queue, one message after the other, taken out of it.</summary>
    public async Task<Delivery> Take(string queue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var delivery = await Broker.Receive(queue, limit.Token);
        Assert.True(await Broker.Complete(delivery));
        return delivery;
    }

    public async ValueTask DisposeAsync()
    {
        if (front is not null) await front.DisposeAsync();
        if (Host is not null) await Host.DisposeAsync();
        await Broker.DisposeAsync();
        Client.Dispose();
        if (ownsFolder) Folder.Dispose();
    }
}
