using System.Globalization;

namespace Throughcare.People;

/// <summary>Police National Computer numbers: year, serial number and check letter, such as 2008/0545166T.</summary>
internal static class PncNumber
{
    /// <summary>By the remainder of the year's last two digits and the seven of the serial number, divided by 23.</summary>
    private const string CheckLetters = "ZABCDEFGHJKLMNPQRTUVWXY";

    /// <summary>A year of two or four digits, a serial number of up to seven, and a letter; the stroke between them may be missing.</summary>
    public static bool IsWritten(ReadOnlySpan<byte> number)
    {
        if (number is not [.. var digits, >= (byte)'A' and <= (byte)'Z']) return false;
        var stroke = digits.IndexOf((byte)'/');
        if (stroke < 0) return digits.Length is >= 3 and <= 11 && AreDigits(digits);
        return stroke is 2 or 4 && digits.Length - stroke - 1 is >= 1 and <= 7 && AreDigits(digits[..stroke]) && AreDigits(digits[(stroke + 1)..]);
    }

    /// <summary>What is written with two digits of the year, as 08/545166T, with four: 2008/0545166T.</summary>
    /// <returns>null when it is written otherwise, its letter is not the right one, or the century is not certain: the computer began in 1974.</returns>
    public static string? InFull(ReadOnlySpan<byte> number)
    {
        if (!IsWritten(number) || number.IndexOf((byte)'/') != 2) return null;
        var (year, serial) = (int.Parse(number[..2], CultureInfo.InvariantCulture), int.Parse(number[3..^1], CultureInfo.InvariantCulture));
        var letter = (char)number[^1];
        var century = year switch { < 30 => 2000, >= 74 => 1900, _ => 0 };
        return century > 0 && CheckLetters[((year * 10_000_000) + serial) % CheckLetters.Length] == letter ? string.Create(CultureInfo.InvariantCulture, $"{century + year}/{serial:D7}{letter}") : null;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
