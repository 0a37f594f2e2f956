using System.Text;
using Throughcare.Benchmarks.Population;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.Measuring;

/// <summary>What is said of the made-up year of notices is true of it.</summary>
public sealed class YearTests
{
    private const int Seed = 11;

    private static readonly List<TruePerson> People = [.. TruePeople.Make(Seed, 2100)];

    private static readonly IReadOnlyList<YearNotice> Notices = Year.Of(People, Seed);

    private static readonly ILookup<string, YearNotice> BySource = Notices.ToLookup(notice => notice.Source);

    private static readonly string[] All = ["prison-healthcare", "hmpps-domain-events", "community-provider-fhir", "liaison-and-diversion", "hospital-adt", "ndtms-returns"];

    public static TheoryData<string> Sources => [.. All];

    private static string Text(YearNotice notice) => Encoding.UTF8.GetString(notice.Bytes);

    [Fact]
    public void The_same_seed_gives_the_same_year()
    {
        var again = Year.Of(TruePeople.Make(Seed, People.Count), Seed);
        Assert.Equal(Notices.Select(Text), again.Select(Text));
        Assert.Equal(Notices.Select(notice => (notice.Source, notice.At, notice.Person)), again.Select(notice => (notice.Source, notice.At, notice.Person)));
    }

    [Fact]
    public void Notices_come_in_the_order_in_which_they_were_sent_and_all_in_the_year()
    {
        Assert.Equal(Notices.Select(notice => notice.At).Order(), Notices.Select(notice => notice.At));
        Assert.All(Notices, notice => Assert.Equal(PopulationYear.Number, notice.At.Year));
    }

    [Fact]
    public void Person_by_person_they_are_the_same() =>
        Assert.Equal(Notices.Select(Text).Order(StringComparer.Ordinal), Year.ByPerson(People, Seed).Select(Text).Order(StringComparer.Ordinal));

    [Fact]
    public void Everybody_has_a_few_notices_and_some_have_many()
    {
        var each = Notices.GroupBy(notice => notice.Person).Select(group => group.Count()).ToList();
        Assert.InRange((double)Notices.Count / People.Count, 4, 6);
        Assert.Contains(each, count => count > 25);
    }

    /// <summary>A sixth of them; the others are made by the same lines.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void The_product_takes_every_notice(string source)
    {
        foreach (var notice in BySource[source].Where((_, place) => place % 6 == 0))
            Assert.Equal("", Translating.TryTranslate(source, notice.Bytes).Match(_ => "", because => because, refusal => refusal + Text(notice)));
    }

    /// <summary>Every part of a notice is looked at by a row of the tables, and every code is in one.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void The_product_remarks_only_on_what_went_wrong_in_the_record(string source)
    {
        var rates = AgencyRates.UsualTimes(0);
        foreach (var notice in Year.Of(People.Take(400), Seed, rates).Where(notice => notice.Source == source))
        {
            var translated = Translating.Translate(source, notice.Bytes);
            Assert.True(translated.Remarks.Count == 0, $"{string.Join('\n', translated.Remarks)}\n{Text(notice)}");
            Assert.True(translated.Gaps.Count == 0, $"{string.Join('\n', translated.Gaps)}\n{Text(notice)}");
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_notice_says_when_it_was_sent(string source)
    {
        // A monitoring return holds for its day.
        foreach (var notice in BySource[source].Take(60)) Assert.InRange(Translating.Translate(source, notice.Bytes).Head.At, notice.At.AddHours(-24), notice.At);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void No_two_notices_of_a_source_have_the_same_id_and_version(string source)
    {
        var heads = BySource[source].Select(notice => Translating.Translate(source, notice.Bytes).Head).Select(head => (head.Kind.Name, head.Id, head.Version)).ToList();
        Assert.Equal(heads.Count, heads.Distinct().Count());
    }

    [Fact]
    public void What_happens_is_what_the_situations_ask_for()
    {
        var events = All.SelectMany(source => BySource[source].Select(notice => Translating.Translate(notice.Source, notice.Bytes).Event)).ToHashSet();
        foreach (var wanted in new[] { "release-planned", "released", "received", "transferred", "transferred-in", "sent-to-court", "returned", "handover-accepted", "treatment-updated", "treatment-reported", "screened", "diverted-to-treatment", "admitted-to-hospital", "discharged-from-hospital", "results-arrived" }) Assert.Contains(wanted, events);
    }

    [Fact]
    public void Some_release_notices_are_corrected() =>
        Assert.Contains(BySource["prison-healthcare"], notice => Translating.Translate(notice.Source, notice.Bytes).Head.Version == 2);

    /// <summary>Names, numbers and birth dates are those of the person's record at the agency, right or wrong.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void A_notice_says_of_the_person_what_their_record_says(string source)
    {
        foreach (var notice in BySource[source].Take(150))
        {
            var patient = Translating.Translate(source, notice.Bytes).Entries.Single(entry => entry.Kind == "person").Resource;
            var numbers = patient["identifier"]?.AsArray().Select(number => ((string?)number!["value"])?.Replace(" ", "", StringComparison.Ordinal)).ToHashSet() ?? [];
            var name = (string?)patient["name"]?[0]?["family"];
            Assert.Contains(Sightings.Of(People[notice.Person], Seed).Where(record => record.Source == source), record => record.Family == name && record.Numbers.All(number => numbers.Contains(number.Value)));
        }
    }

    /// <summary>policy.md section 5a: between a third and a half of those received have a drug problem.</summary>
    [Fact]
    public void Between_a_third_and_a_half_of_receptions_are_of_people_with_a_drug_problem()
    {
        var received = BySource["hmpps-domain-events"].Where(notice => Text(notice).Contains("\"ADMISSION\"", StringComparison.Ordinal)).ToList();
        Assert.InRange((double)received.Count(notice => People[notice.Person].HasDrugProblem) / received.Count, 1.0 / 3, 0.5);
    }

    [Fact]
    public void Nobody_is_updated_by_a_service_outside_while_in_prison()
    {
        foreach (var released in BySource["hmpps-domain-events"].Where(notice => Text(notice).Contains("\"RELEASED\"", StringComparison.Ordinal)))
        {
            var received = Notices.LastOrDefault(notice => notice.Person == released.Person && notice.At < released.At && Text(notice).Contains("\"ADMISSION\"", StringComparison.Ordinal));
            if (received is not null) Assert.DoesNotContain(Notices, notice => notice.Person == released.Person && notice.Source == "community-provider-fhir" && notice.At > received.At.AddDays(1) && notice.At < released.At.AddHours(-12));
        }
    }

    [Fact]
    public void Shuffled_notices_are_the_same_and_some_come_twice()
    {
        var shuffled = Year.Shuffled(Notices, Seed);
        Assert.Equal(Notices.Count, shuffled.Distinct().Count());
        Assert.InRange((double)shuffled.Count / Notices.Count, 1.03, 1.07);
        Assert.NotEqual(Notices.Take(50), shuffled.Take(50));
        Assert.Equal(shuffled, Year.Shuffled(Notices, Seed));
    }
}
