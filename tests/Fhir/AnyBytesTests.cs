using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>Whatever comes, the answer is an OperationOutcome that says nothing of anybody.</summary>
public class AnyBytesTests
{
    private static readonly Checker Checker = new(RulePack.Default);

    private static readonly byte[][] Valid = [.. ProfileFiles.Valid.OrderBy(example => example.Key, StringComparer.Ordinal).Select(example => Encoding.UTF8.GetBytes(example.Value.ToJsonString())),
        .. Directory.EnumerateFiles(Repo.Golden, "to-*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(2).Select(File.ReadAllBytes)];

    [Fact]
    public void Random_bytes_are_answered()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.True(Checker.Check(bytes).HasErrors);
        }
    }

    [Fact]
    public void Bytes_of_JSON_in_any_order_are_answered()
    {
        var random = new Random(2);
        string[] parts = ["{", "}", "[", "]", ",", ":", "\"", "\"resourceType\":\"Bundle\"", "\"entry\":", "\"resource\":", "{\"resourceType\":\"Patient\"", "null", "1e400", "\"\\ud800\"", "\"_given\":", "\"extension\":[", "\uFEFF", "\\u0000", "-0", "\"reference\":\"#\""];
        for (var i = 0; i < 3000; i++) Checker.Check(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => parts[random.Next(parts.Length)]))));
    }

    [Fact]
    public void A_Bundle_with_bytes_changed_lost_or_doubled_is_answered()
    {
        var random = new Random(3);
        for (var i = 0; i < 1500; i++)
        {
            var bytes = Valid[random.Next(Valid.Length)].ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(at); break;
                    case 2: bytes.Insert(at, (byte)"{}[]\",:\\0"[random.Next(9)]); break;
                    default: bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at)); break;
                }
            }
            Checker.Check(bytes.ToArray());
        }
    }

    /// <summary>Values put where others belong: every shape meets every rule.</summary>
    [Fact]
    public void A_Bundle_with_any_value_in_any_place_is_answered()
    {
        var random = new Random(5);
        var trees = Valid.Select(bytes => JsonNode.Parse(bytes)!).ToList();
        foreach (var tree in trees)
            for (var i = 0; i < 80; i++)
            {
                var copy = tree.DeepClone();
                var (holder, other) = (Pick(copy, random), Pick(copy, random).DeepClone());
                var value = random.Next(7) switch { 0 => null, 1 => JsonValue.Create(""), 2 => new JsonArray(), 3 => new JsonObject(), 4 => JsonValue.Create(1.5m), 5 => new JsonArray(null, other), _ => other };
                if (holder is JsonObject { Count: > 0 } json) json[json.ElementAt(random.Next(json.Count)).Key] = value;
                else if (holder is JsonArray { Count: > 0 } list) list[random.Next(list.Count)] = value;
                Checker.Check(Encoding.UTF8.GetBytes(copy.ToJsonString()));
            }
    }

    private static JsonNode Pick(JsonNode root, Random random)
    {
        var at = root;
        while (random.Next(5) > 0)
        {
            var inside = at is JsonObject json ? json.Select(pair => pair.Value).OfType<JsonNode>().ToList() : at.Items().Where(item => item != at).ToList();
            if (inside.Count == 0) break;
            at = inside[random.Next(inside.Count)];
        }
        return at;
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("[{\"\":", 50_000)]
    [InlineData("{\"resourceType\":\"Patient\",\"contained\":[", 1000)]
    [InlineData("{\"extension\":[", 1000)]
    public void What_lies_too_deep_is_turned_away(string opening, int times) =>
        Assert.Contains("levels deep", Checker.Check(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, times)))).Issues.Single().Diagnostics, StringComparison.Ordinal);

    /// <summary>Each would take minutes if some part looked at everything for everything.</summary>
    [Theory]
    [InlineData("\"name\":{0}", "{\"family\":\"x\"}")]
    [InlineData("\"contained\":{0}", "{\"resourceType\":\"Basic\",\"id\":\"x\",\"code\":{\"text\":\"#x\"}}")]
    [InlineData("\"generalPractitioner\":{0}", "{\"reference\":\"#x\"}")]
    [InlineData("\"extension\":{0}", "{\"url\":\"http://x\",\"valueString\":\"#x\"}")]
    [InlineData("\"name\":[{{\"given\":{0}}}]", "null")]
    [InlineData("\"identifier\":{0}", "{}")]
    public void Very_much_of_anything_is_answered_in_seconds(string place, string item)
    {
        var many = $"[{string.Join(',', Enumerable.Repeat(item, 30_000))}]";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var verdict = Checker.Check(Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient",{{string.Format(System.Globalization.CultureInfo.InvariantCulture, place, many)}}}"""));
        Assert.InRange(verdict.Issues.Count, 0, Issues.Most);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("flavour")]
    [InlineData("name")]
    [InlineData("_name")]
    public void Very_many_names_in_one_object_are_answered_in_seconds(string name)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Checker.Check(Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient",{{string.Join(',', Enumerable.Repeat($"\"{name}\":[]", 50_000))}}}"""));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    /// <summary>A canary in every value, and in names nobody knows: none of it comes back.</summary>
    [Fact]
    public void Nothing_of_what_was_sent_is_in_the_answer()
    {
        const string canary = "Zebedee-Quill";
        var random = new Random(6);
        for (var i = 0; i < 300; i++)
        {
            var tree = JsonNode.Parse(Valid[random.Next(Valid.Length)])!;
            for (var change = 0; change < 5; change++)
            {
                var holder = Pick(tree, random);
                if (holder is not JsonObject { Count: > 0 } json) continue;
                if (random.Next(2) == 0) json[json.ElementAt(random.Next(json.Count)).Key] = canary;
                else json[canary] = canary;
            }
            Assert.DoesNotContain("Zebedee", Checker.Check(Encoding.UTF8.GetBytes(tree.ToJsonString())).ToOperationOutcome().ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_answer_is_an_OperationOutcome_that_is_right_itself()
    {
        foreach (var json in new[] { "{", """{"resourceType":"Patient","gender":"x","name":{}}""", """{"resourceType":"Basic","code":{"text":"x"}}""" })
            Assert.Equal("", Checking.Said(Checking.Check(Checking.Check(json).ToOperationOutcome().ToJsonString())));
    }

    [Fact]
    public void Of_very_many_faults_the_first_are_listed_and_the_others_counted()
    {
        var outcome = Checking.Check($$"""{"resourceType":"Patient","name":[{{string.Join(',', Enumerable.Repeat("{}", 300))}}]}""").ToOperationOutcome();
        Assert.Equal(Issues.Most + 1, outcome["issue"].Items().Count());
        Assert.Equal("There are 100 more. Mend these first.", outcome["issue"].Items().Last().TextAt("diagnostics"));
    }
}
