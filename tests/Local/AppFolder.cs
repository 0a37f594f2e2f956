using System.Text.Json.Nodes;
using Throughcare.Local;
using Throughcare.Local.Host;

namespace Throughcare.Tests.Local;

/// <summary>A function app folder written by the test, with the fake handler as its program.</summary>
internal sealed class AppFolder : IDisposable
{
    private readonly TempFolder folder = new();

    public AppFolder()
    {
        Root = folder.In("app");
        Record = folder.In("record");
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Record);
        Settings["RECORD"] = Record;
        // A link, not a copy: a file that was just written may still be busy when it is to be run.
        File.CreateSymbolicLink(Path.Combine(Root, "handler.mjs"), Path.Combine(Workplace.Root, "tests/Local/fake-handler.mjs"));
    }

    public string Root { get; }

    /// <summary>Where the fake handler writes what it saw.</summary>
    public string Record { get; }

    public Dictionary<string, string> Settings { get; } = [];

    public JsonObject Host { get; } = JsonNode.Parse("""
        {
          "version": "2.0",
          "customHandler": { "description": { "defaultExecutablePath": "handler.mjs" }, "enableForwardingHttpRequest": true },
          "extensions": { "http": { "routePrefix": "" }, "serviceBus": { "maxConcurrentCalls": 16 } }
        }
        """)!.AsObject();

    public JsonObject Bus => Host["extensions"]!["serviceBus"]!.AsObject();

    public JsonObject Description => Host["customHandler"]!["description"]!.AsObject();

    /// <summary>Adds a function by its bindings.</summary>
    public AppFolder With(string name, params string[] bindings)
    {
        Directory.CreateDirectory(Path.Combine(Root, name));
        File.WriteAllText(Path.Combine(Root, name, "function.json"), $$"""{"bindings":[{{string.Join(',', bindings)}}]}""");
        return this;
    }

    public AppFolder WithQueue(string name, string queue, string more = "") =>
        With(name, $$"""{"name":"message","type":"serviceBusTrigger","direction":"in","queueName":"{{queue}}","connection":"ServiceBus"{{more}}}""");

    public AppFolder WithHttp(string name, string route, string methods = "\"get\",\"post\"") =>
        With(name, $$"""{"name":"req","type":"httpTrigger","direction":"in","authLevel":"anonymous","methods":[{{methods}}],"route":"{{route}}"}""", """{"name":"res","type":"http","direction":"out"}""");

    public AppFolder WithTimer(string name, string schedule, string more = "") =>
        With(name, $$"""{"name":"timer","type":"timerTrigger","direction":"in","schedule":"{{schedule}}"{{more}}}""");

    /// <summary>What the fake handler does at each start, as JSON.</summary>
    public AppFolder Starts(string starts) { Settings["STARTS"] = starts; return this; }

    /// <summary>What the fake handler answers, as JSON: function to list of answers.</summary>
    public AppFolder Answers(string answers) { Settings["ANSWERS"] = answers; return this; }

    /// <summary>A file that an answer can wait for; <see cref="Open"/> makes it.</summary>
    public string Gate(string name = "gate") => Path.Combine(Record, name);

    public void Open(string name = "gate") => File.WriteAllText(Gate(name), "");

    public FunctionApp Read()
    {
        File.WriteAllText(Path.Combine(Root, "host.json"), Host.ToJsonString());
        return FunctionApp.Read(Root, Settings);
    }

    public IReadOnlyList<JsonObject> Recorded(string what)
    {
        var path = Path.Combine(Record, what + ".jsonl");
        if (!File.Exists(path)) return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        // The last line may be half written.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line) as JsonObject ?? [])];
    }

    public IReadOnlyList<Call> Calls(string? name = null) => [.. Recorded("calls").Select(call => new Call(call)).Where(call => name is null || call.Name == name)];

    public void Dispose() => folder.Dispose();
}

/// <summary>A request as the handler saw it.</summary>
internal sealed record Call(JsonObject Json)
{
    public string Name => Json["name"]!.GetValue<string>();
    public string Method => Json["method"]!.GetValue<string>();
    public string Url => Json["url"]!.GetValue<string>();
    public int Process => Json["process"]!.GetValue<int>();
    public byte[] Body => Convert.FromBase64String(Json["body"]!.GetValue<string>());
    public string? Header(string name) => Json["headers"]![name]?.GetValue<string>();
    public JsonNode Envelope => JsonNode.Parse(Body)!;
    public JsonNode Data(string binding = "message") => Envelope["Data"]![binding]!;
    /// <summary>A metadata value that is JSON within a text.</summary>
    public string Metadata(string name) => Envelope["Metadata"]![name]!.GetValue<string>();
    public int DeliveryCount => int.Parse(Metadata("DeliveryCount"), System.Globalization.CultureInfo.InvariantCulture);
}
