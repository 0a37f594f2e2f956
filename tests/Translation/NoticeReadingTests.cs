using System.Text;
using Throughcare.Translation;
using Throughcare.Translation.Formats;

namespace Throughcare.Tests.Translation;

/// <summary>The engine reads a notice in one pass and only where tables look; what it accepts is still exactly what <see cref="NoticeText.Read"/> accepts.</summary>
public class NoticeReadingTests
{
    private static readonly byte[][] Notices = [.. Directory.EnumerateFiles(Path.Combine(Repo.Root, "local", "Stories"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(4).Select(File.ReadAllBytes), Encoding.UTF8.GetBytes(Strange)];

    /// <summary>Parts of a kind that tables leave out, copy, walk or do not know.</summary>
    private const string Strange = """{"createdAt":"2026-03-06T08:55:00Z","noticeId":"\u0041\/\ud83d\ude00 ë","release":{},"description":{"in":{"unused":[1,{"a":null}]}},"risks":[{"code":"OVD","unknown":{"deep":[[],{}]}},null,7,[1]],"unknown":{"a":{"b":[{"c":"\n"}]}},"carePlan":{"goals":{"ref":1,"actions":{"text":"one"}}},"personReference":{"identifiers":[{"type":{"a":1},"value":"x"}]}}""";

    /// <summary>What may be wrong with a member: the name twice (also in other spelling, also of nothing), halves of characters, control characters.</summary>
    private static readonly string[] Members =
    [
        "\"x\":1,\"x\":2", "\"x\":null,\"x\":null", "\"x\":null,\"\\u0078\":1", "\"\\u0078\":{},\"x\":[]", "\"release\":{}", "\"r\\u0065lease\":1", "\"code\":\"A\"", "\"code\":null", "\"type\":{\"a\":1,\"a\":2}", "\"description\":{\"a\":1,\"a\":2}", "\"description\":[{\"a\":{\"b\":1,\"b\":1}}]", "\"value\":[{\"a\":1,\"\\u0061\":2}]",
        "\"\\ud800\":1", "\"cod\\ud800\":1", "\"\\ud83d\\ude00\":1", "\"\\udc00\\ud800\":1", "\"a\\u0001\":1", "\"a\\u0000\":1", "\"a\u007f\":1", "\"a\u0085\":1", "\"a\\u0085\":1", "\"a\\n\":1", "\"\":1", "\"\":1,\"\":2",
        "\"x\":\"\\ud800\"", "\"code\":\"\\ud800\"", "\"code\":\"\\ude00\\ud83d\"", "\"x\":\"\\u0000\"", "\"noticeId\":\"\\u007f\"", "\"x\":\"\u0080\"", "\"x\":\"\\u009f\"", "\"x\":\"\\u00a0\"", "\"x\":\"\\t\\r\\n\"", "\"x\":\"\\u0009\"", "\"x\":\"\\u000b\"", "\"x\":[\"\\u001f\"]",
        "\"x\":01", "\"x\":1e999", "\"x\":-0", "\"x\":NaN", "\"x\":tru", "\"x\":'a'", "x:1", "\"x\":1,", "/* */\"x\":1", "\"x\"", "\"x\":", "\"x\":\"\\x\"", "\"x\":\"a\nb\"", "\"system\":\"\\ud800\"", "\"\\ud800system\":\"a\"", "\"use\":1,\"\\u0075se\":2",
    ];

    [Fact]
    public void Whatever_member_is_added_anywhere_the_engine_accepts_what_is_JSON_and_nothing_else()
    {
        var (accepted, refused) = (0, 0);
        foreach (var notice in Notices)
        {
            for (var at = 0; at < notice.Length; at++)
            {
                if (notice[at] != '{') continue;
                var isEmpty = Encoding.UTF8.GetString(notice[(at + 1)..]).TrimStart()[0] == '}';
                foreach (var member in Members)
                    if (Same([.. notice[..(at + 1)], .. Encoding.UTF8.GetBytes(isEmpty ? member : member + ","), .. notice[(at + 1)..]], $"{member} at byte {at}")) accepted++; else refused++;
            }
        }
        Assert.True(accepted > 500 && refused > 500, $"{accepted} accepted, {refused} refused: these notices try nothing.");
    }

    [Fact]
    public void A_notice_cut_anywhere_is_refused()
    {
        foreach (var notice in Notices)
        {
            var end = Encoding.UTF8.GetString(notice).TrimEnd().Length;
            for (var length = 0; length < notice.Length; length++) Assert.Equal(Same(notice[..length]), length >= Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(notice)[..end]));
        }
    }

    [Fact]
    public void Bytes_changed_at_random_are_read_alike()
    {
        var random = new Random(20260306);
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "\\u0000", "\u007f", "\u0080", "null", "true", "1", "e", "-", ".", " ", "\n", "\t", "\0", "\u0001", "/", "😀", "{\"a\":1,\"a\":1}", "[[[]]]"];
        var accepted = 0;
        for (var round = 0; round < 6000; round++)
        {
            var bytes = Notices[random.Next(Notices.Length)].ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 6), bytes.Count - at)); break;
                    default: bytes.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)])); break;
                }
            }
            if (Same([.. bytes])) accepted++;
        }
        Assert.InRange(accepted, 100, 5000);
    }

    [Theory]
    [InlineData("\uFEFF{}", true)]
    [InlineData("\uFEFF\uFEFF{}", false)]
    [InlineData(" \uFEFF{}", false)]
    [InlineData("{}\uFEFF", false)]
    [InlineData("{} ", true)]
    [InlineData("{}x", false)]
    [InlineData("{}{}", false)]
    [InlineData("{}\0", false)]
    [InlineData("", false)]
    [InlineData("\uFEFF", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    [InlineData("7", false)]
    [InlineData("\"x\"", false)]
    [InlineData("{\"a\":1,}", false)]
    [InlineData("{/* */}", false)]
    [InlineData("{\"a\\u007f\":1}", false)]
    [InlineData("{\"a\\u0001\":1}", false)]
    public void What_stands_around_a_notice_and_in_its_names_counts(string text, bool isAccepted) => Assert.Equal(isAccepted, Same(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_notice_is_32_deep_at_most_wherever_it_is_deep()
    {
        foreach (var name in new[] { "x", "risks", "description", "release", "noticeId" })
            for (var depth = 1; depth < 70; depth++)
            {
                Assert.Equal(depth <= 31, Same(Encoding.UTF8.GetBytes($"{{\"{name}\":{new string('[', depth)}{new string(']', depth)}}}")));
                Assert.Equal(depth <= 31, Same(Encoding.UTF8.GetBytes($"{{\"{name}\":{string.Concat(Enumerable.Repeat("{\"a\":", depth))}1{new string('}', depth)}}}")));
            }
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        foreach (var bytes in new byte[][] { [0xFF], [0xC2], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82] })
            foreach (var notice in Notices)
                for (var at = 0; at < notice.Length; at += 37) Assert.False(Same([.. notice[..at], .. bytes, .. notice[at..]]));
    }

    private static readonly Writing Writing = new();

    /// <summary>Whether the notice is accepted as JSON, by all sources and by NoticeText alike; when it is not, for the same reason.</summary>
    private static bool Same(byte[] bytes, string? what = null)
    {
        var expected = NoticeText.Read(bytes).Match<Refusal?>(document => { document.Dispose(); return null; }, because => throw new InvalidOperationException(because), refusal => refusal);
        foreach (var source in Translating.Tables.Sources.Values)
        {
            var actual = (source with { Format = new NoticeFormat.Json() }).Read(bytes, Writing).Match<Refusal?>(_ => null, because => throw new InvalidOperationException(because), refusal => refusal);
            if (actual is { Reason: not (RefusalReason.NoticeIsNotJson or RefusalReason.CharacterSetIsNotUtf8 or RefusalReason.NoticeIsTooLarge) }) actual = null;
            Assert.True(expected == actual, $"{source.Name} says {actual?.ToString() ?? "accepted"}, NoticeText {expected?.ToString() ?? "accepted"}: {what ?? Encoding.UTF8.GetString(bytes)}");
        }
        return expected is null;
    }
}
