using System.Diagnostics;
using System.Text;
using Throughcare.Local;

namespace Throughcare.Tests.Local;

/// <summary>A client that others wrote, azure-sb from npm, sends to our endpoint by a connection string.</summary>
public sealed class AzureSbTests
{
    [Fact]
    public async Task A_client_that_is_not_ours_sends_to_a_queue_and_a_topic()
    {
        var folder = Path.Combine(Workplace.Root, "local");
        await NpmPackages.Install(folder, "azure-sb", _ => { });
        await using var rig = await BusRig.Start();

        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            Path.Combine(Workplace.Root, "tests/Local/send-with-azure-sb.cjs"), Path.Combine(folder, "node_modules/azure-sb"),
            $"Endpoint={rig.Address};SharedAccessKeyName={BusRig.KeyName};SharedAccessKey={BusRig.Key}", "orders", "events",
        }) start.ArgumentList.Add(argument);
        foreach (var proxy in new[] { "HTTP_PROXY", "http_proxy" }) start.Environment.Remove(proxy);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try { await process.WaitForExitAsync(limit.Token); } catch (OperationCanceledException) { process.Kill(); }
        Assert.True((await output).Trim() == "ok", await output + await error);

        var first = await rig.Take();
        Assert.Equal(("one text", "m-1", "greeting", "c-1"), (Encoding.UTF8.GetString(first.Message.Body), first.Message.MessageId, first.Message.Label, first.Message.CorrelationId));
        var properties = first.Message.Properties.ToDictionary(property => property.Key, property => property.Value!.ToString(), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(("prison", "2"), (properties["source"], properties["attempt"]));
        var second = await rig.Take();
        Assert.Equal(("""{"a":1}""", "m-2", "application/json"), (Encoding.UTF8.GetString(second.Message.Body), second.Message.MessageId, second.Message.ContentType));
        Assert.Equal(0, rig.Broker.Count("orders")); // the duplicate was dropped
        foreach (var subscription in new[] { "audit", "letters" })
            Assert.Equal("to all", Encoding.UTF8.GetString((await rig.Take($"events/subscriptions/{subscription}")).Message.Body));
    }
}
