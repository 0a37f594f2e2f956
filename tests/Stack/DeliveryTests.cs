using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Throughcare.Local.Agencies;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.RunningStack;

/// <summary>Until they acknowledge: recipients that fail, refuse, answer nonsense, or are no longer the ones to be told.</summary>
[Collection(nameof(StackCollection))]
public sealed class DeliveryTests(StackFixture stack) : IDisposable
{
    private Agencies Agencies => stack.Stack.Agencies;

    public void Dispose()
    {
        Agencies.Interfere = (_, _) => null;
        Agencies.AnswerInstead = (_, _) => null;
    }

    private static JsonObject Notice(string prisonNumber, int version = 1)
    {
        var notice = Translating.ReleaseNotice();
        notice["noticeId"] = $"RN-{prisonNumber}";
        notice["noticeVersion"] = version;
        notice["person"]!["nomsNumber"] = prisonNumber;
        notice["person"]!.AsObject().Remove("nhsNumber");
        notice["probation"]!["crn"] = $"D{prisonNumber[1..5]}00";
        notice["probation"]!["requirement"]!["requirementId"] = $"RQ-{prisonNumber}";
        return notice;
    }

    private async Task<string> Send(JsonObject notice)
    {
        await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", notice)).Body);
        return await stack.PersonOf(notice["person"]!["nomsNumber"]!.GetValue<string>());
    }

    /// <summary>What a recipient has about the person, in order.</summary>
    private List<JsonObject> Documents(string recipient, string mark) => [.. Agencies.All().Where(one => one.Recipient == recipient && one.Document.ToJsonString().Contains(mark, StringComparison.Ordinal)).Select(one => one.Document)];

    private static string? Dose(JsonObject document) => document["entry"]!.AsArray().Select(entry => entry!["resource"]).First(resource => resource.TextAt("resourceType") == "MedicationRequest").At("dosageInstruction", 0, "doseAndRate", 0, "doseQuantity", "value")!.ToString();

    [Fact]
    public async Task A_recipient_that_is_away_for_a_while_is_told_when_it_is_back_and_the_others_at_once()
    {
        var failed = 0;
        Agencies.Interfere = (recipient, _) => recipient == "wrexham-recovery" && failed++ < 3 ? Results.StatusCode(503) : null;
        var person = await Send(Notice("A2001AA"));
        Assert.Equal("acknowledged", (await stack.Told(person))["wrexham-recovery"].State);
        Assert.Single(Documents("wrexham-recovery", person));
        Assert.Single(Documents("trinity-practice", person));
    }

    /// <summary>Each notice about someone whose provider is away is tried at once; what is scheduled for later stays one look.</summary>
    [Fact]
    public async Task However_many_notices_come_while_a_recipient_is_away_one_look_is_scheduled()
    {
        Agencies.Interfere = (recipient, _) => recipient == "wrexham-recovery" ? Results.StatusCode(503) : null;
        for (var version = 1; version <= 4; version++)
        {
            var notice = Notice("A2008AA", version);
            notice["prescription"]!["dose"]!["value"] = 40 + version;
            await Send(notice);
        }
        await StackFixture.Until(() => Task.FromResult(stack.Stack.Broker.Count("updates") == 1 ? "" : null));
        Agencies.Interfere = (_, _) => null;
        var person = await stack.PersonOf("A2008AA");
        Assert.Equal("acknowledged", (await stack.Told(person))["wrexham-recovery"].State);
        Assert.Equal("44", Dose(Documents("wrexham-recovery", person)[^1]));
    }

    [Theory]
    [InlineData("A2101AA", "<html>It works!</html>")]
    [InlineData("A2102AA", "[]")]
    [InlineData("A2103AA", "{\"entry\":[\"x\"]}")]
    [InlineData("A2104AA", "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"MessageHeader\",\"response\":{\"identifier\":\"another message\",\"code\":\"ok\"}}}]}")]
    public async Task A_200_that_does_not_name_our_message_is_no_acknowledgement(string prisonNumber, string answer)
    {
        var lost = 0;
        Agencies.AnswerInstead = (recipient, _) => recipient == "wrexham-recovery" && lost++ < 1 ? Results.Text(answer) : null;
        var person = await Send(Notice(prisonNumber));
        Assert.Equal("acknowledged", (await stack.Told(person))["wrexham-recovery"].State);
        var effect = Assert.Single(Agencies.All(), one => one.Recipient == "wrexham-recovery" && one.Document.ToJsonString().Contains(person, StringComparison.Ordinal));
        Assert.Equal(2, effect.TimesOnTheWire);
    }

    [Fact]
    public async Task What_a_recipient_refuses_waits_for_a_person_and_goes_again_when_they_say_so()
    {
        Agencies.Interfere = (recipient, _) => recipient == "trinity-practice" ? Results.StatusCode(422) : null;
        var person = await Send(Notice("A2002AA"));
        Assert.Equal(("refused", "it answered 422"), (await stack.Told(person))["trinity-practice"]);
        Assert.Contains((await stack.Call(HttpMethod.Get, "api/waiting/undelivered", "desk")).Body!.AsArray(), row => row.TextAt("key") == $"{person}|trinity-practice");
        Agencies.Interfere = (_, _) => null;
        Assert.Equal(202, (await stack.Call(HttpMethod.Post, $"api/waiting/undelivered/{person}%7Ctrinity-practice", "desk", new StringContent("""{"by":"Duty officer","why":"They have mended it"}"""))).Status);
        await StackFixture.Until(async () => (await stack.Told(person))["trinity-practice"].State == "acknowledged" ? "" : null);
        await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, "api/waiting/undelivered", "desk")).Body!.AsArray().All(row => row.TextAt("key") != $"{person}|trinity-practice") ? "" : null);
        var answered = (await stack.Call(HttpMethod.Get, "api/waiting/answered/undelivered", "desk")).Body!.AsArray().Single(row => row.TextAt("subject") == person);
        Assert.Equal(("tell-again", "Duty officer", "They have mended it"), (answered.TextAt("answer"), answered.TextAt("by"), answered.TextAt("why")));
    }

    /// <summary>60 acknowledged; 70 sent, its answer lost; corrected back to 60. They may have 70, so 60 must go again.</summary>
    [Fact]
    public async Task Going_back_to_what_was_acknowledged_is_told_when_something_else_may_have_arrived()
    {
        var person = await Send(Notice("A2003AA"));
        await stack.Told(person);
        var losing = true;
        Agencies.AnswerInstead = (recipient, _) => losing && recipient == "trinity-practice" ? Results.StatusCode(500) : null;
        var second = Notice("A2003AA", 2);
        second["prescription"]!["dose"]!["value"] = 70;
        await Send(second);
        await StackFixture.Until(() => Task.FromResult(Documents("trinity-practice", person) is { Count: 2 } two ? two : null));
        var third = Notice("A2003AA", 3);
        await Send(third);
        losing = false;
        await StackFixture.Until(async () => (await stack.Told(person))["trinity-practice"].State == "acknowledged" ? "" : null);
        Assert.Equal(["60", "70", "60"], Documents("trinity-practice", person).Select(Dose));
    }

    [Fact]
    public async Task A_corrected_address_calls_off_the_handover_there_and_offers_it_here()
    {
        var person = await Send(Notice("A2004AA"));
        await stack.Told(person);
        var corrected = Notice("A2004AA", 2);
        corrected["person"]!["address"]!["postcode"] = "LS8 5AB";
        await Send(corrected);
        var told = await StackFixture.Until(async () => (await stack.Told(person)) is { } rows && rows.GetValueOrDefault("wrexham-recovery").State == "ended" && rows.GetValueOrDefault("leeds-recovery").State == "acknowledged" ? rows : null);
        Assert.Equal("acknowledged", told["yorkshire-probation"].State);
        var handover = Documents("wrexham-recovery", person)[0]["entry"]!.AsArray().Select(entry => entry!["resource"]).First(resource => resource.TextAt("code", "coding", 0, "code") == "accept-handover").TextAt("id")!;
        var last = Documents("wrexham-recovery", handover)[^1];
        Assert.Equal("cancelled", last.TextAt("entry", 1, "resource", "status"));
        // That it is over, and nothing of the plan: above all not the new address.
        Assert.Equal(2, last["entry"]!.AsArray().Count);
        Assert.DoesNotContain("LS8", last.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_rerouted_before_they_were_told_never_hears_of_the_person()
    {
        Agencies.Interfere = (recipient, _) => recipient == "bradford-recovery" ? Results.StatusCode(503) : null;
        var notice = Notice("A2005AA");
        notice["person"]!["address"]!["postcode"] = "BD1 4AB";
        var person = await Send(notice);
        var corrected = Notice("A2005AA", 2);
        corrected["person"]!["address"]!["postcode"] = "WF1 2AB";
        await Send(corrected);
        await StackFixture.Until(() => Task.FromResult(Documents("wakefield-recovery", person).Count > 0 ? "" : null));
        Agencies.Interfere = (_, _) => null;
        // It was called and failed, so it may know: it hears that it is over. It never gets the plan.
        await StackFixture.Until(async () => (await stack.Told(person))["bradford-recovery"].State is "ended" or "withdrawn" ? "" : null);
        Assert.DoesNotContain(Documents("bradford-recovery", ""), document => document.ToJsonString().Contains($"CarePlan/{person}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_requirement_that_is_taken_back_is_taken_back_at_probation_too()
    {
        var person = await Send(Notice("A2006AA"));
        await stack.Told(person);
        var before = Agencies.All().Count(one => one.Recipient == "wales-probation");
        var corrected = Notice("A2006AA", 2);
        corrected["probation"]!.AsObject().Remove("requirement");
        await Send(corrected);
        await stack.Told(person);
        var last = await StackFixture.Until(() => Task.FromResult(Agencies.All().Where(one => one.Recipient == "wales-probation").Skip(before).FirstOrDefault()));
        Assert.Empty(last.Document["requirements"]!.AsArray());
        Assert.Equal(2, (int)last.Document["sequence"]!);
    }

    [Fact]
    public async Task Nobody_is_left_expecting_someone_who_has_died()
    {
        var person = await Send(Notice("A2007AA"));
        await stack.Told(person);
        var died = Translating.Released();
        died["additionalInformation"]!["nomsNumber"] = "A2007AA";
        died["additionalInformation"]!["nomisMovementReasonCode"] = "DEC";
        await stack.Stack.Broker.Send("hmpps-domain-events", [new Throughcare.Local.Bus.BusMessage(System.Text.Encoding.UTF8.GetBytes(died.ToJsonString()))]);
        var told = await StackFixture.Until(async () => (await stack.Told(person)) is { } rows && rows["wrexham-recovery"].State == "ended" ? rows : null);
        Assert.All(told.Values, row => Assert.Equal("ended", row.State));
    }
}
