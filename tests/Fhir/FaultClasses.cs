using System.Text;
using System.Text.Json.Nodes;
using Throughcare.Fhir;

namespace Throughcare.Tests.Fhir;

/// <summary>A value in a resource, with what R4 says about it.</summary>
/// <param name="Resource">The resource it is in.</param>
/// <param name="Holder">The object it stands in.</param>
/// <param name="Name">The JSON name it has there.</param>
/// <param name="Value">The value, or one item of the list.</param>
/// <param name="Path">Where it is: Goal.target[0].dueDate.</param>
internal sealed record Spot(JsonObject Resource, JsonObject Holder, TypeRule Type, string Name, ElementRule Element, ElementType Kind, JsonNode Value, string Path)
{
    public bool IsPrimitive(Primitive primitive) => Kind.Primitive == primitive;

    public bool IsText => Value is JsonValue value && value.TryGetValue<string>(out _);

    /// <summary>Puts something else in its place, also where it is an item of a list.</summary>
    public bool Put(JsonNode? other)
    {
        if (Holder[Name] is JsonArray list && list.IndexOf(Value) is >= 0 and var at) list[at] = other;
        else Holder[Name] = other;
        return true;
    }

    /// <summary>Everything in a resource that R4 knows, resources inside it included.</summary>
    public static IEnumerable<Spot> In(JsonObject resource, string? path = null) =>
        RulePack.Default.Types.GetValueOrDefault(resource.TextAt("resourceType") ?? "") is { } type ? In(resource, resource, type, path ?? type.Name) : [];

    private static IEnumerable<Spot> In(JsonObject resource, JsonObject holder, TypeRule type, string path)
    {
        foreach (var (name, value) in holder.ToList())
        {
            if (type.Properties.Find(Encoding.UTF8.GetBytes(name)) is not { IsSidecar: false } property || value is null) continue;
            var list = value as JsonArray;
            foreach (var (index, item) in (list ?? [value.DeepClone()]).Index())
            {
                var actual = list is null ? value : item;
                if (actual is null) continue;
                var at = $"{path}.{name}{(list is null ? "" : $"[{index}]")}";
                yield return new Spot(resource, holder, type, name, property.Element, property.Type, actual, at);
                if (actual is not JsonObject inner) continue;
                foreach (var below in property.Type.Code == "Resource" ? In(inner, at) : property.Type.Shape is { } shape ? In(resource, inner, shape, at) : []) yield return below;
            }
        }
    }
}

/// <summary>One kind of mistake that somebody can make in FHIR.</summary>
/// <param name="Name">In words.</param>
/// <param name="Oracle">A validator that nobody here wrote and that sees it too; null when none of them does.</param>
/// <param name="Source">Where the specification forbids it.</param>
/// <param name="Break">Makes the mistake at the place; false when it cannot be made there.</param>
internal sealed record FaultClass(string Name, string? Oracle, string Source, Func<Spot, Random, bool> Break)
{
    public static readonly IReadOnlyList<FaultClass> All =
    [
        new("a required element is missing", "medplum", "conformance-rules.html#cardinality", (spot, _) => spot.Element.IsRequired && spot.Name != "resourceType" && spot.Holder.Remove(spot.Name)),
        new("an element that R4 does not have, at the top", "medplum", "json.html", (spot, _) => spot.Holder == spot.Resource && spot.Holder.TryAdd("colour", "red")),
        new("an element that R4 does not have, inside", "medplum", "json.html", (spot, _) => spot.Value is JsonObject inner && spot.Kind.Code is not ("Resource" or "Extension") && inner.TryAdd("colour", "red")),
        new("an element of another type of resource", "medplum", "json.html", (spot, _) => spot.Holder == spot.Resource && spot.Resource.TextAt("resourceType") is not "Bundle" && !spot.Type.Elements.Any(element => element.Name == "birthDate") && spot.Holder.TryAdd("birthDate", "1990-01-01")),
        new("a text where an object belongs", "lantana", "json.html#object", (spot, _) => spot.Value is JsonObject && spot.Kind.Primitive == Primitive.None && spot.Kind.Code is not "Resource" && spot.Put("text")),
        new("an object where a text belongs", "medplum", "json.html#primitive", (spot, _) => spot.IsText && spot.Name is not ("div" or "resourceType") && spot.Put(new JsonObject { ["value"] = "x" })),
        new("a number where a text belongs", "medplum", "json.html#primitive", (spot, _) => spot.IsText && spot.Kind.Primitive is Primitive.String && spot.Put(7)),
        new("a text where a number belongs", "schema", "json.html#primitive", (spot, _) => spot.Kind.Primitive is Primitive.Integer or Primitive.Decimal or Primitive.PositiveInt or Primitive.UnsignedInt && spot.Put("7")),
        new("a text where true or false belongs", "schema", "json.html#primitive", (spot, _) => spot.IsPrimitive(Primitive.Boolean) && spot.Put("true")),
        new("one value where a list belongs", "lantana", "json.html#list", (spot, _) => spot.Element.IsList && spot.Holder[spot.Name] is JsonArray { Count: 1 } && spot.Kind.Code is not "Resource" && Put(spot, spot.Value.DeepClone())),
        new("a list where one value belongs", "medplum", "json.html#list", (spot, _) => !spot.Element.IsList && spot.Name != "resourceType" && Put(spot, new JsonArray(spot.Value.DeepClone()))),
        new("an empty list", "fhirpath", "json.html#list: an array cannot be empty; a constraint that counts sees some", (spot, _) => spot.Element.IsList && !spot.Element.IsRequired && Put(spot, new JsonArray())),
        new("an empty object", "fhirpath", "json.html: objects are never empty (ele-1)", (spot, _) => spot.Value is JsonObject && spot.Kind.Primitive == Primitive.None && spot.Kind.Code is not ("Resource" or "Extension") && spot.Put(new JsonObject())),
        new("an empty text", "schema", "datatypes.html#string", (spot, _) => spot.IsText && spot.Kind.Primitive is Primitive.String or Primitive.Code && spot.Put("")),
        new("null where nothing is beside it", "medplum", "json.html#null", (spot, _) => !spot.Element.IsList && spot.Name != "resourceType" && spot.Holder["_" + spot.Name] is null && Put(spot, null)),
        new("a date that there is not", "medplum", "datatypes.html#date", (spot, _) => spot.IsPrimitive(Primitive.Date) && spot.Put("1988-13-45")),
        new("a day that there is not", null, "datatypes.html#date: the day must be valid", (spot, _) => spot.IsPrimitive(Primitive.Date) && spot.Put("2026-02-30")),
        new("a date in English order", "medplum", "datatypes.html#date", (spot, _) => spot.IsPrimitive(Primitive.Date) && spot.Put("01/02/2026")),
        new("a time without a zone", "schema", "datatypes.html#dateTime", (spot, _) => spot.IsPrimitive(Primitive.DateTime) && spot.Put("2026-03-06T10:30:00")),
        new("an instant that is a day", "schema", "datatypes.html#instant", (spot, _) => spot.IsPrimitive(Primitive.Instant) && spot.Put("2026-03-06")),
        new("an id with a space", "schema", "datatypes.html#id", (spot, _) => spot.Name == "id" && spot.Holder == spot.Resource && spot.Put("a b")),
        new("an id of too many letters", "schema", "datatypes.html#id", (spot, _) => spot.Name == "id" && spot.Holder == spot.Resource && spot.Put(new string('a', 65))),
        new("an address with a space", "medplum", "datatypes.html#uri", (spot, _) => spot.Name is "system" && spot.IsPrimitive(Primitive.Uri) && spot.Put("https://example.org/a b")),
        new("a code with two spaces together", "schema", "datatypes.html#code", (spot, _) => spot.IsPrimitive(Primitive.Code) && spot.Element.Binding is null && spot.Put("a  b")),
        new("a code outside its required value set", "lantana", "terminologies.html#required", (spot, _) => spot.IsPrimitive(Primitive.Code) && spot.Element.Binding is not null && spot.Name is not ("code" or "language" or "contentType" or "currency") && spot.Put("nonsense")),
        new("a count of nothing where it counts from one", "medplum", "datatypes.html#positiveInt", (spot, _) => spot.IsPrimitive(Primitive.PositiveInt) && spot.Put(0)),
        new("a part where whole numbers belong", "medplum", "datatypes.html#integer", (spot, _) => spot.Kind.Primitive is Primitive.Integer or Primitive.PositiveInt or Primitive.UnsignedInt && spot.Put(1.5)),
        new("a reference to a type that may not stand there", "lantana", "references.html", (spot, _) => spot.Kind.IsReference && spot.Kind.Targets is { Length: > 0 } targets && !targets.Any(target => target.EndsWith("/Resource", StringComparison.Ordinal) || target is "Resource" or "Substance") && spot.Value is JsonObject reference && reference["reference"] is not null && Put(reference, "reference", "Substance/x")),
        new("two values of one choice", "lantana", "formats.html#choice: only one of the types", (spot, _) => spot.Element.IsChoice && spot.Element.Types.FirstOrDefault(type => type.Code == "boolean" && spot.Kind.Code != "boolean") is not null && spot.Holder.TryAdd($"{spot.Element.Name}Boolean", true)),
        new("a choice of a type that it does not have", "medplum", "formats.html#choice", (spot, _) => spot.Element.IsChoice && spot.Kind.Code is not "Extension" && !spot.Element.Types.Any(type => type.Code == "Address") && spot.Type.Name != "Extension" && spot.Holder.Remove(spot.Name) && spot.Holder.TryAdd($"{spot.Element.Name}Address", new JsonObject { ["city"] = "Leeds" })),
        new("an extension without its address", "medplum", "extensibility.html#Extension", (spot, _) => spot.Kind.IsExtension && spot.Value is JsonObject extension && extension.Remove("url")),
        new("an extension with a value and parts", "fhirpath", "extensibility.html#Extension: ext-1", (spot, _) => spot.Kind.IsExtension && spot.Value is JsonObject extension && extension.Any(member => member.Key.StartsWith("value", StringComparison.Ordinal)) && extension.TryAdd("extension", new JsonArray(new JsonObject { ["url"] = "x", ["valueBoolean"] = true }))),
        new("a modifier nobody knows", null, "extensibility.html#modifierExtension: must not be ignored", (spot, _) => spot.Holder == spot.Resource && spot.Type.Elements.Any(element => element.Name == "modifierExtension") && spot.Holder.TryAdd("modifierExtension", new JsonArray(new JsonObject { ["url"] = "https://example.org/not-done", ["valueBoolean"] = true }))),
        new("a type of resource that there is not", "medplum", "json.html", (spot, _) => spot.Holder == spot.Resource && Put(spot.Resource, "resourceType", "Person2")),
        new("a resource inside that nothing points at", "fhirpath", "domainresource.html: dom-3", (spot, _) => spot.Holder == spot.Resource && spot.Type.Elements.Any(element => element.Name == "contained") && spot.Holder.TryAdd("contained", new JsonArray(new JsonObject { ["resourceType"] = "Organization", ["id"] = "c", ["name"] = "Somewhere" }))),
        new("a fault in a resource inside another", "medplum", "references.html#contained", (spot, _) => spot.Holder == spot.Resource && spot.Type.Elements.Any(element => element.Name == "contained") && spot.Holder.TryAdd("contained", new JsonArray(new JsonObject { ["resourceType"] = "Organization", ["id"] = "c", ["name"] = "Somewhere", ["colour"] = "red" }))),
        new("a narrative that is a script", null, "narrative.html: txt-1", (spot, _) => spot.Holder == spot.Resource && spot.Type.Elements.Any(element => element.Name == "text" && element.Types[0].Code == "Narrative") && Put(spot.Resource, "text", new JsonObject { ["status"] = "generated", ["div"] = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>" })),
        new("a period that ends before it begins", "fhirpath", "datatypes.html#Period: per-1", (spot, _) => spot.Kind.Code == "Period" && spot.Put(new JsonObject { ["start"] = "2026-03-06", ["end"] = "2026-03-01" })),
        new("a quantity with a code and no system", "fhirpath", "datatypes.html#Quantity: qty-3", (spot, _) => spot.Kind.Code is "Quantity" or "SimpleQuantity" or "Duration" && spot.Put(new JsonObject { ["value"] = 5, ["code"] = "mg" })),
        new("an empty telephone number of no system", "fhirpath", "datatypes.html#ContactPoint: cpt-2", (spot, _) => spot.Kind.Code == "ContactPoint" && spot.Put(new JsonObject { ["value"] = "07700 900123" })),
    ];

    private static bool Put(Spot spot, JsonNode? value) => Put(spot.Holder, spot.Name, value);

    private static bool Put(JsonObject holder, string name, JsonNode? value)
    {
        holder[name] = value;
        return true;
    }
}
