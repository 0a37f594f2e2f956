using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation.Formats;
using static Throughcare.Tests.Translation.Formats.Reading;

namespace Throughcare.Tests.Translation.Formats;

public class Hl7NoticeTests
{
    private const string Header = "MSH|^~\\&|A|B|C|D|20260210142233||ADT^A01|1|P|2.4\r";

    private static Outcome<byte[]> Read(string text) => Hl7Notice.ToJson(Utf8(text));

    private static JsonNode Segment(string segment) => Read(Header + segment).Tree()[segment[..3]]!;

    [Theory]
    [InlineData("PID|1||A3453BC^^^NOMIS~9990000123^^^NHS||HOLLIS^Daniel|||M", """{"1":"1","3":[{"1":"A3453BC","4":"NOMIS"},{"1":"9990000123","4":"NHS"}],"5":{"1":"HOLLIS","2":"Daniel"},"8":"M"}""")]
    [InlineData("PID|||1^^^NHS&2.16&ISO", """{"3":{"1":"1","4":{"1":"NHS","2":"2.16","3":"ISO"}}}""")]
    [InlineData("PID|||1&2", """{"3":{"1":{"1":"1","2":"2"}}}""")]
    [InlineData("PID|||&2^", """{"3":{"1":{"2":"2"}}}""")]
    [InlineData("PID|||^b", """{"3":{"2":"b"}}""")]
    [InlineData("PID|||a^^^&~^|~~|", """{"3":"a"}""")]
    [InlineData("PID|||~a", """{"3":[null,"a"]}""")]
    [InlineData("PID|||a~~^b~", """{"3":["a",null,{"2":"b"}]}""")]
    [InlineData("PID", "{}")]
    [InlineData("PID|", "{}")]
    public void A_piece_alone_is_a_text_several_are_numbered_and_repetitions_are_a_list(string segment, string json) => AssertSame(json, Segment(segment));

    [Theory]
    [InlineData("PID|1|\"\"", """{"1":"1","2":null}""")]
    [InlineData("PID|||\"\"^b", """{"3":{"1":null,"2":"b"}}""")]
    [InlineData("PID|||\"\"^\"\"", """{"3":{"1":null,"2":null}}""")]
    [InlineData("PID|||a&\"\"", """{"3":{"1":{"1":"a","2":null}}}""")]
    [InlineData("PID|||\"\"~b", """{"3":[null,"b"]}""")]
    [InlineData("PID|||\"a\"", """{"3":"\"a\""}""")]
    public void Two_quotes_are_null_and_never_text(string segment, string json) => AssertSame(json, Segment(segment));

    [Theory]
    [InlineData(@"\F\\S\\T\\R\\E\", @"|^&~\")]
    [InlineData(@"line\.br\next", "line\nnext")]
    [InlineData(@"a \H\loud\N\ b", "a loud b")]
    [InlineData(@"\X41\", "A")]
    [InlineData(@"\XC3AB\", "ë")]
    [InlineData(@"\X0D0A\", "\r\n")]
    [InlineData(@"\X00\ \XFF\ \X4\ \X\ \XZZ\", @"\X00\ \XFF\ \X4\ \X\ \XZZ\")]
    [InlineData(@"\Z12\ \.sp2\ \C2842\", @"\Z12\ \.sp2\ \C2842\")]
    [InlineData(@"half \ an escape", @"half \ an escape")]
    [InlineData(@"C:\temp\E\x", @"C:\temp\E\x")]
    [InlineData(@"\E\F\E\", @"\F\")]
    public void Escapes_are_resolved_and_unknown_ones_stay(string written, string expected) => Assert.Equal(expected, Segment("PID|||" + written).TextAt("3"));

    [Fact]
    public void Highlighting_of_nothing_is_nothing() => AssertSame("{}", Segment(@"PID|||\H\\N\"));

    [Fact]
    public void The_header_is_numbered_as_in_the_standard()
    {
        var header = Read(Header).Tree()["MSH"]!;
        Assert.Equal(("|", "^~\\&", "A", "20260210142233"), (header.TextAt("1"), header.TextAt("2"), header.TextAt("3"), header.TextAt("7")));
        Assert.Equal(("ADT", "A01", "2.4"), (header.TextAt("9", "1"), header.TextAt("9", "2"), header.TextAt("12")));
    }

    [Fact]
    public void Separators_are_those_that_the_message_names()
    {
        var message = Read("MSH!$%*@!A\rPID!!!a$b@c%d*F*e*S**E*|^~\\&").Tree();
        AssertSame("""{"3":[{"1":"a","2":{"1":"b","2":"c"}},"d!e$*|^~\\&"]}""", message["PID"]!);
        Assert.Equal("$%*@", message.TextAt("MSH", "2"));
        AssertSame("""{"3":{"1":"a","2":"b&~\\c"}}""", Read("MSH|^|A\rPID|||a^b&~\\c").Tree()["PID"]!);
        AssertSame("""{"3":"a#b"}""", Read("MSH|^~\\&#|A\rPID|||a#b").Tree()["PID"]!);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r\r")]
    public void Segments_end_with_CR_or_LF_or_both(string end) => Assert.Equal(Read(Header + "PID|1\rPV1|1\r").Accepted(), Read((Header + "PID|1\rPV1|1").Replace("\r", end, StringComparison.Ordinal)).Accepted());

    [Theory]
    [InlineData("\v", "\x1C\r")]
    [InlineData("\v", "\r\x1C\r")]
    [InlineData("\uFEFF", "")]
    public void The_frame_of_a_connection_is_no_part_of_the_message(string before, string after) => Assert.Equal(Read(Header + "PID|1").Accepted(), Read(before + Header + "PID|1" + after).Accepted());

    [Fact]
    public void Results_stand_in_their_order_and_notes_in_what_they_follow()
    {
        var message = Hl7Notice.ToJson(Sample("oru-r01-results.hl7")).Tree();
        var orders = message["OBR"].Items().ToList();
        Assert.Equal(["BBV", "UDS"], orders.Select(order => order.TextAt("4", "1")!));
        Assert.Equal(["HCVAB", "HBSAG"], orders[0]["OBX"].Items().Select(result => result.TextAt("3", "1")!));
        Assert.Equal(["MOP", "MTD"], orders[1]["OBX"].Items().Select(result => result.TextAt("3", "1")!));
        Assert.Equal("Sample taken at reception screening", orders[0].TextAt("NTE", "3"));
        Assert.Equal("Confirm by RNA.\nSend a second sample.", orders[0].TextAt("OBX", 0, "NTE", "3"));
        Assert.Null(orders[0].At("OBX", 1, "NTE"));
        Assert.Equal("BLD", orders[0].TextAt("SPM", "4", "1"));
        Assert.Equal("RQ-881", orders[0].TextAt("ORC", "2", "1"));
        Assert.Null(orders[1]["ORC"]);
        Assert.Equal(("312", "ng/mL", "<300", "H", "F"), (orders[1].TextAt("OBX", 0, "5"), orders[1].TextAt("OBX", 0, "6"), orders[1].TextAt("OBX", 0, "7"), orders[1].TextAt("OBX", 0, "8"), orders[1].TextAt("OBX", 0, "11")));
        Assert.Equal(["MSH", "PID", "PV1", "OBR"], message.Select(member => member.Key));
    }

    [Fact]
    public void Every_common_order_keeps_its_own()
    {
        var message = Read(Header + "PID|1\rNTE|p\rORC|1\rOBR|1\rTQ1|1\rOBX|1\rZRR|1\rOBX|2\rNTE|a\rNTE|b\rORC|2\rOBR|2\rOBX|3\rORC|3\rRXE|1\rOBX|4").Tree();
        AssertSame("""{"1":"1","NTE":{"1":"p"}}""", message["PID"]!);
        AssertSame("""[{"1":"1","ORC":{"1":"1"},"TQ1":{"1":"1"},"OBX":[{"1":"1"},{"1":"2","NTE":[{"1":"a"},{"1":"b"}]}]},{"1":"2","ORC":{"1":"2"},"OBX":{"1":"3"}}]""", message["OBR"]!);
        AssertSame("""[{"1":"3"}]""", new JsonArray(message["ORC"]!.DeepClone()));
        AssertSame("""{"1":"4"}""", message["OBX"]!);
        AssertSame("""{"1":"1"}""", message["ZRR"]!);
    }

    [Fact]
    public void A_segment_of_no_order_that_comes_again_is_a_list() => AssertSame("""[{"1":"1"},{"1":"2"}]""", Read(Header + "AL1|1\rPV1|1\rAL1|2").Tree()["AL1"]!);

    [Theory]
    [InlineData("adt-a01-admitted.hl7", "A01", "9990000018", "V-55120")]
    [InlineData("adt-a02-moved.hl7", "A02", "9990000018", "V-55120")]
    [InlineData("adt-a03-discharged.hl7", "A03", "9990000018", "V-55120")]
    [InlineData("adt-a08-corrected.hl7", "A08", "9990000018", "V-55120")]
    [InlineData("adt-a11-admission-cancelled.hl7", "A11", "9990000026", "V-55121")]
    [InlineData("adt-a13-discharge-cancelled.hl7", "A13", "9990000018", "V-55120")]
    public void The_movements_of_a_hospital_have_what_a_field_table_asks_for(string sample, string trigger, string nhsNumber, string visit)
    {
        var message = Hl7Notice.ToJson(Sample(sample)).Tree();
        Assert.Equal(("ADT", trigger, trigger), (message.TextAt("MSH", "9", "1"), message.TextAt("MSH", "9", "2"), message.TextAt("EVN", "1")));
        Assert.Equal((nhsNumber, "NHS"), (message.TextAt("PID", "3", 0, "1"), message.TextAt("PID", "3", 0, "4")));
        Assert.Equal(visit, message.TextAt("PV1", "19", "1") ?? message.TextAt("PV1", "19"));
    }

    [Fact]
    public void The_admission_and_the_discharge_say_where_when_and_what_is_to_be_deleted()
    {
        var admitted = Hl7Notice.ToJson(Sample("adt-a01-admitted.hl7")).Tree();
        Assert.Equal(("LL13 8AB", "07700 900123", "20260210141500"), (admitted.TextAt("PID", "11", "5"), admitted.TextAt("PID", "13", 0, "1"), admitted.TextAt("PV1", "44")));
        Assert.Equal("83530D", admitted.TextAt("ZPR", "3"));
        var discharged = Hl7Notice.ToJson(Sample("adt-a03-discharged.hl7")).Tree();
        Assert.Equal(("37", "20260210141500", "20260213154500"), (discharged.TextAt("PV1", "36"), discharged.TextAt("PV1", "44"), discharged.TextAt("PV1", "45")));
        AssertSame("""{"1":null,"5":null}""", discharged["PID"]!["11"]!);
        Assert.Equal("Flat 2, The Mill & Weir", Hl7Notice.ToJson(Sample("adt-a08-corrected.hl7")).Tree().TextAt("PID", "11", "1"));
    }

    [Theory]
    [InlineData("", "Zoë")]
    [InlineData("UNICODE UTF-8", "Zoë")]
    [InlineData("ASCII~ISO IR87", "Zoë")]
    public void Text_is_UTF_8_unless_the_header_says_otherwise(string says, string expected) => Assert.Equal(expected, Read($"MSH|^~\\&|||||||||||||||||{(says.Length == 0 ? "" : says)}\rPID|||Zoë").Tree().TextAt("PID", "3"));

    [Fact]
    public void Text_is_ISO_8859_1_when_the_header_says_so()
    {
        const string message = "MSH|^~\\&||||||||||||||||8859/1\rPID|||Zoë|\\XEB\\";
        AssertSame("""{"3":"Zoë","4":"ë"}""", Hl7Notice.ToJson(Encoding.Latin1.GetBytes(message)).Tree()["PID"]!);
    }

    [Fact]
    public void Another_character_set_is_refused_and_so_is_a_wrong_one()
    {
        Assert.Equal((RefusalReason.CharacterSetIsNotUtf8, "MSH.18"), (Read("MSH|^~\\&||||||||||||||||UNICODE UTF-16\rPID|||x").Refused() is var refusal ? refusal.Reason : default, refusal.Element));
        Assert.Equal("Segment 2. For ISO 8859-1, write 8859/1 in MSH.18.", Hl7Notice.ToJson(Encoding.Latin1.GetBytes(Header + "PID|||Zoë!")).Refused().Detail);
        Assert.Equal(RefusalReason.CharacterSetIsNotUtf8, Hl7Notice.ToJson(Encoding.Unicode.GetBytes(Header)).Refused().Reason);
    }

    [Fact]
    public void A_quotation_mark_of_Windows_1252_is_refused_with_its_place()
    {
        var refusal = Hl7Notice.ToJson(Encoding.Latin1.GetBytes("MSH|^~\\&||||||||||||||||8859/1\rOBR|1\rOBX|||||a\u0093")).Refused();
        Assert.Equal((RefusalReason.NoticeIsNotHl7, "OBR.OBX.5"), (refusal.Reason, refusal.Element));
    }

    [Theory]
    [InlineData("", "Segment 1")]
    [InlineData("PID|1", "Segment 1")]
    [InlineData("FHS|^~\\&\rMSH|^~\\&|A", "Segment 1")]
    [InlineData("MSH", "Segment 1")]
    [InlineData("MSH|", "Segment 1")]
    [InlineData("MSH||A", "Segment 1")]
    [InlineData("MSH|^^~\\|A", "Segment 1")]
    [InlineData("MSH|^~\\&ABC|A", "Segment 1")]
    [InlineData("MSHA^~\\&A", "Segment 1")]
    [InlineData("MSH|^~\\&|A\rpid|1", "Segment 2")]
    [InlineData("MSH|^~\\&|A\rPI", "Segment 2")]
    [InlineData("MSH|^~\\&|A\rPIDX|1", "Segment 2")]
    [InlineData("MSH|^~\\&|A\rPID|1\rand so the text goes on", "Segment 3")]
    [InlineData("MSH|^~\\&|A\rPID|1\rMSH|^~\\&|B", "Segment 3")]
    [InlineData("MSH|^~\\&|A\rPID|1\rOBR|1\rPID|2\rOBR|2", "Segment 4")]
    public void What_is_not_one_message_about_one_person_is_refused_with_its_place(string text, string place)
    {
        var refusal = Read(text).Refused();
        Assert.Equal(RefusalReason.NoticeIsNotHl7, refusal.Reason);
        Assert.StartsWith(place + ":", refusal.Detail, StringComparison.Ordinal);
    }

    /// <summary>A writer that exists only here gives back every field, with every separator and escape sign in its texts.</summary>
    [Fact]
    public void Fields_with_every_separator_come_back_unchanged()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var segment = new JsonObject();
            foreach (var field in Numbers(random, 9)) segment[field] = Field(random);
            var text = "PID" + Fields(segment, 1, "|", field => Join(field is JsonArray list ? [.. list] : [field], "~", Repetition));
            var read = Read(Header + text).Tree()["PID"]!;
            Assert.True(JsonNode.DeepEquals(segment, read), $"Seed {seed}: {text}");
        }
    }

    private const string Signs = "|^~\\&\"aZ0 ëŵ😀\r\n\t.";

    private static IEnumerable<string> Numbers(Random random, int most) => Enumerable.Range(1, most).Where(_ => random.Next(3) == 0).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Word(Random random)
    {
        var runes = Signs.EnumerateRunes().ToArray();
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => runes[random.Next(runes.Length)]));
        return text == "\"\"" ? "\"" : text;
    }

    private static JsonNode? Leaf(Random random) => random.Next(8) == 0 ? null : JsonValue.Create(Word(random));

    private static JsonNode? Numbered(Random random, Func<Random, JsonNode?> part)
    {
        var parts = new JsonObject();
        foreach (var number in Numbers(random, 5)) parts[number] = part(random);
        return parts.Count == 0 || (parts.Count == 1 && parts["1"] is JsonValue or null && parts.ContainsKey("1")) ? Leaf(random) : parts;
    }

    private static JsonNode? Value(Random random) => random.Next(2) == 0 ? Leaf(random) : Numbered(random, inner => random.Next(2) == 0 ? Leaf(inner) : Numbered(inner, Leaf));

    private static JsonNode? Field(Random random) => random.Next(3) > 0 ? Value(random) : new JsonArray([.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Value(random))]);

    private static string Fields(JsonObject parts, int first, string separator, Func<JsonNode?, string> write)
    {
        var last = parts.Select(part => int.Parse(part.Key, System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        return string.Concat(Enumerable.Range(first, last).Select(number => separator + (parts.TryGetPropertyValue($"{number}", out var part) ? write(part) : "")));
    }

    private static string Join(IEnumerable<JsonNode?> parts, string separator, Func<JsonNode?, string> write) => string.Join(separator, parts.Select(write));

    private static string Repetition(JsonNode? node) => node is JsonObject parts ? Fields(parts, 1, "^", Component)[1..] : Text(node);

    private static string Component(JsonNode? node) => node is JsonObject parts ? Fields(parts, 1, "&", Text)[1..] : Text(node);

    private static string Text(JsonNode? node)
    {
        if (node is null) return "\"\"";
        var text = new StringBuilder();
        foreach (var c in node.GetValue<string>())
            text.Append(c switch { '|' => @"\F\", '^' => @"\S\", '~' => @"\R\", '&' => @"\T\", '\\' => @"\E\", '\r' => @"\X0D\", '\n' => @"\.br\", _ => c.ToString() });
        return text.ToString();
    }
}
