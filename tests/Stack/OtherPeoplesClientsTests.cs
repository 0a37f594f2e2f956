using System.Diagnostics;
using System.Text.Json.Nodes;
using Throughcare.Local;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.RunningStack;

/// <summary>FHIR clients that nobody here wrote (fhir-kit-client, @medplum/core) work against the running app; tests/conformance/clients.mjs says what each does.</summary>
[Collection(nameof(StackCollection))]
public class OtherPeoplesClientsTests(StackFixture stack)
{
    private static readonly string Folder = Path.Combine(Repo.Root, "tests", "conformance");

    private async Task<JsonObject> Person(string number)
    {
        var message = Samples.Json("community-provider-fhir", "normal.json");
        (message["identifier"]!["value"], message["timestamp"]) = ($"M-{number}", "2026-03-06T10:45:00Z");
        foreach (var patient in message["entry"].Items().Select(entry => entry["resource"]!).Where(resource => resource.TextAt("resourceType") == "Patient"))
            patient["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.throughcare.example/Id/prison-number", ["value"] = number });
        return new JsonObject { ["number"] = number, ["person"] = await stack.Released(number), ["message"] = message };
    }

    [Fact]
    public async Task Clients_that_others_wrote_can_read_search_answer_and_send()
    {
        await NpmPackages.Install(Folder, "the FHIR clients of tests/conformance", _ => { });
        var asked = new JsonObject
        {
            ["base"] = stack.Stack.Front.ToString(), ["subscriber"] = new Uri(stack.Stack.AgencyAddress, "listens").ToString(), ["people"] = new JsonArray(await Person("A7301AA"), await Person("A7302AA")),
            ["keys"] = new JsonObject(new[] { "community-treatment", "probation", "desk" }.Select(caller => KeyValuePair.Create<string, JsonNode?>(caller, stack.Stack.KeyOf(caller)))),
        };
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "clients.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder })!;
        await node.StandardInput.WriteLineAsync(asked.ToJsonString());
        node.StandardInput.Close();
        var errors = node.StandardError.ReadToEndAsync();
        var lines = (await node.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        var problems = lines.Where(line => line["problem"] is not null).Select(line => $"{line.TextAt("client")} {line.TextAt("step")}: {line.TextAt("problem")}").ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Equal([("@medplum/core", 10), ("fhir-kit-client", 15)], lines.GroupBy(line => line.TextAt("client")!).Select(client => (client.Key, client.Count())).Order());
    }
}
