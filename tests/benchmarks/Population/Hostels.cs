using System.Globalization;

namespace Throughcare.Benchmarks.Population;

/// <summary>The hostels and approved premises of a block of people: four for two thousand, so that each is the address of 20 to 200.</summary>
internal sealed class Hostels(Random random, int first)
{
    /// <summary>How many of those who need one go to each. Invented.</summary>
    private static readonly double[] Sizes = [0.52, 0.25, 0.13, 0.10];

    private static readonly string[] Names = ["St Anne's Hostel", "Southview Approved Premises", "The Elms", "Albion House Approved Premises"];

    private readonly (Area Area, int Street)[] places = [.. Sizes.Select(_ => (Areas.Any(random), random.Next(4000)))];

    public Address Any(DateOnly from)
    {
        var place = random.ByShare(Sizes);
        var (area, street) = places[place];
        return new Address(AddressKind.Hostel, area, string.Create(CultureInfo.InvariantCulture, $"{Names[place]}, {1 + (first / Numbers.Block)} {Areas.Streets[street % Areas.Streets.Length]} Road"), area.Postcode(street), from);
    }
}
