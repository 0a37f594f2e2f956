namespace Throughcare.Fhir;

/// <summary>The part of a check that asks every constraint of every element it is on, and the table of them all.</summary>
internal static class Invariants
{
    /// <summary>A check for every constraint that the rules name.</summary>
    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } =
        new[] { DataTypeInvariants.Checks, ContainedInvariants.Checks, BundleInvariants.Checks, ClinicalInvariants.Checks, AdministrativeInvariants.Checks, DefinitionInvariants.Checks }.SelectMany(checks => checks).ToDictionary(StringComparer.Ordinal);

    public static void Check(Examination examination)
    {
        foreach (var (node, resource, invariant) in Broken(examination))
            examination.Issues.Add(invariant.Severity, node, "invariant", invariant.Human, invariant.Key);
    }

    /// <summary>Every constraint of R4 that does not hold somewhere, with where.</summary>
    public static List<(int Node, int Resource, Invariant Invariant)> Broken(Examination examination)
    {
        var broken = new List<(int, int, Invariant)>();
        examination.ForEachKnownNode((node, resource) =>
        {
            if (examination.Resources[resource].Node == node) Ask(examination.Resources[resource].Type.Invariants, node, resource);
            if (examination.Text[node].Property is not { IsSidecar: false } property || examination.Text[node].Kind is NodeKind.Array or NodeKind.Null) return;
            if (property.Type.Shape is { Invariants.Count: > 0 } type) Ask(type.Invariants, node, resource);
            if (property.Element.Invariants.Count > 0) Ask(property.Element.Invariants, node, resource);
        });
        return broken;

        void Ask(IReadOnlyList<Invariant> invariants, int node, int resource)
        {
            var element = examination.ElementAt(node, resource);
            foreach (var invariant in invariants)
                if (!invariant.Holds(element)) broken.Add((node, resource, invariant));
        }
    }
}
