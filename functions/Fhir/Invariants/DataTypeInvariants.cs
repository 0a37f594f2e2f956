namespace Throughcare.Fhir;

/// <summary>The constraints of data types.</summary>
internal static class DataTypeInvariants
{
    private static ReadOnlySpan<byte> Ucum => "http://unitsofmeasure.org"u8;

    public static IReadOnlyDictionary<string, Func<Element, bool>> Checks { get; } = new Dictionary<string, Func<Element, bool>>
    {
        ["ext-1"] = at => at.Has("extension"u8) != at.Has("value"u8),
        ["ref-1"] = at => at["reference"u8] is var reference && (reference.Value is not [(byte)'#', _, ..] || at.Target.Exists),
        ["per-1"] = at => FhirDate.Compare(at["start"u8].Value, at["end"u8].Value) is not > 0,
        ["att-1"] = at => !at.Has("data"u8) || at.Has("contentType"u8),
        ["cpt-2"] = at => !at.Has("value"u8) || at.Has("system"u8),
        ["exp-1"] = at => at.Has("expression"u8) || at.Has("reference"u8),
        ["txt-1"] = at => Narrative.IsAllowed(at.Value),
        ["txt-2"] = at => Narrative.SaysSomething(at.Value),

        // Quantities
        ["qty-3"] = at => !at.Has("code"u8) || at.Has("system"u8),
        ["sqty-1"] = at => !at.Has("comparator"u8),
        ["mqty-1"] = at => (at.Has("code"u8) || !at.Has("value"u8)) && (!at.Has("system"u8) || at["system"u8].Is("urn:iso:std:iso:4217"u8)),
        ["age-1"] = at => IsUnitOfUcum(at) && at["value"u8].Number is null or > 0,
        ["dis-1"] = IsUnitOfUcum,
        ["cnt-3"] = at => IsUnitOfUcum(at) && (!at.Has("code"u8) || at["code"u8].Is("1"u8)) && !at["value"u8].Value.Contains((byte)'.'),
        ["drt-1"] = at => !at.Has("code"u8) || (at.Has("value"u8) && !IsOtherSystem(at)),
        ["rat-1"] = at => at.Has("numerator"u8) == at.Has("denominator"u8) && (at.Has("numerator"u8) || at.Has("extension"u8)),
        ["rng-2"] = at => !IsMore(at["low"u8], at["high"u8]),

        // Timing
        ["tim-1"] = at => !at.Has("duration"u8) || at.Has("durationUnit"u8),
        ["tim-2"] = at => !at.Has("period"u8) || at.Has("periodUnit"u8),
        ["tim-4"] = at => at["duration"u8].Number is null or >= 0,
        ["tim-5"] = at => at["period"u8].Number is null or >= 0,
        ["tim-6"] = at => !at.Has("periodMax"u8) || at.Has("period"u8),
        ["tim-7"] = at => !at.Has("durationMax"u8) || at.Has("duration"u8),
        ["tim-8"] = at => !at.Has("countMax"u8) || at.Has("count"u8),
        ["tim-9"] = at => !at.Has("offset"u8) || (at.Has("when"u8) && !Any(at.Each("when"u8), when => when.IsOneOf("C", "CM", "CD", "CV"))),
        ["tim-10"] = at => !at.Has("timeOfDay"u8) || !at.Has("when"u8),

        // Definitions inside others
        ["drq-1"] = at => at.Has("path"u8) != at.Has("searchParam"u8),
        ["drq-2"] = at => at.Has("path"u8) != at.Has("searchParam"u8),
        ["trd-1"] = at => !at.Has("data"u8) || !at.Has("timing"u8),
        ["trd-2"] = at => !at.Has("condition"u8) || at.Has("data"u8),
        ["trd-3"] = at => (!at["type"u8].Is("named-event"u8) || at.Has("name"u8)) && (!at["type"u8].Is("periodic"u8) || at.Has("timing"u8)) && (!at["type"u8].Value.StartsWith("data-"u8) || at.Has("data"u8)),
    };

    /// <summary>A code with every value, and no unit but of UCUM.</summary>
    private static bool IsUnitOfUcum(Element at) => (at.Has("code"u8) || !at.Has("value"u8)) && !IsOtherSystem(at);

    private static bool IsOtherSystem(Element at) => at.Has("system"u8) && !at["system"u8].Is(Ucum);

    /// <summary>Quantities of different units are not compared.</summary>
    private static bool IsMore(Element one, Element other) =>
        one["code"u8].Value.SequenceEqual(other["code"u8].Value) && one["system"u8].Value.SequenceEqual(other["system"u8].Value) && one["value"u8].Number > other["value"u8].Number;

    private static bool Any(Element.Items items, Predicate<Element> holds)
    {
        foreach (var item in items)
            if (holds(item)) return true;
        return false;
    }
}
