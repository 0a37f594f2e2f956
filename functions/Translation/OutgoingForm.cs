using System.Text.Json.Nodes;
using Throughcare.Translation.Formats;

namespace Throughcare.Translation;

/// <summary>A recipient's own format (a row of outgoing.csv and the table it names), filled from FHIR.</summary>
internal sealed class OutgoingForm
{
    private readonly TableRecord row;
    private readonly OutgoingPlan plan;
    private readonly string[] columns;
    private readonly string[] ids;

    private OutgoingForm(TableRecord row, OutgoingPlan plan, string[] columns, string[] ids) => (this.row, this.plan, this.columns, this.ids) = (row, plan, columns, ids);

    public string Name => row["name"];

    public OutgoingPlan Plan => plan;

    public string ContentType => row["format"] switch { "xml" => "application/xml", "csv" => "text/csv; charset=utf-8", _ => "application/json" };

    /// <param name="row">name, title, file, format, root, namespace, ids, over, because.</param>
    /// <param name="plan">The table of "file", compiled.</param>
    /// <param name="elements">Its elements, in order.</param>
    /// <exception cref="TableFault">The row contradicts itself or its table.</exception>
    public static OutgoingForm Compile(TableRecord row, OutgoingPlan plan, IEnumerable<string> elements)
    {
        row.Required("title");
        var format = row.Required("format");
        if (format is not ("json" or "xml" or "csv")) throw row.Fault("\"format\" is json, xml or csv.");
        if (format == "xml") row.Required("root");
        var ids = row.List("ids");
        if (ids.Length != 3 || ids[0] == "-") throw row.Fault("\"ids\" has the names of the message's id, its kind and its number in order, or - for one that is left out. The id is there always: the recipient's answer names it.");
        var own = elements.ToList();
        if (own.Find(element => format != "csv" && ids.Contains(element.Split('.', '[')[0], StringComparer.Ordinal)) is { } taken) throw row.Fault($"\"{taken}\" stands in {row["file"]}.csv and has the name of one of the \"ids\". Give one of them another name.");
        if (row.List("over").FirstOrDefault(list => !own.Exists(element => element.StartsWith(list + "[", StringComparison.Ordinal))) is { } none) throw row.Fault($"\"over\" names \"{none}\", which is no list of {row["file"]}.csv.{Spelling.Meant(none, own.Select(element => element.Split('[')[0]))}");
        string[] columns = [];
        if (format == "csv")
        {
            var cells = own.Select(element => element.Split("].", 2)).ToList();
            if (cells.Find(cell => !cell[0].StartsWith("rows[", StringComparison.Ordinal) || cell.Length < 2 || cell[1].AsSpan().ContainsAny('.', '[')) is { } odd) throw row.Fault($"\"{string.Join("].", odd)}\" is no cell of a row. In a CSV every element is rows[0].NAME or rows[].NAME.");
            columns = [.. cells.Select(cell => cell[1]).Concat(ids.Where(id => id != "-")).Distinct(StringComparer.Ordinal)];
        }
        return new OutgoingForm(row, plan, columns, ids);
    }

    /// <summary>The form filled from the resources; null when it has nothing for them. What is not in the resources is not in the form.</summary>
    public JsonObject? Fill(IEnumerable<JsonObject> resources)
    {
        var bundle = new JsonObject { ["entry"] = new JsonArray([.. resources.Select(resource => new JsonObject { ["resource"] = resource.DeepClone() })]) };
        return plan.WriteBundle(bundle.ToUtf8()) is { } document ? JsonNode.Parse(document)!.AsObject() : null;
    }

    /// <summary>What a recipient gets who is no longer responsible: the lists that "over" names, with nothing in them; null when such a recipient gets nothing.</summary>
    public JsonObject? Over() => row.List("over") is { Length: > 0 } lists ? new JsonObject(lists.Select(list => KeyValuePair.Create(list, (JsonNode?)new JsonArray()))) : null;

    /// <summary>The document as it goes out. The same form and ids give the same bytes.</summary>
    public Outcome<byte[]> Write(JsonObject filled, string messageId, string message, long sequence)
    {
        var envelope = new JsonObject();
        foreach (var (name, value) in ids.Zip(new JsonNode[] { messageId, message, sequence })) if (name != "-") envelope[name] = value;
        if (row["format"] == "csv")
        {
            var rows = filled["rows"]?.DeepClone().AsArray() ?? [];
            foreach (var cells in rows.OfType<JsonObject>()) foreach (var (name, value) in envelope) cells[name] = value?.DeepClone();
            return CsvDocumentWriter.Write(new JsonObject { ["rows"] = rows }.ToUtf8(), columns);
        }
        foreach (var (name, value) in filled) envelope[name] = value?.DeepClone();
        return row["format"] == "xml" ? XmlDocumentWriter.Write(envelope.ToUtf8(), row["root"], row["namespace"]) : envelope.ToUtf8();
    }
}

/// <summary>A field table that is read from FHIR, or from anything else that stands under names.</summary>
internal sealed class OutgoingPlan(Shape shape, EntryPlan plan)
{
    /// <summary>The document for what stands under names; null when nothing in it is for this format.</summary>
    public byte[]? Write(ReadOnlySpan<byte> named)
    {
        using var borrowed = Writings.Borrow();
        return borrowed.Writing.Document.Read(shape, named) ? Written(borrowed.Writing) : throw NotJson();
    }

    /// <summary>The document for the resources of a Bundle, which the table names by their types: Patient[0], Goal[]; null when nothing in it is for this format.</summary>
    public byte[]? WriteBundle(ReadOnlySpan<byte> bundle)
    {
        using var borrowed = Writings.Borrow();
        return WriteBundle(bundle, borrowed.Writing) ? borrowed.Writing.Output.Written.ToArray() : null;
    }

    /// <summary>The same into the writing's output; false when nothing of it is for this format.</summary>
    public bool WriteBundle(ReadOnlySpan<byte> bundle, Writing writing)
    {
        if (!writing.Document.ReadBundle(shape, bundle)) throw NotJson();
        writing.Start();
        return plan.Write(writing);
    }

    private byte[]? Written(Writing writing)
    {
        writing.Start();
        return plan.Write(writing) ? writing.Output.Written.ToArray() : null;
    }

    private static InvalidOperationException NotJson() => new("What we made ourselves is JSON.");
}
