using System.Buffers;
using System.Text.Json;
using Throughcare.Fhir;

namespace Throughcare.Benchmarks.Engines;

/// <summary>Checks a Bundle by R4 and by the profiles it names, and writes nothing.</summary>
/// <exception cref="WrongResult">It is not right: what is wrong ends early, and is not what is measured.</exception>
internal sealed class Checking : IEngine
{
    private readonly Checker checker = new(RulePack.Default);

    public void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output)
    {
        var verdict = checker.Check(document.Span);
        if (verdict.HasErrors) throw new WrongResult($"A Bundle is not right: {verdict.Issues[0].Location}: {verdict.Issues[0].Diagnostics}");
    }
}

/// <summary>Parses a Bundle and looks at nothing: what any check that keeps a document has to do first.</summary>
internal sealed class Parsing : IEngine
{
    public void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output)
    {
        using var parsed = JsonDocument.Parse(document);
    }
}
