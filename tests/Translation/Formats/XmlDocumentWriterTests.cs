using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation.Formats;
using static Throughcare.Tests.Translation.Formats.Reading;

namespace Throughcare.Tests.Translation.Formats;

public class XmlDocumentWriterTests
{
    private static Outcome<byte[]> Write(string json) => XmlDocumentWriter.Write(Utf8(json), "N", "");

    [Theory]
    [InlineData("{}", "<N />")]
    [InlineData("""{"a":"x","b":[1.50,true,"&<"],"c":[]}""", "<N><a>x</a><b>1.50</b><b>true</b><b>&amp;&lt;</b></N>")]
    [InlineData("""{"#text":"t","@id":"7","@gone":null,"a":{"@u":"mg","#text":"40"}}""", "<N id=\"7\">t<a u=\"mg\">40</a></N>")]
    [InlineData("""{"a":"x\r\n\ty","@b":"1\n2"}""", "<N b=\"1&#xA;2\"><a>x&#xD;\n\ty</a></N>")]
    [InlineData("""{"a":null}""", "<N><a p2:nil=\"true\" xmlns:p2=\"http://www.w3.org/2001/XMLSchema-instance\" /></N>")]
    public void A_document_is_written_in_one_form(string json, string xml) =>
        Assert.Equal("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + xml.Replace("p2:nil=\"true\" xmlns:p2", "xsi:nil=\"true\" xmlns:xsi", StringComparison.Ordinal), Encoding.UTF8.GetString(Write(json).Accepted()));

    [Fact]
    public void All_elements_are_in_the_namespace_of_the_recipient() =>
        Assert.Contains("<N xmlns=\"urn:a\"><a>1</a></N>", Encoding.UTF8.GetString(XmlDocumentWriter.Write(Utf8("""{"a":1}"""), "N", "urn:a").Accepted()), StringComparison.Ordinal);

    [Fact]
    public void A_character_that_XML_cannot_hold_is_replaced_where_it_can_be_seen() => Assert.Contains("<a>x\uFFFDy\uFFFD</a>", Encoding.UTF8.GetString(Write("""{"a":"x\uFFFFy\uFFFE"}""").Accepted()), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"a b":1}""", "N.a b")]
    [InlineData("""{"1":1}""", "N.1")]
    [InlineData("""{"":1}""", "N.")]
    [InlineData("""{"a":{"x:y":1}}""", "N.a.x:y")]
    [InlineData("""{"a":[[1]]}""", "N.a")]
    [InlineData("""{"@a":{}}""", "N.@a")]
    [InlineData("""{"@a":[]}""", "N.@a")]
    [InlineData("""{"@":"x"}""", "N.@")]
    [InlineData("""{"@xmlns":"x"}""", "N.@xmlns")]
    [InlineData("""{"@xmlns:a":"x"}""", "N.@xmlns:a")]
    [InlineData("""{"#text":["x"]}""", "N.#text")]
    [InlineData("""{"#other":"x"}""", "N.#other")]
    public void What_XML_has_no_place_for_is_refused_with_its_path(string json, string path)
    {
        var refusal = Write(json).Refused();
        Assert.Equal((RefusalReason.DocumentCannotBeWritten, path), (refusal.Reason, refusal.Element));
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_document()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var document = Members(random, 4);
            var xml = XmlDocumentWriter.Write(Utf8(document.ToJsonString()), "Root", seed % 2 == 0 ? "" : "urn:example:out").Accepted();
            var read = XmlNotice.ToJson(xml, NoPrefixes).Tree()["Root"];
            Assert.True(JsonNode.DeepEquals(document, read), $"Seed {seed}: {document.ToJsonString()} came back as {read?.ToJsonString()}");
        }
    }

    /// <summary>Bytes that are not a document, or a strange one, end in a refusal.</summary>
    [Fact]
    public void No_document_makes_the_writer_throw()
    {
        const string signs = "{}[]\",:@#ax1 null\\uFnil";
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var json = new StringBuilder("{\"a\":{\"@b\":1,\"#text\":\"x\",\"c\":[1,null]}}");
            for (var i = random.Next(5); i >= 0; i--) json[random.Next(json.Length)] = signs[random.Next(signs.Length)];
            _ = Write(json.ToString());
            _ = CsvDocumentWriter.Write(Utf8(json.ToString().Replace("{\"a\":{", "{\"rows\":[{", StringComparison.Ordinal)), ["@b", "c"]);
        }
    }

    /// <summary>The common subset: texts that are not blank, lists of two or more, objects that hold more than text.</summary>
    private static JsonObject Members(Random random, int depth)
    {
        var members = new JsonObject();
        foreach (var name in Names(random)) members["@" + name] = Word(random);
        var elements = Names(random).ToList();
        if (members.Count + elements.Count == 0) elements.Add("only");
        if (random.Next(3) == 0) members["#text"] = Word(random).Trim();
        foreach (var name in elements) members[name] = random.Next(3) == 0 ? new JsonArray([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Element(random, depth))]) : Element(random, depth);
        return members;
    }

    private static JsonNode? Element(Random random, int depth) => random.Next(depth > 0 ? 4 : 2) switch { 0 => random.Next(4) == 0 ? null : JsonValue.Create(""), 1 => JsonValue.Create(Word(random)), _ => Members(random, depth - 1) };

    private static IEnumerable<string> Names(Random random) => new[] { "a", "b-c", "ë", "_x.1", "Zz", "nil", "lang", "type" }.Where(_ => random.Next(4) == 0);

    private static string Word(Random random)
    {
        var runes = "<>&'\"]]> \t\r\n=aŵ😀\u00A0\u2028#@x".EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => runes[random.Next(runes.Length)])) + "k";
    }
}
