using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Throughcare.Local.Bus;

namespace Throughcare.Local.Host;

/// <summary>Stands in for the Azure Functions host: listens to what the app's function.json files name, calls the handler, settles by its answer.</summary>
internal sealed class StandInHost : IAsyncDisposable
{
    private readonly FunctionApp app;
    private readonly Broker broker;
    private readonly Handler handler;
    private readonly TimeProvider time;
    private readonly Action<string, string> log;
    private readonly Action<string> fault;
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> loops = [];
    private readonly HttpClient calls = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public StandInHost(FunctionApp app, Broker broker, Handler handler, TimeProvider time, Action<string, string> log, Action<string>? faultPoint = null)
    {
        (this.app, this.broker, this.handler, this.time, this.log, fault) = (app, broker, handler, time, log, faultPoint ?? (_ => { }));
        foreach (var function in app.Functions.Where(f => f.Trigger == "serviceBusTrigger"))
            if (function.Topic is { } topic) broker.Subscription(topic, Owner(function.Subscription!));
            else broker.Queue(Owner(function.Queue!));
    }

    /// <summary>A dead-letter queue is declared with the queue it belongs to.</summary>
    private static string Owner(string queue) => queue.EndsWith(Broker.DeadLetter, StringComparison.OrdinalIgnoreCase) ? queue[..^Broker.DeadLetter.Length] : queue;

    public async Task Start()
    {
        await handler.Start();
        foreach (var function in app.Functions)
            if (function.Trigger == "serviceBusTrigger") loops.Add(Task.Run(() => Listen(function)));
            else if (function.Trigger == "timerTrigger") loops.Add(Task.Run(() => Tick(function)));
    }

    /// <summary>Takes messages as they come, as many at once as host.json says.</summary>
    private async Task Listen(FunctionApp.Function function)
    {
        using var places = new SemaphoreSlim(app.MaxConcurrentCalls);
        try
        {
            while (true)
            {
                await places.WaitAsync(stop.Token);
                await handler.Ready.WaitAsync(stop.Token);
                var delivery = await broker.Receive(function.Entity, stop.Token);
                _ = Task.Run(async () =>
                {
                    try { await Deliver(function, delivery); }
                    finally { try { places.Release(); } catch (ObjectDisposedException) { /* stopping */ } }
                });
            }
        }
        catch (OperationCanceledException) { /* stopping */ }
    }

    private async Task Deliver(FunctionApp.Function function, Delivery delivery)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var renewing = KeepLocked(delivery, held.Token);
        var result = await Invoke(function, Envelope.ForMessage(function, delivery, time.GetUtcNow(), RandomId()));
        await held.CancelAsync();
        await renewing;
        if (stop.IsCancellationRequested) return;
        if (!result.Succeeded)
        {
            // No delay between tries and no host retry policy: the message is there again at once.
            await broker.Abandon(delivery);
            return;
        }
        try
        {
            foreach (var (binding, body) in result.Outputs)
                if (function.OutputQueues.TryGetValue(binding, out var queue)) await broker.Send(queue, [new BusMessage(body)]);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or ArgumentException)
        {
            log("Error", $"{function.Name} failed: an output could not be sent ({problem.Message}).");
            await broker.Abandon(delivery);
            return;
        }
        fault("host-before-complete");
        await broker.Complete(delivery);
        fault("host-after-complete");
    }

    private async Task KeepLocked(Delivery delivery, CancellationToken done)
    {
        var began = time.GetTimestamp();
        try
        {
            while (time.GetElapsedTime(began) < app.MaxAutoLockRenewal)
            {
                await Task.Delay((delivery.LockedUntil - time.GetUtcNow()) / 2, time, done);
                if (!broker.Renew(delivery)) return;
            }
        }
        catch (OperationCanceledException) { /* the invocation ended */ }
        catch (ArgumentOutOfRangeException) { /* the lock ran out while we looked */ }
    }

    private async Task Tick(FunctionApp.Function function)
    {
        var schedule = Schedule.Parse(function.Schedule!);
        try
        {
            var last = broker.TimerLast(function.Name);
            var next = schedule.After(last ?? time.GetUtcNow());
            while (true)
            {
                var wait = next - time.GetUtcNow();
                var pastDue = wait < TimeSpan.FromSeconds(-1) && function.UseMonitor;
                if (wait < TimeSpan.Zero && !function.UseMonitor) { next = schedule.After(time.GetUtcNow()); continue; }
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stop.Token);
                await handler.Ready.WaitAsync(stop.Token);
                // One at a time, and the next only when this one has ended.
                await Invoke(function, Envelope.ForTimer(function, last, schedule.After(time.GetUtcNow()), pastDue, time.GetUtcNow(), RandomId()));
                last = time.GetUtcNow();
                await broker.TimerFired(function.Name, last.Value);
                next = schedule.After(last.Value);
            }
        }
        catch (OperationCanceledException) { /* stopping */ }
    }

    /// <summary>Calls the handler and waits, at the longest until functionTimeout.</summary>
    public async Task<Envelope.Result> Invoke(FunctionApp.Function function, string body)
    {
        using var timeout = new CancellationTokenSource(app.FunctionTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(handler.Address, function.Name)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", RandomId());
            request.Headers.TryAddWithoutValidation("X-Azure-Functions-HostVersion", "4.0.0-stand-in");
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", "4.0.0"));
            fault("host-before-invoke");
            using var response = await calls.SendAsync(request, either.Token);
            var result = Envelope.Read((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync(either.Token));
            if (result.NeverEnds) await Task.Delay(Timeout.InfiniteTimeSpan, either.Token);
            foreach (var line in result.Logs) log("Information", $"{function.Name}: {line}");
            if (!result.Succeeded) log("Error", $"{function.Name} failed: {result.Problem}");
            return result;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            log("Error", $"{function.Name} did not end within functionTimeout.");
            await handler.KillAndRestart();
            return Envelope.Result.Failed("functionTimeout");
        }
        catch (OperationCanceledException)
        {
            return Envelope.Result.Failed("the host is stopping");
        }
        catch (HttpRequestException problem)
        {
            log("Error", $"{function.Name} failed: the handler gave no answer ({problem.HttpRequestError}).");
            return Envelope.Result.Failed("no answer");
        }
    }

    /// <summary>The front door: the routes of the HTTP functions and nothing else, each request handed on as it came.</summary>
    public void MapFront(IEndpointRouteBuilder front)
    {
        foreach (var function in app.Functions.Where(f => f.Trigger == "httpTrigger"))
        {
            var route = string.Join('/', new[] { app.RoutePrefix, function.Route! }.Where(part => part.Length > 0));
            var endpoint = function.Methods.Count == 0 ? front.Map(route, Forward) : front.MapMethods(route, function.Methods, Forward);
            endpoint.WithDisplayName(function.Name);
        }
    }

    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Proxy-Connection", "Host" };

    private async Task Forward(HttpContext http)
    {
        var target = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        if (target[0] != '/') target = new Uri(target).PathAndQuery; // a client that takes us for a proxy
        // Byte for byte: Uri would otherwise fold "\" and dots, and the handler would see another path than the one that was routed.
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(handler.Address.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (http.Request.ContentLength is not null || http.Request.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers)
            if (!HopByHop.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", RandomId());
        // As the platform's front end marks what comes from outside.
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", http.Connection.RemoteIpAddress?.ToString());
        using var timeout = new CancellationTokenSource(app.FunctionTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop.Token);
        try
        {
            using var response = await calls.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            http.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
                if (!HopByHop.Contains(name)) http.Response.Headers[name] = values.ToArray();
            await response.Content.CopyToAsync(http.Response.Body, limit.Token);
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            log("Error", timeout.IsCancellationRequested ? $"{http.GetEndpoint()?.DisplayName} did not end within functionTimeout." : $"{http.GetEndpoint()?.DisplayName} failed: the handler gave no answer.");
            if (timeout.IsCancellationRequested) await handler.KillAndRestart();
            if (http.Response.HasStarted) http.Abort();
            else http.Response.StatusCode = 500;
        }
    }

    private static string RandomId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        await handler.DisposeAsync();
        calls.Dispose();
        stop.Dispose();
    }
}
