using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Throughcare.Storage;

/// <summary>Where tables and blobs are, and how we prove who we are: a managed identity in Azure, the account key against Azurite.</summary>
/// <remarks>Azure.Core's own retries are off: a step is retried as a whole and in one place (<see cref="Hosting.Patience"/>).</remarks>
internal sealed class StorageAccount
{
    /// <summary>The newest service version that both Azure and Azurite 3.37 answer to.</summary>
    public const string ServiceVersion = "2024-11-04";

    private static readonly string[] Scope = ["https://storage.azure.com/.default"];

    /// <summary>Base address of the Table service, without a closing slash: Azure's has no path and Azurite's has one.</summary>
    public string Tables { get; }

    /// <summary>Base address of the Blob service, without a closing slash.</summary>
    public string Blobs { get; }

    /// <summary>Sends a Table request, signed.</summary>
    public HttpPipeline TablePipeline { get; }

    /// <summary>Sends a Blob request, signed.</summary>
    public HttpPipeline BlobPipeline { get; }

    private StorageAccount(Uri tables, Uri blobs, Func<bool, HttpPipelinePolicy> sign)
    {
        Tables = tables.AbsoluteUri.TrimEnd('/');
        Blobs = blobs.AbsoluteUri.TrimEnd('/');
        TablePipeline = HttpPipelineBuilder.Build(new Options(), perRetryPolicies: [sign(true)]);
        BlobPipeline = HttpPipelineBuilder.Build(new Options(), perRetryPolicies: [sign(false)]);
    }

    /// <summary>As the app settings say.</summary>
    public static StorageAccount From(Settings settings, TimeProvider time) => settings.StorageKey is { } key
        ? WithKey(settings.TableService, settings.BlobService, key.Account, key.Key, time)
        : WithIdentity(settings.TableService, settings.BlobService, new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned));

    /// <summary>Azurite, or an account whose shared key is still on.</summary>
    public static StorageAccount WithKey(Uri tables, Uri blobs, string account, string key, TimeProvider time) =>
        new(tables, blobs, forTables => new SharedKeyPolicy(account, Convert.FromBase64String(key), forTables, time));

    /// <summary>Azure, by the function app's managed identity.</summary>
    public static StorageAccount WithIdentity(Uri tables, Uri blobs, TokenCredential identity) =>
        new(tables, blobs, _ => new BearerTokenAuthenticationPolicy(identity, Scope));

    private sealed class Options : ClientOptions
    {
        public Options()
        {
            Retry.MaxRetries = 0;
            Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
            Diagnostics.IsLoggingEnabled = false;
            Diagnostics.IsDistributedTracingEnabled = false;
        }
    }
}

/// <summary>Storage said no, or could not be reached. The message names the operation and the service's own error code, never a key or a value.</summary>
internal sealed class StorageFault : Exception
{
    /// <summary>HTTP status; 0 when no answer came.</summary>
    public int Status { get; }

    /// <summary>The service's error code, such as UpdateConditionNotSatisfied.</summary>
    public string Code { get; }

    public StorageFault(string operation, int status, string code, Exception? cause = null)
        : base($"{operation}: {(status == 0 ? "no answer" : status)} {code}".TrimEnd(), cause)
    {
        Status = status;
        Code = code;
    }

    /// <summary>Someone else is changing at this moment what was read: the step is done once more, a little later.</summary>
    public static StorageFault Race(string what) => new(what, 412, "");

    /// <summary>Someone else changed the row since we read it (412).</summary>
    public bool LostTheRace => Status == 412;

    /// <summary>A row or blob of that name is there already (409).</summary>
    public bool AlreadyThere => Status == 409 && Code is "EntityAlreadyExists" or "BlobAlreadyExists";

    /// <summary>Worth trying again: no answer, throttled, the service's own fault, or a door that is shut to us for now (an identity or network rule being changed).</summary>
    public bool Passing => Status is 0 or 401 or 403 or 404 or 408 or 429 or >= 500;

    /// <summary>Azure would never take it: what was sent cannot be kept in this form.</summary>
    public bool NeverTaken => Status is 400 or 413;
}
