namespace Throughcare.Benchmarks.Population;

/// <summary>A substance that somebody has a problem with, by the codes of each format.</summary>
/// <param name="Prison">To prison healthcare.</param>
/// <param name="Fhir">To a provider that has FHIR.</param>
/// <param name="Return">In monitoring returns.</param>
/// <param name="IsOpioid">Treated with a substitute.</param>
internal sealed record Substance(string Prison, string Fhir, string Display, string Return, bool IsOpioid)
{
    public static readonly Substance Alcohol = new("ALC", "alcohol-misuse", "Alcohol misuse", "7000", false);

    /// <summary>The most common first; the order is invented.</summary>
    public static readonly IReadOnlyList<Substance> Drugs =
    [
        new("HER", "heroin-misuse", "Heroin misuse", "1011", true), new("CRK", "crack-cocaine-misuse", "Crack cocaine misuse", "3201", false), new("CAN", "cannabis-misuse", "Cannabis misuse", "5000", false), new("COC", "cocaine-misuse", "Cocaine misuse", "3200", false),
        new("BZD", "benzodiazepine-misuse", "Benzodiazepine misuse", "2200", false), new("AMP", "amphetamine-misuse", "Amphetamine misuse", "3100", false), new("MTD", "methadone-misuse", "Methadone misuse", "1105", true), new("PRG", "prescription-medicine-misuse", "Prescription medicine misuse", "9005", false),
    ];

    /// <summary>The problem substances of a person, the main one first. Few have only one.</summary>
    public static List<Substance> Any(Random random, bool drugs, bool alcohol)
    {
        var used = new List<Substance>();
        if (drugs) used.Add(random.Common(Drugs, 1));
        if (alcohol) used.Add(Alcohol);
        if (used.Count > 0 && random.Happens(0.6)) used.Add(random.Common(Drugs, 3));
        return [.. used.Distinct()];
    }
}
