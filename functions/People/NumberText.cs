namespace Throughcare.People;

/// <summary>How people write numbers that have letters in them: with spaces where they fit, and not always in capitals.</summary>
internal static class NumberText
{
    /// <summary>The text without spaces (also those that do not break) and in capitals, into <paramref name="room"/>.</summary>
    /// <returns>How long it is; -1 when it is longer than the room or has a character that is not ASCII. Digits of other scripts, and letters that only become A to Z as capitals, are none of these numbers'.</returns>
    public static int Compact(ReadOnlySpan<char> text, Span<byte> room)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '\u00A0') continue;
            if (!char.IsAscii(c) || length == room.Length) return -1;
            room[length++] = (byte)(char.IsAsciiLetterLower(c) ? c - 'a' + 'A' : c);
        }
        return length;
    }

    /// <summary>Whether the text has the form, in which A stands for a capital letter and 0 for a digit.</summary>
    public static bool Matches(ReadOnlySpan<byte> text, string form)
    {
        if (text.Length != form.Length) return false;
        for (var i = 0; i < form.Length; i++) if (!(form[i] == 'A' ? char.IsAsciiLetterUpper((char)text[i]) : char.IsAsciiDigit((char)text[i]))) return false;
        return true;
    }

    public static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>What the digits say; nine of them at most.</summary>
    public static int ValueOf(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits) value = value * 10 + digit - '0';
        return value;
    }

    /// <summary>The number with zeros before it, as many digits as there is room for.</summary>
    public static void WriteDigits(int value, Span<byte> room)
    {
        for (var i = room.Length - 1; i >= 0; i--, value /= 10) room[i] = (byte)('0' + value % 10);
    }
}
