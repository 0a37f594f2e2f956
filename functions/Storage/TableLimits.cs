using System.Text;

namespace Throughcare.Storage;

/// <summary>What Azure Table storage refuses. Azurite lets some of it pass, so we refuse it before the wire.</summary>
/// <remarks>Azure documentation: "Understanding the Table service data model" and "Performing entity group transactions".</remarks>
internal static class TableLimits
{
    public const int PropertyBytes = 64 * 1024;
    public const int PropertyCharacters = 32 * 1024;
    public const int Properties = 252;
    public const int EntityBytes = 1024 * 1024;
    public const int BatchRows = 100;
    public const int BatchBytes = 4 * 1024 * 1024;
    public const int KeyCharacters = 512;

    public static void Check(TableRow row)
    {
        CheckKey("PartitionKey", row.Partition);
        CheckKey("RowKey", row.Row);
        if (row.Values.Count > Properties) throw new TableLimitExceeded($"A row may have {Properties} properties; this one has {row.Values.Count}.");
        foreach (var (name, value) in row.Values)
            if (value is string { Length: > PropertyCharacters } or byte[] { Length: > PropertyBytes })
                throw new TableLimitExceeded($"Property {name} is larger than 64 KiB; split it with SetContent.");
        if (SizeOf(row) is > EntityBytes and var size) throw new TableLimitExceeded($"A row may be 1 MiB; this one is {size} bytes.");
    }

    /// <summary>The bytes that the Table service counts for a row, and bills.</summary>
    public static int SizeOf(TableRow row)
    {
        var size = 4 + (row.Partition.Length + row.Row.Length) * 2;
        foreach (var (name, value) in row.Values)
            size += 8 + name.Length * 2 + value switch { string text => text.Length * 2 + 4, byte[] binary => binary.Length + 4, bool => 1, int => 4, _ => 8 };
        return size;
    }

    public static void Check(IReadOnlyList<TableChange> changes, int bodyBytes)
    {
        if (changes.Count is 0 or > BatchRows) throw new TableLimitExceeded($"A transaction takes 1 to {BatchRows} rows, not {changes.Count}.");
        if (changes.Any(change => change.Row.Partition != changes[0].Row.Partition))
            throw new TableLimitExceeded("A transaction stays in one partition: Azure refuses it otherwise, Azurite does not.");
        if (changes.Select(change => change.Row.Row).Distinct(StringComparer.Ordinal).Count() != changes.Count)
            throw new TableLimitExceeded("A transaction may touch a row only once.");
        if (bodyBytes > BatchBytes) throw new TableLimitExceeded($"A transaction may be 4 MiB; this one is {bodyBytes} bytes.");
    }

    public static void CheckKey(string which, string key)
    {
        if (Encoding.UTF8.GetByteCount(key) > KeyCharacters * 2 || key.Length > KeyCharacters) throw new TableLimitExceeded($"{which} is longer than {KeyCharacters} characters.");
        foreach (var c in key)
            if (c is '/' or '\\' or '#' or '?' or '%' || char.IsControl(c) || char.IsSurrogate(c))
                throw new TableLimitExceeded($"{which} holds a character that a key may not have (U+{(int)c:X4}).");
    }
}

/// <summary>A fault of ours: something was about to be stored that Azure would refuse.</summary>
internal sealed class TableLimitExceeded(string message) : InvalidOperationException(message);
