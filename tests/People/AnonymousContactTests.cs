using System.Text.Json.Nodes;
using Throughcare.Benchmarks.Population;
using Throughcare.Handovers;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Storage;
using Throughcare.Tests.Subscriptions;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.People;

/// <summary>Somebody whom a needle exchange helps and nobody looks for: linked to a person by their own asking and by nothing else, and unknown again when they wish (A19).</summary>
public class AnonymousContactTests
{
    private const string Source = "needle-exchange";

    private static readonly StandingClock Clock = new(new DateTimeOffset(2026, 4, 6, 10, 30, 0, TimeSpan.Zero));

    private static async Task<World> NewWorld()
    {
        var stores = Stores.InMemory();
        await stores.CreateIfMissing();
        return new World(Translating.Tables, stores, Clock);
    }

    private static byte[] Notice(string sample, Action<JsonNode>? change = null)
    {
        var notice = Samples.Json(Source, sample);
        change?.Invoke(notice);
        return notice.ToUtf8();
    }

    /// <summary>A release of somebody, with all that could lead to them.</summary>
    private static byte[] Release(string prisonNumber, string id, Action<JsonNode>? change = null)
    {
        var notice = Translating.ReleaseNotice();
        (notice["noticeId"], notice["person"]!["nomsNumber"]) = (id, prisonNumber);
        change?.Invoke(notice);
        return notice.ToUtf8();
    }

    private static PersonNumber Card(string card = "BS4471", string exchange = "ZZ951") => new(Translating.Tables.Systems["exchange-contact"], card, exchange);

    private static PersonNumber Prison(string value) => new(Translating.Tables.Systems["prison-number"], value, "");

    private static async Task<IReadOnlyList<TableRow>> Asked(World world) => await world.Questions.Read(OpenQuestions.Identities, default);

    private static async Task<string[]> Vaccines(World world, string person) =>
        [.. (await world.Plans.Current(person, default))!.OfType("Immunization").Select(dose => dose.TextAt("vaccineCode", "coding", 0, "code")!)];

    /// <summary>What a plan says, whatever its person's key and whenever it was applied.</summary>
    private static async Task<string> Content(World world, string person)
    {
        var rows = await world.Plans.Read(person, default);
        var plan = MergeLaw.Fold("psomebody", rows.Notices.Where(notice => notice.Entries.Count > 0).Select(notice => notice with { RecordedAt = Translating.Recorded }), Translating.Tables.Facts, Translating.Keys);
        return new JsonArray([.. PlanBundle.Resources(plan, World.FhirBase)]).ToJsonString();
    }

    [Fact]
    public void Every_row_of_the_table_is_used_by_a_sample() => Assert.Empty(Samples.UnusedRows(Source));

    [Fact]
    public async Task A_contact_that_was_sent_with_somebodys_name_birthday_postcode_and_numbers_is_linked_to_nobody_and_asked_about_nowhere()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A4821DF", "R1", notice =>
        {
            var person = notice["person"]!;
            (person["surname"], person["forename"], person["middleNames"], person["dateOfBirth"], person["nhsNumber"], person["address"]!["postcode"]) = ("FAIRHURST", "Wendy", new JsonArray(), "02/11/1984", "9990000034", "LL13 8BG");
        }));
        var key = await world.Send(Source, Notice("with-a-name-by-mistake.json"));
        // Nor does somebody who comes later with the same.
        await world.Send("prison-healthcare", Release("A4821DG", "R2", notice =>
        {
            var person = notice["person"]!;
            (person["surname"], person["forename"], person["middleNames"], person["dateOfBirth"], person["address"]!["postcode"]) = ("FAIRHURST", "Wendy", new JsonArray(), "02/11/1984", "LL13 8BG");
            person.AsObject().Remove("nhsNumber");
            notice["probation"]!.AsObject().Remove("crn");
            notice["release"]!["bookingNumber"] = "99999Z";
        }));
        var unknown = (await world.PersonOf(Card("BS4472")))!;
        Assert.NotEqual(await world.PersonOf(Prison("A4821DF")), unknown);
        Assert.NotEqual(await world.PersonOf(Prison("A4821DG")), unknown);
        Assert.DoesNotContain(await Asked(world), question => question.Text("OnePerson") == unknown || question.Text("OtherPerson") == unknown);
        var rows = await world.Plans.Read(unknown, default);
        Assert.True(Assert.Single(rows.Here).Profile.IsEmpty);
        var plan = new JsonArray([.. (await world.Plans.Current(unknown, default))!.Resources.Select(resource => resource.DeepClone())]).ToJsonString();
        foreach (var sent in new[] { "Fairhurst", "Wendy", "1984-11-02", "LL13", "9990000034", "A4821DF", "07700" }) Assert.DoesNotContain(sent, plan, StringComparison.OrdinalIgnoreCase);
        // The exchange hears that it was left out, by its place and not by its value.
        var remarks = Translating.Translate(Source, Notice("with-a-name-by-mistake.json")).Remarks;
        foreach (var place in new[] { "person.surname", "person.forenames[]", "person.dateOfBirth", "person.postcode", "person.nhsNumber", "person.prisonNumber", "person.phone" }) Assert.Contains(remarks, remark => remark.Element == place);
        Assert.DoesNotContain(remarks, remark => remark.Sentence.Contains("Fairhurst", StringComparison.Ordinal));
        Assert.NotEmpty(key);
    }

    [Fact]
    public async Task The_same_card_again_is_the_same_unknown_person_and_no_card_is_somebody_new_each_time()
    {
        var world = await NewWorld();
        await world.Send(Source, Notice("normal.json"));
        var unknown = (await world.PersonOf(Card()))!;
        await world.Send(Source, Notice("normal.json", notice => { notice["contact"] = "BS-2026-0500"; notice["card"] = "bs4471"; notice["vaccinations"]![0]!["dose"] = 2; }));
        Assert.Equal(["hepatitis-b", "hepatitis-b"], await Vaccines(world, unknown));
        // What they inject is said twice and is one thing each.
        Assert.Equal(2, (await world.Plans.Current(unknown, default))!.OfType("Condition").Count());
        await world.Send(Source, Notice("normal.json", notice => { notice["contact"] = "BS-2026-0501"; notice.AsObject().Remove("card"); }));
        await world.Send(Source, Notice("normal.json", notice => { notice["contact"] = "BS-2026-0502"; notice.AsObject().Remove("card"); }));
        Assert.Equal(2, (await Vaccines(world, unknown)).Length);
    }

    [Fact]
    public async Task Two_exchanges_with_the_same_number_on_a_card_are_two()
    {
        var world = await NewWorld();
        await world.Send(Source, Notice("normal.json"));
        await world.Send(Source, Notice("normal.json", notice => notice["exchange"]!["odsCode"] = "ZZ952"));
        Assert.NotNull(await world.PersonOf(Card()));
        Assert.NotEqual(await world.PersonOf(Card()), await world.PersonOf(Card(exchange: "ZZ952")));
        Assert.Empty(await Asked(world));
    }

    [Fact]
    public async Task A_contact_makes_nobody_a_party_and_nothing_is_owed_to_anybody()
    {
        var world = await NewWorld();
        await world.Send(Source, Notice("normal.json"));
        Assert.Empty((await world.Plans.Read((await world.PersonOf(Card()))!, default)).Owed);
        Assert.Empty(new Routing(Translating.Tables).WhoMustBeTold(Translating.Fold(Translating.Row(Source, Notice("normal.json"))), new DateOnly(2026, 4, 6)));
    }

    [Theory]
    [InlineData("link-asked.json", "link-taken-back.json")]
    [InlineData("link-asked-by-prison-number.json", "link-taken-back-by-prison-number.json")]
    [InlineData("link-asked-by-crn.json", "link-taken-back-by-the-exchange.json")]
    public async Task After_the_person_asks_the_vaccination_is_in_their_plan_and_taken_back_all_is_as_before(string asked, string takenBack)
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A3453BC", "R1"));
        await world.Send(Source, Notice("normal.json"));
        var (person, unknown) = ((await world.PersonOf(Prison("A3453BC")))!, (await world.PersonOf(Card()))!);
        var (before, unknownBefore) = (await Content(world, person), await Content(world, unknown));
        Assert.Empty(await Vaccines(world, person));

        await world.Send(Source, Notice(asked));
        Assert.Equal(person, await world.PersonOf(Card()));
        Assert.Equal(["hepatitis-b"], await Vaccines(world, person));
        // It is on record who asked, who heard them, and why.
        var linked = (await world.Plans.Read(person, default)).Here.Single(identity => identity.Key == Identities.KeyOf(world.Keys, Card()));
        Assert.Equal("The person; heard by Kit Marlowe-Byrne of ZZ951: They asked for what the exchange did to be part of their plan", linked.Because);
        Assert.NotEmpty(linked.By);
        Assert.True(linked.Profile.IsEmpty);
        await world.Send(Source, Notice(takenBack));
        Assert.Equal(unknown, await world.PersonOf(Card()));
        Assert.Equal(before, await Content(world, person));
        Assert.DoesNotContain((await world.Plans.Current(person, default))!.OfType("DetectedIssue"), issue => issue.TextAt("code", "coding", 0, "code") == "identity-corrected");
        Assert.Equal(["hepatitis-b"], await Vaccines(world, unknown));
        Assert.Equal(unknownBefore, await Content(world, unknown));
        Assert.Empty(await Asked(world));
    }

    [Fact]
    public async Task Without_the_persons_own_asking_nothing_happens()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A3453BC", "R1"));
        await world.Send(Source, Notice("normal.json"));
        var unknown = await world.PersonOf(Card());
        foreach (var (change, at) in new Action<JsonNode>[] { _ => { }, asked => asked["by"] = "their keyworker", asked => asked.AsObject().Remove("by"), asked => { asked["by"] = "the person"; asked.AsObject().Remove("witness"); } }.Index().Select(one => (one.Item, one.Index)))
        {
            var key = await world.Send(Source, Notice("link-nobody-asked-for.json", notice => { notice["link"] = $"BSL-4{at}"; change(notice["asked"]!); }));
            Assert.Equal(("refused", new Refusal(RefusalReason.DecisionIsIncomplete).Sentence), ((await world.Ledger.Ending(key, default))!.Text("State"), (await world.Ledger.Ending(key, default))!.Text("Because")));
            Assert.Equal(unknown, await world.PersonOf(Card()));
        }
        Assert.Empty(await Vaccines(world, (await world.PersonOf(Prison("A3453BC")))!));
        Assert.Empty(await Asked(world));
    }

    [Fact]
    public async Task What_the_exchange_does_after_the_link_is_in_the_plan_and_goes_with_the_card_when_it_is_taken_back()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A3453BC", "R1"));
        await world.Send(Source, Notice("normal.json"));
        var person = (await world.PersonOf(Prison("A3453BC")))!;
        await world.Send(Source, Notice("link-asked.json"));
        await world.Send(Source, Notice("normal.json", notice => { notice["contact"] = "BS-2026-0500"; notice["vaccinations"]![0]!["dose"] = 2; }));
        Assert.Equal(2, (await Vaccines(world, person)).Length);
        await world.Send(Source, Notice("link-taken-back.json"));
        Assert.Empty(await Vaccines(world, person));
        Assert.Equal(2, (await Vaccines(world, (await world.PersonOf(Card()))!)).Length);
        // They may ask again.
        await world.Send(Source, Notice("link-asked.json", notice => (notice["link"], notice["at"]) = ("BSL-51", "2026-04-02T18:00:00Z")));
        Assert.Equal(2, (await Vaccines(world, person)).Length);
    }

    [Fact]
    public async Task A_link_to_a_number_that_nobody_knows_yet_holds_for_whoever_comes_with_it()
    {
        var world = await NewWorld();
        await world.Send(Source, Notice("link-asked-by-prison-number.json"));
        await world.Send(Source, Notice("normal.json"));
        await world.Send("prison-healthcare", Release("A3453BC", "R1"));
        var person = (await world.PersonOf(Prison("A3453BC")))!;
        Assert.Equal(person, await world.PersonOf(Card()));
        Assert.Equal(["hepatitis-b"], await Vaccines(world, person));
        await world.Send(Source, Notice("link-taken-back-by-prison-number.json"));
        Assert.Equal(person, await world.PersonOf(Prison("A3453BC")));
        Assert.Empty(await Vaccines(world, person));
        Assert.Equal(["hepatitis-b"], await Vaccines(world, (await world.PersonOf(Card()))!));
        Assert.Empty(await Asked(world));
    }

    [Fact]
    public async Task Taken_back_before_the_asking_arrives_it_stays_taken_back()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A3453BC", "R1"));
        await world.Send(Source, Notice("normal.json"));
        await world.Send(Source, Notice("link-taken-back.json"));
        await world.Send(Source, Notice("link-asked.json"));
        Assert.NotEqual(await world.PersonOf(Prison("A3453BC")), await world.PersonOf(Card()));
        Assert.Empty(await Vaccines(world, (await world.PersonOf(Prison("A3453BC")))!));
    }

    /// <summary>Somebody gives a friend's number first and then their own, or two share a card.</summary>
    [Fact]
    public async Task A_card_that_is_linked_to_another_number_later_moves_alone_and_does_not_make_the_two_one()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A3453BC", "R1"));
        await world.Send("prison-healthcare", Release("A4821DF", "R2", notice =>
        {
            (notice["person"]!["surname"], notice["person"]!["forename"], notice["person"]!["dateOfBirth"], notice["release"]!["bookingNumber"]) = ("IDRIS", "Osman", "12/12/1995", "99999Z");
            notice["person"]!.AsObject().Remove("nhsNumber");
            notice["probation"]!.AsObject().Remove("crn");
        }));
        await world.Send(Source, Notice("normal.json"));
        var (one, other) = ((await world.PersonOf(Prison("A3453BC")))!, (await world.PersonOf(Prison("A4821DF")))!);
        Assert.NotEqual(one, other);
        await world.Send(Source, Notice("link-asked.json"));
        await world.Send(Source, Notice("link-asked-by-prison-number.json", notice => (notice["person"]!["prisonNumber"], notice["at"]) = ("A4821DF", "2026-03-25T18:00:00Z")));
        Assert.Equal((one, other, other), (await world.PersonOf(Prison("A3453BC")), await world.PersonOf(Prison("A4821DF")), await world.PersonOf(Card())));
        Assert.Empty(await Vaccines(world, one));
        Assert.Equal(["hepatitis-b"], await Vaccines(world, other));
    }

    [Fact]
    public void A_linked_contact_speaks_neither_for_nor_against_two_being_one()
    {
        var matching = new Matching(Translating.Tables);
        KnownAs Known(string family, string given, string born) => new(new Profile { Names = [new PersonName(family, given)], BirthDates = [born], Numbers = [new PersonNumber(Translating.Tables.Systems["nhs-number"], "9990000034", ""), new PersonNumber(Translating.Tables.Systems["pnc"], "2008/0545166T", "")] }, false);
        var (one, other, contact) = (Known("Fairhurst", "Wendy", "1984-11-02"), Known("Idris", "Osman", "1995-12-12"), new KnownAs(Profile.Nothing, false));
        var alone = matching.Compare([one], [other]);
        Assert.Equal(Verdict.Ask, alone.Verdict);
        foreach (var linked in new[] { matching.Compare([one, contact], [other]), matching.Compare([contact, one], [other, contact]) }) Assert.Equal((alone.Verdict, alone.Score, alone.InWords), (linked.Verdict, linked.Score, linked.InWords));
        Assert.Equal(Verdict.Different, matching.Compare([contact], [other]).Verdict);
    }
}
