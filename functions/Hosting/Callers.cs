using System.Security.Cryptography;
using System.Text;
using Throughcare.Translation;

namespace Throughcare.Hosting;

/// <summary>Someone who calls us (a row of callers.csv).</summary>
/// <param name="MaySend">Sources it may send notices as.</param>
/// <param name="Audience">Whose rows of disclosure.csv decide what it may read; empty for nothing.</param>
/// <param name="Recipients">It may read, and hear by its subscriptions, only about people to whose care one of these recipients is a party; "*" for everyone.</param>
/// <param name="MayAnswer">Whether it may read and answer the waiting lists.</param>
internal sealed record Caller(string Name, IReadOnlyList<string> MaySend, string Audience, IReadOnlyList<string> Recipients, bool MayAnswer);

/// <summary>Knows callers by their keys. Only a key's SHA-256 is configured (app setting CALLER_NAME), so no setting, log or backup lets anyone in.</summary>
internal sealed class Callers
{
    private readonly List<(byte[] Digest, Caller Caller)> known = [];
    private readonly Dictionary<string, Caller> byName = new(StringComparer.Ordinal);

    public Callers(Tables tables, Func<string, string?> setting)
    {
        foreach (var row in TableFile.ReadExactly(tables.Folder, "callers.csv", "caller", "may_send", "audience", "recipients", "may_answer", "because"))
        {
            var caller = new Caller(row.Required("caller"), row.List("may_send"), row["audience"], row.List("recipients"), row.Yes("may_answer"));
            foreach (var source in caller.MaySend) if (!tables.Sources.ContainsKey(source)) throw row.Fault($"\"{source}\" is not a source. The names are in sources.csv.");
            byName[caller.Name] = caller;
            if (setting(SettingName(caller.Name)) is { Length: 64 } digest) known.Add((Convert.FromHexString(digest), caller));
        }
    }

    public static string SettingName(string caller) => "CALLER_" + caller.ToUpperInvariant().Replace('-', '_');

    /// <summary>The caller of that name, whether or not they have a key at the moment.</summary>
    public Caller? Named(string name) => byName.GetValueOrDefault(name);

    /// <summary>Whose key it is; null for nobody's. Every key is compared, in the same time.</summary>
    public Caller? WithKey(string key)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        Caller? found = null;
        foreach (var (known, caller) in known) if (CryptographicOperations.FixedTimeEquals(known, digest)) found = caller;
        return key.Length == 0 ? null : found;
    }
}
