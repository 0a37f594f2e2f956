using System.Runtime.InteropServices;
using System.Text;

namespace Throughcare.Fhir;

/// <summary>Finds something by its name in UTF-8 without making a string. Filled once, then only read.</summary>
internal sealed class NameTable<T> where T : class
{
    private readonly (byte[] Name, T Item)[] slots;

    /// <param name="items">The last of several of one name counts.</param>
    public NameTable(IEnumerable<KeyValuePair<string, T>> items)
    {
        var all = items.ToList();
        // At most half full, so that what is not there is soon known not to be.
        slots = new (byte[], T)[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, all.Count * 2))];
        foreach (var (name, item) in all)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            slots[Slot(bytes)] = (bytes, item);
        }
    }

    public T? Find(ReadOnlySpan<byte> name) => slots[Slot(name)].Item;

    /// <summary>Where the name is, or the empty slot where it would be.</summary>
    private int Slot(ReadOnlySpan<byte> name)
    {
        var slot = (int)Hash(name) & (slots.Length - 1);
        while (slots[slot].Name is { } other && !name.SequenceEqual(other)) slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    /// <summary>Length and both ends: names of one type seldom share all three.</summary>
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = (uint)name.Length * 0x9E3779B1;
        if (name.Length >= sizeof(uint)) hash ^= (MemoryMarshal.Read<uint>(name) * 0x85EBCA77) ^ (MemoryMarshal.Read<uint>(name[^sizeof(uint)..]) * 0xC2B2AE3D);
        else foreach (var letter in name) hash = (hash * 31) + letter;
        return hash ^ (hash >> 15);
    }
}
