using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Translation;

namespace Throughcare.Subscriptions;

/// <summary>Reads a Subscription as it was sent. What it does not know it refuses, naming the element: a filter left out in silence would tell more than was asked for.</summary>
internal sealed class SubscriptionReader(Topics topics, Routing routing, Areas areas, Endpoints endpoints)
{
    private const int LongestText = 500, LongestEndpoint = 2000, ShortestHeartbeat = 10, LongestHeartbeat = 24 * 60 * 60, MostEvents = 100;

    // What the server writes comes back with a resource that was read and changed, and is not asked for.
    private static readonly string[] Ours = ["resourceType", "id", "meta", "status", "error"];

    private static readonly string[] Asked = ["contact", "end", "reason", "criteria", "_criteria", "channel"], OfChannel = ["extension", "type", "endpoint", "payload", "_payload", "header"];

    /// <param name="sent">Valid FHIR R4.</param>
    /// <param name="id">The id it has or gets.</param>
    public Outcome<Subscription> Read(JsonObject sent, Caller caller, string id, DateTimeOffset now)
    {
        var reading = new Reading();
        reading.OnlyKnows(sent, "Subscription", [.. Ours, .. Asked]);
        var channel = sent["channel"]!.AsObject();
        reading.OnlyKnows(channel, "Subscription.channel", OfChannel);

        var topic = topics.At(sent.TextAt("criteria")!);
        if (topic is null) reading.No("Subscription.criteria", $"It is the address of a topic: {string.Join(", ", topics.Urls)}.");
        var filters = reading.Extensions(sent["_criteria"], "Subscription.criteria", Subscription.FilterExtension).Select(extension => extension.TextAt("valueString") ?? "").ToList();
        var (inAreas, of) = (new List<string>(), new List<string>());
        foreach (var filter in filters) Filter(reading, filter, topic, caller, now, inAreas, of);

        if (channel.TextAt("type") != "rest-hook") reading.No("Subscription.channel.type", "It is rest-hook.");
        if (channel["header"] is not null) reading.No("Subscription.channel.header", "Keys do not belong in a resource, which is read and copied. Agree with us which key we send to your endpoint; it is then part of our settings.");
        if (channel.TextAt("payload") != FhirNames.FhirJson) reading.No("Subscription.channel.payload", $"It is {FhirNames.FhirJson}.");
        var content = reading.Extensions(channel["_payload"], "Subscription.channel.payload", Subscription.ContentExtension);
        if (content.Count > 1 || (content is [var one] && one.TextAt("valueCode") is not ("empty" or "id-only" or "full-resource"))) reading.No("Subscription.channel.payload.extension", "The content is empty, id-only or full-resource, as one valueCode.");
        if (channel.TextAt("endpoint") is { Length: > LongestEndpoint }) reading.No("Subscription.channel.endpoint", $"It has at most {LongestEndpoint} characters.");
        if (reading.Wrong is null && endpoints.Find(caller.Name, channel.TextAt("endpoint") ?? "") is null)
            reading.Wrong = new Refusal(RefusalReason.EndpointIsNotRegistered, "Subscription.channel.endpoint");

        var asked = reading.Extensions(channel, "Subscription.channel", Subscription.HeartbeatExtension, Subscription.TimeoutExtension, Subscription.MaxCountExtension);
        var heartbeat = Number(reading, asked, Subscription.HeartbeatExtension, "valueUnsignedInt", ShortestHeartbeat, LongestHeartbeat);
        var timeout = Number(reading, asked, Subscription.TimeoutExtension, "valueUnsignedInt", 1, Subscription.MostTimeout);
        var count = Number(reading, asked, Subscription.MaxCountExtension, "valuePositiveInt", 1, MostEvents);

        DateTimeOffset? end = null;
        if (sent.TextAt("end") is { } text)
        {
            end = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) ? given : null;
            if (end is null || end.Value.Year > 9998) reading.No("Subscription.end", "It is an instant, with its zone, before the year 9999.");
        }
        if (sent.TextAt("reason") is not { Length: > 0 and <= LongestText }) reading.No("Subscription.reason", $"It has 1 to {LongestText} characters, and nothing about a person.");
        if (sent["contact"] is { } contact && contact.ToJsonString().Length > LongestText) reading.No("Subscription.contact", $"It has at most {LongestText} characters.");

        return reading.Wrong is { } wrong ? wrong : new Subscription
        {
            Id = id, Caller = caller.Name, Topic = topic!.Name, Reason = sent.TextAt("reason")!, Contact = sent["contact"]?.ToJsonString(Json.Readable) ?? "", Filters = filters, Areas = inAreas, Recipients = of, Endpoint = channel.TextAt("endpoint")!,
            Content = content is [var said] ? said.TextAt("valueCode")! : "id-only", Heartbeat = heartbeat, Timeout = timeout, MaxCount = count, End = end, Since = now, ChangedAt = now,
        };
    }

    /// <summary>area=leeds,wakefield&amp;organisation=ZZ902, after the type of the topic and a question mark or alone.</summary>
    private void Filter(Reading reading, string filter, Topic? topic, Caller caller, DateTimeOffset now, List<string> inAreas, List<string> of)
    {
        const string at = "Subscription.criteria.extension";
        if (filter.Length is 0 or > LongestText || filter.Contains('\n', StringComparison.Ordinal)) { reading.No(at, "A filter is a valueString such as area=leeds,wakefield."); return; }
        var parts = filter.Split('?', 2);
        if (parts.Length == 2 && topic is not null && parts[0] != topic.Focus) reading.No(at, $"This topic is about {topic.Focus}: a filter begins with {topic.Focus}? or with its parameter.");
        foreach (var parameter in parts[^1].Split('&'))
        {
            var (name, value) = parameter.Split('=', 2) is [var left, var right] ? (left, right) : (parameter, "");
            var values = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (name is not ("area" or "organisation") || values.Length == 0) reading.No(at, "Filters are area and organisation, each as name=value or name=value,value.");
            else if ((name == "area" ? inAreas : of).Count > 0) reading.No(at, $"{name} stands there twice. Write its values once, apart by commas.");
            else if (name == "area")
            {
                if (Array.Find(values, area => areas.LocalAuthorities.Find(area, London.DayOf(now)) is null) is not null) reading.No(at, "An area is the id of a local authority of mappings/local-authorities.csv that is in being.");
                inAreas.AddRange(values);
            }
            else foreach (var organisation in values)
            {
                var theirs = routing.Recipients.Values.Where(recipient => (recipient.Name == organisation || (recipient.Ods.Length > 0 && recipient.Ods == organisation)) && (caller.Recipients.Contains("*") || caller.Recipients.Contains(recipient.Name))).Select(recipient => recipient.Name).ToList();
                if (theirs.Count == 0) reading.No(at, "An organisation is the ODS code, or the name in mappings/recipients.csv, of one of your own.");
                of.AddRange(theirs);
            }
        }
    }

    private static int Number(Reading reading, List<JsonNode> extensions, string url, string name, int least, int most)
    {
        var said = extensions.Where(extension => extension.TextAt("url") == url).ToList();
        if (said.Count == 0) return 0;
        if (said.Count == 1 && said[0][name] is JsonValue value && value.TryGetValue<int>(out var number) && number >= least && number <= most) return number;
        reading.No("Subscription.channel.extension", string.Create(CultureInfo.InvariantCulture, $"{url[(url.LastIndexOf('/') + 1)..]} is one {name} from {least} to {most}."));
        return 0;
    }

    /// <summary>The first thing that is not as it may be.</summary>
    private sealed class Reading
    {
        public Refusal? Wrong { get; set; }

        public void No(string element, string detail) => Wrong ??= new Refusal(RefusalReason.SubscriptionIsNotSupported, element, detail);

        public void OnlyKnows(JsonObject json, string at, string[] names)
        {
            foreach (var (name, _) in json) if (!names.Contains(name, StringComparer.Ordinal)) No($"{at}.{name.TrimStart('_')}", "Leave it out: nothing would come of it.");
        }

        /// <summary>The extensions of an element, which may have only these.</summary>
        public List<JsonNode> Extensions(JsonNode? holder, string at, params string[] urls)
        {
            if (at != "Subscription.channel" && holder is JsonObject beside) OnlyKnows(beside, at, ["extension"]);
            var extensions = holder.At("extension").Items().ToList();
            if (extensions.Exists(extension => !urls.Contains(extension.TextAt("url"), StringComparer.Ordinal))) No($"{at}.extension", $"Of extensions it may have {string.Join(", ", urls)}.");
            return extensions;
        }
    }
}
