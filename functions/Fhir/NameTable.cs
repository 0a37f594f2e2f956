using System.Runtime.InteropServices;
using System.Text;

namespace Throughcare.Fhir;

/// <summary>Finds something by its name in UTF-8 without making a string. Filled once, then only read.</summary>
internal sealed class NameTable<T> where T : class
{
    private readonly (byte[] Name, T Item)[] slots;

    /// <param name="items">The last of several of one name counts.</param>
    /// <param name="nameOf">What an item is found by.</param>
    public NameTable(IEnumerable<T> items, Func<T, string> nameOf)
    {
        var all = items.ToList();
        // At most half full, so that what is not there is soon known not to be.
        slots = new (byte[], T)[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, all.Count * 2))];
        foreach (var item in all)
        {
            var bytes = Encoding.UTF8.GetBytes(nameOf(item));
            slots[Slot(bytes)] = (bytes, item);
        }
    }

    public static NameTable<T> Empty { get; } = new([], _ => "");

    public T? Find(ReadOnlySpan<byte> name) => slots[Slot(name)].Item;

    /// <summary>Where the name is, or the empty slot where it would be.</summary>
    private int Slot(ReadOnlySpan<byte> name)
    {
        var slot = (int)Hash(name) & (slots.Length - 1);
        while (slots[slot].Name is { } other && !name.SequenceEqual(other)) slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    /// <summary>Length, both ends and the middle: names of one type seldom share them all. Long and short names go the same way, because a processor guesses badly which of them comes next.</summary>
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        if (name.Length < sizeof(ushort)) return name.IsEmpty ? 0u : name[0];
        var ends = MemoryMarshal.Read<ushort>(name) | ((uint)MemoryMarshal.Read<ushort>(name[^sizeof(ushort)..]) << 16);
        var hash = (ends * 0x85EBCA77) ^ ((((uint)name.Length << 8) | name[name.Length / 2]) * 0x9E3779B1);
        return hash ^ (hash >> 15);
    }
}
