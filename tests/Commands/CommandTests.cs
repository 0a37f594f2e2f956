using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Commands;

namespace Throughcare.Tests.Commands;

/// <summary>The commands of an analyst, as they are typed.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string folder = Repo.CopyOfMappings();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<(int Exit, string Output, string Errors)> Run(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var exit = await new Command(output, errors, new Stopped()).Run(arguments);
        return (exit, output.ToString(), errors.ToString());
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 6, 10, 30, 0, TimeSpan.Zero);
    }

    private static string Sample(string name) => Path.Combine(Repo.Mappings, "prison-healthcare/samples", name);

    [Fact]
    public async Task The_tables_of_the_product_pass_the_check()
    {
        var (exit, output, _) = await Run("check", "--mappings", Repo.Mappings);
        Assert.True(exit == 0, output);
        Assert.StartsWith("All is well: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prison-healthcare/codes/sex.csv", "M,Male,male,Male,same,again,,,", "\"M\" is already on row 4. Keep one of them, or give them days that do not meet.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,other,Other,same,,,,", "\"because\" is empty. Say in a few words why X becomes other.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,othr,Other,same,why,,,", "\"othr\" is not a term of gender. Did you mean other? The terms are in terms.csv; a new one is a row there.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,other,Other,smae,why,,,", "\"match\" is same, broader, narrower or none. Did you mean same?")]
    [InlineData("prison-healthcare/codes/sex.csv", "A,Any,other,Other,same,why,,,", "A should come before U (rows are in order of \"code\").")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,other,Other,same,why,,2026-02-01,2026-01-01", "\"valid_until\" is before \"valid_from\". Exchange them, or mend the year.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,other,Other,same,why,,,2025-12-31\nX,Other,other,Other,same,why,,2026-02-01,", "X has no row from 2026-01-01 to 2026-01-31. Close the hole, or write a row for those days with \"match\" none and the reason.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other,other,Other,same,why,,,2026-01-31\nX,Other,other,Other,same,why,,2026-01-31,", "\"X\" is already on row 6 for some of these days. Keep one of them, or give them days that do not meet.")]
    [InlineData("prison-healthcare/codes/sex.csv", "X,Other, and more,other,Other,same,why,,,", "10 cells where the header has 9. A comma inside a cell needs \"quotes\" around the whole cell.")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus.text,person.forname,,,,,,,", "no sample in prison-healthcare/samples has \"person.forname\". Did you mean person.forename? Mend the path, or add a sample that has it.")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus.text,person.forename,uk-dya,,,,,,", "\"uk-dya\" is not a conversion. Did you mean uk-day?")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus,person.sex,concept,prison-healthcare/codes/sexx,,,,,", "\"prison-healthcare/codes/sexx\" is not a code table. The names are in code-tables.csv. Did you mean prison-healthcare/codes/sex?")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus.text,person.forename,,,,,M,,", "\"is\" needs \"when\": say which element is to have the value.")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus.text,person.forename person.surname,words,,{} and {} and {},,,,", "\"fixed\" has 3 places {}, and \"from\" names 2 values.")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus.text,person.middleNames[],,,,,,,", "\"person.middleNames[]\" stands for several values. Give the element a [] at its end, or [0] in \"from\" to take one.")]
    [InlineData("prison-healthcare/entries.csv", "release-notice,goal,goal,Goal,,noticeId,,,,again", "\"goal\" is already on row 17. Keep one of them, or give this one another name.")]
    [InlineData("prison-healthcare/fields.csv", "person,birthdate,person.dateOfBirth,uk-day,,,,,,", "\"birthdate\" is no element of Patient in FHIR R4. Did you mean birthDate?")]
    [InlineData("prison-healthcare/fields.csv", "person,contact[0].name.familyName,person.surname,,,,,,,", "\"familyName\" is no element of HumanName in FHIR R4.")]
    [InlineData("prison-healthcare/fields.csv", "person,birthDate.year,person.dateOfBirth,uk-day,,,,,,", "Patient.birthDate is a date in FHIR R4 and has no part \"year\".")]
    [InlineData("prison-healthcare/fields.csv", "person,multipleBirthInteger[0],person.surname,,,,,,,", "\"multipleBirthInteger\" is no list in FHIR R4. Write it without brackets.")]
    [InlineData("prison-healthcare/fields.csv", "person,photo.title,person.surname,,,,,,,", "\"photo\" is a list in FHIR R4. Write photo[0] for one item, or photo[] for each item of a list.")]
    [InlineData("prison-healthcare/fields.csv", "person,maritalStatus,person.surname,,,,,,,", "maritalStatus is a CodeableConcept in FHIR R4, which has parts. Name the part that the value goes to.")]
    [InlineData("prison-healthcare/fields.csv", "person,language,person.sex,concept,prison-healthcare/codes/sex,,,,,", "\"concept\" makes a CodeableConcept, and language is a code in FHIR R4. Write \"code\" in \"as\".")]
    [InlineData("prison-healthcare/fields.csv", "person,active,person.surname,,,,,,,", "active is a boolean in FHIR R4, and \"text\" makes none.")]
    [InlineData("prison-healthcare/fields.csv", "person,contact[0].gender,,,,man,,,,", "\"man\" is no code that FHIR R4 allows for contact[0].gender. There are: female, male, other, unknown.")]
    [InlineData("prison-healthcare/fields.csv", "person,link[0].type,person.sex,code,prison-healthcare/codes/sex,,,,,", "\"female\" is no code that FHIR R4 allows for link[0].type (prison-healthcare/codes/sex.csv, row 2). There are: refer, replaced-by, replaces, seealso.")]
    [InlineData("handover-steps.csv", "requested,taken,no,why", "\"taken\" is no code that FHIR R4 allows for Task.status. There are: accepted, cancelled, completed, draft, entered-in-error, failed, in-progress, on-hold, ready, received, rejected, requested.")]
    [InlineData("handover-steps.csv", "requested,accepted,no,why", "this step is there already. Take one of the rows out.")]
    [InlineData("disclosure.csv", "gp,Patient,,birthday,B1,why", "\"birthday\" is no element of Patient in FHIR R4. Did you mean birthDate?")]
    [InlineData("disclosure.csv", "gp,Consent,,status,B1,why", "gp may have Consent and not scope, which FHIR R4 requires of it. Add a row for scope, with the basis and the reason, or take out the rows for Consent.")]
    [InlineData("disclosure.csv", "gp,Appointment,,participant.type,B1,why", "gp may have participant and not participant.status, which FHIR R4 requires of it.")]
    [InlineData("areas.csv", "ZZ,nowhere,Nowhere,,,", "\"because\" is empty. Say in a few words why.")]
    [InlineData("routes.csv", "gp,ZZ899,nobody-practice,,,why", "\"nobody-practice\" is not a recipient. The names are in recipients.csv.")]
    [InlineData("systems.csv", "crn,https://fhir.throughcare.example/Id/crn2,,why", "\"crn\" is already on row 5. Keep one of them, or give this one another name.")]
    public async Task The_check_names_file_and_row_and_says_what_to_write(string file, string rows, string expected)
    {
        var path = Path.Combine(folder, file);
        File.AppendAllText(path, rows + "\n");
        var (exit, output, _) = await Run("check", "--mappings", folder);
        Assert.Equal(1, exit);
        Assert.Contains($"mappings/{file}, row {File.ReadAllLines(path).Length}: {expected}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prison-healthcare/entries.csv", "risk,Flag,", "risk,Flg,", "row 16: \"Flg\" is no resource of FHIR R4. Did you mean Flag?")]
    [InlineData("prison-healthcare/entries.csv", ",person.nomsNumber risks[].code,", ",,", "row 16: \"id\" is empty. Fill it in.")]
    [InlineData("prison-healthcare/notices.csv", ",noticeId,", ",,", "row 2: \"id\" is empty. Fill it in.")]
    [InlineData("prison-healthcare/notices.csv", "prison-healthcare/movements,release.reason", ",", "row 2: fill in \"event\", or \"event_rule\" and \"event_from\": one of the two.")]
    [InlineData("prison-healthcare/notices.csv", ",,prison-healthcare/movements", ",died,prison-healthcare/movements", "row 2: fill in \"event\", or \"event_rule\" and \"event_from\": one of the two.")]
    [InlineData("prison-healthcare/notices.csv", "movements,release.reason", "movements,release.reason release.prison", "row 2: prison-healthcare/movements compares 1 values; \"event_from\" names 2.")]
    [InlineData("hospital-adt/notices.csv", "hl7-time", "nhs-number", "row 2: \"nhs-number\" makes no time of one value. Write one of instant, day, uk-day, hl7-day, hl7-time, or nothing for a date and time with its zone.")]
    [InlineData("ndtms-returns/notices.csv", "treatment-reported", "treatment-reportd", "row 2: \"treatment-reportd\" is not an event. Did you mean treatment-reported? The names are in subscriptions.csv; one that nobody hears of has a row there without a role.")]
    [InlineData("prison-healthcare/movements.csv", "any,release-planned", "any,release-planed", "row 9: \"release-planed\" is not an event. Did you mean release-planned?")]
    [InlineData("prison-healthcare/movements.csv", "TAP,temporary-absence", "HQ|DEC,temporary-absence", null)]
    [InlineData("prison-healthcare/movements.csv", "TAP,temporary-absence", "HQ|HO,temporary-absence", "row 7: row 3 fits whatever fits here, so this row is never reached. Remove it, or put it before row 3.")]
    [InlineData("prison-healthcare/movements.csv", "TAP,temporary-absence", "*,temporary-absence", "row 7: write \"any\" in \"if_reason\", not *.")]
    [InlineData("systems.csv", "https://fhir.throughcare.example/Id/crn,", "crn,", "row 5: \"crn\" is no web address. Write it like https://fhir.nhs.uk/Id/nhs-number.")]
    [InlineData("systems.csv", "https://fhir.throughcare.example/Id/crn,", "https://fhir.nhs.uk/Id/nhs-number,", "row 5: \"https://fhir.nhs.uk/Id/nhs-number\" has a name on another row. Use that name, or give this system an address of its own.")]
    [InlineData("sources.csv", "prison-healthcare-desk", "prison-healthcare-dsk", "row 2: \"prison-healthcare-dsk\" is not a recipient. The names are in recipients.csv. Did you mean prison-healthcare-desk?")]
    [InlineData("sources.csv", "prison-healthcare-desk,json,", "prison-healthcare-desk,json,noticeId", "row 2: \"split_by\" is for csv: the column by which rows belong together. Empty it.")]
    [InlineData("outgoing.csv", "sequence,requirements,", "sequence,requirments,", "row 4: \"over\" names \"requirments\", which is no list of outgoing/requirements.csv. Did you mean requirements?")]
    [InlineData("outgoing/requirements.csv", "ServiceRequest[].status", "ServiceRequest[].state", "row 4: disclosure.csv lets nobody who gets this format have ServiceRequest.state, so this is always empty.")]
    [InlineData("hospital-adt/fields.csv", "PID.3[5=NH].1,nhs-number,", "PID.3[5=NHS].1,nhs-number,", "row 3: no sample in hospital-adt/samples has an item [5=NHS] in \"PID.3\". Mend what stands in the brackets, or add a sample that has it.")]
    [InlineData("community-provider-fhir/notices.csv", "coding[task]", "coding[tsk]", "row 3: no sample in community-provider-fhir/samples has an item [tsk] in \"Task.code.coding\".")]
    [InlineData("prison-healthcare/codes/sex.csv", "M,Male", "M\u00A0,Male", "row 4: \"code\" holds a character that cannot be seen. Type the cell again.")]
    [InlineData("prison-healthcare/codes/sex.csv", "valid_until\n", "valid_until,,\n", "row 1: a column has no name. Delete the empty columns at the end, or name it.")]
    public async Task A_mistake_that_looks_right_is_found(string file, string cell, string mistake, string? expected)
    {
        var path = Path.Combine(folder, file);
        var table = await File.ReadAllTextAsync(path);
        Assert.Contains(cell, table, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, table.Replace(cell, mistake, StringComparison.Ordinal));
        var (exit, output, _) = await Run("check", "--mappings", folder);
        Assert.Equal(expected is null ? 0 : 1, exit);
        if (expected is not null) Assert.Contains($"mappings/{file}, {expected}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(';', "semicolons")]
    [InlineData('\t', "tabs")]
    public async Task A_table_with_other_separators_is_told_so_and_not_that_nobody_lists_it(char separator, string name)
    {
        var path = Path.Combine(folder, "prison-healthcare/codes/sex.csv");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(',', separator));
        var (_, output, _) = await Run("check", "--mappings", folder);
        Assert.Contains($"mappings/prison-healthcare/codes/sex.csv, row 1: the cells are apart by {name}. Save it with commas.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("does not list this table", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_mistake_about_all_notices_of_a_source_is_one_line()
    {
        var path = Path.Combine(folder, "prison-healthcare/notices.csv");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("prison-healthcare/movements", "prison-healthcare/movments", StringComparison.Ordinal));
        var (_, output, _) = await Run("check", "--mappings", folder);
        Assert.Equal(["mappings/prison-healthcare/notices.csv, row 2: rule table prison-healthcare/movments.csv is missing.", "1 thing to mend."], output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_check_goes_on_after_the_first_wrong_row_and_lists_all_in_order()
    {
        File.AppendAllText(Path.Combine(folder, "prison-healthcare/codes/sex.csv"), "X,Other,other,Other,smae,why,,,\n");
        File.AppendAllText(Path.Combine(folder, "prison-healthcare/fields.csv"), "person,maritalStatus.text,person.forename,uk-dya,,,,,,\nperson,maritalStatus.text,person.surname,uk-dya,,,,,,\n");
        File.AppendAllText(Path.Combine(folder, "areas.csv"), "ZZ,nowhere,Nowhere,,,\n");
        var (_, output, _) = await Run("check", "--mappings", folder);
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal("4 things to mend.", lines[^1]);
        Assert.Equal(["mappings/areas.csv", "mappings/prison-healthcare/codes/sex.csv", "mappings/prison-healthcare/fields.csv", "mappings/prison-healthcare/fields.csv"], lines[..^1].Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task A_column_nobody_reads_is_named()
    {
        var path = Path.Combine(folder, "areas.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace("valid_from", "valid_form", StringComparison.Ordinal));
        var (exit, output, _) = await Run("check", "--mappings", folder);
        Assert.Equal(1, exit);
        Assert.Contains("mappings/areas.csv, row 1: column \"valid_from\" is missing.", output, StringComparison.Ordinal);
        File.WriteAllText(path, string.Join('\n', File.ReadAllLines(path).Select((line, i) => line.Replace("valid_form", "valid_from", StringComparison.Ordinal) + (i == 0 ? ",becuase" : ","))));
        Assert.Contains("mappings/areas.csv, row 1: nothing reads a column \"becuase\". Did you mean because?", (await Run("check", "--mappings", folder)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_table_that_nobody_listed_is_named()
    {
        File.Copy(Path.Combine(folder, "prison-healthcare/codes/sex.csv"), Path.Combine(folder, "prison-healthcare/codes/gender.csv"));
        Assert.Contains("mappings/prison-healthcare/codes/gender.csv, row 1: code-tables.csv does not list this table", (await Run("check", "--mappings", folder)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_that_is_refused_is_named()
    {
        File.WriteAllText(Path.Combine(folder, "prison-healthcare/samples/broken.json"), "{\"release\":{}}");
        Assert.Contains("mappings/prison-healthcare/samples/broken.json: ", (await Run("check", "--mappings", folder)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_is_printed_in_FHIR_with_what_was_lost_beside_it()
    {
        var (exit, output, errors) = await Run("translate", Sample("release-notice.json"), "--source", "prison-healthcare", "--mappings", Repo.Mappings);
        Assert.Equal(0, exit);
        var bundle = JsonNode.Parse(output)!;
        var resources = bundle["entry"].Items().Select(entry => entry["resource"]!).ToList();
        Assert.Equal(37, resources.Count);
        var known = resources.Select(resource => $"{resource.TextAt("resourceType")}/{resource.TextAt("id")}").ToHashSet();
        Assert.Equal(resources.Count, known.Count);
        Assert.All(System.Text.RegularExpressions.Regex.Matches(output, "\"reference\": \"([^\"]+)\""), match => Assert.Contains(match.Groups[1].Value, known));
        Assert.All(bundle["entry"].Items(), entry => Assert.EndsWith($"/{entry.TextAt("resource", "resourceType")}/{entry.TextAt("resource", "id")}", entry.TextAt("fullUrl"), StringComparison.Ordinal));
        var provenance = resources.Single(resource => resource.TextAt("resourceType") == "Provenance");
        Assert.Equal(36, provenance["target"].Items().Count());
        Assert.Equal(Keys.Digest(File.ReadAllBytes(Sample("release-notice.json"))), provenance.TextAt("entity", 0, "what", "identifier", "value"));
        Assert.Contains("risks[].code: code LCL-07 is in no row of prison-healthcare/codes/risk.csv. It is kept as sent.", errors, StringComparison.Ordinal);
        Assert.Contains("prescription.drug: ours is broader (prison-healthcare/codes/drug-class.csv, row 19).", errors, StringComparison.Ordinal);
        Assert.Equal(output, (await Run("translate", Sample("release-notice.json"), "--source", "prison-healthcare", "--mappings", Repo.Mappings)).Output);
    }

    [Theory]
    [InlineData("Patient.birthDate", "Patient[0].birthDate = \"1992-07-28\"", "prison-healthcare/fields.csv, row 17, as uk-day", "from person.dateOfBirth = \"28/07/1992\"")]
    [InlineData("Patient.gender", "Patient[0].gender = \"male\"", "row 16, as code", "by prison-healthcare/codes/sex.csv, row 4: M is male (same): FHIR administrative-gender")]
    [InlineData("Goal[1].target", "Goal[1].target[0].dueDate = ", "as uk-day", "from carePlan.goals[].target = ")]
    [InlineData("MedicationRequest[0].status", "MedicationRequest[0].status = \"active\"", "prison-healthcare/fields.csv, row 106", "")]
    [InlineData("Flag[3].code.text", "Flag[3].code.text = \"Discussed at multi-agency meeting", "prison-healthcare/fields.csv, row 170", "from risks[].text = ")]
    public async Task An_element_is_explained_by_its_row_its_value_and_its_code(string element, string value, string row, string source)
    {
        var (exit, output, _) = await Run("explain", Sample("release-notice.json"), element, "--source", "prison-healthcare", "--mappings", Repo.Mappings);
        Assert.Equal(0, exit);
        Assert.StartsWith(value, output, StringComparison.Ordinal);
        Assert.Contains(row, output, StringComparison.Ordinal);
        Assert.Contains(source, output, StringComparison.Ordinal);
    }

    /// <summary>Whoever asks where something came from must get an answer for every value.</summary>
    [Fact]
    public async Task Every_value_of_every_resource_can_be_explained()
    {
        foreach (var type in new[] { "Patient", "Encounter", "MedicationRequest", "Goal", "Task", "Flag", "Appointment", "ServiceRequest", "CareTeam", "Condition" })
        {
            var (_, output, _) = await Run("explain", Sample("release-notice.json"), type, "--source", "prison-healthcare", "--mappings", Repo.Mappings);
            var lines = output.TrimEnd().Split('\n');
            for (var i = 0; i < lines.Length; i++)
                if (lines[i].Contains("made by the program", StringComparison.Ordinal)) Assert.Matches(@"\.(resourceType|id) = ", lines[i - 1]);
        }
    }

    [Fact]
    public async Task Codes_that_no_table_has_are_counted_over_files()
    {
        var (exit, output, _) = await Run("gaps", Sample("release-notice.json"), Sample("release-notice-corrected.json"), "--source", "prison-healthcare", "--mappings", Repo.Mappings);
        Assert.Equal((0, "     2  LCL-07  mappings/prison-healthcare/codes/risk.csv\n"), (exit, output));
    }

    [Fact]
    public async Task Every_code_table_is_written_as_a_ConceptMap()
    {
        var to = Path.Combine(folder, "maps");
        var (exit, output, _) = await Run("concept-maps", to, "--mappings", Repo.Mappings);
        var files = Directory.GetFiles(to);
        Assert.Equal((0, $"{files.Length} ConceptMaps are in {to}.\n"), (exit, output));
        Assert.Equal(File.ReadLines(Path.Combine(Repo.Mappings, "code-tables.csv")).Count() - 1, files.Length);
        Assert.Equal("male", JsonNode.Parse(File.ReadAllText(Path.Combine(to, "ConceptMap-prison-healthcare-sex.json"))).At("group", 0, "element").Items().Single(element => element.TextAt("code") == "M").TextAt("target", 0, "code"));
    }

    [Theory]
    [InlineData(2, "Say what to do: check, translate, explain, gaps or validate.", "--source", "x")]
    [InlineData(2, "\"chekc\" is not a command. Did you mean check?", "chekc")]
    [InlineData(2, "\"--sorce\" is not an option. Did you mean --source?", "translate", "x.json", "--sorce", "y")]
    [InlineData(2, "--source needs a value after it.", "translate", "x.json", "--source")]
    [InlineData(2, "nothing-here.json cannot be read: ", "translate", "nothing-here.json", "--source", "prison-healthcare")]
    [InlineData(2, "Name one file", "translate", "--source", "prison-healthcare")]
    [InlineData(2, "Say whose record it is with --source NAME", "translate", "-")]
    [InlineData(2, "There is no folder /nothing/here.", "check", "--mappings", "/nothing/here")]
    [InlineData(2, "No app answers at http://127.0.0.1:1/.", "gaps", "--app", "http://127.0.0.1:1")]
    [InlineData(2, "--app is a web address", "gaps", "--app", "here")]
    [InlineData(2, "Name one file", "validate")]
    public async Task A_command_that_cannot_run_says_why(int expected, string sentence, params string[] arguments)
    {
        using var nothing = new StringReader("");
        var (exit, output, errors) = await Run(arguments);
        Assert.Equal((expected, ""), (exit, output));
        Assert.StartsWith(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_or_an_element_that_is_mistyped_is_guessed_at()
    {
        Assert.StartsWith("\"prison-healtcare\" is not a source. Did you mean prison-healthcare?", (await Run("translate", Sample("release-notice.json"), "--source", "prison-healtcare", "--mappings", Repo.Mappings)).Errors, StringComparison.Ordinal);
        var (exit, _, errors) = await Run("explain", Sample("release-notice.json"), "Patient.birthdate", "--source", "prison-healthcare", "--mappings", Repo.Mappings);
        Assert.Equal(1, exit);
        Assert.StartsWith("The notice does not become Patient.birthdate. Did you mean Patient.birthDate?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_that_is_refused_ends_with_1_and_says_why()
    {
        var file = Path.Combine(folder, "broken.json");
        File.WriteAllText(file, "{\"release\":");
        var (exit, output, errors) = await Run("translate", file, "--source", "prison-healthcare", "--mappings", Repo.Mappings);
        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("The text is not JSON", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "All is well.", """{"resourceType":"Basic","code":{"text":"x"}}""")]
    [InlineData(1, "Basic.code is missing", """{"resourceType":"Basic","id":"x"}""")]
    [InlineData(1, "is not JSON", "{")]
    public async Task A_resource_is_validated_and_the_exit_code_says_whether_it_is_right(int expected, string said, string resource)
    {
        var file = Path.Combine(folder, "resource.json");
        File.WriteAllText(file, resource);
        var (exit, output, _) = await Run("validate", file);
        Assert.Equal(expected, exit);
        Assert.Equal("OperationOutcome", JsonNode.Parse(output).TextAt("resourceType"));
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_is_validated_by_a_profile_of_ours()
    {
        var file = Path.Combine(folder, "resource.json");
        File.WriteAllText(file, """{"resourceType":"Flag","status":"active","code":{"coding":[{"display":"x"}]},"subject":{"reference":"Patient/1"}}""");
        Assert.Equal(0, (await Run("validate", file)).Exit);
        var (exit, output, _) = await Run("validate", file, "--profile", "https://fhir.throughcare.example/StructureDefinition/risk-flag");
        Assert.Equal(1, exit);
        Assert.Contains("tc-flag-says-what: A flag says of what: by a code or in words.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_is_validated_by_a_profile_it_does_not_name_itself()
    {
        var file = Path.Combine(folder, "resource.json");
        File.WriteAllText(file, """{"resourceType":"Basic","code":{"text":"x"}}""");
        Assert.Equal(1, (await Run("validate", file, "--profile", "http://hl7.org/fhir/StructureDefinition/SimpleQuantity")).Exit);
        var (exit, output, errors) = await Run("validate", file, "--profile", "http://hl7.org/fhir/StructureDefinition/SimpleQuantitty");
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("Did you mean http://hl7.org/fhir/StructureDefinition/SimpleQuantity?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_notice_is_not_passed_over()
    {
        var file = Path.Combine(folder, "empty.csv");
        File.WriteAllText(file, "AGNCY,CLIENTID\n");
        var (exit, _, errors) = await Run("translate", file, "--source", "ndtms-returns", "--mappings", Repo.Mappings);
        Assert.Equal((1, "The file has no notice: there is nothing below its header row."), (exit, errors.TrimEnd()));
    }

    [Fact]
    public async Task Help_names_every_command_and_the_exit_codes()
    {
        var (exit, output, _) = await Run("help");
        Assert.Equal(0, exit);
        foreach (var word in new[] { "check", "translate FILE --source NAME", "explain FILE ELEMENT", "gaps", "validate FILE", "--profile", "--mappings", "Exit codes" }) Assert.Contains(word, output, StringComparison.Ordinal);
    }

    /// <summary>Every command line of the README runs as it is typed, from the root of the repository.</summary>
    [Fact]
    public void The_commands_that_the_README_gives_an_analyst_run()
    {
        var commands = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(Repo.Root, "README.md")), "^    dotnet (run --project functions -- .+)$", System.Text.RegularExpressions.RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(["check", "translate", "explain", "gaps", "validate"], commands.Select(command => command.Split(" -- ")[1].Split(' ')[0]));
        foreach (var command in commands)
        {
            using var run = Process.Start(new ProcessStartInfo("dotnet", command.Replace("run ", "run --no-build ", StringComparison.Ordinal)) { WorkingDirectory = Repo.Root, RedirectStandardOutput = true })!;
            var output = run.StandardOutput.ReadToEnd();
            run.WaitForExit();
            Assert.True(run.ExitCode == 0 && output.Length > 0, command);
        }
    }

    /// <summary>The program itself, as a process of its own: the words reach the command, and the exit code comes out.</summary>
    [Fact]
    public void The_program_runs_a_command_when_it_is_given_a_word()
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Integration", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "throughcare"));
        using var check = Process.Start(new ProcessStartInfo(program, ["check", "--mappings", folder]) { RedirectStandardOutput = true })!;
        Assert.StartsWith("All is well", check.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        check.WaitForExit();
        Assert.Equal(0, check.ExitCode);
        using var wrong = Process.Start(new ProcessStartInfo(program, ["chekc"]) { RedirectStandardError = true })!;
        Assert.StartsWith("\"chekc\" is not a command.", wrong.StandardError.ReadToEnd(), StringComparison.Ordinal);
        wrong.WaitForExit();
        Assert.Equal(2, wrong.ExitCode);
    }

    /// <summary>Whoever copies what is printed must not find an active prescription that nobody may act on.</summary>
    [Fact]
    public async Task Translate_marks_what_must_not_be_acted_on_as_the_plan_does()
    {
        var notice = JsonNode.Parse(File.ReadAllText(Sample("release-notice.json")))!;
        notice["prescription"]!["drug"] = "NOBODY KNOWS";
        var file = Path.Combine(folder, "notice.json");
        File.WriteAllText(file, notice.ToJsonString());
        var printed = JsonNode.Parse((await Run("translate", file, "--source", "prison-healthcare", "--mappings", Repo.Mappings)).Output)!;
        var prescription = printed["entry"].Items().Select(entry => entry["resource"]!).Single(resource => resource.TextAt("resourceType") == "MedicationRequest");
        Assert.Equal(("unknown", "unusable"), (prescription.TextAt("status"), prescription.TextAt("meta", "tag", 0, "code")));
        var marked = printed["entry"].Items().Select(entry => entry["resource"]!).Where(resource => resource.TextAt("meta", "tag", 0, "code") is not null).Select(resource => resource.TextAt("resourceType"));
        Assert.Equal(["MedicationAdministration", "MedicationRequest"], marked.Order(StringComparer.Ordinal));
    }
}
