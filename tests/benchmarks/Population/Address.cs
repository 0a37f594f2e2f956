namespace Throughcare.Benchmarks.Population;

/// <summary>Where somebody lived from a day on.</summary>
/// <param name="Line">House and street, or the name of the hostel; null for no fixed abode.</param>
/// <param name="Postcode">Null for no fixed abode.</param>
internal sealed record Address(AddressKind Kind, Area Area, string? Line, string? Postcode, DateOnly From);
