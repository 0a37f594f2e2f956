using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Storage;

namespace Throughcare.Messaging;

/// <summary>Puts on the queue who is to be looked at by <see cref="SendUpdate"/>: whose plan and which recipient, nothing else.</summary>
internal sealed class Updates(Bus bus, Hints hints, TimeProvider time, TimeSpan grace)
{
    public const string Queue = "updates";

    /// <summary>One message per recipient. The occasion tells apart sends that must not be dropped as duplicates of each other.</summary>
    public Task Send(string subject, IEnumerable<string> recipients, string occasion, CancellationToken cancel) =>
        bus.Send(Queue, [.. recipients.Select(to => Message(subject, to, occasion, TimeSpan.Zero))], cancel);

    /// <summary>Looks again after a while. The hint finds it should the message be lost.</summary>
    public async Task SendLater(string subject, string to, TimeSpan after, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await hints.Put(Hints.Owed, $"{subject}/{to}", now + after + grace, cancel);
        await bus.Send(Queue, [Message(subject, to, $"later-{now.UtcTicks.ToString(CultureInfo.InvariantCulture)}", after)], cancel);
    }

    private static OutgoingMessage Message(string subject, string to, string occasion, TimeSpan after) =>
        new($"{subject}:{to}:{occasion}", new JsonObject { ["subject"] = subject, ["to"] = to }.ToJsonString(), after);
}
