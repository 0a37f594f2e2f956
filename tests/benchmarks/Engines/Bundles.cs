using System.Buffers;

namespace Throughcare.Benchmarks.Engines;

/// <summary>What notices become.</summary>
internal static class Bundles
{
    /// <summary>The Bundles of the hand-written translation, which the tests hold to the expected ones.</summary>
    public static IReadOnlyList<byte[]> Of(IReadOnlyList<byte[]> notices, string tables) => Of(notices, new HandWritten(CodeMaps.Read(tables)));

    /// <summary>One result per document, in the same order.</summary>
    public static IReadOnlyList<byte[]> Of(IReadOnlyList<byte[]> documents, IEngine engine)
    {
        var output = new ArrayBufferWriter<byte>();
        return [.. documents.Select(document =>
        {
            output.ResetWrittenCount();
            engine.Translate(document, output);
            return output.WrittenSpan.ToArray();
        })];
    }
}
