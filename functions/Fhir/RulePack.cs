using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Throughcare.Fhir;

/// <summary>The rules that documents are checked by: R4's own and those of profiles. Made once, from lines that tests/conformance/rules.mjs writes; then only read.</summary>
internal sealed class RulePack
{
    private static readonly Lazy<RulePack> WithoutProfiles = new(() => new RulePack().Read(Embedded("r4.ndjson")));
    private static readonly Lazy<RulePack> Ours = new(() => With(Embedded("profiles.ndjson")));

    private readonly Dictionary<string, TypeRule> types = [];
    private readonly Dictionary<string, ProfileRule> profiles = [];
    private readonly Dictionary<string, CodeSet> codeSets = [];
    private readonly Dictionary<string, Invariant> invariants = [];
    private readonly HashSet<string> names = [];

    private RulePack() { }

    /// <summary>The same rules, to add others to.</summary>
    private RulePack(RulePack other)
    {
        (types, names, profiles, codeSets, invariants) = (other.types, other.names, new(other.profiles), new(other.codeSets), new(other.invariants));
        (ResourceTypes, resourceNames, Resources) = (other.ResourceTypes, other.resourceNames, other.Resources);
    }

    /// <summary>R4 alone, for who only asks what its types are made of: a program that translates need not wait for our profiles.</summary>
    public static RulePack R4 => WithoutProfiles.Value;

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
    public NameTable<TypeRule> Resources { get; private set; } = NameTable<TypeRule>.Empty;

    public NameTable<ProfileRule> ProfilesByUrl { get; private set; } = NameTable<ProfileRule>.Empty;

    private NameTable<string> resourceNames = NameTable<string>.Empty;

    /// <summary>The name as R4 has it; null for what is no resource type of R4.</summary>
    public string? ResourceType(ReadOnlySpan<byte> name) => resourceNames.Find(name);

    /// <summary>Whether some type of R4 has an element of this JSON name, so that it says nothing about anybody.</summary>
    public bool IsNameOfR4(string name) => names.Contains(name);

    /// <summary>R4 and other profiles than ours, from the lines of a file.</summary>
    /// <exception cref="RuleFault">A line asks for what the program does not have.</exception>
    /// <param name="profileLines">What rules.mjs made of the profiles.</param>
    /// <param name="checks">Those of the profiles' own constraints, by key.</param>
    public static RulePack With(string profileLines, IReadOnlyDictionary<string, Func<Element, bool>>? checks = null) => new RulePack(R4).Read(profileLines, checks);

    /// <exception cref="RuleFault">A line asks for what the program does not have.</exception>
    private RulePack Read(string file, IReadOnlyDictionary<string, Func<Element, bool>>? more = null)
    {
        // Nodes, not elements: for every list and dictionary of a struct of another library the program would have to be compiled anew at each start.
        var lines = file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToLookup(line => line.GetAt(0).Key);
        foreach (var line in lines["resourceTypes"]) AddResourceTypes(line);
        foreach (var line in lines["constraint"]) AddInvariant(line, more);
        foreach (var line in lines["valueSet"]) AddCodes(line);
        if (lines.Contains("type")) AddTypes([.. lines["type"]]);
        foreach (var line in lines["profile"]) AddProfile(line);
        ProfilesByUrl = new(profiles.Values, profile => profile.Url);
        return this;
    }

    private void AddResourceTypes(JsonObject line)
    {
        ResourceTypes = Texts(line, "resourceTypes").ToFrozenSet();
        resourceNames = new(ResourceTypes, name => name);
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(RulePack).Assembly.GetManifestResourceStream($"Throughcare.Fhir.Rules.{name}") ?? throw new RuleFault($"The program has no rules {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private void AddInvariant(JsonObject line, IReadOnlyDictionary<string, Func<Element, bool>>? more)
    {
        var key = Text(line, "constraint")!;
        var check = Fhir.Invariants.Checks.GetValueOrDefault(key) ?? more?.GetValueOrDefault(key) ?? throw new RuleFault($"The constraint {key} ({Text(line, "expression")}) has no check. Write one in functions/Fhir/Invariants.");
        invariants[key] = new Invariant(key, Text(line, "severity") == "error" ? Severity.Error : Severity.Warning, Text(line, "human")!, Text(line, "expression")!, check);
    }

    private void AddCodes(JsonObject line)
    {
        var url = Text(line, "valueSet")!;
        Dictionary<string, IReadOnlyList<string>>? codes = null;
        if (line["codes"] is JsonObject systems)
        {
            codes = [];
            foreach (var (system, _) in systems) codes[system] = [.. Texts(systems, system)];
        }
        codeSets[url] = new CodeSet(url, codes);
    }

    // ---- Types

    /// <summary>A type's own elements stand in its line; those of what it is derived from are added here, and the groups inside it become types of their own.</summary>
    private void AddTypes(IReadOnlyList<JsonObject> lines)
    {
        var byName = lines.ToDictionary(line => Text(line, "type")!);
        var own = new Dictionary<string, List<ElementRule>>();
        var (rules, bases) = (new Dictionary<string, JsonObject>(), new Dictionary<string, string?>());
        foreach (var (name, line) in byName)
        {
            Add(name, line, Text(line, "base"));
            foreach (var element in Objects(line, "elements"))
            {
                var path = $"{name}.{Text(element, "path")}";
                var (parent, last) = (path[..path.LastIndexOf('.')], path[(path.LastIndexOf('.') + 1)..]);
                own[parent].Add(MakeElement(path, last, element));
                if (GroupType(element) is { } group) Add(path, element, group);
            }
        }
        foreach (var name in rules.Keys) types[name].Fill([.. AllElements(name)]);
        foreach (var element in types.Values.SelectMany(type => type.Elements))
        {
            names.UnionWith(element.Properties().Select(property => property.JsonName));
            foreach (var type in element.Types) type.Shape = type.Code == "Resource" ? null : types.GetValueOrDefault(type.Code);
        }
        Resources = new(types.Values.Where(type => type.IsResource), type => type.Name);

        void Add(string name, JsonObject line, string? ancestor)
        {
            var above = new List<string>();
            for (var at = ancestor; at is not null; at = Text(byName[at], "base")) above.Add(at);
            own[name] = [];
            (rules[name], bases[name]) = (line, ancestor);
            types[name] = new TypeRule { Name = name, IsResource = Text(line, "kind") == "resource" && name is not ("Resource" or "DomainResource"), Ancestors = above, Invariants = InvariantsOf(line) };
        }

        IEnumerable<ElementRule> AllElements(string name)
        {
            var inherited = bases[name] is { } ancestor ? AllElements(ancestor) : Text(rules[name], "kind") == "resource" ? [ResourceType()] : [];
            // A type may say more of an element than what it is derived from: the value of an Age, the div of a Narrative.
            return inherited.Where(element => own[name].TrueForAll(mine => mine.Name != element.Name)).Concat(own[name]);
        }

        static ElementRule ResourceType() => new("Resource.resourceType", "resourceType") { IsRequired = false, IsList = false, IsChoice = false, Types = [new ElementType("code", Primitive.Code, [], [])] };
    }

    /// <summary>BackboneElement or Element where the elements of a group follow in the same line.</summary>
    private static string? GroupType(JsonObject element) => element["types"] is JsonArray { Count: 1 } listed && listed.TextAt(0) is "BackboneElement" or "Element" ? listed.TextAt(0) : null;

    private ElementRule MakeElement(string path, string last, JsonObject line)
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

    private void AddProfile(JsonObject line)
    {
        var url = Text(line, "profile")!;
        var type = Text(line, "type")!;
        var root = new ProfileElement(type) { Invariants = InvariantsOf(line) };
        foreach (var element in Objects(line, "elements"))
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
            if (element["slicing"] is JsonObject slicing) at.Slicing = new Slicing([.. Texts(slicing, "by").Select(by => Discriminator.Parse(by, $"{url}, {Text(element, "path")}"))], Text(slicing, "rules")!, slicing.ContainsKey("ordered"));
        }
        MustTellSlicesApart(root, url);
        profiles[url] = new ProfileRule { Url = url, Type = type, Context = [.. Texts(line, "context")], IsModifier = line.ContainsKey("modifier"), Root = root };
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

    private static FhirText? Value(JsonObject line, string name) => line[name] is { } value ? FhirText.Read(Encoding.UTF8.GetBytes(value.ToJsonString()), out _) : null;

    // ---- Parts of a line

    private static List<ElementType>? TypesOf(JsonObject line)
    {
        if (line["types"] is not JsonArray listed) return null;
        return [.. listed.Items().Select(type => type is JsonObject whole ? Make(Text(whole, "type")!, Texts(whole, "targets"), Texts(whole, "profiles")) : Make(type.TextAt()!, [], []))];

        // Only a primitive begins with a small letter.
        static ElementType Make(string code, IEnumerable<string> targets, IEnumerable<string> profiles) =>
            new(code, char.IsAsciiLetterLower(code[0]) ? Enum.Parse<Primitive>(code, ignoreCase: true) : Primitive.None, [.. targets], [.. profiles]);
    }

    /// <exception cref="RuleFault">The value set has no line.</exception>
    private CodeSet? BindingOf(JsonObject line) => Text(line, "binding") is { } url ? codeSets.GetValueOrDefault(url) ?? throw new RuleFault($"The value set {url} has no line.") : null;

    private Invariant[] InvariantsOf(JsonObject line) => [.. Texts(line, "constraints").Select(key => invariants.GetValueOrDefault(key) ?? throw new RuleFault($"The constraint {key} has no line."))];

    private static string? Text(JsonObject line, string name) => line[name].TextAt();

    private static int? Number(JsonObject line, string name) => line[name]?.GetValue<int>();

    private static IEnumerable<string> Texts(JsonObject line, string name) => line[name].Items().Select(item => item.TextAt()!);

    private static IEnumerable<JsonObject> Objects(JsonObject line, string name) => line[name].Items().OfType<JsonObject>();
}
