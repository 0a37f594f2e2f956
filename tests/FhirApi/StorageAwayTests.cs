using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Throughcare.Disclosure;
using Throughcare.Handovers;
using Throughcare.Hosting;
using Throughcare.People;
using Throughcare.Plans;
using Throughcare.Storage;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.FhirApi;

/// <summary>What a client hears while storage does not answer.</summary>
public class StorageAwayTests
{
    private static Throughcare.FhirApi.FhirApi Api()
    {
        var tables = Translating.Tables;
        var nowhere = StorageAccount.WithKey(new Uri("http://127.0.0.1:1/tables"), new Uri("http://127.0.0.1:1/blobs"), "account", Convert.ToBase64String(new byte[64]), TimeProvider.System);
        var keys = new Keys(new byte[32]);
        var callers = new Callers(tables, name => name == "CALLER_GP" ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("the key"))) : null);
        var plans = new PlanStore(new Table(nowhere, "plans"), new Table(nowhere, "subscriptions"), tables, keys, "https://fhir.example");
        var routing = new Routing(tables);
        var seen = new Throughcare.FhirApi.SeenPlans(plans, new DisclosurePolicy(tables), new HandoverTasks(routing, tables, keys), routing, TimeProvider.System, "https://fhir.example");
        using var random = RandomNumberGenerator.Create();
        return new(callers, seen, plans, new PersonIndex(new Table(nowhere, "people"), tables, keys, random), null!, null!, null!, null!, null!, null!, tables, TimeProvider.System, "https://fhir.example");
    }

    [Theory]
    [InlineData("GET", "Goal/pnobody-1")]
    [InlineData("GET", "CarePlan/pnobody/$everything")]
    [InlineData("GET", "Goal/pnobody-1/_history")]
    [InlineData("PUT", "Task/pnobody-1")]
    public async Task Storage_that_does_not_answer_is_said_to_be_away(string method, string path)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        (http.Request.Method, http.Request.ContentType, http.Request.Headers.Authorization) = (method, "application/fhir+json", "Bearer the key");
        http.Response.Body = new MemoryStream();
        await (await Api().Answer(http.Request, path)).ExecuteAsync(http);
        Assert.Equal((503, "30"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
        http.Response.Body.Position = 0;
        Assert.Contains("StorageIsAway", await new StreamReader(http.Response.Body).ReadToEndAsync(), StringComparison.Ordinal);
    }
}
