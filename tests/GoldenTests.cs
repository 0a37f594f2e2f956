using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Throughcare.Channels;
using Throughcare.Disclosure;
using Throughcare.Handovers;
using Throughcare.Plans;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests;

/// <summary>Situations: the notices of tests/golden/NAME in, the plan after them and what each recipient gets out. UPDATE_GOLDEN=1 rewrites what is expected.</summary>
public class GoldenTests
{
    private static readonly Routing Routing = new(Translating.Tables);
    private static readonly Messages Messages = new(new DisclosurePolicy(Translating.Tables), Translating.Handovers, Translating.Tables, Translating.Keys, "https://fhir.example");
    private static readonly DateOnly Today = new(2026, 4, 6);

    public static TheoryData<string> Situations => [.. Directory.EnumerateDirectories(Repo.Golden).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Situations))]
    public void The_situation_ends_as_it_is_written(string situation)
    {
        var folder = Path.Combine(Repo.Golden, situation);
        var actual = Play(folder);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            foreach (var stale in Directory.EnumerateFiles(folder).Where(file => !IsNotice(file))) File.Delete(stale);
            foreach (var (name, text) in actual) File.WriteAllText(Path.Combine(folder, name), text);
        }
        var expected = Directory.EnumerateFiles(folder).Where(file => !IsNotice(file)).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in actual)
            Assert.True(File.ReadAllText(Path.Combine(folder, name)) == text, $"{situation}/{name} is different now. See whether that is right; if it is, run UPDATE_GOLDEN=1 dotnet test --filter GoldenTests and look at the difference.\n{text}");
    }

    /// <summary>"1.prison-healthcare.json" is the first notice, from that source; "2.hospital-adt.hl7" is the second, in the form that this source writes.</summary>
    private static bool IsNotice(string file) => char.IsAsciiDigit(Path.GetFileName(file)[0]);

    private static Dictionary<string, string> Play(string folder)
    {
        var rows = new List<NoticeRow>();
        var said = new JsonArray();
        foreach (var file in Directory.EnumerateFiles(folder).Where(IsNotice).Order(StringComparer.Ordinal))
        {
            var source = Path.GetFileName(file).Split('.')[1];
            // White space of a JSON file is no part of what was sent: its digest stands in the plan.
            var notice = file.EndsWith(".json", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(JsonNode.Parse(File.ReadAllText(file))!.ToJsonString()) : File.ReadAllBytes(file);
            var translated = Translating.Translate(source, notice);
            rows.Add(Translating.Row(source, notice, Translating.Recorded.AddMinutes(rows.Count)));
            said.Add(new JsonObject
            {
                ["notice"] = Path.GetFileName(file), ["event"] = translated.Event, ["because"] = translated.Because,
                ["remarks"] = new JsonArray([.. translated.Remarks.Select(remark => new JsonObject { ["element"] = remark.Element, ["remark"] = remark.Sentence })]),
                ["gaps"] = new JsonArray([.. translated.Gaps.Select(gap => JsonValue.Create($"{gap.Table}: {gap.Code}"))]),
            });
        }
        var plan = Translating.Fold([.. rows]);
        var current = Translating.Current(plan);
        var told = Routing.WhoMustBeTold(plan, Today);
        var files = new Dictionary<string, string>
        {
            ["said.json"] = Text(said),
            ["plan.json"] = Text(new JsonArray([.. current.Resources])),
            ["told.json"] = Text(new JsonArray([.. told.Select(destination => new JsonObject { ["role"] = destination.Role, ["to"] = destination.To, ["because"] = destination.Because })])),
        };
        foreach (var destination in told)
            if (destination.To is { } to && Messages.ContentFor(Routing.Roles[destination.Role], Routing.Recipients[to], current) is { IsEmpty: false } content)
                Add(to, Messages.Document(Routing.Roles[destination.Role], Routing.Recipients[to], plan.Person, plan.Version, 1, content));
        return files;

        void Add(string to, Document document)
        {
            var ending = document.ContentType.Contains("json", StringComparison.Ordinal) ? "json" : document.ContentType.Contains("xml", StringComparison.Ordinal) ? "xml" : "csv";
            var text = Encoding.UTF8.GetString(document.Bytes);
            // Over several lines, and with the ends of lines that git keeps, so that a difference can be read.
            files[$"to-{to}.{ending}"] = ending switch { "json" => Text(JsonNode.Parse(text)!), "xml" => XDocument.Parse(text).ToString().ReplaceLineEndings("\n") + "\n", _ => text.ReplaceLineEndings("\n") };
        }
    }

    private static string Text(JsonNode json) => json.ToJsonString(new JsonSerializerOptions(Json.Indented)) + "\n";
}
