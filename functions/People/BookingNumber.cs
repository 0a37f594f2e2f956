using System.Text;

namespace Throughcare.People;

/// <summary>The number of one stay in prison (a booking): five digits and a letter, such as 38430A.</summary>
/// <remarks>The form is what was seen in HMPPS's published examples; no rule for it was found. So what has another form may still be one, and who reads it keeps it as it was sent. It names a stay and never a person.</remarks>
internal readonly record struct BookingNumber
{
    /// <summary>As in <see cref="NumberText.Matches"/>.</summary>
    public const string Form = "00000A";

    private BookingNumber(string value) => Value = value;

    /// <summary>Five digits and a capital without spaces.</summary>
    public string Value { get; }

    /// <summary>The number, spaces taken out and in capitals; null when it has another form.</summary>
    public static BookingNumber? Read(string text)
    {
        Span<byte> number = stackalloc byte[Form.Length];
        return TryRead(text, number) ? new BookingNumber(Encoding.ASCII.GetString(number)) : null;
    }

    /// <summary>The same into six ASCII characters, without making a text of them.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> number) => NumberText.Compact(text, number) == Form.Length && NumberText.Matches(number, Form);
}
