using System.Text.Json.Nodes;
using Throughcare.Local.Agencies;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.RunningStack;

/// <summary>Questions that only a person can answer: listed with all that is needed for it, answered by name and with a reason, and gone when the answer has come by itself.</summary>
[Collection(nameof(StackCollection))]
public sealed class WaitingListTests(StackFixture stack)
{
    private Agencies Agencies => stack.Stack.Agencies;

    private static JsonObject Notice(string prisonNumber, int version, string drug, string surname)
    {
        var notice = Translating.ReleaseNotice();
        (notice["noticeId"], notice["noticeVersion"], notice["prescription"]!["drug"]) = ($"RN-{prisonNumber}", version, drug);
        (notice["person"]!["nomsNumber"], notice["person"]!["surname"], notice["probation"]!["crn"]) = (prisonNumber, surname, $"X{prisonNumber[1..5]}00");
        notice["person"]!.AsObject().Remove("nhsNumber");
        return notice;
    }

    private async Task Send(JsonObject notice) => Assert.Equal("applied", (await stack.Ended("prison-healthcare", (await stack.Post("prison-healthcare", notice)).Body)).TextAt("state"));

    private async Task<IEnumerable<JsonNode>> List(string name) => (await stack.Call(HttpMethod.Get, $"api/waiting/{name}", "desk")).Body!.Items();

    private async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Answer(string path, JsonObject answer, string? caller = "desk")
    {
        using var content = new StringContent(answer.ToJsonString());
        return await stack.Call(HttpMethod.Post, $"api/waiting/{path.Replace("|", "%7C", StringComparison.Ordinal)}", caller, content);
    }

    private static string? Element(JsonNode? outcome) => outcome.TextAt("issue", 0, "expression", 0);

    /// <summary>The medicine in the last document that the service has of the person; null when there is none in it.</summary>
    private JsonNode? Medicine(string person) => Agencies.All().Last(one => one.Recipient == "wrexham-recovery" && one.Document.ToJsonString().Contains($"CarePlan/{person}", StringComparison.Ordinal))
        .Document["entry"].Items().Select(entry => entry["resource"]).FirstOrDefault(resource => resource.TextAt("resourceType") == "MedicationRequest");

    [Fact]
    public async Task An_entry_nobody_may_act_on_is_left_out_by_an_answer_and_comes_back_when_its_sender_corrects_it()
    {
        async Task<JsonNode?> Question(string person) => (await List("unusable")).FirstOrDefault(row => row.TextAt("person") == person && row.TextAt("kind") == "prescription");
        await Send(Notice("A7601AA", 1, "LOC-DRUG-1", "GALBRAITH"));
        var person = await stack.PersonOf("A7601AA");
        var question = (await Question(person))!;
        Assert.Equal(("now", 4, "prison-healthcare", $"CarePlan/{person}", "MedicationRequest"), (question.TextAt("urgency"), (int)question["hours"]!, question.TextAt("source"), question.TextAt("plan"), question.TextAt("entry", "resourceType")));
        Assert.NotEmpty(question.TextAt("because")!);
        Assert.False((bool)question["overdue"]!);
        // Corrected by its sender it is no question any more, and nobody has to say so.
        await Send(Notice("A7601AA", 2, "MTD1", "GALBRAITH"));
        Assert.Null(await Question(person));
        await Send(Notice("A7601AA", 3, "LOC-DRUG-1", "GALBRAITH"));
        await stack.Told(person);
        Assert.Equal("unknown", Medicine(person).TextAt("status"));

        var path = $"unusable/{(await Question(person)).TextAt("key")}";
        JsonObject leftOut = new() { ["answer"] = "left-out", ["by"] = "Duty pharmacist", ["why"] = "Rang the prison: written in error" };
        Assert.Equal(401, (await Answer(path, leftOut, "prison-healthcare")).Status);
        Assert.Equal(401, (await stack.Call(HttpMethod.Get, "api/waiting/unusable", "prison-healthcare")).Status);
        foreach (var (element, wrong) in new[] { ("by", ""), ("why", ""), ("answer", "used") })
        {
            var incomplete = leftOut.DeepClone().AsObject();
            incomplete[element] = wrong;
            var refused = await Answer(path, incomplete);
            Assert.Equal((422, element), (refused.Status, Element(refused.Body)));
        }
        Assert.Equal(202, (await Answer(path, leftOut)).Status);
        await StackFixture.Until(async () => Medicine(person) is null && (await stack.Told(person)).Count > 0 ? "" : null);
        Assert.DoesNotContain((await stack.Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$everything", "desk")).Body!["entry"].Items(), entry => entry.TextAt("resource", "resourceType") == "MedicationRequest");
        Assert.Null(await Question(person));
        Assert.Equal(404, (await Answer(path, leftOut)).Status);
        var answered = (await List("answered/unusable")).Single(row => row.TextAt("person") == person);
        Assert.Equal(("left-out", "Duty pharmacist", "Rang the prison: written in error"), (answered.TextAt("answer"), answered.TextAt("by"), answered.TextAt("why")));

        await Send(Notice("A7601AA", 4, "MTD1", "GALBRAITH"));
        await stack.Told(person);
        Assert.Equal("active", Medicine(person).TextAt("status"));
        Assert.Null(await Question(person));
    }

    [Fact]
    public async Task A_code_that_no_table_has_is_answered_by_a_row_or_by_saying_that_none_is_needed()
    {
        var notice = Notice("A7602AA", 1, "MTD1", "HARGREAVE");
        foreach (var code in new[] { "LCL-76", "LCL-77" }) notice["risks"]!.AsArray().Add(new JsonObject { ["ref"] = code, ["code"] = code, ["level"] = "L", ["text"] = "See the shared assessment" });
        await Send(notice);
        async Task<JsonNode?> Gap(string code) => (await List("gaps")).FirstOrDefault(row => row.TextAt("code") == code);
        foreach (var (code, answer) in new[] { ("LCL-76", "row-added"), ("LCL-77", "not-needed") })
        {
            var gap = (await Gap(code))!;
            Assert.Equal((1, "prison-healthcare", "when there is time"), ((int)gap["notices"]!, gap.TextAt("source"), gap.TextAt("urgency")));
            Assert.Contains("mappings/prison-healthcare/codes/risk.csv", gap.TextAt("do"), StringComparison.Ordinal);
            JsonObject closed = new() { ["table"] = gap.TextAt("table"), ["code"] = code, ["answer"] = answer, ["by"] = "Terminologist", ["why"] = "Looked at it" };
            foreach (var (element, wrong) in new[] { ("by", ""), ("why", ""), ("answer", "later") })
            {
                var incomplete = closed.DeepClone().AsObject();
                incomplete[element] = wrong;
                var refused = await Answer("gaps", incomplete);
                Assert.Equal((422, element), (refused.Status, Element(refused.Body)));
            }
            Assert.Equal(401, (await Answer("gaps", closed, "gp")).Status);
            Assert.Equal(200, (await Answer("gaps", closed)).Status);
            Assert.Null(await Gap(code));
            Assert.Equal(404, (await Answer("gaps", closed)).Status);
            var answered = (await List("answered/gaps")).Single(row => row.TextAt("code") == code);
            Assert.Equal((answer, "Terminologist", "Looked at it"), (answered.TextAt("answer"), answered.TextAt("by"), answered.TextAt("why")));
        }
    }
}
