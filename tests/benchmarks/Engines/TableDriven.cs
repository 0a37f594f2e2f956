using System.Buffers;
using System.Text.Json;
using Throughcare.Translation;

namespace Throughcare.Benchmarks.Engines;

/// <summary>The product's engine, by the tables of this folder.</summary>
/// <param name="folder">The tables.</param>
/// <param name="withProvenance">Whether it also says where the Bundle came from: a digest of the notice, and which tables.</param>
internal sealed class TableDriven(string folder, bool withProvenance) : IEngine
{
    private readonly Tables tables = Tables.Load(folder);
    private readonly NoticeBundle bundle = new("https://icp.example.org/fhir");
    private readonly Writing writing = new();

    public void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output)
    {
        var source = tables.Sources["release-notice"];
        if (!writing.Document.Read(source.Shape, document.Span)) throw new JsonException("The document is not a notice.");
        writing.Start();
        var kind = source.Kinds[0];
        var at = kind.ReadTime(writing) ?? throw new InvalidOperationException("The notice has no time.");
        bundle.WriteRead(source, kind, document.Span, at, writing, withProvenance ? (at, tables.Version) : null);
        output.Write(writing.Output.Written);
    }
}

/// <summary>The way back: a Bundle becomes a recipient's own form, by a table.</summary>
/// <param name="folder">The tables.</param>
internal sealed class TableDrivenBack(string folder) : IEngine
{
    private readonly OutgoingPlan form = Tables.Load(folder).Outgoing["summary"].Plan;
    private readonly Writing writing = new();

    public void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output)
    {
        if (form.WriteBundle(document.Span, writing)) output.Write(writing.Output.Written);
    }
}
