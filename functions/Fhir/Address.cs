namespace Throughcare.Fhir;

/// <summary>A part of a document's bytes.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public Slice From(int offset) => new(Start + offset, Length - offset);

    public Slice To(int length) => new(Start, length);
}

/// <summary>An address in two parts that may lie apart, so that a relative one needs no copy: the server (https://example.org/fhir/) and the rest (Patient/1). What has no such parts is all rest.</summary>
internal readonly record struct Address(Slice Server, Slice Rest);

/// <summary>Compares addresses by what stands in a document.</summary>
internal sealed class AddressComparer(FhirText text) : IEqualityComparer<Address>
{
    public bool Equals(Address x, Address y) => text.Value(x.Rest).SequenceEqual(text.Value(y.Rest)) && text.Value(x.Server).SequenceEqual(text.Value(y.Server));

    /// <summary>The server is nearly always the same one, so the rest is enough; a document that is made to collide is no larger than a request may be.</summary>
    public int GetHashCode(Address address)
    {
        var hash = new HashCode();
        hash.Add(address.Server.Length);
        hash.AddBytes(text.Value(address.Rest));
        return hash.ToHashCode();
    }
}
