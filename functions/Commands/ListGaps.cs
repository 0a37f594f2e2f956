using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Commands;

/// <summary>Lists the codes that no table has, with how often each was seen and where to add it.</summary>
internal sealed class ListGaps(TextWriter output, TextWriter errors)
{
    /// <summary>Of notices in files.</summary>
    public int OfFiles(Tables tables, IReadOnlyList<byte[]> files, string sourceName)
    {
        var source = TranslateFile.SourceOf(tables, sourceName);
        var refused = 0;
        var counts = new Dictionary<(string Table, string Code), int>();
        foreach (var (index, file) in files.Index())
            refused += source.Format.Split(file).Match(parts => parts.Sum(part => Translator.Translate(source, part).Match(Count, _ => 0, refusal => Refused(index, refusal))), _ => 0, refusal => Refused(index, refusal));
        Print(counts.Select(gap => (gap.Key.Table, gap.Key.Code, gap.Value)), output);
        return refused > 0 ? 1 : 0;

        int Count(Translated translated)
        {
            foreach (var gap in translated.Gaps.Select(gap => (gap.Table, gap.Code)).Distinct()) counts[gap] = counts.GetValueOrDefault(gap) + 1;
            return 0;
        }

        int Refused(int index, Refusal refusal)
        {
            errors.WriteLine($"File {index + 1}: {TranslateFile.Words(refusal)}");
            return 1;
        }
    }

    /// <summary>Of the notices a running app has had.</summary>
    public static async Task<int> OfApp(Uri app, TextWriter output)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app, "api/waiting/gaps"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("THROUGHCARE_KEY"));
        try
        {
            using var response = await http.SendAsync(request);
            if (!response.IsSuccessStatusCode) throw new CannotRun($"The app answers {(int)response.StatusCode}. The key of a caller that may see the waiting lists goes into THROUGHCARE_KEY.");
            var gaps = JsonNode.Parse(await response.Content.ReadAsStringAsync()).Items();
            Print(gaps.Select(gap => (gap.TextAt("table")!["mappings/".Length..], gap.TextAt("code")!, gap["notices"]!.GetValue<int>())), output);
            return 0;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            throw new CannotRun($"No app answers at {app}. Start it, or give the right address with --app.");
        }
    }

    private static void Print(IEnumerable<(string Table, string Code, int Notices)> gaps, TextWriter output)
    {
        foreach (var gap in gaps.OrderByDescending(gap => gap.Notices).ThenBy(gap => gap.Table, StringComparer.Ordinal).ThenBy(gap => gap.Code, StringComparer.Ordinal))
            output.WriteLine($"{gap.Notices.ToString(CultureInfo.InvariantCulture),6}  {gap.Code}  mappings/{gap.Table}");
    }
}
