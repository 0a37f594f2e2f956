using System.Text;

namespace Throughcare.People;

/// <summary>A Police National Computer number: year, serial number and check letter, such as 2008/0545166T.</summary>
/// <remarks>
/// Forms and letter are those of HMPPS's core person record: a year of two or four digits, a stroke that may be missing, one to seven digits, and the letter that belongs to them.
/// The letter belongs to the number without its century and cannot tell 1926 from 2026. It catches any one wrong digit, and two neighbours that changed places.
/// </remarks>
internal readonly record struct PncNumber
{
    /// <summary>How many characters 2008/0545166T has.</summary>
    public const int Length = 13;

    private const int SerialDigits = 7;

    /// <summary>By the remainder of a number divided by 23. I, O and S are left out: they look like digits.</summary>
    private const string CheckLetters = "ZABCDEFGHJKLMNPQRTUVWXY";

    /// <summary>A record older than this is of somebody who would be near a hundred: nobody under ten has one.</summary>
    private const int OldestRecord = 90;

    private PncNumber(string value) => Value = value;

    /// <summary>Year in full, stroke, seven digits, letter.</summary>
    public string Value { get; }

    /// <summary>The number in full; null when it has another form, its letter is not the right one, or its year is not certain.</summary>
    /// <param name="year">The year in which it was written down, for a year of two digits. It is the notice's own and not today's: read again after years, a notice must still name the same person.</param>
    public static PncNumber? Read(string text, int year)
    {
        Span<byte> number = stackalloc byte[Length];
        return TryRead(text, year, number) ? new PncNumber(Encoding.ASCII.GetString(number)) : null;
    }

    /// <summary>The same into thirteen ASCII characters, without making a text of them.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int year, Span<byte> number)
    {
        Span<byte> room = stackalloc byte[Length];
        var length = NumberText.Compact(text, room);
        if (length < 0 || !IsWritten(room[..length])) return false;
        var letter = room[length - 1];
        var digits = room[..(length - 1)];
        var stroke = digits.IndexOf((byte)'/');
        var yearDigits = stroke >= 0 ? stroke : YearWithoutStroke(digits);
        if (yearDigits == 0) return false;
        var serial = NumberText.ValueOf(digits[(stroke >= 0 ? stroke + 1 : yearDigits)..]);
        var written = NumberText.ValueOf(digits[..yearDigits]);
        var full = yearDigits == 4 ? written : InFull(written, year);
        // Nothing but zeros is what systems write when there is no number, and its letter would be right.
        if (full is < 1900 or > 2099 || serial == 0 || CheckLetter(full % 100 * 10_000_000 + serial) != letter) return false;
        NumberText.WriteDigits(full, number[..4]);
        number[4] = (byte)'/';
        NumberText.WriteDigits(serial, number[5..(5 + SerialDigits)]);
        number[Length - 1] = letter;
        return true;
    }

    /// <summary>Whether it has one of the forms, in capitals and without spaces: a year of two or four digits, a serial number of up to seven, and a letter; the stroke between them may be missing.</summary>
    public static bool IsWritten(ReadOnlySpan<byte> number)
    {
        if (number is not [.. var digits, >= (byte)'A' and <= (byte)'Z']) return false;
        var stroke = digits.IndexOf((byte)'/');
        if (stroke < 0) return digits.Length is >= 3 and <= 4 + SerialDigits && NumberText.AreDigits(digits);
        return stroke is 2 or 4 && digits.Length - stroke - 1 is >= 1 and <= SerialDigits && NumberText.AreDigits(digits[..stroke]) && NumberText.AreDigits(digits[(stroke + 1)..]);
    }

    /// <summary>The letter that belongs to a year of two digits and a serial number written after it as one number. CRO numbers have it too.</summary>
    public static byte CheckLetter(int number) => (byte)CheckLetters[number % CheckLetters.Length];

    /// <summary>How many of the digits are the year when no stroke says so; 0 when both two and four could be, for 2016094 is 2020/16094 or 2016/94 and only one of them is this person.</summary>
    private static int YearWithoutStroke(ReadOnlySpan<byte> digits)
    {
        var four = digits.Length >= 5 && (digits.StartsWith("19"u8) || digits.StartsWith("20"u8));
        var two = digits.Length <= 2 + SerialDigits;
        return four == two ? 0 : four ? 4 : 2;
    }

    /// <summary>The last year with these two digits up to the year of writing, as the core person record reads them; 0 when that is so long ago that it is not certain.</summary>
    /// <remarks>
    /// A century earlier nobody who is alive had a record, and one later has not come. But a notice says from when it holds and may be years older than the number in it:
    /// 28 in a notice of 2026 is rather 2028 than 1928, and neither is guessed.
    /// </remarks>
    private static int InFull(int twoDigits, int year)
    {
        var last = year - (year - twoDigits) % 100;
        return last < year - OldestRecord ? 0 : last;
    }
}
