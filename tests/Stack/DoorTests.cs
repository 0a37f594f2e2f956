using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Local.Bus;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.RunningStack;

/// <summary>What comes to the door of the running product, good and bad.</summary>
[Collection(nameof(StackCollection))]
public class DoorTests(StackFixture stack)
{
    /// <summary>A notice about someone no other test knows.</summary>
    private static JsonObject Notice(string prisonNumber)
    {
        var notice = Translating.ReleaseNotice();
        notice["noticeId"] = $"RN-{prisonNumber}";
        notice["person"]!["nomsNumber"] = prisonNumber;
        notice["person"]!.AsObject().Remove("nhsNumber");
        notice["probation"]!["crn"] = $"X{prisonNumber[1..5]}00";
        return notice;
    }

    private static string Reason(JsonNode? outcome) => outcome.TextAt("issue", 0, "details", "coding", 0, "code") ?? "";

    [Fact]
    public async Task A_notice_is_taken_applied_and_told()
    {
        var (status, body, raw) = await stack.Post("prison-healthcare", Notice("A1001AA"));
        Assert.Equal(202, status);
        Assert.Equal(body.TextAt("status"), raw.Headers.Location!.ToString());
        var ended = await stack.Ended("prison-healthcare", body);
        Assert.Equal("applied", ended.TextAt("state"));
        var told = await stack.Told(await stack.PersonOf("A1001AA"));
        Assert.Equal(["trinity-practice", "wales-probation", "wrexham-recovery"], told.Where(row => row.Value.State == "acknowledged").Select(row => row.Key).Order());
    }

    /// <summary>The same notice fifty times at once: one plan version, one effect at each recipient.</summary>
    [Fact]
    public async Task The_same_notice_fifty_times_in_parallel_has_one_effect()
    {
        var notice = Notice("A1002AA");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => stack.Post("prison-healthcare", notice)));
        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body.TextAt("notice")).Distinct());
        await stack.Ended("prison-healthcare", answers[0].Body);
        var person = await stack.PersonOf("A1002AA");
        await stack.Told(person);
        Assert.Equal(1, (int)(await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", "desk")).Body!["parameter"]![0]!["valueInteger"]!);
        Assert.Equal(1, (int)(await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/_history", "desk")).Body!["total"]!);
        // Recipients see the person's key as the plan's id; probation sees the requirement's number.
        var effects = stack.Stack.Agencies.All().Where(one => one.Document.ToJsonString().Contains($"CarePlan/{person}", StringComparison.Ordinal)).GroupBy(one => one.Recipient);
        Assert.All(effects, effect => Assert.Single(effect));
        Assert.Equal(["trinity-practice", "wrexham-recovery"], effects.Select(effect => effect.Key).Order());
    }

    [Theory]
    [InlineData("{\"a\":", "application/json", 400, "NoticeIsNotJson")]
    [InlineData("[]", "application/json", 400, "NoticeIsNotJson")]
    [InlineData("{\"a\":1,\"a\":2}", "application/json", 400, "NoticeIsNotJson")]
    [InlineData("{\"release\":\"\\ud800\"}", "application/json", 400, "NoticeIsNotJson")]
    [InlineData("{\"release\":\"\\u0000\"}", "application/json", 400, "NoticeIsNotJson")]
    [InlineData("{\"release\":1}", "text/plain", 415, "ContentTypeIsNotJson")]
    [InlineData("{\"release\":1}", "application/json; charset=utf-16", 400, "CharacterSetIsNotUtf8")]
    [InlineData("{\"something\":1}", "application/json", 422, "NoticeKindIsUnknown")]
    [InlineData("{\"release\":{},\"noticeVersion\":1}", "application/json", 422, "NoticeIdIsMissing")]
    [InlineData("{\"release\":{},\"noticeId\":{\"x\":1},\"noticeVersion\":1}", "application/json", 422, "NoticeIdIsMissing")]
    [InlineData("{\"release\":{},\"noticeId\":\"x\",\"noticeVersion\":-1}", "application/json", 422, "NoticeVersionIsNotANumber")]
    [InlineData("{\"release\":{},\"noticeId\":\"x\",\"noticeVersion\":1,\"createdAt\":\"yesterday\"}", "application/json", 422, "NoticeTimeIsMissing")]
    public async Task Bad_input_is_refused_with_what_to_do(string body, string type, int status, string reason)
    {
        var answer = await stack.Post("prison-healthcare", Encoding.UTF8.GetBytes(body), type);
        Assert.Equal((status, reason), (answer.Status, Reason(answer.Body)));
        Assert.Equal("application/fhir+json", answer.Raw.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        foreach (var bytes in new[] { Encoding.Unicode.GetBytes("{\"release\":1}"), [.. "{\"release\":\""u8, 0xFF, .. "\"}"u8], Encoding.Latin1.GetBytes("{\"release\":\"Zoë\"}") })
            Assert.Equal((400, "CharacterSetIsNotUtf8"), await Answer(bytes));
        async Task<(int, string)> Answer(byte[] bytes) { var answer = await stack.Post("prison-healthcare", bytes); return (answer.Status, Reason(answer.Body)); }
    }

    [Fact]
    public async Task Too_large_or_too_deep_is_refused()
    {
        Assert.Equal(413, (await stack.Post("prison-healthcare", Encoding.UTF8.GetBytes($"{{\"release\":\"{new string('x', 1024 * 1024)}\"}}"))).Status);
        Assert.Equal(400, (await stack.Post("prison-healthcare", Encoding.UTF8.GetBytes(new string('[', 100_000)))).Status);
        Assert.Equal(400, (await stack.Post("prison-healthcare", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40)))).Status);
    }

    [Fact]
    public async Task An_unknown_source_or_key_is_refused()
    {
        var body = Encoding.UTF8.GetBytes(Notice("A1003AA").ToJsonString());
        Assert.Equal(404, (await stack.Post("weather-service", body, caller: "prison-healthcare")).Status);
        Assert.Equal(401, (await stack.Post("prison-healthcare", body, caller: "gp")).Status);
        Assert.Equal(401, (await stack.Post("prison-healthcare", body, caller: "nobody")).Status);
        Assert.Equal(401, (await stack.Call(HttpMethod.Post, "api/notices/prison-healthcare", null, new ByteArrayContent(body))).Status);
    }

    [Fact]
    public async Task Another_notice_under_the_same_id_and_version_is_a_conflict_and_a_higher_version_a_correction()
    {
        var notice = Notice("A1004AA");
        Assert.Equal(202, (await stack.Post("prison-healthcare", notice)).Status);
        notice["prescription"]!["dose"]!["value"] = 50;
        var conflict = await stack.Post("prison-healthcare", notice);
        Assert.Equal((409, "NoticeIdIsTaken"), (conflict.Status, Reason(conflict.Body)));
        notice["noticeVersion"] = 2;
        Assert.Equal("applied", (await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", notice)).Body)).TextAt("state"));
    }

    [Fact]
    public async Task A_refusal_after_the_202_is_seen_at_the_status_and_told_to_the_sender()
    {
        var notice = Notice("A1005AA");
        notice.Remove("person");
        notice.Remove("probation");
        var (status, body, _) = await stack.Post("prison-healthcare", notice);
        Assert.Equal(202, status);
        var ended = await stack.Ended("prison-healthcare", body);
        Assert.Equal(("refused", "NobodyIsNamed"), (ended.TextAt("state"), Reason(ended["outcome"])));
        var told = await StackFixture.Until(() => Task.FromResult(stack.Stack.Agencies.All().FirstOrDefault(one => one.Recipient == "prison-healthcare-desk" && one.Document.ToJsonString().Contains(body.TextAt("notice")!, StringComparison.Ordinal))));
        Assert.Equal("notice-refused", told.Document.At("entry", 0, "resource", "eventCoding").TextAt("code"));
        Assert.Equal("NobodyIsNamed", Reason(told.Document.At("entry", 1, "resource")));
    }

    [Fact]
    public async Task An_address_no_table_can_place_waits_and_goes_on_when_it_is_answered()
    {
        var notice = Notice("A1006AA");
        notice["person"]!["address"]!["postcode"] = "ZZ1 1ZZ";
        var ended = await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", notice)).Body);
        Assert.Contains("No community-provider could be told yet", ended.TextAt("because"), StringComparison.Ordinal);
        var person = await stack.PersonOf("A1006AA");
        Assert.Equal("unplaced", (await stack.Told(person))["unplaced-community-provider"].State);
        var waiting = (await stack.Call(HttpMethod.Get, "api/waiting/addresses", "desk")).Body!.AsArray().Select(row => row.TextAt("key")).ToList();
        Assert.Contains($"{person}|community-provider", waiting);

        var answer = new StringContent("""{"recipient":"leeds-recovery","by":"Duty officer","why":"Rang the address"}""");
        Assert.Equal(202, (await stack.Call(HttpMethod.Post, $"api/waiting/addresses/{person}%7Ccommunity-provider", "desk", answer)).Status);
        var told = await StackFixture.Until(async () => (await stack.Told(person)) is { } rows && rows.ContainsKey("leeds-recovery") ? rows : null);
        Assert.Equal(("acknowledged", "placed"), (told["leeds-recovery"].State, told["unplaced-community-provider"].State));
        waiting = [.. (await stack.Call(HttpMethod.Get, "api/waiting/addresses", "desk")).Body!.AsArray().Select(row => row.TextAt("key"))];
        Assert.DoesNotContain($"{person}|community-provider", waiting);
        Assert.Contains($"{person}|probation", waiting);
        var answered = (await stack.Call(HttpMethod.Get, "api/waiting/answered/addresses", "desk")).Body!.AsArray().Single(row => row.TextAt("person") == person);
        Assert.Equal(("leeds-recovery", "Duty officer", "Rang the address"), (answered.TextAt("answer"), answered.TextAt("by"), answered.TextAt("why")));
    }

    [Fact]
    public async Task An_answer_without_a_name_or_a_reason_is_refused()
    {
        Assert.Equal(422, (await stack.Call(HttpMethod.Post, "api/waiting/addresses/x", "desk", new StringContent("""{"recipient":"leeds-recovery"}"""))).Status);
        Assert.Equal(401, (await stack.Call(HttpMethod.Get, "api/waiting/addresses", "gp")).Status);
    }

    [Fact]
    public async Task A_movement_that_is_no_release_tells_nobody_and_says_why()
    {
        var moved = Translating.Released();
        moved["additionalInformation"]!["nomsNumber"] = "A1007AA";
        moved["additionalInformation"]!["reason"] = "TRANSFERRED";
        await stack.Stack.Broker.Send("hmpps-domain-events", [new BusMessage(Encoding.UTF8.GetBytes(moved.ToJsonString()))]);
        var person = await stack.PersonOf("A1007AA");
        var told = (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", "desk")).Body!;
        Assert.DoesNotContain(told["parameter"].Items(), part => part.TextAt("name") == "recipient");
        var happened = told["parameter"].Items().Single(part => part.TextAt("name") == "happened");
        Assert.Equal(("transferred", "A transfer keeps the person in prison: the next prison takes over and not the community"), (StackFixture.Part(happened, "event"), StackFixture.Part(happened, "because")));
    }

    [Fact]
    public async Task What_an_agencys_queue_brings_that_cannot_be_read_is_kept_and_the_queue_goes_on()
    {
        await stack.Stack.Broker.Send("hmpps-domain-events", [new BusMessage(Encoding.UTF8.GetBytes("{ not json"))]);
        var released = Translating.Released();
        released["additionalInformation"]!["nomsNumber"] = "A1008AA";
        await stack.Stack.Broker.Send("hmpps-domain-events", [new BusMessage(Encoding.UTF8.GetBytes(released.ToJsonString()))]);
        await stack.PersonOf("A1008AA");
        await StackFixture.Until(() => Task.FromResult(stack.Log.Contains("from hmpps-domain-events is refused: NoticeIsNotJson", StringComparison.Ordinal) ? "" : null));
    }

    [Fact]
    public async Task Gaps_are_listed_with_the_file_to_mend()
    {
        await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", Notice("A1009AA"))).Body);
        var gap = await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, "api/waiting/gaps", "desk")).Body!.AsArray().FirstOrDefault(gap => gap.TextAt("code") == "LCL-07"));
        Assert.Equal("mappings/prison-healthcare/codes/risk.csv", gap.TextAt("table"));
    }

    /// <summary>The invocations of the host and the public routes share one listener.</summary>
    [Theory]
    [InlineData("ApplyNotice")]
    [InlineData("/ApplyNotice")]
    [InlineData("fhir/../ApplyNotice")]
    [InlineData("fhir/%2e%2e/ApplyNotice")]
    [InlineData("fhir/..%2FApplyNotice")]
    [InlineData("api/notices/../../SendUpdate")]
    [InlineData("api/waiting/..%5C..%5CSendUpdate")]
    [InlineData("fhir/..\\ApplyNotice")]
    [InlineData("fhir/%252e%252e/ApplyNotice")]
    [InlineData("WatchClocks")]
    [InlineData("KeepDeadNotice")]
    public async Task No_public_path_reaches_an_internal_function(string path)
    {
        // By hand, because a client tidies a path before it sends it.
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync("127.0.0.1", stack.Stack.Front.Port);
        var body = "{\"Data\":{\"notice\":\"{}\"},\"Metadata\":{}}";
        var request = $"POST /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer {stack.Stack.KeyOf("desk")}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = await new StreamReader(connection.GetStream()).ReadToEndAsync();
        Assert.Matches("^HTTP/1.1 4\\d\\d", answer);
        Assert.DoesNotContain("Outputs", answer, StringComparison.Ordinal);
    }

    /// <summary>Should a host ever bend a path, the handler still knows what came from outside.</summary>
    [Fact]
    public async Task The_handler_itself_refuses_an_invocation_that_came_through_the_front_door()
    {
        using var http = new HttpClient();
        async Task<int> Invoke(string? header)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Stack.Handler.Address, "WatchClocks")) { Content = new StringContent("""{"Data":{"timer":{}},"Metadata":{}}""", Encoding.UTF8, "application/json") };
            if (header is not null) request.Headers.TryAddWithoutValidation(header, "192.0.2.1");
            using var response = await http.SendAsync(request);
            return (int)response.StatusCode;
        }
        Assert.Equal(200, await Invoke(null));
        Assert.Equal(404, await Invoke("X-Forwarded-For"));
        Assert.Equal(404, await Invoke("X-ARR-LOG-ID"));
    }

    [Fact]
    public async Task Each_caller_reads_what_its_audience_may_see_and_strangers_nothing()
    {
        await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", Notice("A1010AA"))).Body);
        var person = await stack.PersonOf("A1010AA");
        await stack.Told(person);
        var everything = (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$everything", "desk")).Body!;
        Assert.Contains(everything["entry"].Items(), entry => entry.TextAt("resource", "resourceType") == "Provenance");
        var gp = (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$everything", "gp")).Body!;
        Assert.DoesNotContain(gp["entry"].Items(), entry => entry.TextAt("resource", "resourceType") == "Goal");
        // What is there and not theirs looks like what is not there.
        var theirs = await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}", "probation");
        var absent = await stack.Call(HttpMethod.Get, "fhir/CarePlan/pnobody", "probation");
        Assert.Equal((404, absent.Body!.ToJsonString()), (theirs.Status, theirs.Body!.ToJsonString()));
        Assert.Equal(401, (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}", null)).Status);
        Assert.Equal(404, (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", "gp")).Status);
        Assert.Equal(0, (int)(await stack.PlanOf("A1010AA", "probation"))["total"]!);
        Assert.Equal("CapabilityStatement", (await stack.Call(HttpMethod.Get, "fhir/metadata", null)).Body.TextAt("resourceType"));
    }

    /// <summary>The prison's word on the stay outweighs healthcare's, which stays to be seen.</summary>
    [Fact]
    public async Task What_was_outweighed_is_still_what_its_source_said()
    {
        await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", Notice("A1012AA"))).Body);
        var released = Translating.Released();
        released["additionalInformation"]!["nomsNumber"] = "A1012AA";
        await stack.Stack.Broker.Send("hmpps-domain-events", [new BusMessage(Encoding.UTF8.GetBytes(released.ToJsonString()))]);
        var person = await stack.PersonOf("A1012AA");
        var said = await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$said", "desk")).Body!["parameter"].Items().FirstOrDefault(part => StackFixture.Part(part, "about").StartsWith("Encounter/", StringComparison.Ordinal)));
        Assert.Equal(("prison-healthcare", "hmpps-domain-events"), (StackFixture.Part(said, "source"), StackFixture.Part(said, "outweighedBy")));
        Assert.Equal("in-progress", said["part"].Items().Single(part => part.TextAt("name") == "what").TextAt("resource", "status"));
        Assert.Equal(404, (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$said", "gp")).Status);
    }

    [Fact]
    public async Task Nothing_in_the_log_names_a_person()
    {
        await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", Notice("A1011AA"))).Body);
        foreach (var secret in new[] { "A1011AA", "HOLLIS", "Daniel", "X101100", "07700", "Methadone", "RQ-37147139" }) Assert.DoesNotContain(secret, stack.Log, StringComparison.OrdinalIgnoreCase);
    }
}
