using System.Text.Json.Nodes;
using Throughcare.Benchmarks.Population;
using Throughcare.Hosting;
using Throughcare.People;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.People;

/// <summary>Decisions that are interrupted, overtake each other or contradict each other.</summary>
public partial class WhoIsWhoTests
{
    private static JsonObject Merge(string stays, string removed, string at) => Event("prison-offender-events.prisoner.merged", at, ("nomsNumber", stays), ("removedNomsNumber", removed), ("reason", "MERGE"), ("bookingId", "1"));

    private static async Task<int> Told(World world, string person) => (await world.Plans.Read(person, default)).Notices.Where(notice => notice.Entries.Count > 0).Select(notice => notice.Key).Distinct().Count();

    /// <summary>Three people, of whom the second has left to be joined to the first and has not arrived; and the notice that was to join them.</summary>
    private static async Task<(World World, ReadOnlyMemory<byte> Merge)> InterruptedJoin()
    {
        var stores = Stores.InMemory();
        var world = await NewWorld(stores: stores);
        await Seen(world, "A1111AA", 0, "R1"); await Seen(world, "A1111BB", 1, "R2"); await Seen(world, "A1111CC", 2, "R3");
        var broken = await NewWorld(new FaultPoint("move-after-leaving:1:throw"), stores);
        var merge = Merge("A1111AA", "A1111BB", "2026-03-06T08:00:00Z").ToUtf8();
        await Assert.ThrowsAnyAsync<Exception>(() => broken.Send("hmpps-domain-events", merge));
        return (world, merge);
    }

    private static readonly string[] Surnames = ["KELLOW", "IDRIS", "OKAFOR"];
    private static readonly string[] Born = ["02/03/1970", "12/12/1995", "01/07/1981"];
    private static readonly string[] Given = ["Bryn", "Osman", "Chidi"];

    private static Task<string> Seen(World world, string number, int who, string id) => world.Send("prison-healthcare", Release(number, id, notice => Describe(notice, Surnames[who], Given[who], Born[who])).ToUtf8());

    [Fact]
    public async Task An_unmerge_that_breaks_off_is_finished_when_it_comes_again()
    {
        var stores = Stores.InMemory();
        var world = await NewWorld(stores: stores);
        await world.Send("prison-healthcare", Release("A4444AA", "R1", notice => { Describe(notice, "KELLOW", "Bryn", "02/03/1970"); notice["probation"]!["crn"] = "X444401"; }).ToUtf8());
        await world.Send("prison-healthcare", Release("A4444BB", "R2", notice => { Describe(notice, "IDRIS", "Osman", "12/12/1995"); notice["probation"]!["crn"] = "X444402"; }).ToUtf8());
        var other = await world.PersonOf(Prison("A4444BB"));
        await world.Send("hmpps-domain-events", Event("probation-case.merge.completed", "2026-03-06T08:00:00Z", ("sourceCRN", "X444402"), ("targetCRN", "X444401")).ToUtf8());
        var unmerge = Event("probation-case.unmerge.completed", "2026-03-06T09:00:00Z", ("reactivatedCRN", "X444402"), ("unmergedCRN", "X444401")).ToUtf8();
        var broken = await NewWorld(new FaultPoint("move-after-leaving:1:throw"), stores);
        await Assert.ThrowsAnyAsync<Exception>(() => broken.Send("hmpps-domain-events", unmerge));
        var again = Task.Run(() => world.Send("hmpps-domain-events", unmerge));
        Assert.True(await Task.WhenAny(again, Task.Delay(8000)) == again, "still running after 8 s");
        Assert.Equal(other, await world.PersonOf(Prison("A4444BB")));
    }

    [Fact]
    public async Task A_late_notice_and_another_join_while_a_join_is_interrupted_lose_nothing()
    {
        var (world, merge) = await InterruptedJoin();
        await Seen(world, "A1111BB", 1, "R4");
        await world.Send("hmpps-domain-events", Merge("A1111CC", "A1111AA", "2026-03-06T09:00:00Z").ToUtf8());
        await world.Send("hmpps-domain-events", merge);
        Assert.Equal(4, await Told(world, (await world.PersonOf(Prison("A1111BB")))!));
    }

    [Fact]
    public async Task A_join_whose_target_was_joined_to_another_meanwhile_arrives_there()
    {
        var (world, merge) = await InterruptedJoin();
        await world.Send("hmpps-domain-events", Merge("A1111CC", "A1111AA", "2026-03-06T09:00:00Z").ToUtf8());
        await world.Send("hmpps-domain-events", merge);
        Assert.Equal(await world.PersonOf(Prison("A1111AA")), await world.PersonOf(Prison("A1111BB")));
    }

    /// <summary>Opposite: both have found whose they are before either leaves.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decisions_in_opposite_directions_at_one_moment_end_with_one_person(bool crash)
    {
        var gate = new Gate();
        var stores = new Stores(name => name == "plans" ? new Gated(name, gate) : new Throughcare.Benchmarks.Storage.MemoryTable(name), name => new Throughcare.Benchmarks.Storage.MemoryBlobs(name));
        var world = await NewWorld(stores: stores);
        await Seen(world, "A1111AA", 0, "R1"); await Seen(world, "A1111BB", 1, "R2");
        gate.Arm(2);
        var (ab, ba) = (Merge("A1111AA", "A1111BB", "2026-03-06T08:00:00Z").ToUtf8(), Merge("A1111BB", "A1111AA", "2026-03-06T08:00:00Z").ToUtf8());
        async Task Go(ReadOnlyMemory<byte> notice) { var one = await NewWorld(crash ? new FaultPoint("move-after-leaving:1:throw") : null, stores); try { await one.Send("hmpps-domain-events", notice); } catch (Exception problem) when (crash) { Assert.Contains("Fault point", problem.Message, StringComparison.Ordinal); } }
        await Task.WhenAll(Task.Run(() => Go(ab)), Task.Run(() => Go(ba)));
        await world.Send("hmpps-domain-events", ab);
        await world.Send("hmpps-domain-events", ba);
        await Seen(world, "A1111AA", 0, "R5");
        Assert.Equal(await world.PersonOf(Prison("A1111AA")), await world.PersonOf(Prison("A1111BB")));
    }

    private sealed class Gate
    {
        private int armed;
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public void Arm(int count) => armed = count;
        public async Task Pass()
        {
            if (armed <= 0) return;
            if (Interlocked.Decrement(ref armed) == 0) open.SetResult();
            await open.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    /// <summary>Holds the first transactions that say where a person moved to until all have come.</summary>
    private sealed class Gated(string name, Gate gate) : Throughcare.Storage.Table(name)
    {
        private readonly Throughcare.Benchmarks.Storage.MemoryTable inner = new(name);
        public override Task CreateIfMissing(CancellationToken cancel) => inner.CreateIfMissing(cancel);
        public override Task<Throughcare.Storage.TableRow?> Get(string partition, string row, CancellationToken cancel) => inner.Get(partition, row, cancel);
        public override IAsyncEnumerable<Throughcare.Storage.TableRow> StartingWith(string partition, string prefix, CancellationToken cancel) => inner.StartingWith(partition, prefix, cancel);
        public override IAsyncEnumerable<Throughcare.Storage.TableRow> Between(string partition, string first, string last, CancellationToken cancel) => inner.Between(partition, first, last, cancel);
        public override IAsyncEnumerable<Throughcare.Storage.TableRow> DueBy(string property, DateTimeOffset time, int most, CancellationToken cancel) => inner.DueBy(property, time, most, cancel);
        public override Task Insert(Throughcare.Storage.TableRow row, CancellationToken cancel) => inner.Insert(row, cancel);
        public override Task Upsert(Throughcare.Storage.TableRow row, CancellationToken cancel) => inner.Upsert(row, cancel);
        public override Task Merge(Throughcare.Storage.TableRow row, string etag, CancellationToken cancel) => inner.Merge(row, etag, cancel);
        public override Task Delete(string partition, string row, CancellationToken cancel, string etag = "*") => inner.Delete(partition, row, cancel, etag);
        public override async Task Submit(IReadOnlyList<Throughcare.Storage.TableChange> changes, CancellationToken cancel)
        {
            if (changes.Any(change => change.Row.Row == "head" && change.Row.Text("MovedTo") is not null)) await gate.Pass();
            await inner.Submit(changes, cancel);
        }
    }

    [Fact]
    public async Task What_is_sent_under_the_id_of_somebody_who_was_parted_again_goes_to_them()
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A4444AA", "R1", notice => { Describe(notice, "KELLOW", "Bryn", "02/03/1970"); notice["probation"]!["crn"] = "X444401"; }).ToUtf8());
        await world.Send("prison-healthcare", Release("A4444BB", "R2", notice => { Describe(notice, "IDRIS", "Osman", "12/12/1995"); notice["probation"]!["crn"] = "X444402"; }).ToUtf8());
        var other = (await world.PersonOf(Prison("A4444BB")))!;
        JsonObject Placed(string id) => new() { ["id"] = id, ["at"] = "2026-03-06T08:30:00Z", ["placement"] = new JsonObject { ["person"] = other, ["role"] = "gp", ["recipient"] = "trinity-practice", ["by"] = "x", ["why"] = "y" } };
        await world.Send("hmpps-domain-events", Event("probation-case.merge.completed", "2026-03-06T08:00:00Z", ("sourceCRN", "X444402"), ("targetCRN", "X444401")).ToUtf8());
        await world.Send("throughcare-desk", Placed("P1").ToUtf8());
        await world.Send("hmpps-domain-events", Event("probation-case.unmerge.completed", "2026-03-06T09:00:00Z", ("reactivatedCRN", "X444402"), ("unmergedCRN", "X444401")).ToUtf8());
        Assert.Equal(other, await world.PersonOf(Prison("A4444BB")));
        var key = await world.Send("throughcare-desk", Placed("P2").ToUtf8());
        Assert.Contains((await world.Plans.Read(other, default)).Notices, notice => notice.Key == key);
    }

    [Fact]
    public async Task A_correction_that_is_about_somebody_else_leaves_nothing_behind()
    {
        var world = await NewWorld();
        await Seen(world, "A1111AA", 0, "R0");
        await Seen(world, "A1111AA", 0, "R1");
        await world.Send("prison-healthcare", Release("A1111BB", "R1", notice => { Describe(notice, Surnames[1], Given[1], Born[1]); notice["noticeVersion"] = 9; }).ToUtf8());
        var rows = await world.Plans.Read((await world.PersonOf(Prison("A1111AA")))!, default);
        Assert.DoesNotContain(world.Plans.Fold(rows).Facts.SelectMany(fact => fact.Others.Prepend(fact.Chosen)), assertion => assertion.Notice.Id == "R1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_unmerge_and_a_merge_the_later_holds_in_whichever_order_they_come(bool late)
    {
        var world = await NewWorld();
        await world.Send("prison-healthcare", Release("A4444AA", "R1", notice => { Describe(notice, "KELLOW", "Bryn", "02/03/1970"); notice["probation"]!["crn"] = "X444401"; }).ToUtf8());
        await world.Send("prison-healthcare", Release("A4444BB", "R2", notice => { Describe(notice, "IDRIS", "Osman", "12/12/1995"); notice["probation"]!["crn"] = "X444402"; }).ToUtf8());
        var unmerge = Event("probation-case.unmerge.completed", "2026-03-06T09:00:00Z", ("reactivatedCRN", "X444402"), ("unmergedCRN", "X444401")).ToUtf8();
        var merge = Event("probation-case.merge.completed", "2026-03-06T10:00:00Z", ("sourceCRN", "X444402"), ("targetCRN", "X444401")).ToUtf8();
        foreach (var notice in late ? new[] { merge, unmerge } : [unmerge, merge]) await world.Send("hmpps-domain-events", notice);
        Assert.Equal(await world.PersonOf(Prison("A4444AA")), await world.PersonOf(Prison("A4444BB")));
    }

    [Fact]
    public async Task A_booking_that_was_moved_by_mistake_can_be_moved_back()
    {
        var world = await NewWorld();
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-01-10T09:00:00Z", ("nomsNumber", "A6666AA"), ("reason", "ADMISSION"), ("prisonId", "LEI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-02-10T09:00:00Z", ("nomsNumber", "A6666AA"), ("reason", "ADMISSION"), ("prisonId", "MDI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2025-05-01T09:00:00Z", ("nomsNumber", "A6666BB"), ("reason", "ADMISSION"), ("prisonId", "BWI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        var (from, to) = ((await world.PersonOf(Prison("A6666AA")))!, (await world.PersonOf(Prison("A6666BB")))!);
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.booking.moved", "2026-03-01T09:00:00Z", ("bookingId", "1"), ("movedFromNomsNumber", "A6666AA"), ("movedToNomsNumber", "A6666BB"), ("bookingStartDateTime", "2026-02-10T09:00:00")).ToUtf8());
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.booking.moved", "2026-03-02T09:00:00Z", ("bookingId", "1"), ("movedFromNomsNumber", "A6666BB"), ("movedToNomsNumber", "A6666AA"), ("bookingStartDateTime", "2026-02-10T09:00:00")).ToUtf8());
        Assert.Equal(["BWI"], await Prisons(world, to));
        Assert.Equal(["LEI", "MDI"], await Prisons(world, from));
    }

    [Theory]
    [InlineData("KELLOW", "Bryn", "1970-03-02", "male", "LS11AA", "IDRIS", "Olwen", "1995-12-12", "female", "BD99ZZ", 4)]
    [InlineData("KELLOW", "Bryn", "1970-03-02", "male", "LS11AA", "KELLOW", "Osman", "1975-12-12", "male", "LS11AA", 3)]
    [InlineData("KELLOW", "Bryn", "1970-03-02", "male", "LS11AA", "IDRIS", "Osman", "1995-12-12", "male", "BD99ZZ", 5)]
    public void Numbers_alone_do_not_join_two_of_whom_everything_else_differs(string f1, string g1, string b1, string s1, string p1, string f2, string g2, string b2, string s2, string p2, int numbers)
    {
        var systems = new[] { "nhs-number", "prison-number", "crn", "pnc", "cro" }.Take(numbers).Select(name => new PersonNumber(Translating.Tables.Systems[name], "1", "")).ToList();
        var likeness = new Matching(Translating.Tables).Compare(
            [new KnownAs(new Profile { Numbers = systems, Names = [new PersonName(f1, g1)], BirthDates = [b1], Sexes = [s1], Postcodes = [p1] }, false)],
            [new KnownAs(new Profile { Numbers = systems, Names = [new PersonName(f2, g2)], BirthDates = [b2], Sexes = [s2], Postcodes = [p2] }, numbers == 5)]);
        Assert.True(likeness.Verdict == Verdict.Ask, $"{likeness.Verdict} {likeness.Score}: {likeness.InWords}");
    }

    [Fact]
    public async Task Somebody_of_a_hundred_identities_can_be_merged()
    {
        var world = await NewWorld();
        await Seen(world, "A1111AA", 0, "R1");
        await world.Send("prison-healthcare", Release("A1111BB", "R2", notice => { Describe(notice, "IDRIS", "Osman", "12/12/1995"); notice["person"]!["nhsNumber"] = "9990000018"; }).ToUtf8());
        for (var i = 0; i < 100; i++)
            await world.Send("community-provider-fhir", Treatment($"T{i}", patient => { Describe(patient, "Idris", "Osman", "1995-12-12", "male", "LS1 4AP"); patient["identifier"]!.AsArray().Add(Number("nhs-number", "9990000018")); }).ToUtf8());
        var person = (await world.PersonOf(Prison("A1111BB")))!;
        var count = (await world.Plans.Read(person, default)).Here.Count;
        await world.Send("hmpps-domain-events", Merge("A1111AA", "A1111BB", "2026-03-06T08:00:00Z").ToUtf8());
        Assert.True(await world.PersonOf(Prison("A1111AA")) == await world.PersonOf(Prison("A1111BB")), $"{count} identities");
    }

    [Fact]
    public async Task An_urgent_question_stays_urgent_and_keeps_its_age()
    {
        var world = await NewWorld();
        await TwoAlike(world);
        var before = Assert.Single(await Asked(world));
        await world.Send("community-provider-fhir", Treatment("T1", patient => { Describe(patient, "Tremayne", "Jory", "1990-09-09", "male", "LS1 4AP"); patient["identifier"]!.AsArray().Add(Number("prison-number", "A3333AA")); }).ToUtf8());
        var after = (await Asked(world)).Single(row => row.Row == before.Row);
        Assert.Equal($"{before.Text("Urgency")} {before.Number("Hours")}", $"{after.Text("Urgency")} {after.Number("Hours")}");
    }

    [Fact]
    public async Task A_human_who_says_that_two_are_two_is_heard_though_they_were_joined_meanwhile()
    {
        var world = await NewWorld();
        await TwoAlike(world);
        var question = Assert.Single(await Asked(world));
        await world.Answer(question, same: true, Clock.GetUtcNow());
        await world.Answer(question, same: false, Clock.GetUtcNow().AddMinutes(1));
        Assert.NotEqual(await world.PersonOf(Prison("A3333AA")), await world.PersonOf(Prison("A3333BB")));
    }

    [Fact]
    public async Task A_booking_move_that_breaks_off_before_the_index_knows_the_stay_loses_nothing()
    {
        var stores = Stores.InMemory();
        var world = await NewWorld(stores: stores);
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-02-10T09:00:00Z", ("nomsNumber", "A6666AA"), ("reason", "ADMISSION"), ("prisonId", "MDI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2025-05-01T09:00:00Z", ("nomsNumber", "A6666BB"), ("reason", "ADMISSION"), ("prisonId", "BWI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        var moved = Event("prison-offender-events.prisoner.booking.moved", "2026-03-01T09:00:00Z", ("bookingId", "1"), ("movedFromNomsNumber", "A6666AA"), ("movedToNomsNumber", "A6666BB"), ("bookingStartDateTime", "2026-02-10T09:00:00")).ToUtf8();
        // apply-before-commit: 1st is the split, 2nd would be the leaving; the claim of the index is between, so cancel it there.
        var cut = new Stores(name => stores.Tables.First(table => table.Name == name) is var inner && name == "people" ? new NoInsert(inner) : inner, name => name == "notices" ? stores.Notices : stores.Refused);
        var broken = await NewWorld(stores: cut);
        await Assert.ThrowsAnyAsync<Exception>(() => broken.Send("hmpps-domain-events", moved));
        var key = await world.Send("hmpps-domain-events", Event("prison-offender-events.prisoner.received", "2026-02-20T09:00:00Z", ("nomsNumber", "A6666AA"), ("reason", "ADMISSION"), ("prisonId", "RNI"), ("nomisMovementReasonCode", "N")).ToUtf8());
        await world.Send("hmpps-domain-events", moved);
        var to = (await world.PersonOf(Prison("A6666BB")))!;
        Assert.Equal(["BWI", "MDI", "RNI"], await Prisons(world, to));
    }

    private sealed class NoInsert(Throughcare.Storage.Table inner) : Throughcare.Storage.Table(inner.Name)
    {
        public override Task CreateIfMissing(CancellationToken cancel) => inner.CreateIfMissing(cancel);
        public override Task<Throughcare.Storage.TableRow?> Get(string partition, string row, CancellationToken cancel) => inner.Get(partition, row, cancel);
        public override IAsyncEnumerable<Throughcare.Storage.TableRow> StartingWith(string partition, string prefix, CancellationToken cancel) => inner.StartingWith(partition, prefix, cancel);
        public override IAsyncEnumerable<Throughcare.Storage.TableRow> Between(string partition, string first, string last, CancellationToken cancel) => inner.Between(partition, first, last, cancel);
        public override IAsyncEnumerable<Throughcare.Storage.TableRow> DueBy(string property, DateTimeOffset time, int most, CancellationToken cancel) => inner.DueBy(property, time, most, cancel);
        public override async Task Insert(Throughcare.Storage.TableRow row, CancellationToken cancel)
        {
            if (await inner.Get(row.Partition, row.Row, cancel) is null) throw new InvalidOperationException("Killed here.");
            await inner.Insert(row, cancel);
        }
        public override Task Upsert(Throughcare.Storage.TableRow row, CancellationToken cancel) => inner.Upsert(row, cancel);
        public override Task Merge(Throughcare.Storage.TableRow row, string etag, CancellationToken cancel) => inner.Merge(row, etag, cancel);
        public override Task Delete(string partition, string row, CancellationToken cancel, string etag = "*") => inner.Delete(partition, row, cancel, etag);
        public override Task Submit(IReadOnlyList<Throughcare.Storage.TableChange> changes, CancellationToken cancel) => inner.Submit(changes, cancel);
    }
}
