using System.Globalization;
using System.Text.RegularExpressions;
using Throughcare.Benchmarks.Population;

namespace Throughcare.Tests.Measuring;

/// <summary>What is said of the made-up population is true of it.</summary>
public sealed class PopulationTests
{
    private const int Seed = 7;

    private static readonly List<TruePerson> People = [.. TruePeople.Make(Seed, 12_000)];

    private static readonly List<Sighting> Records = [.. Sightings.Of(People, Seed)];

    [Fact]
    public void The_same_seed_gives_the_same_people() =>
        Assert.Equal(People.Select(person => person.ToString()), TruePeople.Make(Seed, People.Count).Select(person => person.ToString()));

    [Fact]
    public void Another_seed_gives_other_people() =>
        Assert.NotEqual(People.Take(100).Select(person => person.NhsNumber), TruePeople.Make(Seed + 1, 100).Select(person => person.NhsNumber));

    [Fact]
    public void The_same_seed_gives_the_same_records() =>
        Assert.Equal(Records.Select(record => record.ToString()), Sightings.Of(People, Seed).Select(record => record.ToString()));

    [Fact]
    public void The_records_of_one_person_do_not_depend_on_who_else_is_asked_about() =>
        Assert.Equal(Records.Where(record => record.Person == 5000).Select(record => record.ToString()), Sightings.Of(People[5000], Seed).Select(record => record.ToString()));

    [Fact]
    public void People_come_in_order_and_as_many_as_were_asked_for()
    {
        Assert.Equal(Enumerable.Range(0, People.Count), People.Select(person => person.Index));
        Assert.Equal(3000, TruePeople.Make(Seed, 3000).Count());
        Assert.All(TruePeople.Make(Seed, 3000).SelectMany(person => person.Relatives), relative => Assert.InRange(relative.Other.Index, 0, 2999));
    }

    [Fact]
    public void No_two_people_have_the_same_number()
    {
        foreach (var numbers in new[]
        {
            People.Select(person => person.NhsNumber), People.SelectMany(person => person.PrisonNumbers), People.SelectMany(person => person.Crns), People.Select(person => person.Pnc).OfType<string>(), People.Select(person => person.Cro).OfType<string>(),
            People.SelectMany(person => person.Clients).Select(client => client.Provider.Ods + client.Client), People.SelectMany(person => person.Hospitals).Select(hospital => hospital.ToString()),
        })
            Assert.DoesNotContain(numbers.GroupBy(number => number), group => group.Count() > 1);
    }

    [Fact]
    public void No_two_people_have_the_same_number_to_the_last_who_can_be_made()
    {
        var last = Enumerable.Range(0, Numbers.Most).Where(index => index % 7 == 0).ToList();
        Assert.Equal(last.Count, last.Select(index => Numbers.Nhs(Seed, index)).Distinct().Count());
        Assert.Equal(last.Count * 2, last.SelectMany(index => new[] { Numbers.Prison(Seed, index, 0), Numbers.Prison(Seed, index, 1) }).Distinct().Count());
        Assert.Equal(last.Count * 2, last.SelectMany(index => new[] { Numbers.Crn(Seed, index, 0), Numbers.Crn(Seed, index, 1) }).Distinct().Count());
    }

    /// <summary>Two agencies count each for themselves, so a client number alone is nobody's.</summary>
    [Fact]
    public void Some_people_have_the_same_client_number_at_different_services() =>
        Assert.Contains(People.SelectMany(person => person.Clients).GroupBy(client => client.Client), group => group.Count() > 1);

    /// <summary>Worked by the rule of anchors.md section 3, not by the product.</summary>
    [Fact]
    public void Every_true_NHS_number_is_of_the_test_range_and_passes_its_check() =>
        Assert.All(People, person => Assert.True(person.NhsNumber.StartsWith("999", StringComparison.Ordinal) && Passes(person.NhsNumber)));

    private static bool Passes(string number) => number.Length == 10 && (11 - (Enumerable.Range(0, 9).Sum(place => (number[place] - '0') * (10 - place)) % 11)) % 11 == number[9] - '0';

    [Fact]
    public void Numbers_of_prison_and_probation_have_their_form()
    {
        Assert.All(People.SelectMany(person => person.PrisonNumbers), number => Assert.Matches("^[A-Z][0-9]{4}[A-Z]{2}$", number));
        Assert.All(People.SelectMany(person => person.Crns), number => Assert.Matches("^[A-Z][0-9]{6}$", number));
        Assert.All(People.Select(person => person.Pnc).OfType<string>(), number => Assert.Matches("^(19|20)[0-9]{2}/[0-9]{7}[A-HJ-NP-RT-Z]$", number));
        Assert.All(People.Select(person => person.Cro).OfType<string>(), number => Assert.Matches("^[0-9]{6}/[0-9]{2}[A-HJ-NP-RT-Z]$", number));
    }

    /// <summary>The vectors are those of anchors.md section 3.</summary>
    [Theory]
    [InlineData(1979, 163001, 'B')]
    [InlineData(1981, 34, 'U')]
    [InlineData(2002, 73319, 'Z')]
    [InlineData(2003, 3, 'Y')]
    [InlineData(1967, 9893091, 'D')]
    public void The_letter_of_a_PNC_number_is_right(int year, int serial, char letter) => Assert.Equal(letter, Numbers.PncLetter(year, serial));

    [Fact]
    public void The_letter_of_a_CRO_number_is_right() => Assert.Equal('H', Numbers.CroLetter(1991, 65656));

    [Fact]
    public void Telephone_numbers_are_those_kept_for_drama() =>
        Assert.All(People.Select(person => person.Phone).Concat(Records.Select(record => record.Phone).OfType<string>()), phone => Assert.Matches("^07700 900[0-9]{3}$", phone));

    /// <summary>policy.md section 5: 9% without fixed abode, a third with children, a third to a half of those received into prison with a drug problem, alcohol a problem of one in five.</summary>
    [Fact]
    public void The_shares_are_those_of_the_policy_texts()
    {
        Assert.InRange(Share(People, person => person.Has(Traits.NoFixedAbode)), 0.08, 0.10);
        Assert.InRange(Share(People, person => person.Children > 0), 0.31, 0.36);
        var prisoners = People.Where(person => person.WasInPrison).ToList();
        Assert.InRange(Share(prisoners, person => person.HasDrugProblem), 1.0 / 3, 0.5);
        Assert.InRange(Share(prisoners, person => person.HasAlcoholProblem), 0.17, 0.24);
        Assert.InRange(Share(prisoners.Where(person => !person.IsMan).ToList(), person => person.HasAlcoholProblem), 0.25, 0.33);
    }

    private static double Share<T>(List<T> of, Func<T, bool> which) => (double)of.Count(which) / of.Count;

    [Fact]
    public void Everybody_is_as_old_as_people_here_are() => Assert.All(People, person => Assert.InRange(person.Born, new DateOnly(PopulationYear.Number - 90, 1, 1), new DateOnly(PopulationYear.Number - 16, 1, 1)));

    [Fact]
    public void More_people_have_their_birthday_on_the_first_of_January_than_on_any_other_day()
    {
        var days = People.GroupBy(person => (person.Born.Month, person.Born.Day)).OrderByDescending(day => day.Count()).ToList();
        Assert.Equal((1, 1), days[0].Key);
        Assert.True(days[0].Count() > days[1].Count() * 2);
    }

    [Fact]
    public void Every_hard_case_is_there() => Assert.All(Enum.GetValues<Traits>().Where(trait => trait != Traits.None), trait => Assert.True(People.Count(person => person.Has(trait)) > 40, trait.ToString()));

    [Fact]
    public void Twins_have_the_same_surname_at_birth_and_birthday() =>
        Assert.All(Pairs(Relation.Twin), pair =>
        {
            Assert.Equal(pair.One.Born, pair.Other.Born);
            if (pair.One.Origin.Custom == NameCustom.SharedSurname) Assert.Equal(pair.One.NameAtBirth, pair.Other.NameAtBirth);
        });

    [Fact]
    public void Twins_have_different_forenames() => Assert.All(Pairs(Relation.Twin).Where(pair => pair.One.IsMan == pair.Other.IsMan && pair.One.Given.Count > 0), pair => Assert.NotEqual(pair.One.Given[0], pair.Other.Given[0]));

    [Fact]
    public void Father_and_son_have_the_same_name_and_mostly_the_same_address()
    {
        var pairs = Pairs(Relation.FatherAndSon).ToList();
        Assert.All(pairs, pair => Assert.Equal((pair.One.Surname, pair.One.Given.FirstOrDefault()), (pair.Other.Surname, pair.Other.Given.FirstOrDefault())));
        Assert.All(pairs, pair => Assert.True(Math.Abs(pair.One.Born.Year - pair.Other.Born.Year) > 15));
        Assert.InRange(Share(pairs, pair => pair.One.Home.Line == pair.Other.Home.Line && pair.One.Home.Postcode == pair.Other.Home.Postcode), 0.6, 0.9);
    }

    [Fact]
    public void Namesakes_with_one_birthday_live_in_different_places()
    {
        var pairs = Pairs(Relation.Namesake).Where(pair => pair.One.Has(Traits.NamesakeWithBirthday)).ToList();
        Assert.All(pairs, pair => Assert.Equal((pair.One.Surname, pair.One.Given.FirstOrDefault(), pair.One.Born), (pair.Other.Surname, pair.Other.Given.FirstOrDefault(), pair.Other.Born)));
        Assert.All(pairs, pair => Assert.NotEqual(pair.One.Home.Area, pair.Other.Home.Area));
    }

    [Fact]
    public void Strangers_with_the_same_initials_and_birthday_have_them() =>
        Assert.All(Pairs(Relation.Namesake).Where(pair => pair.One.Has(Traits.SameInitialsAndBirthday)), pair =>
            Assert.Equal((pair.One.Surname[0], pair.One.Given.FirstOrDefault(" ")[0], pair.One.Born, pair.One.IsMan), (pair.Other.Surname[0], pair.Other.Given.FirstOrDefault(" ")[0], pair.Other.Born, pair.Other.IsMan)));

    private static IEnumerable<(TruePerson One, TruePerson Other)> Pairs(Relation relation) =>
        People.SelectMany(person => person.Relatives.Where(relative => relative.Relation == relation && relative.Other.Index > person.Index).Select(relative => (person, relative.Other)));

    [Fact]
    public void Dozens_of_people_have_had_the_address_of_one_hostel()
    {
        var hostels = People.SelectMany(person => person.Addresses.Where(address => address.Kind == AddressKind.Hostel).Select(address => (person, address.Line))).Distinct().GroupBy(stay => stay.Line).Select(stays => stays.Count()).ToList();
        Assert.InRange(hostels.Count(people => people is >= 20 and <= 200), 12, hostels.Count);
        Assert.Contains(hostels, people => people > 100);
    }

    [Fact]
    public void People_without_fixed_abode_have_no_true_postcode() => Assert.All(People.Where(person => person.Has(Traits.NoFixedAbode)), person => Assert.Null(person.Home.Postcode));

    [Fact]
    public void Who_changed_surname_has_an_earlier_one() => Assert.All(People.Where(person => person.Has(Traits.ChangedSurname)), person => Assert.NotEqual(person.Surname, Assert.Single(person.FormerSurnames)));

    [Fact]
    public void Names_without_accents_have_plain_letters_only() =>
        Assert.All(Origins.All.SelectMany(origin => origin.Surnames.Concat(origin.Forenames.SelectMany(fashion => fashion.Men.Concat(fashion.Women)))), name => Assert.True(PlainLetters.Of(name).All(char.IsAscii) && PlainLetters.Of(name.ToUpperInvariant()).All(char.IsAscii), name));

    /// <summary>A few names are those of many, most are those of few.</summary>
    [Fact]
    public void The_most_common_surname_is_that_of_one_or_two_in_a_hundred()
    {
        var surnames = People.GroupBy(person => person.Surname).Select(group => group.Count()).OrderDescending().ToList();
        Assert.InRange((double)surnames[0] / People.Count, 0.005, 0.025);
        Assert.InRange(surnames.Count, 1500, 12_000);
    }

    [Fact]
    public void Every_kind_of_deviation_happens() => Assert.All(Single, deviation => Assert.Contains(Records, record => record.Deviations.HasFlag(deviation)));

    private static IEnumerable<Deviations> Single => Enum.GetValues<Deviations>().Where(deviation => int.PopCount((int)deviation) == 1);

    [Fact]
    public void Most_records_are_right_and_few_are_wrong_in_several_ways()
    {
        var whole = Records.Where(record => record.Source is not "hmpps-domain-events" and not "ndtms-returns").ToList();
        Assert.InRange(Share(whole, record => PopulationCounts.Faults(record) > 0), 0.20, 0.25);
        Assert.InRange(Share(whole, record => PopulationCounts.Faults(record) > 1), 0.03, 0.05);
    }

    [Fact]
    public void Without_faults_a_record_says_what_is_true()
    {
        var rates = AgencyRates.UsualTimes(0);
        foreach (var record in Sightings.Of(People.Take(2000), Seed, rates).Where(record => record.Source is not "hmpps-domain-events" and not "ndtms-returns"))
        {
            var person = People[record.Person];
            Assert.Equal(0, PopulationCounts.Faults(record));
            Assert.Equal(PlainLetters.Of(person.Surname), PlainLetters.Of(record.Family!), ignoreCase: true);
            Assert.Equal(person.Born.ToString("O", CultureInfo.InvariantCulture), record.BirthDate);
            Assert.Equal(person.IsMan ? "male" : "female", record.Sex);
            if (record.Number("nhs-number") is { } number) Assert.Equal(person.NhsNumber, number);
        }
    }

    [Fact]
    public void NHS_numbers_that_fail_stand_apart_from_those_that_pass()
    {
        Assert.All(Records.Select(record => record.Number("nhs-number")).OfType<string>(), number => Assert.True(Passes(number)));
        Assert.All(Records.Select(record => record.Number("nhs-number-as-sent")).OfType<string>(), number => Assert.False(Passes(number)));
    }

    [Fact]
    public void A_strangers_number_is_somebody_elses_and_differs_in_one_character()
    {
        var owners = People.SelectMany(person => person.PrisonNumbers.Concat(person.Crns).Select(number => (number, person.Index))).ToDictionary(pair => pair.number, pair => pair.Index);
        var wrong = Records.Where(record => record.Deviations.HasFlag(Deviations.NumberOfStranger)).ToList();
        Assert.InRange(wrong.Count, 20, 400);
        Assert.All(wrong, record => Assert.Contains(record.Numbers.Where(number => number.System is "prison-number" or "crn"), number => owners.TryGetValue(number.Value, out var owner) && owner != record.Person));
        Assert.InRange(People.Count(person => person.NearCrn is not null), 1000, People.Count);
        Assert.InRange(People.Count(person => person.NearPrisonNumber is not null), 1000, People.Count);
        Assert.All(People.Where(person => person.NearCrn is not null), person => Assert.Equal(1, person.NearCrn!.Zip(person.Crns[0]).Count(pair => pair.First != pair.Second)));
    }

    [Fact]
    public void The_NHS_number_of_a_relative_is_a_relatives() =>
        Assert.All(Records.Where(record => record.Deviations.HasFlag(Deviations.NhsNumberOfRelative) && record.Number("nhs-number") is not null), record =>
            Assert.Contains(People[record.Person].Relatives, relative => relative.Other.NhsNumber == record.Number("nhs-number")));

    [Fact]
    public void Who_says_they_are_their_brother_or_sister_has_that_name() =>
        Assert.All(Records.Where(record => record.Deviations.HasFlag(Deviations.SiblingsIdentity)), record => Assert.True(People[record.Person].Has(Traits.BorrowsIdentity | Traits.Sibling)));

    [Fact]
    public void A_monitoring_return_has_initials_and_no_more()
    {
        var returns = Records.Where(record => record.Source == "ndtms-returns").ToList();
        Assert.All(returns, record => Assert.True(record.OnlyInitials && record.Family is null or { Length: 1 } && record.Given.All(name => name.Length == 1) && record.Postcode is null && record.Numbers.Count == 1));
        Assert.Contains(returns, record => record.BirthDate is null);
    }

    [Fact]
    public void A_movement_event_has_a_number_and_no_more() =>
        Assert.All(Records.Where(record => record.Source == "hmpps-domain-events"), record => Assert.True(record.Family is null && record.BirthDate is null && record.Sex is null && record.Numbers is [{ System: "prison-number" }]));

    [Fact]
    public void The_agencys_own_number_comes_first() =>
        Assert.All(Records.Where(record => record.Source != "liaison-and-diversion"), record => Assert.Equal(Own[record.Source], record.Numbers[0].System));

    private static readonly Dictionary<string, string> Own = new()
    {
        ["prison-healthcare"] = "prison-number", ["hmpps-domain-events"] = "prison-number", ["community-provider-fhir"] = "provider-client", ["ndtms-returns"] = "provider-client", ["hospital-adt"] = "hospital-number", ["probation"] = "crn", ["gp"] = "nhs-number",
    };

    [Fact]
    public void A_birth_date_is_a_date_or_part_of_one() =>
        Assert.All(Records.Select(record => record.BirthDate).OfType<string>(), date => Assert.True(Regex.IsMatch(date, "^(19|20)[0-9]{2}(-[0-9]{2})?$") || DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), date));

    /// <summary>Forty thousand people are more than a hundred thousand records; a tenth is looked at here.</summary>
    [Fact]
    public void There_are_more_than_a_hundred_thousand_records_of_forty_thousand_people() => Assert.True(Records.Count > People.Count * 2.5);
}
