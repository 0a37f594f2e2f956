using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Throughcare.FhirApi;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.FhirApi;

/// <summary>ConceptMap/$translate by the product's tables.</summary>
public class CodeTranslationTests
{
    private static readonly DateOnly Day = new(2026, 3, 6);

    private static readonly string Nomis = Translating.Tables.Systems["nomis-movement"];

    private static JsonObject Translate(string? table, string code, string system, string target = "") => new CodeTranslation(Translating.Tables).Translate(table, code, system, target, Day, name => $"map:{name}");

    private static (bool Result, string[] Matches) Said(JsonObject parameters) => ((bool)parameters["parameter"]![0]!["valueBoolean"]!,
        [.. parameters["parameter"].Items().Where(one => one.TextAt("name") == "match").Select(one => string.Join(' ', one["part"].Items().Select(part => part.TextAt("valueCode") ?? part.TextAt("valueUri") ?? part.TextAt("valueCoding", "code"))))]);

    [Fact]
    public void A_code_becomes_what_its_row_says()
    {
        var (result, matches) = Said(Translate("codes/release-movement-reason", "DEC", Nomis));
        Assert.True(result);
        Assert.Equal(["equivalent died map:codes/release-movement-reason"], matches);
        Assert.Equal("wider conditional-release map:codes/release-movement-reason", Said(Translate("codes/release-movement-reason", "CR", Nomis)).Matches[0]);
    }

    [Fact]
    public void Every_table_of_the_codes_system_is_asked_when_none_is_named()
    {
        Assert.Contains("equivalent died map:codes/release-movement-reason", Said(Translate(null, "DEC", Nomis)).Matches);
        Assert.Empty(Said(Translate(null, "DEC", "urn:other")).Matches);
    }

    [Fact]
    public void A_code_that_none_of_ours_matches_and_one_that_nobody_has_decided_about_have_no_result()
    {
        Assert.Equal((false, 1), (Said(Translate("codes/release-movement-reason", "NCS", Nomis)).Result, Said(Translate("codes/release-movement-reason", "NCS", Nomis)).Matches.Length));
        var unknown = Translate("codes/release-movement-reason", "never seen", Nomis);
        Assert.False(Said(unknown).Result);
        Assert.Equal("message", unknown.TextAt("parameter", 1, "name"));
        Assert.Empty(Said(Translate("codes/release-movement-reason", "DEC", Nomis, "urn:other")).Matches);
    }

    [Fact]
    public void Parameters_are_taken_from_the_address_and_from_the_body()
    {
        var body = JsonNode.Parse("""{"resourceType":"Parameters","parameter":[{"name":"coding","valueCoding":{"system":"s","code":"c"}},{"name":"url","valueUri":"u"},7,{"value":1},{"name":"x","valueBoolean":true}]}""");
        var given = CodeTranslation.Parameters([KeyValuePair.Create("code", new StringValues("other")), KeyValuePair.Create("twice", new StringValues(["a", "b"]))], body);
        Assert.Equal(("c", "s", "u", false), (given["code"], given["system"], given["url"], given.ContainsKey("twice")));
        var concept = CodeTranslation.Parameters([], JsonNode.Parse("""{"parameter":[{"name":"codeableConcept","valueCodeableConcept":{"coding":[{"code":"c"}]}}]}"""));
        Assert.Equal(("c", ""), (concept["code"], concept["system"]));
        Assert.Empty(CodeTranslation.Parameters([], JsonNode.Parse("""{"parameter":"x"}""")));
    }
}
