using System.Text.Json.Nodes;
using Throughcare.Plans;
using Throughcare.Translation;

namespace Throughcare.WaitingLists;

/// <summary>What each agency has said of who somebody is, for a human who has to say whether two are one, or to take back that they are.</summary>
internal sealed class KnownPeople(PlanStore plans, Tables tables)
{
    private readonly Dictionary<string, string> names = tables.Systems.ToDictionary(system => system.Value, system => system.Key, StringComparer.Ordinal);

    /// <summary>Everything that is known of who the person is now; null for one whose plan went on in another's.</summary>
    public async Task<JsonObject?> Evidence(string person, CancellationToken cancel)
    {
        var here = (await plans.Identities(person, cancel)).Where(identity => identity.IsHere && !identity.Profile.IsEmpty).ToList();
        return here.Count == 0 ? null : new JsonObject { ["person"] = person, ["knownBy"] = new JsonArray([.. here.Select(Said)]) };
    }

    /// <summary>All identities that are or were theirs: since when, why, and where those went that are no more.</summary>
    public async Task<JsonObject?> Shown(string person, CancellationToken cancel)
    {
        var rows = await plans.Read(person, cancel);
        if (rows.Head is null) return null;
        return new JsonObject { ["person"] = person, ["movedTo"] = rows.MovedTo, ["identities"] = new JsonArray([.. rows.Identities.Select(Told)]) };
    }

    private JsonObject Told(IdentityRow identity)
    {
        var told = Said(identity);
        told["spans"] = new JsonArray([.. identity.Spans.Select(span => new JsonObject { ["since"] = PlanBundle.Instant(span.Since), ["until"] = span.Until is { } until ? PlanBundle.Instant(until) : null })]);
        (told["from"], told["to"], told["decision"]) = (identity.From, identity.To, identity.By.Length > 0 ? identity.By : null);
        if (identity.Others.Count > 0) told["notTheSameAs"] = new JsonArray([.. identity.Others.Keys]);
        return told;
    }

    private JsonObject Said(IdentityRow identity)
    {
        var said = new JsonObject { ["identity"] = identity.Key, ["source"] = identity.Source, ["since"] = PlanBundle.Instant(identity.Since), ["because"] = identity.Because, ["checked"] = !identity.AsTold };
        said["numbers"] = new JsonArray([.. identity.Profile.Numbers.Select(number => new JsonObject { ["what"] = names.GetValueOrDefault(number.System, number.System), ["number"] = number.Value, ["assigner"] = number.Assigner.Length > 0 ? number.Assigner : null })]);
        foreach (var (name, value) in identity.Profile.ToJson()) if (name != "numbers") said[name] = value!.DeepClone();
        return said;
    }
}
