using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Throughcare.Channels;
using Throughcare.Disclosure;
using Throughcare.Handovers;
using Throughcare.Plans;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>Recipients' own formats: tables read from what disclosure.csv lets them have, and from nothing else.</summary>
public sealed class OutgoingFormTests : IDisposable
{
    private static readonly Routing Routing = new(Translating.Tables);
    private static readonly DisclosurePolicy Policy = new(Translating.Tables);
    private static readonly Messages Messages = new(Policy, Translating.Handovers, Translating.Tables, Translating.Keys, "https://fhir.example");
    private readonly string folder = Repo.CopyOfMappings();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static readonly CurrentPlan Whole = Translating.Current(Translating.Fold(
        Translating.Row("prison-healthcare", Translating.ReleaseNotice()), Translating.Row("community-provider-fhir", Samples.Json("community-provider-fhir", "normal.json")), Translating.Row("ndtms-returns", Samples.Read("ndtms-returns", "normal.csv"))));

    private static CurrentPlan Plan() => new(Whole.Person, Whole.Version, [.. Whole.Resources.Select(resource => resource.DeepClone().AsObject())]);

    private static Document? Sent(string recipient, CurrentPlan plan, long version = 1)
    {
        var to = Routing.Recipients[recipient];
        var content = Messages.ContentFor(Routing.Roles[to.Role], to, plan);
        return content.IsEmpty ? null : Messages.Document(Routing.Roles[to.Role], to, plan.Person, version, 1, content);
    }

    private static string Text(Document? document) => document is null ? "" : Encoding.UTF8.GetString(document.Bytes);

    public static TheoryData<string> OwnFormats => [.. Routing.Recipients.Values.Where(recipient => recipient.Channel != Recipient.FhirMessage).Select(recipient => recipient.Name)];

    [Theory]
    [InlineData("yorkshire-probation", "application/json", "\"messageId\":\"")]
    [InlineData("moorland-prison-healthcare", "application/json", "\"messageId\":\"")]
    [InlineData("riverside-practice", "application/xml", " id=\"")]
    [InlineData("monitoring-office", "text/csv; charset=utf-8", ",")]
    public void A_document_says_what_it_is_and_names_its_message(string recipient, string contentType, string before)
    {
        var sent = Sent(recipient, Plan())!;
        Assert.Equal(contentType, sent.ContentType);
        Assert.Contains(before + sent.MessageId, Text(sent), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OwnFormats))]
    public void The_same_plan_and_version_give_the_same_bytes_and_another_version_another_id(string recipient)
    {
        Assert.Equal(Text(Sent(recipient, Plan())), Text(Sent(recipient, Plan())));
        Assert.NotEqual(Sent(recipient, Plan())!.MessageId, Sent(recipient, Plan(), 2)!.MessageId);
    }

    /// <summary>Every text of the plan becomes a token of its own. Those that disclosure.csv does not let through are in no form; the others show that the search can find one.</summary>
    [Theory]
    [MemberData(nameof(OwnFormats))]
    public void Nothing_that_disclosure_holds_back_is_in_a_form(string recipient)
    {
        var found = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var (plan, tokens) = Canaries(new Random(seed));
            var allowed = new JsonArray([.. Policy.For(Routing.Roles[Routing.Recipients[recipient].Role].Audience, plan.Resources)]).ToJsonString();
            var text = Text(Sent(recipient, plan));
            foreach (var token in tokens.Where(token => text.Contains(token, StringComparison.Ordinal)))
            {
                found++;
                Assert.Contains(token, allowed, StringComparison.Ordinal);
            }
        }
        Assert.True(found > 0);
    }

    /// <summary>The control: given the whole plan instead of what is allowed, the forms hold more.</summary>
    [Fact]
    public void The_same_form_filled_from_everything_would_tell_more()
    {
        var form = Translating.Tables.Outgoing["gp-release"];
        Assert.Contains("At risk of violence", form.Fill(Plan().Resources)!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("At risk of violence", form.Fill(Policy.For("gp", Plan().Resources))!.ToJsonString(), StringComparison.Ordinal);
    }

    private static (CurrentPlan Plan, List<string> Tokens) Canaries(Random random)
    {
        var tokens = new List<string>();
        var resources = Plan().Resources.ToList();
        foreach (var resource in resources) Mark(resource);
        return (new CurrentPlan(Translating.Person, 3, resources), tokens);

        void Mark(JsonNode node)
        {
            if (node is JsonArray list)
            {
                for (var i = 0; i < list.Count; i++) if (list[i] is JsonValue && random.Next(4) > 0) list[i] = Token(); else if (list[i] is JsonObject or JsonArray) Mark(list[i]!);
                return;
            }
            foreach (var (name, value) in node.AsObject().ToList())
                if (name is "resourceType" or "id" or "reference" or "system" or "url" or "code" or "type" or "status") { if (value is JsonObject inner) Mark(inner); }
                else if (value is JsonValue text && text.TryGetValue<string>(out _) && random.Next(4) > 0) node[name] = Token();
                else if (value is JsonObject or JsonArray) Mark(value);
        }

        string Token()
        {
            tokens.Add($"Xcanary{random.NextInt64():x}");
            return tokens[^1];
        }
    }

    [Fact]
    public void A_GP_reads_plain_XML_with_the_medicine_its_prescriber_and_naloxone_and_no_invented_allergies()
    {
        var message = XDocument.Parse(Text(Sent("riverside-practice", Plan()))).Root!;
        XName Name(string name) => XName.Get(name, "https://fhir.throughcare.example/xml/gp-release");
        var methadone = message.Elements(Name("medicine")).First();
        Assert.Equal(("mg", "60"), (methadone.Element(Name("dose"))!.Attribute("unit")!.Value, methadone.Element(Name("dose"))!.Value));
        Assert.Equal("Dr Tom Aldous", methadone.Element(Name("prescriber"))!.Element(Name("name"))!.Value);
        Assert.Equal("completed", message.Element(Name("naloxone"))!.Attribute("status")!.Value);
        Assert.Equal("Not part of this message. Ask the prescriber.", message.Element(Name("allergies"))!.Value);
        Assert.DoesNotContain("none known", message.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("riverside-practice", "doNotActOn")]
    [InlineData("moorland-prison-healthcare", "doNotActOn")]
    public void A_prescription_nobody_may_act_on_is_never_written_like_the_rest(string recipient, string warning)
    {
        Assert.DoesNotContain(warning, Text(Sent(recipient, Plan())), StringComparison.Ordinal);
        var plan = Translating.Current(Translating.Fold(Translating.Row("community-provider-fhir", Samples.Json("community-provider-fhir", "contradictory.json"))));
        var text = Text(Sent(recipient, plan));
        Assert.Equal(plan.OfType("MedicationRequest").Count(), text.Split(recipient == "riverside-practice" ? "<doNotActOn>" : "\"doNotActOn\":").Length - 1);
        // Its Flag is about somebody else.
        Assert.DoesNotContain("overdose", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_return_is_coded_back_and_has_initials_and_no_name()
    {
        var lines = Text(Sent("monitoring-office", Translating.Current(Translating.Fold(Translating.Row("ndtms-returns", Samples.Read("ndtms-returns", "corrected.csv")))))).Split("\r\n");
        var cells = lines[0].Split(',').Zip(lines[1].Split(',')).ToDictionary(cell => cell.First, cell => cell.Second);
        Assert.Equal(["N0853", "C-1041", "Y", "M", "O", "F", "14/05/1987", "13", "09/03/2026", "2", "P", "1011", "1", "5000", "7000", "24/04/2026", "8"],
            new[] { "AGNCY", "CLIENTID", "CONSENT", "FINITIAL", "SINITIAL", "SEX", "DOB", "RFS", "TRIAGED", "MODAL", "INJSTAT", "DRUG1", "ROUTE1", "DRUG2", "DRUG3", "DISD", "DISRS" }.Select(name => cells[name]));
        var provider = Text(Sent("monitoring-office", Translating.Current(Translating.Fold(Translating.Row("community-provider-fhir", Samples.Json("community-provider-fhir", "normal.json"))))));
        foreach (var held in new[] { "Okafor", "Mirela", "9990004528", "A7714KD", "LS8", "ethadone" }) Assert.DoesNotContain(held, provider, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_reported_without_consent()
    {
        foreach (var type in new string?[] { "deny", null, "Permit" })
        {
            var bundle = Samples.Json("community-provider-fhir", "normal.json");
            var consent = bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!).Single(resource => resource.TextAt("resourceType") == "Consent");
            consent["provision"]!["type"] = type;
            Assert.Null(Sent("monitoring-office", Translating.Current(Translating.Fold(Translating.Row("community-provider-fhir", bundle)))));
        }
    }

    [Fact]
    public void It_is_over_is_an_empty_list_where_the_table_says_so_and_nothing_elsewhere()
    {
        Assert.Equal("""{"requirements":[]}""", Messages.Farewell(Routing.Roles["probation"], Routing.Recipients["wales-probation"], Plan()).Form!.ToJsonString());
        foreach (var name in new[] { "riverside-practice", "moorland-prison-healthcare", "monitoring-office" }) Assert.True(Messages.Farewell(Routing.Roles[Routing.Recipients[name].Role], Routing.Recipients[name], Plan()).IsEmpty);
    }

    [Theory]
    [InlineData("outgoing.csv", "extra,Extra,outgoing/requirements,yaml,,,id - -,,why", "\"format\" is json, xml or csv.")]
    [InlineData("outgoing.csv", "extra,Extra,outgoing/requirements,xml,,,id - -,,why", "\"root\" is empty. Fill it in.")]
    [InlineData("outgoing.csv", "extra,Extra,outgoing/requirements,json,,,- - -,,why", "\"ids\" has the names of the message's id")]
    [InlineData("outgoing.csv", "extra,Extra,outgoing/requirements,json,,,requirements - -,,why", "\"requirements[].requirementId\" stands in outgoing/requirements.csv and has the name of one of the \"ids\".")]
    [InlineData("outgoing.csv", "extra,Extra,outgoing/requirements,csv,,,id - -,,why", "\"requirements[].requirementId\" is no cell of a row.")]
    [InlineData("outgoing.csv", "requirements,Again,outgoing/requirements,json,,,id - -,,why", "\"requirements\" is on another row.")]
    public void A_wrong_format_is_reported_with_its_place_and_what_to_do(string file, string row, string expected)
    {
        File.AppendAllText(Path.Combine(folder, file), row + "\n");
        var fault = Assert.Throws<TableFault>(() => Tables.Load(folder));
        Assert.StartsWith($"{file}, row {File.ReadAllLines(Path.Combine(folder, file)).Length}: {expected}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipient_of_a_format_that_is_not_there_is_reported()
    {
        File.AppendAllText(Path.Combine(folder, "recipients.csv"), "extra,Extra,gp,,gp-relase,why\n");
        Assert.Contains("\"gp-relase\" is not a format.", Assert.Throws<TableFault>(() => new Routing(Tables.Load(folder))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rows_that_claim_one_of_our_codes_cannot_be_read_backwards()
    {
        File.AppendAllText(Path.Combine(folder, "codes/ndtms-route.csv"), "6,Swallow,oral,Oral,same,why,,,\n");
        var fault = Assert.Throws<TableFault>(() => Tables.Load(folder));
        Assert.StartsWith("outgoing/treatment-return.csv, row ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("codes/ndtms-route.csv cannot be read backwards: rows 5 and 7 both mean the same as \"oral\".", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6,Swallow,oral,Oral,broader,why,,,")]
    [InlineData("6,Swallow,swallowed,Swallowed,same,why,,,")]
    public void Rows_that_mean_more_or_something_else_do_not_hinder(string row)
    {
        File.AppendAllText(Path.Combine(folder, "codes/ndtms-route.csv"), row + "\n");
        Assert.NotNull(Tables.Load(folder));
    }
}
