namespace Throughcare.Benchmarks.Population;

/// <summary>How two people of the population belong together, or only look as if they were one.</summary>
internal enum Relation
{
    Twin, Sibling, Couple, FatherAndSon, ParentAndChild,

    /// <summary>Strangers who look alike on paper.</summary>
    Namesake,
}
