using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Throughcare.Channels;
using Throughcare.Local.Host;

namespace Throughcare.Tests.Channels;

/// <summary>Calling a subscriber: with our key for them, in the time they asked for, and where they said and nowhere else.</summary>
public sealed class NotifyTests : IAsyncLifetime
{
    private readonly int port = Handler.FreePort();
    private readonly List<(string Path, string Key, string Digest, string? Type)> calls = [];
    private WebApplication subscriber = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port));
        subscriber = builder.Build();
        subscriber.MapPost("/{what}", async (HttpContext http, string what) =>
        {
            lock (calls) calls.Add((http.Request.Path, http.Request.Headers.Authorization.ToString(), http.Request.Headers["Idempotency-Key"].ToString(), http.Request.ContentType));
            if (what == "slow") await Task.Delay(3000, http.RequestAborted);
            return what switch { "moved" => Results.Redirect($"http://127.0.0.1:{port}/taken", preserveMethod: true), "no" => Results.StatusCode(410), "broken" => Results.StatusCode(500), "empty" => Results.StatusCode(204), _ => Results.Text("<html>thanks</html>") };
        });
        await subscriber.StartAsync();
    }

    public async Task DisposeAsync() => await subscriber.DisposeAsync();

    private async Task<Told> Notify(string what, int seconds = 10)
    {
        using var client = new RecipientClient(_ => null, TimeProvider.System);
        return (await client.Notify(new Uri($"http://127.0.0.1:{port}/{what}"), "the key", TimeSpan.FromSeconds(seconds), new Document("1", "application/fhir+json", "{}"u8.ToArray()), default)).Told;
    }

    [Fact]
    public async Task Any_2xx_settles_it_and_our_key_goes_with_it()
    {
        Assert.Equal(Told.Acknowledged, await Notify("taken"));
        Assert.Equal(Told.Acknowledged, await Notify("empty"));
        Assert.Equal(("/taken", "Bearer the key", Keys.Digest("{}"u8), "application/fhir+json"), calls[0]);
    }

    [Fact]
    public async Task What_is_no_answer_is_tried_later_and_what_is_a_no_is_final()
    {
        Assert.Equal(Told.Later, await Notify("broken"));
        Assert.Equal(Told.Later, await Notify("slow", seconds: 1));
        Assert.Equal(Told.Refused, await Notify("no"));
    }

    [Fact]
    public async Task A_redirect_leads_nowhere()
    {
        Assert.Equal(Told.Later, await Notify("moved"));
        Assert.Equal(["/moved"], calls.Select(call => call.Path));
    }
}
