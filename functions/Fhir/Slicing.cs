namespace Throughcare.Fhir;

/// <summary>How the items of a list are told apart into slices (hl7.org/fhir/R4/profiling.html#slicing).</summary>
/// <param name="By">All of them must say that an item is of a slice.</param>
/// <param name="Rules">open: other items may stand anywhere; openAtEnd: only behind those of slices; closed: nowhere.</param>
/// <param name="IsOrdered">Whether the items of the slices come in the order of the slices.</param>
internal sealed record Slicing(IReadOnlyList<Discriminator> By, string Rules, bool IsOrdered);

/// <summary>By what an item is known to be of a slice.</summary>
internal enum DiscriminatorKind { Value, Pattern, Exists, Type, Profile }

/// <summary>By what, and where in the item.</summary>
/// <param name="Path">The elements to go through from the item, each a name, resolve() or extension('URL'); empty for the item itself.</param>
internal sealed record Discriminator(DiscriminatorKind Kind, IReadOnlyList<string> Path)
{
    public const string Resolve = "resolve()";

    /// <summary>Reads "value:system" or "type:$this.resolve()".</summary>
    /// <exception cref="RuleFault">It is of a kind that R4 does not have.</exception>
    public static Discriminator Parse(string text, string place)
    {
        var (kind, path) = (text[..text.IndexOf(':', StringComparison.Ordinal)], text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        if (!Enum.TryParse<DiscriminatorKind>(kind, ignoreCase: true, out var known)) throw new RuleFault($"{place}: slices are told apart by \"{kind}\". Use value, pattern, exists, type or profile.");
        return new Discriminator(known, [.. Steps(path).Where(step => step != "$this" && !step.StartsWith("ofType(", StringComparison.Ordinal))]);
    }

    /// <summary>The path at its dots, apart from those inside brackets: addresses have dots too.</summary>
    private static IEnumerable<string> Steps(string path)
    {
        var (start, open) = (0, 0);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '(') open++;
            else if (path[i] == ')') open--;
            else if (path[i] == '.' && open == 0)
            {
                yield return path[start..i];
                start = i + 1;
            }
        }
        yield return path[start..];
    }

    /// <summary>The URL in extension('URL'); null for any other step.</summary>
    public static string? ExtensionUrl(string step) => step.StartsWith("extension('", StringComparison.Ordinal) ? step["extension('".Length..^2] : null;
}
