using System.Text;
using Throughcare.Benchmarks.Engines;

namespace Throughcare.Benchmarks.Notices;

/// <summary>The notices that are translated: those of a file, or made up.</summary>
internal static class Corpus
{
    public static IReadOnlyList<byte[]> Of(Arguments arguments) =>
        arguments.Corpus is { } file ? Read(file) : NoticeMaker.Make(arguments.Seed, arguments.Notices, arguments.Goals, CodeMaps.Read(arguments.Tables));

    /// <summary>One document per line; empty lines do not count.</summary>
    /// <exception cref="CannotRun">The file is missing or has no document.</exception>
    public static IReadOnlyList<byte[]> Read(string file)
    {
        if (!File.Exists(file)) throw new CannotRun($"{file} is not there.");
        var documents = File.ReadLines(file, Encoding.UTF8).Where(line => line.Length > 0).Select(Encoding.UTF8.GetBytes).ToList();
        return documents.Count > 0 ? documents : throw new CannotRun($"{file} is empty. It has one notice per line.");
    }

    public static void Write(string file, IEnumerable<byte[]> documents)
    {
        using var stream = File.Create(file);
        foreach (var document in documents)
        {
            stream.Write(document);
            stream.WriteByte((byte)'\n');
        }
    }
}
