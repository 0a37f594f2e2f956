using Throughcare.Hosting;
using Throughcare.Messaging;

namespace Throughcare.KeepDeadUpdate;

/// <summary>Keeps an update that the bus gave up on, where a person can see and replay it.</summary>
internal sealed class KeepDeadUpdate(DeadLetters dead)
{
    public Task<Ending> Run(Invocation invocation, CancellationToken cancel) =>
        dead.Keep(Updates.Queue, DeadLetters.KeyIn(invocation.Text("update"), "subject", "to"), invocation.Text("update"), cancel);
}
