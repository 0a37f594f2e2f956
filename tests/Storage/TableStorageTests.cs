using Throughcare.Storage;

namespace Throughcare.Tests.Storage;

/// <summary>How the Table service is reached; what it does is in <see cref="TableContractTests"/>.</summary>
[Collection(nameof(AzuriteCollection))]
public class TableStorageTests(AzuriteFixture azurite)
{
    private static async Task<StorageFault> Fails(Func<Task> call) => await Assert.ThrowsAsync<StorageFault>(call);

    [Fact]
    public async Task A_key_that_is_refused_is_a_fault_that_passes_when_it_is_mended()
    {
        var fault = await Fails(() => new AzureTable(azurite.WrongKey, "any").Get("p", "r", default));
        Assert.Equal(403, fault.Status);
        Assert.True(fault.Passing);
    }

    /// <summary>Azure's address has no path where Azurite's has the account.</summary>
    [Theory]
    [InlineData("https://account.table.core.windows.net", "https://account.table.core.windows.net")]
    [InlineData("https://account.table.core.windows.net/", "https://account.table.core.windows.net")]
    [InlineData("http://127.0.0.1:10002/account", "http://127.0.0.1:10002/account")]
    public void An_address_with_or_without_a_path_ends_without_a_slash(string given, string kept) =>
        Assert.Equal(kept, StorageAccount.WithKey(new Uri(given), new Uri(given), "account", "", TimeProvider.System).Tables);

    [Fact]
    public async Task No_answer_is_a_fault_that_passes()
    {
        var nowhere = StorageAccount.WithKey(new Uri("http://127.0.0.1:1/account"), new Uri("http://127.0.0.1:1/account"), "account", Convert.ToBase64String(new byte[8]), TimeProvider.System);
        Assert.True((await Fails(() => new AzureTable(nowhere, "t").Get("p", "r", default))).Passing);
    }
}
