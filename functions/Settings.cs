using System.Globalization;

namespace Throughcare;

/// <summary>The app settings, read once at start.</summary>
internal sealed record Settings
{
    public required Uri TableService { get; init; }
    public required Uri BlobService { get; init; }
    /// <summary>Account and key for Azurite; null in Azure, where the managed identity is used.</summary>
    public (string Account, string Key)? StorageKey { get; init; }
    public required Uri ServiceBus { get; init; }
    public (string Name, string Key)? BusKey { get; init; }
    /// <summary>The secret that turns identifiers into keys (Key Vault); at least 32 bytes.</summary>
    public required byte[] KeySecret { get; init; }
    /// <summary>Address of our FHIR API as others see it, without a closing slash.</summary>
    public required string FhirBase { get; init; }
    /// <summary>The queue whose messages are an agency's own notices; sources.csv says whose.</summary>
    public required string CollectQueue { get; init; }
    /// <summary>How long a hint waits before someone looks whether the work was done.</summary>
    public required TimeSpan Grace { get; init; }
    /// <summary>For demonstrations and tests: the clock begins here and goes on from there. Null in Azure.</summary>
    public DateTimeOffset? ClockStartsAt { get; init; }
    public string? Fault { get; init; }
    public required string MappingsFolder { get; init; }

    /// <exception cref="SettingFault">A setting is missing; the message names it.</exception>
    public static Settings Read(Func<string, string?> get)
    {
        try { return ReadAll(get); }
        catch (FormatException problem) { throw new SettingFault($"An app setting is not in its form: {problem.Message}"); }
    }

    private static Settings ReadAll(Func<string, string?> get)
    {
        return new Settings
        {
            TableService = new Uri(Need("STORAGE_TABLES").TrimEnd('/')),
            BlobService = new Uri(Need("STORAGE_BLOBS").TrimEnd('/')),
            StorageKey = get("STORAGE_KEY") is { Length: > 0 } key ? (Need("STORAGE_ACCOUNT"), key) : null,
            ServiceBus = get("ServiceBus__fullyQualifiedNamespace") is { Length: > 0 } space ? new Uri($"https://{space}/") : new Uri(Need("SERVICEBUS_ADDRESS")),
            BusKey = get("SERVICEBUS_KEY") is { Length: > 0 } busKey ? (Need("SERVICEBUS_KEY_NAME"), busKey) : null,
            KeySecret = Convert.FromBase64String(Need("KEY_SECRET")) is { Length: >= 32 } secret ? secret : throw new SettingFault("App setting KEY_SECRET has fewer than 32 bytes."),
            FhirBase = Need("FHIR_BASE").TrimEnd('/'),
            CollectQueue = Need("COLLECT_QUEUE"),
            Grace = TimeSpan.FromSeconds(double.Parse(get("GRACE_SECONDS") ?? "120", CultureInfo.InvariantCulture)),
            ClockStartsAt = get("CLOCK_STARTS_AT") is { Length: > 0 } start ? DateTimeOffset.Parse(start, CultureInfo.InvariantCulture) : null,
            Fault = get("FAULT"),
            MappingsFolder = Path.Combine(AppContext.BaseDirectory, "mappings"),
        };

        string Need(string name) => get(name) is { Length: > 0 } value ? value : throw new SettingFault($"App setting {name} is not set.");
    }
}

/// <summary>A clock that began at a given instant when the program started; for stories that take place on a certain day.</summary>
internal sealed class StoryClock(DateTimeOffset start, TimeProvider real) : TimeProvider
{
    private readonly TimeSpan ahead = start - real.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + ahead;
}

/// <summary>An app setting is missing or wrong; the message names it.</summary>
internal sealed class SettingFault(string message) : Exception(message);
