namespace Throughcare.Storage;

/// <summary>One blob container: what a sender sent is written once, under its key, and never changed.</summary>
internal abstract class Blobs
{
    public abstract Task CreateIfMissing(CancellationToken cancel);

    /// <summary>True when written; false when a blob of that name was there already (it is left as it was).</summary>
    public abstract Task<bool> PutOnce(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel);

    /// <summary>SHA-256 (lower-case hex) of what is stored, or null when there is no such blob.</summary>
    public abstract Task<string?> DigestOf(string name, CancellationToken cancel);

    /// <summary>The bytes, or null when there is no such blob. Bytes that no longer have the digest they were stored with are a fault, never an answer.</summary>
    public abstract Task<byte[]?> Get(string name, CancellationToken cancel);
}
