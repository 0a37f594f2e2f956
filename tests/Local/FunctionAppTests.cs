using System.Text.Json.Nodes;
using Throughcare.Local.Host;

namespace Throughcare.Tests.Local;

/// <summary>The app folder as the host reads it, and what the stand-in refuses to run.</summary>
public sealed class FunctionAppTests : IDisposable
{
    private const string HttpOut = """{"name":"res","type":"http","direction":"out"}""";

    private readonly AppFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Refusal() => Assert.Throws<FunctionAppFault>(folder.Read).Message;

    /// <summary>A refusal is a sentence that names the file or the setting.</summary>
    private void AssertRefused(params string[] words)
    {
        var sentence = Refusal();
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        foreach (var word in words) Assert.Contains(word, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_those_of_the_host()
    {
        folder.Host.Remove("extensions");
        var app = folder.Read();
        Assert.Equal(TimeSpan.FromMinutes(30), app.FunctionTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), app.InitializationTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), app.MaxAutoLockRenewal);
        Assert.Equal(16 * Environment.ProcessorCount, app.MaxConcurrentCalls);
        Assert.Equal("api", app.RoutePrefix);
    }

    [Fact]
    public void Settings_of_host_json_are_read()
    {
        folder.Host["functionTimeout"] = "00:05:00";
        folder.Host["customHandler"]!["initializationTimeout"] = "00:00:10";
        folder.Bus["maxConcurrentCalls"] = 3;
        folder.Bus["maxAutoLockRenewalDuration"] = "00:02:00";
        var app = folder.Read();
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10), 3, TimeSpan.FromMinutes(2), ""), (app.FunctionTimeout, app.InitializationTimeout, app.MaxConcurrentCalls, app.MaxAutoLockRenewal, app.RoutePrefix));
    }

    [Fact]
    public void FunctionTimeout_may_be_unbounded()
    {
        folder.Host["functionTimeout"] = "-1";
        Assert.Equal(Timeout.InfiniteTimeSpan, folder.Read().FunctionTimeout);
    }

    [Fact]
    public void The_program_is_taken_from_the_app_folder_when_it_is_there_and_from_the_path_otherwise()
    {
        Assert.Equal(Path.Combine(folder.Root, "handler.mjs"), folder.Read().Executable);
        folder.Description["defaultExecutablePath"] = "node";
        Assert.Equal("node", folder.Read().Executable);
    }

    [Fact]
    public void Settings_between_percent_signs_are_expanded_in_arguments_queues_schedules_and_outputs()
    {
        folder.Settings["NAME"] = "orders";
        folder.Settings["WHEN"] = "0 */5 * * * *";
        folder.Description["arguments"] = new JsonArray("--queue=%NAME%", "plain");
        folder.With("A", """{"name":"m","type":"serviceBusTrigger","direction":"in","queueName":"new-%NAME%"}""", """{"name":"out","type":"serviceBus","direction":"out","queueName":"done-%NAME%"}""")
            .With("B", """{"name":"m","type":"serviceBusTrigger","direction":"in","topicName":"%NAME%","subscriptionName":"audit-%NAME%"}""", """{"name":"out","type":"serviceBus","direction":"out","topicName":"all-%NAME%"}""")
            .WithTimer("C", "%WHEN%");
        var app = folder.Read();
        Assert.Equal(["--queue=orders", "plain"], app.Arguments);
        Assert.Equal(["new-orders", "orders/subscriptions/audit-orders"], app.Functions.Take(2).Select(f => f.Entity));
        Assert.Equal("0 */5 * * * *", app.Functions[2].Schedule);
        Assert.Equal(["done-orders", "all-orders"], app.Functions.SelectMany(f => f.OutputQueues.Values));
    }

    [Fact]
    public void A_setting_that_is_not_set_is_refused()
    {
        folder.WithQueue("A", "%MISSING%");
        AssertRefused("MISSING");
    }

    [Fact]
    public void Functions_are_looked_for_one_level_down_and_no_deeper()
    {
        folder.WithQueue("A", "orders").WithQueue("nested/B", "parcels");
        File.WriteAllText(Path.Combine(folder.Root, "function.json"), "not looked at");
        Directory.CreateDirectory(Path.Combine(folder.Root, "mappings"));
        Assert.Equal(["A"], folder.Read().Functions.Select(f => f.Name));
    }

    [Theory]
    [InlineData("run.js")]
    [InlineData("readme.md")]
    [InlineData("Handler.dll")]
    [InlineData("Source.cs")]
    public void Another_file_beside_function_json_is_refused(string file)
    {
        folder.WithQueue("A", "orders");
        File.WriteAllText(Path.Combine(folder.Root, "A", file), "");
        AssertRefused("A/", "script");
    }

    [Fact]
    public void The_attributes_of_each_trigger_are_read()
    {
        folder.WithQueue("A", "orders/$DeadLetterQueue", ",\"dataType\":\"binary\"").WithHttp("B", "v1/{*path}").WithTimer("C", "0 0 3 * * *", ",\"useMonitor\":false").WithTimer("D", "0 0 3 * * *");
        var functions = folder.Read().Functions;
        Assert.Equal(("orders/$DeadLetterQueue", true), (functions[0].Queue, functions[0].Binary));
        Assert.Equal("v1/{*path}", functions[1].Route);
        Assert.Equal(["GET", "POST"], functions[1].Methods);
        Assert.Equal((false, true), (functions[2].UseMonitor, functions[3].UseMonitor));
    }

    [Fact]
    public void Without_a_route_an_HTTP_function_has_its_name_for_one()
    {
        folder.With("Hello", """{"name":"req","type":"httpTrigger","direction":"in","authLevel":"anonymous"}""", HttpOut);
        Assert.Equal("Hello", Assert.Single(folder.Read().Functions).Route);
    }

    [Fact]
    public void A_folder_without_host_json_is_refused() =>
        Assert.Contains("host.json", Assert.Throws<FunctionAppFault>(() => FunctionApp.Read(Path.GetTempPath(), folder.Settings)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_JSON_is_refused()
    {
        folder.WithQueue("A", "orders");
        File.WriteAllText(Path.Combine(folder.Root, "A", "function.json"), "{");
        AssertRefused("function.json", "not JSON");
    }

    [Fact]
    public void An_app_without_a_custom_handler_is_refused()
    {
        folder.Host.Remove("customHandler");
        AssertRefused("customHandler");
    }

    [Fact]
    public void A_custom_handler_without_a_program_is_refused()
    {
        folder.Description.Remove("defaultExecutablePath");
        AssertRefused("defaultExecutablePath");
    }

    [Theory]
    [InlineData("sometimes")]
    [InlineData("-00:01:00")]
    public void A_time_span_that_is_none_is_refused(string text)
    {
        folder.Host["functionTimeout"] = text;
        AssertRefused("functionTimeout", text);
    }

    [Fact]
    public void Routes_in_host_json_are_refused_beside_function_json()
    {
        folder.Host["customHandler"]!["http"] = new JsonObject { ["routes"] = new JsonArray() };
        AssertRefused("customHandler.http.routes");
    }

    [Fact]
    public void A_port_in_host_json_is_refused()
    {
        folder.Host["customHandler"]!["port"] = 8080;
        AssertRefused("customHandler.port");
    }

    [Theory]
    [InlineData("defaultWorkerPath", "\"worker\"")]
    [InlineData("workerArguments", "[\"a\"]")]
    [InlineData("workerDirectory", "\"bin\"")]
    [InlineData("workingDirectory", "\"bin\"")]
    public void Worker_fields_and_another_working_directory_are_refused(string field, string value)
    {
        folder.Description[field] = JsonNode.Parse(value);
        AssertRefused("host.json", field);
    }

    [Fact]
    public void An_empty_working_directory_is_the_app_folder()
    {
        folder.Description["workingDirectory"] = "";
        Assert.Empty(folder.Read().Functions);
    }

    [Fact]
    public void An_app_setting_that_overrides_host_json_is_refused()
    {
        folder.Settings["AzureFunctionsJobHost__customHandler__initializationTimeout"] = "00:01:00";
        AssertRefused("AzureFunctionsJobHost__customHandler__initializationTimeout");
    }

    [Fact]
    public void Retries_in_host_json_are_refused()
    {
        folder.Host["retry"] = new JsonObject { ["strategy"] = "fixedDelay" };
        AssertRefused("host.json", "retry");
    }

    [Fact]
    public void Retries_in_function_json_are_refused()
    {
        folder.WithQueue("A", "orders");
        var file = Path.Combine(folder.Root, "A", "function.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("{\"bindings\"", "{\"retry\":{\"strategy\":\"fixedDelay\"},\"bindings\"", StringComparison.Ordinal));
        AssertRefused("A/function.json", "retry");
    }

    [Fact]
    public void Sessions_are_refused()
    {
        folder.WithQueue("A", "orders", ",\"isSessionsEnabled\":true");
        AssertRefused("A/function.json", "sessions");
    }

    [Fact]
    public void Batches_are_refused()
    {
        folder.WithQueue("A", "orders", ",\"cardinality\":\"many\"");
        AssertRefused("A/function.json", "cardinality many");
    }

    [Fact]
    public void Settling_by_hand_is_refused_in_function_json()
    {
        folder.WithQueue("A", "orders", ",\"autoCompleteMessages\":false");
        AssertRefused("A/function.json", "autoCompleteMessages");
    }

    [Fact]
    public void Settling_by_hand_is_refused_in_host_json()
    {
        folder.Bus["autoCompleteMessages"] = false;
        AssertRefused("host.json", "autoCompleteMessages");
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"topicName\":\"events\"")]
    public void A_trigger_that_names_no_queue_and_no_subscription_is_refused(string more)
    {
        folder.With("A", $$"""{"name":"m","type":"serviceBusTrigger","direction":"in"{{more}}}""");
        AssertRefused("A/function.json", "queueName");
    }

    [Theory]
    [InlineData("anonymous", false)]
    [InlineData("function", true)]
    [InlineData("admin", true)]
    [InlineData(null, true)]
    public void Host_keys_are_refused(string? level, bool refused)
    {
        var written = level is null ? "" : $",\"authLevel\":\"{level}\"";
        folder.With("A", $$"""{"name":"req","type":"httpTrigger","direction":"in"{{written}}}""", HttpOut);
        if (refused) AssertRefused("A/function.json", "keys");
        else Assert.Single(folder.Read().Functions);
    }

    [Fact]
    public void HTTP_in_the_default_mode_is_refused()
    {
        folder.Host["customHandler"]!.AsObject().Remove("enableForwardingHttpRequest");
        folder.WithHttp("A", "a");
        AssertRefused("A/function.json", "enableForwardingHttpRequest");
    }

    [Fact]
    public void Proxying_serves_as_forwarding()
    {
        folder.Host["customHandler"]!.AsObject().Remove("enableForwardingHttpRequest");
        folder.Host["customHandler"]!["enableProxyingHttpRequest"] = true;
        folder.WithHttp("A", "a");
        Assert.Single(folder.Read().Functions);
    }

    /// <summary>Only exactly these two are forwarded; with more or fewer the host would send Data and Metadata.</summary>
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, """{"name":"out","type":"serviceBus","direction":"out","queueName":"q"}""")]
    [InlineData(true, """{"name":"rows","type":"table","direction":"in","tableName":"T"}""")]
    public void HTTP_with_other_bindings_than_an_http_output_is_refused(bool output, string? more)
    {
        var bindings = new List<string> { """{"name":"req","type":"httpTrigger","direction":"in","authLevel":"anonymous"}""" };
        if (output) bindings.Add(HttpOut);
        if (more is not null) bindings.Add(more);
        folder.With("A", [.. bindings]);
        AssertRefused("A/function.json", "HTTP");
    }

    [Theory]
    [InlineData("""{"name":"rows","type":"table","direction":"in","tableName":"T","partitionKey":"p"}""")]
    [InlineData("""{"name":"rows","type":"table","direction":"out","tableName":"T"}""")]
    [InlineData("""{"name":"file","type":"blob","direction":"in","path":"in/x"}""")]
    [InlineData("""{"name":"item","type":"queue","direction":"out","queueName":"q"}""")]
    [InlineData("""{"name":"res","type":"http","direction":"out"}""")]
    [InlineData("""{"name":"$return","type":"serviceBus","direction":"out","queueName":"q"}""")]
    public void Table_blob_queue_and_return_bindings_are_refused(string binding)
    {
        folder.With("A", """{"name":"m","type":"serviceBusTrigger","direction":"in","queueName":"orders"}""", binding);
        AssertRefused("A/function.json", JsonNode.Parse(binding)!["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("queueTrigger")]
    [InlineData("blobTrigger")]
    [InlineData("eventGridTrigger")]
    public void Other_triggers_are_refused(string type)
    {
        folder.With("A", $$"""{"name":"item","type":"{{type}}","direction":"in","queueName":"q","path":"in/{name}","connection":"AzureWebJobsStorage"}""");
        AssertRefused("A/function.json", type);
    }

    [Fact]
    public void A_function_has_one_trigger()
    {
        folder.With("A", HttpOut);
        AssertRefused("A/function.json", "0 triggers");
        folder.With("A", """{"name":"m","type":"serviceBusTrigger","direction":"in","queueName":"a"}""", """{"name":"t","type":"timerTrigger","direction":"in","schedule":"0 * * * * *"}""");
        AssertRefused("A/function.json", "2 triggers");
    }

    [Fact]
    public void An_output_without_a_queue_or_topic_is_refused()
    {
        folder.With("A", """{"name":"m","type":"serviceBusTrigger","direction":"in","queueName":"orders"}""", """{"name":"out","type":"serviceBus","direction":"out"}""");
        AssertRefused("A/function.json", "queueName");
    }

    [Theory]
    [InlineData("*/5 * * * *", "five fields")]
    [InlineData("00:05:00", "a time span")]
    [InlineData("61 * * * * *", "no such second")]
    [InlineData("0 0 0 * * mon", "a name")]
    [InlineData("0 */0 * * * *", "no step")]
    [InlineData("0 5-2 * * * *", "backwards")]
    public void A_schedule_that_cannot_be_read_is_refused_at_start(string schedule, string why)
    {
        folder.WithTimer("A", schedule);
        Assert.True(Refusal().Contains($"\"{schedule}\"", StringComparison.Ordinal), why);
    }

    [Fact]
    public void A_timer_without_a_schedule_is_refused()
    {
        folder.With("A", """{"name":"timer","type":"timerTrigger","direction":"in"}""");
        AssertRefused("A/function.json", "schedule");
    }

    [Fact]
    public void A_timer_that_is_to_run_at_startup_is_refused()
    {
        folder.WithTimer("A", "0 * * * * *", ",\"runOnStartup\":true");
        AssertRefused("A/function.json", "runOnStartup");
    }
}
