namespace Throughcare.Benchmarks.Engines;

/// <summary>What an engine is given to read.</summary>
internal enum Reads
{
    /// <summary>Release notices, about 4 KB each.</summary>
    Notices,

    /// <summary>The Bundles those notices become, about 16 KB each: the way back.</summary>
    Bundles,
}

/// <summary>An engine that can be chosen by its name.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="About">What it is, in one line.</param>
/// <param name="Reads">What it is given.</param>
/// <param name="Floor">It does less than the work: a line nothing can go below, not an engine to choose.</param>
/// <param name="Make">Makes it from a folder of tables and the notices it will meet.</param>
internal sealed record EngineKind(string Name, string About, Reads Reads, bool Floor, Func<string, IReadOnlyList<byte[]>, IEngine> Make);

/// <summary>The engines, in the order in which they take turns. A new one is one more row here.</summary>
internal static class AllEngines
{
    public const string HandWritten = "hand-written", FloorThere = "floor-notice", FloorBack = "floor-bundle";

    public static readonly IReadOnlyList<EngineKind> Kinds =
    [
        new("tables", "Our engine, by tables that reproduce the common work", Reads.Notices, Floor: false, (tables, _) => new TableDriven(tables, withProvenance: false)),
        new("tables-provenance", "The same with Provenance: the digest of the notice is taken too", Reads.Notices, Floor: false, (tables, _) => new TableDriven(tables, withProvenance: true)),
        new(HandWritten, "The same translation by hand, with System.Text.Json: the practical ceiling", Reads.Notices, Floor: false, (tables, _) => new HandWritten(CodeMaps.Read(tables))),
        new("tables-back", "Our engine the other way: the Bundle becomes a recipient's form of 40 elements", Reads.Bundles, Floor: false, (tables, _) => new TableDrivenBack(tables)),
        new(FloorThere, "Every token of the notice is read and its finished Bundle is copied", Reads.Notices, Floor: true, (tables, notices) => new CopyingFloor(notices, Bundles.Of(notices, tables))),
        new(FloorBack, "Every token of the Bundle is read", Reads.Bundles, Floor: true, (_, _) => new ReadingFloor()),
    ];

    public static string Names => string.Join(", ", Kinds.Select(kind => kind.Name));

    /// <exception cref="CannotRun">No engine has that name.</exception>
    public static EngineKind Find(string name) => Kinds.FirstOrDefault(kind => kind.Name == name) ?? throw new CannotRun($"\"{name}\" is not an engine. There are: {Names}.");
}
