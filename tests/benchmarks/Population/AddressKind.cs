namespace Throughcare.Benchmarks.Population;

/// <summary>What sort of place somebody lives at.</summary>
internal enum AddressKind
{
    Home,

    /// <summary>A hostel or approved premises: dozens of people have had the same address.</summary>
    Hostel,

    NoFixedAbode,
}
