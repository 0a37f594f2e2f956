using System.Text.Json.Nodes;
using Throughcare.Benchmarks.Population;
using Throughcare.Hosting;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Tests.Subscriptions;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.People;

/// <summary>One person known by many numbers: joined when it is clear, asked about when it is not, parted again as if they had never been joined.</summary>
public partial class WhoIsWhoTests
{
    private static readonly StandingClock Clock = new(new DateTimeOffset(2026, 3, 6, 10, 30, 0, TimeSpan.Zero));

    private static async Task<World> NewWorld(FaultPoint? fault = null, Stores? stores = null)
    {
        stores ??= Stores.InMemory();
        await stores.CreateIfMissing();
        return new World(Translating.Tables, stores, Clock, fault);
    }

    /// <summary>A release notice of prison healthcare about somebody no other test knows.</summary>
    private static JsonObject Release(string prisonNumber, string id, Action<JsonNode>? change = null)
    {
        var notice = Translating.ReleaseNotice();
        (notice["noticeId"], notice["person"]!["nomsNumber"]) = (id, prisonNumber);
        notice["person"]!.AsObject().Remove("nhsNumber");
        notice["probation"]!.AsObject().Remove("crn");
        change?.Invoke(notice);
        return notice;
    }

    /// <summary>A Bundle of a community provider.</summary>
    private static JsonObject Treatment(string id, Action<JsonNode> patient)
    {
        var bundle = JsonNode.Parse(File.ReadAllText(Path.Combine(Repo.Mappings, "community-provider-fhir", "samples", "normal.json")))!.AsObject();
        (bundle["identifier"]!["value"], bundle["timestamp"]) = (id, "2026-03-05T10:00:00Z");
        var person = bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!).First(resource => resource.TextAt("resourceType") == "Patient");
        person["identifier"] = new JsonArray();
        patient(person);
        return bundle;
    }

    private static JsonObject Number(string system, string value, string? assigner = null)
    {
        var identifier = new JsonObject { ["system"] = Translating.Tables.Systems[system], ["value"] = value };
        if (assigner is not null) identifier["assigner"] = new JsonObject { ["display"] = assigner };
        return identifier;
    }

    private static PersonNumber Prison(string value) => new(Translating.Tables.Systems["prison-number"], value, "");

    private static JsonObject Event(string type, string at, params (string Name, string Value)[] information) => new()
    {
        ["eventType"] = type, ["version"] = 1, ["occurredAt"] = at,
        ["additionalInformation"] = new JsonObject(information.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Value))),
    };

    private static async Task<IReadOnlyList<Throughcare.Storage.TableRow>> Asked(World world) => await world.Questions.Read(OpenQuestions.Identities, default);

    /// <summary>What a plan says, whatever its person's key and whenever it was applied.</summary>
    private static async Task<string> Content(World world, string person)
    {
        var rows = await world.Plans.Read(person, default);
        var plan = MergeLaw.Fold("psomebody", rows.Notices.Where(notice => notice.Entries.Count > 0).Select(notice => notice with { RecordedAt = Translating.Recorded }), Translating.Tables.Facts, Translating.Keys);
        return new JsonArray([.. PlanBundle.Resources(plan, World.FhirBase)]).ToJsonString();
    }

    private static void Describe(JsonNode patient, string family, string given, string born, string gender, string postcode)
    {
        patient["name"] = new JsonArray(new JsonObject { ["family"] = family, ["given"] = new JsonArray(given) });
        (patient["birthDate"], patient["gender"]) = (born, gender);
        patient["address"] = new JsonArray(new JsonObject { ["postalCode"] = postcode });
    }

    private static void Describe(JsonNode person, string surname, string forename, string born)
    {
        (person["person"]!["surname"], person["person"]!["forename"], person["person"]!["dateOfBirth"]) = (surname, forename, born);
        person["person"]!["middleNames"] = new JsonArray();
    }

    [Fact]
    public async Task A_number_with_name_and_birthday_joins_two_agencies_and_says_why()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A1111AA", "R1", notice => { notice["person"]!["nhsNumber"] = "9990000018"; Describe(notice, "MARCHBANK", "Orla", "04/05/1988"); }).ToUtf8());
        await world.Send("community-provider-fhir", Treatment("T1", patient =>
        {
            Describe(patient, "Marchbank", "Orla", "1988-05-04", "female", "LS1 4AP");
            patient["identifier"]!.AsArray().Add(Number("nhs-number", "9990000018"));
            patient["identifier"]!.AsArray().Add(Number("provider-client", "4711", "ZZ902"));
        }).ToUtf8());
        var person = (await world.PersonOf(Prison("A1111AA")))!;
        Assert.Equal(person, await world.PersonOf(new PersonNumber(Translating.Tables.Systems["provider-client"], "4711", "ZZ902")));
        Assert.Empty(await Asked(world));
        var joined = Assert.Single((await world.Plans.Read(person, default)).Here, identity => identity.Source == "community-provider-fhir");
        Assert.Contains("nhs-number same +34", joined.Because, StringComparison.Ordinal);
        Assert.Contains("birth-date same +13", joined.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_number_is_a_question_and_never_a_join()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A2222AA", "R1", notice => Describe(notice, "OKAFOR", "Chidi", "01/02/1979")).ToUtf8());
        await world.Send("community-provider-fhir", Treatment("T1", patient =>
        {
            Describe(patient, "Penhale", "Morwenna", "1991-11-30", "female", "LS1 4AP");
            patient["identifier"]!.AsArray().Add(Number("prison-number", "A2222AA"));
            patient["identifier"]!.AsArray().Add(Number("provider-client", "12", "ZZ902"));
        }).ToUtf8());
        var (one, other) = (await world.PersonOf(Prison("A2222AA")), await world.PersonOf(new PersonNumber(Translating.Tables.Systems["provider-client"], "12", "ZZ902")));
        Assert.NotEqual(one, other);
        var question = Assert.Single(await Asked(world));
        Assert.Contains("\"what\":\"prison-number\",\"finds\":\"same\"", question.Text("Compared")!, StringComparison.Ordinal);
        Assert.Contains("\"what\":\"birth-date\",\"finds\":\"different\"", question.Text("Compared")!, StringComparison.Ordinal);
        // Nothing waits unseen: whoever it is has a plan with what was sent.
        Assert.Single((await world.Plans.Read(other!, default)).Notices);
    }

    [Fact]
    public async Task An_answer_joins_the_plans_and_the_old_one_leads_on_to_the_one_that_goes_on()
    {
        var world = await NewWorld();
        var (one, other) = await TwoAlike(world);
        var question = Assert.Single(await Asked(world));
        await world.Answer(question, same: true, Clock.GetUtcNow());
        var goesOn = (await world.PersonOf(Prison("A3333AA")))!;
        var gone = goesOn == one ? other : one;
        Assert.Equal(goesOn, await world.PersonOf(Prison("A3333BB")));
        Assert.Equal(2, (await world.Plans.Read(goesOn, default)).Notices.Count(notice => notice.Entries.Count > 0));
        var old = (await world.Plans.Current(gone, default))!;
        Assert.Equal(goesOn, old.MovedTo);
        Assert.Equal($"Patient/{goesOn}", Assert.Single(old.OfType("Patient")).TextAt("link", 0, "other", "reference"));
        Assert.Equal("revoked", old.Resources[0].TextAt("status"));
        var current = (await world.Plans.Current(goesOn, default))!;
        // What came with the other is in it at once.
        Assert.Equal(PlanBundle.Resources(world.Plans.Fold(await world.Plans.Read(goesOn, default)), World.FhirBase).Select(resource => resource.ToJsonString()), current.Resources.Select(resource => resource.ToJsonString()));
        Assert.Equal($"CarePlan/{gone}", current.Resources[0].TextAt("replaces", 0, "reference"));
        // The plan that is held at the head is the one that its rows add up to, from the moment of the answer on.
        Assert.Equal(PlanBundle.Resources(world.Plans.Fold(await world.Plans.Read(goesOn, default)), World.FhirBase).Select(resource => resource.ToJsonString()), current.Resources.Select(resource => resource.ToJsonString()));
        Assert.Empty(await Asked(world));
        Assert.Equal("The truth", Assert.Single(await world.Questions.AnsweredOf(OpenQuestions.Identities, default)).Text("By"));
    }

    /// <summary>Two prison records of the same name and birthday: the prisons have them as two.</summary>
    private static async Task<(string One, string Other)> TwoAlike(World world)
    {
        await world.Send("prison-healthcare", Release("A3333AA", "R1", notice => Describe(notice, "TREMAYNE", "Jory", "09/09/1990")).ToUtf8());
        await world.Send("prison-healthcare", Release("A3333BB", "R2", notice =>
        {
            Describe(notice, "TREMAYNE", "Jory", "09/09/1990");
            notice["release"]!["bookingNumber"] = "99999Z";
        }).ToUtf8());
        return ((await world.PersonOf(Prison("A3333AA")))!, (await world.PersonOf(Prison("A3333BB")))!);
    }

    [Fact]
    public async Task Two_whom_a_human_has_told_apart_are_asked_about_again_only_when_more_speaks_for_it()
    {
        var world = await NewWorld();
        await TwoAlike(world);
        await world.Answer(Assert.Single(await Asked(world)), same: false, Clock.GetUtcNow());
        Assert.Empty(await Asked(world));
        // Another address says nothing more.
        await world.Send("prison-healthcare", Release("A3333AA", "R3", notice => { Describe(notice, "TREMAYNE", "Jory", "09/09/1990"); notice["person"]!["address"]!["postcode"] = "BD1 1AA"; }).ToUtf8());
        Assert.Empty(await Asked(world));
        // A number in common does.
        foreach (var (number, id) in new[] { ("A3333AA", "R4"), ("A3333BB", "R5") })
            await world.Send("prison-healthcare", Release(number, id, notice => { Describe(notice, "TREMAYNE", "Jory", "09/09/1990"); notice["person"]!["nhsNumber"] = "9990000026"; }).ToUtf8());
        Assert.Contains("more alike", Assert.Single(await Asked(world)).Text("Because")!, StringComparison.Ordinal);
        Assert.NotEqual(await world.PersonOf(Prison("A3333AA")), await world.PersonOf(Prison("A3333BB")));
    }

    [Fact]
    public async Task What_probation_joins_and_parts_again_is_as_if_it_had_never_been_joined()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A4444AA", "R1", notice => { Describe(notice, "KELLOW", "Bryn", "02/03/1970"); notice["probation"]!["crn"] = "X444401"; }).ToUtf8());
        await world.Send("prison-healthcare", Release("A4444BB", "R2", notice => { Describe(notice, "IDRIS", "Osman", "12/12/1995"); notice["probation"]!["crn"] = "X444402"; }).ToUtf8());
        var (one, other) = ((await world.PersonOf(Prison("A4444AA")))!, (await world.PersonOf(Prison("A4444BB")))!);
        var (before, otherBefore) = (await Content(world, one), await Content(world, other));
        await world.Send("hmpps-domain-events", Event("probation-case.merge.completed", "2026-03-06T08:00:00Z", ("sourceCRN", "X444402"), ("targetCRN", "X444401")).ToUtf8());
        var joined = (await world.PersonOf(Prison("A4444AA")))!;
        Assert.Equal(joined, await world.PersonOf(Prison("A4444BB")));
        foreach (var number in new[] { "A4444AA", "A4444BB" }) Assert.Contains(number, new JsonArray([.. (await world.Plans.Current(joined, default))!.Resources]).ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual(before, await Content(world, joined));
        await world.Send("hmpps-domain-events", Event("probation-case.unmerge.completed", "2026-03-06T09:00:00Z", ("reactivatedCRN", "X444402"), ("unmergedCRN", "X444401")).ToUtf8());
        Assert.Equal((one, other), (await world.PersonOf(Prison("A4444AA")), await world.PersonOf(Prison("A4444BB"))));
        Assert.Equal(before, await Content(world, one));
        Assert.Equal(otherBefore, await Content(world, other));
        // Whoever acted on what was somebody else's is told so.
        var corrected = Assert.Single((await world.Plans.Current(joined, default))!.OfType("DetectedIssue"), issue => issue.TextAt("code", "coding", 0, "code") == "identity-corrected");
        Assert.Contains("sent by prison-healthcare", corrected.TextAt("detail")!, StringComparison.Ordinal);
        Assert.Contains("somebody else", corrected.TextAt("detail")!, StringComparison.Ordinal);
        foreach (var person in new[] { one, other }) Assert.Null((await world.Plans.Current(person, default))!.MovedTo);
    }

    [Fact]
    public async Task A_merge_that_is_announced_before_anybody_is_known_holds_for_whoever_comes()
    {
        var world = await NewWorld();
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.merged", "2026-03-06T08:00:00Z", ("nomsNumber", "A5555AA"), ("removedNomsNumber", "A5555BB"), ("reason", "MERGE"), ("bookingId", "1")).ToUtf8());
        await world.Send("prison-healthcare", Release("A5555BB", "R1", notice => Describe(notice, "SELWYN", "Agnes", "07/07/1977")).ToUtf8());
        await world.Send("prison-healthcare", Release("A5555AA", "R2", notice => Describe(notice, "SELWYN", "Agnes", "07/07/1977")).ToUtf8());
        Assert.Equal(await world.PersonOf(Prison("A5555AA")), await world.PersonOf(Prison("A5555BB")));
        Assert.Empty(await Asked(world));
    }

    [Fact]
    public async Task An_unmerge_that_overtakes_its_merge_still_holds()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A5656AA", "R1", notice => { Describe(notice, "KELLOW", "Bryn", "02/03/1970"); notice["probation"]!["crn"] = "X565601"; }).ToUtf8());
        await world.Send("prison-healthcare", Release("A5656BB", "R2", notice => { Describe(notice, "IDRIS", "Osman", "12/12/1995"); notice["probation"]!["crn"] = "X565602"; }).ToUtf8());
        await world.Send("hmpps-domain-events", Event("probation-case.unmerge.completed", "2026-03-06T09:00:00Z", ("reactivatedCRN", "X565602"), ("unmergedCRN", "X565601")).ToUtf8());
        await world.Send("hmpps-domain-events", Event("probation-case.merge.completed", "2026-03-06T08:00:00Z", ("sourceCRN", "X565602"), ("targetCRN", "X565601")).ToUtf8());
        Assert.NotEqual(await world.PersonOf(Prison("A5656AA")), await world.PersonOf(Prison("A5656BB")));
    }

    [Fact]
    public async Task A_booking_that_is_moved_counts_for_the_other_number_and_the_rest_stays()
    {
        var world = await NewWorld();
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-01-10T09:00:00Z", ("nomsNumber", "A6666AA"), ("reason", "ADMISSION"), ("prisonId", "LEI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-02-10T09:00:00Z", ("nomsNumber", "A6666AA"), ("reason", "ADMISSION"), ("prisonId", "MDI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2025-05-01T09:00:00Z", ("nomsNumber", "A6666BB"), ("reason", "ADMISSION"), ("prisonId", "BWI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        var (from, to) = ((await world.PersonOf(Prison("A6666AA")))!, (await world.PersonOf(Prison("A6666BB")))!);
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.booking.moved", "2026-03-01T09:00:00Z", ("bookingId", "1"), ("movedFromNomsNumber", "A6666AA"), ("movedToNomsNumber", "A6666BB"), ("bookingStartDateTime", "2026-02-10T09:00:00")).ToUtf8());
        Assert.Equal(["LEI"], await Prisons(world, from));
        Assert.Equal(["BWI", "MDI"], await Prisons(world, to));
        // What comes late about that stay goes the same way; what comes about a later one does not.
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-02-20T09:00:00Z", ("nomsNumber", "A6666AA"), ("reason", "ADMISSION"), ("prisonId", "RNI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-03-05T09:00:00Z", ("nomsNumber", "A6666AA"), ("reason", "ADMISSION"), ("prisonId", "HHI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        Assert.Equal(["LEI", "HHI"], await Prisons(world, from));
        Assert.Equal(["BWI", "MDI", "RNI"], await Prisons(world, to));
    }

    private static async Task<string[]> Prisons(World world, string person) =>
        [.. world.Plans.Fold(await world.Plans.Read(person, default)).OfKind("custody").Select(stay => stay.Resource.TextAt("location", 0, "location", "identifier", "value")!)];

    [Theory]
    [InlineData("move-after-leaving")]
    [InlineData("move-after-arriving")]
    [InlineData("apply-after-commit")]
    public async Task A_join_that_breaks_off_is_finished_when_its_notice_comes_again(string point)
    {
        var stores = Stores.InMemory();
        var world = await NewWorld(stores: stores);
        await world.Send("prison-healthcare", Release("A7777AA", "R1", notice => Describe(notice, "KELLOW", "Bryn", "02/03/1970")).ToUtf8());
        await world.Send("prison-healthcare", Release("A7777BB", "R2", notice => Describe(notice, "IDRIS", "Osman", "12/12/1995")).ToUtf8());
        var merge = Event("prison-offender-events.prisoner.merged", "2026-03-06T08:00:00Z", ("nomsNumber", "A7777AA"), ("removedNomsNumber", "A7777BB"), ("reason", "MERGE"), ("bookingId", "1")).ToUtf8();
        var broken = await NewWorld(new FaultPoint($"{point}:1:throw"), stores);
        await Assert.ThrowsAnyAsync<Exception>(() => broken.Send("hmpps-domain-events", merge));
        // Whatever comes in between is not lost.
        await world.Send("prison-healthcare", Release("A7777BB", "R3", notice => Describe(notice, "IDRIS", "Osman", "12/12/1995")).ToUtf8());
        await world.Send("hmpps-domain-events", merge);
        var one = await world.PersonOf(Prison("A7777AA"));
        Assert.Equal(one, await world.PersonOf(Prison("A7777BB")));
        Assert.Equal(3, (await world.Plans.Read(one!, default)).Notices.Count(notice => notice.Entries.Count > 0));
    }

    [Fact]
    public async Task Agencies_that_see_somebody_for_the_first_time_at_one_moment_end_with_one_person()
    {
        for (var round = 0; round < 50; round++)
        {
            var stores = Stores.InMemory();
            await stores.CreateIfMissing();
            // Each agency's notice in a process of its own.
            var worlds = Enumerable.Range(0, 4).Select(_ => new World(Translating.Tables, stores, Clock)).ToList();
            await Task.WhenAll(
                Task.Run(() => worlds[0].Send("prison-healthcare", Release("A8888AA", "R1", notice => { Describe(notice, "MARCHBANK", "Orla", "04/05/1988"); notice["person"]!["nhsNumber"] = "9990000018"; notice["person"]!["address"]!["postcode"] = "LS1 4AP"; }).ToUtf8())),
                Task.Run(() => worlds[1].Send("community-provider-fhir", Treatment("T1", patient => { Describe(patient, "Marchbank", "Orla", "1988-05-04", "female", "LS1 4AP"); patient["identifier"]!.AsArray().Add(Number("nhs-number", "9990000018")); patient["identifier"]!.AsArray().Add(Number("provider-client", "1", "ZZ902")); }).ToUtf8())),
                Task.Run(() => worlds[2].Send("community-provider-fhir", Treatment("T2", patient => { Describe(patient, "Marchbank", "Orla", "1988-05-04", "female", "LS1 4AP"); patient["identifier"]!.AsArray().Add(Number("prison-number", "A8888AA")); patient["identifier"]!.AsArray().Add(Number("provider-client", "2", "ZZ903")); }).ToUtf8())),
                Task.Run(() => worlds[3].Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-02-10T09:00:00Z", ("nomsNumber", "A8888AA"), ("reason", "ADMISSION"), ("prisonId", "MDI"), ("nomisMovementReasonCode", "N")).ToUtf8())));
            foreach (var world in worlds) await world.Work();
            var provider = Translating.Tables.Systems["provider-client"];
            var people = new[] { await worlds[0].PersonOf(Prison("A8888AA")), await worlds[0].PersonOf(new PersonNumber(provider, "1", "ZZ902")), await worlds[0].PersonOf(new PersonNumber(provider, "2", "ZZ903")) };
            Assert.True(people.Distinct().Count() == 1, $"Round {round}: {string.Join(", ", people)}");
            Assert.Equal(4, (await worlds[0].Plans.Read(people[0]!, default)).Notices.Count(notice => notice.Entries.Count > 0));
        }
    }
}
