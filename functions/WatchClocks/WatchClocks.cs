using System.Globalization;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.Storage;

namespace Throughcare.WatchClocks;

/// <summary>Looks at every hint that is due: a notice kept and never applied, a recipient owed and never told. Each is put on its queue again; who finishes the work takes the hint away.</summary>
internal sealed class WatchClocks(Hints hints, Blobs notices, Ledger ledger, Bus bus, Updates updates, Patience patience, TimeProvider time, TimeSpan grace)
{
    private const int MostAtOnce = 500;

    public Task<Ending> Run(Invocation invocation, CancellationToken cancel) => patience.Try(Look, cancel);

    private async Task<Ending> Look(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var looked = 0;
        var due = new List<(string What, string Key)>();
        await foreach (var hint in hints.DueBy(now, MostAtOnce, cancel)) due.Add(hint);
        foreach (var (what, key) in due)
        {
            var (first, second) = key.Split('/', 2) is [var left, var right] ? (left, right) : (key, "");
            if (what == Hints.Notice && await Empty(second, cancel)) { await hints.Done(what, key, cancel); continue; }
            // Moved on before it is acted on: if the work fails again, it will be looked at again.
            await hints.Put(what, key, now + grace, cancel);
            if (what == Hints.Notice) await bus.Send(Door.NoticesQueue, [Door.Message(first, second, $"watch-{now.UtcTicks.ToString(CultureInfo.InvariantCulture)}")], cancel);
            else await updates.Send(first, [second], $"watch-{now.UtcTicks.ToString(CultureInfo.InvariantCulture)}", cancel);
            looked++;
        }
        return looked == 0 ? "Nothing is overdue." : $"{looked.ToString(CultureInfo.InvariantCulture)} overdue and put on their queues again.";
    }

    /// <summary>The notice ended, or its bytes were never kept: whoever sent it had no 2xx and sends it again.</summary>
    private async Task<bool> Empty(string noticeKey, CancellationToken cancel) =>
        await ledger.Ending(noticeKey, cancel) is not null || await notices.DigestOf(noticeKey, cancel) is null;
}
