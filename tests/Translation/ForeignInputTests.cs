using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>Records that nobody here wrote: the events that HMPPS publishes, and HL7 UK's own examples.</summary>
public class ForeignInputTests
{
    private static readonly string Data = Path.Combine(Repo.Shared ?? "", "data");

    [SharedFact]
    public void Every_published_event_of_HMPPS_is_read_or_refused_by_name()
    {
        var taken = new List<string>();
        var files = Directory.EnumerateFiles(Path.Combine(Data, "hmpps-domain-events", "spec"), "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count > 40);
        foreach (var file in files)
        {
            var published = Published(File.ReadAllLines(file));
            var kind = published.TextAt("eventType")!;
            Translating.TryTranslate("hmpps-domain-events", published).Match(
                translated => { taken.Add(kind); Assert.Contains(translated.Entries, entry => entry.Kind is "person" or "identity-decision"); return true; },
                because => throw new InvalidOperationException(because),
                refusal => { Assert.Contains(refusal.Reason, new[] { RefusalReason.NoticeKindIsUnknown, RefusalReason.NoticeTimeIsMissing }); return false; });
        }
        Assert.Equal(["prison-offender-events.prisoner.booking.moved", "prison-offender-events.prisoner.merged", "prison-offender-events.prisoner.received", "prison-offender-events.prisoner.released", "probation-case.merge.completed", "probation-case.unmerge.completed"], taken.Distinct().Order(StringComparer.Ordinal));
    }

    [SharedFact]
    public void The_published_release_is_read_as_its_page_explains_it()
    {
        var published = Published(File.ReadAllLines(Path.Combine(Data, "hmpps-domain-events", "spec", "schemas", "prison-offender-events", "prisoner.released.yaml")));
        var translated = Translating.Translate("hmpps-domain-events", published);
        var said = published["additionalInformation"]!;
        Assert.Equal(said.TextAt("nomsNumber"), translated.Entries.First(entry => entry.Kind == "person").Resource.TextAt("identifier", 0, "value"));
        var stay = translated.One("custody");
        Assert.Equal(said.TextAt("nomisMovementReasonCode"), stay.TextAt("extension", 0, "valueCoding", "code"));
        Assert.Equal(said.TextAt("prisonId"), stay.TextAt("location", 0, "location", "identifier", "value"));
    }

    /// <summary>The examples of UK Core, each beside one of its patients, as a treatment provider that speaks FHIR might send them.</summary>
    [SharedFact]
    public void Every_example_of_UK_Core_becomes_sound_FHIR_or_is_remarked_on()
    {
        var examples = Directory.EnumerateFiles(Path.Combine(Data, "uk-core", "examples"), "*.json").Order(StringComparer.Ordinal).Select(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject()).ToList();
        var patient = examples.First(example => example.TextAt("resourceType") == "Patient");
        var wrong = new List<string>();
        var (source, checker, read) = (Translating.Tables.Sources["community-provider-fhir"], new Checker(RulePack.Default), 0);
        foreach (var (number, example) in examples.Index())
        {
            var bundle = new JsonObject
            {
                ["resourceType"] = "Bundle", ["type"] = "collection", ["identifier"] = new JsonObject { ["value"] = number.ToString(CultureInfo.InvariantCulture) }, ["meta"] = new JsonObject { ["versionId"] = "1" }, ["timestamp"] = "2026-03-06T10:00:00Z",
                ["entry"] = new JsonArray([.. new[] { patient, example }.Distinct().Select(resource => new JsonObject { ["resource"] = resource.DeepClone() })]),
            };
            var writing = new Writing();
            var bytes = Encoding.UTF8.GetBytes(bundle.ToJsonString());
            var refusal = new NoticeBundle("https://fhir.example").Write(source, bytes, writing, (Translating.Recorded, "tables")).Match(_ => default(Refusal), _ => null, refusal => refusal);
            if (refusal is not null) continue;
            read++;
            var errors = checker.Check(writing.Output.Written).Issues.Where(issue => issue.Severity == Severity.Error).Select(issue => $"{issue.Location}: {issue.Diagnostics}").ToList();
            wrong.AddRange(errors.Select(error => $"{example.TextAt("resourceType")}/{example.TextAt("id")}: {error}"));
            var type = example.TextAt("resourceType");
            var others = Translating.Translate("community-provider-fhir", bundle);
            if (!(type == "Patient" || others.Entries.Any(entry => entry.Resource.TextAt("resourceType") == type) || others.Remarks.Any(remark => remark.Element.StartsWith(type!, StringComparison.Ordinal)) || IsLeftOut(type!))) wrong.Add($"{type}/{example.TextAt("id")} is passed over in silence.");
        }
        Assert.True(read > 100);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsLeftOut(string type) => TableFile.Read(Repo.Mappings, "community-provider-fhir/unused.csv").Any(row => row["element"] == type);

    /// <summary>The event that a page of the AsyncAPI description gives by an example for each property.</summary>
    private static JsonObject Published(string[] page)
    {
        var whole = new JsonObject();
        var path = new List<(int Indent, string Name)>();
        foreach (var line in page.SkipWhile(line => !line.StartsWith("payload:", StringComparison.Ordinal)))
        {
            var indent = line.Length - line.TrimStart().Length;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || line.TrimStart().StartsWith('-')) continue;
            path.RemoveAll(step => step.Indent >= indent);
            path.Add((indent, line[indent..colon].Trim()));
            if (path[^1].Name != "example" || line[(colon + 1)..].Trim() is not { Length: > 0 } text) continue;
            // Names of properties stand below "properties"; an item of a list below "items".
            var steps = path.Zip(path.Skip(1)).Where(pair => pair.First.Name == "properties").Select(pair => pair.Second.Name).ToList();
            var place = whole;
            foreach (var step in steps.SkipLast(1)) place = place[step] as JsonObject ?? (place[step] = new JsonObject()).AsObject();
            if (steps.Count > 0) place[steps[^1]] = text.Trim('\'', '"');
        }
        // Some pages give no example of the type, which is the name of the page.
        whole["eventType"] ??= page.First(line => line.StartsWith("name: ", StringComparison.Ordinal))["name: ".Length..];
        return whole;
    }
}
