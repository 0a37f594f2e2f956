using System.Text;

namespace Throughcare.People;

/// <summary>A number of the Criminal Records Office: serial number, year and check letter, such as 065656/91H; or that of a file only, such as SF83/50058Z.</summary>
/// <remarks>
/// Forms, letter and what is filled up with zeros are those of HMPPS's core person record: the serial number of the first form is six digits, also for its letter; that of a file stays as it was written.
/// The year stays two digits: no source says its century, and the letter does not depend on it.
/// </remarks>
internal readonly record struct CroNumber
{
    /// <summary>How many characters the longest has, SF83/123456A.</summary>
    public const int MostLength = 12;

    private const int SerialDigits = 6;

    private CroNumber(string value) => Value = value;

    /// <summary>Six digits, stroke, year, letter; or SF, year, stroke, digits as written, letter.</summary>
    public string Value { get; }

    /// <summary>The number, spaces taken out, in capitals and with its zeros; null when it has another form or its letter is not the right one.</summary>
    public static CroNumber? Read(string text)
    {
        Span<byte> number = stackalloc byte[MostLength];
        return TryRead(text, number, out var length) ? new CroNumber(Encoding.ASCII.GetString(number[..length])) : null;
    }

    /// <summary>The same into up to twelve ASCII characters, without making a text of them.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> number, out int length)
    {
        length = 0;
        Span<byte> room = stackalloc byte[MostLength];
        var used = NumberText.Compact(text, room);
        if (used < 0 || room[..used] is not [.. var digits, >= (byte)'A' and <= (byte)'Z' and var letter]) return false;
        var isFile = digits.StartsWith("SF"u8);
        if (isFile) digits = digits[2..];
        var stroke = digits.IndexOf((byte)'/');
        if (stroke < 0) return false;
        var year = isFile ? digits[..stroke] : digits[(stroke + 1)..];
        var serial = isFile ? digits[(stroke + 1)..] : digits[..stroke];
        if (year.Length != 2 || serial.Length is 0 or > SerialDigits || !NumberText.AreDigits(year) || !NumberText.AreDigits(serial)) return false;
        var (value, width) = (NumberText.ValueOf(serial), isFile ? serial.Length : SerialDigits);
        var shift = 1;
        for (var i = 0; i < width; i++) shift *= 10;
        // Nothing but zeros is what systems write when there is no number, and its letter would be right.
        if (value == 0 || PncNumber.CheckLetter(NumberText.ValueOf(year) * shift + value) != letter) return false;
        if (isFile)
        {
            room[..used].CopyTo(number);
            length = used;
            return true;
        }
        NumberText.WriteDigits(value, number[..SerialDigits]);
        number[SerialDigits] = (byte)'/';
        year.CopyTo(number[(SerialDigits + 1)..]);
        number[SerialDigits + 3] = letter;
        length = SerialDigits + 4;
        return true;
    }
}
