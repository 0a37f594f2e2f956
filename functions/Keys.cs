using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Throughcare;

/// <summary>Keys that say nothing: an identifier becomes a code that only the holder of the secret could make, so no table, URL, queue or log holds the identifier itself.</summary>
internal sealed class Keys(byte[] secret)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>26 letters and digits (130 bits) for the given parts. The parts are told apart: ("ab","c") is not ("a","bc").</summary>
    public string Of(params ReadOnlySpan<string> parts)
    {
        using var text = new MemoryStream();
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            text.Write(BitConverter.GetBytes(bytes.Length));
            text.Write(bytes);
        }
        return Base32(HMACSHA256.HashData(secret, text.ToArray()).AsSpan(0, 17));
    }

    /// <summary>The FHIR id of a resource in a person's plan: the person's key, a hyphen, and the code of the parts. So a resource leads to its plan without an index.</summary>
    public string InPlan(string person, params ReadOnlySpan<string> parts) => $"{person}-{Of([person, .. parts])}";

    /// <summary>Whether <see cref="InPlan"/> may have made this id for this person: a longer or stranger one is somebody else's.</summary>
    public static bool IsInPlan(string person, string id) => id.Length == person.Length + 28 && id.StartsWith($"{person}-", StringComparison.Ordinal) && id.AsSpan(person.Length + 1).IndexOfAnyExcept(Letters) < 0;

    /// <summary>Whether this may be the key of a person or a notice, or the id of a subscription: nothing else is asked of storage, which does not take every text.</summary>
    public static bool MayBeKey(string text) => text.Length is > 0 and <= 64 && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>The person whose plan has a resource of this id.</summary>
    public static string PersonOf(string id) => id.Split('-', 2)[0];

    /// <summary>A UUID for the given parts, always the same one (RFC 9562 version 8).</summary>
    public Guid UuidOf(params ReadOnlySpan<string> parts)
    {
        var bytes = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(Of(parts))).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A new person's key: chance, not derived from anything about them.</summary>
    public static string NewPerson(RandomNumberGenerator random)
    {
        var bytes = new byte[17];
        random.GetBytes(bytes);
        return "p" + Base32(bytes);
    }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(28);
        int bits = 0, held = 0;
        foreach (var b in bytes)
        {
            held = (held << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Alphabet[(held >> (bits - 5)) & 31]);
            held &= (1 << bits) - 1;
        }
        return text.ToString();
    }
}
