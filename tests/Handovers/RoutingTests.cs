using System.Text.Json.Nodes;
using Throughcare.Handovers;
using Throughcare.Plans;
using Throughcare.Tests.Translation;
using Throughcare.Translation;

namespace Throughcare.Tests.Handovers;

/// <summary>Who is responsible: by where the person will live, on the day, and not by where the prison is.</summary>
public sealed class RoutingTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 6);
    private readonly string folder = Repo.CopyOfMappings();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Plan LivingAt(string? postcode, params NoticeRow[] more)
    {
        var notice = Translating.ReleaseNotice();
        if (postcode is null) notice["person"]!.AsObject().Remove("address");
        else notice["person"]!["address"]!["postcode"] = postcode;
        return Translating.Fold([Translating.Row("prison-healthcare", notice), .. more]);
    }

    private Destination Community(Plan plan, DateOnly? day = null) => new Routing(Tables.Load(folder)).WhoMustBeTold(plan, day ?? Day).Single(destination => destination.Role == "community-provider");

    [Theory]
    [InlineData("LL13 8AB", "wrexham-recovery")]
    [InlineData("ll138ab", "wrexham-recovery")]
    [InlineData("LS8 5AB", "leeds-recovery")]
    [InlineData("LS28 5AB", "leeds-recovery")]
    [InlineData("LL1 3AB", null)]
    [InlineData("L13 8AB", null)]
    [InlineData("ZZ1 1ZZ", null)]
    [InlineData("LL13", null)]
    [InlineData("", null)]
    public void A_postcode_is_placed_by_its_district_or_its_area_and_never_by_half_of_one(string postcode, string? expected) => Assert.Equal(expected, Community(LivingAt(postcode)).To);

    [Fact]
    public void A_sector_of_a_district_can_have_another_provider()
    {
        File.AppendAllText(Path.Combine(folder, "areas.csv"), "LL13 8,leeds,Leeds,,,A sector\n");
        Assert.Equal("leeds-recovery", Community(LivingAt("LL13 8AB")).To);
        Assert.Equal("wrexham-recovery", Community(LivingAt("LL13 9AB")).To);
    }

    [Fact]
    public void No_address_has_no_place_and_says_so() => Assert.Equal((null, "no postcode to live at is known"), (Community(LivingAt(null)).To, Community(LivingAt(null)).Because));

    /// <summary>Contracts end and others begin.</summary>
    [Fact]
    public void The_provider_of_the_day_is_told()
    {
        var routes = Path.Combine(folder, "routes.csv");
        File.WriteAllText(routes, File.ReadAllText(routes).Replace("community-provider,wrexham,wrexham-recovery,2020-04-01,,", "community-provider,wrexham,wrexham-recovery,2020-04-01,2026-03-31,", StringComparison.Ordinal) + "community-provider,wrexham,leeds-recovery,2026-04-01,,A new contract\n");
        Assert.Equal("wrexham-recovery", Community(LivingAt("LL13 8AB"), new DateOnly(2026, 3, 31)).To);
        Assert.Equal("leeds-recovery", Community(LivingAt("LL13 8AB"), new DateOnly(2026, 4, 1)).To);
    }

    [Fact]
    public void A_person_in_a_prison_far_away_is_placed_where_they_will_live()
    {
        var notice = Translating.ReleaseNotice();
        notice["release"]!["prison"] = "DMI";
        Assert.Equal("wrexham-recovery", Community(Translating.Fold(Translating.Row("prison-healthcare", notice))).To);
    }

    [Fact]
    public void A_recipient_has_one_role_for_what_it_may_see_hangs_on_it()
    {
        File.AppendAllText(Path.Combine(folder, "routes.csv"), "community-provider,leeds,wales-probation,,,A slip\n");
        var fault = Assert.Throws<TableFault>(() => new Routing(Tables.Load(folder)));
        Assert.Contains("\"wales-probation\" has the role probation in recipients.csv, not community-provider", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>An answer from the waiting list holds until a later notice describes the person anew.</summary>
    [Fact]
    public void An_answer_holds_until_the_person_is_described_anew()
    {
        var answer = Translating.Row("throughcare-desk", new JsonObject
        {
            ["placement"] = new JsonObject { ["person"] = Translating.Person, ["role"] = "community-provider", ["recipient"] = "bradford-recovery", ["by"] = "Duty officer", ["why"] = "Rang" }, ["id"] = "1", ["at"] = "2026-03-06T11:00:00Z",
        }, Translating.Recorded.AddMinutes(5));
        Assert.Equal("bradford-recovery", Community(LivingAt("ZZ1 1ZZ", answer)).To);
        var later = Translating.ReleaseNotice();
        later["noticeVersion"] = 2;
        later["person"]!["address"]!["postcode"] = "LS8 5AB";
        Assert.Equal("leeds-recovery", Community(LivingAt("ZZ1 1ZZ", answer, Translating.Row("prison-healthcare", later, Translating.Recorded.AddMinutes(10)))).To);
    }

    [Fact]
    public void A_death_ends_every_part_and_a_later_release_notice_begins_none_before_it()
    {
        var died = Translating.Released();
        died["additionalInformation"]!["nomisMovementReasonCode"] = "DEC";
        Assert.Empty(new Routing(Tables.Load(folder)).WhoMustBeTold(LivingAt("LL13 8AB", Translating.Row("hmpps-domain-events", died)), Day));
    }
}
