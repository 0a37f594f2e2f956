using System.Reflection;

namespace Throughcare.Tests.Local;

/// <summary>What the Functions host and Service Bus do for a custom handler, point by point: the test that holds the stand-in to it, or why the stand-in does not do it.</summary>
public sealed class ContractTests
{
    /// <summary>A point of the contract. One with a reason is not reproduced; its tests, if any, show that it is refused with a sentence.</summary>
    private sealed record Point(string What, string? Reason, params string[] Tests);

    private static Point Held(string what, params string[] tests) => new(what, null, tests);

    private static Point Not(string what, string reason, params string[] tests) => new(what, reason, tests);

    private static string In<T>(string test) => $"{typeof(T).Name}.{test}";

    private static readonly Point[] Points =
    [
        // Start and life
        Held("host.json: defaultExecutablePath and arguments", In<HandlerLifeTests>(nameof(HandlerLifeTests.The_handler_is_given_its_port_its_worker_id_the_app_folder_and_the_app_settings))),
        Not("host.json: defaultWorkerPath, workerArguments, workerDirectory, workingDirectory", "Ours uses none of them; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.Worker_fields_and_another_working_directory_are_refused))),
        Held("enableForwardingHttpRequest", In<HttpFrontTests>(nameof(HttpFrontTests.Path_query_method_headers_and_body_reach_the_handler_as_they_came))),
        Not("enableProxyingHttpRequest as a way of its own, streaming", "Treated as forwarding; what the handler sees is the same.", In<FunctionAppTests>(nameof(FunctionAppTests.Proxying_serves_as_forwarding))),
        Held("initializationTimeout", In<HandlerLifeTests>(nameof(HandlerLifeTests.A_handler_that_does_not_answer_within_initializationTimeout_is_killed_and_started_again)), In<FunctionAppTests>(nameof(FunctionAppTests.Defaults_are_those_of_the_host))),
        Not("customHandler.port", "The stand-in chooses a free port; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.A_port_in_host_json_is_refused))),
        Held("customHandler.http.routes beside function.json files is an error", In<FunctionAppTests>(nameof(FunctionAppTests.Routes_in_host_json_are_refused_beside_function_json))),
        Held("%SETTING% in arguments and bindings", In<FunctionAppTests>(nameof(FunctionAppTests.Settings_between_percent_signs_are_expanded_in_arguments_queues_schedules_and_outputs)), In<FunctionAppTests>(nameof(FunctionAppTests.A_setting_that_is_not_set_is_refused))),
        Not("App settings AzureFunctionsJobHost__... override host.json", "host.json is ours to change; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.An_app_setting_that_overrides_host_json_is_refused))),
        Held("The program is taken from the app folder if it is there", In<FunctionAppTests>(nameof(FunctionAppTests.The_program_is_taken_from_the_app_folder_when_it_is_there_and_from_the_path_otherwise)), In<HandlerLifeTests>(nameof(HandlerLifeTests.A_program_on_the_path_is_found_when_the_app_folder_has_none_of_that_name))),
        Not("The execute bit is set by the host on Linux Consumption and Flex", "Other plans do not, so the package must carry it; without it the start is refused.", In<HandlerLifeTests>(nameof(HandlerLifeTests.A_program_without_the_execute_bit_is_refused_with_a_sentence))),
        Held("Environment: port (old name too), worker id, app folder, app settings", In<HandlerLifeTests>(nameof(HandlerLifeTests.The_handler_is_given_its_port_its_worker_id_the_app_folder_and_the_app_settings))),
        Held("Ready is any answer to GET /", In<HandlerLifeTests>(nameof(HandlerLifeTests.Any_answer_to_the_root_means_ready)), In<HandlerLifeTests>(nameof(HandlerLifeTests.A_redirect_is_an_answer_and_is_not_followed))),
        Not("The same GET as a health ping later on", "It changes nothing for the app; the process's exit is what the stand-in watches."),
        Held("stdout is Information; stderr is Error, or Warning if it says so", In<HandlerLifeTests>(nameof(HandlerLifeTests.Lines_of_stdout_are_information_lines_of_stderr_are_errors_unless_they_warn))),
        Held("An exit code that is not zero restarts", In<HandlerLifeTests>(nameof(HandlerLifeTests.An_exit_code_that_is_not_zero_starts_it_again_with_a_new_worker_id))),
        Held("Three errors within 30 minutes stop the host", In<HandlerLifeTests>(nameof(HandlerLifeTests.Three_errors_within_thirty_minutes_stop_the_host)), In<HandlerLifeTests>(nameof(HandlerLifeTests.Three_errors_over_more_than_thirty_minutes_do_not))),
        Held("Exit code 200 is a wanted restart", In<HandlerLifeTests>(nameof(HandlerLifeTests.Exit_code_200_is_a_wanted_restart_and_is_not_counted))),
        Held("Exit code 0: nothing starts again and calls fail", In<HandlerLifeTests>(nameof(HandlerLifeTests.After_exit_code_0_nothing_starts_again_and_calls_fail))),
        Held("Stopping is SIGKILL", In<HandlerLifeTests>(nameof(HandlerLifeTests.Stopping_kills_without_a_signal_it_could_answer)), In<QueueTriggerTests>(nameof(QueueTriggerTests.A_message_in_work_when_the_host_stops_comes_again_after_the_next_start))),
        Held("A caller's disconnect cancels nothing", In<HttpFrontTests>(nameof(HttpFrontTests.A_caller_that_goes_away_does_not_end_the_call))),
        Held("functionTimeout fails the invocation, kills and restarts the handler, and other invocations die with it", In<HandlerLifeTests>(nameof(HandlerLifeTests.On_functionTimeout_every_other_running_invocation_dies_too)), In<HttpFrontTests>(nameof(HttpFrontTests.An_HTTP_call_that_outlives_functionTimeout_is_a_500_and_the_handler_is_killed_and_started_again))),
        Held("functionTimeout: 30 minutes unless set, unbounded allowed", In<FunctionAppTests>(nameof(FunctionAppTests.Defaults_are_those_of_the_host)), In<FunctionAppTests>(nameof(FunctionAppTests.FunctionTimeout_may_be_unbounded))),
        Not("functionTimeout: 5 minutes unless set and 10 at most on Consumption", "The app is not deployed to Consumption."),
        Held("One handler process, as many calls as the triggers push", In<QueueTriggerTests>(nameof(QueueTriggerTests.Each_function_has_its_own_places))),
        Not("Several instances", "One machine is one instance."),

        // Request
        Held("POST /FunctionName with the host's headers, Data and Metadata", In<QueueTriggerTests>(nameof(QueueTriggerTests.A_message_is_posted_to_the_functions_name_with_the_hosts_headers))),
        Held("Texts are JSON-encoded again", In<EnvelopeTests>(nameof(EnvelopeTests.A_text_is_JSON_encoded_again)), In<EnvelopeTests>(nameof(EnvelopeTests.A_JSON_message_arrives_exactly_as_the_host_writes_it))),
        Held("Numbers are texts", In<EnvelopeTests>(nameof(EnvelopeTests.Numbers_are_texts))),
        Not("Lists are JSON in a text", "Only batches have lists, and batches are refused.", In<FunctionAppTests>(nameof(FunctionAppTests.Batches_are_refused))),
        Held("Objects stay objects", In<EnvelopeTests>(nameof(EnvelopeTests.Objects_stay_objects)), In<EnvelopeTests>(nameof(EnvelopeTests.TimerInfo_is_an_object))),
        Held("Bytes are base64", In<EnvelopeTests>(nameof(EnvelopeTests.Bytes_are_base64_when_the_binding_is_binary)), In<QueueTriggerTests>(nameof(QueueTriggerTests.Bytes_that_are_no_text_reach_a_binary_binding_whole))),
        Held("UTC times lose fraction and Z, times with an offset their fraction", In<EnvelopeTests>(nameof(EnvelopeTests.UTC_times_lose_their_fraction_and_their_Z)), In<EnvelopeTests>(nameof(EnvelopeTests.Times_with_an_offset_keep_it_and_lose_their_fraction))),
        Held("Nulls are left out", In<EnvelopeTests>(nameof(EnvelopeTests.Nulls_are_left_out))),
        Held("sys is MethodName, UtcNow, RandGuid", In<EnvelopeTests>(nameof(EnvelopeTests.Sys_names_the_function_the_time_and_a_random_id))),
        Not("RetryContext and host retries", "The app has a policy of its own; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.Retries_in_host_json_are_refused)), In<FunctionAppTests>(nameof(FunctionAppTests.Retries_in_function_json_are_refused))),
        Not("HTTP in the default mode (Data.req, Outputs.res)", "The app forwards; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.HTTP_in_the_default_mode_is_refused)), In<FunctionAppTests>(nameof(FunctionAppTests.HTTP_with_other_bindings_than_an_http_output_is_refused))),

        // Response
        Held("200, application/json, an object; names case-insensitive", In<ResponseTests>(nameof(ResponseTests.An_empty_object_as_JSON_succeeds)), In<ResponseTests>(nameof(ResponseTests.Names_are_case_insensitive)), In<ResponseTests>(nameof(ResponseTests.Anything_but_a_JSON_object_fails))),
        Held("No body or null hangs until functionTimeout", In<ResponseTests>(nameof(ResponseTests.No_body_or_null_never_ends)), In<HandlerLifeTests>(nameof(HandlerLifeTests.An_empty_answer_hangs_until_functionTimeout_and_kills_the_handler)), In<QueueTriggerTests>(nameof(QueueTriggerTests.A_message_whose_call_outlives_functionTimeout_comes_again_to_the_new_process))),
        Held("Another content type or none fails", In<ResponseTests>(nameof(ResponseTests.Another_content_type_or_none_fails)), In<QueueTriggerTests>(nameof(QueueTriggerTests.A_failure_abandons_the_message_and_it_comes_again_at_once_with_a_higher_count))),
        Held("A status that is not 2xx fails, outputs and logs ignored", In<ResponseTests>(nameof(ResponseTests.A_status_that_is_not_2xx_fails_and_its_outputs_and_logs_are_ignored)), In<QueueTriggerTests>(nameof(QueueTriggerTests.Outputs_of_a_failed_invocation_are_not_sent))),
        Held("A plain text output that is base64 is decoded", In<ResponseTests>(nameof(ResponseTests.A_plain_text_that_happens_to_be_base64_is_decoded)), In<ResponseTests>(nameof(ResponseTests.A_plain_text_that_is_not_base64_is_sent_as_written))),
        Held("A list output is several messages", In<ResponseTests>(nameof(ResponseTests.An_array_is_several_messages)), In<QueueTriggerTests>(nameof(QueueTriggerTests.A_list_output_is_several_messages_and_a_base64_text_is_decoded))),
        Held("Logs are Information", In<QueueTriggerTests>(nameof(QueueTriggerTests.Logs_are_information))),
        Not("ReturnValue and $return", "No function of ours returns by it; a $return binding is refused.", In<FunctionAppTests>(nameof(FunctionAppTests.Table_blob_queue_and_return_bindings_are_refused))),
        Held("Forwarding only for exactly httpTrigger and http out; the original request there, the answer as it is back", In<HttpFrontTests>(nameof(HttpFrontTests.Path_query_method_headers_and_body_reach_the_handler_as_they_came)), In<HttpFrontTests>(nameof(HttpFrontTests.Status_headers_and_body_come_back_as_they_were)), In<HttpFrontTests>(nameof(HttpFrontTests.What_would_fail_or_hang_behind_another_trigger_is_just_handed_back))),
        Held("Only declared routes are public", In<HttpFrontTests>(nameof(HttpFrontTests.Only_declared_routes_and_methods_are_served)), In<HttpFrontTests>(nameof(HttpFrontTests.No_public_path_reaches_an_internal_function)), In<HttpFrontTests>(nameof(HttpFrontTests.A_path_that_only_looks_like_a_way_out_is_refused_or_handed_on_unfolded))),

        // Service Bus trigger
        Held("Metadata: counts, times, ids, subject, properties, dead-letter source", In<EnvelopeTests>(nameof(EnvelopeTests.What_the_sender_gave_is_in_the_metadata)), In<EnvelopeTests>(nameof(EnvelopeTests.The_reason_of_a_dead_letter_is_a_property_of_it))),
        Not("Metadata: ReplyTo, To, SessionId, ReplyToSessionId, PartitionKey, TransactionPartitionKey", "Nothing of ours sends or reads them; the broker does not keep them."),
        Not("Metadata: the noise of MessageReceiver, MessageActions, SessionActions, ReceiveActions, Client", "Serialised internals of the extension; nobody may rely on them."),
        Not("cardinality many", "One message at a time; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.Batches_are_refused))),
        Held("2xx completes", In<QueueTriggerTests>(nameof(QueueTriggerTests.An_object_output_is_sent_and_then_the_message_is_completed))),
        Not("autoCompleteMessages false", "A custom handler cannot settle; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.Settling_by_hand_is_refused_in_function_json)), In<FunctionAppTests>(nameof(FunctionAppTests.Settling_by_hand_is_refused_in_host_json))),
        Held("A failure abandons: at once again, DeliveryCount one higher", In<QueueTriggerTests>(nameof(QueueTriggerTests.A_failure_abandons_the_message_and_it_comes_again_at_once_with_a_higher_count))),
        Held("After MaxDeliveryCount to the dead letters with the reason; a function may listen there", In<QueueTriggerTests>(nameof(QueueTriggerTests.After_ten_failures_the_message_is_dead_lettered_and_a_function_on_the_dead_letters_gets_it)), In<QueueTriggerTests>(nameof(QueueTriggerTests.The_dead_letters_of_a_subscription_reach_a_function_and_the_topic_does_not_feed_them))),
        Held("A scheduled copy comes when it is due", In<BrokerTests>(nameof(BrokerTests.A_scheduled_message_comes_when_it_is_due_and_not_before))),
        Held("Locks are renewed up to maxAutoLockRenewalDuration", In<QueueTriggerTests>(nameof(QueueTriggerTests.The_lock_is_renewed_while_the_handler_works)), In<QueueTriggerTests>(nameof(QueueTriggerTests.Without_renewal_a_lock_that_runs_out_brings_the_message_again_beside_the_first_call))),
        Held("maxConcurrentCalls for each function, 16 for each core unless set", In<QueueTriggerTests>(nameof(QueueTriggerTests.No_more_run_at_once_than_maxConcurrentCalls)), In<FunctionAppTests>(nameof(FunctionAppTests.Defaults_are_those_of_the_host))),
        Not("Sessions, their concurrency and order", "No queue of ours has them; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.Sessions_are_refused))),
        Not("prefetchCount, transportType, clientRetryOptions, enableCrossEntityTransactions, batch and session settings", "They concern the connection to the real bus, or batches and sessions."),
        Held("serviceBus output: the plain body", In<QueueTriggerTests>(nameof(QueueTriggerTests.An_object_output_is_sent_and_then_the_message_is_completed)), In<QueueTriggerTests>(nameof(QueueTriggerTests.An_output_that_cannot_be_sent_fails_the_invocation))),
        Not("serviceBus output: includeMetadata", "Internal and undocumented; the app sends over REST."),

        // function.json and the app folder
        Held("serviceBusTrigger on a queue or a subscription", In<FunctionAppTests>(nameof(FunctionAppTests.The_attributes_of_each_trigger_are_read)), In<QueueTriggerTests>(nameof(QueueTriggerTests.A_message_of_a_subscription_is_posted_too))),
        Held("httpTrigger: methods, route, routePrefix", In<HttpFrontTests>(nameof(HttpFrontTests.Only_declared_routes_and_methods_are_served)), In<HttpFrontTests>(nameof(HttpFrontTests.With_a_route_prefix_all_routes_are_below_it)), In<FunctionAppTests>(nameof(FunctionAppTests.Without_a_route_an_HTTP_function_has_its_name_for_one))),
        Not("authLevel function and admin, host keys", "The app knows its callers itself; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.Host_keys_are_refused))),
        Held("timerTrigger: six fields, useMonitor, past due", In<TimerTests>(nameof(TimerTests.The_next_time_is_the_first_that_fits)), In<TimerTests>(nameof(TimerTests.A_timer_fires_by_its_schedule_with_a_TimerInfo)), In<TimerTests>(nameof(TimerTests.A_timer_that_was_due_while_the_host_was_down_fires_at_once_and_says_that_it_is_past_due)), In<TimerTests>(nameof(TimerTests.Without_useMonitor_what_was_missed_stays_missed))),
        Not("timerTrigger: runOnStartup", "Refused at start; it is advised against in production.", In<FunctionAppTests>(nameof(FunctionAppTests.A_timer_that_is_to_run_at_startup_is_refused))),
        Not("queueTrigger and blobTrigger", "The app has none; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.Other_triggers_are_refused))),
        Not("table, blob and queue bindings", "The app speaks to storage itself; refused at start.", In<FunctionAppTests>(nameof(FunctionAppTests.Table_blob_queue_and_return_bindings_are_refused))),
        Not("connection, identity connections and the extension bundle", "There is one broker, and it is in the same process."),
        Held("function.json is looked for in direct sub-folders only", In<FunctionAppTests>(nameof(FunctionAppTests.Functions_are_looked_for_one_level_down_and_no_deeper))),
        Held("Another file in a function's folder would be its script", In<FunctionAppTests>(nameof(FunctionAppTests.Another_file_beside_function_json_is_refused))),
        Not("FUNCTIONS_WORKER_RUNTIME, the plan's runtime name, deployment", "Nothing is deployed here; the templates say it."),

        // The bus
        Held("A send is answered when it is on disk", In<BrokerTests>(nameof(BrokerTests.What_was_sent_is_on_disk_when_Send_returns)), In<BrokerTests>(nameof(BrokerTests.What_was_not_completed_is_there_after_a_reopening_and_what_was_is_not))),
        Held("Duplicate detection within the window", In<BrokerTests>(nameof(BrokerTests.A_duplicate_within_the_window_is_dropped)), In<BrokerTests>(nameof(BrokerTests.A_duplicate_after_the_window_is_taken))),
        Held("Time to live, to the dead letters", In<BrokerTests>(nameof(BrokerTests.A_message_that_outlived_its_time_is_dead_lettered))),
        Held("Topics copy to subscriptions", In<BrokerTests>(nameof(BrokerTests.A_topic_copies_to_each_subscription))),
        Held("A batch is all or none, and too large is refused", In<BrokerTests>(nameof(BrokerTests.A_batch_is_taken_whole_or_not_at_all)), In<BrokerTests>(nameof(BrokerTests.A_message_of_the_greatest_size_is_taken_and_one_byte_more_is_refused))),
        Held("A lock that ran out is lost", In<BrokerTests>(nameof(BrokerTests.Completing_renewing_and_abandoning_after_the_lock_ran_out_does_nothing)), In<BrokerTests>(nameof(BrokerTests.Who_lost_the_lock_cannot_settle_the_next_receivers_delivery))),
        Held("One receiver for each message", In<BrokerTests>(nameof(BrokerTests.Sixteen_receivers_at_once_never_have_the_same_message))),
        Held("REST: send one, BrokerProperties and own headers, 201", In<BusEndpointTests>(nameof(BusEndpointTests.A_single_message_is_taken_with_BrokerProperties_and_its_own_headers)), In<AzureSbTests>(nameof(AzureSbTests.A_client_that_is_not_ours_sends_to_a_queue_and_a_topic))),
        Held("REST: send a batch, 201", In<BusEndpointTests>(nameof(BusEndpointTests.A_batch_is_taken_with_its_properties))),
        Held("REST: 400, 401, 403, 410", In<BusEndpointTests>(nameof(BusEndpointTests.A_batch_that_is_not_one_is_400_and_nothing_of_it_is_taken)), In<BusEndpointTests>(nameof(BusEndpointTests.A_wrong_key_is_401)), In<BusEndpointTests>(nameof(BusEndpointTests.An_expired_signature_is_401)), In<BusEndpointTests>(nameof(BusEndpointTests.A_message_larger_than_the_entity_takes_is_403_and_so_is_its_whole_batch)), In<BusEndpointTests>(nameof(BusEndpointTests.An_entity_that_is_not_there_is_410))),
        Held("REST: paths are case-insensitive", In<BusEndpointTests>(nameof(BusEndpointTests.Paths_are_case_insensitive_and_may_have_a_query))),
        Held("Shared access signatures", In<BusEndpointTests>(nameof(BusEndpointTests.A_signature_holds_for_its_address_and_below_it)), In<BusEndpointTests>(nameof(BusEndpointTests.A_changed_expiry_is_401))),
        Not("Entra bearer tokens", "There is no directory here; the app signs with a key when run on one machine.", In<BusEndpointTests>(nameof(BusEndpointTests.A_signature_that_is_none_is_401))),
        Not("REST: peek-lock, receive, complete, unlock, renew; AMQP", "Receiving is the host's part, and the stand-in host holds the broker itself.", In<BusEndpointTests>(nameof(BusEndpointTests.Any_other_path_is_404))),
        Not("Sessions, deferral, transactions, rules on subscriptions, forwarding", "Nothing of ours uses them."),
    ];

    public static TheoryData<string> Whats => [.. Points.Select(point => point.What)];

    [Theory]
    [MemberData(nameof(Whats))]
    public void Every_point_has_a_test_or_a_reason(string what)
    {
        var point = Assert.Single(Points, point => point.What == what);
        if (point.Reason is null) Assert.NotEmpty(point.Tests);
        else Assert.EndsWith(".", point.Reason, StringComparison.Ordinal);
        foreach (var test in point.Tests)
        {
            var parts = test.Split('.');
            var method = typeof(ContractTests).Assembly.GetType($"{typeof(ContractTests).Namespace}.{parts[0]}")?.GetMethod(parts[1]);
            Assert.True(method?.GetCustomAttribute<FactAttribute>() is { Skip: null }, $"{test} is not a test that runs");
        }
    }
}
