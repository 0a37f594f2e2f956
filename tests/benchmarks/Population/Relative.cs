namespace Throughcare.Benchmarks.Population;

/// <summary>Somebody whose record could be taken for this person's.</summary>
internal sealed record Relative(Relation Relation, TruePerson Other);
