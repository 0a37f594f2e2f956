using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Local.Agencies;
using Throughcare.Local.Bus;

namespace Throughcare.Tests.RunningStack;

/// <summary>Two turn out to be one, or one to be two: who is asked, who is told, and who may read what of it.</summary>
[Collection(nameof(StackCollection))]
public sealed class WhoIsWhoToldTests(StackFixture stack)
{
    private Agencies Agencies => stack.Stack.Agencies;

    /// <summary>Somebody no other test knows, with records that nobody else has.</summary>
    private Task<string> Released(string prisonNumber, string surname, string born, Action<JsonObject>? change = null) => stack.Released(prisonNumber, notice =>
    {
        (notice["person"]!["surname"], notice["person"]!["forename"], notice["person"]!["dateOfBirth"], notice["person"]!["middleNames"]) = (surname, "Jory", born, new JsonArray());
        (notice["release"]!["bookingNumber"], notice["carePlan"]!["planId"], notice["probation"]!["requirement"]!["requirementId"]) = ($"1{prisonNumber[1..5]}Z", $"CP-{prisonNumber[1..5]}", $"RQ-{prisonNumber[1..5]}");
        change?.Invoke(notice);
    });

    private async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Answer(string path, JsonObject answer, string? caller = "desk")
    {
        using var content = new StringContent(answer.ToJsonString());
        return await stack.Call(HttpMethod.Post, $"api/waiting/{path.Replace("|", "%7C", StringComparison.Ordinal)}", caller, content);
    }

    /// <summary>Answers, and waits until what was decided is applied.</summary>
    private async Task Decided(string path, JsonObject answer)
    {
        var (status, body, raw) = await Answer(path, answer);
        Assert.True(status == 202, body?.ToJsonString());
        var ended = await StackFixture.Until(async () => (await stack.Call(HttpMethod.Get, raw.Headers.Location!.ToString(), "desk")).Body is { } now && now.TextAt("state") != "received" ? now : null);
        Assert.Equal("applied", ended.TextAt("state"));
    }

    private async Task<JsonNode?> Question(string one, string other) =>
        (await Read("api/waiting/identities"))!.Items().FirstOrDefault(row => new[] { row.TextAt("onePerson"), row.TextAt("otherPerson") }.Order(StringComparer.Ordinal).SequenceEqual(new[] { one, other }.Order(StringComparer.Ordinal)));

    private async Task<JsonNode?> Read(string path, string caller = "desk") => (await stack.Call(HttpMethod.Get, path, caller)).Body;

    private Task Announced(string type, string at, params (string Name, string Value)[] information) => stack.Stack.Broker.Send("hmpps-domain-events",
    [
        new BusMessage(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["eventType"] = type, ["version"] = 1, ["occurredAt"] = at, ["additionalInformation"] = new JsonObject(information.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Value))),
        }.ToJsonString())),
    ]);

    private Task<string> Becomes(string prisonNumber, string person) => StackFixture.Until(async () => (await stack.PlanOf(prisonNumber)).TextAt("entry", 0, "resource", "id") == person ? "" : null);

    /// <summary>Waits until each of these recipients is in the state, and nobody is owed.</summary>
    private Task<string> Told(string person, string state, params string[] recipients) => StackFixture.Until(async () => await stack.Told(person) is var told && recipients.All(name => told.GetValueOrDefault(name).State == state) ? "" : null);

    /// <summary>What the recipient has of the person's plan, in the order in which it came.</summary>
    private List<JsonObject> About(string recipient, string person) =>
        [.. Agencies.All().Where(one => one.Recipient == recipient && one.Document["entry"].Items().Any(entry => entry.TextAt("resource", "id")!.StartsWith(person, StringComparison.Ordinal))).Select(one => one.Document)];

    private static JsonNode Only(JsonNode bundle, string type) => bundle["entry"].Items().Select(entry => entry["resource"]!).Single(resource => resource.TextAt("resourceType") == type);

    private static void Holds(JsonNode? document, params string[] texts) => Assert.All(texts, text => Assert.Contains(text, document!.ToJsonString(), StringComparison.Ordinal));

    private static void Lacks(JsonNode? document, params string[] texts) => Assert.All(texts, text => Assert.DoesNotContain(text, document!.ToJsonString(), StringComparison.Ordinal));

    private async Task<(JsonObject Task, string ETag)> Handover(string person)
    {
        var task = (await Read($"fhir/Task?patient={person}", "community-treatment"))!["entry"].Items().Select(entry => entry["resource"]!.AsObject()).Single(resource => resource.TextAt("code", "coding", 0, "code") == "accept-handover");
        return (task, $"W/\"{task.TextAt("meta", "versionId")}\"");
    }

    private async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Put(JsonObject task, string status, string ifMatch)
    {
        var changed = task.DeepClone().AsObject();
        changed["status"] = status;
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(stack.Stack.Front, $"fhir/Task/{task.TextAt("id")}")) { Content = new StringContent(changed.ToJsonString(), Encoding.UTF8, "application/fhir+json") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {stack.Stack.KeyOf("community-treatment")}");
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await stack.Send(request);
    }

    [Fact]
    public async Task Two_who_may_be_one_are_shown_side_by_side_and_the_answer_makes_them_one_for_everybody()
    {
        var first = await Released("A7501AA", "PENROSE", "03/03/1981");
        var second = await Released("A7502AA", "PENROSE", "03/03/1981");
        var question = (await Question(first, second))!;
        var sides = new[] { question["one"]!, question["other"]! };
        Holds(new JsonArray([.. sides.Select(side => side["knownBy"]!.DeepClone())]), "A7501AA", "A7502AA", "X750100", "X750200");
        Assert.All(sides, side => Assert.Equal(("PENROSE", "1981-03-03"), (side.TextAt("knownBy", 0, "names", 0, "family"), side.TextAt("knownBy", 0, "birthDates", 0))));
        var compared = question["compared"].Items().ToList();
        Assert.Contains(compared, one => one.TextAt("what") == "birth-date" && one.TextAt("finds") == "same" && (int)one["weight"]! == 13 && one.TextAt("because") is { Length: > 0 });
        Assert.Contains(compared, one => one.TextAt("what") == "prison-number" && one.TextAt("finds") == "different" && one.TextAt("doubt") == "never");
        Assert.Equal(("now", false), (question.TextAt("urgency"), (bool)question["overdue"]!));
        Assert.InRange((double)question["ageHours"]!, 0, 4);

        var path = $"identities/{question.TextAt("key")}";
        JsonObject same = new() { ["answer"] = "same", ["by"] = "Duty officer", ["why"] = "Rang both prisons" };
        foreach (var caller in new[] { "gp", "probation", "prison-healthcare", "community-treatment", null })
        {
            Assert.Equal(401, (await stack.Call(HttpMethod.Get, "api/waiting/identities", caller)).Status);
            Assert.Equal(401, (await Answer(path, same, caller)).Status);
        }
        foreach (var (element, wrong) in new[] { ("by", (string?)null), ("why", " "), ("answer", "perhaps") })
        {
            var incomplete = same.DeepClone().AsObject();
            incomplete[element] = wrong;
            var refused = await Answer(path, incomplete);
            Assert.Equal((422, element), (refused.Status, refused.Body.TextAt("issue", 0, "expression", 0)));
        }
        await Decided(path, same);
        Assert.Equal(404, (await Answer(path, same)).Status);

        var (goesOn, gone) = (first, second); // the plan that was there first goes on
        Assert.Equal([goesOn, goesOn], new[] { await stack.PersonOf("A7501AA"), await stack.PersonOf("A7502AA") });
        await Told(gone, "ended", "wrexham-recovery", "trinity-practice", "wales-probation");
        await Told(goesOn, "acknowledged", "wrexham-recovery", "trinity-practice", "wales-probation");
        foreach (var recipient in new[] { "wrexham-recovery", "trinity-practice" })
        {
            var last = About(recipient, gone)[^1];
            Assert.Equal("revoked", Only(last, "CarePlan").TextAt("status"));
            Assert.Equal((false, $"Patient/{goesOn}", "replaced-by"), ((bool)Only(last, "Patient")["active"]!, Only(last, "Patient").TextAt("link", 0, "other", "reference"), Only(last, "Patient").TextAt("link", 0, "type")));
            Lacks(last, "PENROSE", "A750", "RQ-");
            Holds(About(recipient, goesOn)[^1], $"CarePlan/{gone}", $"Patient/{gone}");
        }
        var off = Only(About("wrexham-recovery", gone)[^1], "Task");
        Assert.Equal("cancelled", off.TextAt("status"));
        Assert.Contains("their plan goes on there", off.TextAt("statusReason", "text"), StringComparison.Ordinal);
        Holds(About("wrexham-recovery", goesOn)[^1], "A7501AA", "A7502AA", "RQ-7501", "RQ-7502");
        Assert.Contains(Agencies.All(), one => one.Recipient == "wales-probation" && one.Document.ToJsonString() is var text && text.Contains("RQ-7501", StringComparison.Ordinal) && text.Contains("RQ-7502", StringComparison.Ordinal));

        // Whoever may see the one that goes on is led there from the old; to others there is nothing.
        foreach (var caller in new[] { "desk", "community-treatment", "gp" })
        {
            Assert.Equal("revoked", (await Read($"fhir/CarePlan/{gone}", caller)).TextAt("status"));
            Assert.Equal($"Patient/{goesOn}", (await Read($"fhir/Patient/{gone}", caller)).TextAt("link", 0, "other", "reference"));
        }
        foreach (var caller in new[] { "prison-healthcare", "probation" })
            foreach (var reference in new[] { $"CarePlan/{gone}", $"Patient/{gone}", $"CarePlan/{goesOn}" }) Assert.Equal(404, (await stack.Call(HttpMethod.Get, $"fhir/{reference}", caller)).Status);

        // What was known when: before the answer the plan had nothing of the other.
        var others = goesOn == first ? "A7502AA" : "A7501AA";
        foreach (var caller in new[] { "desk", "community-treatment" })
        {
            var history = (await Read($"fhir/Patient/{goesOn}/_history", caller))!["entry"].Items().ToList();
            Holds(history[0], "A7501AA", "A7502AA");
            Lacks(history[^1], others, gone);
        }
        var happened = (await Read($"fhir/CarePlan/{goesOn}/$told"))!["parameter"].Items().Where(part => part.TextAt("name") == "happened").ToList();
        Assert.Equal("Duty officer: Rang both prisons", StackFixture.Part(happened.Single(part => StackFixture.Part(part, "event") == "identity-decided"), "because"));
        Assert.Equal(2, happened.Count(part => StackFixture.Part(part, "event") == "release-planned"));
        Assert.Null(await Question(first, second));
        var answered = (await Read("api/waiting/answered/identities"))!.Items().Single(row => new HashSet<string?> { row.TextAt("onePerson"), row.TextAt("otherPerson") }.SetEquals([goesOn, gone]));
        Assert.Equal(("same", "Duty officer", "Rang both prisons"), (answered.TextAt("answer"), answered.TextAt("by"), answered.TextAt("why")));
        Assert.NotNull(answered.TextAt("answeredAt"));
    }

    [Fact]
    public async Task After_a_parting_all_who_knew_hear_that_it_was_somebody_else_and_who_knew_only_that_hears_that_it_is_over()
    {
        var before = Agencies.Count;
        var first = await Released("A7503AA", "ASHDOWN", "04/04/1982");
        // Written later and living elsewhere: once they are one, it is the others who are told.
        var second = await Released("A7504AA", "BELWYN", "05/05/1993", notice =>
        {
            (notice["createdAt"], notice["person"]!["address"]!["postcode"]) = ("2026-03-06T09:55:00Z", "BD1 4AB");
            notice["person"]!["gp"] = new JsonObject { ["odsCode"] = "ZZ802", ["practice"] = "Beechley Medical Centre" };
        });
        await Announced("probation-case.merge.completed", "2026-03-06T10:00:00Z", ("sourceCRN", "X750400"), ("targetCRN", "X750300"));
        await Becomes("A7504AA", first);
        await Told(first, "acknowledged", "bradford-recovery", "beechley-practice", "yorkshire-probation");
        await Told(first, "ended", "wrexham-recovery", "trinity-practice", "wales-probation");

        var identities = (await Read($"api/waiting/people/{first}"))!["identities"].Items().ToList();
        string Identity(string number) => identities.First(identity => identity["numbers"].Items().Any(one => one.TextAt("number") == number)).TextAt("identity")!;
        JsonObject apart = new() { ["decision"] = "apart", ["identity"] = Identity("A7504AA"), ["other"] = Identity("A7503AA"), ["by"] = "Duty officer", ["why"] = "Both were seen on one day" };
        foreach (var (element, wrong) in new[] { ("decision", "together"), ("identity", "nobody"), ("other", "nobody"), ("other", Identity("A7504AA")) })
        {
            var incomplete = apart.DeepClone().AsObject();
            incomplete[element] = wrong;
            var refused = await Answer($"people/{first}", incomplete);
            Assert.Equal((422, element), (refused.Status, refused.Body.TextAt("issue", 0, "expression", 0)));
        }
        await Decided($"people/{first}", apart);
        Assert.Equal([first, second], new[] { await stack.PersonOf("A7503AA"), await stack.PersonOf("A7504AA") });
        await Told(first, "acknowledged", "wrexham-recovery", "trinity-practice", "wales-probation");
        await Told(first, "ended", "bradford-recovery", "beechley-practice", "yorkshire-probation");
        await Told(second, "acknowledged", "bradford-recovery", "beechley-practice", "yorkshire-probation");

        string[] theirs = ["BELWYN", "A7504AA", "X750400", "RQ-7504", "BD1"];
        Lacks(await Read($"fhir/CarePlan/{first}/$everything"), [.. theirs, "ZZ802", second]);
        foreach (var recipient in new[] { "wrexham-recovery", "trinity-practice", "bradford-recovery", "beechley-practice" })
        {
            var last = About(recipient, first)[^1];
            Assert.Equal(("identity-corrected", "high"), (Only(last, "DetectedIssue").TextAt("code", "coding", 0, "code"), Only(last, "DetectedIssue").TextAt("severity")));
            Lacks(last, theirs);
        }
        // Those who knew only what was somebody else's hear no more of this plan than that.
        foreach (var recipient in new[] { "bradford-recovery", "beechley-practice" }) Lacks(About(recipient, first)[^1], "ASHDOWN", "A7503AA", "LL13", "Methadone", "RQ-");
        Assert.Equal("cancelled", Only(About("bradford-recovery", first)[^1], "Task").TextAt("status"));
        Assert.Equal("revoked", Only(About("beechley-practice", first)[^1], "CarePlan").TextAt("status"));
        Holds(About("bradford-recovery", second)[^1], "BELWYN", "A7504AA", "RQ-7504");
        Assert.Equal("active", (await Read($"fhir/CarePlan/{second}")).TextAt("status"));
        Lacks(await Read($"fhir/CarePlan/{second}/$everything"), "ASHDOWN", "A7503AA", first);
        Assert.Equal(404, (await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{second}", "prison-healthcare")).Status);
        OnlyRequirementsWentToProbation(before, "ASHDOWN", "BELWYN", "Jory", "A7503AA", "A7504AA", "X7503", "X7504", "ethadone", first, second);
    }

    /// <summary>Their documents by what may be in them, and searched for all that may not.</summary>
    private void OnlyRequirementsWentToProbation(int before, params string[] secrets)
    {
        var sent = Agencies.All().Skip(before).Where(one => one.Recipient.EndsWith("-probation", StringComparison.Ordinal)).Select(one => one.Document).ToList();
        Assert.NotEmpty(sent);
        foreach (var document in sent)
        {
            Assert.Equal(["message", "messageId", "requirements", "sequence"], document.Select(member => member.Key).Order(StringComparer.Ordinal));
            Assert.All(document["requirements"].Items(), requirement => Assert.Empty(requirement.AsObject().Select(member => member.Key).Except(["requirementId", "date", "status"])));
            Lacks(document, secrets);
        }
    }

    [Fact]
    public async Task A_handover_that_was_accepted_stays_accepted_in_the_plan_that_goes_on_and_is_answered_under_its_old_id_too()
    {
        var before = Agencies.Count;
        var first = await Released("A7505AA", "CORBETT", "06/06/1984");
        var second = await Released("A7506AA", "DRISCOLL", "07/07/1985");
        var (asked, tag) = await Handover(second);
        var (status, accepted, raw) = await Put(asked, "accepted", tag);
        Assert.Equal((200, "accepted"), (status, accepted.TextAt("status")));
        // With consent to be counted, so that the monitoring office hears of it.
        var treatment = Message("normal", "M-7506", "DRISCOLL", "1985-07-07", "A7506AA", "2026-03-06T10:31:00Z");
        treatment["entry"]!.AsArray().Remove(treatment["entry"]!.AsArray().Single(entry => entry.TextAt("resource", "resourceType") == "Task"));
        Assert.Equal("ok", (await Processed(treatment)).TextAt("entry", 0, "resource", "response", "code"));
        await Announced("prison-offender-events.prisoner.merged", "2026-03-06T10:00:00Z", ("nomsNumber", "A7505AA"), ("removedNomsNumber", "A7506AA"), ("reason", "MERGE"), ("bookingId", "17506"));
        await Becomes("A7506AA", first);
        await Told(first, "acknowledged", "wrexham-recovery", "trinity-practice", "wales-probation", "monitoring-office");
        var (task, _) = await Handover(first);
        Assert.Equal(("accepted", $"CarePlan/{first}"), (task.TextAt("status"), task.TextAt("focus", "reference")));
        Assert.Equal("accepted", Asked(About("wrexham-recovery", first)[^1]).TextAt("status"));

        // Their own system may not have heard yet: the Task they have is still an answer to the one handover.
        var going = await Put(accepted!.AsObject(), "in-progress", raw.Headers.ETag!.ToString());
        Assert.Equal((200, task.TextAt("id"), "in-progress"), (going.Status, going.Body.TextAt("id"), going.Body.TextAt("status")));
        Assert.Equal((200, "in-progress"), ((await Put(accepted.AsObject(), "in-progress", raw.Headers.ETag.ToString())).Status, (await Handover(first)).Task.TextAt("status")));
        Assert.Equal(412, (await Put(asked, "received", tag)).Status);
        Assert.Equal(410, (await stack.Call(HttpMethod.Get, $"fhir/Task/{asked.TextAt("id")}", "community-treatment")).Status);
        var later = DateTimeOffset.Parse(going.Body.TextAt("lastModified")!, CultureInfo.InvariantCulture).AddSeconds(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var answer = Message("rejected", "M-7507", "DRISCOLL", "1985-07-07", "A7506AA", later);
        Only(answer, "Task")["id"] = asked.TextAt("id");
        Assert.Equal("ok", (await Processed(answer)).TextAt("entry", 0, "resource", "response", "code"));
        Assert.Equal((task.TextAt("id"), "rejected"), ((await Handover(first)).Task.TextAt("id"), (await Handover(first)).Task.TextAt("status")));
        await Told(first, "acknowledged", "wrexham-recovery", "monitoring-office");
        Assert.Equal("rejected", Asked(About("wrexham-recovery", first)[^1]).TextAt("status"));

        // The office counts treatment by letters and days, whoever is joined to whom.
        var counted = Agencies.All().Skip(before).Where(one => one.Recipient == "monitoring-office").Select(one => one.Document).ToList();
        Assert.NotEmpty(counted);
        Assert.All(counted, document => Lacks(document, "CORBETT", "DRISCOLL", "Jory", "A7505AA", "A7506AA", "X750500", "X750600", "RQ-", "ethadone", first, second));
        OnlyRequirementsWentToProbation(before, "CORBETT", "DRISCOLL", "Jory", "A7505AA", "A7506AA", "ethadone", first, second);

        static JsonNode Asked(JsonNode bundle) => bundle["entry"].Items().Select(entry => entry["resource"]!).Single(resource => resource.TextAt("code", "coding", 0, "code") == "accept-handover");
    }

    /// <summary>A message of a community service about somebody whom it calls by the prisons' number.</summary>
    private static JsonObject Message(string sample, string id, string family, string born, string prisonNumber, string at)
    {
        var bundle = JsonNode.Parse(File.ReadAllText(Path.Combine(Repo.Mappings, "community-provider-fhir", "samples", $"{sample}.json")))!.AsObject();
        (bundle["identifier"]!["value"], bundle["timestamp"]) = (id, at);
        var patient = Only(bundle, "Patient").AsObject();
        patient.Remove("address");
        patient.Remove("generalPractitioner");
        patient["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.throughcare.example/Id/prison-number", ["value"] = prisonNumber });
        (patient["name"], patient["gender"], patient["birthDate"]) = (new JsonArray(new JsonObject { ["family"] = family, ["given"] = new JsonArray("Jory") }), "male", born);
        return bundle;
    }

    private async Task<JsonNode?> Processed(JsonObject message)
    {
        using var content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/fhir+json");
        return (await stack.Call(HttpMethod.Post, "fhir/$process-message", "community-treatment", content)).Body;
    }

    [Fact]
    public async Task What_probation_joins_and_parts_again_is_an_event_for_who_may_see_it_and_shows_nothing_else()
    {
        var (first, second) = (await Released("A7507AA", "EVERARD", "08/08/1986"), await Released("A7508AA", "FENWICK", "09/09/1987"));
        var (plan, requirement) = (await Subscribed("community-treatment", "plan"), await Subscribed("probation", "treatment-requirement"));
        await Announced("probation-case.merge.completed", "2026-03-06T10:00:00Z", ("sourceCRN", "X750800"), ("targetCRN", "X750700"));
        await Becomes("A7508AA", first);
        await Heard("community-treatment", plan, 2);
        await Heard("probation", requirement, 2);
        await Told(first, "acknowledged", "wrexham-recovery", "wales-probation");
        Holds(About("wrexham-recovery", first)[^1], "A7507AA", "A7508AA", "RQ-7507", "RQ-7508");
        await Announced("probation-case.unmerge.completed", "2026-03-06T10:01:00Z", ("reactivatedCRN", "X750800"), ("unmergedCRN", "X750700"));
        await Becomes("A7508AA", second);
        var plans = await Heard("community-treatment", plan, 4);
        var requirements = await Heard("probation", requirement, 4);
        await Told(first, "acknowledged", "wrexham-recovery", "wales-probation");
        await Told(second, "acknowledged", "wrexham-recovery", "wales-probation");
        Assert.Equal("identity-corrected", Only(About("wrexham-recovery", first)[^1], "DetectedIssue").TextAt("code", "coding", 0, "code"));
        Lacks(About("wrexham-recovery", first)[^1], "A7508AA", "FENWICK", "RQ-7508");
        Assert.Equal(new[] { first, first, second, second }.Select(person => $"CarePlan/{person}").Order(StringComparer.Ordinal), plans.Select(references => references[0]).Order(StringComparer.Ordinal));
        Assert.All(requirements.SelectMany(references => references), reference => Assert.StartsWith("ServiceRequest/", reference, StringComparison.Ordinal));
        // What an event names, looked at by one of each type, is there for its hearer, or was and is gone; of what was somebody else's nothing is said any more.
        foreach (var (caller, heard) in new[] { ("community-treatment", plans), ("probation", requirements) })
            foreach (var reference in heard.SelectMany(references => references).DistinctBy(reference => reference.Split('/')[0]))
                Assert.Contains((await stack.Call(HttpMethod.Get, $"fhir/{reference}", caller)).Status, new[] { 200, 404, 410 });
        foreach (var (caller, id) in new[] { ("community-treatment", plan), ("probation", requirement) })
        {
            Lacks(await Read($"fhir/Subscription/{id}/$events", caller), "EVERARD", "FENWICK", "A7507AA", "A7508AA", "X7507", "X7508", "RQ-");
            Assert.Equal(204, (await stack.Call(HttpMethod.Delete, $"fhir/Subscription/{id}", caller)).Status);
        }
    }

    private async Task<string> Subscribed(string caller, string topic)
    {
        using var content = new StringContent(SubscriptionTests.Subscription(stack.Stack.AgencyAddress, $"signals-of-who-is-who-{caller}", topic).ToJsonString(), Encoding.UTF8, "application/fhir+json");
        var made = await stack.Call(HttpMethod.Post, "fhir/Subscription", caller, content);
        Assert.True(made.Status == 201, made.Body?.ToJsonString());
        return made.Body.TextAt("id")!;
    }

    /// <summary>What each event of the subscription names, once there are so many.</summary>
    private Task<List<List<string>>> Heard(string caller, string subscription, int count) => StackFixture.Until(async () =>
    {
        var events = (await Read($"fhir/Subscription/{subscription}/$events", caller)).At("entry", 0, "resource", "parameter").Items().Where(part => part.TextAt("name") == "notification-event")
            .Select(part => part["part"].Items().Select(one => one.TextAt("valueReference", "reference")).OfType<string>().Select(reference => reference.Split("/fhir/")[1]).ToList()).ToList();
        Assert.True(events.Count <= count, string.Join("; ", events.Select(references => string.Join(' ', references))));
        return events.Count == count ? events : null;
    });
}
