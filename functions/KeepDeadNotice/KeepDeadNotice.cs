using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;

namespace Throughcare.KeepDeadNotice;

/// <summary>Keeps a notice's key that the bus gave up on, where a person can see and replay it.</summary>
internal sealed class KeepDeadNotice(DeadLetters dead)
{
    public Task<Ending> Run(Invocation invocation, CancellationToken cancel) =>
        dead.Keep(Door.NoticesQueue, DeadLetters.KeyIn(invocation.Text("notice"), "notice"), invocation.Text("notice"), cancel);
}
