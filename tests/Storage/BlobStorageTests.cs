using System.Text;
using Throughcare.Storage;

namespace Throughcare.Tests.Storage;

/// <summary>The Blob client against real Azurite.</summary>
[Collection(nameof(AzuriteCollection))]
public class BlobStorageTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task What_was_kept_once_is_never_overwritten()
    {
        var blobs = new AzureBlobs(azurite.Account, "once");
        await blobs.CreateIfMissing(default);
        var first = Encoding.UTF8.GetBytes("{\"a\":1}");
        Assert.True(await blobs.PutOnce("folder/key", first, "application/json", default));
        Assert.False(await blobs.PutOnce("folder/key", Encoding.UTF8.GetBytes("other"), "application/json", default));
        Assert.Equal(first, await blobs.Get("folder/key", default));
        Assert.Equal(Keys.Digest(first), await blobs.DigestOf("folder/key", default));
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        var blobs = new AzureBlobs(azurite.Account, "absent");
        await blobs.CreateIfMissing(default);
        Assert.Null(await blobs.Get("key", default));
        Assert.Null(await blobs.DigestOf("key", default));
    }

    [Fact]
    public async Task Nothing_and_a_mebibyte_can_both_be_kept()
    {
        var blobs = new AzureBlobs(azurite.Account, "sizes");
        await blobs.CreateIfMissing(default);
        await blobs.PutOnce("empty", Array.Empty<byte>(), "application/json", default);
        await blobs.PutOnce("large", new byte[1024 * 1024], "application/json", default);
        Assert.Empty((await blobs.Get("empty", default))!);
        Assert.Equal(1024 * 1024, (await blobs.Get("large", default))!.Length);
    }
}
