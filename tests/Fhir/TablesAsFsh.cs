using System.Text;
using System.Text.RegularExpressions;
using Throughcare.Translation;

namespace Throughcare.Tests.Fhir;

/// <summary>What the tables already say, written as FSH, so that it is said once: our code systems with their codes, those of others by name only, two value sets, the questions of the Treatment Outcomes Profile, and the systems of identifiers.</summary>
internal static class TablesAsFsh
{
    private const string Heading = "// Written from mappings/ by UPDATE_PROFILES=1 dotnet test --filter ProfileFilesTests. Change the tables, not this file.\n";

    private static readonly IReadOnlyList<TableRecord> Systems = TableFile.Read(Repo.Mappings, "systems.csv", "name", "url", "because");

    private static readonly IReadOnlyList<TableRecord> Terms = TableFile.Read(Repo.Mappings, "terms.csv", "system", "code", "display");

    /// <summary>The code systems, and value sets that are a part of one.</summary>
    public static string Codes()
    {
        var text = new StringBuilder(Heading);
        foreach (var (id, because, codes) in CodeSystems())
        {
            text.Append($"\nCodeSystem: {Name(id)}Codes\nId: {id}\nTitle: \"{Title(id)}\"\nDescription: \"{because}\"\n* ^caseSensitive = true\n* ^experimental = false\n");
            if (codes.Count == 0) text.Append("// Its codes are its owner's.\n* ^content = #not-present\n");
            foreach (var (code, display) in codes) text.Append($"* {Code(code)} \"{Escaped(display)}\"\n");
        }
        Part("TopAnswer", "top-answer", "Questions of the Treatment Outcomes Profile", "What the Treatment Outcomes Profile asks, one code for each question.", "observation", "top-");
        Part("Naloxone", "naloxone", "Naloxone to take home", "The kits of naloxone that the tables know.", "medicine", "naloxone-");
        return text.ToString();

        void Part(string name, string id, string title, string description, string system, string prefix)
        {
            text.Append($"\nValueSet: {name}Values\nId: {id}\nTitle: \"{title}\"\nDescription: \"{description}\"\n* ^experimental = false\n");
            foreach (var term in Terms.Where(term => term["system"] == system && term["code"].StartsWith(prefix, StringComparison.Ordinal))) text.Append($"* {Url(system)}{Code(term["code"])}\n");
        }
    }

    /// <summary>The Treatment Outcomes Profile as two Questionnaires: its questions by our own names for them, since the wording of the form is not ours to publish.</summary>
    public static string Questionnaires()
    {
        var answers = TableFile.Read(Repo.Mappings, "ndtms-returns/fields.csv", "element").Select(row => Regex.Match(row["element"], @"^component\[([A-Z]+)\]\.value(Integer|Boolean)$")).Where(match => match.Success).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.ToLowerInvariant());
        var questions = TableFile.Read(Repo.Mappings, "codes/top-field.csv", "code", "to", "to_display").Where(row => answers.ContainsKey(row["code"])).OrderBy(row => row["to"], StringComparer.Ordinal).ToList();
        var text = new StringBuilder(Heading);
        Add("treatment-outcomes-profile", "Treatment Outcomes Profile", "What the Treatment Outcomes Profile asks about the 28 days before the interview.");
        Add("treatment-outcomes-profile-secure-setting", "Treatment Outcomes Profile in a secure setting", "What the Treatment Outcomes Profile asks somebody in custody, about the 28 days before they came into it.");
        return text.ToString();

        void Add(string id, string title, string description)
        {
            text.Append($"\nInstance: {id}\nInstanceOf: Questionnaire\nUsage: #definition\n* url = \"{FhirNames.Base}/Questionnaire/{id}\"\n* version = \"1.0.0\"\n* name = \"{Name(id)}\"\n* title = \"{title}\"\n* status = #active\n* subjectType = #Patient\n* description = \"{description}\"\n");
            foreach (var question in questions) text.Append($"* item[+].linkId = \"{question["to"]}\"\n* item[=].code = {Url("observation")}#{question["to"]}\n* item[=].text = \"{question["to_display"]}\"\n* item[=].type = #{answers[question["code"]]}\n");
        }
    }

    /// <summary>The identifier systems, and one for the notices of each source.</summary>
    public static string Identifiers()
    {
        var text = new StringBuilder(Heading);
        foreach (var system in Systems.Where(system => system["url"].StartsWith(FhirNames.Base + "/Id/", StringComparison.Ordinal))) Add(LastOf(system["url"]), system["url"], system["because"]);
        foreach (var source in TableFile.Read(Repo.Mappings, "sources.csv", "source").Select(row => row["source"])) Add($"notice-{source}", $"{FhirNames.Base}/Id/notice/{source}", $"The number that the source {source} gave its notice.");
        return text.ToString();

        void Add(string id, string url, string because) => text.Append($"\nInstance: {id}\nInstanceOf: NamingSystem\nUsage: #definition\n* name = \"{Name(id)}\"\n* status = #active\n* kind = #identifier\n* date = \"2026-11-22\"\n* description = \"{Escaped(because)}\"\n* uniqueId.type = #uri\n* uniqueId.value = \"{url}\"\n* uniqueId.preferred = true\n");
    }

    /// <summary>Each code system of ours with its codes: the terms of terms.csv and what a field table always writes. None for a system whose codes are its sender's.</summary>
    public static IEnumerable<(string Id, string Because, IReadOnlyList<(string Code, string Display)> Codes)> CodeSystems()
    {
        var always = FixedCodes();
        foreach (var system in Systems.Where(system => system["url"].StartsWith(FhirNames.CodeSystem(""), StringComparison.Ordinal)))
        {
            var codes = Terms.Where(term => term["system"] == system["name"]).Select(term => (term["code"], term["display"])).Concat(always.Where(code => code.System == system["name"]).Select(code => (code.Code, code.Display)));
            if (system["name"] == "role-name") codes = TableFile.Read(Repo.Mappings, "roles.csv", "role", "title").Select(role => (role["role"], role["title"]));
            yield return (LastOf(system["url"]), system["because"], [.. codes.DistinctBy(code => code.Item1).OrderBy(code => code.Item1, StringComparer.Ordinal)]);
        }
        yield return ("refusal-reason", "Why a notice or a request was refused.", [.. Enum.GetNames<RefusalReason>().Order(StringComparer.Ordinal).Select(name => (name, Words(name)))]);
    }

    /// <summary>Codings that the field tables write whatever was sent: a system, a code and a display on three rows of one entry.</summary>
    private static List<(string System, string Code, string Display)> FixedCodes()
    {
        var found = new List<(string, string, string)>();
        foreach (var file in Directory.EnumerateFiles(Repo.Mappings, "fields.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var rows = TableFile.Read(Repo.Mappings, Path.GetRelativePath(Repo.Mappings, file).Replace('\\', '/'), "entry", "element", "as", "fixed");
            foreach (var row in rows.Where(row => row["as"] == "system" && row["element"].EndsWith(".system", StringComparison.Ordinal)))
            {
                string Sibling(string name) => rows.FirstOrDefault(other => other["entry"] == row["entry"] && other["element"] == row["element"][..^6] + name)?["fixed"] ?? "";
                if (Sibling("code") is { Length: > 0 } code) found.Add((row["fixed"], code, Sibling("display")));
            }
        }
        return [.. found.OrderByDescending(code => code.Item3.Length > 0)];
    }

    private static string Url(string system) => Systems.Single(row => row["name"] == system)["url"];

    private static string LastOf(string url) => url[(url.LastIndexOf('/') + 1)..];

    /// <summary>"team-role" is TeamRole.</summary>
    private static string Name(string id) => string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>"team-role" is "Team role".</summary>
    private static string Title(string id) => char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');

    /// <summary>"NotFound" is "Not found".</summary>
    private static string Words(string name) => name[0] + Regex.Replace(name[1..], "(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])", letter => " " + letter.Value.ToLowerInvariant());

    private static string Code(string code) => code.Any(char.IsWhiteSpace) ? $"#\"{Escaped(code)}\"" : "#" + code;

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
