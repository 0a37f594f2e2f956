using System.Diagnostics;
using System.Text.Json.Nodes;
using Throughcare.Local.Host;

namespace Throughcare.Tests.Local;

/// <summary>The handler's process: what it is given, when it is ready, and what its end brings about.</summary>
public sealed class HandlerLifeTests
{
    private static AppFolder Folder() => new AppFolder().WithQueue("Work", "orders").WithQueue("Other", "parcels");

    private static async Task HostStops(Rig rig)
    {
        await Task.WhenAny(rig.Handler.HostStopped, Task.Delay(TimeSpan.FromMinutes(1)));
        Assert.True(rig.Handler.HostStopped.IsFaulted, "the host did not stop");
    }

    private static bool IsRunning(int process)
    {
        try { using var found = Process.GetProcessById(process); return !found.HasExited; } catch (ArgumentException) { return false; }
    }

    [Fact]
    public async Task The_handler_is_given_its_port_its_worker_id_the_app_folder_and_the_app_settings()
    {
        var folder = Folder();
        folder.Settings["ANY_SETTING"] = "any value";
        folder.Description["arguments"] = new JsonArray("--setting", "%ANY_SETTING%");
        await using var rig = await Rig.Start(folder);
        var start = Assert.Single(folder.Recorded("starts"));
        string? Variable(string name) => start["environment"]![name]?.GetValue<string>();
        var port = rig.Handler.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((port, port), (Variable("FUNCTIONS_CUSTOMHANDLER_PORT"), Variable("FUNCTIONS_HTTPWORKER_PORT")));
        Assert.False(string.IsNullOrEmpty(Variable("FUNCTIONS_CUSTOMHANDLER_WORKER_ID")));
        Assert.Equal(folder.Root, Variable("FUNCTIONS_APP_ROOT_PATH"));
        Assert.Equal("any value", Variable("ANY_SETTING"));
        Assert.Equal(["--setting", "any value"], start["arguments"]!.AsArray().Select(a => a!.GetValue<string>()));
        Assert.Equal(folder.Root, start["folder"]!.GetValue<string>());
        Assert.Equal("http://127.0.0.1:" + port, rig.Handler.Address.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task A_program_on_the_path_is_found_when_the_app_folder_has_none_of_that_name()
    {
        var folder = Folder();
        folder.Description["defaultExecutablePath"] = "node";
        folder.Description["arguments"] = new JsonArray("handler.mjs");
        await using var rig = await Rig.Start(folder);
        Assert.True((await rig.Invoke("Work")).Succeeded);
    }

    [Fact]
    public async Task A_program_without_the_execute_bit_is_refused_with_a_sentence()
    {
        var folder = Folder();
        folder.Description["defaultExecutablePath"] = "plain";
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "plain"), "#!/bin/sh\n");
        var refusal = await Assert.ThrowsAsync<FunctionAppFault>(() => Rig.Start(folder));
        Assert.Contains("execute bit", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Any_answer_to_the_root_means_ready(int status)
    {
        await using var rig = await Rig.Start(Folder().Starts($$$"""[{"root":{"status":{{{status}}}}}]"""));
        Assert.True(rig.Handler.Ready.IsCompletedSuccessfully);
        Assert.Equal(1, rig.Handler.Starts);
    }

    /// <summary>The redirect leads nowhere; it is an answer all the same.</summary>
    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        await using var rig = await Rig.Start(Folder().Starts("""[{"root":{"status":302,"headers":{"Location":"http://127.0.0.1:9/"}}}]"""));
        Assert.True(rig.Handler.Ready.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_handler_that_does_not_answer_within_initializationTimeout_is_killed_and_started_again()
    {
        var folder = Folder().Starts("""[{"silent":true},{}]""");
        folder.Host["customHandler"]!["initializationTimeout"] = "00:00:02";
        await using var rig = await Rig.Start(folder);
        await rig.Send("orders", "one");
        // The message is waited for by a listener that began before the second start.
        await Wait.Until(() => rig.Calls("Work").Count == 1, "the second start takes the message");
        Assert.Equal(2, rig.Handler.Starts);
        Assert.True(rig.Logged("Error", "did not answer within"));
        Assert.False(IsRunning(folder.Recorded("starts")[0]["process"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Lines_of_stdout_are_information_lines_of_stderr_are_errors_unless_they_warn()
    {
        await using var rig = await Rig.Start(Folder().Starts("""[{"print":["a plain line"],"printError":["a bad line","this is a Warning","careful: warned"]}]"""));
        await Wait.Until(() => rig.Logged("Information", "a plain line") && rig.Logged("Error", "a bad line") && rig.Logged("Warning", "this is a Warning") && rig.Logged("Warning", "careful: warned"), "all four lines are logged");
    }

    [Fact]
    public async Task An_exit_code_that_is_not_zero_starts_it_again_with_a_new_worker_id()
    {
        await using var rig = await Rig.Start(Folder().Answers("""{"Work":[{"exit":3},{}]}"""));
        Assert.False((await rig.Invoke("Work")).Succeeded);
        await Wait.Until(() => rig.Folder.Recorded("starts").Count == 2 && rig.Handler.Ready.IsCompletedSuccessfully, "it starts again");
        Assert.True((await rig.Invoke("Work")).Succeeded);
        var starts = rig.Folder.Recorded("starts");
        Assert.NotEqual(starts[0]["environment"]!["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"]!.GetValue<string>(), starts[1]["environment"]!["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"]!.GetValue<string>());
        Assert.Equal(starts[0]["environment"]!["FUNCTIONS_CUSTOMHANDLER_PORT"]!.GetValue<string>(), starts[1]["environment"]!["FUNCTIONS_CUSTOMHANDLER_PORT"]!.GetValue<string>());
        Assert.True(rig.Logged("Error", "exited with 3"));
    }

    [Fact]
    public async Task A_setting_for_the_first_start_only_is_gone_at_the_second()
    {
        await using var rig = await Rig.Start(Folder().Answers("""{"Work":[{"exit":3},{}]}"""));
        await rig.Invoke("Work");
        await Wait.Until(() => rig.Folder.Recorded("starts").Count == 2, "it starts again");
        Assert.Equal(["yes", null], rig.Folder.Recorded("starts").Select(start => start["environment"]!["ONLY_THE_FIRST"]?.GetValue<string>()));
    }

    [Fact]
    public async Task Three_errors_within_thirty_minutes_stop_the_host()
    {
        var folder = Folder().Starts("""[{"exit":1}]""");
        await using var rig = await Rig.Start(folder);
        await HostStops(rig);
        Assert.Equal(3, folder.Recorded("starts").Count);
        Assert.Contains("3 times", rig.Handler.HostStopped.Exception!.InnerException!.Message, StringComparison.Ordinal);
        Assert.False(rig.Handler.Ready.IsCompleted);
    }

    [Fact]
    public async Task Three_errors_over_more_than_thirty_minutes_do_not()
    {
        await using var rig = await Rig.Start(Folder().Answers("""{"Work":[{"exit":1}]}"""));
        for (var round = 2; round <= 4; round++)
        {
            await rig.Invoke("Work");
            await Wait.Until(() => rig.Handler.Starts == round && rig.Handler.Ready.IsCompletedSuccessfully, "it starts again");
            rig.Time.Move(TimeSpan.FromMinutes(16));
        }
        Assert.False(rig.Handler.HostStopped.IsCompleted);
    }

    [Fact]
    public async Task Exit_code_200_is_a_wanted_restart_and_is_not_counted()
    {
        await using var rig = await Rig.Start(Folder().Answers("""{"Work":[{"exit":200}]}"""));
        for (var round = 2; round <= 5; round++)
        {
            await rig.Invoke("Work");
            await Wait.Until(() => rig.Handler.Starts == round && rig.Handler.Ready.IsCompletedSuccessfully, "it starts again");
        }
        Assert.False(rig.Handler.HostStopped.IsCompleted);
        Assert.True((await rig.Invoke("Other")).Succeeded);
    }

    [Fact]
    public async Task After_exit_code_0_nothing_starts_again_and_calls_fail()
    {
        await using var rig = await Rig.Start(Folder().Answers("""{"Work":[{"exit":0}]}"""));
        await rig.Invoke("Work");
        await Wait.Until(() => rig.Logged("Error", "exited with 0"), "the exit is seen");
        for (var round = 0; round < 3; round++) Assert.False((await rig.Invoke("Other")).Succeeded);
        await rig.Send("parcels", "one");
        Assert.Equal("MaxDeliveryCountExceeded", (await rig.Take("parcels/$DeadLetterQueue")).DeadLetterReason);
        Assert.Equal(1, rig.Handler.Starts);
        Assert.False(rig.Handler.HostStopped.IsCompleted);
    }

    [Theory]
    [InlineData("""{"status":200,"body":"","headers":{}}""")]
    [InlineData("""{"status":204,"body":"","headers":{}}""")]
    [InlineData("""{"body":"null"}""")]
    public async Task An_empty_answer_hangs_until_functionTimeout_and_kills_the_handler(string empty)
    {
        var folder = Folder().Answers($$"""{"Work":[{{empty}}]}""");
        folder.Host["functionTimeout"] = "00:00:01";
        await using var rig = await Rig.Start(folder);
        var process = rig.Handler.ProcessId;
        var result = await rig.Invoke("Work");
        Assert.Equal((false, "functionTimeout"), (result.Succeeded, result.Problem));
        Assert.Single(folder.Recorded("ends")); // the handler itself had long answered
        Assert.False(IsRunning(process));
        Assert.Equal(2, rig.Handler.Starts);
    }

    [Fact]
    public async Task On_functionTimeout_every_other_running_invocation_dies_too()
    {
        var folder = Folder().Answers("""{"Work":[{"forever":true},{}],"Other":[{"forever":true},{}]}""");
        folder.Host["functionTimeout"] = "00:00:03";
        await using var rig = await Rig.Start(folder);
        var slow = rig.Invoke("Work");
        await Wait.Until(() => rig.Calls("Work").Count == 1, "the first call has come");
        await Task.Delay(1000); // so that the first one's time is up well before the other's
        var innocent = rig.Invoke("Other");
        Assert.Equal("functionTimeout", (await slow).Problem);
        Assert.Equal("no answer", (await innocent).Problem);
        Assert.True((await rig.Invoke("Work")).Succeeded);
        Assert.True((await rig.Invoke("Other")).Succeeded);
        Assert.Equal(2, rig.Handler.Starts);
    }

    /// <summary>The host itself killed it, so it does not count towards the three.</summary>
    [Fact]
    public async Task Kills_by_functionTimeout_do_not_stop_the_host()
    {
        var folder = Folder().Answers("""{"Work":[{"forever":true}]}""");
        folder.Host["functionTimeout"] = "00:00:01";
        await using var rig = await Rig.Start(folder);
        for (var round = 0; round < 4; round++) Assert.Equal("functionTimeout", (await rig.Invoke("Work")).Problem);
        Assert.False(rig.Handler.HostStopped.IsCompleted);
        Assert.True((await rig.Invoke("Other")).Succeeded);
    }

    [Fact]
    public async Task Stopping_kills_without_a_signal_it_could_answer()
    {
        var folder = Folder().Answers($$$"""{"Work":[{"forever":true}]}""");
        var rig = await Rig.Start(folder, keepFolder: true);
        var process = rig.Handler.ProcessId;
        var running = rig.Invoke("Work");
        await Wait.Until(() => rig.Calls("Work").Count == 1, "the call has come");
        await rig.DisposeAsync();
        Assert.False((await running).Succeeded);
        Assert.False(IsRunning(process));
        Assert.Empty(folder.Recorded("signals"));
        folder.Dispose();
    }

    [Fact]
    public async Task Stopping_during_a_restart_leaves_no_process_behind()
    {
        for (var round = 0; round < 5; round++)
        {
            using var folder = Folder().Answers("""{"Work":[{"exit":1}]}""");
            var rig = await Rig.Start(folder, keepFolder: true);
            await rig.Invoke("Work");
            await Wait.Until(() => rig.Handler.Starts == 2 || rig.Logged("Error", "exited with 1"), "the restart begins");
            await rig.DisposeAsync();
            foreach (var start in folder.Recorded("starts")) await Wait.Until(() => !IsRunning(start["process"]!.GetValue<int>()), "no process is left");
        }
    }
}
