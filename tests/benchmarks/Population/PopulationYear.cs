namespace Throughcare.Benchmarks.Population;

/// <summary>The year the population is looked at. All of it has passed, so that no notice is from the future.</summary>
internal static class PopulationYear
{
    public const int Number = 2025;

    /// <summary>The day on which addresses and ages are as they are.</summary>
    public static readonly DateOnly FirstDay = new(Number, 1, 1);
}
