using System.Text;

namespace Throughcare.People;

/// <summary>An NHS number that passes its check: ten digits, the last by modulus 11 of the others weighted 10 to 2 (NHS Data Dictionary, "NHS NUMBER").</summary>
/// <remarks>Passing is not being real: ten equal digits pass and are refused. A check digit of 10 does not exist.</remarks>
internal readonly record struct NhsNumber
{
    private NhsNumber(string value) => Value = value;

    /// <summary>Ten digits without spaces.</summary>
    public string Value { get; }

    /// <summary>The number, spaces and hyphens taken out; null when it fails its check. Only 0 to 9 are digits here.</summary>
    public static NhsNumber? Read(string text)
    {
        Span<byte> digits = stackalloc byte[10];
        return TryRead(text, digits) ? new NhsNumber(Encoding.ASCII.GetString(digits)) : null;
    }

    /// <summary>The same into ten ASCII digits, without making a text of them; false when the number fails its check.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> digits)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '-' or '\u00A0') continue;
            if (c is < '0' or > '9' || count == 10) return false;
            digits[count++] = (byte)c;
        }
        if (count != 10 || !digits.ContainsAnyExcept(digits[0])) return false;
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (digits[i] - '0') * (10 - i);
        var check = (11 - sum % 11) % 11;
        return check != 10 && check == digits[9] - '0';
    }
}
