using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Tests.SecondOpinion;

namespace Throughcare.Tests.Fhir;

/// <summary>Right resources made wrong, one fault each, by every class of fault: our check finds each, and so does somebody who did not write it.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class MutationTests(SecondOpinions opinions)
{
    /// <summary>As many of each class as there are places for, at most.</summary>
    private const int OfEach = 12;

    public static TheoryData<string> Classes => [.. FaultClass.All.Select(one => one.Name)];

    /// <summary>The golden plans' resources and the right examples, one of each shape: many kinds of element, none wrong.</summary>
    private static readonly Lazy<IReadOnlyList<JsonObject>> Right = new(() =>
        [.. Directory.EnumerateFiles(Repo.Golden, "plan.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => JsonNode.Parse(File.ReadAllText(file)).Items()).Concat(ProfileFiles.Valid.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (JsonNode)one.Value))
            .Select(node => node.DeepClone().AsObject()).DistinctBy(resource => string.Join(' ', Spot.In(resource).Select(spot => spot.Element.Path).Distinct()))]);

    private static IEnumerable<string> Errors(JsonNode resource) => Checking.Errors(Checking.R4.Check(Encoding.UTF8.GetBytes(resource.ToJsonString())));

    private static List<(JsonObject Wrong, string Where)> Broken(FaultClass one)
    {
        var random = new Random(one.Name.Length);
        var made = new List<(JsonObject, string)>();
        foreach (var resource in Right.Value.OrderBy(_ => random.Next()))
        {
            if (made.Count == OfEach) break;
            var wrong = resource.DeepClone().AsObject();
            foreach (var spot in Spot.In(wrong).OrderBy(_ => random.Next()).ToList())
                if (one.Break(spot, random)) { made.Add((wrong, spot.Path)); break; }
        }
        return made;
    }

    [Fact]
    public void What_is_broken_was_right() => Assert.Equal([], Right.Value.SelectMany(Errors));

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task Each_class_of_fault_is_found_wherever_it_is(string name)
    {
        var one = FaultClass.All.Single(one => one.Name == name);
        var broken = Broken(one);
        Assert.True(broken.Count >= 3, string.Create(CultureInfo.InvariantCulture, $"Only {broken.Count} places for it."));
        Assert.Equal([], broken.Where(made => !Errors(made.Wrong).Any()).Select(made => made.Where));
        // Where no oracle looks, the specification is named, and one that began to see it is to be named.
        var verdicts = await opinions.Validate(broken.Select(made => made.Wrong));
        var seeing = verdicts.SelectMany(found => found.Select(verdict => verdict.Validator)).ToHashSet();
        Assert.NotEmpty(one.Source);
        if (one.Oracle is null) Assert.Equal([], seeing);
        else Assert.Contains(one.Oracle, seeing);
    }

    /// <summary>The other way round: whatever the others find in resources with faults of every class together, we find something there too.</summary>
    [Fact]
    public async Task What_another_validator_calls_wrong_we_do_not_call_right()
    {
        var random = new Random(20261122);
        var all = new List<JsonObject>();
        for (var round = 0; round < 400; round++)
        {
            var wrong = Right.Value[random.Next(Right.Value.Count)].DeepClone().AsObject();
            for (var faults = random.Next(1, 4); faults > 0; faults--)
            {
                var spots = Spot.In(wrong).ToList();
                if (spots.Count > 0) FaultClass.All[random.Next(FaultClass.All.Count)].Break(spots[random.Next(spots.Count)], random);
            }
            all.Add(wrong);
        }
        var verdicts = await opinions.Validate(all);
        Assert.True(verdicts.Count(found => found.Count > 0) > 100);
        Assert.Equal([], all.Zip(verdicts).Where(one => one.Second.Count > 0 && !Errors(one.First).Any()).Select(one => $"{one.First.ToJsonString()}: {string.Join("; ", one.Second)}"));
    }
}
