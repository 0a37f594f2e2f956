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

    /// <summary>Each is found, at its place and by its kind.</summary>
    [Theory]
    [MemberData(nameof(Names), false)]
    public void One_fault_is_found(string name)
    {
        var found = Checking.Errors(Checker.Check(Bundle(name))).Select(error => error[..error.IndexOf(':', StringComparison.Ordinal)]).Distinct();
        Assert.Equal(Cases["cases"].Items().Single(one => one.TextAt("name") == name).At("found").Items().Select(line => line.GetValue<string>()), found);
    }

    [Fact]
    public void There_are_forty() => Assert.Equal(40, Names(valid: false).Count);
}
