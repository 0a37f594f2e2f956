using System.Text.Json.Nodes;

namespace Throughcare.Plans;

/// <summary>The order in which a person wants their goals (001:339).</summary>
internal static class GoalRanking
{
    /// <summary>Of two goals with one rank the person gave it to the later last; the other stays and has none. A new ranking begins at 1, so it takes the place of an older one, and a sender who tells of one goal only leaves the rest as they were.</summary>
    public static void KeepLast(IEnumerable<Fact> facts)
    {
        foreach (var rank in facts.Where(fact => RankOf(fact) is not null).GroupBy(RankOf))
        {
            var last = rank.Select(goal => goal.Chosen.Notice).Max(NoticeRow.ByTime);
            foreach (var goal in rank.Where(goal => goal.Chosen.Notice != last).ToList())
            {
                var extensions = goal.Resource["extension"]!.AsArray();
                extensions.Remove(extensions.First(IsRank));
                if (extensions.Count == 0) goal.Resource.Remove("extension");
            }
        }
    }

    /// <summary>1 is what the person wants most; null for what they have not ranked.</summary>
    public static long? RankOf(Fact fact) => fact.Resource["extension"].Items().FirstOrDefault(IsRank)?["valuePositiveInt"] is JsonValue rank && rank.TryGetValue<long>(out var place) ? place : null;

    private static bool IsRank(JsonNode? extension) => extension.TextAt("url") == FhirNames.Extension("goal-rank");
}
