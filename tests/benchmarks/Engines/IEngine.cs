using System.Buffers;

namespace Throughcare.Benchmarks.Engines;

/// <summary>One way of doing the common work. Made once, then used by one thread for document after document.</summary>
internal interface IEngine
{
    /// <summary>Reads one document and appends what it becomes. Both are JSON in UTF-8.</summary>
    /// <param name="document">The whole document; its bytes do not change while the engine lives.</param>
    /// <param name="output">Empty when called, and the same one each time, so that nothing need be allocated for it.</param>
    /// <exception cref="System.Text.Json.JsonException">The document is not JSON.</exception>
    /// <exception cref="InvalidOperationException">An element has another form than a release notice gives it.</exception>
    /// <exception cref="KeyNotFoundException">An element that every release notice has is missing.</exception>
    /// <exception cref="FormatException">A day is not written as dd/MM/yyyy.</exception>
    void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output);
}
