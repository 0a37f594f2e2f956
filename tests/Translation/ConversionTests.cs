using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>Every plain conversion: what it makes of a usual value, at its border, and of a wrong one.</summary>
public class ConversionTests
{
    /// <summary>Conversion, the values with | between them, and the JSON it makes; empty for nothing.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "text", "Wrexham", "\"Wrexham\"" }, { "text", " \u00A0 spaced \u2003", "\"spaced\"" }, { "text", "a \"b\" \\ c\nd\te", "\"a \\\"b\\\" \\\\ c\\nd\\te\"" }, { "text", "Zoë 😀", "\"Zoë 😀\"" }, { "text", "   ", "" }, { "text", "", "" },
        { "number", "62.50", "62.50" }, { "number", "0", "0" }, { "number", "-0.5", "-0.5" }, { "number", "999999999999999999", "999999999999999999" }, { "number", "9999999999999999999", "" },
        { "number", "0.12345678901234567", "0.12345678901234567" }, { "number", "0.123456789012345678", "" }, { "number", "1e3", "" }, { "number", "1E-2", "" }, { "number", "01", "" }, { "number", "1.", "" }, { "number", ".5", "" }, { "number", "+5", "" }, { "number", "-", "" }, { "number", "--1", "" }, { "number", "1,000", "" }, { "number", "٣", "" }, { "number", "sixty", "" },
        { "positive-number", "62.50", "62.50" }, { "positive-number", "0.001", "0.001" }, { "positive-number", "0", "" }, { "positive-number", "0.00", "" }, { "positive-number", "-60", "" }, { "positive-number", "1e3", "" }, { "positive-number", "", "" },
        { "whole-number", "15", "15" }, { "whole-number", "-3", "-3" }, { "whole-number", "2147483647", "2147483647" }, { "whole-number", "-2147483648", "-2147483648" }, { "whole-number", "2147483648", "" }, { "whole-number", "007", "7" }, { "whole-number", "1.0", "" }, { "whole-number", "1e2", "" }, { "whole-number", "", "" },
        { "positive-whole-number", "15", "15" }, { "positive-whole-number", "0", "" }, { "positive-whole-number", "00", "" }, { "positive-whole-number", "-3", "" }, { "positive-whole-number", "1.0", "" }, { "positive-whole-number", "2147483648", "" }, { "positive-whole-number", "", "" },
        { "code-as-sent", "DRR", "\"DRR\"" }, { "code-as-sent", " a b ", "\"a b\"" }, { "code-as-sent", "a  b", "" }, { "code-as-sent", "a\tb", "" }, { "code-as-sent", "a\nb", "" }, { "code-as-sent", "é\"", "\"é\\\"\"" }, { "code-as-sent", "", "" },
        { "web-address", "https://fhir.nhs.uk/Id/x", "\"https://fhir.nhs.uk/Id/x\"" }, { "web-address", "urn:oid:1.2", "\"urn:oid:1.2\"" }, { "web-address", "https://a b", "" }, { "web-address", "nowhere", "" }, { "web-address", ":x", "" }, { "web-address", "", "" },
        { "boolean", "true", "true" }, { "boolean", "false", "false" }, { "boolean", "True", "" }, { "boolean", "1", "" }, { "boolean", "", "" },
        { "yes-no", "Y", "true" }, { "yes-no", "no", "false" }, { "yes-no", "1", "true" }, { "yes-no", "0", "false" }, { "yes-no", "maybe", "" }, { "yes-no", "yes yes yes", "" }, { "yes-no", "", "" },
        { "without-spaces", "07700 900 123", "\"07700900123\"" }, { "without-spaces", "a  \"b", "\"a\\\"b\"" }, { "without-spaces", "  ", "" },
        { "postcode", "ll138ab", "\"LL13 8AB\"" }, { "postcode", "L L1 38 AB", "\"LL13 8AB\"" }, { "postcode", "M1 1AE", "\"M1 1AE\"" }, { "postcode", "LL13 8AB and more", "\"LL13 8AB and more\"" }, { "postcode", "NFA", "\"NFA\"" }, { "postcode", "none", "\"none\"" }, { "postcode", "É1 1AE", "\"É1 1AE\"" }, { "postcode", "", "" },
        { "uk-day", "31/01/2026", "\"2026-01-31\"" }, { "uk-day", "29/02/2024", "\"2024-02-29\"" }, { "uk-day", "29/02/2026", "" }, { "uk-day", "29/02/2000", "\"2000-02-29\"" }, { "uk-day", "29/02/1900", "" }, { "uk-day", "01/01/0001", "\"0001-01-01\"" }, { "uk-day", "01/01/0000", "" }, { "uk-day", "31/12/9999", "\"9999-12-31\"" },
        { "uk-day", "31/04/2026", "" }, { "uk-day", "1/1/2026", "" }, { "uk-day", "2026-01-31", "" }, { "uk-day", "00/01/2026", "" }, { "uk-day", "01/13/2026", "" }, { "uk-day", "٣١/01/2026", "" }, { "uk-day", "-1/01/2026", "" },
        { "uk-date", "31/01/2026", "\"2026-01-31\"" }, { "uk-date", "02/2026", "\"2026-02\"" }, { "uk-date", "2026", "\"2026\"" }, { "uk-date", "13/2026", "" }, { "uk-date", "0000", "" }, { "uk-date", "30/02/2026", "" }, { "uk-date", "", "" },
        { "uk-day-that-fails", "31/02/2026", "\"31/02/2026\"" }, { "uk-day-that-fails", "28/02/2026", "" }, { "uk-day-that-fails", "", "" },
        { "day", "2026-01-31", "\"2026-01-31\"" }, { "day", "2024-02-29", "\"2024-02-29\"" }, { "day", "2026-02-29", "" }, { "day", "0001-01-01", "\"0001-01-01\"" }, { "day", "9999-12-31", "\"9999-12-31\"" }, { "day", "31/01/2026", "" }, { "day", "2026-01", "" },
        { "date", "2026-01-31", "\"2026-01-31\"" }, { "date", "2026-01", "\"2026-01\"" }, { "date", "2026", "\"2026\"" }, { "date", "2026-13", "" }, { "date", "0000", "" }, { "date", "26", "" },
        { "to-uk-day", "2026-01-31", "\"31/01/2026\"" }, { "to-uk-day", "0001-01-01", "\"01/01/0001\"" }, { "to-uk-day", "2026-02-30", "" },
        { "instant", "2026-01-31T09:30:00Z", "\"2026-01-31T09:30:00Z\"" }, { "instant", "2026-01-31T09:30:00.123456789+14:00", "\"2026-01-31T09:30:00.123456789+14:00\"" }, { "instant", "2026-01-31T09:30:00-14:00", "\"2026-01-31T09:30:00-14:00\"" }, { "instant", "2026-01-31T09:30:00-00:00", "\"2026-01-31T09:30:00-00:00\"" },
        { "instant", "2026-01-31T09:30:00+14:01", "" }, { "instant", "2026-01-31T09:30:00", "" }, { "instant", "2026-01-31T09:30Z", "" }, { "instant", "2026-01-31T24:00:00Z", "" }, { "instant", "2026-01-31T09:30:60Z", "" }, { "instant", "2026-01-31T09:30:00.Z", "" }, { "instant", "2026-01-31T09:30:00.1234567890Z", "" }, { "instant", "2026-02-30T09:30:00Z", "" }, { "instant", "2026-01-31 09:30:00Z", "" },
        { "instant", "0001-01-01T00:00:00Z", "\"0001-01-01T00:00:00Z\"" }, { "instant", "0001-01-01T00:00:00+01:00", "" }, { "instant", "9999-12-31T23:59:59Z", "\"9999-12-31T23:59:59Z\"" }, { "instant", "9999-12-31T23:59:59-01:00", "" },
        { "instant-day", "2026-06-30T23:30:00Z", "\"2026-07-01\"" }, { "instant-day", "2026-03-28T23:59:59Z", "\"2026-03-28\"" }, { "instant-day", "2026-03-29T23:00:00Z", "\"2026-03-30\"" }, { "instant-day", "2026-10-24T23:00:00Z", "\"2026-10-25\"" }, { "instant-day", "2026-10-25T23:59:59Z", "\"2026-10-25\"" },
        { "instant-day", "2026-01-31", "\"2026-01-31\"" }, { "instant-day", "0001-01-01T00:00:00Z", "\"0001-01-01\"" }, { "instant-day", "9999-12-31T23:59:59Z", "\"9999-12-31\"" }, { "instant-day", "2026-01-31T09:30", "" }, { "instant-day", "31/01/2026", "" },
        { "london-time", "28/03/2026|09:30", "\"2026-03-28T09:30:00+00:00\"" }, { "london-time", "29/03/2026|00:59:59", "\"2026-03-29T00:59:59+00:00\"" }, { "london-time", "29/03/2026|01:00", "\"2026-03-29\"" }, { "london-time", "29/03/2026|01:59:59", "\"2026-03-29\"" }, { "london-time", "29/03/2026|02:00", "\"2026-03-29T02:00:00+01:00\"" },
        { "london-time", "25/10/2026|00:59", "\"2026-10-25T00:59:00+01:00\"" }, { "london-time", "25/10/2026|01:30", "\"2026-10-25T01:30:00+01:00\"" }, { "london-time", "25/10/2026|02:00", "\"2026-10-25T02:00:00+00:00\"" },
        { "london-time", "28/03/2026", "\"2026-03-28\"" }, { "london-time", "28/03/2026|24:00", "\"2026-03-28\"" }, { "london-time", "28/03/2026|9:30", "\"2026-03-28\"" }, { "london-time", "30/02/2026|09:30", "" }, { "london-time", "01/01/0001|00:00", "\"0001-01-01T00:00:00-00:01\"" }, { "london-time", "31/12/9999|23:59:59", "\"9999-12-31T23:59:59+00:00\"" },
        { "initial", "zoë", "\"Z\"" }, { "initial", "éric", "\"É\"" }, { "initial", "1", "" }, { "initial", "", "" },
        { "hl7-day-that-fails", "20260231", "\"20260231\"" }, { "hl7-day-that-fails", "20260131", "" },
        { "hl7-day", "20260131", "\"2026-01-31\"" }, { "hl7-day", "202601", "\"2026-01\"" }, { "hl7-day", "2026", "\"2026\"" }, { "hl7-day", "20240229", "\"2024-02-29\"" }, { "hl7-day", "20260229", "" }, { "hl7-day", "20260131093000", "\"2026-01-31\"" }, { "hl7-day", "2026013", "" }, { "hl7-day", "00000101", "" }, { "hl7-day", "", "" },
        { "hl7-time", "20260131093000", "\"2026-01-31T09:30:00+00:00\"" }, { "hl7-time", "202607010930", "\"2026-07-01T09:30:00+01:00\"" }, { "hl7-time", "20260131093000.1234+0000", "\"2026-01-31T09:30:00.1234+00:00\"" }, { "hl7-time", "20260131093000-0000", "\"2026-01-31T09:30:00+00:00\"" }, { "hl7-time", "20260131093000+1400", "\"2026-01-31T09:30:00+14:00\"" }, { "hl7-time", "20260131093000-1400", "\"2026-01-31T09:30:00-14:00\"" },
        { "hl7-time", "20260131093000+1401", "" }, { "hl7-time", "20260131093000+14", "" }, { "hl7-time", "2026", "\"2026\"" }, { "hl7-time", "20260131", "\"2026-01-31\"" }, { "hl7-time", "2026013109", "\"2026-01-31\"" }, { "hl7-time", "20260131250000", "\"2026-01-31\"" }, { "hl7-time", "20260230093000", "" },
        { "hl7-time", "20260329013000", "\"2026-03-29\"" }, { "hl7-time", "20260329020000", "\"2026-03-29T02:00:00+01:00\"" }, { "hl7-time", "20261025013000", "\"2026-10-25T01:30:00+01:00\"" }, { "hl7-time", "20261025020000", "\"2026-10-25T02:00:00+00:00\"" },
        { "hl7-time", "00010101000000+1400", "" }, { "hl7-time", "99991231235959-1400", "" }, { "hl7-time", "00010101000000-0100", "\"0001-01-01T00:00:00-01:00\"" }, { "hl7-time", "+0000", "" }, { "hl7-time", "", "" },
        { "nhs-number", "999 000 0123", "\"9990000123\"" }, { "nhs-number", "999-000-0123", "\"9990000123\"" }, { "nhs-number", "9990000124", "" }, { "nhs-number", "999 000 012", "" }, { "nhs-number", "99900001230", "" }, { "nhs-number", "9999999999", "" }, { "nhs-number", "٩٩٩٠٠٠٠١٢٣", "" }, { "nhs-number", "                                        9990000123", "\"9990000123\"" }, { "nhs-number", "999                                       0000123", "" },
        { "nhs-number-that-fails", "999 000 0124", "\"999 000 0124\"" }, { "nhs-number-that-fails", "999 000 0123", "" }, { "nhs-number-that-fails", "", "" },
        { "prison-number", "A3453BC", "\"A3453BC\"" }, { "prison-number", "a3453bc", "\"A3453BC\"" }, { "prison-number", " A 3453\u00A0bc ", "\"A3453BC\"" }, { "prison-number", "A3453B", "" }, { "prison-number", "A3453BCD", "" }, { "prison-number", "A-3453-BC", "" }, { "prison-number", "Å345BC", "" }, { "prison-number", "A٣453BC", "" }, { "prison-number", "", "" },
        { "crn", "D591607", "\"D591607\"" }, { "crn", "d 591607", "\"D591607\"" }, { "crn", "D59160", "" }, { "crn", "D5916070", "" }, { "crn", "5591607", "" }, { "crn", "", "" },
        { "pnc", "2008/0545166T", "\"2008/0545166T\"" }, { "pnc", "08/545166t", "\"2008/0545166T\"" }, { "pnc", "20080545166T", "\"2008/0545166T\"" }, { "pnc", "08 545166 T", "\"2008/0545166T\"" }, { "pnc", "033Y", "\"2003/0000003Y\"" }, { "pnc", "67/9893091D", "\"1967/9893091D\"" }, { "pnc", "08/545166S", "" }, { "pnc", "30/1G", "" }, { "pnc", "36/1Y", "\"1936/0000001Y\"" }, { "pnc", "2016094V", "" }, { "pnc", "                              08/545166T", "\"2008/0545166T\"" }, { "pnc", "                                        08/545166T", "\"2008/0545166T\"" }, { "pnc", "08                                        /545166T", "" }, { "pnc", "", "" },
        { "pnc-that-fails", "08/545166S", "\"08/545166S\"" }, { "pnc-that-fails", "not known", "\"not known\"" }, { "pnc-that-fails", "08/545166T", "" }, { "pnc-that-fails", "", "" },
        { "cro", "65656/91H", "\"065656/91H\"" }, { "cro", "065656 / 91h", "\"065656/91H\"" }, { "cro", "sf83/50058z", "\"SF83/50058Z\"" }, { "cro", "85227/65G", "" }, { "cro", "SF83/050058Z", "" }, { "cro", "SF05482703J", "" }, { "cro", "", "" },
        { "cro-that-fails", "85227/65G", "\"85227/65G\"" }, { "cro-that-fails", "65656/91H", "" }, { "cro-that-fails", "", "" },
        { "booking-number", "38430A", "\"38430A\"" }, { "booking-number", "38430 a", "\"38430A\"" }, { "booking-number", "AB 1234", "\"AB 1234\"" }, { "booking-number", "38430AA", "\"38430AA\"" }, { "booking-number", "", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_conversion_makes_this_of_that(string conversion, string values, string expected)
    {
        var (json, made) = Convert(conversion, values.Split('|').Select(value => JsonSerializer.Serialize(value)));
        Assert.Equal(expected, json);
        Assert.Equal(expected.Length > 0, made.IsWritten);
        if (made.IsWritten) using (JsonDocument.Parse(json)) { }
    }

    [Theory]
    [InlineData("london-time", "25/10/2026|00:59:59", null)]
    [InlineData("london-time", "25/10/2026|01:00", "This hour comes twice on that day in London. The first is taken; send the time with its zone.")]
    [InlineData("london-time", "25/10/2026|01:59:59", "This hour comes twice on that day in London. The first is taken; send the time with its zone.")]
    [InlineData("london-time", "25/10/2026|02:00", null)]
    [InlineData("london-time", "29/03/2026|01:30", "There is no such time on that day in London. Only the day is used.")]
    [InlineData("london-time", "29/03/2026|1.30", "The time cannot be read. Only the day is used; write it like 09:30.")]
    [InlineData("hl7-time", "20261025013000", "This hour comes twice on that day in London. The first is taken; send the time with its zone.")]
    [InlineData("hl7-time", "20261025013000+0000", null)]
    [InlineData("hl7-time", "20260329013000", "There is no such time on that day in London. Only the day is used.")]
    public void What_the_clock_change_makes_doubtful_is_remarked_on(string conversion, string values, string? remark) =>
        Assert.Equal(remark, Convert(conversion, values.Split('|').Select(value => JsonSerializer.Serialize(value))).Made.Remark);

    [Fact]
    public void A_clock_time_without_its_day_is_remarked_on()
    {
        using var source = new SmallSource("one,created,day clock,london-time,,,,,,");
        Assert.Equal(["There is a clock time here without its day."], source.Translate("'clock':'09:30'").Remarks.Select(remark => remark.Sentence));
        Assert.Empty(source.Translate("'day':'31/01/2026'").Remarks);
    }

    [Fact]
    public void Every_conversion_has_a_case_that_it_takes_and_one_that_it_leaves()
    {
        var cases = Cases.Select(row => ((string)row[0], Takes: ((string)row[2]).Length > 0)).ToHashSet();
        foreach (var conversion in Conversions.Plain.Keys) Assert.True(cases.Contains((conversion, true)) && cases.Contains((conversion, false)), conversion);
    }

    /// <summary>A number is the same sent as a number and as a text; escapes and true are read as what they mean.</summary>
    [Theory]
    [InlineData("number", "62.50", "62.50")]
    [InlineData("number", "6.25e1", "")]
    [InlineData("positive-number", "60", "60")]
    [InlineData("whole-number", "15", "15")]
    [InlineData("text", "62.50", "\"62.50\"")]
    [InlineData("boolean", "true", "true")]
    [InlineData("yes-no", "false", "false")]
    [InlineData("hl7-day", "20260131", "\"2026-01-31\"")]
    [InlineData("uk-day", "\"31\\/01\\u002f2026\"", "\"2026-01-31\"")]
    [InlineData("text", "\"\\ud83d\\ude00\"", "\"😀\"")]
    public void A_conversion_reads_any_kind_of_plain_value(string conversion, string sent, string expected) => Assert.Equal(expected, Convert(conversion, [sent]).Json);

    /// <summary>What one conversion wrote, the one that leads back reads, and it becomes what was sent.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void What_leads_back_gives_what_was_sent(string conversion, string values, string expected)
    {
        if (expected.Length == 0 || !Conversions.Back.TryGetValue(conversion, out var back)) return;
        var again = Convert(conversion, [Convert(back, [expected]).Json]);
        Assert.Equal(expected, again.Json);
        Assert.NotEmpty(values);
    }

    /// <summary>No bytes that a notice can hold make a conversion throw or write what is no JSON value.</summary>
    [Fact]
    public void No_value_makes_a_conversion_fail()
    {
        var random = new Random(20260306);
        var seeds = Cases.Select(row => (string)row[1]).ToArray();
        const string letters = "0123456789-+.:/TZ AaéÅ٣\u00A0\u2003\"\\\n\t";
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (var change = random.Next(4); change > 0; change--)
            {
                var at = random.Next(text.Length + 1);
                if (random.Next(3) == 0 && at < text.Length) text.Remove(at, 1);
                else if (random.Next(2) == 0 && at < text.Length) text[at] = letters[random.Next(letters.Length)];
                else text.Insert(at, letters[random.Next(letters.Length)]);
            }
            foreach (var conversion in Conversions.Plain.Keys)
            {
                var (json, made) = Convert(conversion, text.ToString().Split('|').Select(value => JsonSerializer.Serialize(value)));
                if (made.IsWritten) using (JsonDocument.Parse(json)) Assert.NotEqual("\"\"", json);
                else Assert.Equal("", json);
            }
        }
    }

    /// <summary>Numbers of people are in every notice.</summary>
    [Fact]
    public void Reading_a_number_of_a_person_makes_no_objects()
    {
        foreach (var row in Cases.Where(row => Regex.IsMatch((string)row[0], "^(nhs-number|prison-number|crn|pnc|cro|booking-number)")))
        {
            Read([JsonSerializer.Serialize((string)row[1])], 2026);
            var conversion = (string)row[0];
            Made(conversion);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) Made(conversion);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Theory]
    [InlineData("nhs-number", "nhs-number-that-fails")]
    [InlineData("pnc", "pnc-that-fails")]
    [InlineData("cro", "cro-that-fails")]
    public void A_number_is_used_or_kept_as_it_was_sent_and_never_both(string passes, string fails)
    {
        foreach (var sent in Cases.Select(row => (string)row[1]).Where(sent => !sent.Contains('|', StringComparison.Ordinal) && sent.Trim().Length > 0))
        {
            var (value, kept) = (Convert(passes, [JsonSerializer.Serialize(sent)]), Convert(fails, [JsonSerializer.Serialize(sent)]));
            Assert.True(value.Made.IsWritten ^ kept.Made.IsWritten, sent);
            Assert.Equal(value.Made.IsWritten, value.Made.Remark is null);
        }
    }

    [Fact]
    public void A_booking_number_of_another_form_is_kept_and_remarked_on()
    {
        Assert.Equal("A booking number is five digits and a letter. It is kept as sent; see whether it is right.", Convert("booking-number", ["\"AB1234\""]).Made.Remark);
        Assert.Null(Convert("booking-number", ["\"38430 a\""]).Made.Remark);
    }

    /// <summary>Read again in another year, by tables that are the same, a notice names the same person.</summary>
    [Theory]
    [InlineData(2026, "26/1W", "\"2026/0000001W\"")]
    [InlineData(2026, "27/1L", "")]
    [InlineData(2027, "27/1L", "\"2027/0000001L\"")]
    [InlineData(2026, "67/9893091D", "\"1967/9893091D\"")]
    [InlineData(2067, "67/9893091D", "\"2067/9893091D\"")]
    public void A_short_year_is_read_by_the_year_of_the_notice_and_no_clock(int year, string sent, string expected) => Assert.Equal(expected, Convert("pnc", [JsonSerializer.Serialize(sent)], year).Json);

    private static readonly Shape Shape = new(new Dictionary<string, string>());
    private static readonly int[] Places = [Shape.Read("a").Node.Slot, Shape.Read("b").Node.Slot];
    [ThreadStatic] private static Writing? writing;

    /// <summary>What the engine's conversion makes of values given as JSON.</summary>
    /// <param name="year">The year from which the notice holds.</param>
    internal static (string Json, Made Made) Convert(string conversion, IEnumerable<string> sent, int year = 2026)
    {
        Read(sent, year);
        var made = Made(conversion);
        return (made.IsWritten ? Encoding.UTF8.GetString(writing!.Output.Written) : "", made);
    }

    private static void Read(IEnumerable<string> sent, int year)
    {
        writing ??= new Writing();
        writing.At = new DateTimeOffset(year, 6, 15, 12, 0, 0, TimeSpan.Zero);
        Assert.True(writing.Document.Read(Shape, Encoding.UTF8.GetBytes($"{{{string.Join(',', sent.Select((value, i) => $"\"{"ab"[i]}\":{value}"))}}}")));
    }

    private static Made Made(string conversion)
    {
        writing!.Output.Clear();
        return Conversions.Plain[conversion](new Given(writing, [writing.Document.Slots[Places[0]], writing.Document.Slots[Places[1]]]), writing.Output);
    }
}
