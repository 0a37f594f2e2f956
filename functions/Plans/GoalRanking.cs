using System.Text.Json.Nodes;

namespace Throughcare.Plans;

/// <summary>The order in which a person wants their goals (001:339). It is one list: of several, the last that they gave counts, and goals that are not in it stay and have no rank.</summary>
internal static class GoalRanking
{
    public static void KeepLast(IEnumerable<Fact> facts)
    {
        var ranked = facts.Where(fact => RankOf(fact) is not null).ToList();
        var last = ranked.Select(goal => goal.Chosen.Notice).Max(NoticeRow.ByTime);
        foreach (var goal in ranked.Where(goal => goal.Chosen.Notice != last))
        {
            var extensions = goal.Resource["extension"]!.AsArray();
            extensions.Remove(extensions.First(IsRank));
            if (extensions.Count == 0) goal.Resource.Remove("extension");
        }
    }

    /// <summary>1 is what the person wants most; null for what they have not ranked.</summary>
    public static long? RankOf(Fact fact) => fact.Resource["extension"].Items().FirstOrDefault(IsRank)?["valuePositiveInt"] is JsonValue rank && rank.TryGetValue<long>(out var place) ? place : null;

    private static bool IsRank(JsonNode? extension) => extension.TextAt("url") == FhirNames.Extension("goal-rank");
}
