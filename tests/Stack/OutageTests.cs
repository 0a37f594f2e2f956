using System.Text.Json.Nodes;
using System.Text;
using Throughcare.Local.Bus;
using Throughcare.Local;
using Throughcare.Messaging;
using Throughcare.Notices;
using Throughcare.Storage;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.RunningStack;

/// <summary>What falls between two steps is found again, and what the bus gives up on is kept.</summary>
[Collection(nameof(StackCollection))]
public class OutageTests(StackFixture stack)
{
    /// <summary>The bytes are kept, the bus is away, and nobody sends again: only the hint knows.</summary>
    [Fact]
    public async Task A_notice_that_was_kept_and_never_queued_is_found_by_the_clocks()
    {
        var place = stack.Stack.Place;
        var account = StorageAccount.WithKey(stack.Stack.Storage.Tables, stack.Stack.Storage.Blobs, Azurite.Account, place.Secret("azurite", 64), TimeProvider.System);
        var noBus = ServiceBus.WithKey(new Uri("http://127.0.0.1:1/"), "key", "key", TimeProvider.System);
        var clock = new StoryClock(new DateTimeOffset(2026, 3, 6, 10, 30, 0, TimeSpan.Zero), TimeProvider.System);
        var (notices, refused, due) = (new AzureBlobs(account, "notices"), new AzureBlobs(account, "refused"), new AzureTable(account, "due"));
        // The app makes these while it already answers; a test that goes past its door cannot wait there.
        await notices.CreateIfMissing(default);
        await refused.CreateIfMissing(default);
        await due.CreateIfMissing(default);
        var door = new Door(notices, refused, new Hints(due), noBus, new Keys(Convert.FromBase64String(place.Secret("keys"))), clock, TimeSpan.FromSeconds(1));
        var notice = Translating.ReleaseNotice();
        notice["noticeId"] = "RN-A3001AA";
        notice["person"]!["nomsNumber"] = "A3001AA";
        notice["person"]!.AsObject().Remove("nhsNumber");
        notice["probation"]!["crn"] = "E300100";
        await Assert.ThrowsAsync<SendFault>(() => door.Take(Translating.Tables.Sources["prison-healthcare"], Encoding.UTF8.GetBytes(notice.ToJsonString()), _ => Task.CompletedTask, default));
        var told = await stack.Told(await stack.PersonOf("A3001AA"));
        Assert.Equal("acknowledged", told["wrexham-recovery"].State);
    }

    [Fact]
    public async Task What_the_bus_gave_up_on_is_kept_seen_and_replayed_by_a_person()
    {
        await stack.Stack.Broker.Send("notices", [new BusMessage(Encoding.UTF8.GetBytes("""{"source":"nobody","notice":"a-dead-one"}"""))]);
        var row = await StackFixture.Until(async () => await Dead("a-dead-one"));
        Assert.Equal(("notices", "trying again"), (row.TextAt("list"), row.TextAt("state")));
        Assert.Equal(202, (await stack.Call(HttpMethod.Post, "api/waiting/dead/notices/a-dead-one", "desk", new StringContent("""{"by":"Engineer","why":"The table is mended"}"""))).Status);
        // It is no better than before, so it dies again, and is not lost for having been replayed.
        await StackFixture.Until(async () => await Dead("a-dead-one") is { } again && again.TextAt("state") == "trying again" && again["deaths"]!.ToString() == "1" ? again : null);
        Assert.Equal(404, (await stack.Call(HttpMethod.Post, "api/waiting/dead/notices/never-died", "desk", new StringContent("""{"by":"Engineer","why":"x"}"""))).Status);
    }

    [Fact]
    public async Task A_message_that_is_none_of_ours_is_kept_under_its_digest_and_does_not_come_for_ever()
    {
        await stack.Stack.Broker.Send("updates", [new BusMessage("not json"u8.ToArray())]);
        await StackFixture.Until(async () => await Dead(Keys.Digest("not json"u8)));
        await StackFixture.Until(() => Task.FromResult(stack.Stack.Broker.Count("updates" + Broker.DeadLetter) == 0 ? "" : null));
    }

    private async Task<JsonNode?> Dead(string key) => (await stack.Call(HttpMethod.Get, "api/waiting/dead", "desk")).Body!.AsArray().FirstOrDefault(row => row.TextAt("key") == key);

    [SharedFact]
    public void The_events_of_the_stories_have_the_shape_that_HMPPS_publishes()
    {
        foreach (var (story, file, schema) in new[] { ("released-on-licence", "2-released.json", "prisoner.released"), ("back-in-prison", "3-received.json", "prisoner.received"), ("moved-to-another-prison", "1-transferred.json", "prisoner.released") })
        {
            var spec = File.ReadAllText(Path.Combine(Repo.Shared!, $"data/hmpps-domain-events/spec/schemas/prison-offender-events/{schema}.yaml"));
            var notice = JsonNode.Parse(File.ReadAllText(Repo.Story(story, file)))!;
            var required = System.Text.RegularExpressions.Regex.Matches(spec, @"required: \[([^\]]+)\]").Select(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)).ToList();
            Assert.All(required[0], name => Assert.NotNull(notice[name]));
            Assert.All(required[1], name => Assert.NotNull(notice["additionalInformation"]![name]));
            Assert.Contains(notice["additionalInformation"]!["reason"]!.GetValue<string>(), spec, StringComparison.Ordinal);
        }
    }
}
