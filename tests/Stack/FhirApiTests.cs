using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Throughcare.Tests.RunningStack;

/// <summary>The FHIR API as other people's clients call it.</summary>
[Collection(nameof(StackCollection))]
public class FhirApiTests(StackFixture stack)
{
    private async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Get(string path, string? caller = "desk", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.Stack.Front, "fhir/" + path));
        if (caller is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {stack.Stack.KeyOf(caller)}");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await stack.Send(request);
    }

    private static string Reason(JsonNode? outcome) => outcome.TextAt("issue", 0, "details", "coding", 0, "code") ?? "";

    [Fact]
    public async Task Every_resource_of_a_plan_is_read_at_its_address_with_its_version()
    {
        var person = await stack.Released("A7001AA");
        var everything = (await Get($"CarePlan/{person}/$everything")).Body!;
        foreach (var entry in everything["entry"].Items())
        {
            var reference = entry.TextAt("fullUrl")!.Split("/fhir/")[1];
            var (status, body, raw) = await Get(reference);
            Assert.Equal((200, $"W/\"{body.TextAt("meta", "versionId")}\""), (status, raw.Headers.ETag!.ToString()));
            Assert.True(JsonNode.DeepEquals(entry["resource"], body), reference);
            Assert.Equal(304, (await Get(reference, "desk", ("If-None-Match", raw.Headers.ETag.ToString()))).Status);
            Assert.Equal(304, (await Get(reference, "desk", ("If-Modified-Since", raw.Content.Headers.LastModified!.Value.ToString("R")))).Status);
            Assert.Equal(200, (await Get(reference, "desk", ("If-None-Match", "W/\"another\""))).Status);
            Assert.True(JsonNode.DeepEquals(body, (await Get($"{reference}/_history/{body.TextAt("meta", "versionId")}")).Body));
        }
        Assert.Equal("searchset", (await Get($"Patient/{person}/$everything")).Body.TextAt("type"));
    }

    [Fact]
    public async Task A_correction_makes_a_version_and_the_one_before_can_still_be_read()
    {
        var person = await stack.Released("A7002AA");
        await stack.Released("A7002AA", notice => notice["person"]!["surname"] = "Quillfeather", version: 2);
        var history = await StackFixture.Until(async () => (await Get($"Patient/{person}/_history")).Body is { } body && (int)body["total"]! == 2 ? body : null);
        Assert.Equal(["200", "201"], history["entry"].Items().Select(entry => entry.TextAt("response", "status")));
        Assert.Equal("Quillfeather", history.TextAt("entry", 0, "resource", "name", 0, "family"));
        var before = await Get($"Patient/{person}/_history/{history.TextAt("entry", 1, "resource", "meta", "versionId")}");
        Assert.NotEqual("Quillfeather", before.Body.TextAt("name", 0, "family"));
        Assert.Equal(404, (await Get($"Patient/{person}/_history/99")).Status);
    }

    [Fact]
    public async Task A_search_by_a_number_is_a_post_and_goes_on_by_links_without_it()
    {
        var person = await stack.Released("A7003AA");
        using var form = new FormUrlEncodedContent([new("patient.identifier", "https://fhir.throughcare.example/Id/prison-number|A7003AA"), new("_count", "4")]);
        var first = (await stack.Call(HttpMethod.Post, "fhir/Goal/_search", "desk", form)).Body!;
        Assert.Equal((6, 4), ((int)first["total"]!, first["entry"].Items().Count()));
        Assert.DoesNotContain("A7003AA", first["link"]!.ToJsonString(), StringComparison.Ordinal);
        var next = first["link"].Items().Single(link => link.TextAt("relation") == "next").TextAt("url")!.Split("/fhir/")[1];
        // Meanwhile the plan changes; the second page is still of the plan that the first was of.
        await stack.Released("A7003AA", notice => notice["carePlan"]!["goals"]!.AsArray().Clear(), version: 2);
        var second = (await Get(next)).Body!;
        Assert.Equal((6, 2), ((int)second["total"]!, second["entry"].Items().Count()));
        Assert.Equal(6, first["entry"].Items().Concat(second["entry"].Items()).Select(entry => entry.TextAt("fullUrl")).Distinct().Count());
        Assert.Equal(0, (int)(await Get($"Goal?patient={person}")).Body!["total"]!);
        var gone = first.TextAt("entry", 0, "fullUrl")!.Split("/fhir/")[1];
        Assert.Equal((410, "Gone"), ((await Get(gone)).Status, Reason((await Get(gone)).Body)));
        Assert.Equal(["DELETE", "PUT"], (await Get($"{gone}/_history")).Body!["entry"].Items().Select(entry => entry.TextAt("request", "method")));
    }

    /// <summary>A caller learns nothing of what is not theirs: not by an id, a version, a history, a search, a count or an included resource.</summary>
    [Fact]
    public async Task No_road_leads_a_caller_to_what_is_not_theirs()
    {
        var person = await stack.Released("A7004AA");
        var all = (await Get($"CarePlan/{person}/$everything")).Body!["entry"].Items().Select(entry => entry["resource"]!).ToList();
        var theirs = (await Get($"CarePlan/{person}/$everything", "gp")).Body!["entry"].Items().Select(entry => entry["resource"]!).ToList();
        var hidden = all.Select(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}").Except(theirs.Select(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}")).ToList();
        Assert.Contains(hidden, reference => reference.StartsWith("Goal/", StringComparison.Ordinal));
        var absent = (await Get($"Goal/{person}-nothing", "gp")).Body!.ToJsonString();
        foreach (var reference in hidden)
        {
            var version = all.Single(resource => reference == $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}").TextAt("meta", "versionId");
            foreach (var path in new[] { reference, $"{reference}/_history", $"{reference}/_history/{version}" })
            {
                var (status, body, _) = await Get(path, "gp");
                Assert.Equal((404, absent), (status, body!.ToJsonString()));
            }
        }
        Assert.Equal(0, (int)(await Get($"Goal?patient={person}", "gp")).Body!["total"]!);
        var carePlan = theirs.Single(resource => resource.TextAt("resourceType") == "CarePlan");
        Assert.True(JsonNode.DeepEquals(carePlan, (await Get($"CarePlan/{person}", "gp")).Body));
        Assert.NotEqual(carePlan.TextAt("meta", "versionId"), all[0].TextAt("meta", "versionId"));
        Assert.DoesNotContain((await Get($"CarePlan?patient={person}&_include=*", "gp")).Body!["entry"].Items(), entry => hidden.Contains($"{entry.TextAt("resource", "resourceType")}/{entry.TextAt("resource", "id")}"));
        // A change of what they may not see leaves their version as it was.
        await stack.Released("A7004AA", notice => notice["carePlan"]!["goals"]![0]!["text"] = "Another goal", version: 2);
        Assert.Equal(carePlan.TextAt("meta", "versionId"), (await Get($"CarePlan/{person}", "gp")).Body.TextAt("meta", "versionId"));
        // Of a person they were never told about there is nothing, by any road.
        foreach (var path in new[] { $"CarePlan/{person}", $"CarePlan/{person}/_history", $"Patient/{person}", $"Patient/{person}/$everything" }) Assert.Equal(404, (await Get(path, "probation")).Status);
        Assert.Equal(0, (int)(await Get($"Patient?patient={person}", "probation")).Body!["total"]!);
    }

    /// <summary>Each curl line of the README with the desk's key, with the number of a person of this test in place of the story's.</summary>
    [Fact]
    public async Task The_lines_of_the_README_get_what_they_ask_for()
    {
        var person = await stack.Released("A7006AA");
        var lines = File.ReadLines(Path.Combine(Repo.Root, "README.md")).Where(line => line.StartsWith("    curl ", StringComparison.Ordinal) && line.Contains("$KEY", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, lines.Count);
        foreach (var line in lines.Select(line => line.Replace("$PERSON", person, StringComparison.Ordinal).Replace("\\$", "$", StringComparison.Ordinal).Replace("A3453BC", "A7006AA", StringComparison.Ordinal)))
        {
            var quoted = Regex.Matches(line, "\"([^\"]*)\"").Select(match => match.Groups[1].Value).ToList();
            Assert.Equal("Authorization: Bearer $KEY", quoted[0]);
            Assert.StartsWith("http://127.0.0.1:7071/", quoted[^1], StringComparison.Ordinal);
            using var form = line.Contains("--data-urlencode", StringComparison.Ordinal) ? new FormUrlEncodedContent([KeyValuePair.Create(quoted[1].Split('=', 2)[0], quoted[1].Split('=', 2)[1])]) : null;
            var (status, body, _) = await stack.Call(form is null ? HttpMethod.Get : HttpMethod.Post, quoted[^1]["http://127.0.0.1:7071/".Length..], "desk", form);
            Assert.Equal(200, status);
            Assert.True(body.TextAt("resourceType") == "Parameters" ? (bool)body!["parameter"]![0]!["valueBoolean"]! : body!["entry"].Items().Any(), line);
        }
    }

    [Fact]
    public async Task Each_look_is_recorded()
    {
        var person = await stack.Released("A7005AA");
        await Get($"Goal?patient={person}", "community-treatment");
        var told = (await Get($"CarePlan/{person}/$told")).Body!;
        Assert.Contains(told["parameter"].Items(), line => line.TextAt("name") == "decision" && StackFixture.Part(line, "to") == "community-treatment" && StackFixture.Part(line, "decision") == "read");
    }

    [Theory]
    [InlineData("Goal?patient=pnobody&status=active", 400, "SearchIsNotSupported")]
    [InlineData("Goal", 400, "SearchNamesNobody")]
    [InlineData("CarePlan?patient.identifier=a|b", 400, "SearchIsNotSupported")]
    [InlineData("Account?patient=pnobody", 404, "NotFound")]
    [InlineData("Goal/pnobody-1", 404, "NotFound")]
    [InlineData("Goal/..%2fx", 404, "NotFound")]
    [InlineData("Goal/p'%20or%201", 404, "NotFound")]
    [InlineData("Goal/pnobody/_history?_count=1", 400, "SearchIsNotSupported")]
    [InlineData("ConceptMap/none", 404, "NotFound")]
    [InlineData("ConceptMap/$translate?system=urn:x", 400, "OperationNeedsMore")]
    [InlineData("ConceptMap/$translate?code=x", 400, "OperationNeedsMore")]
    [InlineData("ConceptMap/$translate?code=x&url=urn:none", 404, "NotFound")]
    [InlineData("Goal/x?_format=xml", 406, "FormatIsNotSupported")]
    public async Task What_is_asked_wrongly_is_answered_with_an_OperationOutcome(string path, int status, string reason)
    {
        var answer = await Get(path);
        Assert.Equal((status, "OperationOutcome", reason), (answer.Status, answer.Body.TextAt("resourceType"), Reason(answer.Body)));
    }

    [Fact]
    public async Task Only_JSON_is_spoken()
    {
        Assert.Equal(406, (await Get("metadata", null, ("Accept", "application/fhir+xml"))).Status);
        Assert.Equal(200, (await Get("metadata", null, ("Accept", "application/fhir+xml, application/fhir+json;q=0.5"))).Status);
        Assert.Equal(200, (await Get("metadata?_format=application/fhir%2Bjson", null, ("Accept", "text/html"))).Status);
        using var xml = new StringContent("<Parameters/>", System.Text.Encoding.UTF8, "application/fhir+xml");
        var posted = await stack.Call(HttpMethod.Post, "fhir/ConceptMap/$translate", "gp", xml);
        Assert.Equal((415, "BodyIsNotSupported"), (posted.Status, Reason(posted.Body)));
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/fhir+json");
        Assert.Equal(415, (await stack.Call(HttpMethod.Post, "fhir/CarePlan/_search", "gp", json)).Status);
    }

    [Fact]
    public async Task A_code_is_translated_by_the_tables_for_any_caller()
    {
        var map = (await Get("ConceptMap/release-movement-reason", "hospital")).Body!;
        var system = map.TextAt("group", 0, "source")!;
        foreach (var path in new[] { $"ConceptMap/release-movement-reason/$translate?code=DEC&system={system}", $"ConceptMap/$translate?code=DEC&system={system}&url={map.TextAt("url")}", "ConceptMap/release-movement-reason/$translate?code=DEC" })
            Assert.Equal("died", (await Get(path, "hospital")).Body.TextAt("parameter", 1, "part", 1, "valueCoding", "code"));
        using var body = new StringContent(new JsonObject
        {
            ["resourceType"] = "Parameters",
            ["parameter"] = new JsonArray(
                new JsonObject { ["name"] = "coding", ["valueCoding"] = new JsonObject { ["system"] = system, ["code"] = "DEC" } },
                new JsonObject { ["name"] = "url", ["valueUri"] = map.TextAt("url") }),
        }.ToJsonString(), System.Text.Encoding.UTF8, "application/fhir+json");
        Assert.True((bool)(await stack.Call(HttpMethod.Post, "fhir/ConceptMap/$translate", "hospital", body)).Body!["parameter"]![0]!["valueBoolean"]!);
        using var broken = new StringContent("{", System.Text.Encoding.UTF8, "application/fhir+json");
        Assert.Equal(400, (await stack.Call(HttpMethod.Post, "fhir/ConceptMap/$translate", "hospital", broken)).Status);
    }
}
