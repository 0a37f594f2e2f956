using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Throughcare.Local.Bus;

/// <summary>Queues, topics and subscriptions with Service Bus semantics in one SQLite file. A send is answered only after the file is synced.</summary>
/// <remarks>
/// Locks live in memory: after a crash every message that was not completed is delivered again, as the real bus may do.
/// Not here, because nothing of ours uses it: sessions, deferral, transactions over entities, rules on subscriptions.
/// </remarks>
internal sealed class Broker : IAsyncDisposable
{
    public const string DeadLetter = "/$deadletterqueue";

    private readonly SqliteConnection file;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entity> entities = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> topics = new(StringComparer.OrdinalIgnoreCase);
    private readonly Channel<Write> writes = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task writer;
    private readonly Task clock;
    private readonly CancellationTokenSource stop = new();
    private readonly Action<string> fault;

    public Broker(string path, TimeProvider time, Action<string>? faultPoint = null)
    {
        this.time = time;
        fault = faultPoint ?? (_ => { });
        file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        file.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Run("""
            CREATE TABLE IF NOT EXISTS message (
              seq INTEGER PRIMARY KEY AUTOINCREMENT, entity TEXT NOT NULL, message_id TEXT NOT NULL, content_type TEXT, label TEXT, correlation_id TEXT,
              properties TEXT NOT NULL, body BLOB NOT NULL, enqueued_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, expires_at INTEGER,
              delivery_count INTEGER NOT NULL DEFAULT 0, dead_source TEXT, dead_reason TEXT);
            CREATE TABLE IF NOT EXISTS seen (entity TEXT NOT NULL, message_id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (entity, message_id)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS timer (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
            """);
        writer = Task.Run(WriteLoop);
        clock = Task.Run(ClockLoop);
    }

    /// <summary>Declares a queue with its dead-letter queue and loads what the file holds for it. Declaring it again changes nothing.</summary>
    public void Queue(string name, EntityOptions? options = null)
    {
        lock (gate)
        {
            if (!entities.TryAdd(name, new Entity(name, options ?? new()))) return;
            entities.Add(name + DeadLetter, new Entity(name + DeadLetter, new EntityOptions { MaxDeliveryCount = int.MaxValue, DuplicateWindow = TimeSpan.Zero }));
            Load(entities[name]);
            Load(entities[name + DeadLetter]);
        }
    }

    /// <summary>Declares a subscription: a queue of its own that gets a copy of all that is sent to the topic.</summary>
    public void Subscription(string topic, string subscription, EntityOptions? options = null)
    {
        var name = $"{topic}/subscriptions/{subscription}";
        Queue(name, options);
        lock (gate)
        {
            if (!topics.TryGetValue(topic, out var subscriptions)) topics[topic] = subscriptions = [];
            if (!subscriptions.Contains(name, StringComparer.OrdinalIgnoreCase)) subscriptions.Add(name);
        }
    }

    public bool Has(string entity) { lock (gate) return topics.ContainsKey(entity) || entities.ContainsKey(entity); }

    /// <summary>Takes all the messages or none, and returns when they are on disk.</summary>
    /// <exception cref="ArgumentException">A message is larger than the entity takes.</exception>
    /// <exception cref="KeyNotFoundException">There is no such queue or topic.</exception>
    public async Task Send(string to, IReadOnlyList<BusMessage> messages)
    {
        List<Entity> targets;
        lock (gate)
        {
            targets = topics.TryGetValue(to, out var subscriptions) ? [.. subscriptions.Select(name => entities[name])]
                : entities.TryGetValue(to, out var queue) ? [queue] : throw new KeyNotFoundException(to);
        }
        foreach (var target in targets)
            if (messages.Any(m => m.Body.Length > target.Options.MaxMessageBytes)) throw new ArgumentException("A message is larger than the entity takes.", nameof(messages));
        fault("broker-before-commit");
        var now = time.GetUtcNow();
        var stored = await Commit(() => Store(targets, messages, now));
        lock (gate) foreach (var (entity, delivery, visible) in stored) entity.Add(delivery, visible, now);
        fault("broker-after-commit");
    }

    private List<(Entity, Delivery, DateTimeOffset)> Store(List<Entity> targets, IReadOnlyList<BusMessage> messages, DateTimeOffset now)
    {
        var stored = new List<(Entity, Delivery, DateTimeOffset)>();
        foreach (var entity in targets)
            foreach (var given in messages)
            {
                var message = given.MessageId.Length > 0 ? given : given with { MessageId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) };
                if (entity.Options.DuplicateWindow > TimeSpan.Zero)
                {
                    Run("DELETE FROM seen WHERE entity=$e AND at<$old", ("$e", entity.Name), ("$old", (now - entity.Options.DuplicateWindow).UtcTicks));
                    if (Run("INSERT OR IGNORE INTO seen VALUES ($e,$id,$at)", ("$e", entity.Name), ("$id", message.MessageId), ("$at", now.UtcTicks)) == 0) continue;
                }
                var visible = message.ScheduledFor > now ? message.ScheduledFor.Value : now;
                var expires = message.TimeToLive is { } life && life < DateTimeOffset.MaxValue - visible ? visible + life : (DateTimeOffset?)null;
                var sequence = Insert(entity.Name, message, visible, visible, expires, null, null);
                stored.Add((entity, new Delivery { Entity = entity.Name, SequenceNumber = sequence, Message = message, EnqueuedAt = visible, ExpiresAt = expires }, visible));
            }
        return stored;
    }

    /// <summary>The next message of the entity, locked for the caller; waits until there is one.</summary>
    public async Task<Delivery> Receive(string name, CancellationToken cancel)
    {
        while (true)
        {
            Task arrival;
            lock (gate)
            {
                var entity = entities[name];
                while (entity.Next() is { } next)
                {
                    var now = time.GetUtcNow();
                    if (next.ExpiresAt < now && !name.EndsWith(DeadLetter, StringComparison.OrdinalIgnoreCase))
                    {
                        entity.InHand++;
                        _ = Bury(next, "TTLExpiredException");
                        continue;
                    }
                    // Each delivery is an object of its own: who lost the lock must not come to hold the next receiver's.
                    var locked = next with { DeliveryCount = next.DeliveryCount + 1, LockToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), LockedUntil = now + entity.Options.LockDuration };
                    entity.Locked[locked.LockToken] = locked;
                    return locked;
                }
                arrival = entity.Arrival;
            }
            await arrival.WaitAsync(cancel);
        }
    }

    /// <summary>Holds the message longer; false when the lock has run out already.</summary>
    public bool Renew(Delivery delivery)
    {
        lock (gate)
        {
            var entity = entities[delivery.Entity];
            if (!Holds(entity, delivery)) return false;
            delivery.LockedUntil = time.GetUtcNow() + entity.Options.LockDuration;
            return true;
        }
    }

    /// <summary>Done with: the message is gone. False when the lock has run out, and it will come again.</summary>
    public async Task<bool> Complete(Delivery delivery)
    {
        lock (gate) if (!LetGo(delivery)) return false;
        await Commit(() => Run("DELETE FROM message WHERE seq=$s", ("$s", delivery.SequenceNumber)));
        lock (gate) entities[delivery.Entity].InHand--;
        return true;
    }

    /// <summary>Given back: delivered again at once, or dead-lettered when it has been delivered as often as the entity allows.</summary>
    public async Task Abandon(Delivery delivery)
    {
        lock (gate) if (!LetGo(delivery)) return;
        await GiveBack(delivery);
    }

    /// <summary>A lock that has run out is lost, whether or not the clock loop has noticed it.</summary>
    private bool Holds(Entity entity, Delivery delivery) => entity.Locked.ContainsKey(delivery.LockToken) && delivery.LockedUntil >= time.GetUtcNow();

    private bool LetGo(Delivery delivery)
    {
        var entity = entities[delivery.Entity];
        if (!Holds(entity, delivery) || !entity.Locked.Remove(delivery.LockToken)) return false;
        entity.InHand++;
        return true;
    }

    private async Task GiveBack(Delivery delivery)
    {
        Entity entity;
        lock (gate) entity = entities[delivery.Entity];
        if (delivery.DeliveryCount >= entity.Options.MaxDeliveryCount)
        {
            await Bury(delivery, "MaxDeliveryCountExceeded");
            return;
        }
        await Commit(() => Run("UPDATE message SET delivery_count=$c WHERE seq=$s", ("$c", delivery.DeliveryCount), ("$s", delivery.SequenceNumber)));
        lock (gate)
        {
            entity.InHand--;
            entity.Add(delivery, DateTimeOffset.MinValue, time.GetUtcNow());
        }
    }

    private async Task Bury(Delivery delivery, string reason)
    {
        var grave = delivery.Entity + DeadLetter;
        var sequence = await Commit(() =>
        {
            Run("DELETE FROM message WHERE seq=$s", ("$s", delivery.SequenceNumber));
            return Insert(grave, delivery.Message, delivery.EnqueuedAt, delivery.EnqueuedAt, null, delivery.Entity, reason);
        });
        lock (gate)
        {
            entities[delivery.Entity].InHand--;
            entities[grave].Add(new Delivery
            {
                Entity = grave, SequenceNumber = sequence, Message = delivery.Message, EnqueuedAt = delivery.EnqueuedAt, DeadLetterSource = delivery.Entity, DeadLetterReason = reason,
            }, DateTimeOffset.MinValue, time.GetUtcNow());
        }
    }

    /// <summary>Messages of the entity that are neither completed nor dead-lettered: ready, scheduled, locked, and on their way between these.</summary>
    public int Count(string name) { lock (gate) return entities[name].Count; }

    /// <summary>When the named timer last fired; null when it never did.</summary>
    public DateTimeOffset? TimerLast(string name)
    {
        lock (gate)
        {
            using var command = Command("SELECT last FROM timer WHERE name=$n", ("$n", name));
            return command.ExecuteScalar() is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        }
    }

    public Task TimerFired(string name, DateTimeOffset at) => Commit(() => Run("INSERT OR REPLACE INTO timer VALUES ($n,$t)", ("$n", name), ("$t", at.UtcTicks)));

    private void Load(Entity entity)
    {
        using var command = Command("SELECT seq,message_id,content_type,label,correlation_id,properties,body,enqueued_at,visible_at,expires_at,delivery_count,dead_source,dead_reason FROM message WHERE entity=$e ORDER BY seq", ("$e", entity.Name));
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var message = new BusMessage((byte[])rows[6])
            {
                MessageId = rows.GetString(1), ContentType = TextOrNull(rows, 2), Label = TextOrNull(rows, 3), CorrelationId = TextOrNull(rows, 4), Properties = JsonNode.Parse(rows.GetString(5))!.AsObject(),
            };
            entity.Add(new Delivery
            {
                Entity = entity.Name, SequenceNumber = rows.GetInt64(0), Message = message, EnqueuedAt = At(rows.GetInt64(7)), ExpiresAt = rows.IsDBNull(9) ? null : At(rows.GetInt64(9)),
                DeliveryCount = rows.GetInt32(10), DeadLetterSource = TextOrNull(rows, 11), DeadLetterReason = TextOrNull(rows, 12),
            }, At(rows.GetInt64(8)), time.GetUtcNow());
        }
    }

    private static string? TextOrNull(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    private long Insert(string entity, BusMessage message, DateTimeOffset enqueued, DateTimeOffset visible, DateTimeOffset? expires, string? source, string? reason)
    {
        using var command = Command("""
            INSERT INTO message (entity,message_id,content_type,label,correlation_id,properties,body,enqueued_at,visible_at,expires_at,dead_source,dead_reason)
            VALUES ($e,$id,$ct,$l,$c,$p,$b,$en,$v,$x,$ds,$dr) RETURNING seq
            """,
            ("$e", entity), ("$id", message.MessageId), ("$ct", message.ContentType), ("$l", message.Label), ("$c", message.CorrelationId), ("$p", message.Properties.ToJsonString()), ("$b", message.Body),
            ("$en", enqueued.UtcTicks), ("$v", visible.UtcTicks), ("$x", expires?.UtcTicks), ("$ds", source), ("$dr", reason));
        return (long)command.ExecuteScalar()!;
    }

    private int Run(string sql, params (string, object?)[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
    {
        var command = file.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    // One writer, many callers: whatever is waiting goes into one transaction, so that one sync serves all of them.
    private sealed record Write(Action Do, TaskCompletionSource Done);

    private async Task<T> Commit<T>(Func<T> work)
    {
        T? result = default;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await writes.Writer.WriteAsync(new Write(() => result = work(), done));
        await done.Task;
        return result!;
    }

    private async Task WriteLoop()
    {
        var batch = new List<Write>();
        while (await writes.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < 256 && writes.Reader.TryRead(out var write)) batch.Add(write);
            try
            {
                lock (gate)
                {
                    Run("BEGIN");
                    foreach (var write in batch) write.Do();
                    Run("COMMIT");
                }
                foreach (var write in batch) write.Done.SetResult();
            }
            catch (Exception problem)
            {
                // Nothing of the batch is stored, so nothing of it may be answered as stored.
                lock (gate) try { Run("ROLLBACK"); } catch (SqliteException) { /* the transaction is gone already */ }
                foreach (var write in batch) write.Done.TrySetException(problem);
            }
        }
    }

    /// <summary>Gives back what was locked too long, and makes due what was scheduled.</summary>
    private async Task ClockLoop()
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!stop.IsCancellationRequested)
        {
            try { await tick.WaitForNextTickAsync(stop.Token); } catch (OperationCanceledException) { return; }
            List<Delivery> expired = [];
            lock (gate)
            {
                var now = time.GetUtcNow();
                foreach (var entity in entities.Values)
                {
                    entity.MakeDue(now);
                    foreach (var held in entity.Locked.Values.Where(held => held.LockedUntil < now).ToList())
                    {
                        entity.Locked.Remove(held.LockToken);
                        entity.InHand++;
                        expired.Add(held);
                    }
                }
            }
            foreach (var delivery in expired) await GiveBack(delivery);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await clock; // it may still be writing
        writes.Writer.TryComplete();
        await writer;
        await file.DisposeAsync();
        stop.Dispose();
    }

    /// <summary>One queue in memory. Every use is under the broker's gate.</summary>
    private sealed class Entity(string name, EntityOptions options)
    {
        private readonly PriorityQueue<Delivery, long> ready = new();
        private readonly PriorityQueue<Delivery, DateTimeOffset> later = new();
        private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name { get; } = name.ToLower(CultureInfo.InvariantCulture);
        public EntityOptions Options { get; } = options;
        public Dictionary<string, Delivery> Locked { get; } = [];
        /// <summary>Neither ready nor locked for a moment: being given back, completed or buried.</summary>
        public int InHand { get; set; }
        public int Count => ready.Count + later.Count + Locked.Count + InHand;
        public Task Arrival => arrival.Task;

        public void Add(Delivery delivery, DateTimeOffset visible, DateTimeOffset now)
        {
            later.Enqueue(delivery, visible);
            MakeDue(now);
        }

        public void MakeDue(DateTimeOffset now)
        {
            var any = false;
            while (later.TryPeek(out var delivery, out var visible) && visible <= now)
            {
                ready.Enqueue(later.Dequeue(), delivery.SequenceNumber);
                any = true;
            }
            if (!any) return;
            arrival.TrySetResult();
            arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public Delivery? Next() => ready.TryDequeue(out var delivery, out _) ? delivery : null;
    }
}
