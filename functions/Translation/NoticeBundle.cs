using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Throughcare.Translation;

/// <summary>One notice as one FHIR Bundle, on its own: every resource it becomes, each with an address, and where they came from.</summary>
/// <remarks>An entry of resource Bundle (entries.csv) says what the Bundle itself holds; without one it is a collection. An entry whose fields give no id gets one from its record.</remarks>
internal sealed class NoticeBundle(string baseUrl) : IEntrySink
{
    private readonly byte[] fullUrl = Encoding.UTF8.GetBytes($",\"fullUrl\":\"{baseUrl}/");
    private readonly Output targets = new();
    private readonly Output record = new();
    private readonly Dictionary<Guid, int> seen = [];
    private readonly List<(int Entry, string Kind)> unusable = [];
    private int count;
    private bool isTraced;

    /// <summary>The entries of the Bundle that nobody may act on yet, by their place in it, and the kind of fact each is.</summary>
    public IReadOnlyList<(int Entry, string Kind)> Unusable => unusable;

    /// <summary>Writes the Bundle to the writing's output.</summary>
    /// <param name="source">Whose notice it is.</param>
    /// <param name="bytes">The notice as it was sent.</param>
    /// <param name="writing">What is written to; its findings are the notice's.</param>
    /// <param name="provenance">When and with which tables it is translated; null for a Bundle without Provenance.</param>
    public Outcome<NoticeHead> Write(Source source, ReadOnlyMemory<byte> bytes, Writing writing, (DateTimeOffset Recorded, string TableVersion)? provenance)
    {
        var read = source.Read(bytes, writing);
        return read.Then<NoticeHead>(head =>
        {
            WriteRead(source, head.Kind, bytes.Span, head.At, writing, provenance);
            return head;
        });
    }

    /// <summary>The same for a notice that has been read and is known.</summary>
    public void WriteRead(Source source, NoticeKind kind, ReadOnlySpan<byte> bytes, DateTimeOffset at, Writing writing, (DateTimeOffset Recorded, string TableVersion)? provenance)
    {
        var output = writing.Output;
        writing.At = at;
        writing.Addresses = true;
        targets.Clear();
        seen.Clear();
        unusable.Clear();
        (count, isTraced) = (0, provenance is not null);
        if (kind.Envelope is { } envelope && envelope.WriteAlone(writing))
        {
            output.Truncate(output.Length - 1);
            output.Byte((byte)',');
        }
        else output.Raw("{\"resourceType\":\"Bundle\",\"type\":\"collection\","u8);
        var start = output.Length;
        output.Raw("\"entry\":["u8);
        kind.Write(writing, this);
        if (provenance is { } said && count > 0) Provenance(source, bytes, at, writing, said.Recorded, said.TableVersion);
        if (count > 0) output.Close((byte)']'); else output.Truncate(start);
        output.Close((byte)'}');
        output.End();
        writing.Addresses = false;
    }

    public void Before(Writing writing) => writing.Output.Raw("{\"resource\":"u8);

    public void After(EntryKind kind, Writing writing, int start)
    {
        var output = writing.Output;
        if (writing.Unusable is not null) unusable.Add((count, kind.Kind));
        if (kind.IdAt(output.From(start)) is { } given) Address(output, kind.ResourceUtf8, start + given.Start, given.Length);
        else
        {
            record.Clear();
            kind.WriteRecordId(writing, record);
            output.Truncate(output.Length - 1);
            output.Raw(",\"id\":\""u8);
            var id = output.Length;
            output.Advance(IdOf(kind.Kind, record.Written, output.Room(IdLength)));
            var guid = Guid.Parse(output.Part(id, IdLength));
            var times = seen[guid] = seen.GetValueOrDefault(guid) + 1;
            if (times > 1)
            {
                writing.Findings.Remark(kind.Kind, RecordId.Twice, null);
                record.Raw(Encoding.ASCII.GetBytes($"|{times.ToString(CultureInfo.InvariantCulture)}"));
                IdOf(kind.Kind, record.Written, output.Rewrite(id, IdLength));
            }
            output.Raw("\"}"u8);
            Address(output, kind.ResourceUtf8, id, IdLength);
        }
    }

    private void Address(Output output, byte[] type, int idStart, int idLength)
    {
        output.Raw(fullUrl, type, "/"u8);
        output.Again(idStart, idLength);
        output.Raw("\"},"u8);
        count++;
        if (!isTraced) return;
        targets.Raw("{\"reference\":\""u8, type, "/"u8);
        targets.Raw(output.Part(idStart, idLength), "\"},"u8, default);
    }

    private void Provenance(Source source, ReadOnlySpan<byte> bytes, DateTimeOffset at, Writing writing, DateTimeOffset recorded, string tableVersion)
    {
        var output = writing.Output;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        Span<byte> id = stackalloc byte[IdLength];
        IdOf("provenance", digest, id);
        output.Raw("{\"resource\":{\"resourceType\":\"Provenance\",\"id\":\""u8, id, "\",\"target\":["u8);
        output.Raw(targets.Written[..^1], "],\"occurredDateTime\":\""u8, default);
        Instant(output, at);
        output.Raw("\",\"recorded\":\""u8);
        Instant(output, recorded);
        output.Raw("\",\"policy\":[\""u8);
        output.Raw(Utf8(baseUrl), "/mappings/"u8, Utf8(tableVersion));
        output.Raw("\"],\"activity\":{\"coding\":[{\"system\":\"https://fhir.throughcare.example/CodeSystem/activity\",\"code\":\"translate\",\"display\":\"Translated from the source's own record\"}]},\"agent\":[{\"who\":{\"identifier\":{\"system\":\"https://fhir.throughcare.example/Id/source\",\"value\":"u8);
        output.Text(Utf8(source.Name));
        output.Raw("}}}],\"entity\":[{\"role\":\"source\",\"what\":{\"identifier\":{\"system\":\"https://fhir.throughcare.example/Id/sha256\",\"value\":\""u8);
        Convert.TryToHexStringLower(digest, output.Room(64), out var length);
        output.Advance(length);
        output.Raw("\"}}}]}"u8);
        output.Raw(fullUrl, "Provenance/"u8, id);
        output.Raw("\"},"u8);
    }

    private static void Instant(Output output, DateTimeOffset time)
    {
        time.UtcDateTime.TryFormat(output.Room(32), out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        output.Advance(length);
    }

    private readonly Dictionary<string, byte[]> utf8 = new(StringComparer.Ordinal);

    private byte[] Utf8(string text) => utf8.TryGetValue(text, out var bytes) ? bytes : utf8[text] = Encoding.UTF8.GetBytes(text);

    public const int IdLength = 36;

    /// <summary>An id that is always the same for the record: a UUID of version 8 (RFC 9562) from the digest of its kind and key.</summary>
    public static int IdOf(string kind, ReadOnlySpan<byte> record, Span<byte> id)
    {
        var length = Encoding.UTF8.GetMaxByteCount(kind.Length) + 1 + record.Length;
        var key = length <= 256 ? stackalloc byte[256] : new byte[length];
        var used = Encoding.UTF8.GetBytes(kind, key);
        key[used++] = (byte)'|';
        record.CopyTo(key[used..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key[..(used + record.Length)], digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        new Guid(digest[..16], bigEndian: true).TryFormat(id, out var written);
        return written;
    }
}
