using System.Text;
using System.Text.Json;

namespace Throughcare.Translation;

/// <summary>A value where no table looks.</summary>
/// <param name="Node">The place, or what it stands in.</param>
/// <param name="NameStart">Where the name of a member that no row knows begins.</param>
/// <param name="NameLength">How long the name is; 0 when the place itself is meant, less for an item of its list.</param>
/// <param name="ValueStart">Where the value begins in the notice.</param>
internal readonly record struct Unread(ShapeNode Node, int NameStart, int NameLength, int ValueStart);

/// <summary>What a notice holds and no row has looked at: nothing is passed over in silence.</summary>
internal sealed class UnreadValues(SourceDocument document)
{
    /// <summary>Places, as tables write them, of the values that no row has looked at; a long one is cut.</summary>
    /// <param name="shape">What the notice was read by.</param>
    public IEnumerable<string> Places(Shape shape)
    {
        var places = new List<string>();
        foreach (var one in Unseen(shape.Root))
        {
            var path = one.Node.Path;
            if (one.NameLength < 0) path += "[]";
            else if (one.NameLength > 0) path = Join(path, Encoding.UTF8.GetString(document.Text(new Slot { Kind = SlotKind.Text, Start = one.NameStart, Length = one.NameLength, Escaped = true })));
            var reader = new Utf8JsonReader(document.Bytes[one.ValueStart..], isFinalBlock: false, default);
            reader.Read();
            Leaves(ref reader, path, places);
            document.Forget();
        }
        return places.Distinct(StringComparer.Ordinal);

        static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

        static void Leaves(ref Utf8JsonReader reader, string path, List<string> places)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                    {
                        var name = reader.GetString()!;
                        reader.Read();
                        Leaves(ref reader, Join(path, name), places);
                    }
                    break;
                case JsonTokenType.StartArray:
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Leaves(ref reader, path + "[]", places);
                    break;
                case JsonTokenType.Null: break;
                default: places.Add(path.Length > 200 ? path[..200] : path); break;
            }
        }
    }

    /// <summary>Every place of the notice where something stands.</summary>
    private IEnumerable<(ShapeNode Node, int Frame)> Filled(ShapeNode node, int frame)
    {
        var slot = document.Slots[frame + node.Slot];
        if (slot.Kind is SlotKind.None or SlotKind.Null) yield break;
        yield return (node, frame);
        foreach (var part in node.Children.Concat(node.Items.Select(item => item.Node)).Concat(node.Picked.Select(item => item.Node)))
            foreach (var place in Filled(part, frame)) yield return place;
        if (node.Each is not { } each || slot.Kind != SlotKind.Array) yield break;
        for (var item = slot.Start; item != 0; item = document.Slots[item].Start)
            foreach (var place in Filled(each, item)) yield return place;
    }

    /// <summary>Where the value begins in the notice.</summary>
    private int StartOf(in Slot slot) => slot.Kind == SlotKind.Text ? document.Bytes[..slot.Start].LastIndexOf((byte)'"') : slot.Start;

    /// <summary>Values that no row looks at, and those that rows read but none did now: the rows are of another kind of notice, or say "when". One item may stand at several places, by its position and by its system.</summary>
    private IEnumerable<Unread> Unseen(ShapeNode root)
    {
        var filled = Filled(root, 0).ToList();
        var seen = new HashSet<int>(document.Addresses);
        var copied = new List<Slot>();
        foreach (var (node, frame) in filled)
        {
            if (document.Slots[frame + node.Slot] is { IsScalar: true } value && (value.IsSeen || node.IsUnused)) seen.Add(StartOf(value));
            if (node.Whole is { } whole && document.Slots[frame + whole] is { IsSeen: true } copy) copied.Add(copy);
        }
        var left = filled.Where(place => place.Node.IsRead && !place.Node.IsUnused && !place.Node.IsList && document.Slots[place.Frame + place.Node.Slot].IsScalar)
            .Select(place => new Unread(place.Node, 0, 0, StartOf(document.Slots[place.Frame + place.Node.Slot])));
        return document.PassedOver.Concat(left).Where(one => !seen.Contains(one.ValueStart) && !copied.Exists(copy => copy.Start <= one.ValueStart + 1 && one.ValueStart < copy.Start + copy.Length)).DistinctBy(one => one.ValueStart);
    }
}
