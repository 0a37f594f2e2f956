using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Throughcare.Translation;

/// <summary>What tables read of one source's notices, as a tree of names. Each place has a number, so that a notice is read in one pass and looked up by number.</summary>
internal sealed class Shape(IReadOnlyDictionary<string, string> systems)
{
    public ShapeNode Root { get; } = new(new ShapeScope(), "", []);

    /// <summary>Some row reads the value at the path.</summary>
    public (ShapeNode Node, List<ShapeNode> Lists) Read(string path)
    {
        var place = Place(path);
        place.Node.IsRead = true;
        return place;
    }

    /// <summary>Some row copies what stands at the path, with all its parts.</summary>
    public (ShapeNode Node, List<ShapeNode> Lists) Copy(string path)
    {
        var place = Read(path);
        place.Node.Whole ??= place.Node.Scope.Take();
        return place;
    }

    /// <summary>What stands at the path is left out on purpose (unused.csv).</summary>
    public void LeaveOut(string path, TableRecord row)
    {
        try
        {
            Place(path).Node.IsUnused = true;
        }
        catch (FormatException problem)
        {
            throw row.Fault(problem.Message);
        }
    }

    /// <summary>The place a path names, made if it is new, and the lists on the way to it.</summary>
    /// <exception cref="FormatException">The path is not written as paths are.</exception>
    public (ShapeNode Node, List<ShapeNode> Lists) Place(string path)
    {
        var (node, lists) = (Root, new List<ShapeNode>());
        foreach (var part in Steps(path))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            if (name.Length > 0) node = node.Child(name);
            if (bracket < 0) continue;
            if (part[^1] != ']') throw new FormatException($"\"{part}\" has a bracket that does not close.");
            foreach (var label in part[(bracket + 1)..^1].Split("]["))
            {
                if (label.Length == 0) { node = node.EachItem(); lists.Add(node); }
                else if (int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) node = node.ItemAt(index);
                else if (label.Split('=', 2) is [{ Length: > 0 } member, { Length: > 0 } value]) node = node.ItemWith(label, member, value);
                else if (label.Contains('=', StringComparison.Ordinal)) throw new FormatException($"[{label}] needs a name before its = and a value after it, like [type=NOMS].");
                else if (label[0] == '-') throw new FormatException($"[{label}] is no place in a list. The first item is [0].");
                else node = node.ItemOf(label, systems.GetValueOrDefault(label, label));
            }
        }
        return (node, lists);
    }

    /// <summary>The names of a path with what stands in brackets after them: dots inside brackets do not count.</summary>
    public static IEnumerable<string> Steps(string path)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at <= path.Length; at++)
        {
            if (at < path.Length && path[at] is '[') depth++;
            if (at < path.Length && path[at] is ']') depth--;
            if (at < path.Length && (path[at] != '.' || depth > 0)) continue;
            if (at > start) yield return path[start..at];
            start = at + 1;
        }
    }
}

/// <summary>How many places one list item has, or the notice itself. Items of a list each have their own.</summary>
internal sealed class ShapeScope
{
    public int Size { get; private set; }

    public int Take() => Size++;
}

/// <summary>A name by its length, its first and its last eight bytes: most names are no longer than that, and are compared where they stand.</summary>
internal readonly record struct ShortName
{
    /// <summary>Two longer names may agree and be different.</summary>
    public const int Longest = 16;

    private readonly ulong first, last;
    private readonly int length;

    public ShortName(ReadOnlySpan<byte> name)
    {
        length = name.Length;
        if (length >= 8) (first, last) = (BinaryPrimitives.ReadUInt64LittleEndian(name), BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]));
        else if (length >= 4) (first, last) = (BinaryPrimitives.ReadUInt32LittleEndian(name), BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]));
        else foreach (var c in name) first = first << 8 | c;
    }

    public uint Hash => (uint)((first ^ last * 3 ^ (uint)length) * 0x9E3779B97F4A7C15 >> 32);
}

/// <summary>One place in a notice.</summary>
internal sealed class ShapeNode(ShapeScope scope, string path, byte[] name)
{
    public byte[] Name => name;

    /// <summary>The place as tables write it, [] for every item of a list.</summary>
    public string Path => path;

    public ShapeScope Scope => scope;

    public int Slot { get; } = scope.Take();

    /// <summary>The place for the bytes of all that stands here, also of a list that other rows walk; null when no row copies it.</summary>
    public int? Whole
    {
        get;
        set => (field, hasMore) = (value, true);
    }

    private bool hasMore;

    /// <summary>Some row reads the value, and none looks for more than a plain value here.</summary>
    public bool IsPlain => IsRead && !hasMore;

    /// <summary>Some row reads the value itself.</summary>
    public bool IsRead { get; set; }

    /// <summary>unused.csv says that what stands here is left out on purpose.</summary>
    public bool IsUnused { get; set; }

    public ShapeNode[] Children { get; private set; } = [];

    /// <summary>Every item of the list here, each in a frame of its own; null when no row walks it.</summary>
    public ShapeNode? Each { get; private set; }

    /// <summary>Single items of the list here, by position.</summary>
    public (int Index, ShapeNode Node)[] Items { get; private set; } = [];

    /// <summary>Single items of the list here, by a value that stands in them.</summary>
    public (Pick Pick, ShapeNode Node)[] Picked { get; private set; } = [];

    /// <summary>What the item here is known by; null when it is not picked by a value.</summary>
    public Pick? Pick { get; private init; }

    public bool IsList => Each is not null || Items.Length > 0 || Picked.Length > 0;

    /// <summary>The child that a plain value stands for: in HL7 v2 the first component of a field without components is the field.</summary>
    public ShapeNode? First { get; private set; }

    /// <summary>The child of that name; null when no row goes into one.</summary>
    public ShapeNode? Find(ReadOnlySpan<byte> member)
    {
        if (byHash.Length == 0) return null;
        var name = new ShortName(member);
        ref readonly var likely = ref byHash[name.Hash & (uint)(byHash.Length - 1)];
        if (likely.Name == name && (member.Length <= ShortName.Longest || member.SequenceEqual(likely.Node.Name))) return likely.Node;
        foreach (var child in Children) if (member.SequenceEqual(child.Name)) return child;
        return null;
    }

    /// <summary>The children, each at its name's place if no other has taken it.</summary>
    private (ShortName Name, ShapeNode Node)[] byHash = [];

    public ShapeNode Child(string member)
    {
        var key = Encoding.UTF8.GetBytes(member);
        foreach (var known in Children) if (known.Name.AsSpan().SequenceEqual(key)) return known;
        var child = new ShapeNode(scope, path.Length == 0 ? member : $"{path}.{member}", key);
        (Children, hasMore) = ([.. Children, child], true);
        byHash = new (ShortName, ShapeNode)[BitOperations.RoundUpToPowerOf2((uint)Children.Length * 2)];
        foreach (var one in Children)
        {
            var name = new ShortName(one.Name);
            byHash[name.Hash & (uint)(byHash.Length - 1)] = (name, one);
        }
        if (member == "1") First = child;
        return child;
    }

    public ShapeNode EachItem()
    {
        if (Each is not null) return Each;
        var items = new ShapeScope();
        items.Take(); // the first place of an item says where the next item is
        hasMore = true;
        return Each = new ShapeNode(items, path + "[]", []);
    }

    public ShapeNode ItemAt(int index)
    {
        foreach (var item in Items) if (item.Index == index) return item.Node;
        var node = new ShapeNode(scope, $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]", []);
        (Items, hasMore) = ([.. Items, (index, node)], true);
        return node;
    }

    /// <summary>The item whose system, url or use is the address.</summary>
    public ShapeNode ItemOf(string label, string address) => Item(new Pick(label, [], Encoding.UTF8.GetBytes(address)));

    /// <summary>The first item that has the value at the member.</summary>
    public ShapeNode ItemWith(string label, string member, string value)
    {
        var item = Item(new Pick(label, [.. member.Split('.').Select(Encoding.UTF8.GetBytes)], Encoding.UTF8.GetBytes(value)));
        item.saysWhich ??= member.Split('.').Aggregate(item, static (node, name) => node.Child(name));
        return item;
    }

    private ShapeNode? saysWhich;

    /// <summary>The member that says which item this is: it is read by being looked at.</summary>
    public ShapeNode? SaysWhich => saysWhich;

    private ShapeNode Item(Pick pick)
    {
        foreach (var item in Picked) if (item.Pick.Label == pick.Label) return item.Node;
        var node = new ShapeNode(scope, $"{path}[{pick.Label}]", []) { Pick = pick };
        (Picked, hasMore) = ([.. Picked, (pick, node)], true);
        return node;
    }
}

/// <summary>How one item of a list is told from the others.</summary>
/// <param name="Label">What stands in the brackets of the path.</param>
/// <param name="Member">Names on the way to the member that says which item it is; empty for its system, url or use, the way FHIR tells identifiers and extensions apart.</param>
/// <param name="Value">What must stand there.</param>
internal sealed record Pick(string Label, byte[][] Member, byte[] Value)
{
    /// <summary>Whether it is that item, an object the reader stands at.</summary>
    public bool Fits(Utf8JsonReader item)
    {
        if (Member.Length > 0) return Has(item, Member);
        while (item.Read() && item.TokenType == JsonTokenType.PropertyName)
        {
            var names = item.ValueTextEquals("system"u8) || item.ValueTextEquals("url"u8) || item.ValueTextEquals("use"u8);
            item.Read();
            if (names && item.TokenType == JsonTokenType.String && item.ValueTextEquals(Value)) return true;
            item.Skip();
        }
        return false;
    }

    private bool Has(Utf8JsonReader part, ReadOnlySpan<byte[]> names)
    {
        while (part.Read() && part.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = part.ValueTextEquals(names[0]);
            part.Read();
            if (!isIt) { part.Skip(); continue; }
            if (part.TokenType == JsonTokenType.StartObject) return names.Length > 1 && Has(part, names[1..]);
            // A plain value is its own first part, and that part's first part.
            foreach (var name in names[1..]) if (!name.AsSpan().SequenceEqual("1"u8)) return false;
            return part.TokenType == JsonTokenType.String ? part.ValueTextEquals(Value) : part.ValueSpan.SequenceEqual(Value);
        }
        return false;
    }
}

/// <summary>Which slot, in the frame of which of the lists being walked.</summary>
internal readonly record struct Place(int Depth, int Slot);

/// <summary>Where something stands in a notice: names apart by dots, [] for every item of a list, [0] for one, [nhs-number] for the one of that system.</summary>
internal sealed class SourcePath
{
    private readonly int[] lists;

    private readonly ShapeNode node;

    private SourcePath(string text, int depth, int[] lists, int slot, ShapeNode node) => (Text, Place, this.lists, Repeats, this.node) = (text, new Place(depth, slot), lists, lists.Length > 0, node);

    public string Text { get; }

    /// <summary>Where its slot is; if it repeats, in the frame of each item.</summary>
    public Place Place { get; }

    /// <summary>How many of the lists being walked stand around it.</summary>
    public int Depth => Place.Depth;

    /// <summary>The number of the place in its frame.</summary>
    public int Slot => Place.Slot;

    /// <summary>The lists to go through beyond those being walked, as places each in the frame of the one before.</summary>
    public ReadOnlySpan<int> Lists => lists;

    /// <summary>Whether tables read parts of what stands here: a plain value in its place is not what they mean.</summary>
    public bool HasParts => node.Children.Length > 0;

    /// <summary>True when it stands for several values.</summary>
    public bool Repeats { get; }

    /// <summary>Compiles a path against the lists that are being walked around it (outermost first).</summary>
    public static SourcePath Compile(string text, IReadOnlyList<string> walking, Shape shape, TableRecord row) => Compile(text, walking, shape, row, shape.Read);

    /// <summary>The same where only one value will do: a key, a time, a pointer.</summary>
    public static SourcePath CompileOne(string text, IReadOnlyList<string> walking, Shape shape, TableRecord row)
    {
        var path = Compile(text, walking, shape, row);
        return path.Repeats ? throw row.Fault($"\"{text}\" stands for several values, and one is needed. Write [0] for the first, or walk the list.") : path;
    }

    /// <summary>The same for a part that is copied whole.</summary>
    public static SourcePath CompileWhole(string text, IReadOnlyList<string> walking, Shape shape, TableRecord row) => Compile(text, walking, shape, row, shape.Copy);

    /// <summary>The same for a list that is walked: its items are not values themselves.</summary>
    public static SourcePath CompileList(string text, IReadOnlyList<string> walking, Shape shape, TableRecord row) => Compile(text, walking, shape, row, shape.Place);

    private static SourcePath Compile(string text, IReadOnlyList<string> walking, Shape shape, TableRecord row, Func<string, (ShapeNode, List<ShapeNode>)> place)
    {
        var depth = walking.Count;
        while (depth > 0 && text != walking[depth - 1] && !text.StartsWith(walking[depth - 1] + ".", StringComparison.Ordinal)) depth--;
        var walked = depth == 0 ? 0 : Brackets(walking[depth - 1]);
        try
        {
            var (node, lists) = place(text);
            return new SourcePath(text, depth, [.. lists.Skip(walked).Select(item => shape.Place(item.Path[..^2]).Node.Slot)], place == shape.Copy ? node.Whole!.Value : node.Slot, node);
        }
        catch (FormatException problem)
        {
            throw row.Fault($"\"{text}\": {problem.Message}");
        }
    }

    /// <summary>The list to walk so that <paramref name="left"/> lists of the path remain, or null when it has no list to walk: one left of "a.b[].c[].d" inside "a.b[]" gives null, none left gives "a.b[].c[]".</summary>
    public static string? ListToWalk(string text, IReadOnlyList<string> walking, int left)
    {
        var walked = walking.LastOrDefault(list => text == list || text.StartsWith(list + ".", StringComparison.Ordinal));
        var take = Brackets(text) - left;
        if (take <= (walked is null ? 0 : Brackets(walked))) return null;
        var at = -1;
        for (var i = 0; i < take; i++) at = text.IndexOf("[]", at + 1, StringComparison.Ordinal);
        return text[..(at + 2)];
    }

    private static int Brackets(string text) => text.Split("[]").Length - 1;
}
