using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Throughcare.Benchmarks.Engines;

/// <summary>Reads every token and writes nothing.</summary>
internal sealed class ReadingFloor : IEngine
{
    public void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output) => ReadAll(document.Span);

    public static void ReadAll(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        while (reader.Read()) { }
    }
}

/// <summary>Reads every token and copies the Bundle that someone else has made: the least that any translation of this notice must do.</summary>
internal sealed class CopyingFloor(IReadOnlyList<byte[]> notices, IReadOnlyList<byte[]> bundles) : IEngine
{
    private readonly Dictionary<object, byte[]> bundleOf = notices.Zip(bundles).ToDictionary(pair => (object)pair.First, pair => pair.Second, ReferenceEqualityComparer.Instance);

    /// <exception cref="KeyNotFoundException">The notice is not one of those this floor was made with.</exception>
    public void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output)
    {
        ReadingFloor.ReadAll(document.Span);
        MemoryMarshal.TryGetArray(document, out var notice);
        output.Write(bundleOf[notice.Array!]);
    }
}
