using System.Diagnostics;
using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Local;
using Throughcare.Local.Agencies;

namespace Throughcare.Tests.RunningStack;

/// <summary>The story as its own processes, one of them killed at each named point, and the ending judged from outside.</summary>
[Collection(nameof(CrashTests))]
public class CrashTests
{
    internal static readonly string Program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Integration.Local", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "throughcare-local"));

    public static TheoryData<string> HandlerPoints => [.. FaultPoint.All];

    public static TheoryData<string> AwayPoints => [.. FaultPoint.WhileAway];

    public static TheoryData<string> StandInPoints => [.. Stack.FaultPoints];

    [Theory]
    [MemberData(nameof(HandlerPoints))]
    public async Task A_handler_killed_at_any_point_loses_nothing_and_tells_nobody_twice(string point)
    {
        using var state = new State();
        var (exit, output) = await Play(state, "--handler-fault", $"{point}:1:kill");
        Assert.True(exit == 0, $"{point}: {output}");
        Assert.Contains("The handler exited with 137", state.Log, StringComparison.Ordinal);
        Judge(state.Received());
    }

    [Theory]
    [MemberData(nameof(AwayPoints))]
    public async Task A_handler_killed_while_recipients_do_not_answer_still_tells_them(string point)
    {
        using var state = new State();
        var (exit, output) = await Play(state, "--handler-fault", $"{point}:1:kill", "--agencies-fail", "2");
        Assert.True(exit == 0, $"{point}: {output}");
        Assert.Contains("The handler exited with 137", state.Log, StringComparison.Ordinal);
        Judge(state.Received());
    }

    [Theory]
    [InlineData("apply-before-commit")]
    [InlineData("apply-after-commit")]
    [InlineData("update-before-send")]
    [InlineData("update-after-send")]
    public async Task An_invocation_that_fails_at_a_point_comes_again_and_ends_the_same(string point)
    {
        using var state = new State();
        var (exit, output) = await Play(state, "--handler-fault", $"{point}:1:throw");
        Assert.True(exit == 0, $"{point}: {output}");
        Assert.Contains("Failed, and will come again", state.Log, StringComparison.Ordinal);
        Judge(state.Received());
    }

    [Theory]
    [MemberData(nameof(StandInPoints))]
    public async Task A_stand_in_killed_at_any_point_goes_on_when_it_is_started_again(string point)
    {
        using var state = new State();
        var (exit, _) = await Play(state, "--stand-in-fault", point);
        Assert.Equal(128 + 9, exit);
        (exit, var output) = await Play(state);
        Assert.True(exit == 0, $"{point}: {output}");
        Judge(state.Received());
    }

    /// <summary>What the judge is worth: it must object when one message came with two contents, or one content as two messages.</summary>
    [Fact]
    public void The_judge_sees_a_second_effect()
    {
        static Agencies.Received Document(string id, string digest, string text) => new("someone", digest, id, 1, new JsonObject { ["messageId"] = id, ["message"] = "x", ["text"] = text });
        Judge([Document("1", "a", "first"), Document("2", "b", "second")]);
        Assert.ThrowsAny<Exception>(() => Judge([Document("1", "a", "first"), Document("1", "b", "second")]));
        Assert.ThrowsAny<Exception>(() => Judge([Document("1", "a", "same"), Document("2", "b", "same")]));
    }

    /// <summary>Every message has one digest, however often it came over the wire, and no content came as two messages.</summary>
    private static void Judge(IReadOnlyList<Agencies.Received> received)
    {
        Assert.NotEmpty(received);
        foreach (var recipient in received.GroupBy(one => one.Recipient))
        {
            Assert.All(recipient.GroupBy(one => one.MessageId), message => Assert.Single(message.Select(one => one.Digest).Distinct()));
            Assert.Equal(recipient.Count(), recipient.Select(Content).Distinct().Count());
        }
    }

    /// <summary>The document without what names this message.</summary>
    private static string Content(Agencies.Received one)
    {
        var document = one.Document.DeepClone().AsObject();
        foreach (var name in new[] { "id", "messageId" }) document.Remove(name);
        if (document["entry"] is JsonArray entries && entries[0].TextAt("resource", "resourceType") == "MessageHeader") entries.RemoveAt(0);
        return document.ToJsonString();
    }

    private static async Task<(int Exit, string Output)> Play(State state, params string[] fault)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "--story", "released-on-licence", "--state", state.Folder }.Concat(fault)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try { await process.WaitForExitAsync(limit.Token); }
        catch (OperationCanceledException) { process.Kill(); return (-1, "It did not end within three minutes.\n" + state.Log); }
        // Children that outlive a killed parent keep its pipes open, so what it said is read only as far as it is there.
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(TimeSpan.FromSeconds(2)));
        return (process.ExitCode, output.IsCompleted ? await output + (error.IsCompleted ? await error : "") : "");
    }

    private sealed class State : IDisposable
    {
        public string Folder { get; } = Repo.Temporary("crash");

        public string Log => File.ReadAllText(Path.Combine(Folder, "log.txt"));

        public IReadOnlyList<Agencies.Received> Received()
        {
            using var agencies = new Agencies(Path.Combine(Folder, "agencies.db"), TimeProvider.System);
            return agencies.All();
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}

[CollectionDefinition(nameof(CrashTests))]
public class CrashTestsAlone;
