using System.Text.Json.Nodes;
using Throughcare.Handovers;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.Questions;

/// <summary>Questions only a person can answer, kept where they can be seen: addresses no table places, people who may be one, codes no table has, entries nobody may act on.</summary>
/// <remarks>The truth is in the plans; these rows are their index, so each may be written twice or late.</remarks>
internal sealed class OpenQuestions(Table waiting, Urgency urgency, TimeProvider time)
{
    public const string Addresses = "addresses";
    public const string Identities = "identities";
    public const string Gaps = "gaps";
    public const string Unusable = "unusable";
    public const string UndeliveredList = "undelivered";

    /// <summary>The lists that have questions; what was answered lies in one of its own for each.</summary>
    public static readonly IReadOnlyList<string> Lists = [Identities, Addresses, Unusable, Gaps, UndeliveredList];

    private const string AnsweredPrefix = "answered-";

    public async Task Note(Source source, string person, IReadOnlyList<Destination> destinations, IReadOnlyList<string> waited, IReadOnlyList<Gap> gaps, NoticeRow notice, CancellationToken cancel)
    {
        foreach (var role in waited) if (destinations.All(destination => destination.Role != role || destination.To is not null)) await waiting.Delete(Addresses, $"{person}|{role}", cancel);
        foreach (var destination in destinations.Where(destination => destination.To is null))
            await Once(Question(Addresses, $"{person}|{destination.Role}", notice.Event, new() { ["Person"] = person, ["Role"] = destination.Role, ["Because"] = destination.Because, ["Notice"] = notice.Key }), cancel);
        foreach (var entry in notice.Identity.Length == 0 ? [] : notice.Entries.Where(entry => entry.Unusable is not null))
            await Once(Question(Unusable, $"{person}|{Keys.Digest(System.Text.Encoding.UTF8.GetBytes($"{notice.Source}|{entry.Kind}|{entry.RecordId}"))[..26]}", notice.Event, new()
            {
                ["Person"] = person, ["Source"] = notice.Source, ["Kind"] = entry.Kind, ["Record"] = entry.RecordId, ["Identity"] = notice.Identity, ["Because"] = entry.Unusable!, ["Notice"] = notice.Key,
            }), cancel);
        foreach (var gap in gaps)
            await Once(Question(Gaps, $"{gap.Table.Replace('/', '|')}|{CodeKey(gap.Code)}|{notice.Key}", notice.Event, new() { ["Table"] = gap.Table, ["Code"] = gap.Code.Length > 100 ? gap.Code[..100] : gap.Code, ["Source"] = source.Name, ["Notice"] = notice.Key }), cancel);
    }

    /// <summary>Two who may be one. Asked again when more speaks for it than did before.</summary>
    public async Task WhetherSame(PersonRows person, Candidate candidate, NoticeRow notice, CancellationToken cancel)
    {
        // Whichever of the two was looked at, it is one question.
        var (ours, theirs) = (IdentityRow.Speaking(person.Here), IdentityRow.Speaking(candidate.Identities));
        var (first, second) = string.CompareOrdinal(person.Person, candidate.Person) < 0 ? (ours, theirs) : (theirs, ours);
        var question = Question(Identities, $"{first.Person}|{second.Person}", notice.Event, new()
        {
            ["One"] = first.Key, ["Other"] = second.Key, ["OnePerson"] = first.Person, ["OtherPerson"] = second.Person, ["Likeness"] = (long)candidate.Likeness.Score, ["Notice"] = notice.Key,
            ["Because"] = candidate.Answered is null ? "They may be the same person." : "A human said that they are two; they are more alike than they were then.",
            ["Compared"] = new JsonArray([.. candidate.Likeness.Reasons.Select(reason => new JsonObject { ["what"] = reason.What, ["finds"] = reason.Finds, ["weight"] = reason.Weight, ["doubt"] = reason.Doubt, ["because"] = reason.Because })]).ToJsonString(Json.Readable),
        });
        // However often more is said of them, it has waited since it was first asked, and stays as urgent as it ever was.
        if (await waiting.Get(Identities, question.Row, cancel) is { } before)
        {
            question["Since"] = before.Time("Since");
            if (before.Number("Hours") <= question.Number("Hours")) (question["Urgency"], question["Hours"], question["Event"]) = (before.Text("Urgency"), before.Number("Hours"), before.Text("Event"));
        }
        await waiting.Upsert(question, cancel);
    }

    /// <summary>What a recipient refused or did not answer for three days.</summary>
    public Task Undelivered(OwedRow row, string because, CancellationToken cancel) =>
        waiting.Upsert(Question(UndeliveredList, $"{row.Subject}|{row.To}", "", new() { ["Subject"] = row.Subject, ["To"] = row.To, ["Role"] = row.Role, ["Because"] = because, ["Since"] = row.TryingSince ?? time.GetUtcNow() }), cancel);

    public Task Delivered(OwedRow row, CancellationToken cancel) => Gone(UndeliveredList, $"{row.Subject}|{row.To}", cancel);

    /// <summary>The list by name, oldest first.</summary>
    public async Task<IReadOnlyList<TableRow>> Read(string list, CancellationToken cancel)
    {
        var rows = new List<TableRow>();
        await foreach (var row in waiting.StartingWith(list, "", cancel)) rows.Add(row);
        return [.. rows.OrderBy(row => row.Time("Since"))];
    }

    public Task<TableRow?> One(string list, string key, CancellationToken cancel) => waiting.Get(list, key, cancel);

    /// <summary>A question that nobody has to answer any more: what it asked about has changed.</summary>
    public Task Gone(string list, string key, CancellationToken cancel) => waiting.Delete(list, key, cancel);

    /// <summary>Takes the question off its list and keeps who answered it, when, how and why.</summary>
    public async Task Answered(TableRow question, string answer, string by, string why, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var kept = new TableRow(AnsweredPrefix + question.Partition, $"{now.UtcTicks.ToString("D19", System.Globalization.CultureInfo.InvariantCulture)}|{question.Row}") { ["Answer"] = answer, ["By"] = by, ["Why"] = why, ["AnsweredAt"] = now };
        foreach (var (name, value) in question.Values) kept[name] = value;
        await waiting.Upsert(kept, cancel);
        await Gone(question.Partition, question.Row, cancel);
    }

    /// <summary>What was answered of a list, oldest first.</summary>
    public Task<IReadOnlyList<TableRow>> AnsweredOf(string list, CancellationToken cancel) => Read(AnsweredPrefix + list, cancel);

    /// <summary>The questions about one code that a table does not have.</summary>
    public async Task<IReadOnlyList<TableRow>> GapsOf(string table, string code, CancellationToken cancel)
    {
        var rows = new List<TableRow>();
        await foreach (var row in waiting.StartingWith(Gaps, $"{table.Replace('/', '|')}|{CodeKey(code)}|", cancel)) rows.Add(row);
        return rows;
    }

    private static string CodeKey(string code) => Keys.Digest(System.Text.Encoding.UTF8.GetBytes(code))[..16];

    private TableRow Question(string list, string key, string happened, Dictionary<string, object> values)
    {
        var (word, hours) = urgency.Of(list, happened);
        var row = new TableRow(list, key) { ["Since"] = time.GetUtcNow(), ["Event"] = happened, ["Urgency"] = word, ["Hours"] = (long)hours };
        foreach (var (name, value) in values) row[name] = value;
        return row;
    }

    private async Task Once(TableRow row, CancellationToken cancel)
    {
        if (await waiting.Get(row.Partition, row.Row, cancel) is null) await waiting.Upsert(row, cancel);
    }
}
