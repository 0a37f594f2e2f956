namespace Throughcare.Fhir;

/// <summary>The codes of a value set, by system.</summary>
/// <param name="url">The canonical address of the value set.</param>
/// <param name="systems">The codes of each system; null for a set that cannot be listed (all media types, all currencies), which then holds any code.</param>
internal sealed class CodeSet(string url, IReadOnlyDictionary<string, IReadOnlyList<string>>? systems)
{
    private readonly NameTable<string>? anySystem = systems is null ? null : new(systems.Values.SelectMany(codes => codes), code => code);
    private readonly NameTable<CodesOf>? bySystem = systems is null ? null : new(systems.Keys.Select(system => new CodesOf(system, new(systems![system], code => code))), codes => codes.System);

    public string Url => url;

    /// <summary>Every code, of whatever system; empty for a set that cannot be listed.</summary>
    public IEnumerable<string> All => systems is null ? [] : systems.Values.SelectMany(codes => codes);

    /// <summary>For an element of type code, which leaves its system to be understood.</summary>
    public bool Contains(ReadOnlySpan<byte> code) => anySystem is null || anySystem.Find(code) is not null;

    public bool Contains(ReadOnlySpan<byte> system, ReadOnlySpan<byte> code) => bySystem is null || bySystem.Find(system)?.Codes.Find(code) is not null;

    private sealed record CodesOf(string System, NameTable<string> Codes);
}
