using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Throughcare.Storage;

/// <summary>One row of a table: its two keys, its version, and typed values (string, bool, int, long, DateTimeOffset, byte[]).</summary>
internal sealed class TableRow(string partition, string row)
{
    public string Partition { get; } = partition;

    public string Row { get; } = row;

    /// <summary>The version that was read; null for a row we made.</summary>
    public string? ETag { get; init; }

    public Dictionary<string, object> Values { get; } = new(StringComparer.Ordinal);

    public object? this[string name]
    {
        get => Values.GetValueOrDefault(name);
        set { if (value is null) Values.Remove(name); else Values[name] = value; }
    }

    public string? Text(string name) => this[name] as string;

    public long Number(string name) => this[name] switch { long l => l, int i => i, _ => 0 };

    public bool Flag(string name) => this[name] is true;

    public DateTimeOffset? Time(string name) => this[name] as DateTimeOffset?;

    /// <summary>Azure keeps at most 64 KiB in one property, so content is compressed and split over numbered ones.</summary>
    public void SetContent(string name, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) brotli.Write(content);
        var bytes = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        for (var part = 0; part == 0 || part * TableLimits.PropertyBytes < bytes.Length; part++)
        {
            var start = part * TableLimits.PropertyBytes;
            this[Part(name, part)] = bytes[start..Math.Min(start + TableLimits.PropertyBytes, bytes.Length)].ToArray();
        }
    }

    /// <summary>What <see cref="SetContent"/> put there; null when there is none.</summary>
    public byte[]? Content(string name)
    {
        if (this[Part(name, 0)] is not byte[]) return null;
        using var packed = new MemoryStream();
        for (var part = 0; this[Part(name, part)] is byte[] bytes; part++) packed.Write(bytes);
        packed.Position = 0;
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var content = new MemoryStream();
        brotli.CopyTo(content);
        return content.ToArray();
    }

    private static string Part(string name, int part) => name + part.ToString(CultureInfo.InvariantCulture);

    /// <summary>The row as the Table service takes it (OData JSON, types said where JSON has none).</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("PartitionKey", Partition);
            json.WriteString("RowKey", Row);
            foreach (var (name, value) in Values)
                switch (value)
                {
                    case string text: json.WriteString(name, text); break;
                    case bool flag: json.WriteBoolean(name, flag); break;
                    case int number: json.WriteNumber(name, number); break;
                    case long number: json.WriteString(name + "@odata.type", "Edm.Int64"); json.WriteString(name, number.ToString(CultureInfo.InvariantCulture)); break;
                    case DateTimeOffset time: json.WriteString(name + "@odata.type", "Edm.DateTime"); json.WriteString(name, TableTime(time)); break;
                    case byte[] bytes: json.WriteString(name + "@odata.type", "Edm.Binary"); json.WriteBase64String(name, bytes); break;
                    default: throw new ArgumentException($"A table row cannot hold a {value.GetType().Name} ({name}).");
                }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>A row as the Table service gives it with minimal metadata.</summary>
    public static TableRow FromJson(JsonElement json, string? etag = null)
    {
        var row = new TableRow(json.GetProperty("PartitionKey").GetString()!, json.GetProperty("RowKey").GetString()!)
        {
            ETag = etag ?? (json.TryGetProperty("odata.etag", out var tag) ? tag.GetString() : null),
        };
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name is "PartitionKey" or "RowKey" or "Timestamp" || property.Name.Contains("odata.", StringComparison.Ordinal)) continue;
            var type = json.TryGetProperty(property.Name + "@odata.type", out var said) ? said.GetString() : null;
            row[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => property.Value.GetInt32(),
                JsonValueKind.String when type == "Edm.Int64" => long.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture),
                JsonValueKind.String when type == "Edm.DateTime" => DateTimeOffset.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                JsonValueKind.String when type == "Edm.Binary" => property.Value.GetBytesFromBase64(),
                JsonValueKind.String => property.Value.GetString(),
                _ => null,
            };
        }
        return row;
    }

    /// <summary>A time as filters and rows write it: UTC, seven digits.</summary>
    public static string TableTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
