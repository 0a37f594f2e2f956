using Throughcare.Benchmarks.Storage;
using Throughcare.Storage;

namespace Throughcare.Benchmarks.Population;

/// <summary>The tables and containers of one world.</summary>
internal sealed class Stores(Func<string, Table> table, Func<string, Blobs> blobs)
{
    public Table Plans { get; } = table("plans");

    public Table People { get; } = table("people");

    public Table Due { get; } = table("due");

    public Table Endings { get; } = table("endings");

    public Table Waiting { get; } = table("waiting");

    public Table Subscriptions { get; } = table("subscriptions");

    public Blobs Notices { get; } = blobs("notices");

    public Blobs Refused { get; } = blobs("refused");

    public IReadOnlyList<Table> Tables => [Plans, People, Due, Endings, Waiting, Subscriptions];

    public static Stores InMemory() => new(name => new MemoryTable(name), name => new MemoryBlobs(name));

    public async Task CreateIfMissing(CancellationToken cancel = default)
    {
        foreach (var one in Tables) await one.CreateIfMissing(cancel);
        foreach (var one in new[] { Notices, Refused }) await one.CreateIfMissing(cancel);
    }
}
