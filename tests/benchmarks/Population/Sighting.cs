namespace Throughcare.Benchmarks.Population;

/// <summary>One person as one agency has them in its records. A matcher is shown everything but <see cref="Person"/> and <see cref="Deviations"/>.</summary>
/// <param name="Person">The index of the true person. Never to be shown to a matcher.</param>
/// <param name="Source">A folder of mappings, or "probation" or "gp".</param>
/// <param name="Numbers">The sender's own number of the person first, if it has one.</param>
/// <param name="Family">As written there; an initial where only initials are known.</param>
/// <param name="Given">As written there, in order; may be empty.</param>
/// <param name="FormerNames">Other names the agency knows of.</param>
/// <param name="BirthDate">2001-12-31, or as much of it as is known.</param>
/// <param name="Sex">male, female, other, unknown, or null if nothing is said.</param>
/// <param name="Postcode">In capitals with its one space; may be no postcode at all if it was mistyped.</param>
/// <param name="Line">House and street.</param>
/// <param name="Phone">See <see cref="Numbers.Phone"/>: says next to nothing here.</param>
/// <param name="OnlyInitials">Names are an initial each.</param>
/// <param name="Deviations">In what the record differs from the truth. Never to be shown to a matcher.</param>
internal sealed record Sighting(
    int Person, string Source, IReadOnlyList<HeldNumber> Numbers, string? Family, IReadOnlyList<string> Given, IReadOnlyList<KnownName> FormerNames,
    string? BirthDate, string? Sex, string? Postcode, string? Line, string? Town, string? Phone, bool OnlyInitials, Deviations Deviations)
{
    public string? Forename => Given.Count > 0 ? Given[0] : null;

    public string? Number(string system)
    {
        foreach (var number in Numbers)
            if (number.System == system) return number.Value;
        return null;
    }

    /// <summary>The whole record on one line, to compare and to print.</summary>
    public override string ToString() => string.Join('|', Person, Source, string.Join(',', Numbers.Select(number => $"{number.System} {number.Value} {number.Assigner}")), Family, string.Join(' ', Given), string.Join(',', FormerNames), BirthDate, Sex, Postcode, Line, Town, Phone, OnlyInitials, Deviations);
}
