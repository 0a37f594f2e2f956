using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Plans;

/// <summary>The merge law: a pure function of the set of a person's notices. Any order and any repeats give the same plan.</summary>
/// <remarks>
/// A correction replaces what it corrects; then each source's last word about each record counts; then, of all that is said about one thing in the world, its owner's word.
/// A new law is a new fold of the same rows, never a migration.
/// </remarks>
internal static class MergeLaw
{
    /// <summary>Counts the laws. Raise it with every change of what a fold gives, so that plans folded by an earlier law are folded again when they are read.</summary>
    public const int Version = 6;

    /// <summary>The kind of entry (facts.csv) by which an unusable one is left out.</summary>
    private const string Settlement = "settlement";

    /// <param name="formerly">Persons whose records are in this plan now; answers name our resources by their ids.</param>
    public static Plan Fold(string person, IEnumerable<NoticeRow> rows, IReadOnlyDictionary<string, FactKind> kinds, Keys keys, IReadOnlyList<string>? formerly = null)
    {
        var all = rows.OrderBy(row => row.Key, StringComparer.Ordinal).ThenBy(row => row.Digest, StringComparer.Ordinal).DistinctBy(row => row.Key).ToList();
        var notices = all.GroupBy(row => row.Thread, StringComparer.Ordinal).Select(thread => thread.Max(NoticeRow.ByVersion)!).OrderBy(row => row, NoticeRow.ByTime).ToList();
        var assertions = LastWords(notices);
        var facts = new List<Fact>();
        // What answers a resource of ours takes its id, and comes last so that it can take nobody else's.
        foreach (var kind in kinds.Values.Where(kind => kind.Meets != "none").OrderBy(kind => kind.Meets == "ours"))
            facts.AddRange(Group(kind, [.. assertions.Where(assertion => assertion.Entry.Kind == kind.Name)]).Select(group => Choose(kind, IdOf(kind, group.Key, group.Value), group.Value))
                .OrderBy(fact => fact.Resource.TextAt("period", "start"), StringComparer.Ordinal).ThenBy(fact => fact.Chosen.Notice, NoticeRow.ByTime).ThenBy(fact => fact.Chosen.Place).ThenBy(fact => fact.Id, StringComparer.Ordinal));
        Resolve(facts);
        GoalRanking.KeepLast(facts);
        // Two sources together, or one as earlier tables read it, may still say less than FHIR requires.
        foreach (var fact in facts) NotKnown.Complete(fact.Resource, NotKnown.Unknown);
        return new Plan
        {
            Person = person, Version = all.Count, ChangedAt = all.Select(row => row.RecordedAt).DefaultIfEmpty().Max(), Facts = facts, Notices = notices,
            Issues = [.. Issues(person, facts, keys)], Incomplete = [.. Missing(all)],
        };

        string IdOf(FactKind kind, string key, List<Assertion> group) => kind.Meets switch
        {
            "person" when kind.Name == "person" => person,
            "ours" when group[0].Entry.FactKey is { } ours && (formerly ?? []).Prepend(person).Any(known => Keys.IsInPlan(known, ours)) && !facts.Exists(fact => fact.Id == ours) => ours,
            _ => keys.InPlan(person, kind.Name, key),
        };
    }

    /// <summary>What each source last said about each of its records. What nobody may act on and a human has left out is not there, until its source says it anew.</summary>
    private static List<Assertion> LastWords(IReadOnlyList<NoticeRow> notices)
    {
        var settled = notices.SelectMany(notice => notice.Entries.Where(entry => entry.Kind == Settlement).Select(entry => (Record: SettledRecord(entry.Resource), notice.At))).ToLookup(one => one.Record, one => one.At);
        return [.. notices.SelectMany(notice => notice.Entries.Select((entry, place) => new Assertion(notice, entry, place)))
            .GroupBy(assertion => (assertion.Source, assertion.Entry.Kind, assertion.Entry.RecordId))
            .Select(record => record.MaxBy(assertion => assertion.Notice, NoticeRow.ByTime)!)
            .Where(assertion => assertion.Entry.Unusable is null || settled[(assertion.Source, assertion.Entry.Kind, assertion.Entry.RecordId)].All(at => at < assertion.Notice.At))];
    }

    private static (string?, string?, string?) SettledRecord(JsonObject settlement)
    {
        return (Said("settles-source"), Said("settles-kind"), Said("settles-record"));

        string? Said(string name) => settlement["extension"].Items().FirstOrDefault(extension => extension.TextAt("url") == FhirNames.Extension(name)).TextAt("valueString");
    }

    /// <summary>Which assertions are about the same thing in the world.</summary>
    private static Dictionary<string, List<Assertion>> Group(FactKind kind, List<Assertion> assertions)
    {
        if (assertions.Count == 0) return [];
        if (kind.Meets == "person") return new(StringComparer.Ordinal) { [""] = assertions };
        var groups = new Dictionary<string, List<Assertion>>(StringComparer.Ordinal);
        foreach (var assertion in assertions)
            if (KeyOf(assertion.Entry) is { } key) Add("fact|" + key, assertion);
            else if (kind.Meets is "key" or "code" or "ours") Add($"record|{assertion.Source}|{assertion.Entry.RecordId}", assertion);
        if (kind.Meets == "spell") JoinSpells();
        return groups;

        string? KeyOf(Entry entry) => kind.Meets == "code" ? entry.Resource.TextAt("code", "coding", 0, "code") : entry.FactKey;

        void Add(string key, Assertion assertion)
        {
            if (!groups.TryGetValue(key, out var group)) groups[key] = group = [];
            group.Add(assertion);
        }

        // Two that began on the same day are one: the admission that NOMIS recorded and the booking that healthcare names.
        // A movement that names no booking belongs to the spell it falls in: the last to have begun by then. Before any began, to the first.
        void JoinSpells()
        {
            foreach (var sameDay in groups.Where(group => StartOf(group.Value) is not null).GroupBy(group => StartOf(group.Value)).Select(day => day.OrderBy(group => group.Key, StringComparer.Ordinal).ToList()).ToList())
                foreach (var twin in sameDay.Skip(1))
                {
                    sameDay[0].Value.AddRange(twin.Value);
                    groups.Remove(twin.Key);
                }
            var spells = groups.Select(group => (group.Key, Start: StartOf(group.Value))).OrderBy(spell => spell.Start).ThenBy(spell => spell.Key, StringComparer.Ordinal).ToList();
            foreach (var loose in assertions.Where(assertion => assertion.Entry.FactKey is null).OrderBy(assertion => assertion.Notice, NoticeRow.ByTime))
            {
                var day = London.DayOf(loose.Notice.At);
                var spell = spells.LastOrDefault(spell => spell.Start is null || spell.Start <= day);
                Add(spell.Key ?? (spells.Count > 0 ? spells[0].Key : "loose"), loose);
            }
        }

        static DateOnly? StartOf(List<Assertion> group) => group.Select(Start).Where(start => start is not null).Min();

        static DateOnly? Start(Assertion assertion) => assertion.Entry.Resource.TextAt("period", "start") is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var day) ? day : null;
    }

    private static Fact Choose(FactKind kind, string id, List<Assertion> group)
    {
        var ranked = group
            .OrderBy(assertion => kind.RankOf(assertion.Notice.Agency))
            .ThenByDescending(assertion => assertion.Notice, NoticeRow.ByTime)
            .ThenBy(assertion => assertion.Entry.RecordId, StringComparer.Ordinal).ToList();
        var resource = ranked[0].Entry.Resource.DeepClone().AsObject();
        if (kind.Fill) foreach (var other in ranked.Skip(1)) Fill(resource, other.Entry.Resource);
        var placed = new JsonObject { ["resourceType"] = resource.TextAt("resourceType"), ["id"] = id };
        foreach (var (name, value) in resource.ToList())
        {
            if (name is "resourceType" or "id") continue;
            resource.Remove(name);
            placed[name] = value;
        }
        if (ranked[0].Entry.Unusable is not null) kind.MarkUnusable(placed);
        return new Fact(kind, id, ranked[0], ranked[1..], placed);
    }

    /// <summary>Adds what is missing or not known. Identifiers and extensions are kept from both, told apart by their address; a period that has only its end gets its beginning.</summary>
    private static void Fill(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (value is null || (NotKnown.Is(value) && into[name.TrimStart('_')] is not null)) continue;
            if (into[name] is not { } there || NotKnown.Is(there))
            {
                into[name] = value.DeepClone();
                if (NotKnown.Is(into[$"_{name}"])) into.Remove($"_{name}");
            }
            else if (there is JsonObject part && value is JsonObject other) { if (name is "period" or "hospitalization") Fill(part, other); }
            else if (name is "identifier" or "extension" && there is JsonArray list && value is JsonArray more)
                foreach (var item in more)
                    if (!list.Any(held => Address(held) == Address(item))) list.Add(item!.DeepClone());
        }

        static (string?, string?) Address(JsonNode? item) => (item.TextAt("url") ?? item.TextAt("system"), item.TextAt("value"));
    }

    /// <summary>A notice points at its own records; in the plan these are facts with ids. What points at nothing is taken out.</summary>
    private static void Resolve(List<Fact> facts)
    {
        var known = new Dictionary<(string, string, string), string>();
        foreach (var fact in facts)
            foreach (var assertion in fact.Others.Prepend(fact.Chosen)) known[(assertion.Source, assertion.Entry.Kind, assertion.Entry.RecordId)] = fact.Reference;
        var patient = facts.FirstOrDefault(fact => fact.Kind.Name == "person")?.Reference;
        foreach (var fact in facts)
            References.Rewrite(fact.Resource, reference => RecordId.Pending(reference) is not { } pending ? reference
                : pending.Kind == "person" ? patient
                : fact.Others.Prepend(fact.Chosen).Select(assertion => known.GetValueOrDefault((assertion.Source, pending.Kind, pending.Id))).FirstOrDefault(found => found is not null));
    }

    /// <summary>Two of a kind in force where one may be, and entries nobody may act on yet.</summary>
    private static IEnumerable<JsonObject> Issues(string person, List<Fact> facts, Keys keys)
    {
        foreach (var group in facts.Where(fact => fact.Kind.OneActive && fact.Unusable is null && fact.Resource.TextAt("status") == "active").GroupBy(fact => (fact.Kind.Name, Class: fact.Resource.TextAt("category", 0, "coding", 0, "code"))))
            if (group.Count() > 1 && group.Key.Class is not null and not "other")
                yield return Issue(keys.InPlan(person, "issue", group.Key.Name, group.Key.Class), "duplicate-in-force", $"{group.Count()} in force at once where one may be: {group.Key.Class}. Both are kept as they were sent; the prescribers have to settle which holds.", "high", [.. group]);
        foreach (var fact in facts.Where(fact => fact.Unusable is not null))
            yield return Issue(keys.InPlan(person, "issue", fact.Id), "unusable-entry", fact.Unusable!, "moderate", [fact]);

        JsonObject Issue(string id, string code, string detail, string severity, IReadOnlyList<Fact> about) => new()
        {
            ["resourceType"] = "DetectedIssue", ["id"] = id, ["status"] = "preliminary",
            ["code"] = new JsonObject { ["coding"] = new JsonArray(CodeTable.Coding(FhirNames.CodeSystem("plan-issue"), code, "")) },
            ["severity"] = severity,
            ["patient"] = new JsonObject { ["reference"] = $"Patient/{person}" },
            ["implicated"] = new JsonArray([.. about.Select(fact => new JsonObject { ["reference"] = fact.Reference })]),
            ["detail"] = detail,
        };
    }

    /// <summary>A higher version came and a lower one never did: said, and nothing held back for it.</summary>
    private static IEnumerable<string> Missing(List<NoticeRow> rows)
    {
        foreach (var thread in rows.GroupBy(row => row.Thread, StringComparer.Ordinal).OrderBy(thread => thread.Key, StringComparer.Ordinal))
        {
            var seen = thread.Select(row => row.Version).ToHashSet();
            var absent = Enumerable.Range(1, (int)Math.Min(seen.Max(), 1000)).Where(version => !seen.Contains(version)).ToList();
            if (absent.Count > 0) yield return $"{thread.First().Source} {thread.First().Kind}: version {string.Join(", ", absent)} never reached us; the last that did is {seen.Max()}.";
        }
    }
}

/// <summary>Walks the references of a resource.</summary>
internal static class References
{
    /// <summary>Gives every reference its new text; null takes the reference out, and with it an object that held nothing else.</summary>
    public static void Rewrite(JsonObject resource, Func<string, string?> change)
    {
        foreach (var (name, value) in resource.ToList())
        {
            if (name == "reference" && value is JsonValue text && text.TryGetValue<string>(out var reference))
            {
                if (change(reference) is { } changed) resource[name] = changed;
                else resource.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                Rewrite(inner, change);
                if (inner.Count == 0) resource.Remove(name);
            }
            else if (value is JsonArray list)
            {
                foreach (var item in list.OfType<JsonObject>().ToList())
                {
                    Rewrite(item, change);
                    if (item.Count == 0) list.Remove(item);
                }
                if (list.Count == 0) resource.Remove(name);
            }
        }
    }
}
