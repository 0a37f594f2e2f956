using System.Globalization;
using System.Numerics;
using System.Text;
using Throughcare.Translation;

namespace Throughcare.Fhir;

/// <summary>First part of a check: is everything an element of its type, as often as it may be, and written as R4 writes it? Gives every node its <see cref="Node.Property"/> and finds what the later parts look at.</summary>
internal sealed class Shape(Examination examination)
{
    /// <summary>Longer names are not worth guessing at.</summary>
    private const int LongestGuess = 40;

    private readonly FhirText text = examination.Text;
    private readonly Issues issues = examination.Issues;
    private readonly RulePack rules = examination.Rules;

    public void Check() => Resource(0, container: -1, bundle: -1, entry: -1);

    private void Resource(int node, int container, int bundle, int entry)
    {
        if (text[node].Kind != NodeKind.Object)
        {
            issues.Error(node, "structure", "A resource must be an object.", danger: Danger.WrongShape);
            return;
        }
        var type = text.Child(node, "resourceType"u8);
        if (type < 0 || text[type].Kind != NodeKind.Text)
        {
            issues.Error(node, "required", "resourceType is missing: it must name a resource type of R4.");
            DuplicateNames(node);
        }
        else if (rules.Resources.Find(text.Value(type)) is { } rule)
        {
            if (node == 0) text.TypeName = rule.Name;
            var position = examination.Resources.Count;
            examination.Resources.Add(new ResourceNode(node, rule, container < 0 ? position : container, bundle, entry));
            if (rule.Invariants.Length > 0) examination.Constrained.Add(new ToLookAt(node, position, node));
            Object(node, rule, position);
        }
        else
        {
            if (rules.ResourceType(text.Value(type)) is { } name) issues.Add(Severity.Information, node, "not-supported", $"{name} is a resource of R4 that is not checked here.");
            else issues.Error(node, "structure", $"resourceType is none of R4.{Guess(text.Value(type), rules.ResourceTypes)}");
            DuplicateNames(node);
        }
    }

    /// <summary>What is inside an object of a known type.</summary>
    private void Object(int node, TypeRule type, int resource)
    {
        ulong values = 0, sidecars = 0;
        var nulls = false;
        var end = text[node].End;
        for (var child = node + 1; child < end; child = text[child].End)
        {
            var property = type.Properties.Find(text.Name(child));
            if (property is null)
            {
                UnknownName(child, node, type);
                continue;
            }
            ref var seen = ref property.IsSidecar ? ref sidecars : ref values;
            var bit = 1UL << property.Element.Index;
            if ((seen & bit) != 0)
            {
                issues.Error(node, "structure", property.Element.IsChoice ? $"{property.Element.Path} must have one value, of one type." : $"{property.Element.Path} stands twice in one object.", danger: property.Element.IsChoice ? Danger.TwoValues : Danger.NameTwice);
                continue;
            }
            seen |= bit;
            text[child].Property = property;
            nulls |= Value(child, node, property, resource);
        }
        if (nulls || sidecars != 0) Pair(node);
        if (end == node + 1) issues.Error(node, "structure", "An object must not be empty: leave it out when there is nothing to say.");
        else if ((values | sidecars) == type.Id && !type.IsResource && type != rules.Sidecar) issues.Error(node, "invariant", "An id alone is no content.", "ele-1");
        for (var missing = type.Required & ~(values | sidecars); missing != 0; missing &= missing - 1)
            issues.Error(node, "required", $"{type.Elements[BitOperations.TrailingZeroCount(missing)].Path} is missing: it must be there.");
    }

    /// <summary>What stands under a name: a list or one item, as R4 has it.</summary>
    /// <returns>Whether a null keeps a place in a list of primitives.</returns>
    private bool Value(int node, int parent, Property property, int resource)
    {
        if (!property.Element.IsList)
        {
            if (text[node].Kind == NodeKind.Array) issues.Error(node, "structure", $"{property.Element.Path} must be one value, not a list.", danger: Danger.WrongShape);
            else if (text[node].Kind == NodeKind.Null) issues.Error(node, "structure", $"{property.Element.Path} must not be null: leave it out when there is nothing to say.");
            else Item(node, parent, property, resource);
            return false;
        }
        if (text[node].Kind != NodeKind.Array)
        {
            issues.Error(node, "structure", $"{property.Element.Path} must be a list, in square brackets, even of one.", danger: text[node].Kind == NodeKind.Null ? Danger.None : Danger.WrongShape);
            return false;
        }
        var (end, nulls) = (text[node].End, false);
        if (end == node + 1) issues.Error(node, "structure", $"{property.Element.Path} must not be an empty list: leave it out when there is nothing to say.");
        for (var item = node + 1; item < end; item = text[item].End)
        {
            text[item].Property = property;
            if (text[item].Kind != NodeKind.Null) Item(item, parent, property, resource);
            else if (property.Type.Primitive != Primitive.None) nulls = true;
            else issues.Error(item, "structure", $"{property.Element.Path} must not be null: leave it out when there is nothing to say.");
        }
        return nulls;
    }

    private void Item(int node, int parent, Property property, int resource)
    {
        ref var item = ref text[node];
        var (element, type) = (property.Element, property.Type);
        if (property.IsSidecar)
        {
            if (item.Kind != NodeKind.Object) issues.Error(node, "structure", $"_{element.Name} must be an object with an id or extensions.", danger: Danger.WrongShape);
            else Object(node, rules.Sidecar, resource);
        }
        else if (type.Primitive != Primitive.None)
        {
            if (Primitives.Fault(type.Primitive, item, text.Value(node)) is { } fault) issues.Error(node, "value", $"{element.Path} {fault}.", danger: item.Kind is NodeKind.Object or NodeKind.Array ? Danger.WrongShape : Danger.None);
            else if (element.Binding is { } codes && !codes.Contains(text.Value(node))) issues.Error(node, "code-invalid", $"{element.Path} must be a code of {codes.Url}.");
            if (element.Invariants.Length > 0) examination.Constrained.Add(new ToLookAt(node, resource, parent));
        }
        else if (type.Shape is not { } shape) Inner(node, parent, element, resource);
        else if (item.Kind != NodeKind.Object) issues.Error(node, "structure", $"{element.Path} must be an object, with the elements of {type.Code}.", danger: Danger.WrongShape);
        else
        {
            if (shape.Invariants.Length + element.Invariants.Length > 0) examination.Constrained.Add(new ToLookAt(node, resource, parent));
            if (type.IsReference) examination.Pointers.Add(new ToLookAt(node, resource, parent));
            else if (type.IsExtension) examination.Extensions.Add(new ToLookAt(node, resource, parent));
            if (type.Profiles.Length > 0) examination.Profiled.Add(new ToLookAt(node, resource, parent));
            Object(node, shape, resource);
            if (element.Binding is { } codes && !Bindings.Holds(text, node, type.Code, codes)) issues.Error(node, "code-invalid", $"{element.Path} must have a code of {codes.Url}.");
        }
    }

    /// <summary>A resource inside another: contained in it, an entry of a Bundle, or a parameter.</summary>
    private void Inner(int node, int parent, ElementRule element, int resource)
    {
        var outer = examination.Resources[resource];
        if (element.Name == "contained")
        {
            examination.HasContained = true;
            Resource(node, outer.Container, outer.Bundle, outer.Entry);
        }
        else if (outer.Type.Name == "Bundle") Resource(node, -1, resource, parent);
        else Resource(node, -1, outer.Bundle, outer.Entry);
    }

    // ---- Names

    private void UnknownName(int child, int node, TypeRule type)
    {
        var name = text.Name(child);
        // A name that R4 has somewhere says nothing about anybody; any other is only pointed at.
        var known = name.Length <= LongestGuess && rules.IsNameOfR4(Encoding.UTF8.GetString(name));
        var shown = known ? Encoding.UTF8.GetString(name) : string.Create(CultureInfo.InvariantCulture, $"The name at byte {text[child].Name}");
        issues.Error(node, "structure", $"{shown} is no element of {type.Name}.{Guess(name, type.Elements.SelectMany(element => element.Properties()).Select(property => property.JsonName))}");
        DuplicateNames(child);
    }

    private string Guess(ReadOnlySpan<byte> name, IEnumerable<string> known) => issues.AreFull || name.Length > LongestGuess ? "" : Spelling.Meant(Encoding.UTF8.GetString(name), known);

    /// <summary>Where no rules reach, at least the JSON is to mean one thing.</summary>
    private void DuplicateNames(int node)
    {
        for (var at = node; at < text[node].End; at++)
        {
            if (text[at].Kind != NodeKind.Object) continue;
            var names = new HashSet<string>();
            for (var child = at + 1; child < text[at].End; child = text[child].End)
                if (!names.Add(Encoding.UTF8.GetString(text.Name(child)))) issues.Error(at, "structure", string.Create(CultureInfo.InvariantCulture, $"The name at byte {text[child].Name} stands twice in one object."), danger: Danger.NameTwice);
        }
    }

    // ---- Primitives with an id or extensions (hl7.org/fhir/R4/json.html#primitive)

    /// <summary>A value and what stands under its name with a _ belong together, item by item: one of the two must say something.</summary>
    private void Pair(int node)
    {
        for (var child = node + 1; child < text[node].End; child = text[child].End)
        {
            if (text[child].Property is not { Type.Primitive: not Primitive.None } property) continue;
            var other = Beside(node, property);
            if (property.IsSidecar && other >= 0 && text[other].Property!.Type != property.Type) issues.Error(node, "structure", $"{property.Element.Path} must have one value, of one type.", danger: Danger.TwoValues);
            else if (property.IsSidecar) Pair(other, child, property.Element);
            else if (other < 0) Pair(child, -1, property.Element);
        }
    }

    /// <summary>The value of a sidecar or the sidecar of a value; -1 where there is none.</summary>
    private int Beside(int node, Property property)
    {
        for (var child = node + 1; child < text[node].End; child = text[child].End)
            if (text[child].Property is { } other && other.IsSidecar != property.IsSidecar && other.Element == property.Element) return child;
        return -1;
    }

    private void Pair(int values, int sidecars, ElementRule element)
    {
        var (value, lastValue) = Range(values);
        var (sidecar, lastSidecar) = Range(sidecars);
        while (value < lastValue || sidecar < lastSidecar)
        {
            var hasValue = value < lastValue && text[value].Kind != NodeKind.Null;
            var hasSidecar = sidecar < lastSidecar && text[sidecar].Kind != NodeKind.Null;
            if (!hasValue && !hasSidecar) issues.Error(value < lastValue ? value : sidecar, "structure", $"{element.Path} must not be null without an extension in its place.");
            else if (!hasValue && text[sidecar].Kind == NodeKind.Object && text.Child(sidecar, "extension"u8) < 0) issues.Error(sidecar, "invariant", $"{element.Path} must have a value or an extension.", "ele-1");
            if (value < lastValue) value = text[value].End;
            if (sidecar < lastSidecar) sidecar = text[sidecar].End;
        }

        (int First, int End) Range(int at) => at < 0 ? (0, 0) : text[at].Kind == NodeKind.Array ? (at + 1, text[at].End) : (at, text[at].End);
    }
}
