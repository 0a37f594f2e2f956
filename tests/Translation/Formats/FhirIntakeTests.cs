using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation;
using Throughcare.Translation.Formats;

namespace Throughcare.Tests.Translation.Formats;

/// <summary>What agencies send in FHIR: refused where it could mislead, put right where it is only spelt another way, remarked on where it is wrong otherwise.</summary>
public class FhirIntakeTests
{
    private const string Source = "community-provider-fhir";

    private static JsonObject Bundle() => Samples.Json(Source, "normal.json");

    private static (JsonObject Bundle, JsonObject Resource, string Place) Sent(string type)
    {
        var bundle = Bundle();
        var (index, entry) = bundle["entry"]!.AsArray().Index().First(entry => entry.Item.TextAt("resource", "resourceType") == type);
        return (bundle, entry!["resource"]!.AsObject(), $"Bundle.entry[{index}].resource");
    }

    private static Translated With(string type, Action<JsonObject> change, Func<string, string>? written = null)
    {
        var (bundle, resource, _) = Sent(type);
        change(resource);
        var text = bundle.ToJsonString();
        return Translating.Translate(Source, Encoding.UTF8.GetBytes(written is null ? text : written(text)));
    }

    [Fact]
    public void A_sound_Bundle_gets_no_remark_of_the_check() => Assert.DoesNotContain(Translating.Translate(Source, Bundle()).Remarks, remark => remark.Element.StartsWith("Bundle.entry", StringComparison.Ordinal));

    // ---- Put right

    [Theory]
    [InlineData("http://fhir.nhs.uk/Id/nhs-number")]
    [InlineData("https://fhir.nhs.uk/id/nhs-number")]
    [InlineData("HTTP://fhir.nhs.uk/Id/NHS-Number")]
    public void An_NHS_number_whose_system_is_spelt_another_way_finds_the_person(string system)
    {
        var (_, _, place) = Sent("Patient");
        foreach (var written in new Func<string, string>[] { text => text, text => text.Replace("/", "\\/", StringComparison.Ordinal), text => "\uFEFF" + text })
        {
            var translated = With("Patient", patient => patient["identifier"]!.AsArray().Single(number => number.TextAt("system") == "https://fhir.nhs.uk/Id/nhs-number")!["system"] = system, written);
            Assert.Contains(translated.One("person")["identifier"].Items(), number => number.TextAt("system") == "https://fhir.nhs.uk/Id/nhs-number");
            Assert.Contains(translated.Remarks, remark => remark.Element.StartsWith($"{place}.identifier[", StringComparison.Ordinal) && remark.Element.EndsWith("].system", StringComparison.Ordinal) && remark.Sentence == "It is read as https://fhir.nhs.uk/Id/nhs-number. Write it so.");
        }
    }

    [Fact]
    public void A_practice_by_organisation_with_an_s_is_known()
    {
        var translated = With("Patient", patient => patient["generalPractitioner"] = JsonNode.Parse("""[{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organisation-code","value":"A81001"}}]"""));
        Assert.Contains(translated.Remarks, remark => remark.Sentence == "It is read as https://fhir.nhs.uk/Id/ods-organization-code. Write it so.");
    }

    [Fact]
    public void Another_system_stays_another_system()
    {
        var taken = Intake().Take(Utf8("""{"resourceType":"Patient","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number-2","value":"1"},{"system":"https://fhir.nhs.uk.example/Id/nhs-number","value":"1"}]}""")).Accepted();
        Assert.Empty(taken.Remarks);
    }

    [Theory]
    [InlineData("08/545166T", "pnc", "2008/0545166T")]
    [InlineData("2008/0545166T", "pnc", "2008/0545166T")]
    [InlineData("08/0545166A", "pnc-as-sent", "08/0545166A")]
    public void A_PNC_number_is_read_in_full_and_finds_the_person_only_when_its_letter_is_right(string sent, string system, string read)
    {
        var numbers = With("Patient", patient => patient["identifier"]!.AsArray().Single(number => number.TextAt("system") == Translating.Tables.Systems["pnc"])!.ReplaceWith(new JsonObject { ["system"] = "http://fhir.throughcare.example/id/pnc", ["value"] = sent })).One("person")["identifier"].Items();
        Assert.Equal((Translating.Tables.Systems[system], read), numbers.Where(number => number.TextAt("system")!.Contains("/pnc", StringComparison.Ordinal)).Select(number => (number.TextAt("system")!, number.TextAt("value")!)).Single());
    }

    // ---- Refused

    public static TheoryData<string, string, string, string> Dangers => new()
    {
        { "a modifier nobody knows", "Patient", """{"modifierExtension":[{"url":"https://x.example","valueBoolean":true}]}""", ".modifierExtension[0]" },
        { "a modifier deep inside", "Goal", """{"target":[{"modifierExtension":[{"url":"https://x.example","valueBoolean":true}],"dueDate":"2026-06-01"}]}""", ".target[0].modifierExtension[0]" },
        { "a text where an object belongs", "MedicationRequest", """{"dosageInstruction":"60 mg"}""", ".dosageInstruction" },
        { "an object where a list belongs", "Patient", """{"name":{"family":"Rowan"}}""", ".name" },
        { "a list where a text belongs", "Patient", """{"birthDate":["1988-04-12"]}""", ".birthDate" },
        { "an object where a text belongs", "Patient", """{"birthDate":{"value":"1988-04-12"}}""", ".birthDate" },
        { "two of a choice", "MedicationRequest", """{"medicationReference":{"reference":"Medication/1"}}""", "" },
        { "two doses", "MedicationRequest", """{"dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":5},"doseRange":{"low":{"value":5}}}]}]}""", ".dosageInstruction[0].doseAndRate[0]" },
    };

    [Theory]
    [MemberData(nameof(Dangers))]
    public void What_could_be_taken_for_something_else_is_refused_with_its_place(string danger, string type, string changes, string inside)
    {
        var (bundle, resource, place) = Sent(type);
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject()) resource[name] = value?.DeepClone();
        var refusal = Translating.TryTranslate(Source, bundle).Refused();
        Assert.Equal((danger, RefusalReason.FhirIsUnsafe, place + inside), (danger, refusal.Reason, refusal.Element));
    }

    [Fact]
    public void A_name_that_stands_twice_is_refused() =>
        Assert.Equal((RefusalReason.FhirIsUnsafe, "Bundle.entry[0].resource"), Translating.TryTranslate(Source, Utf8("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","gender":"male","gender":"female"}}]}""")).Refused() is var refusal ? (refusal.Reason, refusal.Element) : default);

    /// <summary>The tables mark a prescription with a modifier as not to be acted on, and keep it for a person to look at.</summary>
    [Fact]
    public void A_modifier_at_which_checks_csv_looks_is_left_to_it()
    {
        var translated = With("MedicationRequest", prescription => prescription["modifierExtension"] = JsonNode.Parse("""[{"url":"https://x.example","valueBoolean":true}]"""));
        Assert.NotNull(translated.Entries.Single(entry => entry.Kind == "prescription").Unusable);
    }

    [Fact]
    public void What_no_row_reads_misleads_nobody()
    {
        var (bundle, _, _) = Sent("Patient");
        bundle["entry"]!.AsArray().Add(JsonNode.Parse("""{"resource":{"resourceType":"Device","modifierExtension":[{"url":"https://x.example","valueBoolean":true}],"lotNumber":{}}}"""));
        Assert.NotEmpty(Translating.Translate(Source, bundle).Entries);
    }

    [Fact]
    public void A_danger_behind_very_many_other_faults_is_not_overlooked()
    {
        var (bundle, patient, _) = Sent("Patient");
        patient["telecom"] = new JsonArray([.. Enumerable.Range(0, 300).Select(_ => new JsonObject { ["system"] = "pigeon" })]);
        patient["modifierExtension"] = JsonNode.Parse("""[{"url":"https://x.example","valueBoolean":true}]""");
        Assert.Equal(RefusalReason.FhirIsUnsafe, Translating.TryTranslate(Source, bundle).Refused().Reason);
    }

    // ---- Remarked on

    [Theory]
    [InlineData("gender", "\"Zebedee\"", ".gender")]
    [InlineData("Zebedee", "\"Zebedee\"", "")]
    [InlineData("birthDate", "\"Zebedee\"", ".birthDate")]
    [InlineData("name", "[{\"family\":7}]", ".name[0].family")]
    [InlineData("contact", "[{\"gender\":\"male\"}]", ".contact[0]")]
    [InlineData("photo", "[]", ".photo")]
    [InlineData("maritalStatus", "null", ".maritalStatus")]
    public void Anything_else_that_is_wrong_is_remarked_on_without_what_was_sent(string name, string value, string inside)
    {
        var (_, _, place) = Sent("Patient");
        var translated = With("Patient", patient => patient[name] = JsonNode.Parse(value));
        Assert.Contains(translated.Remarks, remark => remark.Element == place + inside);
        Assert.All(translated.Remarks.Where(remark => remark.Element.StartsWith("Bundle.entry", StringComparison.Ordinal)), remark => Assert.DoesNotContain("Zebedee", remark.Element + remark.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Very_many_remarks_leave_room_for_those_of_the_tables()
    {
        var translated = With("Patient", patient => patient["telecom"] = new JsonArray([.. Enumerable.Range(0, 300).Select(_ => new JsonObject { ["system"] = "pigeon" })]));
        Assert.InRange(translated.Remarks.Count(remark => remark.Element.StartsWith("Bundle.entry", StringComparison.Ordinal)), 1, 50);
    }

    // ---- Any bytes, any table

    [Fact]
    public void Any_bytes_are_taken_or_refused()
    {
        var random = new Random(8);
        var (whole, intake) = (Samples.Read(Source, "contradictory.json"), Intake());
        for (var i = 0; i < 500; i++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "{}[]\",:\\/0"[random.Next(10)]);
            intake.Take(bytes).Match(_ => true, _ => true, _ => true);
        }
    }

    [Theory]
    [InlineData("two-values,refuse", "two-valus,refuse", "\"two-valus\" is no fault. Did you mean two-values?")]
    [InlineData("two-values,refuse", "two-values,ignore", "\"then\" is one of: refuse, remark, nothing.")]
    [InlineData("value,remark,Conversions say what becomes of a value that cannot be right\n", "", "fhir-faults.csv: there is no row for value.")]
    public void A_table_of_faults_that_is_wrong_is_named_with_its_row(string right, string wrong, string said)
    {
        var folder = Repo.CopyOfMappings();
        var file = Path.Combine(folder, "fhir-faults.csv");
        File.WriteAllText(file, File.ReadAllText(file).Replace($"\n{right}", $"\n{wrong}", StringComparison.Ordinal));
        Assert.Contains(said, Assert.Throws<TableFault>(() => FhirFaults.Load(folder)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static FhirIntake Intake() => ((NoticeFormat.Fhir)Translating.Tables.Sources[Source].Format).Intake!;

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
