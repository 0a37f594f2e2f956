using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Throughcare.Fhir;

/// <summary>A JSON document as a flat list of its values, read in one pass. The bytes stay as they came; what was written with escapes is undone behind them, so that every name and text can be compared byte by byte.</summary>
/// <remarks>The memory is borrowed: a text is disposed of before another is read, and nothing of it is kept.</remarks>
internal sealed class FhirText : IDisposable
{
    /// <summary>How deep lists and objects may lie in each other. R4's own structures stay below 20.</summary>
    public const int MaxDepth = 64;

    private byte[] bytes;
    private int used;
    private Node[] nodes;

    private FhirText(ReadOnlySpan<byte> document)
    {
        bytes = ArrayPool<byte>.Shared.Rent(document.Length);
        document.CopyTo(bytes);
        used = document.Length;
        nodes = ArrayPool<Node>.Shared.Rent(Math.Max(16, document.Length / 16));
    }

    public int Count { get; private set; }

    /// <summary>The type of the resource that the document is, once it is known.</summary>
    public string TypeName { get; set; } = "Resource";

    public ref Node this[int node] => ref nodes[node];

    public ReadOnlySpan<byte> Value(int node) => bytes.AsSpan(nodes[node].Start, nodes[node].Length);

    public Slice Slice(int node) => new(nodes[node].Start, nodes[node].Length);

    public ReadOnlySpan<byte> Value(Slice slice) => bytes.AsSpan(slice.Start, slice.Length);

    public ReadOnlySpan<byte> Name(int node) => bytes.AsSpan(nodes[node].Name, nodes[node].NameLength);

    /// <summary>Whether the document began with a byte order mark, which was passed over.</summary>
    public bool HasByteOrderMark { get; private set; }

    /// <summary>Reads a document.</summary>
    /// <param name="fault">What keeps it from being read, and where; null when it was read.</param>
    /// <returns>The document, or null with a fault.</returns>
    public static FhirText? Read(ReadOnlySpan<byte> document, out string? fault)
    {
        var marked = document.StartsWith("\uFEFF"u8);
        if (marked) document = document[3..];
        fault = null;
        if (!Utf8.IsValid(document))
        {
            fault = "The bytes are not UTF-8.";
            return null;
        }
        var text = new FhirText(document) { HasByteOrderMark = marked };
        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            text.ReadAll(ref reader);
            return text;
        }
        catch (JsonException problem)
        {
            // The exception's own message may quote the document.
            fault = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The text is not JSON as RFC 8259 has it, or lies more than {MaxDepth} levels deep: see line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            fault = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Half of a surrogate pair stands alone in a \\u escape: see byte {reader.TokenStartIndex + 1}.");
        }
        text.Dispose();
        return null;
    }

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A \u escape stands for no character.</exception>
    private void ReadAll(ref Utf8JsonReader reader)
    {
        // As long as a list or an object is open, its End is the one it lies in.
        var (open, name, nameLength) = (-1, 0, 0);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    (name, nameLength) = Place(ref reader);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    ref var closed = ref nodes[open];
                    (open, closed.End) = (closed.End, Count);
                    closed.Length = (int)reader.BytesConsumed - closed.Start;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    ref var opened = ref Add(reader.TokenType == JsonTokenType.StartObject ? NodeKind.Object : NodeKind.Array, name, nameLength);
                    (opened.Start, opened.End, open) = ((int)reader.TokenStartIndex, open, Count - 1);
                    nameLength = 0;
                    break;
                default:
                    var kind = reader.TokenType switch { JsonTokenType.String => NodeKind.Text, JsonTokenType.Number => NodeKind.Number, JsonTokenType.True => NodeKind.True, JsonTokenType.False => NodeKind.False, _ => NodeKind.Null };
                    ref var value = ref Add(kind, name, nameLength);
                    (value.Start, value.Length) = Place(ref reader);
                    value.WasEscaped = reader.ValueIsEscaped;
                    nameLength = 0;
                    break;
            }
        }
    }

    /// <summary>Where the token's text lies, with its escapes undone.</summary>
    private (int Start, int Length) Place(ref Utf8JsonReader reader)
    {
        var length = reader.ValueSpan.Length;
        if (!reader.ValueIsEscaped) return ((int)reader.TokenStartIndex + (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0), length);
        if (bytes.Length - used < length) Grow(ref bytes, used, used + length);
        var start = used;
        length = reader.CopyString(bytes.AsSpan(start));
        used += length;
        return (start, length);
    }

    private ref Node Add(NodeKind kind, int name, int nameLength)
    {
        if (Count == nodes.Length) Grow(ref nodes, Count, Count + 1);
        ref var node = ref nodes[Count++];
        // The memory is borrowed, so nothing of it may stay as it was.
        (node.Kind, node.Name, node.NameLength, node.Length, node.End, node.WasEscaped, node.Property) = (kind, name, nameLength, 0, Count, false, null);
        return ref node;
    }

    private static void Grow<T>(ref T[] items, int used, int needed)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, items.Length * 2));
        items.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(items);
        items = larger;
    }

    /// <summary>The value under a name; -1 where there is none.</summary>
    public int Child(int node, ReadOnlySpan<byte> name)
    {
        if (node < 0 || nodes[node].Kind != NodeKind.Object) return -1;
        for (var child = node + 1; child < nodes[node].End; child = nodes[child].End)
            if (Name(child).SequenceEqual(name)) return child;
        return -1;
    }

    /// <summary>Where a text stands in the document as it came, from quote to quote; null where that cannot be told.</summary>
    /// <param name="node">A text with a name.</param>
    /// <param name="document">What was read.</param>
    public (int Start, int End)? PlaceInDocument(int node, ReadOnlySpan<byte> document)
    {
        var mark = HasByteOrderMark ? 3 : 0;
        var (name, length) = (nodes[node].Name + mark, nodes[node].NameLength);
        // A name that was written with escapes lies behind the document.
        if (length == 0 || name + length >= document.Length) return null;
        var start = name + length + 1 + document[(name + length + 1)..].IndexOf((byte)'"');
        var end = start + 1;
        while (document[end] != '"') end += document[end] == '\\' ? 2 : 1;
        return (start, end + 1);
    }

    /// <summary>How many values lie directly in this one.</summary>
    public int CountOf(int node)
    {
        var count = 0;
        for (var child = node + 1; child < nodes[node].End; child = nodes[child].End) count++;
        return count;
    }

    public void Dispose()
    {
        // What stood here is about somebody; whoever borrows the memory next has no need of it.
        bytes.AsSpan(0, used).Clear();
        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<Node>.Shared.Return(nodes);
        (bytes, nodes) = ([], []);
    }
}
