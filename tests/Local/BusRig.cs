using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Throughcare.Local.Bus;

namespace Throughcare.Tests.Local;

/// <summary>A broker with a queue "orders" and a topic "events" behind the send API.</summary>
internal sealed class BusRig : IAsyncDisposable
{
    public const string KeyName = "RootManageSharedAccessKey";
    public const string Key = "a key that is known to this test only";

    private readonly TempFolder folder = new();
    private readonly WebApplication app;

    private BusRig()
    {
        Broker = new Broker(folder.In("bus.db"), Time);
        Broker.Queue("orders");
        Broker.Queue("parcels");
        Broker.Subscription("events", "audit");
        Broker.Subscription("events", "letters");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapBus(Broker, KeyName, Key, Time);
    }

    public MovableTime Time { get; } = new();
    public Broker Broker { get; }
    public Uri Address { get; private set; } = null!;
    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public static async Task<BusRig> Start()
    {
        var rig = new BusRig();
        await rig.app.StartAsync();
        rig.Address = new Uri(rig.app.Urls.Single());
        return rig;
    }

    /// <summary>A shared access signature as the Service Bus documentation makes it.</summary>
    public string Signature(string? address = null, string key = Key, string name = KeyName, int minutes = 5)
    {
        var resource = Uri.EscapeDataString(address ?? Address.ToString()).ToLowerInvariant();
        var until = Time.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{until}")));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={until}&skn={name}";
    }

    public async Task<int> Post(string path, string body, string type, string? authorization = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? Signature());
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public Task<int> PostBatch(string body, string path = "orders/messages", string? authorization = null) => Post(path, body, "application/vnd.microsoft.servicebus.json", authorization);

    public async Task<Delivery> Take(string entity = "orders")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var delivery = await Broker.Receive(entity, limit.Token);
        Assert.True(await Broker.Complete(delivery));
        return delivery;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Broker.DisposeAsync();
        Client.Dispose();
        folder.Dispose();
    }
}
