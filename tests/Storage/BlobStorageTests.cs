using System.Text;
using Throughcare.Benchmarks.Storage;
using Throughcare.Storage;

namespace Throughcare.Tests.Storage;

/// <summary>What a container of blobs does: the Blob client against real Azurite, and the container in memory.</summary>
[Collection(nameof(AzuriteCollection))]
public class BlobStorageTests(AzuriteFixture azurite)
{
    public static TheoryData<string> Stores => new("Azurite", "in memory");

    private Blobs Named(string store, string name) => store == "Azurite" ? new AzureBlobs(azurite.Account, name) : new MemoryBlobs(name);

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_was_kept_once_is_never_overwritten(string store)
    {
        var blobs = Named(store, "once");
        await blobs.CreateIfMissing(default);
        var first = Encoding.UTF8.GetBytes("{\"a\":1}");
        Assert.True(await blobs.PutOnce("folder/key", first, "application/json", default));
        Assert.False(await blobs.PutOnce("folder/key", Encoding.UTF8.GetBytes("other"), "application/json", default));
        Assert.Equal(first, await blobs.Get("folder/key", default));
        Assert.Equal(Keys.Digest(first), await blobs.DigestOf("folder/key", default));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_is_not_there_is_null(string store)
    {
        var blobs = Named(store, "absent");
        await blobs.CreateIfMissing(default);
        Assert.Null(await blobs.Get("key", default));
        Assert.Null(await blobs.DigestOf("key", default));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Nothing_and_a_mebibyte_can_both_be_kept(string store)
    {
        var blobs = Named(store, "sizes");
        await blobs.CreateIfMissing(default);
        await blobs.PutOnce("empty", Array.Empty<byte>(), "application/json", default);
        await blobs.PutOnce("large", new byte[1024 * 1024], "application/json", default);
        Assert.Empty((await blobs.Get("empty", default))!);
        Assert.Equal(1024 * 1024, (await blobs.Get("large", default))!.Length);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_many_who_keep_the_same_blob_at_once_one_succeeds(string store)
    {
        var blobs = Named(store, "race");
        await blobs.CreateIfMissing(default);
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => blobs.PutOnce("key", new[] { (byte)i }, "application/json", default))));
        Assert.Equal((byte)Array.IndexOf(kept, true), Assert.Single((await blobs.Get("key", default))!));
        Assert.Single(kept, true);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_container_that_nobody_made_has_nothing_and_takes_nothing(string store)
    {
        var blobs = Named(store, "nowhere");
        Assert.Null(await blobs.Get("key", default));
        Assert.Null(await blobs.DigestOf("key", default));
        Assert.Equal("write blob in nowhere: 404 ContainerNotFound", (await Assert.ThrowsAsync<StorageFault>(() => blobs.PutOnce("key", new byte[1], "application/json", default))).Message);
    }
}
