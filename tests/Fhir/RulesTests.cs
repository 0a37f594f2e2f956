using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>The rules that documents are checked by are those that the official definitions say.</summary>
public class RulesTests
{
    private static string Rules(string name) => Path.Combine(Repo.Root, "functions", "Fhir", "Rules", name);

    /// <summary>The lines of one kind, of R4 and of our own profiles.</summary>
    private static IEnumerable<JsonNode> Lines(string kind) => File.ReadLines(Rules("r4.ndjson")).Concat(File.ReadLines(Rules("profiles.ndjson"))).Where(line => line.StartsWith($$"""{"{{kind}}":""", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!);

    [Fact]
    public void Every_constraint_of_severity_error_has_a_check()
    {
        var keys = Lines("constraint").Where(line => line.TextAt("severity") == "error").Select(line => line.TextAt("constraint")!).ToList();
        Assert.True(keys.Count > 100);
        Assert.Equal([], keys.Where(key => !Invariants.Checks.ContainsKey(key)));
    }

    [Fact]
    public void No_check_is_left_over_from_a_constraint_that_is_gone() =>
        Assert.Equal([], Invariants.Checks.Keys.Except(Lines("constraint").Select(line => line.TextAt("constraint")!)));

    /// <summary>What cannot be listed is known by name, so that no required binding is open by accident.</summary>
    [Fact]
    public void Only_media_types_currencies_and_languages_cannot_be_listed() =>
        Assert.Equal(["http://hl7.org/fhir/ValueSet/currencies", "http://hl7.org/fhir/ValueSet/mimetypes", "http://hl7.org/fhir/ValueSet/all-languages"], Lines("valueSet").Where(line => line["open"] is not null).Select(line => line.TextAt("valueSet")!));

    [Fact]
    public void A_constraint_of_a_profile_that_nobody_checks_is_a_fault_of_the_rules()
    {
        var fault = Assert.Throws<RuleFault>(() => RulePack.With(File.ReadAllText(Checking.InTests("small-profiles.ndjson"))));
        Assert.StartsWith("The constraint tc-1 (status = 'active' implies period.start.exists()) has no check.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_that_nothing_tells_apart_are_a_fault_of_the_rules() =>
        Assert.Throws<RuleFault>(() => RulePack.With("""{"profile":"https://x.example/p","type":"Patient","elements":[{"path":"name:one","min":1}]}"""));

    [Fact]
    public void Every_type_that_an_element_has_is_known()
    {
        foreach (var element in RulePack.Default.Types.Values.SelectMany(type => type.Elements))
            Assert.All(element.Types, type => Assert.True(type.Primitive != Primitive.None || type.Shape is not null || type.Code == "Resource", $"{element.Path}: {type.Code}"));
    }

    /// <summary>Our hand-written formats against the official regular expressions, on values near to right.</summary>
    [Fact]
    public void Every_primitive_has_the_format_that_the_official_expression_gives_it()
    {
        var random = new Random(4);
        string[] seeds = ["2026-03-06T10:30:00.25+01:00", "2026-03-06", "2026-03", "2026", "10:30:00", "abc-1.2", "urn:oid:1.2.3", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "a b", "AAAA", "https://x.example/a|b"];
        foreach (var line in Lines("primitive").Where(line => line["regex"] is not null))
        {
            var type = Enum.Parse<Primitive>(line.TextAt("primitive")!, ignoreCase: true);
            if (type is Primitive.Boolean or Primitive.Decimal or Primitive.Integer or Primitive.PositiveInt or Primitive.UnsignedInt) continue; // JSON's own syntax
            var official = new Regex($"^(?:{line.TextAt("regex")})$", RegexOptions.ECMAScript);
            for (var i = 0; i < 3000; i++)
            {
                var text = seeds[random.Next(seeds.Length)].ToCharArray();
                for (var change = random.Next(3); change > 0; change--) text[random.Next(text.Length)] = "0123456789-:TZ+. aA/="[random.Next(21)];
                var value = System.Text.Encoding.UTF8.GetBytes(text);
                var ours = Primitives.Fault(type, new Node { Kind = NodeKind.Text }, value) is null;
                var theirs = official.IsMatch(new string(text));
                // The expressions let 30 February pass, and a lone = in base64.
                if (type is Primitive.Date or Primitive.DateTime or Primitive.Instant or Primitive.Base64Binary ? ours && !theirs : ours != theirs) Assert.Fail($"{type}: {new string(text)} is {(ours ? "right" : "wrong")} for us.");
            }
        }
    }
}
