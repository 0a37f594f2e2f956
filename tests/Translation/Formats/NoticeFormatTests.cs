using System.Diagnostics;
using System.Text;
using Throughcare.Translation;
using Throughcare.Translation.Formats;
using static Throughcare.Tests.Translation.Formats.Reading;

namespace Throughcare.Tests.Translation.Formats;

public class NoticeFormatTests
{
    public static TheoryData<string> SamplesToMutate => [.. SampleNames];

    [Fact]
    public void Every_name_has_its_format_and_no_other_has()
    {
        Assert.Equal([typeof(NoticeFormat.Json), typeof(NoticeFormat.Xml), typeof(NoticeFormat.Hl7), typeof(NoticeFormat.Csv), typeof(NoticeFormat.Fhir)], NoticeFormat.Names.Select(name => NoticeFormat.Named(name, NoPrefixes, "")!.GetType()));
        Assert.Null(NoticeFormat.Named("JSON", NoPrefixes, ""));
        Assert.Null(NoticeFormat.Named("", NoPrefixes, ""));
    }

    [Fact]
    public void A_JSON_notice_is_given_back_as_it_came() => Assert.Equal("{ \"a\" : 1.0 }", Encoding.UTF8.GetString(new NoticeFormat.Json().ToJson(Utf8("{ \"a\" : 1.0 }")).Accepted().Span));

    [Fact]
    public void What_holds_one_notice_is_one_part_with_the_same_bytes()
    {
        foreach (var format in new NoticeFormat[] { new NoticeFormat.Json(), new NoticeFormat.Xml(NoPrefixes), new NoticeFormat.Fhir() })
            Assert.Equal(Utf8("anything"), Assert.Single(format.Split(Utf8("anything")).Accepted()).ToArray());
    }

    [Theory]
    [MemberData(nameof(SamplesToMutate))]
    public void Every_sample_is_split_and_read(string sample)
    {
        var format = FormatOf(sample);
        foreach (var part in format.Split(Sample(sample)).Accepted()) AssertTheEngineReadsIt(format.ToJson(part).Accepted().ToArray());
    }

    [Theory]
    [MemberData(nameof(SamplesToMutate))]
    public void No_change_to_a_notice_makes_a_reader_throw_or_write_what_the_engine_cannot_read(string sample)
    {
        var bytes = Sample(sample);
        var read = 0;
        for (var seed = 0; seed < 1500; seed++)
        {
            var random = new Random(seed);
            var changed = Changed(bytes, random);
            read += Check(FormatOf(sample), changed, $"{sample}, seed {seed}");
        }
        // If nothing were read, nothing would be tested.
        Assert.NotEqual(0, read);
    }

    [Theory]
    [InlineData("xml")]
    [InlineData("hl7")]
    [InlineData("csv")]
    [InlineData("fhir")]
    public void No_bytes_at_all_make_a_reader_throw(string name)
    {
        var format = NoticeFormat.Named(name, NoPrefixes, "a")!;
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            if (seed % 2 == 1) for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)Signs[bytes[i] % Signs.Length];
            byte[] start = seed % 3 == 0 ? Utf8(name switch { "hl7" => "MSH|^~\\&|", "xml" => "<a>", "csv" => "a,b\n", _ => "{\"resourceType\":" }) : [];
            Check(format, [.. start, .. bytes], $"{name}, seed {seed}");
        }
    }

    private const string Signs = "<>/a b=\"'|^~\\&\r\n,{}[]:!?-#;0MSHPIDOBRX";

    private static byte[] Changed(byte[] bytes, Random random)
    {
        var changed = bytes.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(changed.Count);
            var length = Math.Min(random.Next(1, 40), changed.Count - at);
            switch (random.Next(6))
            {
                case 0: changed[at] = (byte)random.Next(256); break;
                case 1: changed[at] = (byte)Signs[random.Next(Signs.Length)]; break;
                case 2: changed.Insert(at, (byte)Signs[random.Next(Signs.Length)]); break;
                case 3: changed.RemoveRange(at, length); break;
                case 4: changed.InsertRange(random.Next(changed.Count), changed.GetRange(at, length)); break;
                default: changed.RemoveRange(at, changed.Count - at); break;
            }
            if (changed.Count == 0) break;
        }
        return [.. changed];
    }

    /// <summary>How many notices were read; fails on what the engine cannot read and on what grew out of proportion.</summary>
    private static int Check(NoticeFormat format, byte[] bytes, string name)
    {
        var parts = format.Split(bytes).Match(parts => parts, _ => [], _ => []);
        Assert.True(parts.Sum(part => (long)part.Length) <= Split.MostBytes, name);
        var read = 0;
        foreach (var part in parts.Append(bytes))
        {
            var json = format.ToJson(part).Match(json => json.ToArray(), _ => null!, _ => null!);
            if (json is null) continue;
            read++;
            Assert.True(json.Length <= (20 * part.Length) + 100, $"{name}: {part.Length} bytes became {json.Length}.");
            Assert.True(NoticeText.Read(json).Match(document => { document.Dispose(); return true; }, _ => false, _ => false), name);
        }
        return read;
    }

    /// <summary>The worst that each format can be asked to do in a mebibyte (# counts the parts). It takes a second or two; a quadratic reader would take minutes.</summary>
    [Theory]
    [InlineData("xml", "<N>", "<a/>", "</N>")]
    [InlineData("xml", "<N>", "a<b/>", "</N>")]
    [InlineData("xml", "<N>", "<a b='c'/>", "</N>")]
    [InlineData("xml", "<N", " p#=''", "/>")]
    [InlineData("xml", "<N", " xmlns:p#='u'", "/>")]
    [InlineData("xml", "<N>", "<p# xmlns='#'/>", "</N>")]
    [InlineData("hl7", "MSH|^~\\&|A\r", "OBX\r", "")]
    [InlineData("hl7", "MSH|^~\\&|A\rOBR\r", "OBX\rNTE|\r", "")]
    [InlineData("hl7", "MSH|^~\\&|A\rPID|", "a~", "")]
    [InlineData("hl7", "MSH|^~\\&|A\rPID|", "|", "a")]
    [InlineData("hl7", "MSH|^~\\&|A\rPID|", "a^b&c~", "")]
    [InlineData("hl7", "MSH|^~\\&|A\rPID|", "\\", "")]
    [InlineData("csv", "a\n", "1\n", "")]
    [InlineData("csv", "a", ",c#", "\n")]
    [InlineData("csv", "a\n", "\"", "")]
    [InlineData("fhir", "{\"resourceType\":\"Bundle\",\"type\":\"message\",\"entry\":[{}", ",{}", "]}")]
    public void A_mebibyte_of_the_smallest_parts_ends_in_good_time(string name, string before, string part, string after)
    {
        var text = new StringBuilder(before);
        for (var number = 0; text.Length + part.Length + 6 + after.Length <= NoticeText.MostBytes; number++) text.Append(part.Replace("#", $"{number}", StringComparison.Ordinal));
        var watch = Stopwatch.StartNew();
        Check(NoticeFormat.Named(name, NoPrefixes, "a")!, Utf8(text.Append(after).ToString()), name);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }
}
