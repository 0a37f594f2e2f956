using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;
using Throughcare.Tests.SecondOpinion;

namespace Throughcare.Tests.RunningStack;

/// <summary>Whatever the API answers is right FHIR in the eyes of all who look: our own check and the four of tests/conformance.</summary>
[Collection(nameof(StackCollection))]
public class ApiAnswersTests(StackFixture stack, SecondOpinions opinions) : IClassFixture<SecondOpinions>
{
    [Fact]
    public async Task Every_kind_of_answer_is_valid()
    {
        var person = await stack.Released("A7401AA");
        await stack.Released("A7401AA", notice => notice["person"]!["surname"] = "Quillfeather", version: 2);
        var task = (await stack.Call(HttpMethod.Get, $"fhir/Task?patient={person}&code=accept-handover", "community-treatment")).Body.At("entry", 0, "resource")!;
        var asked = new List<(string Caller, string Path)>();
        foreach (var caller in new[] { "desk", "community-treatment", "gp", "probation" })
            foreach (var path in new[] { $"CarePlan/{person}", $"CarePlan/{person}/$everything", $"Patient/{person}/$everything", $"Patient/{person}/_history", $"CarePlan/{person}/_history", $"Goal?patient={person}&_count=2", $"CarePlan?patient={person}&_include=*", $"ServiceRequest?patient={person}", $"Task/{task.TextAt("id")}", $"Task/{task.TextAt("id")}/_history", "Goal/pnobody-1", "Goal?status=x" })
                asked.Add((caller, path));
        asked.AddRange([("desk", $"CarePlan/{person}/$told"), ("desk", $"CarePlan/{person}/$said"), ("gp", "metadata"), ("gp", "ConceptMap/$translate?code=DEC&system=https://fhir.throughcare.example/CodeSystem/nomis-movement-reason"), ("gp", "ConceptMap/release-movement-reason")]);
        var answers = new List<(string Where, JsonNode Body)>();
        foreach (var (caller, path) in asked)
        {
            var (status, body, _) = await stack.Call(HttpMethod.Get, $"fhir/{path}", caller);
            Assert.True(body is not null && status is 200 or 400 or 404, $"{caller} {path}: {status}");
            answers.Add(($"{caller} {path}", body!));
        }
        foreach (var (name, body) in new[] { ("$validate", """{"resourceType":"Patient","gender":"x"}"""), ("$process-message", "{}"), ("Goal", "{}"), ("Task/x", "{}") })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/fhir+json");
            answers.Add((name, (await stack.Call(HttpMethod.Post, $"fhir/{name}", "community-treatment", content)).Body!));
        }
        var verdicts = await opinions.Validate(answers.Select(answer => answer.Body));
        var problems = new List<string>();
        foreach (var ((where, body), theirs) in answers.Zip(verdicts))
        {
            problems.AddRange(Fhir.Checking.Errors(new Checker(RulePack.Default).Check(body.ToUtf8())).Select(error => $"{where}: {error}"));
            problems.AddRange(theirs.Select(verdict => $"{where}: {verdict}"));
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(answers.Count > 50);
    }
}
