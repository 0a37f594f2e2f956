using System.Buffers;
using System.Buffers.Text;

namespace Throughcare.Fhir;

/// <summary>The primitive types of R4 (hl7.org/fhir/R4/datatypes.html). Their names, with a small first letter, are R4's own.</summary>
internal enum Primitive { None, Base64Binary, Boolean, Canonical, Code, Date, DateTime, Decimal, Id, Instant, Integer, Markdown, Oid, PositiveInt, String, Time, UnsignedInt, Uri, Url, Uuid, Xhtml }

/// <summary>Whether a JSON value is a primitive as R4 writes it. Nothing is converted: a decimal keeps its digits, a date its precision.</summary>
internal static class Primitives
{
    /// <summary>R4 allows a string one mebibyte of characters; we count bytes.</summary>
    private const int LongestText = 1024 * 1024;

    private const int LongestId = 64;

    private static readonly SearchValues<byte> IdBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);
    private static readonly SearchValues<byte> HexBytes = SearchValues.Create("0123456789abcdef"u8);
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\n\r\f\v"u8);

    /// <summary>The control characters that no text may hold: all below 32 but tab, line feed and carriage return.</summary>
    private static readonly SearchValues<byte> Forbidden = SearchValues.Create([.. Enumerable.Range(0, 32).Except([9, 10, 13]).Select(code => (byte)code)]);

    /// <summary>What is wrong with a value, as a sentence that goes on after the element's name; null when nothing is.</summary>
    public static string? Fault(Primitive type, in Node node, ReadOnlySpan<byte> value)
    {
        var expected = type switch
        {
            Primitive.Boolean => NodeKind.True,
            Primitive.Decimal or Primitive.Integer or Primitive.PositiveInt or Primitive.UnsignedInt => NodeKind.Number,
            _ => NodeKind.Text,
        };
        var kind = node.Kind == NodeKind.False ? NodeKind.True : node.Kind;
        if (kind != expected) return expected switch { NodeKind.True => "must be true or false, without quotes", NodeKind.Number => "must be a number, without quotes", _ => "must be a text in quotes" };
        if (kind == NodeKind.True) return null;
        if (value.IsEmpty) return "must not be empty: leave it out when there is nothing to say";
        if (node.WasEscaped && value.ContainsAny(Forbidden)) return "must not hold control characters other than tab and the ends of lines";
        return type switch
        {
            Primitive.String or Primitive.Markdown => value.Length > LongestText ? "must not be longer than 1 MiB" : null,
            Primitive.Code => IsCode(value) ? null : "must be a code: no white space at its ends, and single spaces inside",
            Primitive.Uri or Primitive.Url or Primitive.Canonical => value.ContainsAny(WhiteSpace) ? "must be an address without white space" : null,
            Primitive.Id => IsId(value) ? null : "must be an id: 1 to 64 of A-Z, a-z, 0-9, - and .",
            Primitive.Date => FhirDate.IsDate(value) ? null : "must be a real date: 2026, 2026-03 or 2026-03-06",
            Primitive.DateTime => FhirDate.IsDateTime(value) ? null : "must be a real date, or date and time with its zone: 2026-03-06 or 2026-03-06T10:30:00Z",
            Primitive.Instant => FhirDate.IsInstant(value) ? null : "must be a date and time to the second with its zone: 2026-03-06T10:30:00Z",
            Primitive.Time => FhirDate.IsTime(value) ? null : "must be a time of day: 10:30:00",
            Primitive.Integer => IsWhole(value, int.MinValue) ? null : "must be a whole number of 32 bits",
            Primitive.UnsignedInt => IsWhole(value, 0) ? null : "must be a whole number from 0 to 2147483647",
            Primitive.PositiveInt => IsWhole(value, 1) ? null : "must be a whole number from 1 to 2147483647",
            Primitive.Oid => IsOid(value) ? null : "must be an OID: urn:oid:1.2.3",
            Primitive.Uuid => IsUuid(value) ? null : "must be a UUID in small letters: urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
            Primitive.Base64Binary => IsBase64(value) ? null : "must be base64",
            _ => null,
        };
    }

    public static bool IsId(ReadOnlySpan<byte> value) => value.Length is > 0 and <= LongestId && !value.ContainsAnyExcept(IdBytes);

    private static bool IsCode(ReadOnlySpan<byte> value)
    {
        var afterSpace = true;
        foreach (var letter in value)
        {
            var space = WhiteSpace.Contains(letter);
            if (space && afterSpace) return false;
            afterSpace = space;
        }
        return !afterSpace;
    }

    /// <summary>JSON itself forbids leading zeros; a fraction or an exponent is no whole number, even 5.0.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> value, int least) =>
        Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length && number >= least && number <= int.MaxValue;

    private static bool IsOid(ReadOnlySpan<byte> value)
    {
        if (!value.StartsWith("urn:oid:"u8)) return false;
        value = value["urn:oid:"u8.Length..];
        if (value.Length < 3 || value[0] is < (byte)'0' or > (byte)'2' || value[1] != '.') return false;
        foreach (var range in value[2..].Split((byte)'.'))
        {
            var part = value[2..][range];
            if (part.IsEmpty || part.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (part.Length > 1 && part[0] == '0')) return false;
        }
        return true;
    }

    private static bool IsUuid(ReadOnlySpan<byte> value)
    {
        if (!value.StartsWith("urn:uuid:"u8)) return false;
        value = value["urn:uuid:"u8.Length..];
        if (value.Length != 36) return false;
        for (var i = 0; i < value.Length; i++)
            if (i is 8 or 13 or 18 or 23 ? value[i] != '-' : !HexBytes.Contains(value[i])) return false;
        return true;
    }

    private static bool IsBase64(ReadOnlySpan<byte> value) => Base64.IsValid(value);
}
