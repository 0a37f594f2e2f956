using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Throughcare.Fhir;

/// <summary>The rules that documents are checked by: R4's own and those of profiles. Made once, from lines that tests/conformance/rules.mjs writes; then only read.</summary>
internal sealed class RulePack
{
    private static readonly Lazy<RulePack> Ours = new(() => Read([Embedded("r4.ndjson"), Embedded("profiles.ndjson")]));

    private readonly Dictionary<string, TypeRule> types = [];
    private readonly Dictionary<string, ProfileRule> profiles = [];
    private readonly Dictionary<string, CodeSet> codeSets = [];
    private readonly Dictionary<string, Invariant> invariants = [];
    private readonly HashSet<string> names = [];

    /// <summary>R4 and the profiles of fhir-profiles/, as they are part of the program.</summary>
    public static RulePack Default => Ours.Value;

    /// <summary>Every resource type of R4, also those that this program has no rules of.</summary>
    public FrozenSet<string> ResourceTypes { get; private set; } = [];

    public IReadOnlyDictionary<string, Invariant> Invariants => invariants;

    public IReadOnlyDictionary<string, ProfileRule> Profiles => profiles;

    public IReadOnlyDictionary<string, TypeRule> Types => types;

    /// <summary>What may stand beside a primitive, under its name with a _.</summary>
    public TypeRule Sidecar => types["Element"];

    /// <summary>The types of resources, by their names in UTF-8.</summary>
    public NameTable<TypeRule> Resources { get; private set; } = new([]);

    public NameTable<ProfileRule> ProfilesByUrl { get; private set; } = new([]);

    private NameTable<string> resourceNames = new([]);

    /// <summary>The name as R4 has it; null for what is no resource type of R4.</summary>
    public string? ResourceType(ReadOnlySpan<byte> name) => resourceNames.Find(name);

    /// <summary>Whether some type of R4 has an element of this JSON name, so that it says nothing about anybody.</summary>
    public bool IsNameOfR4(string name) => names.Contains(name);

    /// <summary>R4 and other profiles than ours, from the lines of a file.</summary>
    /// <exception cref="RuleFault">A line asks for what the program does not have.</exception>
    /// <param name="profileLines">What rules.mjs made of the profiles.</param>
    /// <param name="checks">Those of the profiles' own constraints, by key.</param>
    public static RulePack With(string profileLines, IReadOnlyDictionary<string, Func<Element, bool>>? checks = null) => Read([Embedded("r4.ndjson"), profileLines], checks);

    /// <exception cref="RuleFault">A line asks for what the program does not have.</exception>
    private static RulePack Read(IEnumerable<string> files, IReadOnlyDictionary<string, Func<Element, bool>>? more = null)
    {
        var pack = new RulePack();
        var documents = files.SelectMany(file => file.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => JsonDocument.Parse(line)).ToList();
        var lines = documents.Select(document => document.RootElement).ToLookup(line => line.EnumerateObject().First().Name);
        pack.ResourceTypes = lines["resourceTypes"].SelectMany(line => Texts(line, "resourceTypes")).ToFrozenSet();
        pack.resourceNames = new(pack.ResourceTypes.Select(name => KeyValuePair.Create(name, name)));
        foreach (var line in lines["constraint"]) pack.AddInvariant(line, more);
        foreach (var line in lines["valueSet"]) pack.AddCodes(line);
        pack.AddTypes([.. lines["type"]]);
        foreach (var line in lines["profile"]) pack.AddProfile(line);
        pack.ProfilesByUrl = new(pack.profiles);
        foreach (var document in documents) document.Dispose();
        return pack;
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(RulePack).Assembly.GetManifestResourceStream($"Throughcare.Fhir.Rules.{name}") ?? throw new RuleFault($"The program has no rules {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private void AddInvariant(JsonElement line, IReadOnlyDictionary<string, Func<Element, bool>>? more)
    {
        var key = Text(line, "constraint")!;
        var check = Fhir.Invariants.Checks.GetValueOrDefault(key) ?? more?.GetValueOrDefault(key) ?? throw new RuleFault($"The constraint {key} ({Text(line, "expression")}) has no check. Write one in functions/Fhir/Invariants.");
        invariants[key] = new Invariant(key, Text(line, "severity") == "error" ? Severity.Error : Severity.Warning, Text(line, "human")!, Text(line, "expression")!, check);
    }

    private void AddCodes(JsonElement line)
    {
        var url = Text(line, "valueSet")!;
        codeSets[url] = new CodeSet(url, line.TryGetProperty("codes", out var systems) ? systems.EnumerateObject().ToDictionary(system => system.Name, system => (IReadOnlyList<string>)[.. system.Value.EnumerateArray().Select(code => code.GetString()!)]) : null);
    }

    // ---- Types

    /// <summary>A type's own elements stand in its line; those of what it is derived from are added here, and the groups inside it become types of their own.</summary>
    private void AddTypes(IReadOnlyList<JsonElement> lines)
    {
        var byName = lines.ToDictionary(line => Text(line, "type")!);
        var own = new Dictionary<string, List<ElementRule>>();
        var rules = new Dictionary<string, (JsonElement Line, string? Base)>();
        foreach (var (name, line) in byName)
        {
            Add(name, line, Text(line, "base"));
            foreach (var element in line.GetProperty("elements").EnumerateArray())
            {
                var path = $"{name}.{Text(element, "path")}";
                var (parent, last) = (path[..path.LastIndexOf('.')], path[(path.LastIndexOf('.') + 1)..]);
                own[parent].Add(MakeElement(path, last, element));
                if (GroupType(element) is { } group) Add(path, element, group);
            }
        }
        foreach (var (name, rule) in rules) types[name].Fill([.. AllElements(name)]);
        foreach (var element in types.Values.SelectMany(type => type.Elements))
        {
            names.UnionWith(element.Properties().Select(property => property.Key));
            foreach (var type in element.Types) type.Shape = type.Code == "Resource" ? null : types.GetValueOrDefault(type.Code);
        }
        Resources = new(types.Where(type => type.Value.IsResource));

        void Add(string name, JsonElement line, string? ancestor)
        {
            var above = new List<string>();
            for (var at = ancestor; at is not null; at = Text(byName[at], "base")) above.Add(at);
            own[name] = [];
            rules[name] = (line, ancestor);
            types[name] = new TypeRule { Name = name, IsResource = Text(line, "kind") == "resource" && name is not ("Resource" or "DomainResource"), Ancestors = above, Invariants = InvariantsOf(line) };
        }

        IEnumerable<ElementRule> AllElements(string name)
        {
            var inherited = rules[name].Base is { } ancestor ? AllElements(ancestor) : Text(rules[name].Line, "kind") == "resource" ? [ResourceType()] : [];
            // A type may say more of an element than what it is derived from: the value of an Age, the div of a Narrative.
            return inherited.Where(element => own[name].TrueForAll(mine => mine.Name != element.Name)).Concat(own[name]);
        }

        static ElementRule ResourceType() => new("Resource.resourceType", "resourceType") { IsRequired = false, IsList = false, IsChoice = false, Types = [new ElementType("code", Primitive.Code, [], [])] };
    }

    /// <summary>BackboneElement or Element where the elements of a group follow in the same line.</summary>
    private static string? GroupType(JsonElement element) => element.TryGetProperty("types", out var listed) && listed.GetArrayLength() == 1 && listed[0].ValueKind == JsonValueKind.String && listed[0].GetString() is "BackboneElement" or "Element" ? listed[0].GetString() : null;

    private ElementRule MakeElement(string path, string last, JsonElement line)
    {
        var isChoice = last.EndsWith("[x]", StringComparison.Ordinal);
        var types = Text(line, "content") is { } content ? [new ElementType($"{path[..path.IndexOf('.', StringComparison.Ordinal)]}.{content}", Primitive.None, [], [])]
            : GroupType(line) is not null ? [new ElementType(path, Primitive.None, [], [])]
            : TypesOf(line) ?? throw new RuleFault($"{path} has no type.");
        return new ElementRule(path, isChoice ? last[..^3] : last)
        {
            IsRequired = Number(line, "min") is > 0, IsList = Text(line, "max") == "*", IsChoice = isChoice, Types = types, Binding = BindingOf(line),
            // Those of a group hold wherever its elements are taken over, so they are its type's.
            Invariants = GroupType(line) is null ? InvariantsOf(line) : [],
        };
    }

    // ---- Profiles

    private void AddProfile(JsonElement line)
    {
        var url = Text(line, "profile")!;
        var type = Text(line, "type")!;
        var root = new ProfileElement(type) { Invariants = InvariantsOf(line) };
        foreach (var element in line.GetProperty("elements").EnumerateArray())
        {
            var at = root;
            foreach (var step in Text(element, "path")!.Split('.')) at = Step(at, step);
            if (Number(element, "min") is { } min) at.Min = min;
            if (Text(element, "max") is { } max && max != "*") at.Max = int.Parse(max, CultureInfo.InvariantCulture);
            at.Types = TypesOf(element) ?? at.Types;
            foreach (var narrowed in at.Types ?? []) narrowed.Shape = types.GetValueOrDefault(narrowed.Code);
            at.Binding = BindingOf(element) ?? at.Binding;
            at.Fixed = Value(element, "fixed") ?? at.Fixed;
            at.Pattern = Value(element, "pattern") ?? at.Pattern;
            at.Invariants = InvariantsOf(element);
            if (element.TryGetProperty("slicing", out var slicing)) at.Slicing = new Slicing([.. Texts(slicing, "by").Select(by => Discriminator.Parse(by, $"{url}, {Text(element, "path")}"))], Text(slicing, "rules")!, slicing.TryGetProperty("ordered", out _));
        }
        MustTellSlicesApart(root, url);
        profiles[url] = new ProfileRule { Url = url, Type = type, Context = [.. Texts(line, "context")], IsModifier = line.TryGetProperty("modifier", out _), Root = root };
    }

    /// <summary>"identifier" leads to a child, "identifier:nhs" to a slice of that child.</summary>
    private static ProfileElement Step(ProfileElement from, string step)
    {
        var parts = step.Split(':', 2);
        var name = parts[0].EndsWith("[x]", StringComparison.Ordinal) ? parts[0][..^3] : parts[0];
        var child = from.Children.Find(known => known.Name == name);
        if (child is null) from.Children.Add(child = new ProfileElement(name));
        if (parts.Length == 1) return child;
        var display = $"{name}:{parts[1]}";
        var slice = child.Slices.Find(known => known.Display == display);
        if (slice is null) child.Slices.Add(slice = new ProfileElement(name) { Display = display });
        return slice;
    }

    /// <exception cref="RuleFault">There are slices and nothing to tell them apart by.</exception>
    private static void MustTellSlicesApart(ProfileElement element, string url)
    {
        if (element.Slices.Count > 0 && element.Slicing is null) throw new RuleFault($"{url}: {element.Display} has slices and nothing to tell them apart by.");
        foreach (var inside in element.Children.Concat(element.Slices)) MustTellSlicesApart(inside, url);
    }

    private static FhirText? Value(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? FhirText.Read(Encoding.UTF8.GetBytes(value.GetRawText()), out _) : null;

    // ---- Parts of a line

    private static List<ElementType>? TypesOf(JsonElement line)
    {
        if (!line.TryGetProperty("types", out var listed)) return null;
        return [.. listed.EnumerateArray().Select(type => type.ValueKind == JsonValueKind.String ? Make(type.GetString()!, [], []) : Make(Text(type, "type")!, Texts(type, "targets"), Texts(type, "profiles")))];

        // Only a primitive begins with a small letter.
        static ElementType Make(string code, IEnumerable<string> targets, IEnumerable<string> profiles) =>
            new(code, char.IsAsciiLetterLower(code[0]) ? Enum.Parse<Primitive>(code, ignoreCase: true) : Primitive.None, [.. targets], [.. profiles]);
    }

    /// <exception cref="RuleFault">The value set has no line.</exception>
    private CodeSet? BindingOf(JsonElement line) => Text(line, "binding") is { } url ? codeSets.GetValueOrDefault(url) ?? throw new RuleFault($"The value set {url} has no line.") : null;

    private Invariant[] InvariantsOf(JsonElement line) => [.. Texts(line, "constraints").Select(key => invariants.GetValueOrDefault(key) ?? throw new RuleFault($"The constraint {key} has no line."))];

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static IEnumerable<string> Texts(JsonElement line, string name) => line.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(item => item.GetString()!) : [];
}
