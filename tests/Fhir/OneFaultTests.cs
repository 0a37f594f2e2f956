using System.Text;
using Throughcare.Fhir;
using Throughcare.Tests.SecondOpinion;
using Throughcare.Translation;

namespace Throughcare.Tests.Fhir;

/// <summary>The Bundles of tests/conformance/one-fault that are right, and the forty that have one fault each, which the other validators are held against too. one-fault-found.csv says what we find.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class OneFaultTests(SecondOpinions opinions)
{
    private static readonly Checker Checker = new(Checking.WithProfiles);

    private async Task<List<(string Name, bool IsRight, Throughcare.Fhir.Verdict Verdict)>> Checked() =>
        [.. (await opinions.Cases()).Select(one => (one.Name, one.IsRight, Checker.Check(Encoding.UTF8.GetBytes(one.Bundle.ToJsonString()))))];

    [Fact]
    public async Task What_is_right_is_not_blamed() => Assert.All((await Checked()).Where(one => one.IsRight), one => Assert.Equal("", Checking.Said(one.Verdict)));

    /// <summary>Each at its place and by its kind. Only that a Bundle lacks what it points at is a warning: R4 does not ask for it.</summary>
    [Fact]
    public async Task Each_of_forty_faults_is_found()
    {
        var found = (await Checked()).Where(one => !one.IsRight).Select(one => $"{one.Name}: {string.Join(" | ", one.Verdict.Issues.Select(issue => $"{issue.Severity} {issue.Code} {issue.Location}").Distinct())}").ToList();
        var rows = TableFile.ReadExactly(Checking.InTests(""), "one-fault-found.csv", "case", "found");
        Assert.Equal(40, rows.Count);
        Assert.Equal(rows.Select(row => $"{row["case"]}: {row.Required("found")}"), found);
    }
}
