using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Commands;

/// <summary>Prints what a notice becomes as one FHIR Bundle, and on the error output what could not be used as it was sent.</summary>
internal sealed class TranslateFile(TextWriter output, TextWriter errors, TimeProvider time)
{
    public int Run(Tables tables, byte[] file, string sourceName)
    {
        var (writing, source) = (new Writing(), SourceOf(tables, sourceName));
        return ForEach(tables, file, sourceName, writing, time, errors, bundle =>
        {
            var printed = JsonNode.Parse(writing.Output.Written)!;
            foreach (var (entry, kind) in bundle.Unusable) tables.Facts[kind].MarkUnusable(printed.At("entry", entry, "resource")!.AsObject());
            output.WriteLine(printed.ToJsonString(Json.Indented));
            Tell(writing, source, errors);
            return 0;
        });
    }

    /// <summary>Each notice of the file as a Bundle in the writing's output; a file of rows or a batch of messages has several.</summary>
    /// <returns>The highest of what <paramref name="look"/> gave, or 1 when something was refused.</returns>
    public static int ForEach(Tables tables, byte[] file, string sourceName, Writing writing, TimeProvider time, TextWriter errors, Func<NoticeBundle, int> look)
    {
        var source = SourceOf(tables, sourceName);
        var bundle = new NoticeBundle(FhirNames.Base);
        return source.Format.Split(file).Match(
            parts => parts.Count == 0 ? Ignored("The file has no notice: there is nothing below its header row.") : parts.Select(part =>
            {
                writing.Trace?.Clear();
                return bundle.Write(source, part, writing, (time.GetUtcNow(), tables.Version)).Match(_ => look(bundle), Ignored, Refused);
            }).ToList().Max(),
            Ignored, Refused);

        int Ignored(string because)
        {
            errors.WriteLine(because);
            return 1;
        }

        int Refused(Refusal refusal)
        {
            errors.WriteLine($"{Words(refusal)}{(refusal.Element.Length > 0 ? $" ({refusal.Element})" : "")}{(refusal.Detail.Length > 0 ? $" {refusal.Detail}" : "")}");
            return 1;
        }
    }

    public static Source SourceOf(Tables tables, string name) =>
        tables.Sources.GetValueOrDefault(name) ?? throw new CannotRun($"\"{name}\" is not a source.{Spelling.Meant(name, tables.Sources.Keys)} There are: {string.Join(", ", tables.Sources.Keys)}.");

    public static string Words(Refusal refusal) => refusal.ToOperationOutcome().TextAt("issue", 0, "details", "text") ?? refusal.Reason.ToString();

    /// <summary>What was left out, is in no table, or means not quite the same.</summary>
    private static void Tell(Writing writing, Source source, TextWriter errors)
    {
        foreach (var place in new UnreadValues(writing.Document).Places(source.Shape)) errors.WriteLine($"{place}: no row looks at this value here.");
        foreach (var remark in writing.Findings.Remarks) errors.WriteLine($"{remark.Element}: {remark.Sentence}{(remark.Row.Length > 0 ? $" ({remark.Row})" : "")}");
        foreach (var gap in writing.Findings.Gaps(writing.Document)) errors.WriteLine($"{gap.Element}: code {gap.Code} is in no row of {gap.Table}. It is kept as sent.");
        foreach (var loss in writing.Findings.Losses) errors.WriteLine($"{loss.Element}: {(loss.Match == CodeMatch.None ? "nothing of ours matches" : $"ours is {loss.Match.ToString().ToLowerInvariant()}")} ({loss.Row}). The code as sent is kept beside it.");
    }
}
