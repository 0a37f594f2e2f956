using System.Text.Json.Nodes;
using Throughcare.Messaging;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.Notices;

/// <summary>What both doors do with a notice: look at who it says it is, keep its bytes, queue its key. Nothing of its content is on a queue.</summary>
internal sealed class Door(Blobs notices, Blobs refused, Hints hints, Bus bus, Keys keys, TimeProvider time, TimeSpan grace)
{
    public const string NoticesQueue = "notices";

    /// <summary>How far a sender's clock may be ahead of ours. A notice dated further ahead would outweigh every true one until then.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    /// <summary>How each notice of what was sent was taken: one, or as many as a file of rows or a batch of messages has.</summary>
    public async Task<Outcome<List<Outcome<string>>>> TakeAll(Source source, ReadOnlyMemory<byte> bytes, Func<string, Task> fault, CancellationToken cancel)
    {
        return await source.Format.Split(bytes).Match<Task<Outcome<List<Outcome<string>>>>>(
            async parts =>
            {
                var taken = new List<Outcome<string>>(parts.Count);
                foreach (var part in parts) taken.Add(await Take(source, part, fault, cancel));
                return taken;
            },
            because => Task.FromResult(Outcome<List<Outcome<string>>>.Ignored(because)),
            async refusal => await Refuse(source, bytes, refusal, cancel));
    }

    /// <summary>The key of the notice, once its bytes are kept and its key is queued. The same bytes again give the same key; other bytes under the same id and version are refused.</summary>
    /// <param name="fault">The door's own fault points.</param>
    public async Task<Outcome<string>> Take(Source source, ReadOnlyMemory<byte> bytes, Func<string, Task> fault, CancellationToken cancel)
    {
        return await source.ReadHead(bytes).Match<Task<Outcome<string>>>(
            async head => head.At > time.GetUtcNow() + ClocksDiffer || head.At.Year < 1900 ? new Refusal(RefusalReason.NoticeTimeIsInTheFuture, head.Kind.TimeElement) : await Keep(source, KeyOf(source, head), bytes, fault, cancel),
            because => Task.FromResult(Outcome<string>.Ignored(because)),
            async refusal => await Refuse(source, bytes, refusal, cancel));
    }

    /// <summary>What cannot be read is kept too, so that a person can see what was sent.</summary>
    private async Task<Refusal> Refuse(Source source, ReadOnlyMemory<byte> bytes, Refusal refusal, CancellationToken cancel)
    {
        if (refusal.Reason != RefusalReason.NoticeIsTooLarge) await refused.PutOnce($"{source.Name}/{Keys.Digest(bytes.Span)}", bytes, "application/octet-stream", cancel);
        return refusal;
    }

    private async Task<Outcome<string>> Keep(Source source, string key, ReadOnlyMemory<byte> bytes, Func<string, Task> fault, CancellationToken cancel)
    {
        await fault("before-hint");
        await hints.Put(Hints.Notice, $"{source.Name}/{key}", time.GetUtcNow() + grace, cancel);
        await fault("before-store");
        if (!await notices.PutOnce(key, bytes, source.Format.ContentTypes[0], cancel) && await notices.DigestOf(key, cancel) != Keys.Digest(bytes.Span))
            return new Refusal(RefusalReason.NoticeIdIsTaken);
        await fault("before-send");
        await bus.Send(NoticesQueue, [Message(source.Name, key)], cancel);
        await fault("before-answer");
        return key;
    }

    /// <summary>The key on the queue. The occasion makes a later send of the same key another message, which the bus does not drop as a duplicate.</summary>
    public static OutgoingMessage Message(string source, string key, string occasion = "first", TimeSpan after = default) =>
        new($"{key}:{occasion}", new JsonObject { ["source"] = source, ["notice"] = key }.ToJsonString(), after);

    public string KeyOf(Source source, NoticeHead head) => keys.Of("notice", source.Name, head.Kind.Name, head.Id, head.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The same for all versions of a notice.</summary>
    public string ThreadOf(Source source, NoticeHead head) => keys.Of("thread", source.Name, head.Kind.Name, head.Id);
}
