using System.Text.RegularExpressions;
using Throughcare.Subscriptions;
using Throughcare.Tests.Fhir;
using Throughcare.Translation;

namespace Throughcare.Tests.Subscriptions;

/// <summary>topics.csv, and what fhir-profiles/ promises of it.</summary>
public class TopicsTests
{
    private static string Fsh(string file) => File.ReadAllText(Path.Combine(ProfileFiles.Fsh, "api", file));

    [Fact]
    public void The_definitions_of_the_topics_say_what_the_table_says()
    {
        var defined = Regex.Matches(Fsh("topics.fsh"), @"insert Topic\(([a-z-]+), [^,]+, (\w+), \[\[(.*)\]\]\)").Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));
        var table = TableFile.Read(Repo.Mappings, "topics.csv", "topic", "because").Select(row => (row["topic"], Subscribing.Topics.Named(row["topic"])!.Focus, row["because"]));
        Assert.Equal(table, defined);
    }

    [Fact]
    public void The_CapabilityStatements_list_the_topics_of_the_table()
    {
        var promised = Regex.Matches(Fsh("capability-statement.fsh"), @"valueCanonical = ""(.*)""").Select(match => match.Groups[1].Value);
        Assert.Equal(Subscribing.Topics.Urls, promised);
        var served = Throughcare.FhirApi.Capability.Statement(Subscribing.FhirBase, Subscribing.Topics).At("rest", 0, "resource").Items().Single(resource => resource.TextAt("type") == "Subscription");
        Assert.Equal(Subscribing.Topics.Urls, served["extension"].Items().Select(extension => extension.TextAt("valueCanonical")));
    }

    [Fact]
    public void The_topic_of_requirements_has_every_kind_of_requirement_that_the_tables_know()
    {
        var kinds = TableFile.Read(Repo.Mappings, "terms.csv", "system", "code").Where(term => term["system"] == "requirement-type").Select(term => term["code"]).ToList();
        Assert.NotEmpty(kinds);
        Assert.Equal(kinds.Order(StringComparer.Ordinal), Subscribing.Topics.Named("treatment-requirement")!.Codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_topic_about_what_no_plan_has_is_a_fault_that_names_its_row()
    {
        var folder = Repo.CopyOfMappings();
        File.WriteAllText(Path.Combine(folder, "topics.csv"), "topic,resource,only_code,because\nplan,CarePlann,,x\n");
        var fault = Assert.Throws<TableFault>(() => new Topics(Tables.Load(folder)));
        Assert.StartsWith("topics.csv, row 2: \"CarePlann\" is not a type of resource that a plan has.", fault.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
