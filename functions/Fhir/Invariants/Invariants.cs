namespace Throughcare.Fhir;

/// <summary>The part of a check that asks every constraint of every element it is on, and the table of them all.</summary>
internal static class Invariants
{
    /// <summary>A check for every constraint that the rules name.</summary>
    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } =
        new[] { DataTypeInvariants.Checks, ContainedInvariants.Checks, BundleInvariants.Checks, ClinicalInvariants.Checks, AdministrativeInvariants.Checks, DefinitionInvariants.Checks, PlanInvariants.Checks, MessageInvariants.Checks }.SelectMany(checks => checks).ToDictionary(StringComparer.Ordinal);

    public static void Check(Examination examination)
    {
        foreach (var (node, resource, invariant) in Broken(examination))
            examination.Issues.Add(invariant.Severity, node, "invariant", invariant.Human, invariant.Key);
    }

    /// <summary>Every constraint of R4 that does not hold somewhere, with where.</summary>
    public static List<(int Node, int Resource, Invariant Invariant)> Broken(Examination examination)
    {
        var broken = new List<(int, int, Invariant)>();
        foreach (var (node, resource, _) in examination.Constrained)
        {
            var element = examination.ElementAt(node, resource);
            if (examination.Resources[resource].Node == node)
            {
                Ask(examination.Resources[resource].Type.Invariants, element);
                continue;
            }
            var property = examination.Text[node].Property!;
            if (property.Type.Shape is { } type) Ask(type.Invariants, element);
            Ask(property.Element.Invariants, element);

            void Ask(Invariant[] invariants, Element of)
            {
                foreach (var invariant in invariants)
                    if (!invariant.Holds(of)) broken.Add((node, resource, invariant));
            }
        }
        return broken;
    }
}
