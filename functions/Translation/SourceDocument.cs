using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Throughcare.Translation;

internal enum SlotKind : byte { None, Null, Text, Number, True, False, Object, Array }

/// <summary>What stands at one place: where its bytes are. A list holds its first item's frame instead.</summary>
internal struct Slot
{
    public int Start;
    public int Length;
    public SlotKind Kind;
    public bool Escaped;

    /// <summary>Some row has looked at it.</summary>
    public bool IsSeen;

    public readonly bool IsScalar => Kind is SlotKind.Text or SlotKind.Number or SlotKind.True or SlotKind.False;

    /// <summary>A text that can be written as it stands.</summary>
    public readonly bool IsPlainText => Kind == SlotKind.Text && !Escaped && Length > 0;
}

/// <summary>One notice, read in one pass: every place that a table reads has a slot that says where its bytes are.</summary>
/// <remarks>Used again for the next notice, so that reading allocates nothing.</remarks>
internal sealed class SourceDocument
{
    private const int DeepestAllowed = 32;

    private readonly List<Unread> unread = [];
    private readonly List<int> addresses = [];

    private byte[] bytes = new byte[16 * 1024];
    private byte[] scratch = new byte[4 * 1024];
    private Slot[] slots = new Slot[1024];
    private int[] lastItems = [];
    private int length, top, scratchTop;
    private bool isBad;

    public Slot[] Slots => slots;

    /// <summary>Whether something was passed over that no table goes into; only its texts have been looked at.</summary>
    public bool HasPassedOver { get; private set; }

    /// <summary>What was passed over because no row goes there.</summary>
    public IReadOnlyList<Unread> PassedOver => unread;

    /// <summary>Where the systems, urls and uses begin by which items were picked.</summary>
    public IReadOnlyList<int> Addresses => addresses;

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    public ReadOnlySpan<byte> Raw(in Slot slot) => bytes.AsSpan(slot.Start, slot.Length);

    /// <summary>False when the bytes are not JSON as <see cref="NoticeText"/> has it, which then says why.</summary>
    public bool Read(Shape shape, ReadOnlySpan<byte> json) => Read(shape, json, byType: false);

    /// <summary>The same for a FHIR Bundle whose resources stand under the names of their types: Patient[0], Goal[].</summary>
    public bool ReadBundle(Shape shape, ReadOnlySpan<byte> bundle) => Read(shape, bundle, byType: true);

    private bool Read(Shape shape, ReadOnlySpan<byte> json, bool byType)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        if (json.Length > bytes.Length) bytes = new byte[json.Length * 2];
        json.CopyTo(bytes);
        (length, top, scratchTop, isBad, HasPassedOver) = (json.Length, 0, 0, false, false);
        unread.Clear();
        addresses.Clear();
        if (!Utf8.IsValid(Bytes) || HasControls(Bytes)) return false;
        NewFrame(shape.Root.Scope.Size);
        var reader = new Utf8JsonReader(Bytes, new JsonReaderOptions { MaxDepth = DeepestAllowed });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            if (byType) Resources(ref reader, shape.Root); else Value(ref reader, shape.Root, 0);
            return !reader.Read() && !isBad;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false; // a name holds half of a character
        }
    }

    /// <summary>Goes through the entries of a Bundle.</summary>
    private void Resources(ref Utf8JsonReader reader, ShapeNode root)
    {
        Array.Resize(ref lastItems, Math.Max(lastItems.Length, root.Scope.Size));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isEntry = reader.ValueTextEquals("entry"u8);
            reader.Read();
            if (!isEntry || reader.TokenType != JsonTokenType.StartArray) { Skip(ref reader); continue; }
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject) { Skip(ref reader); continue; }
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isResource = reader.ValueTextEquals("resource"u8);
                    reader.Read();
                    if (isResource && reader.TokenType == JsonTokenType.StartObject && OfType(reader, root) is { } list) Append(ref reader, list); else Skip(ref reader);
                }
            }
        }
    }

    /// <summary>The place of the resource's type; null when no row reads resources of that type.</summary>
    private static ShapeNode? OfType(Utf8JsonReader resource, ShapeNode root)
    {
        while (resource.Read() && resource.TokenType == JsonTokenType.PropertyName)
        {
            var isType = resource.ValueTextEquals("resourceType"u8);
            resource.Read();
            if (isType && resource.TokenType == JsonTokenType.String)
            {
                foreach (var child in root.Children) if (resource.ValueTextEquals(child.Name)) return child;
                return null;
            }
            resource.Skip();
        }
        return null;
    }

    /// <summary>The resource is the next item of the list of its type.</summary>
    private void Append(ref Utf8JsonReader reader, ShapeNode list)
    {
        var at = list.Slot;
        var count = slots[at].Kind == SlotKind.Array ? slots[at].Length : 0;
        slots[at].Kind = SlotKind.Array;
        slots[at].Length = count + 1;
        if (list.Each is not { } each)
        {
            if (!SingleItem(ref reader, list, 0, count)) Skip(ref reader);
            return;
        }
        var copy = reader;
        SingleItem(ref copy, list, 0, count);
        var next = NewFrame(each.Scope.Size);
        if (slots[at].Start == 0) slots[at].Start = next; else slots[lastItems[at]].Start = next;
        lastItems[at] = next;
        Value(ref reader, each, next);
    }

    /// <summary>Control characters that JSON itself lets through: DEL and U+0080 to U+009F.</summary>
    private static bool HasControls(ReadOnlySpan<byte> text)
    {
        if (text.Contains((byte)0x7F)) return true;
        while (text.IndexOf((byte)0xC2) is var at and >= 0)
        {
            if (text[at + 1] < 0xA0) return true;
            text = text[(at + 2)..];
        }
        return false;
    }

    private int NewFrame(int size)
    {
        var frame = top;
        top += size;
        if (top > slots.Length) Array.Resize(ref slots, Math.Max(slots.Length * 2, top));
        slots.AsSpan(frame, size).Clear();
        return frame;
    }

    /// <summary>Reads the value the reader stands at into the node's place in the frame.</summary>
    private void Value(ref Utf8JsonReader reader, ShapeNode node, int frame)
    {
        var at = frame + node.Slot;
        if (slots[at].Kind != SlotKind.None) isBad = true; // the same name twice
        var start = (int)reader.TokenStartIndex;
        if (node.IsPlain && reader.TokenType is >= JsonTokenType.String and <= JsonTokenType.False) Scalar(ref reader, at, start);
        else Parts(ref reader, node, frame, at, start);
    }

    /// <summary>Reads a value that rows look into, or one that no row reads.</summary>
    private void Parts(ref Utf8JsonReader reader, ShapeNode node, int frame, int at, int start)
    {
        var unreadBefore = unread.Count;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                slots[at] = new Slot { Start = start, Kind = SlotKind.Object };
                if (node.IsList && node.Children.Length == 0) OneForMany(ref reader, node, frame, at);
                else if (node.Children.Length > 0) Members(ref reader, node, frame);
                else Leave(ref reader, node, start);
                break;
            case JsonTokenType.StartArray:
                slots[at] = new Slot { Start = start, Kind = SlotKind.Array };
                if (node.IsList) Items(ref reader, node, frame, at);
                else
                {
                    Leave(ref reader, node, start);
                    slots[at].Length = Bytes[(start + 1)..((int)reader.BytesConsumed - 1)].Trim(" \t\r\n"u8).IsEmpty ? 0 : 1;
                }
                break;
            case JsonTokenType.Null:
                slots[at].Kind = SlotKind.Null;
                break;
            default:
                Scalar(ref reader, at, start);
                if (node.IsList) OneForMany(ref reader, node, frame, at);
                else if (node.First is not null) First(node, frame, at);
                else if (!node.IsRead && !node.IsUnused) unread.Add(new Unread(node, 0, 0, start));
                break;
        }
        if (node.Whole is { } whole)
        {
            unread.RemoveRange(unreadBefore, unread.Count - unreadBefore);
            slots[frame + whole] = WholeFrom(start, (int)reader.BytesConsumed);
        }
    }

    /// <summary>A plain value is its own first part, and that part's first part.</summary>
    private void First(ShapeNode node, int frame, int at)
    {
        for (var first = node.First; first is not null; first = first.First) slots[frame + first.Slot] = slots[at];
    }

    /// <summary>The bytes of a value with all its parts; a text without its quotes.</summary>
    private Slot WholeFrom(int start, int end) => bytes[start] switch
    {
        (byte)'"' => new Slot { Start = start + 1, Length = end - start - 2, Kind = SlotKind.Text, Escaped = bytes.AsSpan(start, end - start).Contains((byte)'\\') },
        var first => new Slot { Start = start, Length = end - start, Kind = first switch { (byte)'{' => SlotKind.Object, (byte)'[' => SlotKind.Array, (byte)'n' => SlotKind.Null, (byte)'t' => SlotKind.True, (byte)'f' => SlotKind.False, _ => SlotKind.Number } },
    };

    private void Scalar(ref Utf8JsonReader reader, int at, int start)
    {
        ref var slot = ref slots[at];
        var value = reader.ValueSpan;
        if (reader.TokenType != JsonTokenType.String)
        {
            slot = new Slot { Start = start, Length = value.Length, Kind = reader.TokenType switch { JsonTokenType.Number => SlotKind.Number, JsonTokenType.True => SlotKind.True, _ => SlotKind.False } };
            return;
        }
        slot = new Slot { Start = start + 1, Length = value.Length, Kind = SlotKind.Text, Escaped = reader.ValueIsEscaped };
        if (slot.Escaped) CheckText(ref reader);
        else if (value.Length > 0 && !(IsVisible(value[0]) && IsVisible(value[^1])))
        {
            slot.Start += value.Length - TrimmedStart(value).Length;
            slot.Length = Trimmed(value).Length;
        }
    }

    private void Members(ref Utf8JsonReader reader, ShapeNode node, int frame)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var child = reader.ValueIsEscaped ? Escaped(ref reader, node) : node.Find(reader.ValueSpan);
            if (child is null) LeaveMember(ref reader, node);
            else
            {
                reader.Read();
                Value(ref reader, child, frame);
            }
        }
    }

    /// <summary>The child of a name that is written with escapes.</summary>
    private static ShapeNode? Escaped(ref Utf8JsonReader reader, ShapeNode node)
    {
        foreach (var child in node.Children) if (reader.ValueTextEquals(child.Name)) return child;
        return null;
    }

    private void Items(ref Utf8JsonReader reader, ShapeNode node, int frame, int at)
    {
        var (count, first, last) = (0, 0, 0);
        var single = node.Items.Length + node.Picked.Length > 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (node.Each is { } each)
            {
                if (single)
                {
                    var copy = reader;
                    SingleItem(ref copy, node, frame, count);
                }
                var next = NewFrame(each.Scope.Size);
                if (first == 0) first = next; else slots[last].Start = next;
                last = next;
                Value(ref reader, each, next);
            }
            else if (!SingleItem(ref reader, node, frame, count)) LeaveItem(ref reader, node);
            count++;
        }
        slots[at] = new Slot { Kind = SlotKind.Array, Start = first, Length = count };
    }

    /// <summary>Reads an item that rows ask for by its position or its system, and for every item too if some row walks the list; an item of several rows is looked at once for each.</summary>
    private bool SingleItem(ref Utf8JsonReader reader, ShapeNode node, int frame, int index)
    {
        var start = reader;
        var isRead = false;
        foreach (var (position, item) in node.Items)
        {
            if (position != index) continue;
            reader = start;
            Value(ref reader, item, frame);
            isRead = true;
        }
        foreach (var (pick, item) in node.Picked)
        {
            if (start.TokenType != JsonTokenType.StartObject || slots[frame + item.Slot].Kind != SlotKind.None || !pick.Fits(start)) continue;
            reader = start;
            Value(ref reader, item, frame);
            if (item.SaysWhich is { } which) slots[frame + which.Slot].IsSeen = true;
            isRead = true;
        }
        return isRead;
    }

    /// <summary>One where tables expect a list is a list of one: XML and HL7 v2 cannot tell the two apart.</summary>
    private void OneForMany(ref Utf8JsonReader reader, ShapeNode node, int frame, int at)
    {
        if (node.Each is not { } each)
        {
            if (!SingleItem(ref reader, node, frame, 0)) LeaveItem(ref reader, node);
            return;
        }
        var copy = reader;
        SingleItem(ref copy, node, frame, 0);
        var next = NewFrame(each.Scope.Size);
        Value(ref reader, each, next);
        slots[at] = new Slot { Kind = SlotKind.Array, Start = next, Length = 1 };
    }

    /// <summary>An item that no row asks for, where rows ask for others by position or system.</summary>
    private void LeaveItem(ref Utf8JsonReader reader, ShapeNode node)
    {
        if (!node.IsUnused && reader.TokenType != JsonTokenType.Null) unread.Add(new Unread(node, 0, -1, (int)reader.TokenStartIndex));
        Skip(ref reader);
    }

    /// <summary>A member whose name no row knows.</summary>
    private void LeaveMember(ref Utf8JsonReader reader, ShapeNode node)
    {
        var (nameStart, nameLength) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        if (reader.ValueIsEscaped) CheckText(ref reader);
        reader.Read();
        var isAddress = node.Pick is { } pick && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(pick.Value);
        if (isAddress) addresses.Add((int)reader.TokenStartIndex);
        else if (!node.IsUnused && reader.TokenType != JsonTokenType.Null) unread.Add(new Unread(node, nameStart, nameLength, (int)reader.TokenStartIndex));
        Skip(ref reader);
    }

    /// <summary>A value that no row goes into: also a list where rows read the parts of one.</summary>
    private void Leave(ref Utf8JsonReader reader, ShapeNode node, int start)
    {
        if ((!node.IsRead || node.Children.Length > 0) && !node.IsUnused) unread.Add(new Unread(node, 0, 0, start));
        Skip(ref reader);
    }

    private void Skip(ref Utf8JsonReader reader)
    {
        HasPassedOver = true;
        var depth = 0;
        do
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) depth++;
            else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) depth--;
            else if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) CheckText(ref reader);
        }
        while (depth > 0 && reader.Read());
    }

    private void CheckText(ref Utf8JsonReader reader)
    {
        try
        {
            var text = Scratch(reader.ValueSpan.Length);
            text = text[..reader.CopyString(text)];
            foreach (var c in text) if (c < 0x20 && c is not ((byte)'\t' or (byte)'\r' or (byte)'\n')) isBad = true;
            if (HasControls(text)) isBad = true;
            scratchTop = 0;
        }
        catch (InvalidOperationException)
        {
            isBad = true; // half of a character (a lone surrogate)
        }
    }

    /// <summary>The value as its sender wrote it, without spaces around it: a text unescaped, a number with its digits. Empty when there is none.</summary>
    public ReadOnlySpan<byte> Text(in Slot slot) => !slot.IsScalar ? default : slot.Escaped ? Trimmed(Unescaped(slot)) : Raw(slot);

    private ReadOnlySpan<byte> Unescaped(Slot slot)
    {
        var reader = new Utf8JsonReader(bytes.AsSpan(slot.Start - 1, slot.Length + 2));
        reader.Read();
        var room = Scratch(slot.Length);
        var text = room[..reader.CopyString(room)];
        scratchTop += text.Length;
        return text;
    }

    /// <summary>Unescaped texts are good until this is called.</summary>
    public void Forget() => scratchTop = 0;

    private Span<byte> Scratch(int size)
    {
        // Spans into the old array stay good: the collector keeps it for them.
        if (size > scratch.Length - scratchTop) (scratch, scratchTop) = (new byte[Math.Max(scratch.Length * 2, size * 2)], 0);
        return scratch.AsSpan(scratchTop);
    }

    /// <summary>Neither a space nor the first byte of one beyond ASCII.</summary>
    private static bool IsVisible(byte c) => c is > 0x20 and < 0x80;

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text)
    {
        text = TrimmedStart(text);
        while (Rune.DecodeLastFromUtf8(text, out var rune, out var used) == OperationStatus.Done && Rune.IsWhiteSpace(rune)) text = text[..^used];
        return text;
    }

    private static ReadOnlySpan<byte> TrimmedStart(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeFromUtf8(text, out var rune, out var used) == OperationStatus.Done && Rune.IsWhiteSpace(rune)) text = text[used..];
        return text;
    }
}
