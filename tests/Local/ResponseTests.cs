using System.Text;
using Throughcare.Local.Host;

namespace Throughcare.Tests.Local;

/// <summary>What the host makes of the handler's answer.</summary>
public sealed class ResponseTests
{
    private static Envelope.Result Read(string body, int status = 200, string? type = "application/json") => Envelope.Read(status, type, Encoding.UTF8.GetBytes(body));

    private static string[] Outputs(string body) => [.. Read(body).Outputs.Select(output => $"{output.Binding}={Encoding.UTF8.GetString(output.Body)}")];

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public void An_empty_object_as_JSON_succeeds(string type) => Assert.True(Read("{}", type: type).Succeeded);

    [Theory]
    [InlineData("", 200, null)]
    [InlineData("", 204, null)]
    [InlineData("", 200, "application/json")]
    [InlineData("", 200, "text/plain")]
    [InlineData("null", 200, "application/json")]
    [InlineData(" null\n", 200, "application/json")]
    [InlineData("  ", 200, "application/json")]
    public void No_body_or_null_never_ends(string body, int status, string? type) => Assert.True(Read(body, status, type).NeverEnds);

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{}", "text/plain")]
    [InlineData("{}", "application/problem+json")]
    [InlineData("{}", "application/jsonlines")]
    [InlineData("{}", "application/json-patch+json")]
    [InlineData("null", "text/plain")]
    [InlineData("null", null)]
    public void Another_content_type_or_none_fails(string body, string? type)
    {
        var result = Read(body, type: type);
        Assert.False(result.Succeeded);
        Assert.False(result.NeverEnds);
        Assert.Contains("content type", result.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("3")]
    [InlineData("{")]
    [InlineData("<html>")]
    public void Anything_but_a_JSON_object_fails(string body)
    {
        var result = Read(body);
        Assert.False(result.Succeeded);
        Assert.False(result.NeverEnds);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public void A_status_that_is_not_2xx_fails_and_its_outputs_and_logs_are_ignored(int status)
    {
        var result = Read("""{"Outputs":{"out":{"a":1}},"Logs":["line"]}""", status);
        Assert.False(result.Succeeded);
        Assert.False(result.NeverEnds);
        Assert.Empty(result.Outputs);
        Assert.Empty(result.Logs);
    }

    [Fact]
    public void An_empty_answer_that_is_not_2xx_fails_and_does_not_hang() => Assert.False(Read("", 500, null).NeverEnds);

    [Theory]
    [InlineData("""{"Outputs":{"out":{"a":1}},"Logs":["x"]}""")]
    [InlineData("""{"outputs":{"out":{"a":1}},"logs":["x"],"returnValue":null}""")]
    [InlineData("""{"OUTPUTS":{"out":{"a":1}},"LOGS":["x"],"ReturnValue":7}""")]
    public void Names_are_case_insensitive(string body)
    {
        var result = Read(body);
        Assert.Equal(["out={\"a\":1}"], Outputs(body));
        Assert.Equal(["x"], result.Logs);
    }

    [Theory]
    [InlineData("test", "b5eb2d")]
    [InlineData("1234", "d76df8")]
    [InlineData("abcd", "69b71d")]
    [InlineData("", "")]
    public void A_plain_text_that_happens_to_be_base64_is_decoded(string text, string hex) =>
        Assert.Equal(hex, Convert.ToHexStringLower(Assert.Single(Read($$$"""{"Outputs":{"out":"{{{text}}}"}}""").Outputs).Body));

    [Theory]
    [InlineData("hello world!")]
    [InlineData("abc")]
    [InlineData("not-base64")]
    public void A_plain_text_that_is_not_base64_is_sent_as_written(string text) => Assert.Equal([$"out={text}"], Outputs($$$"""{"Outputs":{"out":"{{{text}}}"}}"""));

    [Fact]
    public void An_array_is_several_messages() => Assert.Equal(["out={\"n\":1}", "out={\"n\":2}", "out=[3]"], Outputs("""{"Outputs":{"out":[{"n":1},{"n":2},[3]]}}"""));

    [Fact]
    public void Null_outputs_send_nothing() => Assert.Empty(Outputs("""{"Outputs":{"out":null,"other":[null]},"Logs":null}"""));
}
