using System.Globalization;

namespace Throughcare.Benchmarks.Population;

/// <summary>A town with its services.</summary>
/// <param name="Number">Its place in <see cref="Areas.All"/>.</param>
/// <param name="Town">As in addresses.</param>
/// <param name="Districts">First halves of its postcodes.</param>
internal sealed record Area(int Number, string Town, string[] Districts)
{
    /// <summary>The treatment providers; the first two digits of an ODS code that begins with ZZ9 are as in mappings/recipients.csv where the area is there.</summary>
    public IReadOnlyList<Provider> Providers { get; } =
    [
        new((Number * 2) + 1, Ods("ZZ9", Number + 1), Code("N08", Number + 1), $"{Town} Recovery Service"),
        new((Number * 2) + 2, Ods("ZZ9", Number + 51), Code("N09", Number + 1), $"{Town} Drug and Alcohol Service"),
    ];

    /// <summary>ODS codes of the hospitals.</summary>
    public IReadOnlyList<string> Hospitals { get; } = [Ods("ZZ5", Number + 1), Ods("ZZ5", Number + 51)];

    /// <summary>ODS code of the liaison and diversion service.</summary>
    public string Diversion { get; } = Ods("ZZ6", Number + 1);

    public string Practice(int number) => string.Create(CultureInfo.InvariantCulture, $"Z{Number:D2}{number:D3}");

    /// <summary>An address with its postcode. People with problems live close together: a few streets are those of many.</summary>
    public Address Home(Random random, DateOnly from)
    {
        var street = random.Rank(4000, 150);
        var line = string.Create(CultureInfo.InvariantCulture, $"{1 + random.Next(98)} {Areas.Streets[street % Areas.Streets.Length]} {Areas.Kinds[street / 7 % Areas.Kinds.Length]}");
        return new Address(AddressKind.Home, this, line, Postcode(street), from);
    }

    /// <summary>The postcode of a street of the area.</summary>
    public string Postcode(int street) =>
        string.Create(CultureInfo.InvariantCulture, $"{Districts[street * 7 % Districts.Length]} {1 + (street * 3 % 9)}{Areas.Inward[street * 11 / 9 % 20]}{Areas.Inward[street / 20 % 20]}");

    private static string Ods(string before, int number) => string.Create(CultureInfo.InvariantCulture, $"{before}{number:D2}");

    private static string Code(string before, int number) => string.Create(CultureInfo.InvariantCulture, $"{before}{number:D2}");
}
