using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Local;

namespace Throughcare.Tests.SecondOpinion;

/// <summary>What one of the validators found.</summary>
/// <param name="Validator">medplum, lantana, fhirpath or schema.</param>
/// <param name="At">Where, as a FHIRPath in the resource that was asked about.</param>
internal sealed record Verdict(string Validator, string At, string Says)
{
    /// <summary>The key of the invariant, such as per-1, for a verdict of fhirpath.</summary>
    public string? Invariant => Validator == "fhirpath" ? Says.Split(':')[0] : null;

    public override string ToString() => $"{Validator} at {At}: {Says}";
}

/// <summary>An invariant that fhirpath.js finds broken.</summary>
/// <param name="Severity">error or warning, as R4 has it.</param>
/// <param name="Problem">Why it could not be evaluated; null when it was.</param>
internal sealed record Broken(string Key, string At, string Severity, string? Problem);

/// <summary>The validators of tests/conformance as one process: started once, asked in lines of JSON, ended by its id.</summary>
public sealed class SecondOpinions : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Repo.Root, "tests", "conformance");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StringBuilder errors = new();
    private readonly SemaphoreSlim turn = new(1);
    private Process process = null!;
    private int asked;

    /// <summary>The canonical URLs of the profiles that can be asked for.</summary>
    internal IReadOnlyList<string> Profiles { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await NpmPackages.Install(Folder, "the FHIR validators of tests/conformance", _ => { });
        var profiles = new List<string> { await Compile(Path.Combine(Folder, "one-fault", "profiles"), "one-fault") };
        if (File.Exists(Path.Combine(Repo.Root, "fhir-profiles", "sushi-config.yaml"))) profiles.Add(await Compile(Path.Combine(Repo.Root, "fhir-profiles"), "fhir-profiles"));
        if (UkCore.Folder is { } ukCore) profiles.Add(Path.Combine(ukCore, "snapshots"));
        process = Process.Start(Node("second-opinions.mjs", [.. profiles]))!;
        process.ErrorDataReceived += (_, line) => { lock (errors) errors.AppendLine(line.Data); };
        process.BeginErrorReadLine();
        Profiles = [.. (await Read())["profiles"]!.AsArray().Select(url => url!.GetValue<string>())];
    }

    public async Task DisposeAsync()
    {
        if (process is null) return;
        process.StandardInput.Close();
        await Workplace.End(process, Workplace.Interrupt);
        process.Dispose();
        turn.Dispose();
    }

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Compiled = [];

    /// <summary>Compiles a folder of FSH afresh, with snapshots; once, whoever asks first.</summary>
    /// <returns>The folder with one .json for each definition.</returns>
    internal static Task<string> Compile(string input, string name) => Compiled.GetOrAdd(name, _ => new Lazy<Task<string>>(() => CompileNow(input, name))).Value;

    private static async Task<string> CompileNow(string input, string name)
    {
        var output = Path.Combine(Repo.Root, "artifacts", "conformance", name);
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        using var compiling = Process.Start(Node("compile-profiles.mjs", input, output))!;
        compiling.StandardInput.Close();
        var error = compiling.StandardError.ReadToEndAsync();
        var said = await compiling.StandardOutput.ReadToEndAsync() + await error;
        await compiling.WaitForExitAsync();
        Assert.True(compiling.ExitCode == 0, said);
        return output;
    }

    /// <summary>What each of the four finds in each resource, in the resources' order.</summary>
    /// <param name="profiles">Profiles that each resource of their type, at any depth, must satisfy, besides those that its meta.profile names.</param>
    internal async Task<IReadOnlyList<IReadOnlyList<Verdict>>> Validate(IEnumerable<JsonNode?> resources, params string[] profiles)
    {
        var answers = await Ask(resources.Select(resource => new JsonObject { ["kind"] = "validate", ["resource"] = resource?.DeepClone(), ["profiles"] = new JsonArray([.. profiles.Select(url => JsonValue.Create(url))]) }));
        return [.. answers.Select(answer => (IReadOnlyList<Verdict>)[.. answer["verdicts"]!.AsObject().SelectMany(validator => validator.Value!.AsArray().Select(verdict => new Verdict(validator.Key, verdict.TextAt("at")!, verdict.TextAt("says")!)))])];
    }

    /// <summary>The invariants of R4, warnings included, that do not hold in each resource.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<Broken>>> Invariants(IEnumerable<JsonNode> resources)
    {
        var answers = await Ask(resources.Select(resource => new JsonObject { ["kind"] = "invariants", ["resource"] = resource.DeepClone() }));
        return [.. answers.Select(answer => (IReadOnlyList<Broken>)[.. answer["failed"]!.AsArray().Select(failed => new Broken(failed.TextAt("key")!, failed.TextAt("at")!, failed.TextAt("severity")!, failed.TextAt("problem")))])];
    }

    /// <summary>The cases of one-fault/cases.mjs: a Bundle each, right or with one fault, and the validators that see it.</summary>
    internal async Task<IReadOnlyList<(string Name, bool IsRight, IReadOnlyList<string> SeenBy, JsonObject Bundle)>> Cases()
    {
        var answer = (await Ask([new JsonObject { ["kind"] = "cases" }]))[0];
        return [.. answer["cases"]!.AsArray().Select(one => (one.TextAt("name")!, (bool)one!["isRight"]!, (IReadOnlyList<string>)[.. one["seenBy"]!.AsArray().Select(name => name!.GetValue<string>())], one["bundle"]!.AsObject()))];
    }

    /// <summary>All questions are written while the answers are read, so that neither side waits for the other.</summary>
    private async Task<List<JsonObject>> Ask(IEnumerable<JsonObject> questions)
    {
        await turn.WaitAsync();
        try
        {
            var all = questions.ToList();
            var first = asked;
            asked += all.Count;
            var writing = Task.Run(async () =>
            {
                foreach (var (index, question) in all.Index())
                {
                    question["id"] = first + index;
                    await process.StandardInput.WriteLineAsync(question.ToJsonString());
                }
                await process.StandardInput.FlushAsync();
            });
            var answers = new List<JsonObject>();
            while (answers.Count < all.Count) answers.Add(await Read());
            await writing;
            Assert.Equal(Enumerable.Range(first, all.Count), answers.Select(answer => (int)answer["id"]!));
            Assert.All(answers, answer => Assert.True(answer["error"] is null, $"The validators stumbled: {answer.TextAt("error")}"));
            return answers;
        }
        finally { turn.Release(); }
    }

    private async Task<JsonObject> Read()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line) return JsonNode.Parse(line)!.AsObject();
        }
        catch (OperationCanceledException) { throw new TimeoutException($"The validators did not answer within {Patience}."); }
        await process.WaitForExitAsync();
        lock (errors) throw new InvalidOperationException($"The validators ended without an answer:\n{errors}");
    }

    private static ProcessStartInfo Node(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(Folder, script));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }
}

/// <summary>Tests that ask the validators: one process for all, one question at a time.</summary>
[CollectionDefinition(nameof(SecondOpinionsCollection))]
public class SecondOpinionsCollection : ICollectionFixture<SecondOpinions>;
