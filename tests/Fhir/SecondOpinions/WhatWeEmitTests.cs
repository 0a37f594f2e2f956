using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughcare.Disclosure;
using Throughcare.Fhir;
using Throughcare.Handovers;
using Throughcare.Plans;
using Throughcare.Subscriptions;
using Throughcare.Tests.Subscriptions;
using Throughcare.Tests.Translation;
using Throughcare.Tests.Translation.Formats;
using Throughcare.Translation;
using Throughcare.Translation.Formats;

namespace Throughcare.Tests.SecondOpinion;

/// <summary>All FHIR that leaves us is clean in the eyes of four validators that others wrote, and in our own.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public partial class WhatWeEmitTests(SecondOpinions opinions)
{
    private const string FhirBase = "https://fhir.example";

    private static readonly Checker Checker = new(RulePack.Default);
    private static readonly DisclosurePolicy Policy = new(Translating.Tables);
    private static readonly Messages Messages = new(Policy, Translating.Handovers, Translating.Tables, Translating.Keys, FhirBase);
    private static readonly Routing Routing = new(Translating.Tables);

    /// <summary>What is known and not mended yet (known-faults.csv): nothing else may be found, and a fault that is gone must be struck from the list.</summary>
    /// <param name="where">The column of that name.</param>
    /// <param name="isSample">What is found depends on chance, so a known fault may stay away.</param>
    private async Task AllAreClean(string where, IEnumerable<(string Name, JsonNode Resource)> emitted, bool isSample = false)
    {
        var all = emitted.ToList();
        Assert.NotEmpty(all);
        var verdicts = await opinions.Validate(all.Select(one => one.Resource));
        var found = all.Zip(verdicts, (one, faults) => faults.Select(fault => (Place: General(fault.At, one.Resource), one.Name, SeenBy: fault.Invariant ?? fault.Validator, Fault: fault))).SelectMany(faults => faults)
            .GroupBy(fault => (fault.Place, fault.SeenBy)).ToDictionary(fault => fault.Key, fault => fault.First());
        var known = TableFile.ReadExactly(Path.Combine(Repo.Root, "tests", "conformance"), "known-faults.csv", "where", "place", "seen_by", "because").Where(row => row["where"] == where).SelectMany(row => row.List("seen_by").Select(name => (row["place"], name))).ToHashSet();
        var places = known.Select(fault => fault.Item1).ToHashSet();
        var seenByUs = all.SelectMany(one => Ours(one.Resource).Where(fault => !places.Any(place => IsAt(place, fault.Place))).Select(fault => $"{one.Name}: {fault.Place}: {fault.Issue.Diagnostics}")).ToList();
        Assert.True(seenByUs.Count == 0, $"Among {where}, our own check finds what FHIR R4 does not allow:\n{string.Join('\n', seenByUs)}");
        var fresh = found.Where(fault => !known.Contains(fault.Key)).Select(fault => $"{fault.Value.Name}: {fault.Key.Place}: {fault.Value.Fault}").Order(StringComparer.Ordinal).ToList();
        Assert.True(fresh.Count == 0, $"Among {where}, validators find what FHIR R4 does not allow:\n{string.Join('\n', fresh)}");
        var gone = isSample ? [] : known.Where(fault => !found.ContainsKey(fault)).ToList();
        Assert.True(gone.Count == 0, $"Among {where}, these are mended. Strike them from tests/conformance/known-faults.csv:\n{string.Join('\n', gone)}");
    }

    /// <summary>A choice is known by its JSON name, or with [x].</summary>
    private static bool IsAt(string known, string place) => known == place || (known.StartsWith(place, StringComparison.Ordinal) && (char.IsAsciiLetterUpper(known[place.Length]) || known[place.Length] == '['));

    /// <summary>What is missing is at its own place to the others, and at that of its holder to us.</summary>
    private static IEnumerable<(string Place, Issue Issue)> Ours(JsonNode resource) =>
        from issue in Checker.Check(Encoding.UTF8.GetBytes(resource.ToJsonString())).Issues
        where issue.Severity == Severity.Error
        select (issue.Code == "required" && issue.Diagnostics.Contains(" is missing:", StringComparison.Ordinal) ? issue.Diagnostics[..issue.Diagnostics.IndexOf(' ', StringComparison.Ordinal)] : General(issue.Location, resource), issue);

    /// <summary>Bundle.entry[3].resource.period[0].start is Encounter.period.start.</summary>
    private static string General(string at, JsonNode resource) => Index().Replace(Entry().Replace(at, entry => resource.TextAt("entry", int.Parse(entry.Groups[1].Value, CultureInfo.InvariantCulture), "resource", "resourceType") ?? entry.Value), "");

    [GeneratedRegex(@"^Bundle\.entry\[(\d+)\]\.resource")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    private static IEnumerable<(string Situation, JsonArray Plan)> GoldenPlans() =>
        Directory.EnumerateDirectories(Repo.Golden).Order(StringComparer.Ordinal).Select(folder => (Path.GetFileName(folder), JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "plan.json")))!.AsArray()));

    /// <summary>Those of callers, who read FHIR; what others get is in forms of their own.</summary>
    private static IEnumerable<string> Audiences() => GeneratedNotices.Table("callers.csv").Select(row => row["audience"]).Where(audience => audience.Length > 0).Distinct();

    private static JsonObject Bundle(IEnumerable<JsonObject> resources) => PlanBundle.Bundle("collection", resources, FhirBase);

    [Fact]
    public Task Every_plan_of_the_golden_situations() => AllAreClean("plans", GoldenPlans().Select(one => (one.Situation, (JsonNode)Bundle(one.Plan.Select(resource => resource!.AsObject())))));

    [Fact]
    public Task Every_plan_of_the_golden_situations_as_each_audience_may_have_it() => AllAreClean(
        "plans by audience",
        from one in GoldenPlans() from audience in Audiences()
        select ($"{one.Situation} for {audience}", (JsonNode)Bundle(Policy.For(audience, [.. one.Plan.Select(resource => resource!.AsObject())]))));

    [Fact]
    public Task Every_FHIR_message_of_the_golden_situations() => AllAreClean(
        "messages",
        from file in Directory.EnumerateFiles(Repo.Golden, "to-*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let message = JsonNode.Parse(File.ReadAllText(file))! where message is JsonObject && message["resourceType"] is not null
        select (Path.GetRelativePath(Repo.Golden, file), message));

    [Fact]
    public Task Every_sample_translated() => AllAreClean(
        "samples",
        from file in Directory.EnumerateFiles(Repo.Mappings, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Path.GetFileName(Path.GetDirectoryName(file)) == "samples"
        let source = Translating.Tables.Sources[Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!]
        from part in source.Format.Split(File.ReadAllBytes(file)).Accepted()
        select (Path.GetRelativePath(Repo.Mappings, file), Translated(source, part)));

    private static JsonNode Translated(Source source, ReadOnlyMemory<byte> notice)
    {
        var writing = new Writing();
        new NoticeBundle(FhirBase).Write(source, notice, writing, (Translating.Recorded, "tables")).Accepted();
        return JsonNode.Parse(writing.Output.Written)!;
    }

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CONFORMANCE_ROUNDS") ?? "48", CultureInfo.InvariantCulture);

    public static TheoryData<string> Sources => TranslationPropertyTests.Sources;

    /// <summary>Made up from the source's tables: as they should be, and with more and more that is wrong.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public Task Generated_notices_translated(string source)
    {
        var generated = new GeneratedNotices(source, new Random(20261122));
        var read = Translating.Tables.Sources[source] with { Format = new NoticeFormat.Json() };
        return AllAreClean("generated notices", Enumerable.Range(0, Rounds).Select(round =>
        {
            var notice = generated.Write(generated.Next(round % 4 * 0.25), shuffled: true);
            return ($"{source}, round {round}", Translated(read, Encoding.UTF8.GetBytes(notice)));
        }), isSample: true);
    }

    /// <summary>What the desk decides is about nobody by itself, and only joins what others have said.</summary>
    public static TheoryData<string> SourcesAboutPeople => [.. Translating.Tables.Sources.Values.Where(source => source.Kinds.SelectMany(kind => kind.Entries).Any(entry => entry.Kind == "person")).Select(source => source.Name)];

    /// <summary>Notices of the same kind that name somebody, as what each recipient would get of the plan they make.</summary>
    [Theory]
    [MemberData(nameof(SourcesAboutPeople))]
    public Task Generated_notices_as_messages(string source)
    {
        var generated = new GeneratedNotices(source, new Random(20261123));
        var read = Translating.Tables.Sources[source] with { Format = new NoticeFormat.Json() };
        return AllAreClean(
            "generated notices",
            from round in Enumerable.Range(0, Rounds / 3)
            let notice = Encoding.UTF8.GetBytes(generated.Write(generated.Next(round % 4 * 0.25), shuffled: true))
            let translated = Translator.Translate(read, notice).Accepted()
            where translated.Entries.Any(entry => entry.Kind == "person")
            let plan = Translating.Current(Translating.Fold(Translating.Row(source, translated, notice)))
            from recipient in Routing.Recipients.Values where recipient.Channel == Recipient.FhirMessage && Routing.Roles.ContainsKey(recipient.Role)
            let role = Routing.Roles[recipient.Role]
            let content = Messages.ContentFor(role, recipient, plan) where !content.IsEmpty
            select ($"{source}, round {round}, to {recipient.Name}", JsonNode.Parse(Messages.Document(role, recipient, plan.Person, plan.Version, 1, content).Bytes)!),
            isSample: true);
    }

    [Fact]
    public Task Every_code_table_as_a_ConceptMap() => AllAreClean("ConceptMaps", ConceptMaps.Read(Repo.Mappings).All.Select(map => (map.TextAt("id")!, (JsonNode)map)));

    [Fact]
    public Task Every_refusal_as_an_answer_and_as_a_message() => AllAreClean("refusals", Enum.GetValues<RefusalReason>().SelectMany(reason =>
    {
        var outcome = new Refusal(reason, "Patient.birthDate", "line 3").ToOperationOutcome();
        var message = Messages.Refusal("n1", Routing.Recipients.Values.First(), outcome);
        return new[] { ($"{reason}", (JsonNode)outcome), ($"{reason} as a message", JsonNode.Parse(message.Bytes)!) };
    }));

    [Fact]
    public Task Every_farewell() => AllAreClean(
        "farewells",
        from recipient in Routing.Recipients.Values where recipient.Channel == Recipient.FhirMessage && Routing.Roles.ContainsKey(recipient.Role)
        let role = Routing.Roles[recipient.Role]
        let folded = Translating.Fold(Translating.Row("prison-healthcare", Translating.ReleaseNotice()))
        from plan in new[] { folded, folded with { MovedTo = "pother" }, folded with { Corrections = [new Correction("somebody", "prison-healthcare", Translating.Recorded)] } }.Select(Translating.Current)
        let farewell = Messages.Farewell(role, recipient, plan) where !farewell.IsEmpty
        select (recipient.Name, JsonNode.Parse(Messages.Document(role, recipient, plan.Person, plan.Version, 2, farewell).Bytes)!));

    [Fact]
    public async Task Every_notification_of_a_subscription_and_the_subscription_itself()
    {
        var rows = new[] { Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("hmpps-domain-events", Translating.Released(), Translating.Recorded.AddMinutes(1)) };
        var (plan, clock, caller) = (Translating.Fold(rows), new StandingClock(Subscribing.Now), Subscribing.Callers.Named("community-treatment")!);
        var disclosed = Translating.Disclosed(rows, plan => Subscribing.Disclosed(caller, plan));
        var notifications = new Notifications(null!, Subscribing.Endpoints, Subscribing.Callers, Translating.Keys, (_, _, _) => Task.FromResult<Throughcare.FhirApi.DisclosedPlan?>(disclosed), clock, FhirBase);
        var references = disclosed.Now().Select(one => Throughcare.FhirApi.DisclosedPlan.Reference(one.Resource!)).ToList();
        SubscriptionEvent[] events = [new(1, Subscribing.Now, new Change(references[0], references[1..])), new(2, Subscribing.Now.AddMinutes(1), new Change($"Goal/{plan.Person}-gone", []))];
        var emitted = new List<(string, JsonNode)>();
        foreach (var content in new[] { "empty", "id-only", "full-resource" })
        {
            var subscription = Subscribing.Subscription(content: content, heartbeat: 60, maxCount: 5, topic: "plan", caller: caller.Name) with { Last = 2, Filters = ["area=leeds"], End = Subscribing.Now.AddDays(9) };
            clock.Now = Subscribing.Now.AddSeconds(61);
            emitted.Add(($"handshake, {content}", JsonNode.Parse((await notifications.Next(subscription, Subscribing.Row(isGreeted: false), default))!.Document.Bytes)!));
            emitted.Add(($"heartbeat, {content}", JsonNode.Parse((await notifications.Next(subscription, Subscribing.Row(), default))!.Document.Bytes)!));
            emitted.Add(($"events, {content}", await notifications.Again(subscription, Subscribing.Row(), events, content, default)));
            emitted.Add(($"status, {content}", notifications.Status(subscription, Subscribing.Row())["resource"]!));
            emitted.Add(($"subscription, {content}", subscription.ToResource(Subscribing.Row() with { State = "refused", Because = "it answered 422" }, clock.Now)));
        }
        await AllAreClean("subscriptions", emitted);
        Assert.All(emitted, one => Assert.False(Throughcare.Tests.Fhir.Checking.R4.Check(Encoding.UTF8.GetBytes(one.Item2.ToJsonString())).HasErrors, one.Item1));
    }

    [Fact]
    public async Task The_metadata()
    {
        await AllAreClean("metadata", [("metadata", Throughcare.FhirApi.Capability.Statement(FhirBase, new Throughcare.Subscriptions.Topics(Translating.Tables)))]);
    }
}
