using System.Buffers;

namespace Throughcare.Translation;

/// <summary>UTF-8 JSON being written into one buffer that is used again for the next document.</summary>
/// <remarks>Every value is followed by a comma; <see cref="Close(byte)"/> turns the last one into the bracket. So no writer has to know whether it is the first.</remarks>
internal sealed class Output
{
    private static readonly SearchValues<byte> NeedEscape = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private byte[] bytes = new byte[32 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> From(int start) => bytes.AsSpan(start, Length - start);

    public ReadOnlySpan<byte> Part(int start, int length) => bytes.AsSpan(start, length);

    /// <summary>Bytes already written, to be written again.</summary>
    public Span<byte> Rewrite(int start, int length) => bytes.AsSpan(start, length);

    public void Clear() => Length = 0;

    /// <summary>Takes back what was written after the place.</summary>
    public void Truncate(int length) => Length = length;

    public void Raw(ReadOnlySpan<byte> text)
    {
        if (text.Length > bytes.Length - Length) Grow(text.Length);
        text.CopyTo(bytes.AsSpan(Length));
        Length += text.Length;
    }

    public void Byte(byte one)
    {
        if (Length == bytes.Length) Grow(1);
        bytes[Length++] = one;
    }

    /// <summary>Room for so many bytes; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Room(int most)
    {
        if (most > bytes.Length - Length) Grow(most);
        return bytes.AsSpan(Length);
    }

    public void Advance(int used) => Length += used;

    /// <summary>Bytes already written, once more.</summary>
    public void Again(int start, int length)
    {
        if (length > bytes.Length - Length) Grow(length);
        bytes.AsSpan(start, length).CopyTo(bytes.AsSpan(Length));
        Length += length;
    }

    /// <summary>Prefix, text and suffix in one go: what a member whose text needs no escaping is.</summary>
    public void Raw(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> text, ReadOnlySpan<byte> suffix)
    {
        var all = prefix.Length + text.Length + suffix.Length;
        if (all > bytes.Length - Length) Grow(all);
        var room = bytes.AsSpan(Length);
        prefix.CopyTo(room);
        text.CopyTo(room[prefix.Length..]);
        suffix.CopyTo(room[(prefix.Length + text.Length)..]);
        Length += all;
    }

    /// <summary>A member that is JSON already: its name, the value, a comma.</summary>
    public void Value(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> value)
    {
        var room = Room(prefix.Length + value.Length + 1);
        prefix.CopyTo(room);
        value.CopyTo(room[prefix.Length..]);
        room[prefix.Length + value.Length] = (byte)',';
        Length += prefix.Length + value.Length + 1;
    }

    /// <summary>The text as a JSON string with its quotes.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Byte((byte)'"');
        Inside(utf8);
        Byte((byte)'"');
    }

    /// <summary>The text as it stands inside a JSON string: quotes, backslashes and control characters escaped, all else as it is.</summary>
    public void Inside(ReadOnlySpan<byte> utf8)
    {
        while (utf8.IndexOfAny(NeedEscape) is var at and >= 0)
        {
            Raw(utf8[..at]);
            var c = utf8[at];
            switch (c)
            {
                case (byte)'"': Raw("\\\""u8); break;
                case (byte)'\\': Raw("\\\\"u8); break;
                case (byte)'\n': Raw("\\n"u8); break;
                case (byte)'\r': Raw("\\r"u8); break;
                case (byte)'\t': Raw("\\t"u8); break;
                default:
                    Raw("\\u00"u8);
                    Byte((byte)(c < 16 ? '0' : '1'));
                    Byte("0123456789abcdef"u8[c & 15]);
                    break;
            }
            utf8 = utf8[(at + 1)..];
        }
        Raw(utf8);
    }

    /// <summary>The comma after the last member becomes the bracket, and a comma follows it.</summary>
    public void Close(byte bracket)
    {
        bytes[Length - 1] = bracket;
        Byte((byte)',');
    }

    /// <summary>The same for several brackets.</summary>
    public void Close(ReadOnlySpan<byte> brackets)
    {
        if (brackets.Length > bytes.Length - Length) Grow(brackets.Length);
        brackets.CopyTo(bytes.AsSpan(Length - 1));
        Length += brackets.Length;
        bytes[Length - 1] = (byte)',';
    }

    /// <summary>Takes away the comma after the last value: the document ends here.</summary>
    public void End() => Length--;

    private void Grow(int more) => Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
}
