using System.Text;

namespace Throughcare.People;

/// <summary>A case reference number of probation (Delius): a letter and six digits, such as X757129.</summary>
/// <remarks>The form is that by which HMPPS's own interfaces tell a CRN from other numbers. It has no check digit.</remarks>
internal readonly record struct Crn
{
    /// <summary>As in <see cref="NumberText.Matches"/>.</summary>
    public const string Form = "A000000";

    private Crn(string value) => Value = value;

    /// <summary>A capital and six digits without spaces.</summary>
    public string Value { get; }

    /// <summary>The number, spaces taken out and in capitals; null when it has another form.</summary>
    public static Crn? Read(string text)
    {
        Span<byte> number = stackalloc byte[Form.Length];
        return TryRead(text, number) ? new Crn(Encoding.ASCII.GetString(number)) : null;
    }

    /// <summary>The same into seven ASCII characters, without making a text of them.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> number) => NumberText.Compact(text, number) == Form.Length && NumberText.Matches(number, Form);
}
