using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughcare.Local.Stories;

/// <summary>Sends so many release notices, each about someone else, as fast as the door takes them, and says how long it took until everyone had been told and which process spent the time.</summary>
internal static class Load
{
    private const int AtOnce = 16;

    public static async Task<int> Run(int notices, Arguments arguments, CancellationToken stop)
    {
        var story = Story.Read("released-on-licence");
        var state = arguments.State ?? Path.Combine(Workplace.Root, ".throughcare", "load");
        var began = Stopwatch.GetTimestamp();
        await using var stack = await Stack.Start(new StackOptions { State = state, Fresh = true, Port = arguments.Port ?? 0, App = arguments.App, ClockStartsAt = story.Clock }, Console.WriteLine);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce });
        var template = await File.ReadAllTextAsync(Path.Combine(story.Folder, "1-release-notice.json"), stop);

        await Send(0);
        Console.WriteLine($"Start to first notice accepted: {Seconds(began)} s");
        while (Acknowledged(stack) < 3) await Task.Delay(20, stop);

        var cpu = Cpu(stack);
        began = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(1, notices + 1, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (n, _) => await Send(n));
        var accepted = Stopwatch.GetElapsedTime(began);
        while (Acknowledged(stack) < 3 * (notices + 1))
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(10)) { Console.WriteLine($"After ten minutes {Acknowledged(stack)} of {3 * (notices + 1)} updates are acknowledged. See {Path.Combine(state, "log.txt")}."); return 1; }
            await Task.Delay(20, stop);
        }
        var told = Stopwatch.GetElapsedTime(began);
        Console.WriteLine($"{notices} notices, {AtOnce} at once, three recipients each:");
        Console.WriteLine($"  accepted                    {Rate(notices, accepted)} notices/s");
        Console.WriteLine($"  applied, told, acknowledged {Rate(notices, told)} notices/s");
        foreach (var (name, seconds) in Cpu(stack)) Console.WriteLine($"  processor time of {name,-10} {(1000 * (seconds - cpu.GetValueOrDefault(name)) / notices).ToString("0.0", CultureInfo.InvariantCulture)} ms a notice");
        return 0;

        async Task Send(int n)
        {
            var notice = JsonNode.Parse(template)!;
            var number = n.ToString("000000", CultureInfo.InvariantCulture);
            notice["noticeId"] = $"LOAD-{number}";
            notice["person"]!["nomsNumber"] = $"{(char)('A' + n / 10000)}{number[2..]}ZZ";
            notice["person"]!.AsObject().Remove("nhsNumber");
            notice["probation"]!["crn"] = $"Z{number}";
            notice["probation"]!["requirement"]!["requirementId"] = $"RQ-{number}";
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Front, "api/notices/prison-healthcare")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(notice.ToJsonString())) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stack.KeyOf("prison-healthcare"));
                using var response = await http.SendAsync(request, stop);
                if (response.IsSuccessStatusCode) return;
                // What was not taken is sent again, as an agency does.
                if ((int)response.StatusCode < 500) throw new CannotRun($"The door refused a notice: {await response.Content.ReadAsStringAsync(stop)}");
                await Task.Delay(200, stop);
            }
        }
    }

    private static int Acknowledged(Stack stack) => stack.Agencies.Count;

    private static string Seconds(long began) => Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Rate(int count, TimeSpan time) => (count / time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Processor seconds so far: the handler, Azurite, and this process (stand-in host, broker, agencies, and the sender).</summary>
    private static Dictionary<string, double> Cpu(Stack stack)
    {
        using var self = Process.GetCurrentProcess();
        using var handler = Process.GetProcessById(stack.Handler.ProcessId);
        using var azurite = Process.GetProcessById(stack.Storage.ProcessId);
        return new() { ["handler"] = handler.TotalProcessorTime.TotalSeconds, ["Azurite"] = azurite.TotalProcessorTime.TotalSeconds, ["stand-in"] = self.TotalProcessorTime.TotalSeconds };
    }
}
