using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>What single rows do, tried on hospital messages with tables of the test's own.</summary>
public sealed class EngineRowTests : IDisposable
{
    private const string Header = "MSH|^~\\&|LAB|ZZ952|||20260212101500||ORU^R01|1|P|2.5.1\rPID|1||9990000018^^^NHS^NH||HOLLIS^Daniel||19920728|M\r";
    private readonly string folder = Repo.CopyOfMappings();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Add(string table, string row) => File.AppendAllText(Path.Combine(folder, "hospital-adt", table), row + "\n");

    private JsonObject Result(string segments) => Translated(segments).One("result");

    private Translated Translated(string segments, string header = Header) =>
        Translator.Translate(Tables.Load(folder).Sources["hospital-adt"], Encoding.UTF8.GetBytes(header + segments)).Match(value => value, because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException(refusal.ToString()));

    [Theory]
    [InlineData("A03", true)]
    [InlineData("A13", false)]
    public void A_concept_stands_only_where_its_when_holds(string happened, bool there)
    {
        var stay = Translated("PV1|1|I|WARD7||||||||||||||||V-1|||||||||||||||||19||||||||20260210141500|20260213154500", Header.Replace("ORU^R01", $"ADT^{happened}", StringComparison.Ordinal)).One("hospital-stay");
        Assert.Equal(there, stay["hospitalization"] is not null);
        Assert.Equal(there, stay["period"]!["end"] is not null);
    }

    [Fact]
    public void Words_without_a_code_are_a_concept_too()
    {
        var result = Result("OBR|1||LB-1\rOBX|1|CWE|^Hepatitis screen^L||^See the letter^L||||||F");
        Assert.Equal("""{"text":"Hepatitis screen"}""", result["code"]!.ToJsonString());
        Assert.Equal("""{"text":"See the letter"}""", result["valueCodeableConcept"]!.ToJsonString());
    }

    [Fact]
    public void A_surname_alone_is_found_however_deep_the_table_looks()
    {
        var person = Translated("OBR|1||LB-1", Header.Replace("HOLLIS^Daniel", "HOLLIS", StringComparison.Ordinal)).One("person");
        Assert.Equal("HOLLIS", person.TextAt("name", 0, "family"));
    }

    [Theory]
    [InlineData("NM|MOP^Morphine||12.50|ng/mL", "valueQuantity", """{"value":12.50,"unit":"ng/mL","system":"http://unitsofmeasure.org","code":"ng/mL"}""")]
    [InlineData("NM|MOP^Morphine||7|", "valueQuantity", """{"value":7}""")]
    [InlineData("NM|MOP^Morphine||<20|", "valueQuantity", null)]
    [InlineData("SN|HCVRNA^HCV||<^12|copies/mL", "valueQuantity", """{"value":12,"comparator":"<","unit":"copies/mL","system":"http://unitsofmeasure.org","code":"{copies}/mL"}""")]
    [InlineData("SN|HBSAB^HBs||^1^:^128|", "valueQuantity", null)]
    [InlineData("ST|MOP^Morphine||12.50|ng/mL", "valueQuantity", null)]
    [InlineData("ST|MOP^Morphine||12.50|ng/mL", "valueString", "\"12.50\"")]
    [InlineData("DT|HBVDATE^HBV||20241104|", "valueDateTime", "\"2024-11-04\"")]
    [InlineData("TS|HBVDATE^HBV||20240704093000|", "valueDateTime", "\"2024-07-04T09:30:00+01:00\"")]
    [InlineData("ED|HCVAB^HCV||JVBERi0|", "dataAbsentReason", """{"text":"The value was sent in a form that we do not read: ask the laboratory."}""")]
    [InlineData("NM|MOP^Morphine|||ng/mL", "dataAbsentReason", """{"text":"No value that can be read was sent."}""")]
    public void The_kind_of_a_result_decides_where_its_value_stands(string line, string element, string? expected) =>
        Assert.Equal(expected, Result($"OBR|1||LB-1\rOBX|1|{line}|||||F")[element]?.ToJsonString(Json.Readable));

    [Theory]
    [InlineData("20260212101500.1234", "2026-02-12T10:15:00.1234+00:00")]
    [InlineData("20260712101500.5", "2026-07-12T10:15:00.5+01:00")]
    [InlineData("20260212101500.0", "2026-02-12T10:15:00+00:00")]
    public void A_time_keeps_its_fraction_of_a_second(string sent, string expected) =>
        Assert.Equal(expected, Result($"OBR|1||LB-1||||{sent}\rOBX|1|ST|MOP||x||||||F").TextAt("effectiveDateTime"));

    [Theory]
    [InlineData("20260212101500.")]
    [InlineData("20260212101500.12345")]
    [InlineData("20260212101500.1x")]
    [InlineData("202602121015.1")]
    public void A_fraction_that_is_none_is_no_time(string sent) =>
        Assert.Null(Result($"OBR|1||LB-1||||{sent}\rOBX|1|ST|MOP||x||||||F").TextAt("effectiveDateTime"));

    [Theory]
    [InlineData("19920728", "1992-07-28", null)]
    [InlineData("199207", "1992-07", null)]
    [InlineData("31121992", null, "31121992")]
    [InlineData("19920230", null, "19920230")]
    public void A_birthday_in_no_calendar_is_kept_as_it_was_sent(string sent, string? birthDate, string? kept)
    {
        var person = Translated("OBR|1||LB-1", Header.Replace("19920728", sent, StringComparison.Ordinal)).One("person");
        Assert.Equal((birthDate, kept), (person.TextAt("birthDate"), person.TextAt("extension", 0, "valueString")));
    }

    [Fact]
    public void Two_records_of_one_id_have_two_addresses_in_a_Bundle()
    {
        using var borrowed = Writings.Borrow();
        new NoticeBundle("https://fhir.example").Write(Tables.Load(folder).Sources["hospital-adt"], Encoding.UTF8.GetBytes(Header + "OBR|1||LB-1\rOBX|1|ST|MOP||a||||||F\rOBX|2|ST|MOP||b||||||F\rOBX|3|ST|MOP||c||||||F"), borrowed.Writing, null);
        var entries = JsonNode.Parse(borrowed.Writing.Output.Written)!["entry"]!.AsArray();
        Assert.Equal(4, entries.Select(entry => entry.TextAt("fullUrl")).Distinct().Count());
        Assert.All(entries, entry => Assert.EndsWith(entry.TextAt("resource", "id")!, entry.TextAt("fullUrl"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fields.csv", "stay,type[0],PV1.4,concept,hospital-adt/codes/patient-class,,,,unknown,", "\"concept\" has no place for a text instead. Write it in \"fixed\" of a row for the text of type[0], with \"when\" PV1.4 \"is\" absent.")]
    [InlineData("notices.csv", "other,MSH.9.2,A04,PID.3[].1,,MSH.7.1,hl7-time,x,,,why", "\"PID.3[].1\" stands for several values, and one is needed. Write [0] for the first, or walk the list.")]
    [InlineData("entries.csv", "message,x,result,Observation,,OBR[].3.1,,,,why", "\"OBR[].3.1\" stands for several values, and one is needed. Write [0] for the first, or walk the list.")]
    [InlineData("fields.csv", "stay,partOf.reference,,reference,result,,,,,", "\"OBR[].3.1\" stands for several values, and one is needed. Write [0] for the first, or walk the list.")]
    public void A_row_that_cannot_be_meant_is_refused_at_the_start(string table, string row, string expected)
    {
        Add(table, row);
        var fault = Assert.Throws<TableFault>(() => Tables.Load(folder));
        Assert.EndsWith(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ADT^A40")]
    [InlineData("ADT^A04")]
    [InlineData("ADT")]
    public void A_message_of_another_kind_is_refused_and_not_half_read(string kind)
    {
        var refused = Translator.Translate(Tables.Load(folder).Sources["hospital-adt"], Encoding.UTF8.GetBytes(Header.Replace("ORU^R01", kind, StringComparison.Ordinal))).Match<RefusalReason?>(_ => null, _ => null, refusal => refusal.Reason);
        Assert.Equal(RefusalReason.NoticeKindIsUnknown, refused);
    }

    [Fact]
    public void A_screen_of_another_namespace_is_refused()
    {
        var screen = File.ReadAllText(Path.Combine(Repo.Mappings, "liaison-and-diversion", "samples", "screened-and-referred.xml")).Replace("liaison-and-diversion/1", "liaison-and-diversion/2", StringComparison.Ordinal);
        var refused = Translator.Translate(Tables.Load(folder).Sources["liaison-and-diversion"], Encoding.UTF8.GetBytes(screen)).Match<RefusalReason?>(_ => null, _ => null, refusal => refusal.Reason);
        Assert.Equal(RefusalReason.NoticeKindIsUnknown, refused);
    }
}
