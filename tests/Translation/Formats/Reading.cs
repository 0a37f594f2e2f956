using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation;
using Throughcare.Translation.Formats;

namespace Throughcare.Tests.Translation.Formats;

/// <summary>What the tests of all formats need: samples, and the ending of a reader.</summary>
internal static class Reading
{
    public static readonly Dictionary<string, string> NoPrefixes = [];

    private static string Samples => Path.Combine(Repo.Root, "tests", "Translation", "Formats", "samples");

    public static IEnumerable<string> SampleNames => Directory.EnumerateFiles(Samples).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    public static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(Samples, name));

    /// <summary>The format that a sample's name ends with.</summary>
    public static NoticeFormat FormatOf(string sample) => NoticeFormat.Named(Path.GetExtension(sample) switch { ".json" => "fhir", var extension => extension[1..] }, NoPrefixes, "")!;

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static T Accepted<T>(this Outcome<T> outcome) => outcome.Match(value => value, because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException(refusal.ToString()));

    public static Refusal Refused<T>(this Outcome<T> outcome) => outcome.Match(_ => throw new InvalidOperationException("It was accepted."), because => throw new InvalidOperationException(because), refusal => refusal);

    public static JsonObject Tree(this Outcome<byte[]> outcome) => JsonNode.Parse(outcome.Accepted())!.AsObject();

    public static void AssertSame(string expected, JsonNode actual) => Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(Json.Readable), actual.ToJsonString(Json.Readable));

    /// <summary>What the engine reads next accepts it: valid JSON, no name twice, no control characters or halves of characters, at most 32 deep, at most 1 MiB.</summary>
    public static void AssertTheEngineReadsIt(byte[] json) => NoticeText.Read(json).Accepted().Dispose();
}
