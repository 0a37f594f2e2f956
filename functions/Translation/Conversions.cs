using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughcare.People;

namespace Throughcare.Translation;

/// <summary>What a named conversion is given: the values its row names, in the row's order, as their sender wrote them; an absent one is null.</summary>
internal readonly record struct Given(IReadOnlyList<string?> Written)
{
    public string? First => Written[0];
}

/// <summary>One named conversion, ready for its row.</summary>
internal delegate Converted Conversion(Given given, EntryPlan.Writing state);

/// <summary>What a conversion makes of it: a value, nothing (null), or nothing with a remark for the sender.</summary>
/// <param name="Value">The element's value; null for none.</param>
/// <param name="Remark">What the sender should mend; null when all is well.</param>
/// <param name="UnknownCode">True when a code is in no table; the row's if_unknown then says what to do.</param>
internal readonly record struct Converted(JsonNode? Value, string? Remark = null, bool UnknownCode = false)
{
    public static readonly Converted Nothing = new(null);

    public static implicit operator Converted(string text) => new(JsonValue.Create(text));
}

/// <summary>The conversions that a field table may name in its "as" column. mappings/README.md lists them; a test compares.</summary>
internal static partial class Conversions
{
    /// <summary>Every conversion that needs nothing but its values. Those that need a table (code, concept, coding, rule, reference, system) are in <see cref="Tables"/>.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Given, Converted>> Plain = new Dictionary<string, Func<Given, Converted>>(StringComparer.Ordinal)
    {
        ["text"] = given => given.First!.Trim() is { Length: > 0 } text ? text : Converted.Nothing,
        ["number"] = Number,
        ["positive-number"] = given => Number(given) is { Value: not null } number && !given.First!.StartsWith('-') && given.First!.Any(c => c is >= '1' and <= '9') ? number : new Converted(null, "Write a plain decimal number above nothing."),
        ["whole-number"] = WholeNumber,
        ["boolean"] = given => given.First switch { "true" => new Converted(JsonValue.Create(true)), "false" => new Converted(JsonValue.Create(false)), _ => new Converted(null, "Write true or false.") },
        ["uk-day"] = UkDay,
        ["uk-day-that-fails"] = given => ReadUkDay(given.First!) is null ? given.First!.Trim() : Converted.Nothing,
        ["instant"] = Instant,
        ["london-time"] = LondonTime,
        ["nhs-number"] = given => NhsNumber.Read(given.First!) is { } number ? number.Value : new Converted(null, "The NHS number fails its check. It is kept as sent and not used to find the person; correct it and send a higher version."),
        ["nhs-number-that-fails"] = given => NhsNumber.Read(given.First!) is null ? given.First!.Trim() : Converted.Nothing,
        ["prison-number"] = given => PrisonNumber().IsMatch(given.First!) ? given.First! : new Converted(null, "A prison number is a letter, four digits and two letters. It is not used to find the person."),
        ["crn"] = given => Crn().IsMatch(given.First!) ? given.First! : new Converted(null, "A CRN is a letter and six digits. It is not used to find the person."),
    };

    /// <summary>A number with the digits it was sent with: 62.50 stays 62.50.</summary>
    private static Converted Number(Given given)
    {
        var text = given.First!;
        return FhirDecimal().IsMatch(text) ? new Converted(JsonNode.Parse(text)) : new Converted(null, "Write a plain decimal number.");
    }

    private static Converted WholeNumber(Given given) =>
        int.TryParse(given.First, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new Converted(JsonValue.Create(number)) : new Converted(null, "Write a whole number.");

    /// <summary>31/01/2026 as 2026-01-31; a day that is in no calendar is left out.</summary>
    private static Converted UkDay(Given given) => ReadUkDay(given.First!) is { } day ? London.Text(day) : new Converted(null, "This is no day, or not written like 31/01/2026.");

    private static DateOnly? ReadUkDay(string text) => DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A date and time with its zone, kept as written (FHIR dateTime); fractions of a second beyond nine digits are no longer a time.</summary>
    private static Converted Instant(Given given) => ReadInstant(given.First!) is not null ? given.First! : new Converted(null, "Write date, time and zone like 2026-01-31T09:30:00Z.");

    /// <summary>The instant, if the text is a FHIR instant or dateTime with zone that exists.</summary>
    public static DateTimeOffset? ReadInstant(string text) =>
        FhirInstant().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;

    /// <summary>A UK day and a clock time in London, as an instant with the offset of that day. Without a time only the day is given.</summary>
    private static Converted LondonTime(Given given)
    {
        if (given.First is not { } dayText) return Converted.Nothing;
        if (ReadUkDay(dayText) is not { } day) return new Converted(null, "This is no day, or not written like 31/01/2026.");
        if (given.Written.Count < 2 || given.Written[1] is not { } clockText) return London.Text(day);
        if (!TimeOnly.TryParseExact(clockText, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) || London.Instant(day, clock) is not { } instant)
            return new Converted(JsonValue.Create(London.Text(day)), "There is no such time on that day in London. Only the day is used.");
        return instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^[A-Z][0-9]{4}[A-Z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex PrisonNumber();

    [GeneratedRegex(@"^[A-Z][0-9]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Crn();

    // R4 datatypes, decimal and dateTime.
    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?$", RegexOptions.CultureInvariant)]
    private static partial Regex FhirDecimal();

    [GeneratedRegex(@"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$", RegexOptions.CultureInvariant)]
    private static partial Regex FhirInstant();
}
