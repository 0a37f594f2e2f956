using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Throughcare.People;
using Throughcare.Translation;

namespace Throughcare.Tests.Fhir;

/// <summary>The definitions of fhir-profiles/ as files, without a compiler: complete, in keeping with the tables and the program, and about nobody.</summary>
public class ProfileFilesTests
{
    /// <summary>Names of people in the examples; all invented.</summary>
    private static readonly string[] Invented = ["Sampleford", "Rowan", "Testwell", "Zoë", "Tom Aldous", "Dr Ada Lindqvist", "Ivo Marsh"];

    /// <summary>What else stands in the examples where a name could.</summary>
    private static readonly string[] NoName = ["WARD7", "Somebody", "Methadone", "Risk", "A release notice"];

    private const string Ours = FhirNames.Base + "/";

    public static TheoryData<string> Profiles => [.. ProfileFiles.Profiles.Select(profile => profile.Id)];

    private static string ProfileOf(JsonObject example) => example.TextAt("meta", "profile", 0)?[(Ours + "StructureDefinition/").Length..] ?? "";

    [Theory]
    [InlineData("codes")]
    [InlineData("identifiers")]
    [InlineData("questionnaires")]
    public void What_the_tables_say_is_said_the_same_in_FSH(string part)
    {
        var file = Path.Combine(ProfileFiles.Fsh, part, "from-the-tables.fsh");
        var text = part switch { "codes" => TablesAsFsh.Codes(), "identifiers" => TablesAsFsh.Identifiers(), _ => TablesAsFsh.Questionnaires() };
        if (Environment.GetEnvironmentVariable("UPDATE_PROFILES") == "1") File.WriteAllText(file, text);
        Assert.True(File.ReadAllText(file) == text, $"{part}/from-the-tables.fsh says something else than mappings/. Run UPDATE_PROFILES=1 dotnet test --filter ProfileFilesTests and look at the difference.");
    }

    [Fact]
    public void What_the_API_says_of_itself_is_said_the_same_in_FSH()
    {
        var file = Path.Combine(ProfileFiles.Fsh, "api", "capability-statement.fsh");
        if (Environment.GetEnvironmentVariable("UPDATE_PROFILES") == "1") File.WriteAllText(file, CapabilityAsFsh.Text());
        Assert.True(File.ReadAllText(file) == CapabilityAsFsh.Text(), "api/capability-statement.fsh says something else than the program. Run UPDATE_PROFILES=1 dotnet test --filter ProfileFilesTests and look at the difference.");
    }

    /// <summary>Searches of our own are defined here, and the program has each of them.</summary>
    [Fact]
    public void The_searches_that_R4_does_not_have_are_those_of_the_program()
    {
        var defined = Regex.Matches(File.ReadAllText(Path.Combine(ProfileFiles.Fsh, "api", "search-parameters.fsh")), @"insert Search\(([a-z-]+), (\w+), (date|token), ").Select(match => $"{match.Groups[2].Value} {match.Groups[1].Value} {match.Groups[3].Value}");
        Assert.Equal(Throughcare.FhirApi.ElementSearch.All.Where(one => one.Definition.StartsWith(FhirNames.Base, StringComparison.Ordinal)).Select(one => $"{one.Type} {one.Name} {(one.IsDate ? "date" : "token")}").Order(StringComparer.Ordinal), defined.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_profile_has_a_page_of_its_own_that_a_nurse_can_read(string id)
    {
        var profile = ProfileFiles.Profiles.Single(profile => profile.Id == id);
        Assert.Equal(id, Path.GetFileNameWithoutExtension(profile.File) + (id.EndsWith("-message", StringComparison.Ordinal) ? "-message" : ""));
        Assert.NotEmpty(profile.Title);
        Assert.Matches(@"^[A-Z].{60,}\.$", profile.Description);
        Assert.NotEmpty(profile.Rules);
    }

    /// <summary>What a profile forbids it forbids for a reason: in a comment above the line, or above its neighbours that forbid too.</summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_profile_says_why(string id)
    {
        var profile = ProfileFiles.Profiles.Single(profile => profile.Id == id);
        var lines = profile.Body.Split('\n');
        Assert.True(Regex.IsMatch(profile.Body, "^//|obeys|insert", RegexOptions.Multiline), $"{id} gives no reason for any of its rules.");
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].EndsWith(" 0..0", StringComparison.Ordinal) || lines[at].Contains(" contains ", StringComparison.Ordinal)) continue;
            var above = lines[..at].Reverse().SkipWhile(line => line.EndsWith(" 0..0", StringComparison.Ordinal)).First();
            Assert.True(above.StartsWith("//", StringComparison.Ordinal), $"{id}: \"{lines[at]}\" forbids an element and does not say why.");
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_profile_has_an_example_that_keeps_it_and_one_that_breaks_it(string id)
    {
        foreach (var examples in new[] { ProfileFiles.Valid, ProfileFiles.Invalid })
            Assert.Contains(examples, example => example.Key.StartsWith(id, StringComparison.Ordinal) && ProfileOf(example.Value) == id);
    }

    [Fact]
    public void An_example_is_named_by_its_profile_and_is_of_its_type()
    {
        foreach (var examples in new[] { ProfileFiles.Valid, ProfileFiles.Invalid })
            foreach (var (name, example) in examples)
            {
                var profile = Assert.Single(ProfileFiles.Profiles, profile => profile.Id == ProfileOf(example));
                Assert.StartsWith(profile.Id, name, StringComparison.Ordinal);
                while (ProfileFiles.Profiles.FirstOrDefault(parent => parent.Name == profile.Parent) is { } parent) profile = parent;
                Assert.Equal(profile.Parent, example.TextAt("resourceType"));
            }
    }

    /// <summary>broken.csv says of each invalid example which rule it breaks and where, so that a checker can be asked whether it saw that and not something else.</summary>
    [Fact]
    public void Each_invalid_example_says_what_it_breaks()
    {
        var broken = TableFile.Read(Path.Combine(ProfileFiles.Folder, "examples", "invalid"), "broken.csv", "example", "rule", "element", "seen_by", "because");
        Assert.Equal(ProfileFiles.Invalid.Keys.Order(StringComparer.Ordinal), broken.Select(row => row["example"]).Order(StringComparer.Ordinal));
        var invariants = ProfileFiles.OfKind("Invariant").Select(invariant => invariant.Name).ToHashSet();
        string[] rules = ["min", "max", "fixed", "pattern", "binding", "type", "target", "slice-min", "slice-max", "slice-child", "slice-child-min", "extension-type", "extension-fixed"];
        foreach (var row in broken)
        {
            Assert.True(invariants.Contains(row["rule"]) || rules.Contains(row["rule"]), $"{row["example"]}: \"{row["rule"]}\" is no rule.");
            Assert.StartsWith(ProfileFiles.Invalid[row["example"]].TextAt("resourceType")!, row["element"], StringComparison.Ordinal);
        }
        foreach (var invariant in ProfileFiles.OfKind("Invariant").Where(invariant => invariant.Field("Severity") == "#error"))
            Assert.True(broken.Any(row => row["rule"] == invariant.Name), $"No example breaks {invariant.Name}.");
    }

    [Fact]
    public void An_invalid_example_differs_from_every_valid_one()
    {
        var valid = ProfileFiles.Valid.Values.Select(example => example.ToJsonString()).ToHashSet();
        foreach (var (name, example) in ProfileFiles.Invalid) Assert.False(valid.Contains(example.ToJsonString()), $"{name} breaks nothing: it is the same as a valid example.");
    }

    [Fact]
    public void An_invariant_has_a_name_of_ours_a_sentence_and_somebody_who_obeys_it()
    {
        var bodies = string.Concat(ProfileFiles.All.Where(entity => entity.Kind is "Profile" or "Extension" or "RuleSet").Select(entity => entity.Body));
        var names = ProfileFiles.OfKind("Invariant").Select(invariant => invariant.Name).ToList();
        Assert.Equal(names.Distinct(), names);
        foreach (var invariant in ProfileFiles.OfKind("Invariant"))
        {
            Assert.StartsWith("tc-", invariant.Name, StringComparison.Ordinal);
            Assert.Matches(@"^[A-Z].+\.$", invariant.Description);
            Assert.Contains(invariant.Field("Severity"), new[] { "#error", "#warning" });
            Assert.Matches($@"obeys [^\n]*{Regex.Escape(invariant.Name)}(\s|$)", bodies);
        }
        foreach (Match obeyed in Regex.Matches(bodies, @"\btc-[a-z-]+")) Assert.Contains(obeyed.Value, names);
    }

    /// <summary>What the tables and the program write under our base.</summary>
    private static HashSet<string> Named(string folder, string kind)
    {
        var found = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repo.Root, folder), "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            foreach (Match match in Regex.Matches(text, Regex.Escape(Ours) + kind + "/([A-Za-z0-9-]+)")) found.Add(match.Groups[1].Value);
            var maker = kind == "StructureDefinition" ? "Extension" : kind;
            foreach (Match match in Regex.Matches(text, $"FhirNames\\.{maker}\\(\"([A-Za-z0-9-]+)\"\\)")) found.Add(match.Groups[1].Value);
            foreach (Match match in Regex.Matches(text, "\\{FhirNames\\.Base\\}/" + kind + "/([A-Za-z0-9-]+)")) found.Add(match.Groups[1].Value);
        }
        return found;
    }

    [Theory]
    [InlineData("StructureDefinition", "Extension")]
    [InlineData("CodeSystem", "CodeSystem")]
    [InlineData("OperationDefinition", "Instance")]
    public void What_the_tables_and_the_program_write_under_our_base_is_defined(string kind, string entity)
    {
        var defined = ProfileFiles.OfKind(entity).Select(one => one.Id.Length > 0 ? one.Id : one.Name).ToHashSet();
        var named = Named("mappings", kind).Concat(Named("functions", kind)).ToHashSet();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(defined));
    }

    [Fact]
    public void Every_system_of_identifiers_is_defined()
    {
        var defined = ProfileFiles.OfKind("Instance").Where(instance => instance.Field("InstanceOf") == "NamingSystem").Select(instance => Regex.Match(instance.Body, "uniqueId.value = \"([^\"]+)\"").Groups[1].Value).ToHashSet();
        foreach (var text in Emitted.SelectMany(ProfileFiles.Texts).Where(text => text.Name == "system" && text.Value.StartsWith(Ours + "Id/", StringComparison.Ordinal))) Assert.Contains(text.Value, defined);
    }

    /// <summary>What the golden situations end in: plans, and what recipients got.</summary>
    private static IEnumerable<JsonNode> Emitted => Directory.EnumerateFiles(Repo.Golden, "*.json", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is "plan.json" || Path.GetFileName(file).StartsWith("to-", StringComparison.Ordinal)).Select(file => JsonNode.Parse(File.ReadAllText(file))!);

    [Fact]
    public void Every_code_of_ours_in_what_we_emit_and_in_the_valid_examples_is_defined()
    {
        var codes = TablesAsFsh.CodeSystems().ToDictionary(system => FhirNames.CodeSystem(system.Id), system => system.Codes.Select(code => code.Code).ToHashSet());
        foreach (var system in ProfileFiles.OfKind("CodeSystem").Where(system => Path.GetFileName(system.File) == "fixed-codes.fsh"))
            codes[FhirNames.CodeSystem(system.Id)] = [.. Regex.Matches(system.Body, @"^\* #(\S+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
        var seen = 0;
        foreach (var (_, system, coding) in Emitted.Concat(ProfileFiles.Valid.Values).SelectMany(ProfileFiles.Texts).Where(text => text.Name == "system" && text.Value.StartsWith(FhirNames.CodeSystem(""), StringComparison.Ordinal)))
        {
            var known = Assert.Contains(system, (IReadOnlyDictionary<string, HashSet<string>>)codes);
            if (known.Count == 0 || coding.TextAt("code") is not { } code) continue;
            Assert.True(known.Contains(code), $"{system} has no code {code}.");
            seen++;
        }
        Assert.True(seen > 500);
    }

    /// <summary>The codes that the program writes, which no table has.</summary>
    [Theory]
    [InlineData("entry-tag", "functions/Translation/FactKind.cs", "\"unusable\"")]
    [InlineData("plan-issue", "functions/Plans/MergeLaw.cs", "\"duplicate-in-force\"")]
    [InlineData("plan-issue", "functions/Plans/MergeLaw.cs", "\"unusable-entry\"")]
    [InlineData("activity", "functions/Plans/PlanBundle.cs", "\"translate\"")]
    [InlineData("message-event", "functions/Handovers/Messages.cs", "\"notice-refused\"")]
    [InlineData("message-event", "functions/FhirApi/ProcessMessage.cs", "\"notice-answered\"")]
    public void The_codes_of_the_program_are_those_of_the_profiles(string system, string file, string code)
    {
        Assert.Contains(code, File.ReadAllText(Path.Combine(Repo.Root, file)), StringComparison.Ordinal);
        Assert.Contains($"* #{code.Trim('"')} ", ProfileFiles.OfKind("CodeSystem").Single(one => one.Id == system).Body, StringComparison.Ordinal);
    }

    /// <summary>Every kind of message that a role is sent in FHIR has a profile.</summary>
    [Fact]
    public void Every_message_that_is_sent_has_a_profile()
    {
        var roles = TableFile.Read(Repo.Mappings, "recipients.csv", "role", "channel").Where(recipient => recipient["channel"] == "fhir-message").Select(recipient => recipient["role"]).ToHashSet();
        var events = TableFile.Read(Repo.Mappings, "roles.csv", "role", "message").Where(role => roles.Contains(role["role"])).Select(role => role["message"]).Append("notice-refused").ToList();
        Assert.NotEmpty(events);
        var written = string.Concat(ProfileFiles.OfKind("Profile").Select(profile => profile.Body));
        foreach (var one in events) Assert.Contains($"insert Event({one})", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_profile_is_in_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(ProfileFiles.Folder, "README.md"));
        foreach (var profile in ProfileFiles.Profiles) Assert.Contains($"`{profile.Id}`", readme, StringComparison.Ordinal);
        foreach (Match named in Regex.Matches(readme, "`fhir-profiles/([A-Za-z0-9./-]+)`")) Assert.True(Path.Exists(Path.Combine(ProfileFiles.Folder, named.Groups[1].Value)), named.Value);
    }

    [Fact]
    public void The_examples_are_about_nobody()
    {
        foreach (var example in ProfileFiles.Valid.Values.Concat(ProfileFiles.Invalid.Values))
            foreach (var (name, value, part) in ProfileFiles.Texts(example))
            {
                if (name is "family" or "given") Assert.Contains(value, Invented);
                if (name == "display" && part["reference"] is null && part["identifier"] is null && part["system"] is null && part["code"] is null) Assert.True(Invented.Contains(value) || NoName.Contains(value), $"\"{value}\" is no invented name. Add it to the list if it is.");
                if (Regex.IsMatch(value, @"^0\d{3}")) Assert.StartsWith("07700 900", value, StringComparison.Ordinal);
                if (name == "value" && part.TextAt("system") == "https://fhir.nhs.uk/Id/nhs-number") Assert.StartsWith("999", value, StringComparison.Ordinal);
                if (name == "value" && part.TextAt("system") == "https://fhir.nhs.uk/Id/ods-organization-code") Assert.StartsWith("ZZ", value, StringComparison.Ordinal);
                if (name == "value" && part.TextAt("system") == "https://fhir.hl7.org.uk/Id/gmc-number") Assert.StartsWith("99999", value, StringComparison.Ordinal);
            }
    }

    [Fact]
    public void The_NHS_numbers_of_the_valid_examples_pass_their_check()
    {
        var numbers = ProfileFiles.Valid.Values.SelectMany(ProfileFiles.Texts).Where(text => text.Name == "value" && text.In.TextAt("system") == "https://fhir.nhs.uk/Id/nhs-number").Select(text => text.Value).ToList();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.True(NhsNumber.Read(number) is not null, number));
    }

    /// <summary>Medplum's definitions, from which the profiles are compiled, have elements in Meta that R4 has not; a rule inside Meta would bring them into a snapshot.</summary>
    [Fact]
    public void No_rule_opens_Meta() => Assert.DoesNotContain(ProfileFiles.All, entity => entity.Rules.Any(rule => rule.StartsWith("* meta", StringComparison.Ordinal)));

    /// <summary>What UK Core asks for beyond R4, our profiles of the same type ask for too.</summary>
    [SharedFact]
    public void What_UK_Core_demands_our_profiles_demand()
    {
        var demands = 0;
        foreach (var type in ProfileFiles.Profiles.Select(profile => profile.Parent).Where(parent => !ProfileFiles.Profiles.Any(profile => profile.Name == parent)).Distinct())
        {
            var file = Path.Combine(Repo.Shared!, "data", "uk-core", "snapshots", $"StructureDefinition-UKCore-{type}.json");
            if (!File.Exists(file)) continue;
            foreach (var element in JsonNode.Parse(File.ReadAllText(file))!["snapshot"]!["element"]!.AsArray().Where(element => (int?)element!["min"] > ((int?)element["base"]?["min"] ?? 0) && !element.TextAt("id")!.Contains("xtension", StringComparison.Ordinal)))
            {
                var path = Regex.Replace(element.TextAt("id")![(type.Length + 1)..], ":([A-Za-z]+)", "[$1]");
                demands++;
                Assert.All(ProfileFiles.Profiles.Where(profile => profile.Parent == type), profile => Assert.Contains(profile.Rules, rule => rule.StartsWith($"* {path} 1..", StringComparison.Ordinal)));
            }
        }
        Assert.True(demands >= 3, "UK Core demands less than it did: see whether its files are all here.");
    }

    /// <summary>What SUSHI makes is made again whenever it is needed; what lay beside the FSH would be a second truth.</summary>
    [Fact]
    public void Nothing_compiled_is_kept() => Assert.DoesNotContain(Directory.EnumerateFiles(ProfileFiles.Folder, "StructureDefinition-*.json", SearchOption.AllDirectories), file => !file.Contains("fsh-generated", StringComparison.Ordinal));
}
