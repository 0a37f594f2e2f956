using System.Text;
using Throughcare.Fhir;
using Throughcare.Handovers;
using Throughcare.Translation;

namespace Throughcare.Commands;

/// <summary>Compares what tables write with FHIR R4: elements that it does not have, lists that are none, values of the wrong kind, codes outside a required value set (R4 section 2.6.0.1).</summary>
internal static class CheckElements
{
    /// <summary>The field tables of one source.</summary>
    public static void Fields(string folder, string source, Tables tables, Problems problems)
    {
        var resources = TableFile.Read(folder, $"{source}/entries.csv", "entry", "resource").GroupBy(row => row["entry"], StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => entry.First()["resource"], StringComparer.Ordinal);
        foreach (var row in TableFile.Read(folder, $"{source}/entries.csv", "resource").Where(row => !RulePack.Default.ResourceTypes.Contains(row["resource"])))
            problems.Add(row.Fault($"\"{row["resource"]}\" is no resource of FHIR R4.{Spelling.Meant(row["resource"], RulePack.Default.ResourceTypes)}").Message);
        foreach (var row in TableFile.Read(folder, $"{source}/fields.csv", "entry", "element", "from", "as", "table", "fixed", "when", "if_unknown"))
            if (resources.TryGetValue(row["entry"], out var resource) && RulePack.Default.Types.TryGetValue(resource, out var type))
                problems.Collect(() => Field(row, type, tables));
    }

    /// <summary>disclosure.csv: an element that R4 does not have would be a permission for nothing.</summary>
    public static void Disclosed(string folder, Problems problems)
    {
        foreach (var row in TableFile.Read(folder, "disclosure.csv", "resource", "element"))
            if (RulePack.Default.Types.TryGetValue(row["resource"], out var type)) problems.Collect(() => { Find(row, type, row["element"], asWritten: false); });
        problems.Collect(() => Withheld(folder, problems));
    }

    /// <summary>Who reads FHIR gets a resource with all that R4 requires of it, or not at all: what it must have and they may not would come to them without its value.</summary>
    private static void Withheld(string folder, Problems problems)
    {
        var audienceOf = TableFile.Read(folder, "roles.csv", "role", "audience").ToDictionary(row => row["role"], row => row["audience"], StringComparer.Ordinal);
        var readers = TableFile.Read(folder, "recipients.csv", "channel", "role").Where(row => row["channel"] == Recipient.FhirMessage).Select(row => audienceOf.GetValueOrDefault(row["role"], ""))
            .Concat(TableFile.Read(folder, "callers.csv", "audience").Select(row => row["audience"])).ToHashSet(StringComparer.Ordinal);
        foreach (var allowed in TableFile.Read(folder, "disclosure.csv", "audience", "resource", "element").Where(row => readers.Contains(row["audience"])).GroupBy(row => (row["audience"], row["resource"])))
            if (RulePack.Default.Types.TryGetValue(allowed.Key.Item2, out var type)) Withheld(type, "", [.. allowed], problems);
    }

    /// <param name="part">Where the type stands in the resource, with a dot at its end; empty for the resource itself.</param>
    /// <param name="allowed">The rows that name something in it.</param>
    private static void Withheld(TypeRule type, string part, List<TableRecord> allowed, Problems problems)
    {
        foreach (var element in type.Elements)
        {
            var names = element.Properties().Where(property => !property.IsSidecar).ToDictionary(property => part + property.JsonName, StringComparer.Ordinal);
            var rows = allowed.Where(row => names.Keys.Any(name => row["element"] == name || row["element"].StartsWith(name + ".", StringComparison.Ordinal) || row["element"].StartsWith(name + "[", StringComparison.Ordinal))).ToList();
            if (element.IsRequired && rows.Count == 0) problems.Add(allowed[^1].Fault($"{allowed[^1]["audience"]} may have {(part.Length == 0 ? type.Name : part[..^1])} and not {names.Keys.First()}, which FHIR R4 requires of it. Add a row for {names.Keys.First()}, with the basis and the reason, or take out the rows for {(part.Length == 0 ? type.Name : part[..^1])}.").Message);
            foreach (var (name, property) in names)
                if (property.Type.Shape is { } inner && rows.Where(row => row["element"].StartsWith(name + ".", StringComparison.Ordinal)).ToList() is { Count: > 0 } below && !rows.Exists(row => row["element"] == name)) Withheld(inner, name + ".", below, problems);
        }
    }

    /// <summary>handover-steps.csv: a status that R4 does not have could never be sent.</summary>
    public static void Steps(string folder, Problems problems)
    {
        var statuses = RulePack.Default.Types["Task"].Elements.Single(element => element.Name == "status").Binding!;
        foreach (var row in TableFile.Read(folder, "handover-steps.csv", "from", "to"))
            foreach (var column in new[] { "from", "to" }) problems.Collect(() => Allowed(row, statuses, row.Required(column), "Task.status"));
    }

    private static void Field(TableRecord row, TypeRule resource, Tables tables)
    {
        if (Find(row, resource, row["element"], asWritten: true) is not { IsSidecar: false } found) return;
        var (element, type) = (found.Element, found.Type);
        var conversion = row["as"].Length == 0 ? "text" : row["as"];
        if (row["from"].Length + row["fixed"].Length + row["as"].Length == 0 || conversion == "as-is") return;
        if (conversion is "concept" or "coding")
        {
            var needed = conversion == "concept" ? "CodeableConcept" : "Coding";
            if (type.Code != needed) throw row.Fault($"\"{conversion}\" makes a {needed}, and {row["element"]} is a {type.Code} in FHIR R4.{(type.Code == "code" ? " Write \"code\" in \"as\"." : "")}");
            return;
        }
        if (type.Primitive == Primitive.None) throw row.Fault($"{row["element"]} is a {type.Code} in FHIR R4, which has parts. Name the part that the value goes to.");
        var isTruth = conversion is "boolean" or "yes-no";
        if (isTruth != (type.Primitive == Primitive.Boolean)) throw row.Fault($"{row["element"]} is a {type.Code} in FHIR R4, and \"{conversion}\" makes {(isTruth ? "true or false" : "none")}.");
        if (element.Binding is not { } codes) return;
        if (conversion == "text" && row["fixed"].Length > 0) Allowed(row, codes, row["fixed"], row["element"]);
        if (row["if_unknown"] is not ("" or FieldRow.Ask or FieldRow.Unusable)) Allowed(row, codes, row["if_unknown"], row["element"]);
        if (conversion == "code" && tables.CodeTable(row["table"]) is { } table)
            foreach (var code in table.Entries.Where(entry => entry.Match != CodeMatch.None).OrderBy(entry => entry.Record.Row)) Allowed(row, codes, code.To, row["element"], $" ({code.Record.File}, row {code.Record.Row})");
    }

    private static void Allowed(TableRecord row, CodeSet codes, string code, string element, string place = "")
    {
        if (!codes.Contains(Encoding.UTF8.GetBytes(code))) throw row.Fault($"\"{code}\" is no code that FHIR R4 allows for {element}{place}.{Spelling.Meant(code, codes.All)} There are: {string.Join(", ", codes.All.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>What R4 has at the path; null inside a resource that may be of any type.</summary>
    /// <param name="asWritten">Whether the path says with brackets which of its elements are lists.</param>
    private static Property? Find(TableRecord row, TypeRule resource, string path, bool asWritten)
    {
        var (type, found) = (resource, default(Property));
        foreach (var step in Translation.Shape.Steps(path))
        {
            var name = step.Split('[')[0];
            if (type is null) throw row.Fault($"{found!.Element.Path} is a {found.Type.Code} in FHIR R4 and has no part \"{name}\".");
            found = type.Properties.Find(Encoding.UTF8.GetBytes(name)) ?? throw row.Fault($"\"{name}\" is no element of {type.Name} in FHIR R4.{Spelling.Meant(name, type.Elements.SelectMany(element => element.Properties()).Select(one => one.JsonName))}");
            var hasBrackets = step.Contains('[', StringComparison.Ordinal);
            if (asWritten && hasBrackets != found.Element.IsList) throw row.Fault(found.Element.IsList ? $"\"{name}\" is a list in FHIR R4. Write {name}[0] for one item, or {name}[] for each item of a list." : $"\"{name}\" is no list in FHIR R4. Write it without brackets.");
            if (found.Type.Code == "Resource") return null;
            type = found.Type.Shape;
        }
        return found;
    }
}
