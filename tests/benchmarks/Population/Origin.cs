namespace Throughcare.Benchmarks.Population;

/// <summary>People whose names come from one language and follow one custom.</summary>
/// <param name="Name">For the counts of a report; no record carries it.</param>
/// <param name="Share">Of the population, in hundredths. Invented; no share of this kind was found in the policy texts.</param>
/// <param name="Surnames">The most common first.</param>
/// <param name="Flat">How even the shares of the names are: small where a few names are those of many people.</param>
/// <param name="Forenames">The fashions, the oldest first.</param>
/// <param name="Birthdays">How often the birthday is not known, so that everybody writes 1 January. Invented.</param>
internal sealed record Origin(string Name, double Share, NameCustom Custom, string[] Surnames, double Flat, Fashion[] Forenames, double Birthdays = 0.002)
{
    /// <summary>The forenames that were given in a year, the most common first.</summary>
    public string[] ForenamesOf(int year, bool isMan)
    {
        var fashion = Forenames.LastOrDefault(fashion => fashion.From <= year) ?? Forenames[0];
        return isMan ? fashion.Men : fashion.Women;
    }
}
