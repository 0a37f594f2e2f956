using System.Text;
using Throughcare.Translation;
using Throughcare.Translation.Formats;
using static Throughcare.Tests.Translation.Formats.Reading;

namespace Throughcare.Tests.Translation.Formats;

public class XmlNoticeTests
{
    private static Outcome<byte[]> Read(string xml) => XmlNotice.ToJson(Utf8(xml), NoPrefixes);

    [Theory]
    [InlineData("<N/>", """{"N":""}""")]
    [InlineData("<N>text</N>", """{"N":"text"}""")]
    [InlineData("<N id='7'/>", """{"N":{"@id":"7"}}""")]
    [InlineData("<N id='7'>text</N>", """{"N":{"@id":"7","#text":"text"}}""")]
    [InlineData("<N><a>1</a><b/></N>", """{"N":{"a":"1","b":""}}""")]
    [InlineData("<N><a>1</a><b>2</b><a>3</a><a/></N>", """{"N":{"a":["1","3",""],"b":"2"}}""")]
    [InlineData("<N> <a> 1 </a>\n  </N>", """{"N":{"a":" 1 "}}""")]
    [InlineData("<N>  \n </N>", """{"N":""}""")]
    [InlineData("<N><![CDATA[a < b & c]]></N>", """{"N":"a < b & c"}""")]
    [InlineData("<N>a<![CDATA[b]]>c<!-- not said -->d<?nor this?></N>", """{"N":"abcd"}""")]
    [InlineData("<N>&amp;&lt;&gt;&quot;&apos;&#65;&#x1F600;</N>", """{"N":"&<>\"'A😀"}""")]
    [InlineData("<N a='1&#10;2'>x&#13;&#10;y</N>", """{"N":{"@a":"1\n2","#text":"x\r\ny"}}""")]
    public void The_shape_is_that_of_the_elements(string xml, string json) => AssertSame(json, Read(xml).Tree());

    /// <summary>1&lt;br/&gt;0 mg must not become 10 mg.</summary>
    [Fact]
    public void Text_beside_elements_keeps_its_pieces_apart() => AssertSame("""{"N":{"#text":"1 0 mg","br":""}}""", Read("<N>1<br/>\n 0 mg</N>").Tree());

    [Theory]
    [InlineData("<N xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><a xsi:nil='true'/><b xsi:nil='false'>x</b><c xsi:nil='1'></c></N>", """{"N":{"a":null,"b":"x","c":null}}""")]
    [InlineData("<N xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><a xsi:nil='true' reason='unknown'/></N>", """{"N":{"a":{"@reason":"unknown"}}}""")]
    [InlineData("<N xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><a xsi:nil='true'/><a>1</a><a xsi:nil='true'/></N>", """{"N":{"a":[null,"1",null]}}""")]
    public void Nil_is_null_also_in_a_list(string xml, string json) => AssertSame(json, Read(xml).Tree());

    [Fact]
    public void Nil_with_something_in_it_is_refused()
    {
        var refusal = Read("<N xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\n<a xsi:nil='true'>40</a></N>").Refused();
        Assert.Equal((RefusalReason.NoticeIsNotXml, "N.a", "Line 2: An element with xsi:nil=\"true\" holds something."), (refusal.Reason, refusal.Element, refusal.Detail));
    }

    [Fact]
    public void A_schema_location_is_not_content_and_a_type_is() =>
        AssertSame("""{"N":{"@xsi:type":"Short","@type":"L","@xml:lang":"cy"}}""", Read("<N xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:a a.xsd' xsi:type='Short' type='L' xml:lang='cy'/>").Tree());

    [Fact]
    public void A_prefix_of_the_sender_does_not_matter() =>
        Assert.Equal(Read("<N xmlns='urn:a'><x/></N>").Accepted(), Read("<q:N xmlns:q='urn:a'><q:x/></q:N>").Accepted());

    [Theory]
    [InlineData("<N xmlns:a='urn:a' xmlns:b='urn:b'><a:x>1</a:x><b:x>2</b:x></N>", "N.x")]
    [InlineData("<N xmlns:a='urn:a'><o><a:x>1</a:x></o><o><x>2</x></o></N>", "N.o.x")]
    [InlineData("<N xmlns:a='urn:a' xmlns:b='urn:b' a:x='1' b:x='2'/>", "N.@x")]
    [InlineData("<N xmlns:a='urn:a'><o a:x='1'/><o x='2'/></N>", "N.o.@x")]
    public void Two_namespaces_under_one_name_in_one_place_are_not_mixed_up(string xml, string path)
    {
        var refusal = Read(xml).Refused();
        Assert.Equal((RefusalReason.NoticeIsNotXml, path), (refusal.Reason, refusal.Element));
    }

    [Fact]
    public void A_prefix_of_the_sources_row_keeps_two_namespaces_apart() =>
        AssertSame("""{"N":{"@x":"0","@b:x":"3","x":"1","b:x":"2"}}""", XmlNotice.ToJson(Utf8("<N x='0' xmlns:a='urn:a' xmlns:q='urn:b' q:x='3'><a:x>1</a:x><q:x>2</q:x></N>"), new Dictionary<string, string> { ["urn:b"] = "b" }).Tree());

    [Fact]
    public void One_prefix_for_two_namespaces_does_not_mix_them_up_either() =>
        Assert.Equal("N.p:x", XmlNotice.ToJson(Utf8("<N><x xmlns='urn:a'/><x xmlns='urn:b'/></N>"), new Dictionary<string, string> { ["urn:a"] = "p", ["urn:b"] = "p" }).Refused().Element);

    [Theory]
    [InlineData("<!DOCTYPE N [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><N>&b;</N>")]
    [InlineData("<!DOCTYPE N SYSTEM 'file:///etc/passwd'><N/>")]
    [InlineData("<!DOCTYPE N [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><N>&x;</N>")]
    [InlineData("<!DOCTYPE N><N/>")]
    [InlineData("<N>&unknown;</N>")]
    [InlineData("<N><a></N>")]
    [InlineData("<N/><N/>")]
    [InlineData("<N a='1' a='2'/>")]
    [InlineData("<N>&#0;</N>")]
    [InlineData("<N>\u0001</N>")]
    [InlineData("<N>&#x85;</N>")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("just text")]
    [InlineData("{\"a\":1}")]
    public void What_is_not_plain_XML_is_refused(string xml) => Assert.Equal(RefusalReason.NoticeIsNotXml, Read(xml).Refused().Reason);

    [Fact]
    public void A_refusal_names_the_line_and_quotes_nothing()
    {
        var refusal = Read("<Notice>\n  <name>Hollis</surname>\n</Notice>").Refused();
        Assert.Equal("Line 2, position 17.", refusal.Detail);
        Assert.DoesNotContain("Hollis", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("unicode-1-1-utf-7")]
    [InlineData("utf-32BE")]
    [InlineData("a b")]
    [InlineData("ebcdic-cp-us")]
    [InlineData("windows-1252")]
    [InlineData("no-such")]
    [InlineData("utf-32")]
    [InlineData("utf-16")]
    public void An_encoding_that_is_not_read_or_not_true_is_refused(string encoding) => Assert.Equal(RefusalReason.NoticeIsNotXml, Read($"<?xml version='1.0' encoding='{encoding}'?><N>x</N>").Refused().Reason);

    [Fact]
    public void UTF_16_and_ISO_8859_1_are_read_as_declared()
    {
        const string xml = "<?xml version='1.0' encoding='{0}'?><N>Zoë</N>";
        AssertSame("""{"N":"Zoë"}""", XmlNotice.ToJson(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(xml.Replace("{0}", "utf-16", StringComparison.Ordinal))).ToArray(), NoPrefixes).Tree());
        AssertSame("""{"N":"Zoë"}""", XmlNotice.ToJson(Encoding.Latin1.GetBytes(xml.Replace("{0}", "iso-8859-1", StringComparison.Ordinal)), NoPrefixes).Tree());
        AssertSame("""{"N":"Zoë"}""", XmlNotice.ToJson(Encoding.UTF8.Preamble.ToArray().Concat(Utf8(xml.Replace("{0}", "utf-8", StringComparison.Ordinal))).ToArray(), NoPrefixes).Tree());
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() => Assert.Equal(RefusalReason.NoticeIsNotXml, XmlNotice.ToJson(Encoding.Latin1.GetBytes("<N>Zoë!</N>"), NoPrefixes).Refused().Reason);

    [Fact]
    public void Elements_stand_at_most_so_deep_that_the_engine_reads_them()
    {
        static string Deep(int elements, string inside) => string.Concat(Enumerable.Repeat("<a>", elements)) + inside + string.Concat(Enumerable.Repeat("</a>", elements));
        AssertTheEngineReadsIt(Read(Deep(32, "")).Accepted());
        Assert.StartsWith("a.a.a", Read(Deep(33, "")).Refused().Element, StringComparison.Ordinal);
        Assert.Contains("32", Read(Deep(100_000, "")).Refused().Detail, StringComparison.Ordinal);
        // A list is one more.
        Assert.Equal(RefusalReason.NoticeIsNotXml, Read(Deep(31, "<b><c/></b><b><c/></b>")).Refused().Reason);
    }

    [Fact]
    public void A_notice_of_more_than_a_mebibyte_is_refused_and_so_is_one_that_would_become_more()
    {
        Assert.Equal(RefusalReason.NoticeIsTooLarge, Read("<N>" + new string('x', NoticeText.MostBytes) + "</N>").Refused().Reason);
        Assert.Equal(RefusalReason.NoticeIsTooLarge, Read("<N>" + string.Concat(Enumerable.Repeat("<a b='c'/>", 100_000)) + "</N>").Refused().Reason);
    }

    [Fact]
    public void The_sample_has_what_a_field_table_asks_for()
    {
        var notice = XmlNotice.ToJson(Sample("assessment.xml"), NoPrefixes).Tree()["Assessment"]!;
        Assert.Equal("AS-2026-0077", notice.TextAt("@id"));
        Assert.Equal("HOLLIS", notice.TextAt("person", "surname"));
        Assert.True(notice["person"]!.AsObject().TryGetPropertyValue("middleName", out var middle) && middle is null);
        Assert.Equal("07700 900123", notice.TextAt("person", "phone", "#text"));
        Assert.Equal(["HER", "CRK"], notice["substance"].Items().Select(substance => substance.TextAt("@code")!));
        Assert.Equal(["Stop injecting", "See Ffion & the children"], notice["goal"].Items().Select(goal => goal.GetValue<string>()));
        Assert.Equal("Wants < 40 mg & to go slowly", notice.TextAt("note"));
        Assert.Equal("", notice.TextAt("remarks"));
        Assert.False(notice.AsObject().ContainsKey("@schemaLocation"));
    }
}
