using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace Throughcare.Translation.Formats;

/// <summary>
/// An XML 1.0 notice as JSON.
/// <code>&lt;Notice id="7"&gt;&lt;name&gt;Hollis&lt;/name&gt;&lt;item&gt;A&lt;/item&gt;&lt;item&gt;B&lt;/item&gt;&lt;size unit="mg"&gt;40&lt;/size&gt;&lt;/Notice&gt;</code>
/// <code>{"Notice":{"@id":"7","name":"Hollis","item":["A","B"],"size":{"@unit":"mg","#text":"40"}}}</code>
/// An element with nothing in it is an empty text; xsi:nil="true" is null. Text beside elements is "#text", its pieces trimmed and apart by a space; text of white space alone, comments and schema locations are dropped.
/// A name is its local name, or "prefix:name" when the source's row gives its namespace a prefix.
/// </summary>
internal static class XmlNotice
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private const string Declarations = "http://www.w3.org/2000/xmlns/";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";
    private static readonly char[] White = [' ', '\t', '\r', '\n'];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = NoticeText.MostBytes,
    };

    /// <param name="prefixes">Namespace → the prefix our tables use for it. Needed only where two namespaces use one name in one place; without it such a notice is refused, not mixed up.</param>
    public static Outcome<byte[]> ToJson(ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, string> prefixes)
    {
        if (bytes.Length > NoticeText.MostBytes) return new Refusal(RefusalReason.NoticeIsTooLarge);
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, Settings);
            return Read(reader, prefixes).Then(tree => NoticeTree.ToJson(tree, RefusalReason.NoticeIsNotXml));
        }
        catch (XmlException problem)
        {
            // The reader's own message can quote the notice, so only the place is passed on.
            return new Refusal(RefusalReason.NoticeIsNotXml, Detail: problem.LineNumber > 0 ? $"Line {problem.LineNumber}, position {problem.LinePosition}." : "");
        }
    }

    /// <summary>Which namespace each name means in one place of the document, whichever of several elements there it stands in.</summary>
    private sealed class Place
    {
        private readonly Dictionary<string, (string Namespace, Place Below)> names = new(StringComparer.Ordinal);

        /// <summary>The place below the name; null when the name has meant another namespace here.</summary>
        public Place? Below(string name, string ns)
        {
            if (!names.TryGetValue(name, out var known)) names[name] = known = (ns, new Place());
            return known.Namespace == ns ? known.Below : null;
        }
    }

    /// <summary>An element whose end has not come yet.</summary>
    private sealed class Open(string name, Place place)
    {
        private readonly StringBuilder piece = new();
        private readonly List<string> pieces = [];
        private int attributes;

        public string Name => name;

        public Place Place => place;

        public JsonObject Members { get; } = [];

        public bool Nil { get; set; }

        public bool HoldsNothing => Members.Count == attributes && pieces.Count == 0;

        public void AddAttribute(string attribute, string value)
        {
            Members[attribute] = value;
            attributes++;
        }

        public void AddText(string text) => piece.Append(text);

        public void EndPiece()
        {
            var text = piece.ToString();
            if (text.AsSpan().Trim(White).Length > 0) pieces.Add(text);
            piece.Clear();
        }

        public JsonNode? Value()
        {
            if (Members.Count == 0) return Nil ? null : JsonValue.Create(pieces.Count == 0 ? "" : pieces[0]);
            if (pieces.Count > 0) Members.Insert(attributes, "#text", Members.Count == attributes ? pieces[0] : string.Join(' ', pieces.Select(text => text.Trim(White))));
            return Members;
        }
    }

    private static Outcome<JsonObject> Read(XmlReader reader, IReadOnlyDictionary<string, string> prefixes)
    {
        var document = new Open("", new Place());
        var open = new Stack<Open>([document]);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= NoticeTree.MostDepth) return Refused($"More than {NoticeTree.MostDepth} elements stand inside each other.");
                    open.Peek().EndPiece();
                    var name = Name();
                    if (open.Peek().Place.Below(name, reader.NamespaceURI) is not { } place) return Clash(name);
                    var element = new Open(name, place);
                    open.Push(element);
                    var empty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                    {
                        if (reader.NamespaceURI == Declarations || (reader.NamespaceURI == Instance && reader.LocalName is "schemaLocation" or "noNamespaceSchemaLocation")) continue;
                        if (reader is { NamespaceURI: Instance, LocalName: "nil" }) { element.Nil = reader.Value.Trim(White) is "true" or "1"; continue; }
                        var attribute = "@" + Name();
                        if (place.Below(attribute, reader.NamespaceURI) is null) return Clash(attribute);
                        element.AddAttribute(attribute, reader.Value);
                    }
                    if (empty && Close() is { } wrong) return wrong;
                    break;
                case XmlNodeType.EndElement:
                    if (Close() is { } problem) return problem;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    open.Peek().AddText(reader.Value);
                    break;
            }
        }
        return document.Members;

        string Name() => prefixes.TryGetValue(reader.NamespaceURI, out var prefix) ? $"{prefix}:{reader.LocalName}" : reader.NamespaceURI switch
        {
            Instance => "xsi:" + reader.LocalName,
            Xml => "xml:" + reader.LocalName,
            _ => reader.LocalName,
        };

        Refusal? Close()
        {
            var done = open.Pop();
            done.EndPiece();
            if (done.Nil && !done.HoldsNothing) return Refused("An element with xsi:nil=\"true\" holds something.", done.Name);
            open.Peek().Members.Append(done.Name, done.Value());
            return null;
        }

        Refusal Clash(string name) => Refused("Two namespaces use this name in this place. Agree with us on a prefix for one of them.", name);

        Refusal Refused(string detail, params ReadOnlySpan<string> last)
        {
            var path = string.Join('.', [.. open.Reverse().Skip(1).Select(element => element.Name), .. last]);
            return new Refusal(RefusalReason.NoticeIsNotXml, path.Length > 200 ? path[..200] : path, $"Line {((IXmlLineInfo)reader).LineNumber}: {detail}");
        }
    }
}
