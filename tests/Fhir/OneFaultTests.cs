using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>One Bundle that is right, and forty that have one fault each. The other validators of tests/conformance are held against the same cases.</summary>
public class OneFaultTests
{
    private static readonly JsonObject Cases = JsonNode.Parse(File.ReadAllText(Checking.InTests("one-fault-cases.json")))!.AsObject();
    private static readonly Checker Checker = new(Checking.WithProfiles);

    public static TheoryData<string> Names(bool valid) => [.. Cases["cases"].Items().Where(one => one["valid"]!.GetValue<bool>() == valid).Select(one => one.TextAt("name")!)];

    public static byte[] Bundle(string name)
    {
        var bundle = Cases["bundle"]!.DeepClone();
        foreach (var (pointer, value) in Cases["cases"].Items().Single(one => one.TextAt("name") == name)["change"]!.AsObject()) Checking.Change(bundle, pointer, value);
        return Encoding.UTF8.GetBytes(bundle.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Names), true)]
    public void What_is_right_is_not_blamed(string name) => Assert.Equal("", Checking.Said(Checker.Check(Bundle(name))));

    /// <summary>Each is found, at its place and by its kind. Only that a Bundle lacks what it points at is a warning: R4 does not ask for it.</summary>
    [Theory]
    [MemberData(nameof(Names), false)]
    public void One_fault_is_found(string name)
    {
        var found = Checker.Check(Bundle(name)).Issues.Select(issue => $"{issue.Severity} {issue.Code} {issue.Location}".TrimEnd()).Distinct().ToList();
        var expected = Cases["cases"].Items().Single(one => one.TextAt("name") == name)["found"].Items().Select(line => line.GetValue<string>()).ToList();
        Assert.NotEmpty(found);
        Assert.True(expected.SequenceEqual(found), $"{name}: found\n{string.Join('\n', found)}\n");
    }

    [Fact]
    public void There_are_forty() => Assert.Equal(40, Names(valid: false).Count);
}
