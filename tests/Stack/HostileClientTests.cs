using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Throughcare.Fhir;

namespace Throughcare.Tests.RunningStack;

/// <summary>Clients that are careless or mean harm: whatever they send is answered with FHIR and a status that says whose fault it is, and tells them nothing that is not theirs.</summary>
[Collection(nameof(StackCollection))]
public sealed class HostileClientTests(StackFixture stack)
{
    private const string Form = "application/x-www-form-urlencoded", FhirJson = "application/fhir+json";

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Call(string method, string path, string caller, byte[]? body = null, string? type = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(stack.Stack.Front + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null) request.Content = new ByteArrayContent(body);
        if (type is not null) request.Content!.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stack.Stack.KeyOf(caller));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await stack.Send(request);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string? Reason(JsonNode? outcome) => outcome.TextAt("issue", 0, "details", "coding", 0, "code");

    private async Task<(JsonObject Task, string ETag)> Handover(string person, string owner = "ZZ901")
    {
        var found = (await Call("GET", $"fhir/Task?patient={person}&code=accept-handover", "community-treatment")).Body!;
        var task = found["entry"].Items().Select(entry => entry["resource"]!.AsObject()).Single(one => one.TextAt("owner", "identifier", "value") == owner);
        return (task, $"W/\"{task.TextAt("meta", "versionId")}\"");
    }

    private static JsonObject With(JsonObject task, string status, string? reason = null)
    {
        var changed = task.DeepClone().AsObject();
        changed["status"] = status;
        if (reason is not null) changed["statusReason"] = new JsonObject { ["text"] = reason };
        return changed;
    }

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Put(JsonObject task, string ifMatch, string caller = "community-treatment") => Call("PUT", $"fhir/Task/{task.TextAt("id")}", caller, Bytes(task), FhirJson, ("If-Match", ifMatch));

    private static JsonObject Subscription(Uri agencies, string endpoint, string topic = "handover") => SubscriptionTests.Subscription(agencies, endpoint, topic);

    /// <summary>Everything in one test, for the log is looked at when all of it has been said.</summary>
    [Fact]
    public async Task Whatever_is_asked_is_answered_in_FHIR_and_leaves_nothing_of_a_person_in_the_log()
    {
        var person = await stack.Released("A9010AA");
        var (task, _) = await Handover(person);
        var marked = (byte[])[.. ByteOrderMark, .. Bytes(task)];
        var parameters = (byte[])[.. ByteOrderMark, .. Text("""{"resourceType":"Parameters","parameter":[{"name":"code","valueString":"DEC"},{"name":"system","valueUri":"urn:none"}]}""")];
        var asked = new List<(int Status, string Method, string Path, byte[]? Body, string? Type)>
        {
            (404, "GET", "fhir", null, null), (404, "GET", "fhir/", null, null), (404, "POST", "fhir", Text("{}"), FhirJson), (405, "PUT", "fhir", Text("{}"), FhirJson), (405, "DELETE", "fhir/", null, null),
            (200, "GET", $"fhir/Goal?patient={person}&_lastUpdated=ge2026", null, null), (400, "GET", $"fhir/Goal?patient={person}&_lastUpdated=2026-02-30", null, null),
            (400, "GET", "fhir/Goal?%00=1", null, null), (400, "GET", "fhir/Goal?%20=1", null, null), (400, "GET", "fhir/Subscription?a%0Ab=1", null, null),
            (404, "GET", $"fhir/Subscription/{new string('s', 3000)}", null, null), (404, "DELETE", $"fhir/Subscription/{new string('s', 3000)}", null, null), (404, "GET", $"fhir/CarePlan/{new string('p', 3000)}/$told", null, null),
            (200, "POST", "fhir/Goal/_search", Text("patient=" + new string('p', 20_000)), Form), (413, "POST", "fhir/Goal/_search", Text("patient=" + new string('p', 100_000)), Form),
            (200, "POST", "fhir/Goal/_search", Text($"patient={person}"), Form + "; charset=utf-7"), (400, "POST", "fhir/Goal/_search", Text("patient=%ud800&%00=%00"), Form), (200, "POST", "fhir/Goal/_search", Text("patient.identifier=%00|%00"), Form),
            (400, "POST", "fhir/Goal/_search", Text(string.Join('&', Enumerable.Range(0, 1100).Select(number => $"a{number}=1"))), Form), (400, "POST", "fhir/Goal/_search", Text(new string('k', 5000) + "=1"), Form),
            (400, "POST", "fhir/Goal/_search", [0xFF, 0xFE, 0, (byte)'=', 0, 0xD8], Form),
            (415, "POST", "fhir/Goal/_search", Text($"patient={person}"), "multipart/form-data"), (415, "POST", "fhir/Goal/_search", Text("--x\r\nA9010AA"), "multipart/form-data; boundary=x"), (415, "POST", "fhir/Subscription/_search", Text("--x\r\nA9010AA"), "multipart/form-data; boundary=x"),
            (200, "POST", "fhir/ConceptMap/$translate", parameters, FhirJson), (200, "POST", "fhir/$validate", marked, FhirJson), (400, "POST", "fhir/Subscription/$status", marked[..9], FhirJson),
        };
        foreach (var date in new[] { "9999", "9999-12", "9999-12-31", "ge9999-12-31T23:59:59.999Z", "ne0001-01-01" }) asked.Add((200, "GET", $"fhir/Task?patient={person}&due={date}", null, null));
        foreach (var (status, method, path, body, type) in asked)
        {
            var (got, answer, _) = await Call(method, path, "desk", body, type);
            var where = $"{method} {path[..Math.Min(80, path.Length)]} {type}: {got} {answer?.ToJsonString()}";
            Assert.True(got == status && answer is not null, where);
            Assert.False(new Checker(RulePack.Default).Check(Bytes(answer!)).HasErrors, where);
        }
        Assert.Equal(428, (await Call("PUT", $"fhir/Task/{task.TextAt("id")}", "community-treatment", marked, FhirJson)).Status);
        Assert.Equal(409, (await Call("PUT", $"fhir/Task/{task.TextAt("id")}", "community-treatment", marked, FhirJson, ("If-Match", "*"))).Status);
        var log = stack.Log;
        foreach (var secret in new[] { "unhandled exception", "A9010AA", "X901000", stack.Stack.KeyOf("desk"), "HOLLIS" }) Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_search_that_stands_half_in_the_address_is_refused_and_not_answered_by_its_other_half()
    {
        var person = await stack.Released("A9011AA");
        var (status, body, _) = await Call("POST", "fhir/Goal/_search?lifecycle-status=cancelled", "desk", Text($"patient={person}"), Form);
        Assert.Equal((400, "SearchIsNotSupported", "lifecycle-status"), (status, Reason(body), body.TextAt("issue", 0, "expression", 0)));
        Assert.Equal(200, (await Call("POST", "fhir/Goal/_search?_format=json", "desk", Text($"patient={person}"), Form)).Status);
        Assert.Equal(400, (await Call("POST", "fhir/Subscription/_search?status=active", "gp", [], Form)).Status);
        Assert.Equal(400, (await Call("POST", "fhir/Subscription/snothing/$events?eventsSinceNumber=9", "gp")).Status);
    }

    /// <summary>The links of a page say which plan it was of. When something hidden changed is no part of that.</summary>
    [Fact]
    public async Task The_links_of_a_page_do_not_say_that_something_hidden_has_changed()
    {
        var person = await stack.Released("A9012AA");
        async Task<string?> Next() => (await Call("GET", $"fhir/MedicationRequest?patient={person}&_count=0", "gp")).Body.TextAt("link", 0, "url") + (await Call("GET", $"fhir/Flag?patient={person}&_count=1", "gp")).Body!["link"].Items().Single(link => link.TextAt("relation") == "next").TextAt("url");
        var before = await Next();
        Assert.Contains("_at=", before, StringComparison.Ordinal);
        await stack.Released("A9012AA", notice => notice["carePlan"]!["goals"]![0]!["text"] = "Another goal", version: 2);
        Assert.Equal(before, await Next());
        var (status, second, _) = await Call("GET", before!.Split("/fhir/")[^1] is var path ? "fhir/" + path : "", "gp");
        Assert.Equal((200, 1), (status, second!["entry"].Items().Count()));
    }

    [Fact]
    public async Task A_reason_that_no_plan_can_keep_is_refused_and_the_handover_can_still_be_answered()
    {
        var person = await stack.Released("A9013AA");
        var (task, tag) = await Handover(person);
        var (status, body, _) = await Put(With(task, "rejected", new string('x', 900_000)), tag);
        Assert.Equal((422, "NoticeCannotBeKept", "Task.statusReason"), (status, Reason(body), body.TextAt("issue", 0, "expression", 0)));
        Assert.Equal("accepted", (await Put(With(task, "accepted"), tag)).Body.TextAt("status"));
    }

    [Fact]
    public async Task Who_was_not_asked_gets_no_answer_to_an_old_version_either()
    {
        var person = await stack.Released("A9014AA");
        var (task, tag) = await Handover(person);
        Assert.Equal(200, (await Put(With(task, "received"), tag)).Status);
        Assert.Equal(412, (await Put(With(task, "received"), tag, "desk")).Status);
    }

    [Fact]
    public async Task A_handover_that_was_accepted_and_is_asked_of_another_service_is_called_off_and_cannot_go_on()
    {
        var person = await stack.Released("A9015AA");
        var (task, tag) = await Handover(person);
        var accepted = (await Put(With(task, "accepted"), tag)).Body!.AsObject();
        await stack.Released("A9015AA", notice => notice["person"]!["address"]!["postcode"] = "LS8 5AB", version: 2);
        var (now, nowTag) = await Handover(person);
        Assert.Equal("cancelled", now.TextAt("status"));
        Assert.Equal("requested", (await Handover(person, "ZZ902")).Task.TextAt("status"));
        Assert.Equal(412, (await Put(With(accepted, "completed"), $"W/\"{accepted.TextAt("meta", "versionId")}\"")).Status);
        Assert.Equal((409, "StepIsNotPossible"), (await Put(With(now, "completed"), nowTag)) is var late ? (late.Status, Reason(late.Body)) : default);
        Assert.False(new Checker(RulePack.Default).Check(Bytes(now)).HasErrors);
    }

    [Fact]
    public async Task A_condition_that_asks_for_nothing_takes_no_other_subscription_for_the_one_that_is_wanted()
    {
        var first = await Call("POST", "fhir/Subscription", "gp", Bytes(Subscription(stack.Stack.AgencyAddress, "hostile-1")), FhirJson);
        Assert.Equal(201, first.Status);
        foreach (var condition in new[] { "_format=json", "status=", "?", "criteria" })
        {
            var (status, body, _) = await Call("POST", "fhir/Subscription", "gp", Bytes(Subscription(stack.Stack.AgencyAddress, "hostile-1", "plan")), FhirJson, ("If-None-Exist", condition));
            Assert.Equal((400, "SearchIsNotSupported"), (status, Reason(body)));
        }
        await Call("DELETE", $"fhir/Subscription/{first.Body.TextAt("id")}", "gp");
    }

    [Fact]
    public async Task What_a_subscription_is_asked_in_other_ways_is_answered_like_a_plan()
    {
        var (status, made, _) = await Call("POST", "fhir/Subscription", "gp", Bytes(Subscription(stack.Stack.AgencyAddress, "hostile-2")), FhirJson);
        Assert.Equal(201, status);
        var place = $"fhir/Subscription/{made.TextAt("id")}";
        var head = await Call("HEAD", place, "gp");
        Assert.Equal((200, true), (head.Status, head.Raw.Headers.ETag is not null));
        var (refused, _, raw) = await Call("PATCH", place, "gp", Text("[]"), "application/json-patch+json");
        Assert.Equal((405, "GET, HEAD, PUT, DELETE"), (refused, string.Join(", ", raw.Content.Headers.Allow)));
        var far = Subscription(stack.Stack.AgencyAddress, "hostile-2/" + new string('x', 40_000));
        Assert.Equal(422, (await Call("POST", "fhir/Subscription", "gp", Bytes(far), FhirJson)).Status);
        Assert.Equal(204, (await Call("DELETE", place, "gp")).Status);
        using var nobody = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.Stack.Front, place));
        Assert.Equal("Bearer", (await stack.Send(nobody)).Raw.Headers.WwwAuthenticate.ToString());
        using var small = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.Stack.Front, place));
        small.Headers.TryAddWithoutValidation("Authorization", $"bearer {stack.Stack.KeyOf("gp")}");
        Assert.Equal(404, (await stack.Send(small)).Status);
    }

    [Fact]
    public async Task An_endpoint_that_answers_with_more_than_anybody_reads_has_answered()
    {
        var agencies = stack.Stack.Agencies;
        agencies.AnswerInstead = (recipient, _) => recipient == "hostile-3" ? Results.Bytes(new byte[2_000_000]) : null;
        try
        {
            var made = (await Call("POST", "fhir/Subscription", "gp", Bytes(Subscription(stack.Stack.AgencyAddress, "hostile-3")), FhirJson)).Body;
            await StackFixture.Until(async () => (await Call("GET", $"fhir/Subscription/{made.TextAt("id")}", "gp")).Body.TextAt("status") == "active" ? "" : null);
            Assert.Equal(1, agencies.All().Single(one => one.Recipient == "hostile-3").TimesOnTheWire);
            await Call("DELETE", $"fhir/Subscription/{made.TextAt("id")}", "gp");
        }
        finally
        {
            agencies.AnswerInstead = (_, _) => null;
        }
    }

    /// <summary>A service writes about one person and names the handover of another: nothing of the other changes, and nothing of the other's is in what it made.</summary>
    [Fact]
    public async Task A_message_about_one_person_cannot_answer_for_another()
    {
        var (one, other) = (await stack.Released("A9016AA"), await stack.Released("A9017AA"));
        var (task, tag) = await Handover(other);
        var bundle = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repo.Mappings, "community-provider-fhir", "samples", "rejected.json")))!.AsObject();
        bundle["identifier"]!["value"] = "answer-A9016AA";
        bundle["timestamp"] = "2026-03-06T11:00:00Z";
        foreach (var resource in bundle["entry"].Items().Select(entry => entry["resource"]!))
            if (resource.TextAt("resourceType") == "Patient") resource["identifier"] = new JsonArray(Number("prison-number", "A9016AA"), Number("person", other));
            else if (resource.TextAt("resourceType") == "Task") resource["id"] = task.TextAt("id");
        Assert.Equal(200, (await Call("POST", "fhir/$process-message", "community-treatment", Bytes(bundle), FhirJson)).Status);
        Assert.Equal((tag, "requested"), (await Handover(other)) is var now ? (now.ETag, now.Task.TextAt("status")) : default);
        Assert.Equal("requested", (await Handover(one)).Task.TextAt("status"));
        foreach (var caller in new[] { "desk", "community-treatment" })
        {
            var plan = (await Call("GET", $"fhir/CarePlan/{one}/$everything", caller)).Body!;
            Assert.DoesNotContain(plan["entry"].Items(), entry => entry.TextAt("resource", "id")!.StartsWith(other, StringComparison.Ordinal));
        }

        static JsonObject Number(string system, string value) => new() { ["system"] = $"https://fhir.throughcare.example/Id/{system}", ["value"] = value };
    }

    [Fact]
    public async Task Who_is_a_party_no_longer_finds_nothing_by_any_road_and_hears_no_more()
    {
        var made = (await Call("POST", "fhir/Subscription", "gp", Bytes(Subscription(stack.Stack.AgencyAddress, "hostile-4", "plan")), FhirJson)).Body;
        var person = await stack.Released("A9018AA");
        var known = (await Call("GET", $"fhir/CarePlan/{person}/$everything", "gp")).Body!["entry"].Items().Select(entry => entry["resource"]!.AsObject()).ToList();
        Assert.NotEmpty(known);
        async Task<List<JsonNode>> Events() => [.. (await Call("GET", $"fhir/Subscription/{made.TextAt("id")}/$events?content=full-resource", "gp")).Body!["entry"].Items().Where(entry => entry.ToJsonString().Contains(person, StringComparison.Ordinal))];
        async Task<int> Count() => (await Call("GET", $"fhir/Subscription/{made.TextAt("id")}/$events", "gp")).Body.At("entry", 0, "resource", "parameter").Items().Count(part => part.TextAt("name") == "notification-event" && part.ToJsonString().Contains(person, StringComparison.Ordinal));
        await stack.Released("A9018AA", notice => notice["release"]!["reason"] = "DEC", version: 2);
        foreach (var resource in known)
        {
            var place = $"fhir/{resource.TextAt("resourceType")}/{resource.TextAt("id")}";
            foreach (var path in new[] { place, $"{place}/_history", $"{place}/_history/{resource.TextAt("meta", "versionId")}" }) Assert.Equal(404, (await Call("GET", path, "gp")).Status);
        }
        foreach (var path in new[] { $"fhir/CarePlan/{person}/$everything", $"fhir/Patient/{person}/$everything" }) Assert.Equal(404, (await Call("GET", path, "gp")).Status);
        var nobody = (await Call("GET", "fhir/Patient?_id=pnobody", "gp")).Body!.ToJsonString();
        Assert.Equal(nobody, (await Call("GET", $"fhir/Patient?_id={person}", "gp")).Body!.ToJsonString().Replace(person, "pnobody", StringComparison.Ordinal));
        foreach (var at in new[] { "2026-03-06T10:45:00Z", "2027-01-01", "9999-12-31T23:59:59.9999999Z" }) Assert.Equal(0, (int)(await Call("GET", $"fhir/Flag?patient={person}&_at={at}", "gp")).Body!["total"]!);
        Assert.All(await Events(), entry => Assert.True(entry.TextAt("request", "method") != "PUT", entry.ToJsonString()));
        var heard = await Count();
        await stack.Released("A9018AA", notice => { notice["release"]!["reason"] = "DEC"; notice["person"]!["surname"] = "Quillfeather"; }, version: 3);
        Assert.Equal(heard, await Count());
        await Call("DELETE", $"fhir/Subscription/{made.TextAt("id")}", "gp");
    }

    [Fact]
    public async Task Who_joins_late_sees_nothing_of_what_was_before()
    {
        var person = await stack.Released("A9019AA", notice => { notice["person"]!["address"]!["postcode"] = "ZZ9 9ZZ"; notice["person"]!["surname"] = "Quillfeather"; });
        Assert.Equal(404, (await Call("GET", $"fhir/Patient/{person}", "community-treatment")).Status);
        var before = (await Call("GET", $"fhir/Patient/{person}", "desk")).Body!;
        await stack.Released("A9019AA", version: 2);
        var history = (await Call("GET", $"fhir/Patient/{person}/_history", "community-treatment")).Body!;
        Assert.Equal(("1", "201"), (history["total"]!.ToString(), history.TextAt("entry", 0, "response", "status")));
        Assert.DoesNotContain("Quillfeather", history.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(404, (await Call("GET", $"fhir/Patient/{person}/_history/{before.TextAt("meta", "versionId")}", "community-treatment")).Status);
        Assert.Equal(0, (int)(await Call("GET", $"fhir/Patient?patient={person}&_at={before.TextAt("meta", "lastUpdated")}", "community-treatment")).Body!["total"]!);
        Assert.Equal(0, (int)(await Call("GET", $"fhir/Patient?patient={person}&_lastUpdated=le{before.TextAt("meta", "lastUpdated")}", "community-treatment")).Body!["total"]!);
    }

    [Fact]
    public async Task Of_clients_that_subscribe_or_change_at_once_one_counts()
    {
        var endpoint = new Uri(stack.Stack.AgencyAddress, "hostile-5").ToString();
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Call("POST", "fhir/Subscription", "gp", Bytes(Subscription(stack.Stack.AgencyAddress, "hostile-5")), FhirJson, ("If-None-Exist", $"url={Uri.EscapeDataString(endpoint)}"))));
        Assert.Equal([200, 200, 200, 200, 200, 201], made.Select(one => one.Status).Order());
        var id = Assert.Single(made.Select(one => one.Body.TextAt("id")).Distinct())!;
        var there = await StackFixture.Until(async () => (await Call("GET", $"fhir/Subscription/{id}", "gp")).Body is { } now && now.TextAt("status") == "active" ? now.AsObject() : null);
        var changed = await Task.WhenAll(Enumerable.Range(0, 4).Select(number =>
        {
            var one = there.DeepClone().AsObject();
            one["reason"] = $"Reason {number}";
            return Call("PUT", $"fhir/Subscription/{id}", "gp", Bytes(one), FhirJson, ("If-Match", $"W/\"{there.TextAt("meta", "versionId")}\""));
        }));
        Assert.Equal([200, 412, 412, 412], changed.Select(one => one.Status).Order());
        Assert.Equal(changed.Single(one => one.Status == 200).Body.TextAt("reason"), (await Call("GET", $"fhir/Subscription/{id}", "gp")).Body.TextAt("reason"));
        Assert.Equal(204, (await Call("DELETE", $"fhir/Subscription/{id}", "gp")).Status);
    }

    [Fact]
    public async Task A_body_larger_than_any_that_is_read_gets_its_answer()
    {
        foreach (var size in new[] { 1_048_577, 4_000_000, 20_000_000 })
            foreach (var path in new[] { "fhir/$validate", "fhir/$process-message", "fhir/Subscription", "fhir/ConceptMap/$translate" })
                Assert.Equal((413, "NoticeIsTooLarge"), (await Call("POST", path, "community-treatment", new byte[size], FhirJson)) is var answer ? (answer.Status, Reason(answer.Body)) : default);
    }

    /// <summary>A reference to what somebody may not see would say that it is there, and how many of it.</summary>
    [Theory]
    [InlineData("gp")]
    [InlineData("probation")]
    [InlineData("community-treatment")]
    public async Task No_reference_names_what_its_reader_may_not_see(string caller)
    {
        var person = await stack.Released("A9020AA");
        var bodies = new List<JsonNode>();
        foreach (var type in new[] { "CarePlan", "Patient", "ServiceRequest", "Task", "Provenance", "Encounter", "Communication" }) bodies.Add((await Call("GET", $"fhir/{type}?patient={person}&_include=*", caller)).Body!);
        var seen = new HashSet<string>();
        foreach (var type in FhirTypes) foreach (var entry in (await Call("GET", $"fhir/{type}?patient={person}", caller)).Body!["entry"].Items()) seen.Add($"{type}/{entry.TextAt("resource", "id")}");
        // The opaque key of the person is in every id; that there is a person is known to who has it.
        seen.UnionWith([$"Patient/{person}", $"CarePlan/{person}"]);
        foreach (var body in bodies) foreach (var reference in References(body)) Assert.Contains(reference[(reference.IndexOf("/fhir/", StringComparison.Ordinal) is >= 0 and var at ? at + 6 : 0)..], seen);
    }

    private static IEnumerable<string> FhirTypes => Throughcare.FhirApi.Capability.Types;

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(member => member.Key == "reference" && member.Value is JsonValue value ? [value.ToString()] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    /// <summary>A message may be dated up to an hour ahead of our clock; an answer that is given after it counts all the same.</summary>
    [Fact]
    public async Task An_answer_counts_also_after_a_message_of_a_service_whose_clock_is_ahead()
    {
        var person = await stack.Released("A9021AA");
        var bundle = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repo.Mappings, "community-provider-fhir", "samples", "rejected.json")))!.AsObject();
        bundle["identifier"]!["value"] = "answer-A9021AA";
        bundle["timestamp"] = "2026-03-06T11:25:00Z";
        foreach (var resource in bundle["entry"].Items().Select(entry => entry["resource"]!))
            if (resource.TextAt("resourceType") == "Patient")
            {
                StackFixture.IsThe(resource, "A9021AA");
                resource.AsObject().Remove("address");
            }
            else if (resource.TextAt("resourceType") == "Task") (resource["id"], resource["status"]) = ((await Handover(person)).Task.TextAt("id"), "received");
        Assert.Equal(200, (await Call("POST", "fhir/$process-message", "community-treatment", Bytes(bundle), FhirJson)).Status);
        var (task, tag) = await Handover(person);
        Assert.Equal("received", task.TextAt("status"));
        var (status, body, _) = await Put(With(task, "accepted"), tag);
        Assert.Equal((200, "accepted"), (status, body.TextAt("status")));
    }
}
