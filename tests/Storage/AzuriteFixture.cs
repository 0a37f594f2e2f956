using Throughcare.Local;
using Throughcare.Local.Host;
using Throughcare.Storage;

namespace Throughcare.Tests.Storage;

/// <summary>One real Azurite for the storage tests.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly string folder = Repo.Temporary("azurite");
    private Workplace place = null!;
    private Azurite azurite = null!;

    internal StorageAccount Account { get; private set; } = null!;

    internal StorageAccount WrongKey { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        place = await Workplace.Open(folder);
        azurite = await Azurite.Start(place, Handler.FreePort(), Handler.FreePort(), Handler.FreePort(), _ => { });
        Account = StorageAccount.WithKey(azurite.Tables, azurite.Blobs, Azurite.Account, place.Secret("azurite", 64), TimeProvider.System);
        WrongKey = StorageAccount.WithKey(azurite.Tables, azurite.Blobs, Azurite.Account, Convert.ToBase64String(new byte[64]), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await azurite.DisposeAsync();
        place.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

[CollectionDefinition(nameof(AzuriteCollection))]
public class AzuriteCollection : ICollectionFixture<AzuriteFixture>;
