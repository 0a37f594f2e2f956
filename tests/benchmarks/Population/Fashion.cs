namespace Throughcare.Benchmarks.Population;

/// <summary>The forenames that parents chose for a while, the most common first.</summary>
/// <param name="From">The first year of birth.</param>
internal sealed record Fashion(int From, string[] Men, string[] Women);
