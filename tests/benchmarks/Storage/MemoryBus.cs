using System.Collections.Concurrent;
using Throughcare.Messaging;

namespace Throughcare.Benchmarks.Storage;

/// <summary>A bus in memory: each queue has what was sent to it and not taken yet, in the order in which it was sent. What should be kept back for a while is there at once.</summary>
internal sealed class MemoryBus : Bus
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<OutgoingMessage>> queues = new(StringComparer.Ordinal);

    public override Task Send(string queue, IReadOnlyCollection<OutgoingMessage> messages, CancellationToken cancel)
    {
        foreach (var message in messages) queues.GetOrAdd(queue, _ => []).Enqueue(message);
        return Task.CompletedTask;
    }

    /// <summary>The next message of the queue, taken out of it; null when there is none.</summary>
    public OutgoingMessage? Take(string queue) => queues.TryGetValue(queue, out var waiting) && waiting.TryDequeue(out var message) ? message : null;
}
