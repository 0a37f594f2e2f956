using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Translation.Formats;

namespace Throughcare.Translation;

/// <summary>An agency's system that sends notices (a row of sources.csv and the folder of its name).</summary>
/// <param name="Name">The short name, part of the door's address.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Agency">Whose word it is when facts are weighed (ownership.csv).</param>
/// <param name="Queue">The queue it fills itself; empty when it comes to the HTTP door.</param>
/// <param name="RefusalsTo">The recipient that hears of what was refused after the door; empty when nobody can.</param>
/// <param name="Format">How it writes its notices.</param>
/// <param name="Kinds">Its kinds of notice, in the order they are tried.</param>
/// <param name="Shape">All that any of its tables reads.</param>
internal sealed record Source(string Name, string Title, string Agency, string Queue, string RefusalsTo, NoticeFormat Format, IReadOnlyList<NoticeKind> Kinds, Shape Shape)
{
    /// <summary>What the notice says of itself; refused when it cannot be read, told from others or placed in time.</summary>
    public Outcome<NoticeHead> ReadHead(ReadOnlyMemory<byte> bytes)
    {
        using var borrowed = Writings.Borrow();
        return Read(bytes, borrowed.Writing);
    }

    /// <summary>The same, and leaves the notice read for whoever writes it.</summary>
    public Outcome<NoticeHead> Read(ReadOnlyMemory<byte> bytes, Writing writing)
    {
        if (bytes.Length > NoticeText.MostBytes) return new Refusal(RefusalReason.NoticeIsTooLarge);
        return Format is NoticeFormat.Fhir { Intake: { } intake } ? ReadFhir(intake, bytes, writing) : Format.ToJson(bytes).Then(json => ReadJson(json, writing));
    }

    private Outcome<NoticeHead> ReadFhir(FhirIntake intake, ReadOnlyMemory<byte> bytes, Writing writing) => intake.Take(bytes).Then(taken => Format.ToJson(taken.Bytes).Then(json => ReadJson(json, writing)).Then<NoticeHead>(head =>
    {
        foreach (var remark in taken.Remarks) writing.Findings.Remark(remark.Element, remark.Sentence, null);
        return head;
    }));

    private Outcome<NoticeHead> ReadJson(ReadOnlyMemory<byte> json, Writing writing)
    {
        if (!writing.Document.Read(Shape, json.Span) || (writing.Document.HasPassedOver && !NoticeText.IsSound(json))) return NoticeText.WhatIsWrong(json);
        writing.Start();
        foreach (var kind in Kinds) if (kind.Fits(writing)) return kind.ReadHead(writing);
        return new Refusal(RefusalReason.NoticeKindIsUnknown);
    }
}

/// <summary>Which notice it is: its kind, its id in its source, its version and from when it holds.</summary>
internal sealed record NoticeHead(NoticeKind Kind, string Id, long Version, DateTimeOffset At);

/// <summary>A kind of notice: how to recognise it, where it says who it is, and which resources it becomes.</summary>
internal sealed class NoticeKind(TableRecord row, Shape shape, RuleTable? eventRule, IReadOnlyList<EntryKind> entries)
{
    private readonly Condition fits = Condition.Compile(row, [], shape) ?? throw row.Fault("fill in \"when\": the element by which such a notice is known.");
    private readonly SourcePath[] id = [.. row.RequiredList("id").Select(path => SourcePath.CompileOne(path, [], shape, row))];
    private readonly SourcePath? version = row["version"].Length == 0 ? null : SourcePath.CompileOne(row["version"], [], shape, row);
    private readonly SourcePath at = SourcePath.CompileOne(row.Required("at"), [], shape, row);
    private readonly Conversion? atAs = row["at_as"].Length == 0 ? null : Conversions.OfTimes.Contains(row["at_as"]) ? Conversions.Plain[row["at_as"]] : throw row.Fault($"\"{row["at_as"]}\" makes no time of one value. Write one of {string.Join(", ", Conversions.OfTimes)}, or nothing for a date and time with its zone.");
    private readonly SourcePath[] eventFrom = [.. EventFrom(row, eventRule).Select(path => SourcePath.CompileOne(path, [], shape, row))];

    public string Name => row["notice"];

    /// <summary>Its corrections are counted.</summary>
    public bool HasVersions => version is not null;

    /// <summary>What happened is in "event", or a movement table says it from as many values as it compares.</summary>
    private static string[] EventFrom(TableRecord row, RuleTable? rules)
    {
        if (row["event"].Length > 0 == (rules is not null)) throw row.Fault("fill in \"event\", or \"event_rule\" and \"event_from\": one of the two.");
        var from = row.List("event_from");
        if (from.Length != (rules?.Inputs ?? 0)) throw row.Fault(rules is null ? "\"event_from\" is for a rule. Empty it, or name the rule table in \"event_rule\"." : $"{row["event_rule"]} compares {rules.Inputs} values; \"event_from\" names {from.Length}.");
        return rules is null || rules.HasColumn("event") ? from : throw row.Fault($"{row["event_rule"]} has no column \"event\". Name a movement table that says what happened.");
    }

    /// <summary>Where the notice says from when it holds.</summary>
    public string TimeElement => at.Text;

    public EntryKind[] Entries { get; } = [.. entries.Where(entry => entry.Resource != "Bundle")];

    /// <summary>What the Bundle of the notice holds beside its entries; null when the tables do not say.</summary>
    public EntryKind? Envelope { get; } = entries.FirstOrDefault(entry => entry.Resource == "Bundle");

    public bool Fits(Writing writing) => fits.Holds(writing);

    public Outcome<NoticeHead> ReadHead(Writing writing)
    {
        foreach (var part in id)
            if (writing[part] is not { Kind: SlotKind.Text or SlotKind.Number } value || writing.Document.Text(value).IsEmpty) return new Refusal(RefusalReason.NoticeIdIsMissing, part.Text);
        long number = 1;
        if (version is not null && (!writing[version].IsScalar || !long.TryParse(writing.Document.Text(writing[version]), NumberStyles.None, CultureInfo.InvariantCulture, out number)))
            return new Refusal(RefusalReason.NoticeVersionIsNotANumber, version.Text);
        if (ReadTime(writing) is not { } instant) return new Refusal(RefusalReason.NoticeTimeIsMissing, at.Text);
        return new NoticeHead(this, RecordId.Of(writing, id), number, instant);
    }

    /// <summary>From when the notice holds; null when it does not say. A day alone holds from its beginning in London.</summary>
    public DateTimeOffset? ReadTime(Writing writing)
    {
        ref readonly var slot = ref writing[at];
        if (slot.Kind != SlotKind.Text) return null;
        if (atAs is null) return Conversions.ReadInstant(writing.Document.Text(slot));
        writing.Key.Clear();
        if (!atAs(new Given(writing, new ReadOnlySpan<Slot>(in slot)), writing.Key).IsWritten) return null;
        var time = writing.Key.Written[1..^1];
        return Conversions.ReadInstant(time) ?? (Conversions.ReadDay(time) is { } day ? London.Instant(day, TimeOnly.MinValue) : null);
    }

    /// <summary>What happened, in one word of subscriptions.csv, and the reason from the movement table when a rule decided.</summary>
    public (string Event, string Because) EventOf(Writing writing)
    {
        if (eventRule is null) return (row.Required("event"), row["because"]);
        Span<Slot> slots = stackalloc Slot[eventFrom.Length];
        for (var i = 0; i < slots.Length; i++) slots[i] = writing[eventFrom[i]];
        var rule = eventRule.Find(new Given(writing, slots));
        return (rule.Required("event"), rule["because"]);
    }

    /// <summary>Writes every resource the notice becomes.</summary>
    public void Write(Writing writing, IEntrySink sink)
    {
        foreach (var entry in Entries) entry.Write(writing, sink);
    }
}

/// <summary>Where the resources of a notice go, one after the other.</summary>
internal interface IEntrySink
{
    /// <summary>A resource may be about to be written; what is written here is taken back if it is not.</summary>
    void Before(Writing writing);

    /// <summary>A resource stands in the output from <paramref name="start"/> on.</summary>
    void After(EntryKind kind, Writing writing, int start);
}

/// <summary>One resource that a kind of notice becomes, once or for each item of a list.</summary>
internal sealed class EntryKind(TableRecord row, EntryPlan plan, Shape shape, IReadOnlyList<string> walking, EntryCheck[] checks)
{
    private readonly SourcePath[] lists = [.. walking.Select((list, depth) => SourcePath.CompileList(list, [.. walking.Take(depth)], shape, row))];
    private readonly SourcePath[] id = [.. row.RequiredList("id").Select(path => SourcePath.CompileOne(path, walking, shape, row))];
    private readonly SourcePath[] fact = [.. row.List("fact").Select(path => SourcePath.CompileOne(path, walking, shape, row))];
    private readonly Condition? when = Condition.Compile(row, walking, shape);

    public string Name => row["entry"];

    /// <summary>Kind of fact (facts.csv).</summary>
    public string Kind => row["kind"];

    /// <summary>FHIR resource type.</summary>
    public string Resource => row["resource"];

    public byte[] ResourceUtf8 { get; } = Encoding.UTF8.GetBytes(row["resource"]);

    private readonly byte[] beforeId = Encoding.UTF8.GetBytes($"{{\"resourceType\":\"{row["resource"]}\",\"id\":\"");

    /// <summary>Where in the written resource its id stands; null when its fields give none. The id is the first element.</summary>
    public (int Start, int Length)? IdAt(ReadOnlySpan<byte> resource) => resource.StartsWith(beforeId) ? (beforeId.Length, LengthOfText(resource[beforeId.Length..])) : null;

    /// <summary>Up to the quote that ends a JSON text.</summary>
    private static int LengthOfText(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAny((byte)'"', (byte)'\\');
        while (text[length] != '"') length += text[length] == '\\' ? 2 : 1;
        return length;
    }

    /// <summary>Writes the resource and nothing else.</summary>
    public bool WriteAlone(Writing writing) => plan.Write(writing);

    public void Write(Writing writing, IEntrySink sink) => Walk(writing, sink, 0);

    private void Walk(Writing writing, IEntrySink sink, int depth)
    {
        if (depth == lists.Length)
        {
            One(writing, sink);
            return;
        }
        for (var item = writing.FirstItem(writing.FrameOf(lists[depth]) + lists[depth].Lists[0]); item != 0; item = writing.NextItem(item))
        {
            writing.Enter(item);
            Walk(writing, sink, depth + 1);
            writing.Leave();
        }
    }

    private void One(Writing writing, IEntrySink sink)
    {
        if (when is not null && !when.Holds(writing)) return;
        var before = writing.Output.Length;
        sink.Before(writing);
        var start = writing.Output.Length;
        writing.Unusable = null;
        var found = writing.Findings.Count;
        // What the notice says by the condition alone ("no kit was supplied") is said even when it gives no details.
        if (!plan.Write(writing, always: when is { IsByValue: true }))
        {
            writing.Output.Truncate(before);
            writing.Findings.ForgetMissing(found);
            return;
        }
        foreach (var path in fact) writing.Look(writing.FrameOf(path) + path.Slot);
        foreach (var check in checks)
            if (check.Fails(writing))
            {
                writing.Unusable ??= check.Says;
                writing.Findings.Remark(check.Element, check.Says, check.Row);
            }
        sink.After(this, writing, start);
    }

    /// <summary>Which record of the source it is.</summary>
    public string RecordIdOf(Writing writing) => RecordId.Of(writing, id);

    public void WriteRecordId(Writing writing, Output output) => RecordId.Write(writing, id, output);

    /// <summary>What it is in the world; null when the notice does not say, or only half.</summary>
    public string? FactKeyOf(Writing writing)
    {
        if (fact.Length == 0) return null;
        foreach (var path in fact) if (writing.Document.Text(writing[path]).IsEmpty) return null;
        return RecordId.Of(writing, fact);
    }
}

/// <summary>A translated resource, not yet in a plan.</summary>
/// <param name="Kind">Kind of fact (facts.csv).</param>
/// <param name="RecordId">Which record of the source it is.</param>
/// <param name="FactKey">What it is in the world, when the notice says so.</param>
/// <param name="Unusable">Why nobody may act on it yet; null when they may.</param>
/// <param name="Resource">FHIR R4, its references to the notice's other records still pending.</param>
internal sealed record Entry(string Kind, string RecordId, string? FactKey, string? Unusable, JsonObject Resource);

/// <summary>A named check of an entry (checks.csv). What fails is kept, marked, and not acted on.</summary>
internal sealed class EntryCheck
{
    private static readonly Dictionary<string, Func<Writing, SourcePath, SourcePath?, bool>> Checks = new(StringComparer.Ordinal)
    {
        ["not-after"] = IsAfter,
        ["absent"] = (writing, from, _) => writing[from].Kind is not (SlotKind.None or SlotKind.Null),
        ["points-at"] = (writing, from, against) => !PointsAt(writing, from, against!),
    };

    private readonly Func<Writing, SourcePath, SourcePath?, bool> fails;
    private readonly SourcePath from;
    private readonly SourcePath? against;

    private EntryCheck(TableRecord row, Func<Writing, SourcePath, SourcePath?, bool> fails, SourcePath from, SourcePath? against) => (Row, this.fails, this.from, this.against, Says) = (row, fails, from, against, row.Required("says"));

    public TableRecord Row { get; }

    public string Element => from.Text;

    public string Says { get; }

    public static EntryCheck Compile(TableRecord row, IReadOnlyList<string> walking, Shape shape)
    {
        if (!Checks.TryGetValue(row["check"], out var fails)) throw row.Fault($"\"{row["check"]}\" is not a check. There are: {string.Join(", ", Checks.Keys)}.");
        return new EntryCheck(row, fails, SourcePath.CompileOne(row.Required("from"), walking, shape, row), row["check"] == "absent" ? null : SourcePath.CompileOne(row.Required("against"), walking, shape, row));
    }

    public bool Fails(Writing writing)
    {
        var failed = fails(writing, from, against);
        writing.Document.Forget();
        return failed;
    }

    /// <summary>not-after: the time of "from" must not be later than the time of "against".</summary>
    private static bool IsAfter(Writing writing, SourcePath from, SourcePath? against) =>
        writing[from].IsScalar && writing[against!].IsScalar
        && Conversions.ReadTime(writing.Document.Text(writing[from])) is { } time && Conversions.ReadTime(writing.Document.Text(writing[against!])) is { } limit && time > limit;

    /// <summary>points-at: the FHIR reference of "from" must name the id of "against". One that names nobody fails too.</summary>
    private static bool PointsAt(Writing writing, SourcePath from, SourcePath against)
    {
        if (!writing[from].IsScalar || !writing[against].IsScalar) return false;
        var reference = writing.Document.Text(writing[from]);
        return reference[(Math.Max(reference.LastIndexOf((byte)'/'), reference.LastIndexOf((byte)':')) + 1)..].SequenceEqual(writing.Document.Text(writing[against]));
    }
}

/// <summary>How records are named inside a source, and how one resource of a notice points at another before both have FHIR ids.</summary>
internal static class RecordId
{
    private const string Prefix = "record:";

    /// <summary>What the sender is told of records that cannot be told apart.</summary>
    public const string Twice = "Two records of this kind have the same id, or none. Both are kept; give each its own.";

    /// <summary>A longer value stands in an id by its digest: fifty thousand records must not each repeat half a megabyte that stands around them.</summary>
    private const int LongestWhole = 200;

    /// <summary>The values at the paths, joined; an absent one leaves its place empty.</summary>
    public static string Of(Writing writing, ReadOnlySpan<SourcePath> paths)
    {
        writing.Key.Clear();
        Write(writing, paths, writing.Key);
        return Encoding.UTF8.GetString(writing.Key.Written);
    }

    /// <summary>The same as UTF-8.</summary>
    public static void Write(Writing writing, ReadOnlySpan<SourcePath> paths, Output output)
    {
        for (var i = 0; i < paths.Length; i++)
        {
            if (i > 0) output.Byte((byte)'|');
            var value = writing.Document.Text(writing[paths[i]]);
            if (value.Length <= LongestWhole) output.Raw(value); else WriteDigest(value, output);
        }
        writing.Document.Forget();
    }

    private static void WriteDigest(ReadOnlySpan<byte> value, Output output)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, digest);
        output.Raw("sha256-"u8);
        Convert.TryToHexStringLower(digest, output.Room(64), out var length);
        output.Advance(length);
    }

    public static string Reference(string kind, string id) => $"{Prefix}{kind}|{id}";

    /// <summary>The kind and record id a pending reference names; null for a reference that is none.</summary>
    public static (string Kind, string Id)? Pending(string reference)
    {
        if (!reference.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var bar = reference.IndexOf('|', StringComparison.Ordinal);
        return (reference[Prefix.Length..bar], reference[(bar + 1)..]);
    }
}
