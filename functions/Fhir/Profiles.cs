using System.Globalization;

namespace Throughcare.Fhir;

/// <summary>The part of a check that asks whether resources and values keep to profiles. It runs when <see cref="Shape"/> has given every node its place in R4, and asks only what a profile adds.</summary>
internal sealed class Profiles
{
    private readonly Examination examination;
    private readonly Issues issues;

    /// <summary>What is known of (node, profile), also while it is being found out: a chain of references that comes back to where it began says nothing against itself.</summary>
    private readonly Dictionary<(int, ProfileRule), bool> verdicts;

    /// <summary>A message may ask for a profile that its resource names as well: what is wrong is said once.</summary>
    private readonly HashSet<(int, ProfileRule)> checkedAlready = [];

    public Profiles(Examination examination) : this(examination, examination.Issues, []) { }

    private Profiles(Examination examination, Issues issues, Dictionary<(int, ProfileRule), bool> verdicts) => (this.examination, this.issues, this.verdicts) = (examination, issues, verdicts);

    private FhirText Text => examination.Text;

    /// <summary>Every value by the profile that R4 has for it, and every resource by those that it names itself, as far as they are known here.</summary>
    /// <param name="more">A profile that the whole document is to keep to besides; null for none.</param>
    public void Check(ProfileRule? more)
    {
        foreach (var (node, resource, _) in examination.Profiled)
            foreach (var url in Text[node].Property!.Type.Profiles)
                if (examination.Rules.Profiles.GetValueOrDefault(url) is { } profile) Check(node, resource, profile);
        foreach (var (position, resource) in examination.Resources.Index())
        {
            if (more is not null && position == 0 && more.Type == resource.Type.Name) Check(resource.Node, position, more);
            foreach (var named in examination.ElementAt(resource.Node, position)["meta"u8].Each("profile"u8))
            {
                if (examination.Rules.ProfilesByUrl.Find(WithoutVersion(named.Value)) is not { } profile) continue;
                if (profile.Type == resource.Type.Name) Check(resource.Node, position, profile);
                else issues.Error(named.Node, "value", $"{profile.Name} is a profile of {profile.Type}.");
            }
        }
    }

    private static ReadOnlySpan<byte> WithoutVersion(ReadOnlySpan<byte> canonical) => canonical.IndexOf((byte)'|') is >= 0 and var version ? canonical[..version] : canonical;

    /// <summary>One value or resource by one profile.</summary>
    public void Check(int node, int resource, ProfileRule profile)
    {
        if (checkedAlready.Add((node, profile))) Value(new Occurrence(node, -1), resource, profile.Root, profile);
    }

    /// <summary>Whether it would pass, without a word.</summary>
    private bool KeepsTo(int node, int resource, ProfileRule profile)
    {
        if (verdicts.TryGetValue((node, profile), out var known)) return known;
        verdicts[(node, profile)] = true;
        var tried = new Profiles(examination, new Issues(Text, quiet: true), verdicts);
        tried.Check(node, resource, profile);
        return verdicts[(node, profile)] = tried.issues.Errors == 0;
    }

    private bool Keeps(Occurrence occurrence, int resource, ProfileElement rule, ProfileRule profile)
    {
        var tried = new Profiles(examination, new Issues(Text, quiet: true), verdicts);
        tried.Value(occurrence, resource, rule, profile);
        return tried.issues.Errors == 0;
    }

    // ---- Elements

    /// <summary>One value of an element: the value itself, and what stands beside a primitive under its name with a _. Either may be missing (-1).</summary>
    private readonly record struct Occurrence(int Value, int Sidecar)
    {
        /// <summary>Where to say that something is wrong.</summary>
        public int Node => Value >= 0 ? Value : Sidecar;
    }

    private void Value(Occurrence at, int resource, ProfileElement rule, ProfileRule profile)
    {
        var property = Text[at.Node].Property;
        if (rule.Types is { } types && property is not null && !Types(at, resource, types, property, profile, rule)) return;
        if (at.Value >= 0)
        {
            if (rule.Fixed is { } wanted && !JsonValues.AreSame(Text, at.Value, wanted, 0)) Say(at.Value, "value", $"{rule.Display} must have the value that the profile fixes", profile);
            if (rule.Pattern is { } pattern && !JsonValues.Fits(Text, at.Value, pattern, 0)) Say(at.Value, "value", $"{rule.Display} must have what the pattern of the profile has", profile);
            if (rule.Binding is { } codes && property is not null && !Bindings.Holds(Text, at.Value, property.Type.Code, codes)) Say(at.Value, "code-invalid", $"{rule.Display} must have a code of {codes.Url}", profile);
            foreach (var invariant in rule.Invariants)
                if (!invariant.Holds(examination.ElementAt(at.Value, resource))) issues.Add(invariant.Severity, at.Value, "invariant", $"{invariant.Human} ({profile.Name})", invariant.Key);
        }
        var inside = at.Value >= 0 && Text[at.Value].Kind == NodeKind.Object ? at.Value : at.Sidecar;
        if (inside < 0)
        {
            // What must stand beside a primitive stands nowhere.
            foreach (var child in rule.Children.Where(child => child.Min > 0)) Say(at.Node, "required", $"{rule.Display}.{child.Display} must be there", profile);
            return;
        }
        if (rule.Children.Count == 0) return;
        var within = ResourceAt(inside, resource);
        foreach (var child in rule.Children) Child(inside, within, child, profile);
    }

    private void Child(int node, int resource, ProfileElement rule, ProfileRule profile)
    {
        var all = Occurrences(node, rule.Utf8Name);
        Count(node, all.Count, rule, profile);
        foreach (var occurrence in all) Value(occurrence, resource, rule, profile);
        if (rule.Slices.Count > 0) Slices(node, all, resource, rule, profile);
    }

    private void Count(int node, int count, ProfileElement rule, ProfileRule profile)
    {
        if (count < rule.Min) Say(node, "required", string.Create(CultureInfo.InvariantCulture, $"{rule.Display} must be there{(rule.Min > 1 ? $" {rule.Min} times" : "")}"), profile);
        if (count > rule.Max) Say(node, "structure", rule.Max == 0 ? $"{rule.Display} must not be there" : string.Create(CultureInfo.InvariantCulture, $"{rule.Display} must be there at most {(rule.Max == 1 ? "once" : $"{rule.Max} times")}"), profile);
    }

    private List<Occurrence> Occurrences(int node, ReadOnlySpan<byte> name)
    {
        var (value, sidecar) = (-1, -1);
        for (var child = node + 1; child < Text[node].End; child = Text[child].End)
            if (Text[child].Property is { } property && name.SequenceEqual(property.Element.Utf8Name))
            {
                if (property.IsSidecar) sidecar = child;
                else value = child;
            }
        var all = new List<Occurrence>();
        var (nextValue, lastValue) = Range(value);
        var (nextSidecar, lastSidecar) = Range(sidecar);
        while (nextValue < lastValue || nextSidecar < lastSidecar)
        {
            var one = new Occurrence(nextValue < lastValue && Text[nextValue].Kind != NodeKind.Null ? nextValue : -1, nextSidecar < lastSidecar && Text[nextSidecar].Kind != NodeKind.Null ? nextSidecar : -1);
            if (one.Node >= 0) all.Add(one);
            if (nextValue < lastValue) nextValue = Text[nextValue].End;
            if (nextSidecar < lastSidecar) nextSidecar = Text[nextSidecar].End;
        }
        return all;

        (int First, int End) Range(int list) => list < 0 ? (0, 0) : Text[list].Kind == NodeKind.Array ? (list + 1, Text[list].End) : (list, Text[list].End);
    }

    // ---- Types

    private bool Types(Occurrence at, int resource, IReadOnlyList<ElementType> types, Property property, ProfileRule profile, ProfileElement rule)
    {
        var code = TypeAt(at.Node);
        var allowed = types.Where(type => type.Code == code || (type.Code == "Resource" && property.Type.Code == "Resource") || (property.Type.Shape?.Name.Contains('.', StringComparison.Ordinal) ?? false)).ToList();
        if (allowed.Count == 0)
        {
            Say(at.Node, "structure", $"{rule.Display} must be of type {string.Join(" or ", types.Select(type => type.Code))}", profile);
            return false;
        }
        if (at.Value < 0 || Text[at.Value].Kind != NodeKind.Object) return true;
        // Extensions are held to their definitions wherever they stand.
        if (code != "Extension" && allowed is [{ Profiles: [var only] }])
        {
            if (examination.Rules.Profiles.GetValueOrDefault(only) is { } known) Check(at.Value, ResourceAt(at.Value, resource), known);
        }
        else if (code != "Extension" && !allowed.Exists(type => type.Profiles.Length == 0 || type.Profiles.Any(url => examination.Rules.Profiles.GetValueOrDefault(url) is not { } known || KeepsTo(at.Value, ResourceAt(at.Value, resource), known))))
            Say(at.Value, "value", $"{rule.Display} must keep to {string.Join(" or ", allowed.SelectMany(type => type.Profiles))}", profile);
        if (code == "Reference" && !allowed.Exists(type => LeadsTo(at.Value, resource, type.Targets))) Say(at.Value, "value", $"{rule.Display} {References.MayLeadTo(allowed[0])[..^1]}", profile);
        return true;
    }

    /// <summary>Whether a Reference leads to a type that is allowed, and what it leads to keeps to the profile that is asked for.</summary>
    private bool LeadsTo(int node, int resource, string[] targets)
    {
        if (targets.Length == 0) return true;
        var (type, target) = examination.References.TargetOf(node, resource);
        if (type is null) return true;
        if (!examination.References.IsAllowed(type, targets)) return false;
        return target < 0 || targets.Any(allowed => allowed == type || (allowed.Contains('/', StringComparison.Ordinal) && (examination.Rules.Profiles.GetValueOrDefault(allowed) is not { } profile || (profile.Type == type && KeepsTo(target, ResourceAt(target, resource), profile)))));
    }

    /// <summary>The type of a value; of a resource its own.</summary>
    private string TypeAt(int node)
    {
        var code = Text[node].Property?.Type.Code ?? "";
        return code == "Resource" && Text.Child(node, "resourceType"u8) is >= 0 and var type ? examination.Rules.ResourceType(Text.Value(type)) ?? code : code;
    }

    /// <summary>The resource that begins at a node, or else the one given.</summary>
    private int ResourceAt(int node, int otherwise)
    {
        var (low, high) = (0, examination.Resources.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (examination.Resources[middle].Node == node) return middle;
            if (examination.Resources[middle].Node < node) low = middle + 1;
            else high = middle - 1;
        }
        return otherwise;
    }

    // ---- Slices

    private void Slices(int node, List<Occurrence> all, int resource, ProfileElement rule, ProfileRule profile)
    {
        var slicing = rule.Slicing!;
        var counts = new int[rule.Slices.Count];
        var (last, others) = (-1, false);
        foreach (var occurrence in all)
        {
            var slice = rule.Slices.FindIndex(slice => slicing.By.All(by => IsOf(occurrence, slice, by, resource, profile)));
            if (slice < 0)
            {
                others = true;
                if (slicing.Rules == "closed") Say(occurrence.Node, "structure", $"{rule.Display} must be one of {string.Join(", ", rule.Slices.Select(known => known.Display))}", profile);
                continue;
            }
            if (others && slicing.Rules == "openAtEnd") Say(occurrence.Node, "structure", $"{rule.Slices[slice].Display} must stand before what is none of the profile's", profile);
            if (slicing.IsOrdered && slice < last) Say(occurrence.Node, "structure", $"{rule.Slices[slice].Display} must stand before {rule.Slices[last].Display}", profile);
            last = Math.Max(last, slice);
            counts[slice]++;
            Value(occurrence, resource, rule.Slices[slice], profile);
        }
        foreach (var (i, slice) in rule.Slices.Index()) Count(node, counts[i], slice, profile);
    }

    private bool IsOf(Occurrence item, ProfileElement slice, Discriminator by, int resource, ProfileRule profile)
    {
        var found = new List<Occurrence> { item };
        var rule = slice;
        foreach (var step in by.Path)
        {
            if (step == Discriminator.Resolve)
            {
                found = [.. found.Select(at => new Occurrence(at.Value < 0 ? -1 : examination.References.TargetOf(at.Value, resource).Target, -1)).Where(at => at.Value >= 0)];
                continue;
            }
            var url = Discriminator.ExtensionUrl(step);
            var name = System.Text.Encoding.UTF8.GetBytes(url is null ? step : "extension");
            found = [.. found.SelectMany(at => Inside(at) is >= 0 and var inside ? Occurrences(inside, name) : []).Where(at => url is null || (at.Value >= 0 && Text.Child(at.Value, "url"u8) is >= 0 and var said && System.Text.Ascii.Equals(Text.Value(said), url)))];
            rule = rule is null ? null : url is null ? Find(rule, step) : Find(rule, "extension")?.Slices.Find(known => Find(known, "url")?.Fixed is { } fixedUrl && System.Text.Ascii.Equals(fixedUrl.Value(0), url));
        }
        return by.Kind switch
        {
            DiscriminatorKind.Exists => rule is { Max: 0 } ? found.Count == 0 : found.Count > 0,
            DiscriminatorKind.Type => found.Exists(at => rule?.Types is not { } types || types.Any(type => type.Code == TypeAt(at.Node) || (type.Code == "Reference" && type.Targets.Contains(TypeAt(at.Node))))),
            DiscriminatorKind.Profile => found.Exists(at => at.Value >= 0 && rule?.Types is { } types && types.Any(type => type.Profiles.Concat(type.Targets).Any(url => examination.Rules.Profiles.GetValueOrDefault(url) is { } known && known.Type == TypeAt(at.Value) && KeepsTo(at.Value, ResourceAt(at.Value, resource), known)))),
            _ => rule is not null && found.Exists(at => Keeps(at, resource, rule, profile)),
        };
    }

    /// <summary>What a slice says about an element inside it; where it says nothing itself, the profile of its type may.</summary>
    private ProfileElement? Find(ProfileElement rule, string name) =>
        rule.Children.Find(child => child.Name == name)
        ?? rule.Types?.SelectMany(type => type.Profiles).Select(url => examination.Rules.Profiles.GetValueOrDefault(url)?.Root.Children.Find(child => child.Name == name)).FirstOrDefault(child => child is not null);

    private int Inside(Occurrence at) => at.Value >= 0 && Text[at.Value].Kind == NodeKind.Object ? at.Value : at.Sidecar;

    private void Say(int node, string code, string sentence, ProfileRule profile)
    {
        if (issues.AreFull) issues.Error(node, code, "");
        else issues.Error(node, code, $"{sentence} ({profile.Name}).");
    }
}
