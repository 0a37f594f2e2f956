using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Throughcare.Local.Bus;

namespace Throughcare.Local.Stories;

/// <summary>One story: who sends what, about whom, and who must have acknowledged at its end (story.json beside the documents).</summary>
internal sealed record Story(string Folder, JsonObject Text)
{
    public static string Stories => Path.Combine(Workplace.Root, "local", "Stories");

    public string Title => Text["title"]!.GetValue<string>();

    public string Clock => Text["clock"]!.GetValue<string>();

    public (string System, string Value) Person => (Text["person"]!["system"]!.GetValue<string>(), Text["person"]!["value"]!.GetValue<string>());

    public IReadOnlyList<JsonObject> Steps => [.. Text["steps"]!.AsArray().Select(step => step!.AsObject())];

    public IReadOnlyList<string> Expects => [.. Text["expects"]!.AsArray().Select(name => name!.GetValue<string>())];

    public static Story Read(string name)
    {
        var folder = Path.Combine(Stories, name);
        if (!File.Exists(Path.Combine(folder, "story.json")))
            throw new CannotRun($"There is no story {name}. There are: {string.Join(", ", Directory.EnumerateDirectories(Stories).Select(Path.GetFileName).Order(StringComparer.Ordinal))}.");
        return new Story(folder, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "story.json")))!.AsObject());
    }
}

/// <summary>Plays a story against a running stack as the agencies would, and says whether everyone who must know has acknowledged.</summary>
internal sealed class StoryRun(Stack stack, Story story, Action<string> say) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The story command: a stack of its own in its own folder, on free ports. A story that was cut off is taken up where it was.</summary>
    public static async Task<int> Play(string name, Arguments arguments, CancellationToken stop)
    {
        var story = Story.Read(name);
        var state = arguments.State ?? Path.Combine(Workplace.Root, ".throughcare", "stories", name);
        var finished = Path.Combine(state, "finished");
        await using var stack = await Stack.Start(new StackOptions
        {
            State = state, Fresh = File.Exists(finished), Port = arguments.Port ?? 0, App = arguments.App, ClockStartsAt = story.Clock, WatchSchedule = "*/5 * * * * *", GraceSeconds = 5, HandlerFault = arguments.HandlerFault, StandInFault = arguments.StandInFault, AgenciesFail = arguments.AgenciesFail,
        }, Console.WriteLine);
        using var run = new StoryRun(stack, story, Console.WriteLine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var telling = run.Run(either.Token);
        if (await Task.WhenAny(telling, stack.Handler.HostStopped) == stack.Handler.HostStopped)
        {
            Console.Error.WriteLine($"{stack.Handler.HostStopped.Exception!.InnerException!.Message} See log.txt in {state}.");
            await either.CancelAsync();
            return 1;
        }
        var ended = await telling;
        if (ended) await File.WriteAllTextAsync(finished, "", stop);
        return ended ? 0 : 1;
    }

    /// <summary>True when every expected recipient has been told all there is and has acknowledged.</summary>
    public async Task<bool> Run(CancellationToken stop)
    {
        say(story.Title);
        say("");
        say("Who sent what");
        foreach (var step in story.Steps)
        {
            await Send(step, stop);
            say($"  {step["who"]} sent {step["sends"]}: \"{step["says"]}\"");
        }
        var person = await WaitForPlan(stop);
        if (person is null) { say(""); say("The plan did not come about: not every notice was applied. See log.txt in the story's folder."); return false; }
        var told = await WaitUntilSettled(person, stop);
        await new Teller(say).Tell(await Everything(person, stop), told, stack.Agencies.All());
        return Verdict(told);
    }

    /// <summary>Has an agency hear of a topic from now on, and gives the address where what it hears can be seen. One that is there already is not made again.</summary>
    public async Task<Uri> Subscribe(string caller, string topic, CancellationToken stop)
    {
        var endpoint = new Uri(stack.AgencyAddress, $"{caller}-signals");
        var url = $"https://fhir.throughcare.example/SubscriptionTopic/{topic}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Front, "fhir/Subscription"))
        {
            Content = new StringContent(new JsonObject
            {
                ["resourceType"] = "Subscription", ["status"] = "requested", ["reason"] = "To know in time", ["criteria"] = url,
                ["channel"] = new JsonObject { ["type"] = "rest-hook", ["endpoint"] = endpoint.ToString(), ["payload"] = "application/fhir+json" },
            }.ToJsonString(), System.Text.Encoding.UTF8, "application/fhir+json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stack.KeyOf(caller));
        request.Headers.TryAddWithoutValidation("If-None-Exist", $"criteria={url}&url={Uri.EscapeDataString(endpoint.ToString())}");
        using var response = await http.SendAsync(request, stop);
        return response.IsSuccessStatusCode ? endpoint : throw new CannotRun($"{caller} could not subscribe: {await response.Content.ReadAsStringAsync(stop)}");
    }

    private bool Verdict(JsonObject told)
    {
        say("");
        var received = stack.Agencies.All().Select(one => (one.Recipient, one.MessageId)).ToHashSet();
        var has = Teller.Parts(told, "decision").Where(line => received.Contains((Teller.Part(line, "to")!, Teller.Part(line, "message") ?? ""))).Select(line => Teller.Part(line, "to")!).ToHashSet();
        var silent = story.Expects.Where(name => !has.Contains(name) || !Recipients(told).Any(row => Teller.Part(row, "name") == name && Teller.Part(row, "state") == "acknowledged")).ToList();
        var more = Recipients(told).Where(row => Teller.Part(row, "state") == "acknowledged" && !story.Expects.Contains(Teller.Part(row, "name")!)).Select(row => Teller.Part(row, "name")!).ToList();
        foreach (var name in silent) say($"NOT TOLD: {name} {Recipients(told).Where(row => Teller.Part(row, "name") == name).Select(row => $"({Teller.Part(row, "state")}: {Teller.Part(row, "because")})").FirstOrDefault() ?? "(nobody is owed anything under that name)"}");
        foreach (var name in more) say($"TOLD, and should not have been: {name}");
        if (silent.Count + more.Count > 0) return false;
        say(story.Expects.Count == 0 ? "Nobody outside was told, as it should be." : $"Everyone has been told and has acknowledged: {string.Join(", ", story.Expects)}.");
        return true;
    }

    private async Task Send(JsonObject step, CancellationToken stop)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(story.Folder, step["sends"]!.GetValue<string>()), stop);
        if (step["queue"] is { } queue)
        {
            await stack.Broker.Send(queue.GetValue<string>(), [new BusMessage(bytes) { MessageId = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), ContentType = "application/json" }]);
            return;
        }
        var source = step["door"]!.GetValue<string>();
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Front, $"api/notices/{source}")) { Content = new ByteArrayContent(bytes) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stack.KeyOf(source));
            try
            {
                using var response = await http.SendAsync(request, stop);
                if (response.IsSuccessStatusCode) return;
                // An agency sends again what was not taken, for as long as it was not told that it is wrong.
                if ((int)response.StatusCode < 500) throw new CannotRun($"{source} was refused: {await response.Content.ReadAsStringAsync(stop)}");
            }
            catch (HttpRequestException) { /* no answer: send again */ }
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new CannotRun($"{source} could not be delivered to the door within {Patience.TotalSeconds:0} s. See log.txt in {stack.Place.Folder}.");
            await Task.Delay(200, stop);
        }
    }

    /// <summary>The person's key, once the plan holds every notice of the story.</summary>
    public async Task<string?> WaitForPlan(CancellationToken stop)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(50, stop))
        {
            using var form = new FormUrlEncodedContent([new("patient.identifier", $"{story.Person.System}|{story.Person.Value}")]);
            var plan = (await Ask(HttpMethod.Post, "fhir/CarePlan/_search", form, stop))?["entry"]?[0]?["resource"];
            if (plan?["id"]?.GetValue<string>() is not { } person) continue;
            var told = await Ask(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", null, stop);
            if (told?["parameter"]?.AsArray().FirstOrDefault(one => one!["name"]!.GetValue<string>() == "notices")?["valueInteger"]?.GetValue<int>() >= story.Steps.Count) return person;
        }
        return null;
    }

    /// <summary>Who has been told, once nobody is owed anything any more or the patience is at its end.</summary>
    private async Task<JsonObject> WaitUntilSettled(string person, CancellationToken stop)
    {
        var told = new JsonObject();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(50, stop))
        {
            told = await Ask(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", null, stop) ?? told;
            if (told.Count > 0 && Recipients(told).All(row => Teller.Part(row, "state") != "owed")) return told;
        }
        return told;
    }

    private async Task<JsonObject> Everything(string person, CancellationToken stop) => await Ask(HttpMethod.Get, $"fhir/CarePlan/{person}/$everything", null, stop) ?? [];

    private async Task<JsonObject?> Ask(HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri(stack.Front, path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stack.KeyOf("desk"));
        try
        {
            using var response = await http.SendAsync(request, stop);
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(stop))?.AsObject() : null;
        }
        catch (HttpRequestException) { return null; }
    }

    public void Dispose() => http.Dispose();

    public static IEnumerable<JsonObject> Recipients(JsonObject told) => Teller.Parts(told, "recipient");
}
