using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.Translation;
using Throughcare.Translation.Formats;

namespace Throughcare.Tests.Translation;

/// <summary>What holds for every notice of every source, tried on notices made up from its tables.</summary>
public class TranslationPropertyTests
{
    private const int Rounds = 150;

    private static readonly Tables Traced = Tables.Load(Repo.Mappings, traced: true);

    public static TheoryData<string> Sources => [.. GeneratedNotices.Table("sources.csv").Select(row => row["source"])];

    private sealed class Resources : IEntrySink
    {
        public List<string> Texts { get; } = [];

        public void Before(Writing writing) { }

        public void After(EntryKind kind, Writing writing, int start) => Texts.Add(Encoding.UTF8.GetString(writing.Output.From(start)));
    }

    /// <summary>Every source's tables read the JSON that its format becomes; the notices are made up in that.</summary>
    private static Source InJson(Tables tables, string source) => tables.Sources[source] with { Format = new NoticeFormat.Json() };

    private static IEnumerable<(GeneratedNotices Generated, JsonObject Notice)> Notices(string source, int rounds)
    {
        var generated = new GeneratedNotices(source, new Random(20260306));
        for (var round = 0; round < rounds; round++) yield return (generated, generated.Next(round % 4 == 0 ? 0 : round % 4 * 0.25));
    }

    private static T Accepted<T>(Outcome<T> outcome) => outcome.Match(value => value, because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException(refusal.ToString()));

    private static Translated Translate(string source, string json) => Accepted(Translator.Translate(InJson(Translating.Tables, source), Encoding.UTF8.GetBytes(json)));

    [Theory]
    [MemberData(nameof(Sources))]
    public void What_is_written_is_JSON_that_FHIR_allows(string source)
    {
        foreach (var (generated, notice) in Notices(source, Rounds))
        {
            var writing = new Writing();
            var resources = new Resources();
            Accepted(InJson(Translating.Tables, source).Read(Encoding.UTF8.GetBytes(generated.Write(notice, shuffled: true)), writing)).Kind.Write(writing, resources);
            foreach (var resource in resources.Texts)
            {
                using var json = JsonDocument.Parse(resource, new JsonDocumentOptions { AllowDuplicateProperties = false });
                Assert.Equal("resourceType", json.RootElement.EnumerateObject().First().Name);
                Assert.Null(Empty(json.RootElement, ""));
            }
            using var bundle = JsonDocument.Parse(Bundle(source, generated.Write(notice, shuffled: true)), new JsonDocumentOptions { AllowDuplicateProperties = false });
            Assert.Null(Empty(bundle.RootElement, ""));
            var addresses = bundle.RootElement.TryGetProperty("entry", out var entries) ? entries.EnumerateArray().Select(entry => entry.GetProperty("fullUrl").GetString()).ToList() : [];
            Assert.Equal(addresses.Distinct(), addresses);
        }
    }

    private static byte[] Bundle(string source, string json)
    {
        var writing = new Writing();
        Accepted(new NoticeBundle("https://fhir.example").Write(InJson(Translating.Tables, source), Encoding.UTF8.GetBytes(json), writing, (Translating.Recorded, "tables")));
        return writing.Output.Written.ToArray();
    }

    /// <summary>The path of something that holds nothing, which FHIR forbids (R4 2.6.2).</summary>
    private static string? Empty(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => path,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()) ? path : null,
        JsonValueKind.Object => value.EnumerateObject().Any() ? value.EnumerateObject().Select(member => Empty(member.Value, $"{path}.{member.Name}")).FirstOrDefault(found => found is not null) : path,
        JsonValueKind.Array => value.GetArrayLength() > 0 ? value.EnumerateArray().Select(item => Empty(item, path + "[]")).FirstOrDefault(found => found is not null) : path,
        _ => null,
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_slow_reading_of_the_tables_gives_the_same_resources(string source)
    {
        var count = 0;
        foreach (var (generated, notice) in Notices(source, Rounds))
        {
            var json = generated.Write(notice, shuffled: false);
            var translated = Translate(source, json);
            var expected = new PlainTranslation(source, translated.Head.Kind.Name, JsonNode.Parse(json)!.AsObject(), London.DayOf(translated.Head.At)).Resources().Select(Sorted).ToList();
            var actual = translated.Entries.Select(entry => Sorted(entry.Resource)).ToList();
            for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
                Assert.True(i < expected.Count && i < actual.Count && expected[i] == actual[i], $"Resource {i} of {json}\n slow: {expected.ElementAtOrDefault(i)}\n fast: {actual.ElementAtOrDefault(i)}");
            count += actual.Count;
        }
        Assert.True(count > Rounds / 2, $"only {count} resources: these notices try nothing.");
    }

    /// <summary>Members in the order of their names, numbers with their digits.</summary>
    private static string Sorted(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject whole => $"{{{string.Join(',', whole.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"\"{member.Key}\":{Sorted(member.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Sorted))}]",
        _ => node.GetValueKind() == JsonValueKind.String ? JsonValue.Create(node.GetValue<string>()).ToJsonString(Json.Readable) : node.ToJsonString(),
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_order_and_the_spelling_of_members_do_not_count(string source)
    {
        foreach (var (generated, notice) in Notices(source, Rounds)) Assert.Equal(Said(Translate(source, generated.Write(notice, shuffled: false))), Said(Translate(source, generated.Write(notice, shuffled: true))));
    }

    private static string Said(Translated translated) => string.Join('\n', [translated.Head.Id, translated.Event, .. translated.Entries.Select(entry => $"{entry.Kind} {entry.RecordId} {entry.FactKey} {entry.Unusable} {entry.Resource.ToJsonString()}"),
        .. translated.Remarks.Select(remark => $"{remark.Element} {remark.Sentence}").Order(StringComparer.Ordinal), .. translated.Gaps.Select(gap => gap.ToString()), .. translated.Losses.Select(loss => loss.ToString())]);

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_member_no_table_knows_changes_nothing_and_is_remarked_on(string source)
    {
        foreach (var (generated, notice) in Notices(source, Rounds / 3))
        {
            var before = Translate(source, generated.Write(notice, shuffled: false));
            var more = notice.DeepClone().AsObject();
            more["unheard of"] = new JsonArray(1, new JsonObject { ["deep"] = "x", ["nothing"] = null });
            more.Insert(0, "never \"seen\"", "é");
            var after = Translate(source, generated.Write(more, shuffled: true));
            Assert.Equal(before.Entries.Select(entry => entry.Resource.ToJsonString()), after.Entries.Select(entry => entry.Resource.ToJsonString()));
            var said = after.Remarks.Select(remark => remark.Element).Except(before.Remarks.Select(remark => remark.Element));
            Assert.Equal(["never \"seen\"", "unheard of[]", "unheard of[].deep"], said.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_same_notice_gives_the_same_bytes_whatever_was_written_before_it(string source)
    {
        var texts = Notices(source, Rounds / 3).Select(made => Encoding.UTF8.GetBytes(made.Generated.Write(made.Notice, shuffled: true))).ToList();
        var once = texts.Select(text => Written(source, text, new Writing())).ToList();
        var again = new Writing();
        for (var i = texts.Count - 1; i >= 0; i--) Assert.Equal(once[i], Written(source, texts[i], again));
    }

    private static List<string> Written(string source, byte[] json, Writing writing)
    {
        var resources = new Resources();
        var head = Accepted(InJson(Translating.Tables, source).Read(json, writing));
        writing.At = head.At;
        head.Kind.Write(writing, resources);
        return resources.Texts;
    }

    [Fact]
    public async Task Notices_translated_at_once_do_not_disturb_each_other()
    {
        var notices = GeneratedNotices.Table("sources.csv").SelectMany(row => Notices(row["source"], 40).Select(made => (Source: row["source"], Json: made.Generated.Write(made.Notice, shuffled: false)))).ToList();
        var alone = notices.ConvertAll(notice => Said(Translate(notice.Source, notice.Json)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < notices.Count; i++)
            {
                var at = (i * (worker + 1) + worker) % notices.Count;
                Assert.Equal(alone[at], Said(Translate(notices[at].Source, notices[at].Json)));
            }
        })));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_row_of_the_field_table_comes_to_be_used_and_its_value_stands_in_the_resource(string source)
    {
        var rows = GeneratedNotices.Table($"{source}/fields.csv").Where(row => !GeneratedNotices.Table($"{source}/entries.csv").Exists(entry => entry["entry"] == row["entry"] && entry["resource"] == "Bundle") && row["from"].Length + row["fixed"].Length + row["as"].Length > 0).ToDictionary(row => row.Row);
        foreach (var (generated, notice) in Notices(source, 9000))
        {
            if (rows.Count == 0) break;
            var writing = new Writing { Trace = new Trace() };
            var resources = new Resources();
            var head = Accepted(InJson(Traced, source).Read(Encoding.UTF8.GetBytes(generated.Write(notice, shuffled: false)), writing));
            writing.At = head.At;
            head.Kind.Write(writing, resources);
            foreach (var made in writing.Trace.All)
            {
                // The last byte is a comma, or the bracket that took its place.
                var part = Encoding.UTF8.GetString(writing.Output.Part(made.Start, made.End - made.Start - 1));
                if (part.Contains("/StructureDefinition/data-absent-reason\"", StringComparison.Ordinal) || !rows.Remove(made.Row.Row)) continue;
                using var json = JsonDocument.Parse(made.Row["element"].EndsWith(']') && !(made.Row["as"] is "concept" or "coding") ? $"[{part}]" : $"{{{part}}}");
                if (made.Row["as"].Length == 0 && made.Row["fixed"].Length == 0 && made.Values.Count == 1 && made.Values[0].Value.Length > 0) Assert.Contains(made.Values[0].Value, Texts(json.RootElement));
                if (made.Row["fixed"].Length > 0 && made.Row["as"].Length == 0) Assert.Contains(made.Row["fixed"], Texts(json.RootElement));
            }
        }
        Assert.Empty(rows.Values.Select(row => $"row {row.Row}: {row["entry"]} {row["element"]}"));
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [value.GetRawText()],
    };
}
