using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Throughcare.Disclosure;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.Notices;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Storage;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.FhirApi;

/// <summary>What a client hears while storage does not answer.</summary>
public class StorageAwayTests
{
    private static readonly StorageAccount nowhere = StorageAccount.WithKey(new Uri("http://127.0.0.1:1/tables"), new Uri("http://127.0.0.1:1/blobs"), "account", Convert.ToBase64String(new byte[64]), TimeProvider.System);

    private static readonly Callers callers = new(Translating.Tables, name => name == "CALLER_COMMUNITY_TREATMENT" ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("the key"))) : null);

    private static Throughcare.FhirApi.FhirApi Api()
    {
        var (tables, keys) = (Translating.Tables, new Keys(new byte[32]));
        var plans = new PlanStore(new AzureTable(nowhere, "plans"), new AzureTable(nowhere, "subscriptions"), tables, keys, "https://fhir.example");
        var routing = new Routing(tables);
        var seen = new Throughcare.FhirApi.SeenPlans(plans, new DisclosurePolicy(tables), new HandoverTasks(routing, tables, keys), routing, TimeProvider.System, "https://fhir.example");
        using var random = RandomNumberGenerator.Create();
        return new(callers, seen, plans, new Identities(new PersonIndex(new AzureTable(nowhere, "people"), tables, keys), plans, new Matching(tables), new KnownBy(tables), tables, keys, random), null!, null!, null!, null!, null!, null!, tables, TimeProvider.System, "https://fhir.example");
    }

    [Theory]
    [InlineData("GET", "Goal/pnobody-1")]
    [InlineData("GET", "CarePlan/pnobody/$everything")]
    [InlineData("GET", "Goal/pnobody-1/_history")]
    [InlineData("PUT", "Task/pnobody-1")]
    public async Task Storage_that_does_not_answer_is_said_to_be_away(string method, string path)
    {
        var (status, body, retryAfter) = await Answered(method, request => Api().Answer(request, path));
        Assert.Equal((503, "30"), (status, retryAfter));
        Assert.Contains("StorageIsAway", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_is_said_of_how_a_notice_ended()
    {
        Assert.Equal(503, (await Answered("GET", request => Door().Get(request, "community-provider-fhir", "akey"))).Status);
    }

    /// <summary>Storage takes no key as long as that, or with such characters: it is not even asked, for it would answer that the fault is ours.</summary>
    [Theory]
    [InlineData("pé-1")]
    [InlineData("p'or'1")]
    [InlineData("p 1")]
    [InlineData(null)]
    public async Task What_can_be_nobodys_key_is_not_there_whether_or_not_storage_is(string? id)
    {
        id ??= new string('p', 3000);
        foreach (var path in new[] { $"Goal/{id}", $"CarePlan/{id}/$everything", $"Goal/{id}/_history" }) Assert.Equal(404, (await Answered("GET", request => Api().Answer(request, path))).Status);
        Assert.Equal(404, (await Answered("GET", request => Door().Get(request, "community-provider-fhir", id))).Status);
    }

    private static Throughcare.ReceiveNotice.ReceiveNotice Door() =>
        new(Translating.Tables, callers, null!, new Ledger(new AzureTable(nowhere, "endings"), new AzureBlobs(nowhere, "notices"), null!, null!, TimeProvider.System), new Patience(TimeProvider.System), FaultPoint.None);

    private static async Task<(int Status, string Body, string RetryAfter)> Answered(string method, Func<HttpRequest, Task<IResult>> answer)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        (http.Request.Method, http.Request.ContentType, http.Request.Headers.Authorization) = (method, "application/fhir+json", "Bearer the key");
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (await answer(http.Request)).ExecuteAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), http.Response.Headers.RetryAfter.ToString());
    }
}
