using System.Collections.Frozen;
using System.Text;
using System.Xml;

namespace Throughcare.Fhir;

/// <summary>Whether the words for people are the XHTML that R4 allows (hl7.org/fhir/R4/narrative.html#xhtml): what can be shown and cannot do anything.</summary>
internal static class Narrative
{
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    private static readonly FrozenSet<string> Elements = ("a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q samp small span strong sub sup "
        + "table tbody td tfoot th thead tr tt ul var").Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> Attributes = ("abbr accesskey align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char charoff charset cite class colspan compact coords dir frame headers height "
        + "href hreflang hspace id lang longdesc name nowrap rel rev rowspan rules scope shape span src start style summary tabindex title type valign value vspace width").Split(' ').ToFrozenSet();

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 4 * 1024 * 1024, ConformanceLevel = ConformanceLevel.Document };

    /// <summary>One div, with elements and attributes of R4's list and nothing else.</summary>
    public static bool IsAllowed(ReadOnlySpan<byte> text) => Look(text, reader => reader.NodeType switch
    {
        XmlNodeType.Element => reader.NamespaceURI == Xhtml && Elements.Contains(reader.LocalName) && (reader.Depth > 0 || reader.LocalName == "div") && AttributesAreAllowed(reader),
        XmlNodeType.ProcessingInstruction => false,
        _ => true,
    });

    /// <summary>Some letter or picture stands in it.</summary>
    public static bool SaysSomething(ReadOnlySpan<byte> text)
    {
        var says = false;
        return Look(text, reader =>
        {
            says |= reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA || (reader.NodeType == XmlNodeType.Element && reader.LocalName == "img");
            return true;
        }) && says;
    }

    private static bool AttributesAreAllowed(XmlReader reader)
    {
        if (!reader.HasAttributes) return true;
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns" && reader.Prefix != "xml" && !Attributes.Contains(reader.Name)) return false;
            if (reader.Name is "href" or "src" && reader.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)) return false;
        }
        return reader.MoveToElement();
    }

    private static bool Look(ReadOnlySpan<byte> text, Predicate<XmlReader> isRight)
    {
        using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(text)), Settings);
        try
        {
            while (reader.Read())
                if (!isRight(reader)) return false;
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
