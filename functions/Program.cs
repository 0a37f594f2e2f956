using System.Net;
using System.Security.Cryptography;
using Throughcare;
using Throughcare.ApplyNotice;
using Throughcare.Channels;
using Throughcare.CollectNotice;
using Throughcare.Commands;
using Throughcare.Disclosure;
using Throughcare.FhirApi;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.KeepDeadNotice;
using Throughcare.KeepDeadUpdate;
using Throughcare.Messaging;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Questions;
using Throughcare.Notices;
using Throughcare.ReceiveNotice;
using Throughcare.SendUpdate;
using Throughcare.Storage;
using Throughcare.Subscriptions;
using Throughcare.Translation;
using Throughcare.WaitingLists;
using Throughcare.WatchClocks;

// A word after the name is a command of an analyst: check, translate, explain, gaps, validate.
if (args.Length > 0) return await new Command(Console.Out, Console.Error, TimeProvider.System).Run(args);

// The whole app. The Functions host starts it, waits for an answer, then posts to /Name when a trigger fires and forwards HTTP as it came.
try
{
    Func<string, string?> setting = Environment.GetEnvironmentVariable;
    var settings = Settings.Read(setting);
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders().AddSimpleConsole(console => { console.SingleLine = true; console.ColorBehavior = Microsoft.Extensions.Logging.Console.LoggerColorBehavior.Disabled; }).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
    builder.WebHost.ConfigureKestrel(server => { server.AddServerHeader = false; server.Listen(IPAddress.Loopback, int.Parse(setting("FUNCTIONS_CUSTOMHANDLER_PORT") ?? "7080", System.Globalization.CultureInfo.InvariantCulture)); });
    await using var app = builder.Build();

    // What the functions use.
    var tables = Tables.Load(settings.MappingsFolder);
    var real = TimeProvider.System;
    var time = settings.ClockStartsAt is { } start ? new StoryClock(start, real) : real;
    var account = StorageAccount.From(settings, real);
    var bus = ServiceBus.From(settings, real);
    var (planTable, peopleTable, dueTable, endingTable, waitingTable, deadTable, subscriptionTable) = (new AzureTable(account, "plans"), new AzureTable(account, "people"), new AzureTable(account, "due"), new AzureTable(account, "endings"), new AzureTable(account, "waiting"), new AzureTable(account, "deadletters"), new AzureTable(account, "subscriptions"));
    var (noticeBlobs, refusedBlobs) = (new AzureBlobs(account, "notices"), new AzureBlobs(account, "refused"));
    var keys = new Keys(settings.KeySecret);
    var fault = new FaultPoint(settings.Fault);
    var patience = new Patience(real);
    var callers = new Callers(tables, setting);
    var hints = new Hints(dueTable);
    var plans = new PlanStore(planTable, subscriptionTable, tables, keys, settings.FhirBase);
    var index = new PersonIndex(peopleTable, tables, keys);
    var identities = new Identities(index, plans, new Matching(tables), new KnownBy(tables), tables, keys, RandomNumberGenerator.Create());
    var routing = new Routing(tables);
    var policy = new DisclosurePolicy(tables);
    var handovers = new HandoverTasks(routing, tables, keys);
    var updates = new Updates(bus, hints, time, settings.Grace);
    var questions = new OpenQuestions(waitingTable, new Urgency(tables), time);
    var dead = new DeadLetters(deadTable, bus, patience, time);
    var door = new Door(noticeBlobs, refusedBlobs, hints, bus, keys, time, settings.Grace);
    var ledger = new Ledger(endingTable, noticeBlobs, plans, updates, time);
    using var recipients = new RecipientClient(setting, real);
    var topics = new Topics(tables);
    var seen = new SeenPlans(plans, policy, handovers, routing, time, settings.FhirBase);
    var (subscriptions, endpoints) = (new SubscriptionStore(subscriptionTable, time), new Endpoints(setting));
    var notifications = new Notifications(subscriptions, endpoints, callers, keys, (caller, person, cancel) => seen.Of(caller, person, null, cancel), time, settings.FhirBase);
    var events = new TopicEvents(subscriptions, topics, callers, plans, routing, seen.Whole, seen.Disclosed, updates, patience);
    var changes = new PlanChanges(plans, routing, updates, events, questions, fault);
    var decisions = new IdentityDecisions(identities, index, plans, changes, keys, fault, time);
    var apply = new ApplyNotice(tables, noticeBlobs, identities, index, plans, changes, decisions, new Matches(identities, questions, door, tables), door, ledger, hints, bus, patience, fault, time);

    // The functions, in the order a notice meets them.
    var receive = new ReceiveNotice(tables, callers, door, ledger, patience, fault);
    app.MapPost("/api/notices/{source}", receive.Post);
    app.MapGet("/api/notices/{source}/{notice}", receive.Get);
    var collect = new CollectNotice(tables.Sources.Values.First(source => source.Queue == settings.CollectQueue), door, ledger, bus, keys, patience, fault);
    app.MapFunction("CollectNotice", collect.Run);
    app.MapFunction("KeepDeadCollected", collect.Run); // what died on an agency's queue is collected once more: its bytes are kept before anything else
    app.MapFunction("ApplyNotice", apply.Run);
    app.MapFunction("SendUpdate", new SendUpdate(plans, routing, new Messages(policy, handovers, tables, keys, settings.FhirBase), subscriptions, notifications, endpoints, recipients, ledger, updates, questions, hints, patience, fault, time).Run);
    app.MapFunction("WatchClocks", new WatchClocks(hints, noticeBlobs, ledger, bus, updates, patience, time, settings.Grace).Run);
    app.MapFunction("KeepDeadNotice", new KeepDeadNotice(dead).Run);
    app.MapFunction("KeepDeadUpdate", new KeepDeadUpdate(dead).Run);
    var notices = new NoticesAtOnce(door, apply, ledger, patience);
    var fhir = new FhirApi(callers, seen, plans, identities, ConceptMaps.Read(tables.Folder), new CodeTranslation(tables), new ProcessMessage(tables, notices, keys, settings.FhirBase), new HandoverAnswers(handovers, new HandoverSteps(tables.Folder), time), notices, topics, tables, time, settings.FhirBase);
    app.MapMethods("/fhir/{**path}", FhirApi.Methods, fhir.Answer);
    var subscribing = new SubscriptionApi(callers, subscriptions, new SubscriptionReader(topics, routing, Areas.Read(tables.Folder), endpoints), notifications, plans, updates, questions, patience, RandomNumberGenerator.Create(), time, policy.Version, settings.FhirBase);
    app.MapMethods("/fhir/Subscription/{**path}", ["GET", "HEAD"], subscribing.Get);
    app.MapPost("/fhir/Subscription/{**path}", subscribing.Post);
    app.MapPut("/fhir/Subscription/{**path}", subscribing.Put);
    app.MapDelete("/fhir/Subscription/{**path}", subscribing.Delete);
    var lists = new WaitingLists(tables, callers, questions, dead, routing, plans, new KnownPeople(plans, tables), updates, door, time);
    app.MapGet("/api/waiting/{**path}", lists.Get);
    app.MapPost("/api/waiting/{**path}", lists.Post);

    // The host gives a program seconds to answer, and storage may be away for longer: answer first.
    await app.StartAsync();
    await patience.Try(async cancel =>
    {
        foreach (var table in new[] { planTable, peopleTable, dueTable, endingTable, waitingTable, deadTable, subscriptionTable }) await table.CreateIfMissing(cancel);
        foreach (var blobs in new[] { noticeBlobs, refusedBlobs }) await blobs.CreateIfMissing(cancel);
        return true;
    }, CancellationToken.None);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception fault) when (fault is TableFault or SettingFault)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
