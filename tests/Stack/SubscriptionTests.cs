using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Throughcare.Fhir;
using Throughcare.Local;
using Throughcare.Local.Agencies;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.RunningStack;

/// <summary>Agencies that subscribe: they hear of what happens to their people, each event once by its number, and of nothing else.</summary>
[Collection(nameof(StackCollection))]
public sealed class SubscriptionTests(StackFixture stack) : IAsyncLifetime
{
    private const string Backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-";

    private Agencies Agencies => stack.Stack.Agencies;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Nobody listens in on the tests of others.</summary>
    public async Task DisposeAsync()
    {
        Agencies.Interfere = (_, _) => null;
        Agencies.AnswerInstead = (_, _) => null;
        foreach (var caller in new[] { "probation", "gp", "community-treatment" })
            foreach (var entry in (await Call(HttpMethod.Get, "Subscription", caller)).Body!["entry"].Items()) await Call(HttpMethod.Delete, $"Subscription/{entry.TextAt("resource", "id")}", caller);
    }

    private static JsonObject Notice(string prisonNumber, int version = 1, Action<JsonObject>? change = null)
    {
        var notice = Translating.ReleaseNotice();
        notice["noticeId"] = $"RN-{prisonNumber}";
        notice["noticeVersion"] = version;
        notice["person"]!["nomsNumber"] = prisonNumber;
        notice["person"]!.AsObject().Remove("nhsNumber");
        notice["probation"]!["crn"] = $"S{prisonNumber[1..5]}00";
        notice["probation"]!["requirement"]!["requirementId"] = $"RQ-{prisonNumber}";
        change?.Invoke(notice);
        return notice;
    }

    /// <summary>Sends the notice, waits until it is applied, and gives the person's key.</summary>
    private async Task<string> Send(JsonObject notice)
    {
        Assert.Equal("applied", (await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", notice)).Body)).TextAt("state"));
        return await stack.PersonOf(notice["person"]!["nomsNumber"]!.GetValue<string>());
    }

    internal static JsonObject Subscription(Uri agencies, string endpoint, string topic = "treatment-requirement") => new()
    {
        ["resourceType"] = "Subscription", ["status"] = "requested", ["reason"] = "A test listens", ["criteria"] = $"https://fhir.throughcare.example/SubscriptionTopic/{topic}",
        ["channel"] = new JsonObject { ["type"] = "rest-hook", ["endpoint"] = new Uri(agencies, endpoint).ToString(), ["payload"] = "application/fhir+json" },
    };

    private static JsonObject Extension(string name, string type, JsonNode value) => new() { ["url"] = Backport + name, [type] = value };

    private async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Call(HttpMethod method, string path, string caller, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(stack.Stack.Front, "fhir/" + path));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/fhir+json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stack.Stack.KeyOf(caller));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await stack.Send(request);
    }

    /// <summary>Subscribes, and waits for the handshake to be answered.</summary>
    private async Task<string> Subscribed(string caller, string endpoint, string topic = "treatment-requirement", Action<JsonObject>? change = null)
    {
        var subscription = Subscription(stack.Stack.AgencyAddress, endpoint, topic);
        change?.Invoke(subscription);
        var (status, body, raw) = await Call(HttpMethod.Post, "Subscription", caller, subscription);
        Assert.True(status == 201, body?.ToJsonString());
        var id = body.TextAt("id")!;
        Assert.EndsWith($"/fhir/Subscription/{id}", raw.Headers.Location!.ToString(), StringComparison.Ordinal);
        await Becomes(caller, id, "active");
        return id;
    }

    private Task<JsonNode> Becomes(string caller, string id, string status) => StackFixture.Until(async () => (await Call(HttpMethod.Get, $"Subscription/{id}", caller)).Body is { } now && now.TextAt("status") == status ? now : null);

    private List<JsonObject> Got(string endpoint, string type) => [.. Agencies.All().Where(one => one.Recipient == endpoint).Select(one => one.Document).Where(one => StatusPart(one, "type") == type)];

    private static string? StatusPart(JsonNode bundle, string name) => bundle.At("entry", 0, "resource", "parameter").Items().First(part => part.TextAt("name") == name).AsObject().First(member => member.Key.StartsWith("value", StringComparison.Ordinal)).Value!.ToString();

    /// <summary>The events of a notification: number, focus and context.</summary>
    private static List<(long Number, List<string> References)> Events(JsonNode bundle) =>
        [.. bundle.At("entry", 0, "resource", "parameter").Items().Where(part => part.TextAt("name") == "notification-event").Select(part => (long.Parse(part["part"].Items().First(one => one.TextAt("name") == "event-number").TextAt("valueString")!, CultureInfo.InvariantCulture),
            part["part"].Items().Select(one => one.TextAt("valueReference", "reference")).OfType<string>().Select(reference => reference.Split("/fhir/")[1]).ToList()))];

    private List<(long Number, List<string> References)> Heard(string endpoint, string person) => [.. Got(endpoint, "event-notification").SelectMany(Events).Where(one => one.References.Exists(reference => reference.Contains(person, StringComparison.Ordinal)))];

    private async Task<JsonNode> Caught(string caller, string id, string query = "") => (await Call(HttpMethod.Get, $"Subscription/{id}/$events{query}", caller)).Body!;

    /// <summary>In the eyes of our own check of FHIR R4.</summary>
    private static bool IsWrong(JsonNode resource) => new Checker(RulePack.Default).Check(Encoding.UTF8.GetBytes(resource.ToJsonString())).HasErrors;

    private static string? Reason(JsonNode? outcome) => outcome.TextAt("issue", 0, "details", "coding", 0, "code");

    [Fact]
    public async Task Who_subscribes_says_how_much_they_want_to_hear()
    {
        var minimal = await Call(HttpMethod.Post, "Subscription", "gp", Subscription(stack.Stack.AgencyAddress, "preferring"), ("Prefer", "return=minimal"));
        Assert.Equal((201, true), (minimal.Status, minimal.Body is null));
        Assert.NotNull(minimal.Raw.Headers.ETag);
        var again = await Call(HttpMethod.Post, "Subscription", "gp", Subscription(stack.Stack.AgencyAddress, "preferring"), ("Prefer", "return=OperationOutcome"), ("If-None-Exist", $"url={Uri.EscapeDataString(new Uri(stack.Stack.AgencyAddress, "preferring").ToString())}"));
        Assert.Equal((200, "OperationOutcome"), (again.Status, again.Body.TextAt("resourceType")));
        Assert.Equal(minimal.Raw.Headers.Location, again.Raw.Headers.Location);
    }

    [Fact]
    public async Task Probation_hears_of_a_requirement_by_reference_only_and_can_then_read_it_with_its_key()
    {
        var id = await Subscribed("probation", "signals-1");
        var handshake = Assert.Single(Got("signals-1", "handshake"));
        Assert.Equal(("requested", "0"), (StatusPart(handshake, "status"), StatusPart(handshake, "events-since-subscription-start")));
        // The recipient's own delivery hangs, and the subscriber can read all the same.
        Agencies.Interfere = (recipient, _) => recipient == "wales-probation" ? Results.StatusCode(503) : null;
        var person = await Send(Notice("A8001AA"));
        var (_, references) = (await StackFixture.Until(() => Task.FromResult(Heard("signals-1", person) is { Count: > 0 } heard ? heard : null))).Single();
        var reference = Assert.Single(references);
        Assert.StartsWith($"ServiceRequest/{person}-", reference, StringComparison.Ordinal);
        var notification = Got("signals-1", "event-notification").Single(one => one.ToJsonString().Contains(person, StringComparison.Ordinal));
        Assert.Single(notification["entry"]!.AsArray());
        foreach (var secret in new[] { "RQ-A8001AA", "2026-03-11", "HOLLIS", "Methadone", "drug-rehabilitation" }) Assert.DoesNotContain(secret, notification.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        var read = await Call(HttpMethod.Get, reference, "probation");
        Assert.Equal((200, "RQ-A8001AA"), (read.Status, read.Body.TextAt("identifier", 0, "value")));
        Agencies.Interfere = (_, _) => null;
        // The look of the subscriber at what is told is on the person's record.
        var told = (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", "desk")).Body!;
        Assert.Contains(told["parameter"].Items(), part => part.TextAt("name") == "decision" && StackFixture.Part(part, "to") == "probation" && StackFixture.Part(part, "decision") == "telling a subscriber, id-only");
        Assert.All(Got("signals-1", "event-notification").Append(handshake).Append(await Becomes("probation", id, "active")), one => Assert.False(IsWrong(one)));
    }

    [Fact]
    public async Task A_change_that_the_subscriber_may_not_see_makes_no_event_and_no_number()
    {
        var id = await Subscribed("probation", "signals-2");
        var person = await Send(Notice("A8002AA"));
        await StackFixture.Until(() => Task.FromResult(Heard("signals-2", person) is { Count: 1 } heard ? heard : null));
        await Send(Notice("A8002AA", 2, notice => notice["prescription"]!["dose"]!["value"] = 75));
        await Send(Notice("A8002AA", 3, notice => { notice["prescription"]!["dose"]!["value"] = 80; notice["probation"]!["requirement"]!["requirementId"] = "RQ-OTHER"; }));
        var events = await StackFixture.Until(async () => Events(await Caught("probation", id)).Where(one => one.References.Exists(reference => reference.Contains(person, StringComparison.Ordinal))).ToList() is { Count: > 1 } all ? all : null);
        Assert.Equal(2, events.Count);
        Assert.Equal(1, events[1].Number - events[0].Number);
    }

    [Fact]
    public async Task Another_callers_subscription_is_not_there_for_anybody_else()
    {
        var id = await Subscribed("probation", "signals-3");
        foreach (var (method, path, body) in new[] { (HttpMethod.Get, $"Subscription/{id}", null), (HttpMethod.Get, $"Subscription/{id}/$events", null), (HttpMethod.Get, $"Subscription/{id}/$status", null), (HttpMethod.Delete, $"Subscription/{id}", null), (HttpMethod.Put, $"Subscription/{id}", Subscription(stack.Stack.AgencyAddress, "signals-3")) })
        {
            body?.Insert(1, "id", id);
            var (status, answer, _) = await Call(method, path, "gp", body);
            var nothing = await Call(HttpMethod.Get, "Subscription/snothing", "gp");
            Assert.Equal((404, nothing.Body!.ToJsonString()), (status, answer!.ToJsonString()));
        }
        Assert.DoesNotContain((await Call(HttpMethod.Get, "Subscription", "gp")).Body!["entry"].Items(), entry => entry.TextAt("resource", "id") == id);
        Assert.DoesNotContain((await Call(HttpMethod.Get, "Subscription/$status", "gp")).Body!["entry"].Items(), entry => entry.ToJsonString().Contains(id, StringComparison.Ordinal));
        Assert.Equal(401, (await stack.Call(HttpMethod.Get, $"fhir/Subscription/{id}", null)).Status);
        Assert.Equal(401, (await Call(HttpMethod.Get, "Subscription", "hospital")).Status);
        var own = (await Call(HttpMethod.Get, $"Subscription?url={Uri.EscapeDataString(new Uri(stack.Stack.AgencyAddress, "signals-3").ToString())}&status=active", "probation")).Body!;
        Assert.Equal(id, Assert.Single(own["entry"]!.AsArray()).TextAt("resource", "id"));
        Assert.Equal("active", (await Call(HttpMethod.Get, $"Subscription/{id}/$status", "probation")).Body.TextAt("entry", 0, "resource", "parameter", 2, "valueCode"));
    }

    [Fact]
    public async Task A_subscriber_that_is_away_gets_every_event_in_order_and_can_catch_up_with_the_same()
    {
        var id = await Subscribed("community-treatment", "signals-4", "plan", one => one["channel"]!["extension"] = new JsonArray(Extension("max-count", "valuePositiveInt", 2)));
        var failed = 0;
        Agencies.Interfere = (recipient, _) => recipient == "signals-4" && failed++ < 4 ? Results.StatusCode(503) : null;
        var people = new List<string>();
        for (var i = 0; i < 5; i++) people.Add(await Send(Notice($"A8{10 + i:000}AA")));
        await StackFixture.Until(() => Task.FromResult(people.TrueForAll(person => Heard("signals-4", person).Count > 0) ? "" : null));
        var told = Got("signals-4", "event-notification");
        var numbers = told.SelectMany(Events).Select(one => one.Number).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number), numbers);
        Assert.All(told, one => Assert.InRange(Events(one).Count, 1, 2));
        Assert.True(failed >= 4);
        // Whatever came more than once over the wire was the same bytes each time.
        Assert.All(Agencies.All().Where(one => one.Recipient == "signals-4").GroupBy(one => one.MessageId), message => Assert.Single(message));
        var caught = await Caught("community-treatment", id);
        Assert.Equal("query-event", StatusPart(caught, "type"));
        Assert.Equal(told.SelectMany(Events).Select(one => $"{one.Number} {string.Join(' ', one.References)}"), Events(caught).Take(numbers.Count).Select(one => $"{one.Number} {string.Join(' ', one.References)}"));
        Assert.Equal([2L, 3L], Events(await Caught("community-treatment", id, "?eventsSinceNumber=2&eventsUntilNumber=3")).Select(one => one.Number));
        Assert.Equal([2L], Events((await Call(HttpMethod.Post, $"Subscription/{id}/$events", "community-treatment", JsonNode.Parse("""{"resourceType":"Parameters","parameter":[{"name":"eventsSinceNumber","valueString":"2"},{"name":"eventsUntilNumber","valueString":"2"}]}"""))).Body!).Select(one => one.Number));
        Assert.Equal(400, (await Call(HttpMethod.Get, $"Subscription/{id}/$events?eventsSinceNumber=two", "community-treatment")).Status);
        Assert.Equal(400, (await Call(HttpMethod.Get, $"Subscription/{id}/$events?since=2", "community-treatment")).Status);
        var full = await Caught("community-treatment", id, "?eventsSinceNumber=1&eventsUntilNumber=1&content=full-resource");
        Assert.Equal("CarePlan", full.TextAt("entry", 1, "resource", "resourceType"));
        var read = (await Call(HttpMethod.Get, full.TextAt("entry", 1, "request", "url")!, "community-treatment")).Body;
        Assert.True(JsonNode.DeepEquals(read, full.At("entry", 1, "resource")));
        Assert.False(IsWrong(full));
    }

    [Fact]
    public async Task A_lost_answer_brings_the_same_bytes_again()
    {
        var id = await Subscribed("probation", "signals-5");
        var lost = 0;
        Agencies.AnswerInstead = (recipient, _) => recipient == "signals-5" && lost++ < 1 ? Results.StatusCode(500) : null;
        var person = await Send(Notice("A8020AA"));
        var effect = await StackFixture.Until(() => Task.FromResult(Agencies.All().FirstOrDefault(one => one.Recipient == "signals-5" && one.TimesOnTheWire == 2)));
        Assert.Single(Heard("signals-5", person));
        Assert.Equal("event-notification", StatusPart(effect.Document, "type"));
        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task An_endpoint_that_says_no_is_an_error_events_go_on_being_counted_and_asking_again_goes_on_where_it_stopped()
    {
        var id = await Subscribed("probation", "signals-6");
        Agencies.Interfere = (recipient, _) => recipient == "signals-6" ? Results.StatusCode(422) : null;
        var first = await Send(Notice("A8021AA"));
        var error = await Becomes("probation", id, "error");
        Assert.Equal("it answered 422", error.TextAt("error"));
        Assert.Contains((await stack.Call(HttpMethod.Get, "api/waiting/undelivered", "desk")).Body!.AsArray(), row => row.TextAt("key") == $"{id}|subscriber");
        var second = await Send(Notice("A8022AA"));
        Agencies.Interfere = (_, _) => null;
        await StackFixture.Until(async () => Events(await Caught("probation", id)) is { Count: >= 2 } all ? all : null);
        Assert.Empty(Heard("signals-6", second));
        error["status"] = "requested";
        Assert.Equal(428, (await Call(HttpMethod.Put, $"Subscription/{id}", "probation", error)).Status);
        Assert.Equal(412, (await Call(HttpMethod.Put, $"Subscription/{id}", "probation", error, ("If-Match", "W/\"another\""))).Status);
        var (status, body, raw) = await Call(HttpMethod.Put, $"Subscription/{id}", "probation", error, ("If-Match", $"W/\"{error.TextAt("meta", "versionId")}\""));
        Assert.True(status == 200, body?.ToJsonString());
        Assert.Equal($"W/\"{body.TextAt("meta", "versionId")}\"", raw.Headers.ETag!.ToString());
        await Becomes("probation", id, "active");
        await StackFixture.Until(() => Task.FromResult(Heard("signals-6", first).Count + Heard("signals-6", second).Count == 2 ? "" : null));
        await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, "api/waiting/undelivered", "desk")).Body!.AsArray().All(row => row.TextAt("key") != $"{id}|subscriber") ? "" : null);
        var numbers = Got("signals-6", "event-notification").SelectMany(Events).Select(one => one.Number).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number), numbers);
    }

    [Fact]
    public async Task What_is_switched_off_hears_nothing_and_what_is_deleted_is_gone()
    {
        var id = await Subscribed("probation", "signals-7");
        var now = await Becomes("probation", id, "active");
        now["status"] = "off";
        Assert.Equal(200, (await Call(HttpMethod.Put, $"Subscription/{id}", "probation", now, ("If-Match", $"W/\"{now.TextAt("meta", "versionId")}\""))).Status);
        var person = await Send(Notice("A8023AA"));
        Assert.DoesNotContain(Events(await Caught("probation", id)), one => one.References.Exists(reference => reference.Contains(person, StringComparison.Ordinal)));
        Assert.Equal(204, (await Call(HttpMethod.Delete, $"Subscription/{id}", "probation")).Status);
        Assert.Equal(404, (await Call(HttpMethod.Get, $"Subscription/{id}", "probation")).Status);
        Assert.Equal(404, (await Call(HttpMethod.Delete, $"Subscription/{id}", "probation")).Status);
        Assert.Empty(Heard("signals-7", person));
    }

    [Fact]
    public async Task A_subscription_that_is_there_is_not_made_again()
    {
        var url = new Uri(stack.Stack.AgencyAddress, "signals-8").ToString();
        var condition = ("If-None-Exist", $"criteria=https://fhir.throughcare.example/SubscriptionTopic/release&url={Uri.EscapeDataString(url)}");
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Call(HttpMethod.Post, "Subscription", "gp", Subscription(stack.Stack.AgencyAddress, "signals-8", "release"), condition)));
        Assert.Single(made.Select(one => one.Body.TextAt("id")).Distinct());
        Assert.Equal([200, 200, 200, 201], made.Select(one => one.Status).Order());
        Assert.Equal(201, (await Call(HttpMethod.Post, "Subscription", "gp", Subscription(stack.Stack.AgencyAddress, "signals-8", "release"))).Status);
        Assert.Equal((412, "SeveralMatch"), ((await Call(HttpMethod.Post, "Subscription", "gp", Subscription(stack.Stack.AgencyAddress, "signals-8", "release"), condition)) is var several ? several.Status : 0, Reason(several.Body)));
    }

    [Fact]
    public async Task A_filter_lets_only_its_area_through_and_someone_who_moves_away_is_gone()
    {
        var id = await Subscribed("probation", "signals-9", change: one => one["_criteria"] = new JsonObject { ["extension"] = new JsonArray(Extension("filter-criteria", "valueString", "ServiceRequest?area=leeds")) });
        var wrexham = await Send(Notice("A8024AA"));
        var leeds = await Send(Notice("A8025AA", 1, notice => notice["person"]!["address"]!["postcode"] = "LS8 5AB"));
        await StackFixture.Until(() => Task.FromResult(Heard("signals-9", leeds) is { Count: 1 } heard ? heard : null));
        await Send(Notice("A8025AA", 2));
        await StackFixture.Until(() => Task.FromResult(Heard("signals-9", leeds) is { Count: 2 } heard ? heard : null));
        Assert.Empty(Heard("signals-9", wrexham));
        Assert.DoesNotContain(Events(await Caught("probation", id)), one => one.References.Exists(reference => reference.Contains(wrexham, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task After_a_silence_comes_one_sign_of_life_and_not_a_storm_of_them()
    {
        var id = await Subscribed("gp", "signals-10", "handover", one => one["channel"]!["extension"] = new JsonArray(Extension("heartbeat-period", "valueUnsignedInt", 10)));
        await StackFixture.Until(() => Task.FromResult(Got("signals-10", "heartbeat").Count == 2 ? "" : null));
        var all = Got("signals-10", "heartbeat").Select(one => DateTimeOffset.Parse(one.TextAt("timestamp")!, CultureInfo.InvariantCulture)).ToList();
        Assert.True(all[1] - all[0] >= TimeSpan.FromSeconds(10), $"{all[0]:O} {all[1]:O}");
        Assert.Equal(204, (await Call(HttpMethod.Delete, $"Subscription/{id}", "gp")).Status);
    }

    [Fact]
    public async Task The_lines_of_the_README_show_the_subscription()
    {
        var id = await Subscribed("probation", "probation-signals");
        var lines = File.ReadLines(Path.Combine(Repo.Root, "README.md")).Where(line => line.Contains("$PROBATION", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        foreach (var line in lines)
        {
            var (status, body, _) = await Call(HttpMethod.Get, line[(line.IndexOf("/fhir/", StringComparison.Ordinal) + 6)..].TrimEnd('"').Replace("\\", "", StringComparison.Ordinal), "probation");
            Assert.Equal(200, status);
            Assert.Contains(body!["entry"].Items(), entry => entry.ToJsonString().Contains(id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_sent_in_full_is_what_the_subscriber_could_read()
    {
        await Subscribed("gp", "signals-13", "release", one => one["channel"]!["_payload"] = new JsonObject { ["extension"] = new JsonArray(Extension("payload-content", "valueCode", "full-resource")) });
        var person = await Send(Notice("A8027AA"));
        var notification = await StackFixture.Until(() => Task.FromResult(Got("signals-13", "event-notification").Find(one => one.ToJsonString().Contains(person, StringComparison.Ordinal))));
        var stay = notification["entry"].Items().Single(entry => entry.TextAt("request", "url")!.StartsWith($"Encounter/{person}", StringComparison.Ordinal));
        Assert.True(JsonNode.DeepEquals((await Call(HttpMethod.Get, stay.TextAt("request", "url")!, "gp")).Body, stay["resource"]));
        // Of the stay the practice gets neither booking number nor prison.
        Assert.Null(stay["resource"]!["identifier"]);
        Assert.Null(stay["resource"]!["location"]);
        Assert.False(IsWrong(notification));
    }

    /// <summary>A party who may see nothing of the plan cannot even tell that there is one.</summary>
    [Fact]
    public async Task Somebody_of_whom_there_is_nothing_for_the_caller_looks_like_nobody()
    {
        var id = await Subscribed("probation", "signals-12", "plan");
        var person = await Send(Notice("A8026AA", 1, notice => notice["probation"]!.AsObject().Remove("requirement")));
        Assert.Equal("nothing-to-tell", (await stack.Told(person))["wales-probation"].State);
        async Task<(int, string)> Search(string number)
        {
            using var form = new FormUrlEncodedContent([new("patient.identifier", $"https://fhir.throughcare.example/Id/prison-number|{number}")]);
            var (status, body, _) = await stack.Call(HttpMethod.Post, "fhir/ServiceRequest/_search", "probation", form);
            return (status, body!.ToJsonString());
        }
        Assert.Equal(await Search("A8099AA"), await Search("A8026AA"));
        Assert.Equal((await Call(HttpMethod.Get, "ServiceRequest?patient=pnobody", "probation")).Body!.ToJsonString().Replace("pnobody", person, StringComparison.Ordinal), (await Call(HttpMethod.Get, $"ServiceRequest?patient={person}", "probation")).Body!.ToJsonString());
        Assert.DoesNotContain(person, (await Caught("probation", id)).ToJsonString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "Subscription.channel.endpoint", """{"channel":{"endpoint":"https://elsewhere.example/hook"}}""" },
        { "Subscription.channel.endpoint", """{"channel":{"endpoint":"http://169.254.169.254/metadata"}}""" },
        { "Subscription.channel.header", """{"channel":{"header":["Authorization: Bearer secret"]}}""" },
        { "Subscription.channel.type", """{"channel":{"type":"email"}}""" },
        { "Subscription.channel.payload", """{"channel":{"payload":"application/fhir+xml"}}""" },
        { "Subscription.criteria", """{"criteria":"Observation?code=x"}""" },
        { "Subscription.criteria", """{"criteria":"https://fhir.throughcare.example/SubscriptionTopic/nothing"}""" },
        { "Subscription.criteria.extension", """{"_criteria":{"extension":[{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria","valueString":"area=atlantis"}]}}""" },
        { "Subscription.criteria.extension", """{"_criteria":{"extension":[{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria","valueString":"patient=1"}]}}""" },
        { "Subscription.criteria.extension", """{"_criteria":{"extension":[{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria","valueString":"organisation=ZZ901"}]}}""" },
        { "Subscription.criteria.extension", """{"_criteria":{"extension":[{"url":"https://other.example/filter","valueString":"area=leeds"}]}}""" },
        { "Subscription.channel.extension", """{"channel":{"extension":[{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-heartbeat-period","valueUnsignedInt":1}]}}""" },
        { "Subscription.channel.extension", """{"channel":{"extension":[{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-timeout","valueUnsignedInt":3600}]}}""" },
        { "Subscription.status", """{"status":"active"}""" },
        { "Subscription.end", """{"end":"2020-01-01T00:00:00Z"}""" },
        { "Subscription.text", """{"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}}""" },
        { "Subscription.extension", """{"extension":[{"url":"https://other.example/x","valueString":"y"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_not_understood_is_refused_by_its_element(string element, string change)
    {
        var subscription = Subscription(stack.Stack.AgencyAddress, "signals-11");
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            if (name == "channel") foreach (var (inner, one) in value!.AsObject()) subscription["channel"]![inner] = one!.DeepClone();
            else subscription[name] = value!.DeepClone();
        var (status, body, _) = await Call(HttpMethod.Post, "Subscription", "probation", subscription);
        Assert.Equal((422, element), (status, body.TextAt("issue", 0, "expression", 0)));
    }

    [Fact]
    public async Task What_is_no_FHIR_is_refused_by_its_element()
    {
        var subscription = Subscription(stack.Stack.AgencyAddress, "signals-11");
        subscription.Remove("reason");
        var (status, body, _) = await Call(HttpMethod.Post, "Subscription", "probation", subscription);
        Assert.Equal((400, "OperationOutcome"), (status, body.TextAt("resourceType")));
        Assert.Contains("Subscription", body.TextAt("issue", 0, "expression", 0), StringComparison.Ordinal);
        Assert.Equal(400, (await Call(HttpMethod.Post, "Subscription", "probation", new JsonArray())).Status);
    }
}

/// <summary>A handler that dies between what a notice changes and what subscribers hear of it.</summary>
[Collection(nameof(CrashTests))]
public class SubscriptionCrashTests
{
    [Theory]
    [InlineData("apply-after-commit", "A8031AA")]
    [InlineData("apply-after-send", "A8032AA")]
    [InlineData("apply-after-events", "A8033AA")]
    [InlineData("update-before-send", "A8034AA")]
    [InlineData("update-after-send", "A8035AA")]
    [InlineData("update-after-acknowledged", "A8036AA")]
    public async Task An_event_is_told_once_by_its_number_though_the_handler_died(string point, string prisonNumber)
    {
        var folder = Repo.Temporary("signals");
        await using (var stack = await Stack.Start(new StackOptions { State = folder, Port = 0, ClockStartsAt = "2026-03-06T10:30:00Z", WatchSchedule = "*/1 * * * * *", GraceSeconds = 2, HandlerFault = $"{point}:1:kill" }, _ => { }))
        {
            using var http = new HttpClient { BaseAddress = stack.Front };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stack.KeyOf("probation"));
            using var body = new StringContent(SubscriptionTests.Subscription(stack.AgencyAddress, "signals").ToJsonString(), Encoding.UTF8, "application/fhir+json");
            using var made = await http.PostAsync("fhir/Subscription", body);
            var id = JsonNode.Parse(await made.Content.ReadAsStringAsync()).TextAt("id")!;
            var notice = Translating.ReleaseNotice();
            notice["person"]!["nomsNumber"] = prisonNumber;
            // The handler may be dying at this moment; an agency sends again what was not taken.
            await StackFixture.Until(async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "api/notices/prison-healthcare") { Content = new StringContent(notice.ToJsonString(), Encoding.UTF8, "application/json") };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stack.KeyOf("prison-healthcare"));
                using var taken = await http.SendAsync(request);
                return taken.IsSuccessStatusCode ? "" : null;
            });
            var notification = await StackFixture.Until(() => Task.FromResult(stack.Agencies.All().FirstOrDefault(one => one.Recipient == "signals" && one.Document.ToJsonString().Contains("event-notification", StringComparison.Ordinal))));
            Assert.Equal(2, stack.Handler.Starts);
            Assert.Contains("\"event-number\",\"valueString\":\"1\"", notification.Document.ToJsonString(), StringComparison.Ordinal);
            // Time enough for whatever would come a second time.
            await Task.Delay(3000);
            using var events = await http.GetAsync($"fhir/Subscription/{id}/$events");
            Assert.Single(JsonNode.Parse(await events.Content.ReadAsStringAsync()).At("entry", 0, "resource", "parameter").Items(), part => part.TextAt("name") == "notification-event");
            Assert.Single(stack.Agencies.All(), one => one.Recipient == "signals" && one.Document.ToJsonString().Contains("event-notification", StringComparison.Ordinal));
        }
        Directory.Delete(folder, recursive: true);
    }
}
