using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Tests.Translation;

/// <summary>A source of a few rows that a test writes itself: one kind of notice, and an entry called "one" unless other entries are given.</summary>
internal sealed class SmallSource : IDisposable
{
    private readonly string folder = Repo.Temporary("tables");

    /// <param name="fields">Rows of fields.csv: entry,element,from,as,table,fixed,when,is,if_unknown,because.</param>
    /// <param name="entries">Rows of entries.csv; without them one Basic with the notice's id.</param>
    /// <param name="codes">Rows of a code table called "codes": code,display,to,to_display,match,because,agreed_by,valid_from,valid_until.</param>
    /// <param name="fromSystem">The system of the sender's codes; empty for none.</param>
    /// <param name="unused">Rows of unused.csv.</param>
    public SmallSource(string fields, string entries = "notice,one,thing,Basic,,id,,,,", string codes = "A,,alpha,Alpha,same,why,,,", string fromSystem = "theirs", string unused = "")
    {
        Write("systems.csv", "name,url,matches_on,because\nours,https://ours.example,,\ntheirs,https://theirs.example,,\n");
        Write("facts.csv", "kind,meets,fill,in_plan,one_active,unusable_status,because\nthing,key,no,,no,,\n");
        Write("ownership.csv", "kind,rank,agency,because\n");
        Write("code-tables.csv", $"table,from_system,to_system,because\ncodes,{fromSystem},ours,\n");
        Write("codes.csv", "code,display,to,to_display,match,because,agreed_by,valid_from,valid_until\n" + codes + "\n");
        Write("sources.csv", "source,name,agency,queue,refusals_to,format,split_by,namespaces,because\nsmall,Small,small,,,json,,,\n");
        Write("outgoing.csv", "name,title,file,format,root,namespace,ids,over,because\n");
        Write("small/notices.csv", "notice,when,is,id,version,at,at_as,event,event_rule,event_from,because\nnotice,id,,id,,at,,happened,,,\n");
        Write("small/entries.csv", "notice,entry,kind,resource,each,id,fact,when,is,because\n" + entries + "\n");
        Write("small/fields.csv", "entry,element,from,as,table,fixed,when,is,if_unknown,because\n" + fields + "\n");
        Write("small/unused.csv", "element,because\n" + unused + "\n");
    }

    public Source Source => field ??= Tables.Load(folder).Sources["small"];

    public Tables Traced() => Tables.Load(folder, traced: true);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The notice translated; id and at are added, and ' stands for ".</summary>
    public Translated Translate(string members)
    {
        var json = $"{{'id':'N1','at':'2026-03-06T08:55:00Z'{(members.Length > 0 ? "," : "")}{members}}}".Replace('\'', '"');
        return Translator.Translate(Source, Encoding.UTF8.GetBytes(json)).Match(value => value, because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException(refusal.ToString()));
    }

    /// <summary>The resources that the notice becomes, as JSON with ' for ", without resourceType.</summary>
    public string[] Resources(string members) => [.. Translate(members).Entries.Select(entry =>
    {
        using (JsonDocument.Parse(entry.Resource.ToJsonString(), new JsonDocumentOptions { AllowDuplicateProperties = false })) { }
        var resource = entry.Resource.DeepClone().AsObject();
        resource.Remove("resourceType");
        return resource.ToJsonString(Json.Readable).Replace('"', '\'');
    })];

    /// <summary>The notice as one Bundle.</summary>
    public JsonObject Bundle(string members)
    {
        var writing = new Writing();
        var json = $"{{'id':'N1','at':'2026-03-06T08:55:00Z'{(members.Length > 0 ? "," : "")}{members}}}".Replace('\'', '"');
        new NoticeBundle("https://fhir.example").Write(Source, Encoding.UTF8.GetBytes(json), writing, (Translating.Recorded, "tables")).Match(_ => 0, because => throw new InvalidOperationException(because), refusal => throw new InvalidOperationException(refusal.ToString()));
        using (JsonDocument.Parse(writing.Output.Written.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false })) { }
        return JsonNode.Parse(writing.Output.Written)!.AsObject();
    }

    private void Write(string file, string content)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
