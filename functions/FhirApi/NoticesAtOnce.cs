using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Notices;
using Throughcare.Translation;

namespace Throughcare.FhirApi;

/// <summary>Notices of callers who wait to hear how they end: kept and queued as at the door, then applied at once.</summary>
/// <remarks>Nothing hangs on the caller's patience: the queue has the key, and whoever comes second finds the work done.</remarks>
internal sealed class NoticesAtOnce(Door door, ApplyNotice.ApplyNotice apply, Ledger ledger, Patience patience)
{
    /// <summary>A third of what one invocation may take, as at the door.</summary>
    private static readonly TimeSpan Longest = Patience.Most / 3;

    /// <summary>The key of the notice, once its bytes are kept and its key is queued.</summary>
    public async Task<Outcome<string>> Keep(Source source, ReadOnlyMemory<byte> bytes)
    {
        // Not the caller's own token: who hangs up must not leave a notice half kept.
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            return await patience.Try(token => door.Take(source, bytes, _ => Task.CompletedTask, token), limit.Token);
        }
        catch (Exception problem) when (Patience.RanOut(problem, limit.Token))
        {
            return new Refusal(RefusalReason.StorageIsAway);
        }
    }

    /// <summary>How the notice ended, as its status page has it; "received" when it is kept and will be applied later.</summary>
    public async Task<JsonObject> Apply(Source source, string key, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Longest);
        await apply.Run(source.Name, key, limit.Token);
        return (await ledger.Status(source, key, cancel))!;
    }
}
