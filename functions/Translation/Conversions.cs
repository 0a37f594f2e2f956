using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Throughcare.People;

namespace Throughcare.Translation;

/// <summary>The conversions that a field table may name in its "as" column. mappings/README.md lists them; a test compares.</summary>
internal static class Conversions
{
    /// <summary>Every conversion that needs nothing but its values. Those that need a table or a place (code, concept, words and so on) are in <see cref="FieldRow"/>.</summary>
    public static readonly IReadOnlyDictionary<string, Conversion> Plain = new Dictionary<string, Conversion>(StringComparer.Ordinal)
    {
        ["text"] = Text,
        ["number"] = Number,
        ["positive-number"] = PositiveNumber,
        ["whole-number"] = WholeNumber,
        ["positive-whole-number"] = PositiveWholeNumber,
        ["boolean"] = Boolean,
        ["yes-no"] = YesNo,
        ["code-as-sent"] = CodeAsSent,
        ["web-address"] = WebAddress,
        ["without-spaces"] = WithoutSpaces,
        ["postcode"] = Postcode,
        ["initial"] = Initial,
        ["uk-day"] = UkDay,
        ["uk-date"] = UkDate,
        ["uk-day-that-fails"] = (given, output) => ReadUkDay(given[0]) is null ? Text(given, output) : Made.Nothing,
        ["day"] = Day,
        ["date"] = Date,
        ["to-uk-day"] = ToUkDay,
        ["instant"] = Instant,
        ["instant-day"] = InstantDay,
        [OfDayAndClock] = LondonTime,
        ["hl7-day"] = Hl7Day,
        ["hl7-day-that-fails"] = (given, output) => IsHl7Day(DayOfHl7(given[0])) ? Made.Nothing : Text(given, output),
        ["hl7-time"] = Hl7Time,
        ["nhs-number"] = Canonical(NhsNumberOf, "The NHS number fails its check. It is kept as sent and not used to find the person; correct it and send a higher version."),
        ["nhs-number-that-fails"] = AsSentUnless(NhsNumberOf),
        ["prison-number"] = Canonical(PrisonNumberOf, "A prison number is a letter, four digits and two letters. It is not used to find the person."),
        ["crn"] = Canonical(CrnOf, "A CRN is a letter and six digits. It is not used to find the person."),
        ["pnc"] = Canonical(PncNumberOf, "The PNC number fails its check, or its year can be read in two ways. It is kept as sent and not used to find the person; write the year in full, like 2008/0545166T."),
        ["pnc-that-fails"] = AsSentUnless(PncNumberOf),
        ["cro"] = Canonical(CroNumberOf, "The CRO number fails its check. It is kept as sent and not used to find the person; write it like 065656/91H, or SF83/50058Z for that of a file."),
        ["cro-that-fails"] = AsSentUnless(CroNumberOf),
        ["booking-number"] = BookingNumberOrAsSent,
    };

    /// <summary>The one plain conversion that puts two values together.</summary>
    public const string OfDayAndClock = "london-time";

    /// <summary>Those that make a day or a time of one value, for the time of a notice.</summary>
    public static readonly IReadOnlyList<string> OfTimes = ["instant", "day", "uk-day", "hl7-day", "hl7-time"];

    /// <summary>Which conversion leads back to what was sent, for tables that are read both ways.</summary>
    public static readonly IReadOnlyDictionary<string, string> Back = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["text"] = "text", ["number"] = "number", ["positive-number"] = "number", ["whole-number"] = "whole-number", ["boolean"] = "boolean", ["uk-day"] = "to-uk-day", ["instant"] = "instant", ["day"] = "day", ["date"] = "date",
        ["positive-whole-number"] = "whole-number", ["code-as-sent"] = "text", ["web-address"] = "text",
        ["nhs-number"] = "text", ["prison-number"] = "text", ["crn"] = "text", ["pnc"] = "text", ["cro"] = "text", ["booking-number"] = "text", ["postcode"] = "text", ["without-spaces"] = "text",
    };

    /// <summary>The text as sent, without spaces around it.</summary>
    private static Made Text(Given given, Output output)
    {
        var text = given[0];
        if (text.IsEmpty) return Made.Nothing;
        output.Text(text);
        return Made.Value;
    }

    /// <summary>A code of a system that has no table here (R4 datatypes, code: no spaces around it, and inside only single ones).</summary>
    private static Made CodeAsSent(Given given, Output output) => IsCode(given[0]) || given[0].IsEmpty ? Text(given, output) : Made.Cannot("A code has no line breaks or tabs in it, and no two spaces together.");

    public static bool IsCode(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        for (var i = 0; i < text.Length; i++)
            if (text[i] is < 0x20 or 0x7F || (text[i] == ' ' && (i == 0 || i == text.Length - 1 || text[i - 1] == ' '))) return false;
        return true;
    }

    /// <summary>A web address or another absolute name such as urn:oid:… (R4 datatypes, uri: no spaces).</summary>
    private static Made WebAddress(Given given, Output output)
    {
        var text = given[0];
        if (text.IsEmpty) return Made.Nothing;
        if (text.ContainsAnyInRange((byte)0, (byte)' ') || text.IndexOf((byte)':') <= 0) return Made.Cannot("A web address begins with its scheme, such as https:, and has no spaces.");
        output.Text(text);
        return Made.Value;
    }

    /// <summary>A number with the digits it was sent with: 62.50 stays 62.50 (R4 datatypes, decimal).</summary>
    private static Made Number(Given given, Output output)
    {
        var text = given[0];
        if (!IsDecimal(text)) return Made.Cannot("Write a plain decimal number.");
        output.Raw(text);
        return Made.Value;
    }

    private static Made PositiveNumber(Given given, Output output)
    {
        var text = given[0];
        if (!IsDecimal(text) || text[0] == '-' || !text.ContainsAnyInRange((byte)'1', (byte)'9')) return Made.Cannot("Write a plain decimal number above nothing.");
        output.Raw(text);
        return Made.Value;
    }

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("-"u8)) text = text[1..];
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        if (whole.Length is 0 or > 18 || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (whole.Length > 1 && whole[0] == '0')) return false;
        return point < 0 || (text.Length - point - 1 is > 0 and <= 17 && !text[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }

    private static Made WholeNumber(Given given, Output output)
    {
        var text = given[0];
        if (!Utf8Parser.TryParse(text, out int number, out var used) || used != text.Length) return Made.Cannot("Write a whole number.");
        output.Advance(Written(number, output.Room(11)));
        return Made.Value;

        static int Written(int number, Span<byte> room) { Utf8Formatter.TryFormat(number, room, out var length); return length; }
    }

    /// <summary>A whole number above nothing: minutes, ages (R4 datatypes, positiveInt).</summary>
    private static Made PositiveWholeNumber(Given given, Output output)
    {
        var text = given[0];
        return text.StartsWith("-"u8) || (!text.IsEmpty && !text.ContainsAnyInRange((byte)'1', (byte)'9')) ? Made.Cannot("Write a whole number above nothing.") : WholeNumber(given, output);
    }

    private static Made Boolean(Given given, Output output)
    {
        var text = given[0];
        if (!text.SequenceEqual("true"u8) && !text.SequenceEqual("false"u8)) return Made.Cannot("Write true or false.");
        output.Raw(text);
        return Made.Value;
    }

    private static Made YesNo(Given given, Output output)
    {
        var said = Ascii(given[0], stackalloc char[8]);
        if (said is "Y" or "y" or "Yes" or "yes" or "YES" or "true" or "1") output.Raw("true"u8);
        else if (said is "N" or "n" or "No" or "no" or "NO" or "false" or "0") output.Raw("false"u8);
        else return Made.Cannot("Write yes or no.");
        return Made.Value;
    }

    private static Made WithoutSpaces(Given given, Output output)
    {
        var text = given[0];
        if (text.IsEmpty) return Made.Nothing;
        output.Byte((byte)'"');
        foreach (var part in text.Split((byte)' ')) output.Inside(text[part]);
        output.Byte((byte)'"');
        return Made.Value;
    }

    /// <summary>The first letter, as a capital.</summary>
    private static Made Initial(Given given, Output output)
    {
        if (Rune.DecodeFromUtf8(given[0], out var first, out _) != OperationStatus.Done || !Rune.IsLetter(first)) return Made.Nothing;
        Span<byte> letter = stackalloc byte[4];
        output.Text(letter[..Rune.ToUpperInvariant(first).EncodeToUtf8(letter)]);
        return Made.Value;
    }

    /// <summary>A UK postcode with its one space and in capitals, as UK Core and the NHS write it; what is none is kept as sent.</summary>
    private static Made Postcode(Given given, Output output)
    {
        var text = given[0];
        Span<byte> code = stackalloc byte[8];
        var length = 0;
        foreach (var c in text)
        {
            if (c == ' ') continue;
            if (length == 7 || !char.IsAsciiLetterOrDigit((char)c)) return Text(given, output);
            code[length++] = (byte)char.ToUpperInvariant((char)c);
        }
        if (length < 5 || !char.IsAsciiLetter((char)code[0]) || !char.IsAsciiDigit((char)code[length - 3]) || !char.IsAsciiLetter((char)code[length - 2]) || !char.IsAsciiLetter((char)code[length - 1])) return Text(given, output);
        code[(length - 3)..length].CopyTo(code[(length - 2)..]);
        code[length - 3] = (byte)' ';
        output.Text(code[..(length + 1)]);
        return Made.Value;
    }

    /// <summary>31/01/2026 as 2026-01-31; a day that is in no calendar is left out.</summary>
    private static Made UkDay(Given given, Output output)
    {
        var text = given[0];
        if (ReadUkDay(text) is null) return Made.Cannot("This is no day, or not written like 31/01/2026.");
        var room = output.Room(12);
        room[0] = room[11] = (byte)'"';
        text[6..].CopyTo(room[1..]);
        room[5] = room[8] = (byte)'-';
        text.Slice(3, 2).CopyTo(room[6..]);
        text[..2].CopyTo(room[9..]);
        output.Advance(12);
        return Made.Value;
    }

    private static DateOnly? ReadUkDay(ReadOnlySpan<byte> text) =>
        text.Length == 10 && text[2] == '/' && text[5] == '/' ? RealDay(text[6..], text.Slice(3, 2), text[..2]) : null;

    /// <summary>As much of a day as was sent: 31/01/2026, 01/2026 or 2026.</summary>
    private static Made UkDate(Given given, Output output)
    {
        var text = given[0];
        if (text.Length == 7 && text[2] == '/' && RealDay(text[3..], text[..2], "01"u8) is not null) output.Raw("\""u8, text[3..], "-"u8);
        else if (text.Length == 4 && RealDay(text, "01"u8, "01"u8) is not null) { output.Text(text); return Made.Value; }
        else return UkDay(given, output) is { IsWritten: true } made ? made : Made.Cannot("This is no date, or not written like 31/01/2026, 01/2026 or 2026.");
        output.Raw(text[..2]);
        output.Byte((byte)'"');
        return Made.Value;
    }

    /// <summary>2026-01-31.</summary>
    private static Made Day(Given given, Output output) => ReadDay(given[0]) is not null ? Text(given, output) : Made.Cannot("This is no day, or not written like 2026-01-31.");

    /// <summary>The day, written 2026-01-31; null when it is none.</summary>
    public static DateOnly? ReadDay(ReadOnlySpan<byte> text) => text.Length == 10 && text[4] == '-' && text[7] == '-' ? RealDay(text[..4], text.Slice(5, 2), text[8..]) : null;

    /// <summary>As much of a day as was sent: 2026-01-31, 2026-01 or 2026 (R4 datatypes, date).</summary>
    private static Made Date(Given given, Output output)
    {
        var text = given[0];
        var isDate = text.Length switch { 4 => RealDay(text, "01"u8, "01"u8) is not null, 7 => text[4] == '-' && RealDay(text[..4], text[5..], "01"u8) is not null, _ => ReadDay(text) is not null };
        return isDate ? Text(given, output) : Made.Cannot("This is no date, or not written like 2026-01-31, 2026-01 or 2026.");
    }

    private static Made ToUkDay(Given given, Output output)
    {
        if (ReadDay(given[0]) is not { } day) return Made.Cannot("This is no day, or not written like 2026-01-31.");
        output.Byte((byte)'"');
        day.TryFormat(output.Room(10), out var length, "dd/MM/yyyy", CultureInfo.InvariantCulture);
        output.Advance(length);
        output.Byte((byte)'"');
        return Made.Value;
    }

    /// <summary>A date and time with its zone, kept as written (R4 datatypes, instant).</summary>
    private static Made Instant(Given given, Output output) => ReadInstant(given[0]) is not null ? Text(given, output) : Made.Cannot("Write date, time and zone like 2026-01-31T09:30:00Z.");

    /// <summary>The London day of a date and time with its zone; a day alone stays that day.</summary>
    private static Made InstantDay(Given given, Output output)
    {
        var text = given[0];
        if (ReadInstant(text) is { } instant) return Write(London.DayOf(instant), output);
        return ReadDay(text) is { } day ? Write(day, output) : Made.Cannot("Write date, time and zone like 2026-01-31T09:30:00Z.");
    }

    /// <summary>The instant, if the text is a FHIR instant (date, time and zone) that exists; null otherwise.</summary>
    public static DateTimeOffset? ReadInstant(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[10] != 'T' || ReadDay(text[..10]) is not { } day || ReadClock(text.Slice(11, 8)) is not { } clock) return null;
        var rest = text[19..];
        long fraction = 0;
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits is < 1 or > 9) return null;
            for (var i = 0; i < 7; i++) fraction = fraction * 10 + (i < digits ? rest[1 + i] - '0' : 0);
            rest = rest[(1 + digits)..];
        }
        if (ReadZone(rest) is not { } zone) return null;
        return InstantOf(day.ToDateTime(clock).AddTicks(fraction), zone);
    }

    /// <summary>Null before the year 1 or after 9999 in UTC, where there are no instants.</summary>
    private static DateTimeOffset? InstantOf(DateTime local, TimeSpan zone)
    {
        var utc = local.Ticks - zone.Ticks;
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(local, zone);
    }

    /// <summary>An instant, or the beginning in London of a day written 2026-01-31 or 31/01/2026; null when it is none of these.</summary>
    public static DateTimeOffset? ReadTime(ReadOnlySpan<byte> text) =>
        ReadInstant(text) ?? ((ReadDay(text) ?? ReadUkDay(text)) is { } day ? London.Instant(day, TimeOnly.MinValue) : null);

    private static TimeSpan? ReadZone(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("Z"u8)) return TimeSpan.Zero;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' || Digits(text.Slice(1, 2)) is not { } hours || Digits(text[4..]) is not { } minutes || minutes > 59 || hours * 60 + minutes > 14 * 60) return null;
        return TimeSpan.FromMinutes((text[0] == '-' ? -1 : 1) * (hours * 60 + minutes));
    }

    private static TimeOnly? ReadClock(ReadOnlySpan<byte> text) =>
        text.Length is 5 or 8 && text[2] == ':' && (text.Length == 5 || text[5] == ':') && Digits(text[..2]) is { } hour and < 24 && Digits(text.Slice(3, 2)) is { } minute and < 60 && Digits(text.Length == 8 ? text[6..] : "00"u8) is { } second and < 60
            ? new TimeOnly(hour, minute, second) : null;

    /// <summary>A UK day and a clock time in London, as an instant with the offset of that day. Without a time only the day is given.</summary>
    private static Made LondonTime(Given given, Output output)
    {
        if (!given.Has(0)) return given.Has(1) ? Made.Cannot("There is a clock time here without its day.") : Made.Nothing;
        if (ReadUkDay(given[0]) is not { } day) return Made.Cannot("This is no day, or not written like 31/01/2026.");
        if (!given.Has(1)) return Write(day, output);
        return ReadClock(given[1]) is { } clock ? WriteLondon(day, clock, output) : Write(day, output) with { Remark = "The time cannot be read. Only the day is used; write it like 09:30." };
    }

    /// <summary>A clock time in London. What the clock change makes doubtful is remarked on.</summary>
    private static Made WriteLondon(DateOnly day, TimeOnly clock, Output output)
    {
        if (London.Instant(day, clock) is not { } instant) return Write(day, output) with { Remark = "There is no such time on that day in London. Only the day is used." };
        return Write(instant, output) with { Remark = London.IsTwice(day, clock) ? "This hour comes twice on that day in London. The first is taken; send the time with its zone." : null };
    }

    /// <summary>As much of a day as an HL7 v2 date has: 20260131, 202601 or 2026; a time after it is left out (HL7 v2 chapter 2A, DT and DTM).</summary>
    private static Made Hl7Day(Given given, Output output) =>
        WriteHl7Day(DayOfHl7(given[0]), output) ? Made.Value : Made.Cannot("This is no date, or not written like 20260131.");

    private static ReadOnlySpan<byte> DayOfHl7(ReadOnlySpan<byte> text) => text.Length > 8 ? text[..8] : text;

    private static bool IsHl7Day(ReadOnlySpan<byte> text) =>
        text.Length is 4 or 6 or 8 && RealDay(text[..4], text.Length > 4 ? text.Slice(4, 2) : "01"u8, text.Length > 6 ? text[6..] : "01"u8) is not null;

    private static bool WriteHl7Day(ReadOnlySpan<byte> text, Output output)
    {
        if (!IsHl7Day(text)) return false;
        output.Raw("\""u8, text[..4], default);
        if (text.Length > 4) output.Raw("-"u8, text.Slice(4, 2), default);
        if (text.Length > 6) output.Raw("-"u8, text[6..], default);
        output.Byte((byte)'"');
        return true;
    }

    /// <summary>An HL7 v2 time with as much as it has. Without a zone it is a clock in London; without minutes only the day is used (FHIR has no time without minutes).</summary>
    private static Made Hl7Time(Given given, Output output)
    {
        const string problem = "This is no time, or not written like 20260131093000.";
        var text = given[0];
        var zoneAt = text.IndexOfAny((byte)'+', (byte)'-');
        var whole = zoneAt < 0 ? text : text[..zoneAt];
        var zoneText = text[whole.Length..];
        var point = whole.IndexOf((byte)'.');
        var fraction = point < 0 ? default : whole[(point + 1)..];
        if (point >= 0) whole = whole[..point];
        if (point >= 0 && (whole.Length != 14 || fraction.Length is 0 or > 4 || Digits(fraction) is null)) return Made.Cannot(problem);
        if (whole.Length <= 8) return zoneAt < 0 && WriteHl7Day(whole, output) ? Made.Value : Made.Cannot(problem);
        if (RealDay(whole[..4], whole.Slice(4, 2), whole.Slice(6, 2)) is not { } day) return Made.Cannot(problem);
        if (whole.Length is not (12 or 14) || Digits(whole.Slice(8, 2)) is not { } hour || hour > 23 || Digits(whole.Slice(10, 2)) is not { } minute || minute > 59 || Digits(whole.Length == 14 ? whole[12..] : "00"u8) is not { } second || second > 59)
            return Write(day, output) with { Remark = "The time cannot be read. Only the day is used; write it like 20260131093000." };
        var clock = new TimeOnly(hour, minute, second).Add(TimeSpan.FromTicks((Digits(fraction) ?? 0) * (long)Math.Pow(10, 7 - fraction.Length)));
        if (zoneText.Length == 0) return WriteLondon(day, clock, output);
        if (zoneText.Length != 5 || Digits(zoneText.Slice(1, 2)) is not { } hours || Digits(zoneText[3..]) is not { } minutes || minutes > 59 || hours * 60 + minutes > 14 * 60) return Made.Cannot(problem);
        return InstantOf(day.ToDateTime(clock), TimeSpan.FromMinutes((zoneText[0] == '-' ? -1 : 1) * (hours * 60 + minutes))) is { } instant ? Write(instant, output) : Made.Cannot(problem);
    }

    // ---- Numbers of people (functions/People)

    /// <summary>Reads a number of one kind into the room and says how many characters it has in its one spelling; 0 when it is none.</summary>
    private delegate int NumberKind(Given given, ReadOnlySpan<char> text, Span<byte> number);

    /// <summary>Longer than any number of a person written with spaces.</summary>
    private const int LongestNumber = 40;

    private static int NhsNumberOf(Given given, ReadOnlySpan<char> text, Span<byte> number) => NhsNumber.TryRead(text, number[..10]) ? 10 : 0;

    private static int PrisonNumberOf(Given given, ReadOnlySpan<char> text, Span<byte> number) => PrisonNumber.TryRead(text, number[..PrisonNumber.Form.Length]) ? PrisonNumber.Form.Length : 0;

    private static int CrnOf(Given given, ReadOnlySpan<char> text, Span<byte> number) => Crn.TryRead(text, number[..Crn.Form.Length]) ? Crn.Form.Length : 0;

    private static int BookingNumberOf(Given given, ReadOnlySpan<char> text, Span<byte> number) => BookingNumber.TryRead(text, number[..BookingNumber.Form.Length]) ? BookingNumber.Form.Length : 0;

    private static int PncNumberOf(Given given, ReadOnlySpan<char> text, Span<byte> number) => PncNumber.TryRead(text, given.Year, number) ? PncNumber.Length : 0;

    private static int CroNumberOf(Given given, ReadOnlySpan<char> text, Span<byte> number) => CroNumber.TryRead(text, number, out var length) ? length : 0;

    /// <summary>The number in its one spelling; what is none is left out and remarked on.</summary>
    private static Conversion Canonical(NumberKind kind, string problem) => (given, output) =>
    {
        Span<byte> number = stackalloc byte[LongestNumber];
        var length = Read(kind, given, number);
        if (length == 0) return Made.Cannot(problem);
        output.Text(number[..length]);
        return Made.Value;
    };

    /// <summary>What the conversion beside it leaves out, so that it is kept where nobody matches on it.</summary>
    private static Conversion AsSentUnless(NumberKind kind) => (given, output) => Read(kind, given, stackalloc byte[LongestNumber]) > 0 ? Made.Nothing : Text(given, output);

    private static int Read(NumberKind kind, Given given, Span<byte> number) => given[0] is { Length: <= LongestNumber } text ? kind(given, Characters(text, stackalloc char[LongestNumber]), number) : 0;

    /// <summary>No rule for booking numbers is published, so another form is doubtful and not wrong: it is kept where it is.</summary>
    private static Made BookingNumberOrAsSent(Given given, Output output)
    {
        Span<byte> number = stackalloc byte[LongestNumber];
        var length = Read(BookingNumberOf, given, number);
        if (length == 0) return Text(given, output) is { IsWritten: true } asSent ? asSent with { Remark = "A booking number is five digits and a letter. It is kept as sent; see whether it is right." } : Made.Nothing;
        output.Text(number[..length]);
        return Made.Value;
    }

    private static Made Write(DateOnly day, Output output)
    {
        output.Byte((byte)'"');
        day.TryFormat(output.Room(10), out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        output.Advance(length);
        output.Byte((byte)'"');
        return Made.Value;
    }

    private static Made Write(DateTimeOffset instant, Output output)
    {
        output.Byte((byte)'"');
        instant.TryFormat(output.Room(33), out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
        output.Advance(length);
        output.Byte((byte)'"');
        return Made.Value;
    }

    private static DateOnly? RealDay(ReadOnlySpan<byte> year, ReadOnlySpan<byte> month, ReadOnlySpan<byte> day) =>
        Digits(year) is { } y and > 0 && Digits(month) is { } m and >= 1 and <= 12 && Digits(day) is { } d and >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;

    private static int? Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9') return null;
            number = number * 10 + c - '0';
        }
        return number;
    }

    private static ReadOnlySpan<char> Ascii(ReadOnlySpan<byte> text, Span<char> room) => text.Length <= room.Length ? Characters(text, room) : default;

    private static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> text, Span<char> room) => room[..Encoding.UTF8.GetChars(text, room)];
}
