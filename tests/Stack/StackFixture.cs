using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Local;
using Throughcare.Tests.Translation;

namespace Throughcare.Tests.RunningStack;

/// <summary>The whole product running: real Azurite, the broker, the stand-in host, the handler as its own process, the agencies.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    private readonly string folder = Repo.Temporary("stack");
    private readonly HttpClient http = new();

    internal Stack Stack { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Stack = await Stack.Start(new StackOptions { State = folder, Port = 0, ClockStartsAt = "2026-03-06T10:30:00Z", WatchSchedule = "*/1 * * * * *", GraceSeconds = 2 }, _ => { });

    public async Task DisposeAsync()
    {
        http.Dispose();
        await Stack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal string Log => File.ReadAllText(Path.Combine(folder, "log.txt"));

    internal async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Call(HttpMethod method, string path, string? caller, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Stack.Front, path)) { Content = content };
        if (caller is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Stack.KeyOf(caller));
        return await Send(request);
    }

    internal async Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Send(HttpRequestMessage request)
    {
        var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null, response);
    }

    internal Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Post(string source, byte[] body, string contentType = "application/json", string? caller = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Call(HttpMethod.Post, $"api/notices/{source}", caller ?? source, content);
    }

    internal Task<(int Status, JsonNode? Body, HttpResponseMessage Raw)> Post(string source, JsonNode notice) => Post(source, Encoding.UTF8.GetBytes(notice.ToJsonString(Json.Readable)));

    /// <summary>Waits until the notice has ended and gives its status.</summary>
    internal async Task<JsonNode> Ended(string source, JsonNode? accepted)
    {
        var status = await Until(async () => (await Call(HttpMethod.Get, accepted.TextAt("status")!, source)).Body is { } body && body.TextAt("state") != "received" ? body : null);
        return status;
    }

    /// <summary>A person no other test knows, released on licence, whom every party has been told about: the person's key.</summary>
    internal async Task<string> Released(string prisonNumber, Action<JsonObject>? change = null, int version = 1)
    {
        var notice = Translating.ReleaseNotice();
        notice["noticeId"] = $"RN-{prisonNumber}";
        notice["noticeVersion"] = version;
        notice["person"]!["nomsNumber"] = prisonNumber;
        notice["person"]!.AsObject().Remove("nhsNumber");
        var (surname, born) = WhoIs(prisonNumber);
        (notice["person"]!["surname"], notice["person"]!["dateOfBirth"]) = (surname.ToUpperInvariant(), born.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        notice["probation"]!["crn"] = $"X{prisonNumber[1..5]}00";
        change?.Invoke(notice);
        Assert.Equal("applied", (await Ended("prison-healthcare", (await Post("prison-healthcare", notice)).Body)).TextAt("state"));
        var person = await PersonOf(prisonNumber);
        await Told(person);
        return person;
    }

    /// <summary>Makes a provider's Patient the person whom <see cref="Released"/> released: the same name and birthday, and their prison number.</summary>
    internal static void IsThe(JsonNode patient, string prisonNumber)
    {
        patient["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.throughcare.example/Id/prison-number", ["value"] = prisonNumber });
        var (surname, born) = WhoIs(prisonNumber);
        patient["name"] = new JsonArray(new JsonObject { ["family"] = surname, ["given"] = new JsonArray("Daniel") });
        (patient["birthDate"], patient["gender"]) = (London.Text(born), "male");
    }

    /// <summary>A surname and a birthday of their own for everybody, so that nobody has to be asked whether two of them are one.</summary>
    private static (string Surname, DateOnly Born) WhoIs(string prisonNumber)
    {
        var digits = int.Parse(prisonNumber.AsSpan(1, 4), System.Globalization.CultureInfo.InvariantCulture);
        return ($"Hollis-{string.Concat(prisonNumber[1..5].Select(digit => "BDFGKLMNPR"[digit - '0'] + "aeiouaeiou"[digit - '0'].ToString()))}{prisonNumber[5..].ToLowerInvariant()}", new DateOnly(1960, 1, 2).AddDays(digits * 2));
    }

    internal async Task<JsonObject> PlanOf(string prisonNumber, string caller = "desk")
    {
        using var form = new FormUrlEncodedContent([new("patient.identifier", $"https://fhir.throughcare.example/Id/prison-number|{prisonNumber}")]);
        return (await Call(HttpMethod.Post, "fhir/CarePlan/_search", caller, form)).Body!.AsObject();
    }

    internal async Task<string> PersonOf(string prisonNumber) => await Until(async () => (await PlanOf(prisonNumber)).TextAt("entry", 0, "resource", "id"));

    /// <summary>Who was told about the person, by recipient: state and reason; once nobody is owed.</summary>
    internal async Task<Dictionary<string, (string State, string Because)>> Told(string person) => await Until(async () =>
    {
        var told = (await Call(HttpMethod.Get, $"fhir/CarePlan/{person}/$told", "desk")).Body!;
        var rows = told["parameter"].Items().Where(part => part.TextAt("name") == "recipient").ToDictionary(part => Part(part, "name"), part => (Part(part, "state"), Part(part, "because")));
        return rows.Count > 0 && rows.Values.All(row => row.Item1 != "owed") ? rows : null;
    });

    internal static string Part(JsonNode row, string name) => row["part"].Items().FirstOrDefault(part => part.TextAt("name") == name).TextAt("valueString") ?? "";

    internal static async Task<T> Until<T>(Func<Task<T?>> look) where T : class
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (await look() is { } seen) return seen;
            await Task.Delay(100);
        }
        throw new TimeoutException("It did not come about within a minute.");
    }
}

[CollectionDefinition(nameof(StackCollection))]
public class StackCollection : ICollectionFixture<StackFixture>;
