using System.Text;
using System.Text.Json.Nodes;
using Throughcare.FhirApi;
using Throughcare.Handovers;
using Throughcare.Plans;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>The product's tables and the steps that need no storage, for tests.</summary>
internal static class Translating
{
    public static readonly Tables Tables = Tables.Load(Repo.Mappings);

    public static readonly Keys Keys = new(Encoding.UTF8.GetBytes("a secret that is only used in tests, 32 bytes"));

    public static readonly HandoverTasks Handovers = new(new Routing(Tables), Tables, Keys);

    public const string Person = "ptestperson";

    public static readonly DateTimeOffset Recorded = new(2026, 3, 6, 10, 30, 0, TimeSpan.Zero);

    public static JsonObject ReleaseNotice() => JsonNode.Parse(File.ReadAllText(Repo.Story("released-on-licence", "1-release-notice.json")))!.AsObject();

    public static JsonObject Released() => JsonNode.Parse(File.ReadAllText(Repo.Story("released-on-licence", "2-released.json")))!.AsObject();

    public static Translated Translate(string source, JsonNode notice) => Translate(source, Bytes(notice));

    public static Outcome<Translated> TryTranslate(string source, JsonNode notice) => TryTranslate(source, Bytes(notice));

    public static Outcome<Translated> TryTranslate(string source, byte[] notice) => Translator.Translate(Tables.Sources[source], notice);

    public static Translated Translate(string source, byte[] notice) =>
        TryTranslate(source, notice).Match(value => value, because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException(refusal.ToString()));

    private static byte[] Bytes(JsonNode notice) => Encoding.UTF8.GetBytes(notice.ToJsonString());

    /// <summary>The row a notice would become.</summary>
    public static NoticeRow Row(string source, JsonNode notice, DateTimeOffset? recorded = null) => Row(source, Bytes(notice), recorded);

    /// <summary>The same for a notice in whatever form its source writes.</summary>
    public static NoticeRow Row(string source, byte[] notice, DateTimeOffset? recorded = null) => Row(source, Translate(source, notice), notice, recorded);

    public static NoticeRow Row(string source, Translated translated, byte[] notice, DateTimeOffset? recorded = null)
    {
        var head = translated.Head;
        return new NoticeRow
        {
            Key = Keys.Of(source, head.Kind.Name, head.Id, head.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), Id = head.Id, Thread = Keys.Of(source, head.Kind.Name, head.Id), Source = source,
            Agency = Tables.Sources[source].Agency, Kind = head.Kind.Name, Version = head.Version, At = head.At, RecordedAt = recorded ?? Recorded, Digest = Keys.Digest(notice),
            TableVersion = "tables", Event = translated.Event, Because = translated.Because, Entries = translated.Entries,
        };
    }

    public static Plan Fold(params NoticeRow[] rows) => MergeLaw.Fold(Person, rows, Tables.Facts, Keys);

    /// <summary>The plan that notices add up to, now and as it was after each, as it is given out by a rule.</summary>
    public static DisclosedPlan Disclosed(IEnumerable<NoticeRow> rows, Func<Plan, IReadOnlyList<JsonObject>> disclose, DateTimeOffset? until = null) =>
        new(rows.Select(row => row.RecordedAt), until, at => disclose(Fold([.. rows.Where(row => row.RecordedAt <= at)])));

    public static CurrentPlan Current(Plan plan) => new(plan.Person, plan.Version, PlanBundle.Resources(plan, "https://fhir.example"), plan.MovedTo);

    public static JsonObject One(this Translated translated, string kind) => translated.Entries.Single(entry => entry.Kind == kind).Resource;
}
