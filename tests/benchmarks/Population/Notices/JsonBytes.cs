using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>A JSON writer that is used again for each document.</summary>
internal sealed class JsonBytes
{
    private readonly ArrayBufferWriter<byte> buffer = new(8192);

    public JsonBytes() => Json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public Utf8JsonWriter Json { get; }

    public void Start()
    {
        buffer.ResetWrittenCount();
        Json.Reset();
        Json.WriteStartObject();
    }

    public byte[] End()
    {
        Json.WriteEndObject();
        Json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Nothing is written for what is not there.</summary>
    public void Text(string name, string? value)
    {
        if (value is not null) Json.WriteString(name, value);
    }

    /// <summary>31/12/2001.</summary>
    public void UkDay(string name, DateOnly day) => Json.WriteString(name, day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
}
