using Throughcare.Hosting;
using Throughcare.KeepDeadNotice;
using Throughcare.SendUpdate;

namespace Throughcare.KeepDeadUpdate;

/// <summary>Keeps an update that the bus gave up on, where a person can see and replay it.</summary>
internal sealed class KeepDeadUpdate(DeadLetters dead)
{
    public Task<Ending> Run(Invocation invocation, CancellationToken cancel)
    {
        var update = invocation.Json("update");
        return dead.Keep(Updates.Queue, $"{update.GetProperty("subject").GetString()}|{update.GetProperty("to").GetString()}", invocation.Text("update"), cancel);
    }
}
