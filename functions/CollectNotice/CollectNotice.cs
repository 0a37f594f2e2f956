using System.Text.Unicode;
using System.Text;
using Throughcare.Hosting;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.Translation;

namespace Throughcare.CollectNotice;

/// <summary>The queue door, for an agency that fills a queue itself: the bytes are kept and the queue emptied at once, for it holds a person's data.</summary>
internal sealed class CollectNotice(Source source, Door door, Ledger ledger, Bus bus, Keys keys, Patience patience, FaultPoint fault)
{
    public async Task<Ending> Run(Invocation invocation, CancellationToken cancel)
    {
        var bytes = invocation.Bytes("notice");
        try
        {
            var taken = await patience.Try(token => door.TakeAll(source, bytes, point => fault.Hit("collect-" + point), token), cancel);
            var said = new List<string>();
            foreach (var one in taken.Match(notices => notices, because => [Outcome<string>.Ignored(because)], refusal => [refusal]))
                said.Add(await one.Match(key => Task.FromResult($"Notice {key} from {source.Name} is kept."), because => Task.FromResult($"Ignored: {because}"), refusal => Refuse(bytes, refusal, cancel)));
            return said.Count == 0 ? "The message holds no notice." : string.Join(' ', said);
        }
        catch (Exception problem) when (Patience.RanOut(problem, cancel) && Utf8.IsValid(bytes))
        {
            // Storage is away for longer than an invocation may last. The message goes back with a delay: abandoning would dead-letter it within seconds. (Bytes that are no text cannot be sent this way; they take that road, and are collected from there.)
            using var last = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await bus.Send(source.Queue, [new OutgoingMessage($"{Keys.Digest(bytes)}:{invocation.Metadata("SequenceNumber")}:again", Encoding.UTF8.GetString(bytes), TimeSpan.FromSeconds(30))], last.Token);
            return "Storage is away; the notice goes back on its queue for half a minute.";
        }
    }

    /// <summary>Nobody waits for an answer here, so the refusal is recorded and told like one that comes after a 202.</summary>
    private async Task<string> Refuse(byte[] bytes, Refusal refusal, CancellationToken cancel)
    {
        var key = keys.Of("refused", source.Name, Keys.Digest(bytes));
        await patience.Try(async token => { await ledger.Refused(source, key, refusal, token); return true; }, cancel);
        return $"Notice {key} from {source.Name} is refused: {refusal.Reason}.";
    }
}
