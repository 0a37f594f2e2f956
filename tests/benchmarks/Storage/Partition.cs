namespace Throughcare.Benchmarks.Storage;

/// <summary>The packed rows of one partition in key order, in blocks of at most 512, so that a row in the middle of a long list moves few others. Its user locks it.</summary>
/// <remarks>Most partitions of ours have one row: what is empty is kept as small as it can be.</remarks>
internal sealed class Partition
{
    private const int BlockRows = 512;

    private struct Block
    {
        public byte[][] Rows;
        public int Count;
    }

    private Block[] blocks = [new() { Rows = [] }];
    private int used = 1;
    private long version;

    /// <summary>A number that no row of this partition has had.</summary>
    public long NextVersion() => ++version;

    public byte[]? Find(ReadOnlySpan<byte> key)
    {
        var block = BlockOf(key);
        var at = IndexIn(blocks[block], key);
        return at < 0 ? null : blocks[block].Rows[at];
    }

    /// <summary>Puts the row in its place, over one of the same key.</summary>
    public void Put(byte[] row)
    {
        var key = PackedRow.KeyOf(row);
        var block = BlockOf(key);
        var at = IndexIn(blocks[block], key);
        if (at >= 0)
        {
            blocks[block].Rows[at] = row;
            return;
        }
        at = ~at;
        if (blocks[block].Count == BlockRows)
        {
            Split(block);
            if (at > blocks[block].Count) at -= blocks[block++].Count;
        }
        ref var to = ref blocks[block];
        Open(ref to.Rows, at, to.Count++);
        to.Rows[at] = row;
    }

    public void Remove(ReadOnlySpan<byte> key)
    {
        var block = BlockOf(key);
        ref var from = ref blocks[block];
        var at = IndexIn(from, key);
        from.Rows.AsSpan(at + 1, from.Count - at - 1).CopyTo(from.Rows.AsSpan(at));
        from.Rows[--from.Count] = null!;
        if (from.Count > 0 || used == 1) return;
        blocks.AsSpan(block + 1, used - block - 1).CopyTo(blocks.AsSpan(block));
        blocks[--used] = default;
    }

    /// <summary>The first rows from a key on, or after it, for as long as they are within.</summary>
    public List<byte[]> Page(ReadOnlySpan<byte> first, bool after, Func<byte[], bool> within, int most)
    {
        var page = new List<byte[]>();
        var block = BlockOf(first);
        var at = IndexIn(blocks[block], first);
        at = at < 0 ? ~at : after ? at + 1 : at;
        for (; block < used; block++, at = 0)
            for (; at < blocks[block].Count; at++)
            {
                var row = blocks[block].Rows[at];
                if (page.Count == most || !within(row)) return page;
                page.Add(row);
            }
        return page;
    }

    /// <summary>The last block whose first row is not after the key; the first block if there is none.</summary>
    private int BlockOf(ReadOnlySpan<byte> key)
    {
        var (low, high) = (0, used - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (PackedRow.KeyOf(blocks[middle].Rows[0]).SequenceCompareTo(key) <= 0) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// <summary>Where the key is; where it would be, with all bits turned, when it is not there.</summary>
    private static int IndexIn(in Block block, ReadOnlySpan<byte> key)
    {
        var (low, high) = (0, block.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = PackedRow.KeyOf(block.Rows[middle]).SequenceCompareTo(key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    private void Split(int block)
    {
        var upper = new Block { Rows = new byte[BlockRows][], Count = BlockRows / 2 };
        var lower = blocks[block].Rows.AsSpan(BlockRows / 2, BlockRows / 2);
        lower.CopyTo(upper.Rows);
        lower.Clear();
        blocks[block].Count = BlockRows / 2;
        Open(ref blocks, block + 1, used++);
        blocks[block + 1] = upper;
    }

    /// <summary>Makes room for one item at a place.</summary>
    private static void Open<T>(ref T[] items, int at, int count)
    {
        if (count == items.Length) Array.Resize(ref items, Math.Max(1, count * 2));
        items.AsSpan(at, count - at).CopyTo(items.AsSpan(at + 1));
    }
}
