using System.Text.Json.Nodes;

namespace Throughcare.Local.Bus;

/// <summary>A message as a sender hands it over.</summary>
internal sealed record BusMessage(byte[] Body)
{
    /// <summary>What duplicate detection compares; one is made when the sender gives none.</summary>
    public string MessageId { get; init; } = "";
    public string? ContentType { get; init; }
    public string? Label { get; init; }
    public string? CorrelationId { get; init; }
    /// <summary>The sender's own properties.</summary>
    public JsonObject Properties { get; init; } = [];
    /// <summary>Not delivered before this time.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }
    public TimeSpan? TimeToLive { get; init; }
}

/// <summary>A message as a receiver has it, locked for it until it is completed, abandoned, or the lock runs out.</summary>
internal sealed record Delivery
{
    public required string Entity { get; init; }
    public required long SequenceNumber { get; init; }
    public required BusMessage Message { get; init; }
    public required DateTimeOffset EnqueuedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public string? DeadLetterSource { get; init; }
    public string? DeadLetterReason { get; init; }
    /// <summary>1 on the first delivery.</summary>
    public int DeliveryCount { get; init; }
    public string LockToken { get; init; } = "";
    public DateTimeOffset LockedUntil { get; set; }
}

/// <summary>How an entity behaves; the defaults are those of Service Bus and of infra-bicep.</summary>
internal sealed record EntityOptions
{
    public int MaxDeliveryCount { get; init; } = 10;
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary>Zero switches duplicate detection off.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);
    public int MaxMessageBytes { get; init; } = 256 * 1024;
}
