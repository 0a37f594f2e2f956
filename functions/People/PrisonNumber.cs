using System.Text;

namespace Throughcare.People;

/// <summary>A prison (NOMS) number: a letter, four digits and two letters, such as A3453BC. It stays with the person from sentence to sentence.</summary>
/// <remarks>The form is that of the field nomsNumber in HMPPS domain events. No check digit is published, so a slip of one key is another number: the form is all that can be asked.</remarks>
internal readonly record struct PrisonNumber
{
    /// <summary>As in <see cref="NumberText.Matches"/>.</summary>
    public const string Form = "A0000AA";

    private PrisonNumber(string value) => Value = value;

    /// <summary>Seven capitals and digits without spaces.</summary>
    public string Value { get; }

    /// <summary>The number, spaces taken out and in capitals; null when it has another form.</summary>
    public static PrisonNumber? Read(string text)
    {
        Span<byte> number = stackalloc byte[Form.Length];
        return TryRead(text, number) ? new PrisonNumber(Encoding.ASCII.GetString(number)) : null;
    }

    /// <summary>The same into seven ASCII characters, without making a text of them.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> number) => NumberText.Compact(text, number) == Form.Length && NumberText.Matches(number, Form);
}
