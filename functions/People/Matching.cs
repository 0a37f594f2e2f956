using Throughcare.Translation;

namespace Throughcare.People;

/// <summary>What can be said of two people: that they are one, that they are two, or that a human has to look.</summary>
internal enum Verdict { Different, Ask, Same }

/// <summary>One agency's word on who somebody is, as it is compared.</summary>
/// <param name="AsTold">Nobody checked it: the person said so, in police custody for example (identities.csv).</param>
internal sealed record KnownAs(Profile Profile, bool AsTold);

/// <summary>One thing that was compared.</summary>
/// <param name="What">nhs-number, family-name, birth-date …</param>
/// <param name="Finds">same, alike, different …</param>
/// <param name="Weight">For or against, in the points of matching.csv.</param>
/// <param name="Doubt">some: they are not joined unless much else speaks for it; never: they are not joined without a human.</param>
/// <param name="Because">The row's reason, for whoever has to decide.</param>
internal sealed record Reason(string What, string Finds, int Weight, string Doubt, string Because);

/// <summary>How two people compare, and by what.</summary>
internal sealed record Likeness(Verdict Verdict, int Score, IReadOnlyList<Reason> Reasons)
{
    /// <summary>In words, without any of the values: "nhs-number same +34, birth-date same +13".</summary>
    public string InWords => string.Join(", ", Reasons.Select(reason => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reason.What} {reason.Finds} {reason.Weight:+0;-0;0}")));
}

/// <summary>Compares two people by the weights of matching.csv. Pure: the same for the same two, whichever comes first.</summary>
/// <remarks>
/// Numbers are compared over all that any agency said. Names, birthday, gender and postcode count only as one agency has them together: the best of several agencies' pairs, never the name of one with the birthday of another.
/// More that is known can only bring two nearer, or show that an agency has them as two.
/// </remarks>
internal sealed class Matching
{
    private const string LocalNumber = "local-number";

    /// <summary>What is compared beside numbers, and what comparing it can find.</summary>
    private static readonly Dictionary<string, string[]> Compared = new(StringComparer.Ordinal)
    {
        ["birth-date"] = ["same", "same-new-years-day", "swapped", "near", "part", "different", "not-known"],
        ["family-name"] = ["same", "part", "alike", "initial", "different"],
        ["first-name"] = ["same", "all-given-names", "other-given-name", "short-form", "alike", "initial", "different"],
        ["names"] = ["changed-about"],
        ["gender"] = ["same", "different"],
        ["postcode"] = ["same", "district", "different"],
        ["identity"] = ["as-told"],
        ["decide"] = ["same", "same-despite-doubt", "ask", "somebody-else"],
    };

    private readonly Dictionary<(string What, string Finds), Reason> rows = [];
    private readonly Dictionary<string, string> nameOfSystem = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> formalNames;

    public Matching(Tables tables)
    {
        foreach (var (name, url) in tables.Systems) if (tables.MatchingSystems.Contains(url)) nameOfSystem[url] = name;
        var numbers = nameOfSystem.Values.Append(LocalNumber).ToList();
        foreach (var row in TableFile.ReadExactly(tables.Folder, "matching.csv", "what", "finds", "weight", "doubt", "because"))
        {
            var (what, finds) = (row.Required("what"), row.Required("finds"));
            var known = Compared.GetValueOrDefault(what) ?? (numbers.Contains(what) ? ["same", "different"] : throw row.Fault($"\"{what}\" is nothing that is compared.{Spelling.Meant(what, Compared.Keys.Concat(numbers))} A number must have a rank in \"matches_on\" of systems.csv."));
            if (!known.Contains(finds)) throw row.Fault($"comparing {what} does not find \"{finds}\".{Spelling.Meant(finds, known)} It finds {string.Join(", ", known)}.");
            if (!int.TryParse(row.Required("weight"), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var weight)) throw row.Fault("\"weight\" is a whole number, such as 13 or -8.");
            if (row["doubt"] is not ("" or "some" or "never")) throw row.Fault("\"doubt\" is some, never, or empty.");
            if (!rows.TryAdd((what, finds), new Reason(what, finds, weight, row["doubt"], row.Required("because")))) throw row.Fault($"{what} {finds} is on another row. Keep one of them.");
        }
        foreach (var (what, finds) in Compared.SelectMany(one => one.Value.Select(found => (one.Key, found))).Concat(numbers.Where(number => number != Identities.OwnSystem).SelectMany(number => new[] { (number, "same"), (number, "different") })))
            if (!rows.ContainsKey((what, finds))) throw new TableFault($"matching.csv has no row for {what} {finds}. Add one, with 0 if it says nothing.");
        formalNames = TableFile.ReadExactly(tables.Folder, "short-names.csv", "short", "name", "because").Select(row => (Short: Word(row, "short"), Name: Word(row, "name"))).ToLookup(row => row.Short, row => row.Name, StringComparer.Ordinal);
    }

    private static string Word(TableRecord row, string column) => Names.Words(row.Required(column)) is [var word] ? word : throw row.Fault($"\"{column}\" is one name, without spaces or hyphens.");

    public Likeness Compare(IReadOnlyList<KnownAs> one, IReadOnlyList<KnownAs> other)
    {
        // Of whom nothing is known speaks neither for nor against: otherwise an unknown contact that somebody asked to be linked would hide what sets two people apart.
        (one, other) = ([.. one.Where(known => !known.Profile.IsEmpty)], [.. other.Where(known => !known.Profile.IsEmpty)]);
        var reasons = NumbersOf(one, other).ToList();
        var sharesNumber = reasons.Exists(reason => reason.Finds == "same");
        var (best, bestScore) = ((List<Reason>)[], int.MinValue);
        foreach (var left in one)
            foreach (var right in other)
            {
                var found = Described(left.Profile, right.Profile).ToList();
                // What only the person said, and every number looked up by it, is no reason to take them for somebody whom an agency knows.
                if (left.AsTold || right.AsTold) found.Add(Row("identity", "as-told"));
                var score = found.Sum(reason => reason.Weight);
                if (score > bestScore || (score == bestScore && found.Count(reason => reason.Doubt.Length > 0) < best.Count(reason => reason.Doubt.Length > 0))) (best, bestScore) = (found, score);
            }
        // One agency that does not know the birthday does not take away that another's says they are two.
        if (best.FindIndex(reason => reason is { What: "birth-date", Finds: "not-known" }) is >= 0 and var place && AllBirthDates(one, other) is { Finds: "different" } apart) best[place] = apart;
        reasons.AddRange(best);
        var total = reasons.Sum(reason => reason.Weight);
        return new Likeness(Decide(total, reasons, sharesNumber), total, reasons);
    }

    /// <summary>Whether what is said under a number is about somebody else than what was said under it before: a number that was mistyped at its own agency.</summary>
    public bool AreOthers(Profile before, Profile said) => before.Names.Count + before.BirthDates.Count > 0 && Described(before, said).Sum(reason => reason.Weight) <= Row("decide", "somebody-else").Weight;

    private Verdict Decide(int score, List<Reason> reasons, bool sharesNumber)
    {
        var needed = reasons.Exists(reason => reason.Doubt == "never") ? int.MaxValue : Row("decide", reasons.Exists(reason => reason.Doubt == "some") ? "same-despite-doubt" : "same").Weight;
        if (score >= needed) return Verdict.Same;
        // Whoever has a number of somebody else's is a question, however little else fits: one of the two has it wrongly.
        return score >= Row("decide", "ask").Weight || sharesNumber ? Verdict.Ask : Verdict.Different;
    }

    private Reason Row(string what, string finds) => rows[(what, finds)];

    private IEnumerable<Reason> NumbersOf(IReadOnlyList<KnownAs> one, IReadOnlyList<KnownAs> other)
    {
        var theirs = other.SelectMany(known => known.Profile.Numbers).ToLookup(number => (number.System, number.Assigner));
        foreach (var ours in one.SelectMany(known => known.Profile.Numbers).GroupBy(number => (number.System, number.Assigner)).OrderBy(group => group.Key.System, StringComparer.Ordinal).ThenBy(group => group.Key.Assigner, StringComparer.Ordinal))
        {
            if (!theirs.Contains(ours.Key)) continue;
            var what = ours.Key.Assigner.Length > 0 ? LocalNumber : nameOfSystem[ours.Key.System];
            yield return Row(what, ours.Intersect(theirs[ours.Key]).Any() ? "same" : "different");
        }
    }

    private IEnumerable<Reason> Described(Profile one, Profile other)
    {
        foreach (var reason in BestNames(one, other)) yield return reason;
        if (!one.IsEmpty && !other.IsEmpty) yield return BirthDates(one.BirthDates, other.BirthDates);
        if (one.Sexes.Count > 0 && other.Sexes.Count > 0) yield return Row("gender", one.Sexes.Intersect(other.Sexes).Any() ? "same" : "different");
        if (one.Postcodes.Count > 0 && other.Postcodes.Count > 0) yield return Row("postcode", one.Postcodes.Intersect(other.Postcodes).Any() ? "same" : one.Postcodes.Select(District).Intersect(other.Postcodes.Select(District)).Any() ? "district" : "different");
    }

    /// <summary>Of all names that either has, the two that fit best.</summary>
    private IReadOnlyList<Reason> BestNames(Profile one, Profile other) =>
        one.Names.SelectMany(name => other.Names, NamesFound).MaxBy(found => found.Sum(reason => reason.Weight)) ?? [];

    private IReadOnlyList<Reason> NamesFound(PersonName one, PersonName other)
    {
        var (family, otherFamily, given, otherGiven) = (Names.Words(one.Family), Names.Words(other.Family), Names.Words(one.Given), Names.Words(other.Given));
        var found = new List<Reason>();
        if (FamilyNames(family, otherFamily) is { } byFamily) found.Add(Row("family-name", byFamily));
        if (FirstNames(given, otherGiven) is { } byGiven) found.Add(Row("first-name", byGiven));
        // Amina Yusuf and Yusuf Amina: the words are the same and stand in each other's place.
        if (family.Count > 0 && otherFamily.Count > 0 && given.Count > 0 && otherGiven.Count > 0 && family.SequenceEqual(otherGiven.Take(family.Count)) && otherFamily.SequenceEqual(given.Take(otherFamily.Count)) && !family.SequenceEqual(otherFamily)
            && Row("names", "changed-about") is var about && about.Weight > found.Sum(reason => reason.Weight)) return [about];
        return found;
    }

    private static string? FamilyNames(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (one.Count == 0 || other.Count == 0) return null;
        var (whole, otherWhole) = (string.Concat(one), string.Concat(other));
        if (whole.Length == 1 || otherWhole.Length == 1) return whole[0] == otherWhole[0] ? "initial" : "different";
        if (whole == otherWhole) return "same";
        // Hollis and Hollis-Reed.
        if (one.Intersect(other).Any(word => word.Length > 2)) return "part";
        return Names.AreAlike(whole, otherWhole) || (Names.Sound(whole) == Names.Sound(otherWhole) && Names.Distance(whole, otherWhole) <= 2) ? "alike" : "different";
    }

    private string? FirstNames(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (one.Count == 0 || other.Count == 0) return null;
        var (first, otherFirst) = (one[0], other[0]);
        if (first == otherFirst || string.Concat(one) == string.Concat(other)) return first.Length == 1 ? "initial" : one.Count > 1 && one.SequenceEqual(other) && one.All(name => name.Length > 1) ? "all-given-names" : "same";
        if (first.Length == 1 || otherFirst.Length == 1) return first[0] == otherFirst[0] ? "initial" : "different";
        if (other.Skip(1).Contains(first) || one.Skip(1).Contains(otherFirst)) return "other-given-name";
        // Bob and Robert; but Jamie and Jimmy, both of James, can be brothers.
        if (formalNames[first].Contains(otherFirst) || formalNames[otherFirst].Contains(first)) return "short-form";
        return Names.AreAlike(first, otherFirst) || (Names.Sound(first) == Names.Sound(otherFirst) && Names.Distance(first, otherFirst) <= 2) ? "alike" : "different";
    }

    private Reason AllBirthDates(IReadOnlyList<KnownAs> one, IReadOnlyList<KnownAs> other) => BirthDates(one.SelectMany(known => known.Profile.BirthDates), other.SelectMany(known => known.Profile.BirthDates));

    /// <summary>The two that fit best.</summary>
    private Reason BirthDates(IEnumerable<string> one, IEnumerable<string> other) => one.SelectMany(day => other, BirthDates).MaxBy(reason => reason.Weight) ?? Row("birth-date", "not-known");

    private Reason BirthDates(string one, string other)
    {
        if (one == other) return Row("birth-date", one.Length < 10 ? "part" : one.EndsWith("-01-01", StringComparison.Ordinal) ? "same-new-years-day" : "same");
        if (one.Length < 10 || other.Length < 10) return Row("birth-date", one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal) ? "part" : "different");
        if (one[..4] == other[..4] && one[5..7] == other[8..] && one[8..] == other[5..7]) return Row("birth-date", "swapped");
        return Row("birth-date", one.Zip(other).Count(pair => pair.First != pair.Second) == 1 ? "near" : "different");
    }

    /// <summary>The outward half of a postcode: what is before the last three characters.</summary>
    private static string District(string postcode) => postcode[..^3];
}
