using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Throughcare.Tests.Local;

/// <summary>The front door: requests handed on as they came, and nothing behind it that has no route.</summary>
public sealed class HttpFrontTests
{
    private static async Task<Rig> Open(string answers = "{}", Action<AppFolder>? more = null)
    {
        var folder = new AppFolder().WithHttp("FhirApi", "fhir/{*path}").WithHttp("Receive", "api/notices/{source}/{notice?}", "\"post\"").WithHttp("Any", "any", "").WithQueue("ApplyNotice", "notices").WithTimer("Sweep", "0 0 3 1 1 *").Answers(answers);
        more?.Invoke(folder);
        var rig = await Rig.Start(folder);
        await rig.OpenFront();
        return rig;
    }

    /// <summary>Sends bytes no client library would, and gives the status.</summary>
    private static async Task<int> Raw(Rig rig, string target, string method = "POST")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, rig.Front.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: front\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = await reader.ReadToEndAsync();
        return int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Path_query_method_headers_and_body_reach_the_handler_as_they_came()
    {
        await using var rig = await Open();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Front, "/fhir/Patient/a%20b?name=Si%C3%A2n&x=1+2&x=%2F&flag"));
        request.Headers.Add("X-Api-Key", "key-1");
        request.Headers.Add("X-Several", ["one", "two"]);
        request.Headers.Add("If-Match", "W/\"3\"");
        request.Content = new ByteArrayContent([0, 1, 2, 255]);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/fhir+json; charset=utf-8");
        using var response = await rig.Client.SendAsync(request);
        var call = Assert.Single(rig.Calls());
        Assert.Equal(("POST", "/fhir/Patient/a%20b?name=Si%C3%A2n&x=1+2&x=%2F&flag"), (call.Method, call.Url));
        Assert.Equal(("key-1", "one, two", "W/\"3\"", "application/fhir+json; charset=utf-8"), (call.Header("x-api-key"), call.Header("x-several"), call.Header("if-match"), call.Header("content-type")));
        Assert.Equal([0, 1, 2, 255], call.Body);
        Assert.True(Guid.TryParse(call.Header("x-azure-functions-invocationid"), out _));
    }

    [Theory]
    [InlineData("/fhir/a%2Fb/%7Etilde/c%2Bd+e")]
    [InlineData("/fhir/100%25/%252e%252e/x")]
    [InlineData("/FHIR/Patient;v=1/$match?_id=a,b|c")]
    public async Task A_target_is_handed_on_letter_for_letter(string target)
    {
        await using var rig = await Open();
        Assert.Equal(200, await Raw(rig, target));
        Assert.Equal(target, Assert.Single(rig.Calls()).Url);
    }

    [Fact]
    public async Task A_target_with_the_whole_address_is_taken_as_by_a_proxy()
    {
        await using var rig = await Open();
        Assert.Equal(200, await Raw(rig, "http://front/fhir/Patient/1?a=b"));
        Assert.Equal("/fhir/Patient/1?a=b", Assert.Single(rig.Calls()).Url);
    }

    [Fact]
    public async Task A_large_body_without_a_length_is_handed_on_whole()
    {
        await using var rig = await Open();
        var bytes = new byte[3 * 1024 * 1024];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i * 31);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Front, "/fhir")) { Content = new ByteArrayContent(bytes) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await rig.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(bytes, Assert.Single(rig.Calls()).Body);
    }

    [Fact]
    public async Task An_empty_body_keeps_its_content_type()
    {
        await using var rig = await Open();
        using var content = new ByteArrayContent([]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        using var response = await rig.Client.PostAsync(new Uri(rig.Front, "/fhir/x"), content);
        Assert.Equal("application/json", Assert.Single(rig.Calls()).Header("content-type"));
    }

    [Fact]
    public async Task Status_headers_and_body_come_back_as_they_were()
    {
        await using var rig = await Open("""{"fhir":[{"status":412,"body":"{\"issue\":1}","headers":{"Content-Type":"application/fhir+json; charset=utf-8","ETag":"W/\"3\"","Location":"/fhir/Patient/1","X-Several":["one","two"]}}]}""");
        using var response = await rig.Client.GetAsync(new Uri(rig.Front, "/fhir/Patient/1"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
        Assert.Equal("{\"issue\":1}", await response.Content.ReadAsStringAsync());
        Assert.Equal(("application/fhir+json; charset=utf-8", "W/\"3\"", "/fhir/Patient/1"), (response.Content.Headers.ContentType!.ToString(), response.Headers.ETag!.ToString(), response.Headers.Location!.ToString()));
        Assert.Equal(["one", "two"], response.Headers.GetValues("X-Several"));
    }

    [Theory]
    [InlineData("""{"status":302,"headers":{"Location":"http://127.0.0.1:9/"}}""", 302)]
    [InlineData("""{"status":204,"body":"","headers":{}}""", 204)]
    [InlineData("""{"status":200,"body":"","headers":{}}""", 200)]
    [InlineData("""{"status":200,"body":"null"}""", 200)]
    [InlineData("""{"status":503,"body":"busy","headers":{"Content-Type":"text/plain"}}""", 503)]
    public async Task What_would_fail_or_hang_behind_another_trigger_is_just_handed_back(string answer, int status)
    {
        await using var rig = await Open($$"""{"fhir":[{{answer}}]}""");
        using var response = await rig.Client.GetAsync(new Uri(rig.Front, "/fhir/x"));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(1, rig.Handler.Starts);
    }

    [Theory]
    [InlineData("/", "GET", 404)]
    [InlineData("/fhirs/x", "GET", 404)]
    [InlineData("/api/fhir/x", "GET", 404)]
    [InlineData("/api/notices", "POST", 404)]
    [InlineData("/api/notices/prison/1/more", "POST", 404)]
    [InlineData("/admin/functions/ApplyNotice", "POST", 404)]
    [InlineData("/runtime/webhooks/x", "POST", 404)]
    [InlineData("/api/notices/prison", "GET", 405)]
    [InlineData("/fhir/x", "DELETE", 405)]
    public async Task Only_declared_routes_and_methods_are_served(string target, string method, int status)
    {
        await using var rig = await Open();
        Assert.Equal(status, await Raw(rig, target, method));
        Assert.Empty(rig.Calls());
    }

    [Fact]
    public async Task A_function_that_names_no_methods_takes_them_all()
    {
        await using var rig = await Open();
        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" }) Assert.Equal(200, await Raw(rig, "/any", method));
        Assert.Equal(5, rig.Calls().Count);
    }

    /// <summary>To the handler, POST /ApplyNotice is the host speaking. No way of writing a public path may become that.</summary>
    [Theory]
    [InlineData("/ApplyNotice")]
    [InlineData("/applynotice")]
    [InlineData("//ApplyNotice")]
    [InlineData("///ApplyNotice")]
    [InlineData("/./ApplyNotice")]
    [InlineData("/.//ApplyNotice")]
    [InlineData("/%41pplyNotice")]
    [InlineData("/Sweep")]
    [InlineData("/FhirApi")]
    [InlineData("/fhir/../ApplyNotice")]
    [InlineData("/fhir/x/../../ApplyNotice")]
    [InlineData("/fhir//../../ApplyNotice")]
    [InlineData("/fhir/%2e%2e/ApplyNotice")]
    [InlineData("/fhir/%2E./ApplyNotice")]
    [InlineData("/fhir/.%2e/ApplyNotice?x=/fhir/")]
    [InlineData("/fhir/../../../ApplyNotice")]
    [InlineData("/ApplyNotice?/fhir/x")]
    [InlineData("/ApplyNotice#/fhir/x")]
    [InlineData("/ApplyNotice%3F/fhir/x")]
    [InlineData("/ApplyNotice;/fhir/x")]
    [InlineData("http://front/ApplyNotice")]
    [InlineData("http://front/fhir/../ApplyNotice")]
    [InlineData("http://front/fhir/%2e%2e/ApplyNotice")]
    [InlineData("http://front/fhir/..\\ApplyNotice")]
    public async Task No_public_path_reaches_an_internal_function(string target)
    {
        await using var rig = await Open();
        Assert.NotEqual(200, await Raw(rig, target));
        Assert.Empty(rig.Calls());
        Assert.Equal(0, rig.Broker.Count("notices"));
    }

    /// <summary>These stay below the route by the rules of URIs; the handler must see them unfolded, so that it reads them the same way.</summary>
    [Theory]
    [InlineData("/fhir/..\\ApplyNotice")]
    [InlineData("/fhir\\..\\ApplyNotice")]
    [InlineData("/fhir/..%5cApplyNotice")]
    [InlineData("/fhir/..%2fApplyNotice")]
    [InlineData("/fhir/%2e%2e%2fApplyNotice")]
    [InlineData("/fhir/%252e%252e/ApplyNotice")]
    [InlineData("/fhir/..;/ApplyNotice")]
    [InlineData("/fhir/x#/../../ApplyNotice")]
    public async Task A_path_that_only_looks_like_a_way_out_is_refused_or_handed_on_unfolded(string target)
    {
        await using var rig = await Open();
        await Raw(rig, target);
        Assert.All(rig.Calls(), call => Assert.Equal(target, call.Url));
        Assert.Empty(rig.Calls("ApplyNotice"));
    }

    [Fact]
    public async Task A_handler_that_gives_no_answer_is_a_500()
    {
        await using var rig = await Open("""{"fhir":[{"exit":1},{}]}""");
        Assert.Equal(500, await Raw(rig, "/fhir/x", "GET"));
        Assert.True(rig.Logged("Error", "FhirApi failed"));
    }

    [Fact]
    public async Task An_HTTP_call_that_outlives_functionTimeout_is_a_500_and_the_handler_is_killed_and_started_again()
    {
        await using var rig = await Open("""{"fhir":[{"forever":true},{}]}""", folder => folder.Host["functionTimeout"] = "00:00:01");
        Assert.Equal(500, await Raw(rig, "/fhir/x", "GET"));
        Assert.Equal(2, rig.Handler.Starts);
        Assert.Equal(200, await Raw(rig, "/fhir/x", "GET"));
    }

    /// <summary>The host does not cancel an invocation because its caller went away.</summary>
    [Fact]
    public async Task A_caller_that_goes_away_does_not_end_the_call()
    {
        await using var rig = await Open("""{"fhir":[{"delay":500}]}""");
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, rig.Front.Port);
            await client.GetStream().WriteAsync("GET /fhir/slow HTTP/1.1\r\nHost: front\r\n\r\n"u8.ToArray());
            await Wait.Until(() => rig.Calls("fhir").Count == 1, "the call has come");
        }
        await Wait.Until(() => rig.Folder.Recorded("ends").Count == 1, "the call ends");
        Assert.Equal(1, rig.Handler.Starts);
    }

    [Fact]
    public async Task With_a_route_prefix_all_routes_are_below_it()
    {
        await using var rig = await Open("{}", folder => folder.Host["extensions"]!["http"]!["routePrefix"] = "v1");
        Assert.Equal(404, await Raw(rig, "/fhir/x"));
        Assert.Equal(200, await Raw(rig, "/v1/fhir/x"));
        Assert.Equal("/v1/fhir/x", Assert.Single(rig.Calls()).Url);
    }
}
