using System.Net;
using System.Text.Json.Nodes;

namespace Throughcare.Tests.RunningStack;

/// <summary>A service answers a handover by updating our Task, as any FHIR client does.</summary>
[Collection(nameof(StackCollection))]
public class HandoverAnswerTests(StackFixture stack)
{
    private async Task<(JsonObject Task, string ETag)> Handover(string person, string caller = "community-treatment")
    {
        var found = (await stack.Call(HttpMethod.Get, $"fhir/Task?patient={person}", caller)).Body!;
        var task = found["entry"].Items().Select(entry => entry["resource"]!.AsObject()).Single(resource => resource.TextAt("code", "coding", 0, "code") == "accept-handover");
        var read = await stack.Call(HttpMethod.Get, $"fhir/Task/{task.TextAt("id")}", caller);
        Assert.True(JsonNode.DeepEquals(task, read.Body));
        return (read.Body!.AsObject(), read.Raw.Headers.ETag!.ToString());
    }

    private async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Put(JsonNode task, string? ifMatch, string caller = "community-treatment", string? prefer = null, string? id = null, string type = "application/fhir+json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(stack.Stack.Front, $"fhir/Task/{id ?? task.TextAt("id")}")) { Content = new StringContent(task.ToJsonString(), System.Text.Encoding.UTF8, type) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {stack.Stack.KeyOf(caller)}");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (prefer is not null) request.Headers.TryAddWithoutValidation("Prefer", prefer);
        return await stack.Send(request);
    }

    private static JsonObject With(JsonObject task, string status, string? reason = null)
    {
        var changed = task.DeepClone().AsObject();
        changed["status"] = status;
        if (reason is not null) changed["statusReason"] = new JsonObject { ["text"] = reason };
        return changed;
    }

    private static string Reason(JsonNode? outcome) => outcome.TextAt("issue", 0, "details", "coding", 0, "code") ?? "";

    private async Task<IEnumerable<string>> Happened(string person) =>
        (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", "desk")).Body!["parameter"].Items().Where(part => part.TextAt("name") == "happened").Select(part => StackFixture.Part(part, "event"));

    [Fact]
    public async Task A_service_accepts_and_completes_a_handover_and_everyone_entitled_sees_it()
    {
        var person = await stack.Released("A7101AA");
        var (task, tag) = await Handover(person);
        Assert.Equal("requested", task.TextAt("status"));
        var (status, accepted, raw) = await Put(With(task, "accepted", "We expect them on Monday"), tag);
        Assert.Equal((200, "accepted", "We expect them on Monday"), (status, accepted.TextAt("status"), accepted.TextAt("statusReason", "text")));
        Assert.NotEqual(tag, raw.Headers.ETag!.ToString());
        Assert.NotNull(raw.Content.Headers.LastModified);
        var (again, newTag) = await Handover(person);
        Assert.Equal((raw.Headers.ETag.ToString(), "accepted"), (newTag, again.TextAt("status")));
        Assert.Equal(2, (int)(await stack.Call(HttpMethod.Get, $"fhir/Task/{task.TextAt("id")}/_history", "community-treatment")).Body!["total"]!);
        Assert.Equal("accepted", (await Handover(person, "desk")).Task.TextAt("status"));
        Assert.Contains("handover-accepted", await Happened(person));
        Assert.Equal("in-progress", (await Put(With(again, "in-progress"), newTag)).Body.TextAt("status"));
        var (going, goingTag) = await Handover(person);
        Assert.Equal("completed", (await Put(With(going, "completed"), goingTag)).Body.TextAt("status"));
        // The queue had every answer too, and found it done.
        await stack.Told(person);
        Assert.Equal(4, (int)(await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", "desk")).Body!["parameter"].Items().First()["valueInteger"]!);
        // What is sent to the service from now on says so too.
        var last = stack.Stack.Agencies.All().Last(document => document.Recipient == "wrexham-recovery" && document.Document.ToJsonString().Contains(person, StringComparison.Ordinal));
        Assert.Equal("completed", last.Document["entry"].Items().Single(entry => entry.TextAt("resource", "id") == task.TextAt("id")).TextAt("resource", "status"));
    }

    [Fact]
    public async Task An_answer_to_what_has_changed_meanwhile_is_refused_and_changes_nothing()
    {
        var person = await stack.Released("A7102AA");
        var (task, tag) = await Handover(person);
        var missing = await Put(With(task, "accepted"), null);
        Assert.Equal((428, "VersionIsNeeded"), (missing.Status, Reason(missing.Body)));
        Assert.Equal(200, (await Put(With(task, "received"), tag)).Status);
        var old = await Put(With(task, "accepted"), tag);
        Assert.Equal((412, "VersionIsOld"), (old.Status, Reason(old.Body)));
        Assert.Equal("received", (await Handover(person)).Task.TextAt("status"));
        // The same update again, its answer having been lost, is no conflict.
        Assert.Equal((200, "received"), ((await Put(With(task, "received"), tag)).Status, (await Put(With(task, "received"), tag)).Body.TextAt("status")));
    }

    [Fact]
    public async Task Of_two_answers_at_once_one_counts_and_the_other_hears_so()
    {
        var person = await stack.Released("A7103AA");
        var (task, tag) = await Handover(person);
        var answers = await Task.WhenAll(Put(With(task, "accepted"), tag), Put(With(task, "rejected", "No"), tag), Put(With(task, "accepted", "Yes"), tag), Put(With(task, "received"), tag));
        Assert.Equal([200, 412, 412, 412], answers.Select(answer => answer.Status).Order());
        Assert.Equal(answers.Single(answer => answer.Status == 200).Body.TextAt("status"), (await Handover(person)).Task.TextAt("status"));
    }

    [Fact]
    public async Task Only_the_answer_can_change_and_only_by_a_step_that_may_follow()
    {
        var person = await stack.Released("A7104AA");
        var (task, tag) = await Handover(person);
        var completed = await Put(With(task, "completed"), tag);
        Assert.Equal((409, "StepIsNotPossible", "It is requested; then may follow: accepted, received, rejected."), (completed.Status, Reason(completed.Body), completed.Body.TextAt("issue", 0, "diagnostics")));
        foreach (var (name, value) in new (string, JsonNode?)[] { ("focus", new JsonObject { ["reference"] = "CarePlan/pother" }), ("priority", "routine"), ("note", new JsonArray(new JsonObject { ["text"] = "A note" })), ("restriction", null) })
        {
            var changed = With(task, "accepted");
            changed.Remove(name);
            if (value is not null) changed[name] = value;
            var refused = await Put(changed, tag);
            Assert.Equal((422, "OnlyTheAnswerCanChange", $"Task.{name}"), (refused.Status, Reason(refused.Body), refused.Body.TextAt("issue", 0, "expression", 0)));
        }
        var other = await Put(With(task, "accepted"), tag, id: $"{person}-{new string('a', 27)}");
        Assert.Equal(404, other.Status);
        var invalid = await Put(With(task, "taken"), tag);
        Assert.Equal((400, "code-invalid"), (invalid.Status, invalid.Body.TextAt("issue", 0, "code")));
        Assert.Equal(400, (await Put(JsonValue.Create("{")!, tag, id: task.TextAt("id"))).Status);
        Assert.Equal(415, (await Put(With(task, "accepted"), tag, type: "application/fhir+xml")).Status);
        Assert.Equal("requested", (await Handover(person)).Task.TextAt("status"));
    }

    [Fact]
    public async Task Only_who_was_asked_can_answer()
    {
        var person = await stack.Released("A7105AA");
        var (task, tag) = await Handover(person, "desk");
        var desk = await Put(With(task, "accepted"), tag, "desk");
        Assert.Equal((403, "NotYoursToAnswer"), (desk.Status, Reason(desk.Body)));
        // A practice does not even hear that there is one.
        Assert.Equal(404, (await Put(With(task, "accepted"), tag, "gp")).Status);
        Assert.Equal(401, (await Put(With(task, "accepted"), tag, "hospital")).Status);
        // A task of the plan is no handover.
        var tasks = (await stack.Call(HttpMethod.Get, $"fhir/Task?patient={person}", "community-treatment")).Body!["entry"].Items().Select(entry => entry["resource"]!.AsObject());
        foreach (var action in tasks.Where(one => one.TextAt("code", "coding", 0, "code") != "accept-handover")) Assert.Equal(403, (await Put(With(action, "completed"), "*")).Status);
        Assert.Equal("requested", (await Handover(person)).Task.TextAt("status"));
        Assert.Equal(401, (await stack.Post("handover-answers", "{}"u8.ToArray(), caller: "community-treatment")).Status);
    }

    [Fact]
    public async Task The_caller_says_how_much_they_want_to_hear()
    {
        var person = await stack.Released("A7106AA");
        var (task, tag) = await Handover(person);
        var (status, body, raw) = await Put(With(task, "received"), tag, prefer: "respond-async; return=minimal");
        Assert.Equal((200, true, ""), (status, body is null, await raw.Content.ReadAsStringAsync()));
        var (received, next) = await Handover(person);
        Assert.Equal(next, raw.Headers.ETag!.ToString());
        var told = await Put(With(received, "rejected", "Out of our area"), next, prefer: "return=OperationOutcome");
        Assert.Equal((200, "information"), (told.Status, told.Body.TextAt("issue", 0, "severity")));
        Assert.Equal(("rejected", "Out of our area"), ((await Handover(person)).Task.TextAt("status"), (await Handover(person)).Task.TextAt("statusReason", "text")));
        Assert.Contains("handover-rejected", await Happened(person));
    }

    [Fact]
    public async Task An_answer_by_message_is_the_same_Task()
    {
        var person = await stack.Released("A7107AA");
        var (task, _) = await Handover(person);
        var bundle = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repo.Mappings, "community-provider-fhir", "samples", "rejected.json")))!.AsObject();
        bundle["identifier"]!["value"] = "answer-A7107AA";
        bundle["timestamp"] = "2026-03-06T11:00:00Z";
        foreach (var resource in bundle["entry"].Items().Select(entry => entry["resource"]!))
            if (resource.TextAt("resourceType") == "Patient")
            {
                resource["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.throughcare.example/Id/prison-number", ["value"] = "A7107AA" });
                // Of somebody of another name the number would be a question, and the answer theirs.
                (resource["name"], resource["gender"], resource["birthDate"]) = (new JsonArray(new JsonObject { ["family"] = "Hollis", ["given"] = new JsonArray("Daniel") }), "male", "1992-07-28");
            }
            else if (resource.TextAt("resourceType") == "Task") resource["id"] = task.TextAt("id");
        using var content = new StringContent(bundle.ToJsonString(), System.Text.Encoding.UTF8, "application/fhir+json");
        Assert.Equal("ok", (await stack.Call(HttpMethod.Post, "fhir/$process-message", "community-treatment", content)).Body.TextAt("entry", 0, "resource", "response", "code"));
        var (answered, _) = await Handover(person);
        Assert.Equal((task.TextAt("id"), "rejected"), (answered.TextAt("id"), answered.TextAt("status")));
        Assert.True(JsonNode.DeepEquals(task["focus"], answered["focus"]));
    }

    [Theory]
    [InlineData("DELETE", "fhir/Task/pnobody-1", "GET, HEAD, PUT")]
    [InlineData("PATCH", "fhir/Task/pnobody-1", "GET, HEAD, PUT")]
    [InlineData("PUT", "fhir/CarePlan/pnobody", "GET, HEAD")]
    [InlineData("POST", "fhir/Task", "GET, HEAD")]
    [InlineData("GET", "fhir/$process-message", "POST")]
    [InlineData("PUT", "fhir/Goal/$validate", "POST")]
    [InlineData("DELETE", "fhir/Goal/_search", "POST")]
    public async Task What_a_plan_takes_by_no_such_method_is_said_in_an_OperationOutcome(string method, string path, string allowed)
    {
        using var body = method == "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/fhir+json");
        var (status, outcome, raw) = await stack.Call(new HttpMethod(method), path, "community-treatment", body);
        Assert.Equal((405, "MethodIsNotSupported"), (status, Reason(outcome)));
        Assert.Equal(allowed, string.Join(", ", raw.Content.Headers.Allow));
        Assert.Equal(401, (await stack.Call(new HttpMethod(method), path, null)).Status);
    }

    [Fact]
    public async Task A_head_is_a_get_without_a_body()
    {
        var person = await stack.Released("A7108AA");
        var (status, body, raw) = await stack.Call(HttpMethod.Head, $"fhir/CarePlan/{person}", "desk");
        Assert.Equal((200, true), (status, body is null));
        Assert.NotNull(raw.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotFound, (await stack.Call(HttpMethod.Head, "fhir/CarePlan/pnobody", "desk")).Raw.StatusCode);
    }
}
