using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Tests.Translation.Formats;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>A provider that writes FHIR itself takes the path of every other notice: nothing dangerous is copied unread.</summary>
public class CommunityProviderTests
{
    private const string Source = "community-provider-fhir";

    private static JsonObject Bundle() => Samples.Json(Source, "normal.json");

    private static JsonNode Sent(JsonObject bundle, string type) => bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!).First(resource => resource.TextAt("resourceType") == type);

    private static Translated With(string type, Action<JsonNode> change)
    {
        var bundle = Bundle();
        change(Sent(bundle, type));
        return Translating.Translate(Source, bundle);
    }

    private static Entry Prescription(Action<JsonNode> change) => With("MedicationRequest", change).Entries.Single(entry => entry.Kind == "prescription");

    [Fact]
    public void Every_row_of_its_tables_is_used_by_a_sample() => Assert.Empty(Samples.UnusedRows(Source));

    [Fact]
    public void A_Bundle_says_its_id_version_and_time_itself()
    {
        var head = Translating.Translate(Source, Bundle()).Head;
        Assert.Equal(("LR-M-5501", 1, new DateTimeOffset(2026, 3, 10, 10, 0, 0, TimeSpan.Zero)), (head.Id, head.Version, head.At));
    }

    [Fact]
    public void A_Bundle_about_two_people_becomes_nothing()
    {
        var translated = Translating.Translate(Source, Samples.Read(Source, "two-people.json"));
        Assert.Equal("several-people", translated.Head.Kind.Name);
        Assert.Empty(translated.Entries);
    }

    [Fact]
    public void A_usable_prescription_is_usable() => Assert.Null(Prescription(_ => { }).Unusable);

    public static TheoryData<string, string> Dangers => new()
    {
        { "another medicine system", """{"medicationCodeableConcept":{"coding":[{"system":"https://dmd.example","code":"1"}],"text":"Methadone"}}""" },
        { "a medicine nobody publishes", """{"medicationCodeableConcept":{"coding":[{"system":"https://fhir.throughcare.example/CodeSystem/medicine","code":"ketamine"}]}}""" },
        { "no medicine", """{"medicationCodeableConcept":null}""" },
        { "a dose of nothing", """{"dosageInstruction":[{"timing":{"code":{"coding":[{"system":"https://fhir.throughcare.example/CodeSystem/dosing","code":"once-daily"}]}},"doseAndRate":[{"doseQuantity":{"value":0,"code":"mg"}}]}]}""" },
        { "a unit nobody knows", """{"dosageInstruction":[{"timing":{"code":{"coding":[{"system":"https://fhir.throughcare.example/CodeSystem/dosing","code":"once-daily"}]}},"doseAndRate":[{"doseQuantity":{"value":5,"code":"spoon"}}]}]}""" },
        { "no word of how often", """{"dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":5,"code":"mg"}}]}]}""" },
        { "a range", """{"dosageInstruction":[{"doseAndRate":[{"doseRange":{"low":{"value":5},"high":{"value":50}}}]}]}""" },
        { "not to be given", """{"doNotPerform":true}""" },
        { "a modifier", """{"modifierExtension":[{"url":"https://x.example","valueBoolean":true}]}""" },
        { "about another person", """{"subject":{"reference":"Patient/other"}}""" },
        { "about nobody", """{"subject":null}""" },
        { "about a person whose id only ends alike", """{"subject":{"reference":"Patient/x5b1f0c7e-3d2a-4c55-9a10-000000000001"}}""" },
    };

    [Theory]
    [MemberData(nameof(Dangers))]
    public void What_could_do_harm_is_not_to_be_acted_on(string danger, string changes)
    {
        var entry = Prescription(sent => { foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject()) sent[name] = value?.DeepClone(); });
        Assert.True(entry.Unusable is not null, danger);
    }

    [Fact]
    public void A_second_dosage_is_not_silently_left_out() =>
        Assert.Contains("second dosage", Prescription(sent => sent["dosageInstruction"]!.AsArray().Add(sent["dosageInstruction"]![0]!.DeepClone())).Unusable, StringComparison.Ordinal);

    [Fact]
    public void A_dose_keeps_its_digits() =>
        Assert.Equal("62.50", Prescription(sent => sent["dosageInstruction"]![0]!["doseAndRate"]![0]!["doseQuantity"]!["value"] = JsonNode.Parse("62.50")).Resource["dosageInstruction"]![0]!["doseAndRate"]![0]!["doseQuantity"]!["value"]!.ToJsonString());

    [Fact]
    public void A_medicine_in_words_stays_readable_when_its_code_is_not() =>
        Assert.Equal("Physeptone", Translating.Translate(Source, Samples.Read(Source, "contradictory.json")).Entries.Single(entry => entry.Kind == "prescription" && entry.Unusable!.Contains("coding[medicine]", StringComparison.Ordinal)).Resource.TextAt("medicationCodeableConcept", "text"));

    /// <summary>An NHS number of somebody else's making must not find anybody.</summary>
    [Fact]
    public void An_NHS_number_that_fails_is_kept_where_nobody_matches_on_it()
    {
        var person = With("Patient", sent => sent["identifier"]![1]!["value"] = "9990000451").One("person");
        var systems = person["identifier"]!.AsArray().Select(identifier => identifier.TextAt("system")).ToList();
        Assert.DoesNotContain(Translating.Tables.Systems["nhs-number"], systems);
        Assert.Contains(Translating.Tables.Systems["nhs-number-as-sent"], systems);
    }

    [Fact]
    public void The_providers_own_number_finds_nobody() => Assert.DoesNotContain(Translating.Tables.Systems["provider-client"], Translating.Tables.MatchingSystems);

    [Fact]
    public void A_provider_cannot_name_a_person_by_our_own_key()
    {
        var bundle = Bundle();
        Sent(bundle, "Patient")["identifier"]!.AsArray().Add(new JsonObject { ["system"] = Translating.Tables.Systems["throughcare-person"], ["value"] = "psomebodyelse" });
        Assert.DoesNotContain("psomebodyelse", Translating.Translate(Source, bundle).One("person").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void References_between_its_resources_lead_to_the_facts_they_became()
    {
        var plan = Translating.Current(Translating.Fold(Translating.Row(Source, Bundle())));
        var condition = plan.Resources.Single(resource => resource.TextAt("resourceType") == "Condition");
        Assert.Equal($"Condition/{condition.TextAt("id")}", plan.Resources.Single(resource => resource.TextAt("resourceType") == "Goal").TextAt("addresses", 0, "reference"));
        Assert.DoesNotContain("urn:uuid", new JsonArray([.. plan.Resources.Select(resource => resource.DeepClone())]).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accepted", "handover-accepted")]
    [InlineData("rejected", "handover-rejected")]
    [InlineData("requested", "treatment-updated")]
    [InlineData("Accepted", "treatment-updated")]
    public void Only_a_plain_answer_takes_over(string status, string expected) => Assert.Equal(expected, With("Task", task => task["status"] = status).Event);

    [Fact]
    public void A_correction_replaces_the_dose_and_the_prescription_stays_one()
    {
        var rows = new[] { "normal.json", "corrected.json" }.Select(file => Translating.Row(Source, Samples.Json(Source, file))).ToArray();
        foreach (var order in new[] { rows, [.. rows.Reverse()] })
            Assert.Equal("50", Translating.Current(Translating.Fold(order)).Resources.Single(resource => resource.TextAt("resourceType") == "MedicationRequest").At("dosageInstruction", 0, "doseAndRate", 0, "doseQuantity", "value")!.ToJsonString());
    }

    [Fact]
    public void A_Bundle_cut_short_anywhere_is_refused_and_never_thrown_at()
    {
        var whole = Encoding.UTF8.GetBytes(Bundle().ToJsonString());
        for (var length = 0; length < whole.Length; length += 97) Translating.TryTranslate(Source, whole[..length]).Refused();
    }
}
