namespace Throughcare.Fhir;

/// <summary>The part of a check that asks whether extensions are used as their definitions say. One that nobody here knows may be passed over, unless it changes what its element means.</summary>
internal sealed class Extensions(Examination examination, Profiles profiles)
{
    private FhirText Text => examination.Text;

    public void Check()
    {
        foreach (var (node, resource, holder) in examination.Extensions) Check(node, resource, holder, Text[node].Property!.Element.Name == "modifierExtension");
    }

    /// <param name="holder">The object that the extension stands in: an element, a resource, or what stands beside a primitive.</param>
    private void Check(int node, int resource, int holder, bool asModifier)
    {
        var url = Text.Child(node, "url"u8);
        if (url < 0 || Text[url].Kind != NodeKind.Text) return;
        if (examination.Rules.ProfilesByUrl.Find(Text.Value(url)) is not { Type: "Extension" } profile)
        {
            if (asModifier) examination.Issues.Error(node, "extension", "A modifierExtension that is not known here could change the meaning of all beside it, so none of that can be used.", danger: Danger.UnknownModifier);
            return;
        }
        if (asModifier != profile.IsModifier) examination.Issues.Error(node, "extension", $"{profile.Name} must stand in {(profile.IsModifier ? "modifierExtension" : "extension")}.");
        if (!MayStandIn(profile, holder, resource)) examination.Issues.Error(node, "extension", $"{profile.Name} must stand in {string.Join(" or ", profile.Context)}.");
        profiles.Check(node, resource, profile);
    }

    private bool MayStandIn(ProfileRule profile, int holder, int resource)
    {
        var property = Text[holder].Property;
        var isResource = examination.Resources[resource].Node == holder;
        var type = isResource ? examination.Resources[resource].Type : property?.Type.Shape;
        foreach (var context in profile.Context)
        {
            if (context is "Element") return true;
            if (isResource && (context == type!.Name || type.Ancestors.Contains(context))) return true;
            if (!isResource && property is not null && (context == property.Element.Path || context == property.Type.Code || (type is not null && (context == type.Name || type.Ancestors.Contains(context))))) return true;
            if (context.StartsWith("fhirpath:", StringComparison.Ordinal)) return true;
            if (context.StartsWith("extension:", StringComparison.Ordinal) && property?.Type.Code == "Extension" && Text.Child(holder, "url"u8) is >= 0 and var url && System.Text.Ascii.Equals(Text.Value(url), context.AsSpan("extension:".Length))) return true;
        }
        return profile.Context.Count == 0;
    }
}
