using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Hosting;
using Throughcare.Subscriptions;
using Throughcare.Tests.Fhir;

namespace Throughcare.Tests.Subscriptions;

/// <summary>What a Subscription may ask for.</summary>
public class SubscriptionReaderTests
{
    private static readonly Caller Probation = Subscribing.Callers.Named("probation")!;

    private static (Subscription? Read, Refusal? Refused) Read(JsonObject sent) =>
        Subscribing.Reader.Read(sent, Probation, "s1", Subscribing.Now).Match(read => (read, (Refusal?)null), _ => (null, null), refusal => ((Subscription?)null, refusal));

    private static JsonObject Extended(string name, string type, JsonNode value) => new() { ["url"] = $"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-{name}", [type] = value };

    [Fact]
    public void All_that_can_be_asked_for_is_read_and_given_back_as_it_was_sent()
    {
        var sent = Subscribing.Sent();
        sent["contact"] = new JsonArray(new JsonObject { ["system"] = "email", ["value"] = "signals@probation.example" });
        sent["end"] = "2027-01-01T00:00:00Z";
        sent["_criteria"] = new JsonObject { ["extension"] = new JsonArray(Extended("filter-criteria", "valueString", "ServiceRequest?area=leeds,wakefield"), Extended("filter-criteria", "valueString", "organisation=yorkshire-probation")) };
        sent["channel"]!["extension"] = new JsonArray(Extended("heartbeat-period", "valueUnsignedInt", 300), Extended("timeout", "valueUnsignedInt", 5), Extended("max-count", "valuePositiveInt", 10));
        sent["channel"]!["_payload"] = new JsonObject { ["extension"] = new JsonArray(Extended("payload-content", "valueCode", "full-resource")) };
        var read = Read(sent).Read!;
        Assert.Equal((["leeds", "wakefield"], ["yorkshire-probation"], "full-resource"), (read.Areas.ToArray(), read.Recipients.ToArray(), read.Content), new ByText());
        var shown = read.ToResource(Subscribing.Row(isGreeted: false), Subscribing.Now);
        foreach (var (name, value) in sent) Assert.True(JsonNode.DeepEquals(value, shown[name]) || name == "channel", $"{name}: {shown[name]?.ToJsonString()}");
        foreach (var (name, value) in sent["channel"]!.AsObject()) Assert.True(JsonNode.DeepEquals(value, shown["channel"]![name]), name);
        Assert.False(Checking.R4.Check(Encoding.UTF8.GetBytes(shown.ToJsonString())).HasErrors);
        // What was read from us comes back unchanged, with what we wrote into it.
        var again = Subscription.From(read.ToTableRow());
        Assert.Equal(shown.ToJsonString(), again.ToResource(Subscribing.Row(isGreeted: false), Subscribing.Now).ToJsonString());
        Assert.NotNull(Read(shown).Read);
    }

    private sealed class ByText : IEqualityComparer<(string[], string[], string)>
    {
        public bool Equals((string[], string[], string) x, (string[], string[], string) y) => x.Item1.SequenceEqual(y.Item1) && x.Item2.SequenceEqual(y.Item2) && x.Item3 == y.Item3;

        public int GetHashCode((string[], string[], string) obj) => 0;
    }

    [Fact]
    public void Only_references_are_sent_unless_more_is_asked_for() => Assert.Equal("id-only", Read(Subscribing.Sent()).Read!.Content);

    [Theory]
    [InlineData("area=leeds,atlantis")]
    [InlineData("area=")]
    [InlineData("area")]
    [InlineData("")]
    [InlineData("area:not=leeds")]
    [InlineData("area=leeds&area=wakefield")]
    [InlineData("area=leeds&patient=1")]
    [InlineData("Encounter?area=leeds")]
    [InlineData("organisation=trinity-practice")]
    [InlineData("organisation=ZZ801")]
    [InlineData("area=leeds\narea=wakefield")]
    public void A_filter_that_is_not_understood_is_refused(string filter)
    {
        var sent = Subscribing.Sent();
        sent["_criteria"] = new JsonObject { ["extension"] = new JsonArray(Extended("filter-criteria", "valueString", filter)) };
        Assert.Equal("Subscription.criteria.extension", Read(sent).Refused!.Element);
    }

    /// <summary>Whatever valid FHIR is sent, it is read or refused by the element; and whatever is read asks for nothing but what was understood.</summary>
    [Fact]
    public void No_change_of_a_subscription_is_ignored_and_none_ends_in_an_exception()
    {
        JsonNode?[] values = [null, "", "x", "\ud83d\ude00", "https://evil.example/", 0, -1, 2147483648L, true, new JsonArray(), new JsonObject(), new JsonArray(new JsonObject { ["url"] = "https://other.example/x", ["valueString"] = "y" }), new JsonObject { ["extension"] = new JsonArray(Extended("filter-criteria", "valueCode", "leeds")) }, new JsonArray("a", "b")];
        string[] names = ["id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension", "status", "contact", "end", "reason", "criteria", "_criteria", "_reason", "_end", "_status", "error", "channel"];
        string[] inner = ["id", "extension", "modifierExtension", "type", "_type", "endpoint", "_endpoint", "payload", "_payload", "header", "_header"];
        var (valid, refused, read) = (0, 0, 0);
        foreach (var (name, isInner) in names.Select(name => (name, false)).Concat(inner.Select(name => (name, true))))
            foreach (var value in values)
            {
                var sent = Subscribing.Sent();
                (isInner ? sent["channel"]!.AsObject() : sent)[name] = value?.DeepClone();
                if (Checking.R4.Check(Encoding.UTF8.GetBytes(sent.ToJsonString())).HasErrors) continue;
                valid++;
                var (subscription, refusal) = Read(sent);
                if (refusal is not null) { Assert.StartsWith("Subscription", refusal.Element, StringComparison.Ordinal); refused++; continue; }
                read++;
                // Read, then given back the same but for what is ours to write.
                var shown = subscription!.ToResource(Subscribing.Row(isGreeted: false), Subscribing.Now);
                foreach (var (given, content) in sent)
                    if (given is not ("id" or "meta" or "status" or "error" or "channel")) Assert.True(JsonNode.DeepEquals(content, shown[given]), $"{given} was {content?.ToJsonString()} and is {shown[given]?.ToJsonString()}");
                foreach (var (given, content) in sent["channel"]!.AsObject()) Assert.True(JsonNode.DeepEquals(content, shown["channel"]![given]), $"channel.{given}");
            }
        Assert.True(valid > 20 && refused > 10 && read > 5, $"{valid} {refused} {read}");
    }
}
