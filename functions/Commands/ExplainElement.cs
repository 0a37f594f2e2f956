using System.Globalization;
using System.Text;
using System.Text.Json;
using Throughcare.Translation;

namespace Throughcare.Commands;

/// <summary>Says of an element of the FHIR that a notice becomes which row, which value of the notice and which row of a code table made it.</summary>
internal sealed class ExplainElement(TextWriter output, TextWriter errors, TimeProvider time)
{
    /// <param name="Path">Where it stands, such as Goal[1].target[0].dueDate.</param>
    /// <param name="Json">The value as JSON.</param>
    /// <param name="Start">Its first byte in the output.</param>
    private sealed record Element(string Path, string Json, int Start);

    public int Run(Tables tables, byte[] file, string element, string sourceName)
    {
        var writing = new Writing { Trace = new Trace() };
        return TranslateFile.ForEach(tables, file, sourceName, writing, time, errors, _ => Explain(writing, element));
    }

    private int Explain(Writing writing, string wanted)
    {
        var elements = Elements(writing.Output.Written);
        var found = elements.Where(element => IsWithin(element.Path, wanted)).ToList();
        if (found.Count == 0)
        {
            var starts = elements.Select(element => Plain(element.Path)).Distinct().ToList();
            errors.WriteLine($"The notice does not become {wanted}.{Spelling.Meant(wanted, starts)} Its resources are: {string.Join(", ", elements.Select(element => element.Path.Split('.', '[')[0]).Distinct())}.");
            return 1;
        }
        foreach (var element in found)
        {
            output.WriteLine($"{element.Path} = {element.Json}");
            var made = writing.Trace!.All.Where(made => made.Start <= element.Start && element.Start < made.End).MinBy(made => made.End - made.Start);
            if (made is null) { output.WriteLine("  made by the program: entries.csv names the resource, and its id comes from the record's key"); continue; }
            output.WriteLine($"  {made.Row.File}, row {made.Row.Row}{(made.Row["as"].Length > 0 ? $", as {made.Row["as"]}" : "")}{(made.Row["because"].Length > 0 ? $": {made.Row["because"]}" : "")}");
            foreach (var (path, value) in made.Values) output.WriteLine($"  from {path} = {CodeTable.Quoted(value)}");
            if (made.Code is { } code) output.WriteLine($"  by {code.File}, row {code.Row}: {code["code"]} is {(code["to"].Length == 0 ? "nothing of ours" : code["to"])} ({code["match"]}): {code["because"]}");
        }
        return 0;
    }

    /// <summary>Goal asks for all goals, Goal.target for the target of each, Goal[1].target for one.</summary>
    private static bool IsWithin(string path, string wanted)
    {
        foreach (var candidate in new[] { path, Plain(path), path[(path.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : 0)..] is { Length: > 0 } rest ? path.Split('.', '[')[0] + rest : path })
            if (candidate == wanted || candidate.StartsWith(wanted + ".", StringComparison.Ordinal) || candidate.StartsWith(wanted + "[", StringComparison.Ordinal)) return true;
        return false;
    }

    private static string Plain(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\[\d+\]", "");

    /// <summary>Every value of every resource of the Bundle. Resources of one type are counted from 0.</summary>
    private static List<Element> Elements(ReadOnlySpan<byte> bundle)
    {
        var elements = new List<Element>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(bundle);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("resource"u8) || reader.CurrentDepth != 3) continue;
            reader.Read();
            var type = TypeOf(reader);
            var index = counts[type] = counts.GetValueOrDefault(type, -1) + 1;
            Values(ref reader, $"{type}[{index.ToString(CultureInfo.InvariantCulture)}]", elements);
        }
        return elements;
    }

    private static string TypeOf(Utf8JsonReader resource)
    {
        resource.Read();
        resource.Read();
        return resource.GetString()!;
    }

    private static void Values(ref Utf8JsonReader reader, string path, List<Element> elements)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    Values(ref reader, $"{path}.{name}", elements);
                }
                break;
            case JsonTokenType.StartArray:
                for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++) Values(ref reader, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", elements);
                break;
            default:
                var text = Encoding.UTF8.GetString(reader.ValueSpan);
                elements.Add(new Element(path, reader.TokenType == JsonTokenType.String ? $"\"{text}\"" : text, (int)reader.TokenStartIndex));
                break;
        }
    }
}
