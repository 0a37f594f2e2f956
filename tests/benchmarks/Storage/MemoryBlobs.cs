using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Throughcare.Storage;

namespace Throughcare.Benchmarks.Storage;

/// <summary>A container in memory, its blobs compressed; the partner of <see cref="MemoryTable"/>.</summary>
internal sealed class MemoryBlobs(string container) : Blobs
{
    /// <summary>Brotli's quickest, and a window that holds a whole notice.</summary>
    private const int Quality = 1, Window = 18;

    private readonly ConcurrentDictionary<string, (byte[] Packed, int Length)> blobs = new(StringComparer.Ordinal);
    private readonly StorageCounter counter = new();
    private volatile bool made;

    /// <summary>What was asked of this container until now; a blob counts as a row of as many bytes as were sent.</summary>
    public StorageCounts Counts => counter.Now();

    public override Task CreateIfMissing(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        made = true;
        return Task.CompletedTask;
    }

    public override Task<bool> PutOnce(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!made) return Task.FromException<bool>(new StorageFault($"write blob in {container}", 404, "ContainerNotFound"));
        counter.Add(Counted.Inserts);
        var written = blobs.TryAdd(name, (Packed(content.Span), content.Length));
        if (!written)
        {
            counter.Add(Counted.Refused);
            return Task.FromResult(false);
        }
        foreach (var what in new[] { Counted.RowsWritten, Counted.RowsHeld }) counter.Add(what);
        foreach (var what in new[] { Counted.BytesWritten, Counted.BytesHeld }) counter.Add(what, content.Length);
        return Task.FromResult(true);
    }

    public override Task<string?> DigestOf(string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        counter.Add(Counted.PointReads);
        return Task.FromResult(Unpacked(name) is { } content ? Convert.ToHexStringLower(SHA256.HashData(content)) : null);
    }

    public override Task<byte[]?> Get(string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        counter.Add(Counted.PointReads);
        var content = Unpacked(name);
        if (content is not null) counter.Add(Counted.RowsRead);
        counter.Add(Counted.BytesRead, content?.Length ?? 0);
        return Task.FromResult(content);
    }

    private static byte[] Packed(ReadOnlySpan<byte> content)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        return BrotliEncoder.TryCompress(content, packed, out var length, Quality, Window) ? packed[..length] : throw new InvalidOperationException("Brotli did not fit into the room that it asks for.");
    }

    private byte[]? Unpacked(string name)
    {
        if (!blobs.TryGetValue(name, out var blob)) return null;
        var content = new byte[blob.Length];
        return BrotliDecoder.TryDecompress(blob.Packed, content, out var length) && length == content.Length ? content : throw new StorageFault($"read blob in {container}", 200, "DigestDiffers");
    }
}
