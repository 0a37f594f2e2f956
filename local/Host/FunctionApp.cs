using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Throughcare.Local.Host;

/// <summary>A function app folder as the Functions host reads it: host.json, and function.json in each direct sub-folder.</summary>
/// <remarks>What the stand-in cannot do is refused here with a sentence, never quietly left out.</remarks>
internal sealed partial class FunctionApp
{
    public required string Root { get; init; }
    public required string Executable { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }
    public required TimeSpan FunctionTimeout { get; init; }
    public required TimeSpan InitializationTimeout { get; init; }
    public required string RoutePrefix { get; init; }
    public required int MaxConcurrentCalls { get; init; }
    public required TimeSpan MaxAutoLockRenewal { get; init; }
    public required IReadOnlyList<Function> Functions { get; init; }

    /// <summary>One function: its trigger and where its outputs go.</summary>
    internal sealed record Function(string Name, string Trigger, string Binding, JsonElement Settings, IReadOnlyDictionary<string, string> OutputQueues)
    {
        public string? Queue { get; init; }
        public string? Topic { get; init; }
        public string? Subscription { get; init; }
        public string? Schedule { get; init; }
        public string? Route { get; init; }
        public IReadOnlyList<string> Methods { get; init; } = [];
        public bool Binary { get; init; }
        public bool UseMonitor { get; init; }
        /// <summary>The broker's name of what it listens to.</summary>
        public string Entity => Queue ?? $"{Topic}/subscriptions/{Subscription}";
    }

    /// <exception cref="FunctionAppFault">The folder is not an app the stand-in can run; the message says which file and what to change.</exception>
    public static FunctionApp Read(string root, IReadOnlyDictionary<string, string> appSettings)
    {
        var hostFile = Path.Combine(root, "host.json");
        if (!File.Exists(hostFile)) throw new FunctionAppFault($"{root} has no host.json. Build the app first: dotnet build functions");
        using var host = Parse(hostFile);
        var json = host.RootElement;
        if (Find(json, "customHandler") is not { } handler) throw new FunctionAppFault("host.json has no customHandler; the stand-in runs custom handlers only.");
        if (Find(json, "retry") is not null) throw new FunctionAppFault("host.json has a retry section; the stand-in does not reproduce host retries.");
        if (Find(handler, "http", "routes") is not null) throw new FunctionAppFault("host.json has customHandler.http.routes, which the host refuses beside function.json files.");
        if (Find(handler, "port") is not null) throw new FunctionAppFault("host.json has customHandler.port; the stand-in chooses the port and gives it in FUNCTIONS_CUSTOMHANDLER_PORT.");
        foreach (var unused in new[] { "defaultWorkerPath", "workerArguments", "workerDirectory", "workingDirectory" })
            if (Find(handler, "description", unused) is { } given && given.ToString() is not ("" or "[]")) throw new FunctionAppFault($"host.json: the stand-in does not reproduce customHandler.description.{unused}; leave it out.");
        if (Find(json, "extensions", "serviceBus", "autoCompleteMessages")?.ValueKind == JsonValueKind.False) throw new FunctionAppFault("host.json has autoCompleteMessages false; a custom handler cannot settle messages itself.");
        if (appSettings.Keys.FirstOrDefault(name => name.StartsWith("AzureFunctionsJobHost__", StringComparison.OrdinalIgnoreCase)) is { } overriding) throw new FunctionAppFault($"App setting {overriding} overrides host.json, which the stand-in does not reproduce; change host.json.");
        var forwards = Find(handler, "enableForwardingHttpRequest")?.ValueKind == JsonValueKind.True || Find(handler, "enableProxyingHttpRequest")?.ValueKind == JsonValueKind.True;
        var program = Find(handler, "description", "defaultExecutablePath")?.GetString() ?? throw new FunctionAppFault("host.json: customHandler.description.defaultExecutablePath is missing.");
        var path = Path.Combine(root, program);
        return new FunctionApp
        {
            Root = root,
            Executable = File.Exists(path) ? path : program,
            Arguments = [.. Find(handler, "description", "arguments")?.EnumerateArray().Select(a => Expand(a.GetString()!, appSettings)) ?? []],
            FunctionTimeout = Find(json, "functionTimeout")?.GetString() == "-1" ? Timeout.InfiniteTimeSpan : Span(json, TimeSpan.FromMinutes(30), "functionTimeout"),
            InitializationTimeout = Span(handler, TimeSpan.FromSeconds(30), "initializationTimeout"),
            RoutePrefix = Find(json, "extensions", "http", "routePrefix")?.GetString() ?? "api",
            MaxConcurrentCalls = Find(json, "extensions", "serviceBus", "maxConcurrentCalls")?.GetInt32() ?? 16 * Environment.ProcessorCount,
            MaxAutoLockRenewal = Span(json, TimeSpan.FromMinutes(5), "extensions", "serviceBus", "maxAutoLockRenewalDuration"),
            // One level down only, as the host looks.
            Functions = [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "function.json")).Where(File.Exists).Select(file => ReadFunction(file, appSettings, forwards))],
        };
    }

    private static Function ReadFunction(string file, IReadOnlyDictionary<string, string> appSettings, bool forwards)
    {
        using var document = Parse(file);
        var name = Path.GetFileName(Path.GetDirectoryName(file))!;
        var bindings = document.RootElement.GetProperty("bindings").EnumerateArray().Select(b => b.Clone()).ToList();
        if (Find(document.RootElement, "retry") is not null) throw new FunctionAppFault($"{name}/function.json has a retry section; the stand-in does not reproduce host retries.");
        if (Directory.EnumerateFiles(Path.GetDirectoryName(file)!).Count() > 1) throw new FunctionAppFault($"{name}/ holds more than function.json; the host would take the other file for a script.");
        var triggers = bindings.Where(b => b.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToList();
        if (triggers.Count != 1) throw new FunctionAppFault($"{name}/function.json has {triggers.Count} triggers; a function has one.");
        var trigger = triggers[0];
        string? Text(string property) => trigger.TryGetProperty(property, out var value) ? Expand(value.GetString()!, appSettings) : null;
        var others = bindings.Where(b => !b.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToList();
        var function = new Function(name, trigger.GetProperty("type").GetString()!, trigger.GetProperty("name").GetString()!, trigger, others
            .Where(b => b.GetProperty("type").GetString() == "serviceBus" && b.GetProperty("name").GetString() != "$return" && Find(b, "direction")?.GetString() == "out")
            .ToDictionary(b => b.GetProperty("name").GetString()!, b => Expand((Find(b, "queueName") ?? Find(b, "topicName"))?.GetString() ?? throw new FunctionAppFault($"{name}/function.json: an output names neither queueName nor topicName."), appSettings), StringComparer.OrdinalIgnoreCase));
        if (function.Trigger != "httpTrigger" && others.FirstOrDefault(b => !function.OutputQueues.ContainsKey(b.GetProperty("name").GetString()!)) is { ValueKind: JsonValueKind.Object } unknown)
            throw new FunctionAppFault($"{name}/function.json binds {unknown.GetProperty("name")} ({unknown.GetProperty("type")}); beside its trigger the stand-in knows only named serviceBus outputs.");
        switch (function.Trigger)
        {
            case "serviceBusTrigger":
                if (Find(trigger, "isSessionsEnabled")?.ValueKind == JsonValueKind.True) throw new FunctionAppFault($"{name}/function.json asks for sessions; the stand-in has none.");
                if (Find(trigger, "cardinality")?.GetString() == "many") throw new FunctionAppFault($"{name}/function.json asks for batches (cardinality many); the stand-in delivers one message at a time.");
                if (Find(trigger, "autoCompleteMessages")?.ValueKind == JsonValueKind.False) throw new FunctionAppFault($"{name}/function.json has autoCompleteMessages false; a custom handler cannot settle messages itself.");
                if (Text("queueName") is null && (Text("topicName") is null || Text("subscriptionName") is null)) throw new FunctionAppFault($"{name}/function.json names neither queueName nor topicName and subscriptionName.");
                return function with { Queue = Text("queueName"), Topic = Text("topicName"), Subscription = Text("subscriptionName"), Binary = Text("dataType") == "binary" };
            case "timerTrigger":
                if (Find(trigger, "runOnStartup")?.ValueKind == JsonValueKind.True) throw new FunctionAppFault($"{name}/function.json has runOnStartup; the stand-in fires timers by their schedule only.");
                _ = Host.Schedule.Parse(Text("schedule") ?? throw new FunctionAppFault($"{name}/function.json has no schedule."));
                return function with { Schedule = Text("schedule"), UseMonitor = Find(trigger, "useMonitor")?.ValueKind != JsonValueKind.False };
            case "httpTrigger":
                if (Text("authLevel") is not "anonymous") throw new FunctionAppFault($"{name}/function.json: the stand-in keeps no host keys; use authLevel anonymous and let the app know its callers.");
                if (!forwards || bindings.Count != 2 || others.Any(b => b.GetProperty("type").GetString() != "http" || Find(b, "direction")?.GetString() != "out"))
                    throw new FunctionAppFault($"{name}/function.json: the stand-in forwards HTTP as it came; it needs an httpTrigger and an http output and nothing else, and enableForwardingHttpRequest in host.json.");
                return function with { Route = Text("route") ?? name, Methods = [.. trigger.TryGetProperty("methods", out var methods) ? methods.EnumerateArray().Select(m => m.GetString()!.ToUpperInvariant()) : []] };
            default:
                throw new FunctionAppFault($"{name}/function.json has a {function.Trigger}, which the stand-in does not know.");
        }
    }

    private static JsonDocument Parse(string file)
    {
        try { return JsonDocument.Parse(File.ReadAllBytes(file)); }
        catch (JsonException problem) { throw new FunctionAppFault($"{file} is not JSON (line {problem.LineNumber + 1})."); }
    }

    private static JsonElement? Find(JsonElement json, params string[] path)
    {
        foreach (var name in path)
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return null;
        return json;
    }

    private static TimeSpan Span(JsonElement json, TimeSpan unless, params string[] path) =>
        Find(json, path)?.GetString() is not { } text ? unless
            : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span : throw new FunctionAppFault($"host.json: {path[^1]} is \"{text}\", not a time span such as 00:05:00.");

    /// <summary>%NAME% is the app setting of that name; the host refuses to start when there is none.</summary>
    private static string Expand(string text, IReadOnlyDictionary<string, string> appSettings) =>
        Setting().Replace(text, found => appSettings.TryGetValue(found.Groups[1].Value, out var value) ? value : throw new FunctionAppFault($"App setting {found.Groups[1].Value} is not set, but a binding uses it."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}

/// <summary>The app folder cannot be run as it is.</summary>
internal sealed class FunctionAppFault(string message) : Exception(message);
