using System.Text.Json.Nodes;
using Throughcare.Disclosure;
using Throughcare.Handovers;
using Throughcare.Plans;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.Disclosure;

/// <summary>Who may see what: built from what is allowed, absent otherwise.</summary>
public class DisclosureTests
{
    private static readonly DisclosurePolicy Policy = new(Translating.Tables);
    private static readonly Routing Routing = new(Translating.Tables);
    private static readonly Messages Messages = new(Policy, Translating.Handovers, Translating.Tables, Translating.Keys, "https://fhir.example");

    private static CurrentPlan Plan() => Translating.Current(Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("hmpps-domain-events", Translating.Released()), Translating.Row("recovery-plan", Samples.Read("recovery-plan", "normal.json"))));

    private static JsonObject Sent(string role, string recipient, CurrentPlan plan)
    {
        var content = Messages.ContentFor(Routing.Roles[role], Routing.Recipients[recipient], plan);
        return JsonNode.Parse(Messages.Document(Routing.Roles[role], Routing.Recipients[recipient], plan.Person, plan.Version, 1, content).Bytes)!.AsObject();
    }

    /// <summary>The whole of what probation gets, to the letter.</summary>
    [Fact]
    public void Probation_gets_requirement_id_date_and_status_and_nothing_else()
    {
        var sent = Sent("probation", "wales-probation", Plan());
        sent.Remove("messageId");
        Assert.Equal("""{"message":"requirements","sequence":1,"requirements":[{"requirementId":"RQ-37147139","date":"2026-03-11","status":"active"}]}""", sent.ToJsonString());
    }

    /// <summary>Every text of a plan is replaced by a token of its own, and probation's document is searched for each.</summary>
    [Fact]
    public void No_token_of_a_clinical_record_reaches_probation_over_a_thousand_plans()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var (plan, tokens) = Canaries(new Random(seed));
            var text = Sent("probation", "wales-probation", plan).ToJsonString();
            foreach (var (token, path) in tokens)
                if (text.Contains(token, StringComparison.Ordinal)) Assert.Matches(@"^ServiceRequest\.(identifier\.value|occurrencePeriod\.start|status)$", path);
        }
    }

    /// <summary>The control: an audience that may see everything does get the tokens, so the search above can find them.</summary>
    [Fact]
    public void The_same_search_finds_the_tokens_where_all_is_allowed()
    {
        var (plan, tokens) = Canaries(new Random(1));
        var text = new JsonArray([.. Policy.For("care-record", plan.Resources)]).ToJsonString();
        Assert.All(tokens, token => Assert.Contains(token.Token, text, StringComparison.Ordinal));
    }

    private static (CurrentPlan Plan, List<(string Token, string Path)> Tokens) Canaries(Random random)
    {
        var tokens = new List<(string, string)>();
        var resources = Plan().Resources.Select(resource => resource.DeepClone().AsObject()).ToList();
        foreach (var resource in resources)
        {
            Mark(resource, resource.TextAt("resourceType")!);
            // An element nobody has heard of must not be there either.
            var unheard = $"canary{random.NextInt64():x}";
            resource["unheardOf"] = unheard;
            tokens.Add((unheard, resource.TextAt("resourceType") + ".unheardOf"));
        }
        return (new CurrentPlan(Translating.Person, 2, resources), tokens);

        void Mark(JsonNode node, string path)
        {
            if (node is JsonArray list) { foreach (var item in list.ToList()) if (item is JsonObject or JsonArray) Mark(item, path); return; }
            foreach (var (name, value) in node.AsObject().ToList())
                if (name is "resourceType" or "id" or "reference" or "system" or "url" or "code") { if (value is JsonObject inner) Mark(inner, $"{path}.{name}"); }
                else if (value is JsonValue text && text.TryGetValue<string>(out _) && random.Next(4) > 0)
                {
                    var token = $"canary{random.NextInt64():x}";
                    node[name] = token;
                    tokens.Add((token, $"{path}.{name}"));
                }
                else if (value is JsonObject or JsonArray) Mark(value, $"{path}.{name}");
        }
    }

    [Fact]
    public void The_GP_gets_the_medicine_who_takes_over_and_the_risk_to_life_and_not_the_goals_prison_or_order()
    {
        var sent = Sent("gp", "trinity-practice", Plan());
        var text = sent.ToJsonString();
        Assert.Contains("Methadone 1mg", text, StringComparison.Ordinal);
        Assert.Contains("9990000123", text, StringComparison.Ordinal);
        Assert.Contains("Wrexham Recovery Service", text, StringComparison.Ordinal);
        Assert.Contains("At risk of suicide", text, StringComparison.Ordinal);
        foreach (var held in new[] { "A3453BC", "D591607", "violence", "Licence condition", "\"Goal\"", "HMP Leeds", "RQ-37147139", "rug rehabilitation" }) Assert.DoesNotContain(held, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_community_provider_gets_the_task_it_will_be_asked_to_accept()
    {
        var sent = Sent("community-provider", "wrexham-recovery", Plan());
        var header = sent.At("entry", 0, "resource");
        Assert.Equal("MessageHeader", header.TextAt("resourceType"));
        Assert.Equal("handover", header.TextAt("eventCoding", "code"));
        var task = sent["entry"]!.AsArray().Select(entry => entry!["resource"]).Single(resource => resource.TextAt("code", "coding", 0, "code") == "accept-handover");
        Assert.Equal($"Task/{task.TextAt("id")}", header.TextAt("focus", 0, "reference"));
        Assert.Equal(("requested", "2026-03-27", "ZZ901"), (task.TextAt("status"), task.TextAt("restriction", "period", "end"), task.TextAt("owner", "identifier", "value")));
    }

    [Fact]
    public void A_reference_to_what_is_held_back_is_held_back_too_but_for_the_person_whose_key_every_id_has()
    {
        foreach (var audience in Policy.Audiences)
        {
            var built = Policy.For(audience, Plan().Resources);
            var there = built.Select(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}").Append($"Patient/{Translating.Person}").ToHashSet();
            foreach (var resource in built) References.Rewrite(resource, reference => { Assert.Contains(reference, there); return reference; });
        }
    }

    /// <summary>Matrix 11, 15 and 16: hepatitis to those who treat, drug tests not to the practice, HIV and what nobody has decided about to nobody.</summary>
    [Fact]
    public void An_HIV_result_stays_with_the_record_and_a_test_nobody_knows_does_too()
    {
        var message = File.ReadAllText(Path.Combine(Repo.Mappings, "hospital-adt", "samples", "results.hl7")).Replace("PSYHSTAT^", "UNHEARD^", StringComparison.Ordinal);
        var plan = Translating.Current(Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("hospital-adt", System.Text.Encoding.UTF8.GetBytes(message))));
        Assert.Equal(["hepatitis-c-antibody", "hiv-antigen-and-antibody", "urine-morphine", "UNHEARD"], Seen("care-record"));
        Assert.Equal(["hepatitis-c-antibody", "urine-morphine"], Seen("community-treatment"));
        Assert.Equal(["hepatitis-c-antibody", "urine-morphine"], Seen("prison-healthcare"));
        Assert.Equal(["hepatitis-c-antibody"], Seen("gp"));
        Assert.Empty(Seen("probation"));
        Assert.DoesNotContain("Confirm by RNA", new JsonArray([.. Policy.For("gp", plan.Resources)]).ToJsonString(), StringComparison.Ordinal);

        string[] Seen(string audience)
        {
            var codes = Policy.For(audience, plan.Resources).Where(resource => resource.TextAt("resourceType") == "Observation").Select(resource => resource.TextAt("code", "coding", 0, "code")).ToHashSet();
            return [.. new[] { "hepatitis-c-antibody", "hiv-antigen-and-antibody", "urine-morphine", "UNHEARD" }.Where(codes.Contains)];
        }
    }

    /// <summary>Matrix 20, 21, 24 and 29: those who treat the person have what they said; a practice has the language, whether to book an interpreter and the reviews of prescribing.</summary>
    [Fact]
    public void What_the_person_said_for_their_plan_goes_to_those_who_treat_them()
    {
        var words = Samples.Json("recovery-plan", "normal.json").TextAt("words");
        foreach (var audience in Policy.Audiences)
        {
            var seen = Policy.For(audience, Plan().Resources);
            var treats = audience is "community-treatment" or "prison-healthcare" or "care-record";
            Assert.Equal(treats, seen.Any(resource => resource.TextAt("valueString") == words));
            Assert.Equal(treats, seen.Any(resource => resource.TextAt("resourceType") == "RelatedPerson"));
            Assert.Equal(treats, seen.Any(resource => resource.TextAt("code", "coding", 0, "code") == "social"));
            Assert.Equal(treats, seen.Any(resource => resource["extension"].Items().Any(extension => extension.TextAt("url") == FhirNames.Extension("goal-rank"))));
        }
        var practice = new JsonArray([.. Policy.For("gp", Plan().Resources)]).ToJsonString();
        foreach (var had in new[] { "Punjabi", "interpreter-needed", "2026-06-08" }) Assert.Contains(had, practice, StringComparison.Ordinal);
        foreach (var held in new[] { "gurdwara", "Gethin", "mutual-aid", "Dr Ngozi" }) Assert.DoesNotContain(held, practice, StringComparison.Ordinal);
    }

    /// <summary>Whom else the record heard from would tell of what is held back: a hospital that sent an HIV result and nothing else.</summary>
    [Fact]
    public void Only_the_record_says_who_has_contributed() =>
        Assert.Equal(["care-record"], Policy.Audiences.Where(audience => Policy.For(audience, Plan().Resources).Any(resource => resource["contributor"] is not null)));

    /// <summary>The days of a handover are counted from the prison's door, whatever hospital the person was in since.</summary>
    [Fact]
    public void A_stay_in_hospital_does_not_move_the_last_day_of_the_handover()
    {
        var admitted = File.ReadAllText(Path.Combine(Repo.Golden, "in-hospital-after-release", "4.hospital-adt.hl7"));
        var plan = Translating.Current(Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("hmpps-domain-events", Translating.Released()), Translating.Row("hospital-adt", System.Text.Encoding.UTF8.GetBytes(admitted))));
        var task = Sent("community-provider", "wrexham-recovery", plan)["entry"]!.AsArray().Select(entry => entry!["resource"]).Single(resource => resource.TextAt("code", "coding", 0, "code") == "accept-handover");
        Assert.Equal("2026-03-27", task.TextAt("restriction", "period", "end"));
    }

    [Fact]
    public void An_unknown_audience_gets_nothing() => Assert.Empty(Policy.For("passers-by", Plan().Resources));

    [Fact]
    public void The_same_plan_makes_the_same_bytes_and_another_version_others()
    {
        var plan = Plan();
        var content = Messages.ContentFor(Routing.Roles["gp"], Routing.Recipients["trinity-practice"], plan);
        string Digest(long version) => Messages.Document(Routing.Roles["gp"], Routing.Recipients["trinity-practice"], plan.Person, version, 1, content).Digest;
        Assert.Equal(Digest(2), Digest(2));
        Assert.NotEqual(Digest(2), Digest(3));
    }

    [Fact]
    public void What_changed_in_the_dose_changes_nothing_for_probation()
    {
        var notice = Translating.ReleaseNotice();
        notice["noticeVersion"] = 2;
        notice["prescription"]!["dose"]!["value"] = 45;
        var changed = Translating.Current(Translating.Fold(Translating.Row("prison-healthcare", notice), Translating.Row("hmpps-domain-events", Translating.Released())));
        string Content(string role, string recipient, CurrentPlan plan) => Messages.ContentFor(Routing.Roles[role], Routing.Recipients[recipient], plan).Digest;
        Assert.Equal(Content("probation", "wales-probation", Plan()), Content("probation", "wales-probation", changed));
        Assert.NotEqual(Content("gp", "trinity-practice", Plan()), Content("gp", "trinity-practice", changed));
    }

    [Fact]
    public void A_plan_without_a_requirement_has_nothing_for_probation()
    {
        var notice = Translating.ReleaseNotice();
        notice["probation"]!.AsObject().Remove("requirement");
        var plan = Translating.Current(Translating.Fold(Translating.Row("prison-healthcare", notice)));
        Assert.True(Messages.ContentFor(Routing.Roles["probation"], Routing.Recipients["wales-probation"], plan).IsEmpty);
    }

    /// <summary>intent says that it is an order; the person's key is in every id anyway.</summary>
    [Fact]
    public void Probation_reads_its_requirement_as_whole_FHIR_and_no_more()
    {
        var seen = Assert.Single(Policy.For("probation", Plan().Resources));
        Assert.Equal(["id", "identifier", "intent", "occurrencePeriod", "resourceType", "status", "subject"], seen.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal($"{{\"reference\":\"Patient/{Translating.Person}\"}}", seen["subject"]!.ToJsonString());
    }

    [Fact]
    public void What_FHIR_requires_and_a_reader_may_not_have_is_masked()
    {
        var consent = Policy.For("treatment-monitoring", [JsonNode.Parse("""{"resourceType":"Consent","id":"c1","status":"active","provision":{"type":"permit","purpose":[{"code":"x"}]}}""")!.AsObject()])[0];
        Assert.Equal("masked", consent.TextAt("_status", "extension", 0, "valueCode"));
        Assert.Equal("""{"type":"permit"}""", consent["provision"]!.ToJsonString());
    }

    [Fact]
    public void Why_a_value_is_absent_is_seen_by_those_who_may_see_the_value_and_by_nobody_else()
    {
        var reason = """{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}""";
        var dose = JsonNode.Parse($$"""{"resourceType":"MedicationAdministration","id":"m1","status":"unknown","_effectiveDateTime":{{reason}},"medicationCodeableConcept":{{reason}},"subject":{"reference":"Patient/p"},"_note":{{reason}}}""")!.AsObject();
        var seen = Policy.For("gp", [dose])[0];
        Assert.Equal(reason, seen["_effectiveDateTime"]!.ToJsonString());
        Assert.Equal(reason, seen["medicationCodeableConcept"]!.ToJsonString());
        Assert.Null(seen["_note"]);
        var episode = Policy.For("treatment-monitoring", [JsonNode.Parse($$"""{"resourceType":"EpisodeOfCare","id":"e1","managingOrganization":{{reason}}}""")!.AsObject()])[0];
        Assert.Equal(reason, episode["managingOrganization"]!.ToJsonString());
    }
}
