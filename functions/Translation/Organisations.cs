namespace Throughcare.Translation;

/// <summary>A body for as long as it had this name.</summary>
/// <param name="Id">A plain name that never changes, like leeds-ccg.</param>
/// <param name="From">Its first day; null where no first day is recorded.</param>
/// <param name="Until">Its last day; null while it goes on.</param>
/// <param name="Successors">Who took over on the day after <paramref name="Until"/>: several when it was divided, none when it closed.</param>
internal sealed record Organisation(string Id, string Name, string Kind, DateOnly? From, DateOnly? Until, IReadOnlyList<string> Successors)
{
    public bool InBeing(DateOnly day) => (From is null || From <= day) && (Until is null || day <= Until);
}

/// <summary>Bodies that come, are renamed, divide, merge and end. Columns: id, name, kind, valid_from, valid_until, successor, because.</summary>
/// <remarks>A body that is renamed has a row for each name, each from the day after the one before it; successors (apart by spaces) stand on its last row. A successor is in being on the day after, so a chain of successors always ends.</remarks>
internal sealed class Organisations
{
    private readonly SortedDictionary<string, List<(Organisation Body, TableRecord Row)>> byId = new(StringComparer.Ordinal);

    private Organisations() { }

    public IEnumerable<string> Ids => byId.Keys;

    /// <summary>The bodies of organisations.csv.</summary>
    public static Organisations Read(string folder) => Read(folder, "organisations.csv", "organisation");

    /// <summary>The bodies of a table of the same form, whose ids are in <paramref name="idColumn"/>.</summary>
    /// <exception cref="TableFault">Days overlap or leave a hole, a successor is missing or not in being, or successors go in a circle.</exception>
    public static Organisations Read(string folder, string file, string idColumn)
    {
        var read = new Organisations();
        foreach (var row in TableFile.ReadExactly(folder, file, idColumn, "name", "kind", "valid_from", "valid_until", "successor", "because"))
        {
            row.Required("because");
            var body = new Organisation(row.Required(idColumn), row.Required("name"), row.Required("kind"), row.Day("valid_from"), row.Day("valid_until"), row.List("successor"));
            if (body.Until < body.From) throw row.Fault("\"valid_until\" is before \"valid_from\". Write the first day in the first.");
            if (!read.byId.TryGetValue(body.Id, out var rows)) read.byId[body.Id] = rows = [];
            rows.Add((body, row));
        }
        foreach (var rows in read.byId.Values) CheckDays(rows);
        var checkedBodies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in read.byId.Keys) read.CheckCircle(id, [], checkedBodies);
        foreach (var rows in read.byId.Values) read.CheckSuccessors(rows[^1]);
        return read;
    }

    /// <summary>The body as it was called on that day; null when it was not in being or is not in the table.</summary>
    public Organisation? Find(string id, DateOnly day) => byId.TryGetValue(id, out var rows) ? rows.Find(row => row.Body.InBeing(day)).Body : null;

    /// <summary>Whether the table has the body, on whatever day.</summary>
    public bool Knows(string id) => byId.ContainsKey(id);

    /// <summary>Who is there on that day for what the body did: itself, or those who took over from it, in the order of the table. Empty before it began, and when all ended without a successor.</summary>
    public IReadOnlyList<Organisation> InBeing(string id, DateOnly day)
    {
        var found = new List<Organisation>();
        var followed = new HashSet<string>(StringComparer.Ordinal);
        Follow(id);
        return found;

        void Follow(string body)
        {
            if (!followed.Add(body)) return;
            if (Find(body, day) is { } there) found.Add(there);
            else if (byId.TryGetValue(body, out var rows) && rows[^1].Body.Until < day)
                foreach (var successor in rows[^1].Body.Successors) Follow(successor);
        }
    }

    /// <summary>Whether each day of the period is one of the body's. A side that is null is the body's own.</summary>
    public bool Covers(string id, DateOnly? from, DateOnly? until) => byId.TryGetValue(id, out var rows)
        && (from is null || rows[0].Body.From is null || rows[0].Body.From <= from) && (until is null || rows[^1].Body.Until is null || until <= rows[^1].Body.Until)
        && (from is null || rows[^1].Body.Until is null || from <= rows[^1].Body.Until) && (until is null || rows[0].Body.From is null || rows[0].Body.From <= until);

    private static void CheckDays(List<(Organisation Body, TableRecord Row)> rows)
    {
        rows.Sort((a, b) => (a.Body.From ?? DateOnly.MinValue).CompareTo(b.Body.From ?? DateOnly.MinValue));
        foreach (var ((earlier, earlierRow), (later, laterRow)) in rows.Zip(rows.Skip(1)))
        {
            if (earlier.Until is null || later.From is null || later.From <= earlier.Until) throw laterRow.Fault($"\"{later.Id}\" is on row {earlierRow.Row} for the same days. Give one row days that end before the other's begin.");
            if (later.From > earlier.Until.Value.AddDays(1)) throw laterRow.Fault($"\"{later.Id}\" has no row for the days from {Text(earlier.Until.Value.AddDays(1))}. Let \"valid_from\" be that day, or give the later body a name of its own.");
            if (earlier.Successors.Count > 0) throw earlierRow.Fault($"\"{earlier.Id}\" goes on in row {laterRow.Row}. Write its successors on its last row.");
        }
    }

    private void CheckCircle(string id, List<string> path, HashSet<string> done)
    {
        if (done.Contains(id) || !byId.TryGetValue(id, out var rows)) return;
        var (body, row) = rows[^1];
        path.Add(id);
        foreach (var successor in body.Successors)
        {
            if (path.Contains(successor)) throw row.Fault($"successors go in a circle: {string.Join(" → ", path.SkipWhile(step => step != successor).Append(successor))}. Take the wrong one out of \"successor\".");
            CheckCircle(successor, path, done);
        }
        path.RemoveAt(path.Count - 1);
        done.Add(id);
    }

    private void CheckSuccessors((Organisation Body, TableRecord Row) last)
    {
        var (body, row) = last;
        if (body.Successors.Count == 0) return;
        if (body.Until is not { } until || until == DateOnly.MaxValue) throw row.Fault("a body that goes on has no successor. Write its last day in \"valid_until\", or empty \"successor\".");
        if (body.Successors.Distinct(StringComparer.Ordinal).Count() < body.Successors.Count) throw row.Fault("\"successor\" names one body twice. Keep one of them.");
        foreach (var successor in body.Successors)
        {
            if (!Knows(successor)) throw row.Fault($"the successor \"{successor}\" has no row. Add one, or correct its name.");
            if (Find(successor, until.AddDays(1)) is null) throw row.Fault($"the successor \"{successor}\" is not in being on {Text(until.AddDays(1))}, the day after. Correct the days of one of them.");
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
