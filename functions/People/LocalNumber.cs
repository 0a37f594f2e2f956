namespace Throughcare.People;

/// <summary>A number that one service's own system gave to a person (a hospital number, a provider's client number), together with who gave it.</summary>
/// <remarks>
/// Two hospitals have the same number for two people, so without its assigner it is none; R4 says the same of an identifier, whose system or assigner makes it one of many (R4 datatypes, Identifier).
/// Written with letters of the Latin script in one character each: what can be written in two ways that look alike (marks after their letter, digits and letters of other scripts, what cannot be seen) is refused, so that one number never becomes two.
/// </remarks>
internal readonly record struct LocalNumber
{
    /// <summary>No number of a person that was seen has half of it; free text that came into the field has more.</summary>
    public const int MostCharacters = 64;

    /// <summary>Who gave the number may be said by the address of a system.</summary>
    public const int MostCharactersOfAssigner = 200;

    private LocalNumber(string assigner, string value) => (Assigner, Value) = (assigner, value);

    /// <summary>Who gave the number, as it was named: in capitals and without spaces.</summary>
    public string Assigner { get; }

    /// <summary>In capitals and without spaces. Zeros before it stay: 0123 and 123 may be two people.</summary>
    public string Value { get; }

    /// <summary>The number; null without an assigner, when either is too long or has characters that cannot be compared, or when it has no digit but zeros: UNKNOWN, N/A and 000000 are nobody's.</summary>
    public static LocalNumber? Read(string? assigner, string? text) =>
        Canonical(assigner, MostCharactersOfAssigner) is { } by && by.Any(char.IsLetterOrDigit) && Canonical(text, MostCharacters) is { } value && value.AsSpan().ContainsAnyInRange('1', '9') ? new LocalNumber(by, value) : null;

    private static string? Canonical(string? text, int most)
    {
        Span<char> room = stackalloc char[most];
        var length = 0;
        foreach (var c in text ?? "")
        {
            if (char.IsWhiteSpace(c)) continue;
            if (!IsComparable(c) || length == most) return null;
            room[length++] = char.ToUpperInvariant(c);
        }
        return room[..length].ToString();
    }

    /// <summary>What can be seen of ASCII, and the letters with marks of the languages around us, to the end of Latin Extended-A. None of them has a second way to be written in Unicode's composed form, nor a capital outside.</summary>
    private static bool IsComparable(char c) => c is > ' ' and <= '~' or (>= '\u00C0' and <= '\u017F' and not '\u00D7' and not '\u00F7');
}
