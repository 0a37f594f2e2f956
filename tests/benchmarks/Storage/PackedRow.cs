using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Throughcare.Storage;

namespace Throughcare.Benchmarks.Storage;

/// <summary>A row as one array of bytes: version, size, key, then number, kind and value of each property. A million of them are a million objects, and nobody can change one by holding it.</summary>
/// <remarks>Keys are UTF-8, whose bytes are in the order in which Table storage has the characters: a key holds no surrogates.</remarks>
internal static class PackedRow
{
    private const int SizeAt = 8, KeyLengthAt = 12, KeyAt = 14;

    private enum Kind : byte { Text, Bytes, Flag, Int, Long, Time }

    public static byte[] Of(TableRow row, long version, PropertyNames names)
    {
        var keyLength = Encoding.UTF8.GetByteCount(row.Row);
        var packed = new byte[KeyAt + keyLength + row.Values.Sum(property => 7 + LengthOf(property.Value))];
        BinaryPrimitives.WriteInt64LittleEndian(packed, version);
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(SizeAt), TableLimits.SizeOf(row));
        BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(KeyLengthAt), (ushort)keyLength);
        Encoding.UTF8.GetBytes(row.Row, packed.AsSpan(KeyAt));
        var at = KeyAt + keyLength;
        foreach (var (name, value) in row.Values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(at), names.NumberOf(name));
            BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(at + 3), LengthOf(value));
            packed[at + 2] = (byte)Write(value, packed.AsSpan(at + 7));
            at += 7 + LengthOf(value);
        }
        return packed;
    }

    private static int LengthOf(object value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        byte[] bytes => bytes.Length,
        bool => 1,
        int => 4,
        long or DateTimeOffset => 8,
        _ => throw new ArgumentException($"A table row cannot hold a {value.GetType().Name}."),
    };

    private static Kind Write(object value, Span<byte> to)
    {
        switch (value)
        {
            case string text: Encoding.UTF8.GetBytes(text, to); return Kind.Text;
            case byte[] bytes: bytes.CopyTo(to); return Kind.Bytes;
            case bool flag: to[0] = flag ? (byte)1 : (byte)0; return Kind.Flag;
            case int number: BinaryPrimitives.WriteInt32LittleEndian(to, number); return Kind.Int;
            case long number: BinaryPrimitives.WriteInt64LittleEndian(to, number); return Kind.Long;
            // A tick is the 100 ns that a table keeps; the offset it does not keep.
            default: BinaryPrimitives.WriteInt64LittleEndian(to, ((DateTimeOffset)value).UtcTicks); return Kind.Time;
        }
    }

    public static TableRow Read(string partition, byte[] packed, PropertyNames names)
    {
        var row = new TableRow(partition, Encoding.UTF8.GetString(KeyOf(packed))) { ETag = ETagOf(packed) };
        for (var at = KeyAt + KeyOf(packed).Length; at < packed.Length;)
        {
            var value = Next(packed, ref at, out var name, out var kind);
            row[names[name]] = kind switch
            {
                Kind.Text => Encoding.UTF8.GetString(value),
                Kind.Bytes => value.ToArray(),
                Kind.Flag => value[0] == 1,
                Kind.Int => BinaryPrimitives.ReadInt32LittleEndian(value),
                Kind.Long => BinaryPrimitives.ReadInt64LittleEndian(value),
                _ => new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(value), TimeSpan.Zero),
            };
        }
        return row;
    }

    /// <summary>The ticks of a time, in UTC; null when the row has no such property or it is no time.</summary>
    public static long? TimeOf(byte[] packed, ushort property)
    {
        for (var at = KeyAt + KeyOf(packed).Length; at < packed.Length;)
        {
            var value = Next(packed, ref at, out var name, out var kind);
            if (name == property) return kind == Kind.Time ? BinaryPrimitives.ReadInt64LittleEndian(value) : null;
        }
        return null;
    }

    private static ReadOnlySpan<byte> Next(byte[] packed, ref int at, out ushort name, out Kind kind)
    {
        name = BinaryPrimitives.ReadUInt16LittleEndian(packed.AsSpan(at));
        kind = (Kind)packed[at + 2];
        var value = packed.AsSpan(at + 7, BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(at + 3)));
        at += 7 + value.Length;
        return value;
    }

    public static ReadOnlySpan<byte> KeyOf(byte[] packed) => packed.AsSpan(KeyAt, BinaryPrimitives.ReadUInt16LittleEndian(packed.AsSpan(KeyLengthAt)));

    public static int SizeOf(byte[] packed) => BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(SizeAt));

    public static string ETagOf(byte[] packed) => string.Create(CultureInfo.InvariantCulture, $"W/\"{BinaryPrimitives.ReadInt64LittleEndian(packed)}\"");
}

/// <summary>Numbers for the names of properties, so that a row holds two bytes for each.</summary>
internal sealed class PropertyNames
{
    private readonly ConcurrentDictionary<string, ushort> numbers = new(StringComparer.Ordinal);
    private readonly Lock growing = new();
    private volatile string[] names = [];

    public string this[ushort number] => names[number];

    public ushort NumberOf(string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;
        lock (growing)
        {
            if (numbers.TryGetValue(name, out number)) return number;
            number = checked((ushort)names.Length);
            // The name first: whoever finds the number in a row must find the name.
            names = [.. names, name];
            return numbers[name] = number;
        }
    }
}
