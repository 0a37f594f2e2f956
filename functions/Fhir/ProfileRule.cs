namespace Throughcare.Fhir;

/// <summary>What a profile adds to the type it is about. It can only narrow: the type's own rules hold besides.</summary>
internal sealed class ProfileRule
{
    /// <summary>The canonical address, without a version.</summary>
    public required string Url { get; init; }

    /// <summary>The resource or data type it is about.</summary>
    public required string Type { get; init; }

    /// <summary>Where an extension may stand: elements and types (Patient.birthDate, Reference, Element), or another extension (extension:URL).</summary>
    public required IReadOnlyList<string> Context { get; init; }

    /// <summary>Whether it is an extension that changes what its element means, and so stands in modifierExtension.</summary>
    public required bool IsModifier { get; init; }

    /// <summary>The resource or value itself; what is inside it are its children.</summary>
    public required ProfileElement Root { get; init; }

    /// <summary>The last part of the address, for people.</summary>
    public string Name => Url[(Url.LastIndexOf('/') + 1)..];
}

/// <summary>What a profile says about one element, or about one slice of a list.</summary>
/// <param name="name">Its name without the type of a choice; for a slice that of its list.</param>
internal sealed class ProfileElement(string name)
{
    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(name);

    /// <summary>As people read it: identifier:nhs.</summary>
    public string Display { get; init; } = name;

    public int Min { get; set; }

    public int Max { get; set; } = int.MaxValue;

    /// <summary>The types the value may have; null when the profile does not narrow them.</summary>
    public IReadOnlyList<ElementType>? Types { get; set; }

    /// <summary>The whole value.</summary>
    public FhirText? Fixed { get; set; }

    /// <summary>What the value must have at least.</summary>
    public FhirText? Pattern { get; set; }

    public CodeSet? Binding { get; set; }

    public Invariant[] Invariants { get; set; } = [];

    public Slicing? Slicing { get; set; }

    public List<ProfileElement> Slices { get; } = [];

    public List<ProfileElement> Children { get; } = [];
}
