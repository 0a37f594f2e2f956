namespace Throughcare.Fhir;

/// <summary>What R4 says about a resource type, a data type, or a group of elements inside one.</summary>
internal sealed class TypeRule
{
    /// <summary>CarePlan, Period, or CarePlan.activity.detail.</summary>
    public required string Name { get; init; }

    public required bool IsResource { get; init; }

    /// <summary>What this type is derived from, nearest first: DomainResource, Resource.</summary>
    public required IReadOnlyList<string> Ancestors { get; init; }

    public IReadOnlyList<ElementRule> Elements { get; private set; } = [];

    public Invariant[] Invariants { get; init; } = [];

    /// <summary>The JSON names that may stand in it, with what each stands for.</summary>
    public NameTable<Property> Properties { get; private set; } = NameTable<Property>.Empty;

    /// <summary>The elements that must be there, as bits by <see cref="ElementRule.Index"/>.</summary>
    public ulong Required { get; private set; }

    /// <summary>The bit of the element id, which alone is no content.</summary>
    public ulong Id { get; private set; }

    /// <exception cref="RuleFault">There are more elements than bits.</exception>
    public void Fill(IReadOnlyList<ElementRule> elements)
    {
        if (elements.Count > 64) throw new RuleFault($"{Name} has more than 64 elements. Keep what is seen of an object in more than one number.");
        Elements = elements;
        foreach (var (index, element) in elements.Index())
        {
            element.Index = index;
            if (element.IsRequired) Required |= 1UL << index;
            if (element.Name == "id") Id = 1UL << index;
        }
        Properties = new(elements.SelectMany(element => element.Properties()), property => property.JsonName);
    }
}

/// <summary>One element of a type, as R4 has it.</summary>
/// <param name="path">Where it is defined: CarePlan.activity.detail.status.</param>
/// <param name="name">Its name as FHIRPath has it, without the type of a choice: value, for valueQuantity.</param>
internal sealed class ElementRule(string path, string name)
{
    public string Path { get; } = path;

    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(name);

    /// <summary>Its place among the elements of the type it stands in.</summary>
    public int Index { get; set; }

    public required bool IsRequired { get; init; }

    public required bool IsList { get; init; }

    /// <summary>Whether the JSON name says the type too: valueQuantity.</summary>
    public required bool IsChoice { get; init; }

    public required IReadOnlyList<ElementType> Types { get; init; }

    /// <summary>The codes it must be of; null where others are allowed.</summary>
    public CodeSet? Binding { get; init; }

    /// <summary>What must hold here beyond what holds for its type everywhere.</summary>
    public Invariant[] Invariants { get; init; } = [];

    /// <summary>Every JSON name of it; a primitive has a second one, for its id and extensions.</summary>
    public IEnumerable<Property> Properties()
    {
        foreach (var type in Types)
        {
            var json = IsChoice ? Name + char.ToUpperInvariant(type.Code[0]) + type.Code[1..] : Name;
            yield return new(json, this, type, false);
            if (type.Primitive != Primitive.None) yield return new("_" + json, this, type, true);
        }
    }
}

/// <summary>A type that an element may have.</summary>
/// <param name="Code">Period, code, Reference; Resource for any resource.</param>
/// <param name="Primitive">Which primitive it is; None for what has elements.</param>
/// <param name="Targets">What a Reference may point at: types or profiles; empty for anything.</param>
/// <param name="Profiles">The profiles one of which the value must keep to; empty for none.</param>
internal sealed record ElementType(string Code, Primitive Primitive, string[] Targets, string[] Profiles)
{
    /// <summary>The elements it has; null for a primitive and for any resource.</summary>
    public TypeRule? Shape { get; set; }

    public bool IsReference { get; } = Code == "Reference";

    public bool IsExtension { get; } = Code == "Extension";
}

/// <summary>What one JSON name stands for in a type: valueQuantity is the element value as a Quantity, _birthDate the id and extensions of birthDate.</summary>
internal sealed record Property(string JsonName, ElementRule Element, ElementType Type, bool IsSidecar);

/// <summary>The rules contradict themselves or ask for what the program does not have. The message says which.</summary>
internal sealed class RuleFault(string message) : Exception(message);
