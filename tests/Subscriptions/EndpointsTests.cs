namespace Throughcare.Tests.Subscriptions;

/// <summary>Nobody makes us call what their agency has not given us.</summary>
public class EndpointsTests
{
    [Theory]
    [InlineData("https://signals.example/throughcare", true)]
    [InlineData("https://signals.example/throughcare/hook", true)]
    [InlineData("https://other.example:8443/anything/at/all", true)]
    [InlineData("https://signals.example/throughcare-other", false)]
    [InlineData("https://signals.example/", false)]
    [InlineData("https://signals.example/throughcare/../admin", false)]
    [InlineData("https://signals.example/throughcare/%2e%2e/admin", false)]
    [InlineData("https://signals.example/throughcare/..%2fadmin", false)]
    [InlineData("https://signals.example/throughcare\\..\\admin", false)]
    [InlineData("https://signals.example.evil.example/throughcare", false)]
    [InlineData("https://signals.example@evil.example/throughcare", false)]
    [InlineData("https://user:secret@signals.example/throughcare", false)]
    [InlineData("https://signals.example:444/throughcare", false)]
    [InlineData("https://signals.example/throughcare?person=A1234BC", false)]
    [InlineData("https://signals.example/throughcare#part", false)]
    [InlineData("http://signals.example/throughcare", false)]
    [InlineData("https://other.example/anything", false)]
    [InlineData("http://127.0.0.1:9000/gp", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/throughcare", false)]
    [InlineData("", false)]
    [InlineData("https://sıgnals.example/throughcare", false)]
    public void Only_what_lies_below_a_registered_address_is_called(string address, bool called) => Assert.Equal(called, Subscribing.Endpoints.Find("probation", address) is not null);

    [Fact]
    public void An_address_without_encryption_counts_only_on_this_machine_even_if_it_was_registered()
    {
        Assert.Null(Subscribing.Endpoints.Find("gp", "http://10.0.0.1/hook"));
        Assert.NotNull(Subscribing.Endpoints.Find("gp", "http://127.0.0.1:9000/gp"));
        Assert.Null(Subscribing.Endpoints.Find("desk", "https://signals.example/throughcare"));
        Assert.Equal(("the key", null), (Subscribing.Endpoints.KeyOf("probation"), Subscribing.Endpoints.KeyOf("gp")));
    }
}
