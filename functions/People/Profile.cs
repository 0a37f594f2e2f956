using System.Text.Json.Nodes;

namespace Throughcare.People;

/// <summary>A number that someone is known by.</summary>
/// <param name="System">Address of the numbering system.</param>
/// <param name="Value">As the conversions of the field tables write it, so that equal numbers are equal.</param>
/// <param name="Assigner">Whose number it is, where others have the same numbers; empty for a system of its own for the whole country.</param>
internal readonly record struct PersonNumber(string System, string Value, string Assigner);

/// <summary>A name as it was sent.</summary>
internal sealed record PersonName(string Family, string Given);

/// <summary>What one agency has said of who somebody is: every value it ever gave, for people move, marry and are misspelt.</summary>
/// <remarks>Sets, so that it is the same in whatever order its parts came.</remarks>
internal sealed record Profile
{
    /// <summary>No true record has more, and a hostile one shall not grow a row without end. Of more, the first in the order of their letters are kept.</summary>
    private const int Most = 50;

    /// <summary>What the NHS writes for no fixed abode, unknown and abroad is nobody's address (NHS Data Dictionary, POSTCODE OF USUAL ADDRESS: ZZ99 codes).</summary>
    private const string NoAddress = "ZZ99";

    public static readonly Profile Nothing = new();

    public IReadOnlyList<PersonNumber> Numbers { get; init; } = [];

    public IReadOnlyList<PersonName> Names { get; init; } = [];

    /// <summary>yyyy-MM-dd, or as much of it as is known.</summary>
    public IReadOnlyList<string> BirthDates { get; init; } = [];

    /// <summary>male or female; whatever else was said decides nothing.</summary>
    public IReadOnlyList<string> Sexes { get; init; } = [];

    /// <summary>In capitals, without spaces.</summary>
    public IReadOnlyList<string> Postcodes { get; init; } = [];

    /// <summary>What a notice says: its Patient resources.</summary>
    /// <param name="patients">Patient resources of the notice.</param>
    /// <param name="national">Systems whose numbers are one person's in the whole country; a number of any other counts only together with who assigned it.</param>
    /// <param name="assigners">By which other codes those who assign numbers are known.</param>
    public static Profile Of(IEnumerable<JsonObject> patients, IReadOnlyCollection<string> national, Assigners assigners)
    {
        var said = Nothing;
        foreach (var patient in patients)
            said = said.With(new Profile
            {
                Numbers = Set(patient["identifier"].Items().Select(identifier => Number(identifier, national, assigners)).OfType<PersonNumber>()),
                Names = Set(NamesOf(patient)),
                BirthDates = Set(patient.TextAt("birthDate") is { Length: >= 4 } day ? [day] : Array.Empty<string>()),
                Sexes = Set(patient.TextAt("gender") is "male" or "female" ? [patient.TextAt("gender")!] : Array.Empty<string>()),
                Postcodes = Set(patient["address"].Items().Select(address => address.TextAt("postalCode")).OfType<string>().Select(Postcode).Where(code => code.Length >= 5 && !code.StartsWith(NoAddress, StringComparison.Ordinal))),
            });
        return said;
    }

    /// <summary>A former surname is often sent alone: the given names are those of the name beside it.</summary>
    private static IEnumerable<PersonName> NamesOf(JsonObject patient)
    {
        var names = patient["name"].Items().Select(name => new PersonName(name.TextAt("family") ?? "", string.Join(' ', name["given"].Items().Select(given => given.GetValue<string>())))).ToList();
        var given = names.Find(name => name.Given.Length > 0)?.Given ?? "";
        return names.Select(name => name.Given.Length > 0 ? name : name with { Given = given });
    }

    /// <summary>The number of a FHIR identifier; null when it has none, or one of a system for which nobody says who assigned it.</summary>
    public static PersonNumber? Number(JsonNode? identifier, IReadOnlyCollection<string> national, Assigners assigners)
    {
        if (identifier.TextAt("system") is not { Length: > 0 } system || identifier.TextAt("value") is not { Length: > 0 } value) return null;
        if (national.Contains(system)) return new PersonNumber(system, value, "");
        return LocalNumber.Read(identifier.TextAt("assigner", "identifier", "value") ?? identifier.TextAt("assigner", "display"), value) is { } local ? new PersonNumber(system, local.Value, assigners.Of(local.Assigner)) : null;
    }

    private static string Postcode(string text) => text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Nothing is said.</summary>
    public bool IsEmpty => Numbers.Count + Names.Count + BirthDates.Count + Sexes.Count + Postcodes.Count == 0;

    /// <summary>Both together.</summary>
    public Profile With(Profile more) => new()
    {
        Numbers = Set(Numbers.Concat(more.Numbers)), Names = Set(Names.Concat(more.Names).Where(name => name.Family.Length + name.Given.Length > 0)),
        BirthDates = Set(BirthDates.Concat(more.BirthDates)), Sexes = Set(Sexes.Concat(more.Sexes)), Postcodes = Set(Postcodes.Concat(more.Postcodes)),
    };

    /// <summary>Whether the other says nothing that this does not.</summary>
    public bool Has(Profile other) =>
        other.Numbers.All(Numbers.Contains) && other.Names.All(Names.Contains) && other.BirthDates.All(BirthDates.Contains) && other.Sexes.All(Sexes.Contains) && other.Postcodes.All(Postcodes.Contains);

    private static List<T> Set<T>(IEnumerable<T> values) where T : notnull => [.. values.Distinct().OrderBy(value => value.ToString(), StringComparer.Ordinal).Take(Most)];

    public JsonObject ToJson() => new()
    {
        ["numbers"] = new JsonArray([.. Numbers.Select(number => new JsonObject { ["system"] = number.System, ["value"] = number.Value, ["assigner"] = number.Assigner })]),
        ["names"] = new JsonArray([.. Names.Select(name => new JsonObject { ["family"] = name.Family, ["given"] = name.Given })]),
        ["birthDates"] = new JsonArray([.. BirthDates]), ["sexes"] = new JsonArray([.. Sexes]), ["postcodes"] = new JsonArray([.. Postcodes]),
    };

    public static Profile From(JsonNode? json) => new()
    {
        Numbers = [.. json.At("numbers").Items().Select(number => new PersonNumber(number.TextAt("system")!, number.TextAt("value")!, number.TextAt("assigner")!))],
        Names = [.. json.At("names").Items().Select(name => new PersonName(name.TextAt("family")!, name.TextAt("given")!))],
        BirthDates = Texts(json, "birthDates"), Sexes = Texts(json, "sexes"), Postcodes = Texts(json, "postcodes"),
    };

    private static List<string> Texts(JsonNode? json, string name) => [.. json.At(name).Items().Select(text => text.GetValue<string>())];
}
