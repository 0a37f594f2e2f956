using System.Globalization;
using System.Text;

namespace Throughcare.Fhir;

/// <summary>Where a value stands, in the subset of FHIRPath that OperationOutcome.issue.expression allows: names and positions.</summary>
internal static class FhirPath
{
    /// <summary>The path of a node. It ends above the first name that R4 does not have there: such a name could say anything about anybody.</summary>
    public static string Of(FhirText text, int node)
    {
        var path = new StringBuilder(text.TypeName);
        for (var at = 0; at != node;)
        {
            var (child, position) = (at + 1, 0);
            for (; text[child].End <= node; child = text[child].End) position++;
            if (text[at].Kind == NodeKind.Array) path.Append(CultureInfo.InvariantCulture, $"[{position}]");
            else if (text[child].Property is { } property) path.Append('.').Append(property.Element.Name);
            else break;
            at = child;
        }
        return path.ToString();
    }
}
