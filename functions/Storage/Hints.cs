using System.Runtime.CompilerServices;

namespace Throughcare.Storage;

/// <summary>What to look at, and when, if nobody has said by then that it is done. A hint may be early, late or doubled, and does no harm.</summary>
internal sealed class Hints(Table due)
{
    /// <summary>A notice whose bytes may be kept and not yet applied; its key is source/notice.</summary>
    public const string Notice = "notice";

    /// <summary>A recipient who may be owed something; its key is subject/recipient.</summary>
    public const string Owed = "owed";

    /// <summary>Asks for a look at the time; a hint that is there is moved.</summary>
    public Task Put(string what, string key, DateTimeOffset at, CancellationToken cancel) =>
        due.Upsert(new TableRow(Partition(key), RowOf(what, key)) { ["What"] = what, ["Key"] = key, ["At"] = at }, cancel);

    /// <summary>Nothing to look at any more.</summary>
    public Task Done(string what, string key, CancellationToken cancel) => due.Delete(Partition(key), RowOf(what, key), cancel);

    public async IAsyncEnumerable<(string What, string Key)> DueBy(DateTimeOffset time, int most, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in due.DueBy("At", time, most, cancel)) yield return (row.Text("What")!, row.Text("Key")!);
    }

    /// <summary>Spread over 16 partitions by the key's digest.</summary>
    private static string Partition(string key) => "due-" + Keys.Digest(System.Text.Encoding.UTF8.GetBytes(key))[0];

    private static string RowOf(string what, string key) => $"{what}|{key.Replace('/', '|')}";
}
