using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.RunningStack;

/// <summary>$process-message and $validate, as agencies call them that speak FHIR themselves.</summary>
[Collection(nameof(StackCollection))]
public class ProcessMessageTests(StackFixture stack)
{
    private static JsonObject Sample(string name, string prisonNumber)
    {
        var bundle = JsonNode.Parse(File.ReadAllText(Path.Combine(Repo.Mappings, "community-provider-fhir", "samples", name + ".json")))!.AsObject();
        bundle["identifier"]!["value"] = $"M-{prisonNumber}";
        bundle["timestamp"] = "2026-03-06T10:00:00Z";
        foreach (var patient in bundle["entry"].Items().Select(entry => entry["resource"]!).Where(resource => resource.TextAt("resourceType") == "Patient"))
            patient["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.throughcare.example/Id/prison-number", ["value"] = prisonNumber });
        return bundle;
    }

    private async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Post(string path, string body, string caller = "community-treatment")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/fhir+json");
        return await stack.Call(HttpMethod.Post, $"fhir/{path}", caller, content);
    }

    [Fact]
    public async Task A_message_is_applied_at_once_and_its_repeat_gets_the_same_response()
    {
        var message = Sample("normal", "A7201AA").ToJsonString();
        var (status, response, raw) = await Post("$process-message", message);
        Assert.Equal((200, "message", "MessageHeader", "ok"), (status, response.TextAt("type"), response.TextAt("entry", 0, "resource", "resourceType"), response.TextAt("entry", 0, "resource", "response", "code")));
        Assert.Equal("5b1f0c7e-3d2a-4c55-9a10-000000000000", response.TextAt("entry", 0, "resource", "response", "identifier"));
        Assert.Equal("OperationOutcome", response.TextAt("entry", 1, "resource", "resourceType"));
        Assert.Empty(Fhir.Checking.Errors(new Checker(RulePack.Default).Check(Encoding.UTF8.GetBytes(response!.ToJsonString()), RulePack.Default.Profiles["https://fhir.throughcare.example/StructureDefinition/notice-answered-message"])));
        // It is in the plan by now; nobody has to wait for the queue.
        Assert.Equal(1, (int)(await stack.PlanOf("A7201AA"))["total"]!);
        Assert.Equal(await raw.Content.ReadAsStringAsync(), await (await Post("$process-message", message)).Raw.Content.ReadAsStringAsync());
        var person = await stack.PersonOf("A7201AA");
        Assert.Equal(1, (int)(await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", "desk")).Body!["parameter"].Items().First()["valueInteger"]!);
    }

    [Fact]
    public async Task What_cannot_be_used_gets_a_fatal_error_that_says_why()
    {
        var twoPeople = Sample("two-people", "A7202AA");
        twoPeople["type"] = "message";
        twoPeople["entry"]!.AsArray().Insert(0, Sample("normal", "A7202AA")["entry"]![0]!.DeepClone());
        var response = (await Post("$process-message", twoPeople.ToJsonString())).Body;
        Assert.Equal("fatal-error", response.TextAt("entry", 0, "resource", "response", "code"));
        Assert.Equal("error", response.TextAt("entry", 1, "resource", "issue", 0, "severity"));
        var taken = Sample("normal", "A7203AA");
        await Post("$process-message", taken.ToJsonString());
        taken["timestamp"] = "2026-03-06T10:01:00Z";
        var again = (await Post("$process-message", taken.ToJsonString())).Body;
        Assert.Equal(("fatal-error", "NoticeIdIsTaken"), (again.TextAt("entry", 0, "resource", "response", "code"), again.TextAt("entry", 1, "resource", "issue", 0, "details", "coding", 0, "code")));
    }

    [Fact]
    public async Task A_message_may_come_in_parameters_and_be_left_for_later()
    {
        JsonObject Parameters(JsonObject message, params JsonObject[] more) => new() { ["resourceType"] = "Parameters", ["parameter"] = new JsonArray([new JsonObject { ["name"] = "content", ["resource"] = message }, .. more]) };
        Assert.Equal("ok", (await Post("$process-message", Parameters(Sample("normal", "A7204AA")).ToJsonString())).Body.TextAt("entry", 0, "resource", "response", "code"));
        var (status, outcome, raw) = await Post("$process-message", Parameters(Sample("normal", "A7205AA"), new JsonObject { ["name"] = "async", ["valueBoolean"] = true }).ToJsonString());
        Assert.Equal((202, "information"), (status, outcome.TextAt("issue", 0, "severity")));
        var place = raw.Content.Headers.ContentLocation!.ToString();
        await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, place.TrimStart('/'), "community-treatment")).Body is { } body && body.TextAt("state") == "applied" ? body : null);
        var url = await Post("$process-message", Parameters(Sample("normal", "A7206AA"), new JsonObject { ["name"] = "response-url", ["valueUrl"] = "https://elsewhere.example" }).ToJsonString());
        Assert.Equal((400, "MessageIsNone"), (url.Status, url.Body.TextAt("issue", 0, "details", "coding", 0, "code")));
    }

    [Theory]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"MessageHeader","id":"a"}}]}""", 400, "MessageIsNone")]
    [InlineData("""{"resourceType":"Bundle","type":"message"}""", 400, "MessageIsNone")]
    [InlineData("""{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"Patient","id":"a"}}]}""", 400, "MessageIsNone")]
    [InlineData("""{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader"}}]}""", 400, "MessageIsNone")]
    [InlineData("""{"resourceType":"Bundle","type":"message","entry":{"resource":1}}""", 400, "MessageIsNone")]
    [InlineData("""{"resourceType":"Parameters","parameter":[]}""", 400, "MessageIsNone")]
    [InlineData("""{"resourceType":"Parameters","parameter":7}""", 400, "MessageIsNone")]
    [InlineData("""{"resourceType":"Parameters","parameter":[1,{"name":"content","resource":2}]}""", 400, "MessageIsNone")]
    [InlineData("""{"resourceType":1}""", 400, "MessageIsNone")]
    [InlineData("[]", 400, "NoticeIsNotJson")]
    [InlineData("{", 400, "NoticeIsNotJson")]
    [InlineData("", 400, "NoticeIsNotJson")]
    public async Task What_is_no_message_is_answered_with_an_OperationOutcome(string body, int status, string reason)
    {
        var answer = await Post("$process-message", body);
        Assert.Equal((status, "OperationOutcome", reason), (answer.Status, answer.Body.TextAt("resourceType"), answer.Body.TextAt("issue", 0, "details", "coding", 0, "code")));
    }

    [Fact]
    public async Task Who_sends_no_FHIR_cannot_send_a_message()
    {
        var message = Sample("normal", "A7207AA").ToJsonString();
        Assert.Equal(403, (await Post("$process-message", message, "prison-healthcare")).Status);
        Assert.Equal(403, (await Post("$process-message", message, "gp")).Status);
        Assert.Equal(413, (await Post("$process-message", new string(' ', 1024 * 1024) + message)).Status);
        Assert.Equal(0, (int)(await stack.PlanOf("A7207AA"))["total"]!);
    }

    [Fact]
    public async Task Any_caller_may_ask_whether_a_resource_is_valid()
    {
        var valid = (await Post("Patient/$validate", """{"resourceType":"Patient","birthDate":"1990-02-03"}""", "hospital")).Body;
        Assert.Equal("information", valid.TextAt("issue", 0, "severity"));
        var wrong = await Post("Patient/$validate", """{"resourceType":"Patient","birthDate":"1990-02-31"}""");
        Assert.Equal((200, "error", "Patient.birthDate"), (wrong.Status, wrong.Body.TextAt("issue", 0, "severity"), wrong.Body.TextAt("issue", 0, "expression", 0)));
        Assert.Equal("It is a Patient; the address asks about a Goal.", (await Post("Goal/$validate", """{"resourceType":"Patient"}""")).Body.TextAt("issue", 0, "diagnostics"));
        Assert.Equal("error", (await Post("$validate", """{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Goal"}},{"name":"mode","valueCode":"create"}]}""")).Body.TextAt("issue", 0, "severity"));
        foreach (var unreadable in new[] { "{", "", "\u0000", "[]", """{"resourceType":7}""", """{"resourceType":"Nothing"}""" }) Assert.True((await Post("$validate", unreadable)).Body.TextAt("issue", 0, "severity") == "error", unreadable);
        Assert.Equal(404, (await Post("$validate?profile=https://elsewhere.example/x", """{"resourceType":"Patient"}""")).Status);
        Assert.Equal(401, (await stack.Call(HttpMethod.Post, "fhir/$validate", null)).Status);
    }
}
