using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Throughcare.Fhir;

namespace Throughcare.Translation.Formats;

/// <summary>Looks at FHIR before it is read: what could be taken for something else is refused, what is only spelt another way is put right, and all else that is wrong is remarked on (fhir-faults.csv).</summary>
/// <remarks>The notice is kept as it was sent; only what is read of it is put right.</remarks>
/// <param name="faults">What becomes of a notice with each fault.</param>
/// <param name="systems">The addresses of systems.csv.</param>
/// <param name="isRead">Whether some row reads resources of a type. What is wrong in others can mislead nobody.</param>
/// <param name="watched">Places at which checks.csv marks a record as not to be acted on, if anything is there: MedicationRequest[].modifierExtension. The mark is better for the person than a refusal.</param>
internal sealed partial class FhirIntake(FhirFaults faults, IEnumerable<string> systems, Predicate<string> isRead, IReadOnlySet<string> watched)
{
    /// <summary>A notice with more is wrong all through; this many leave room for what the tables have to say.</summary>
    private const int MostRemarks = 50;

    /// <summary>Each system under what its spellings have in common, where that is no other's.</summary>
    private readonly Dictionary<string, string> spellings = systems.GroupBy(Common, StringComparer.Ordinal).Where(alike => alike.Count() == 1).ToDictionary(alike => alike.Key, alike => alike.First(), StringComparer.Ordinal);

    /// <summary>The FHIR to be read, and what there is to say about it. What is no JSON is left to its reader.</summary>
    public Outcome<(ReadOnlyMemory<byte> Bytes, IReadOnlyList<Remark> Remarks)> Take(ReadOnlyMemory<byte> bytes)
    {
        using var text = FhirText.Read(bytes.Span, out _);
        if (text is null) return (bytes, []);
        var examination = new Checker(RulePack.Default).Examine(text);
        var remarks = new List<Remark>();
        foreach (var issue in examination.Issues.Found)
        {
            var then = faults.Of(issue);
            if (then == FhirFaults.Refuse && CanMislead(examination, issue.Location)) return new Refusal(RefusalReason.FhirIsUnsafe, issue.Location, issue.Diagnostics);
            if (then != FhirFaults.Nothing && remarks.Count < MostRemarks) remarks.Add(new Remark(issue.Location, issue.Diagnostics));
        }
        return (PutRight(bytes, examination, remarks), remarks);
    }

    /// <param name="location">As in <see cref="Issue.Location"/>.</param>
    private bool CanMislead(Examination examination, string location)
    {
        var place = EntryOfBundle().Match(location);
        var resource = place.Success ? examination.ElementAt(0, 0).All("entry"u8)[int.Parse(place.Groups["entry"].Value, CultureInfo.InvariantCulture)]["resource"u8] : examination.ElementAt(0, 0);
        var type = Encoding.UTF8.GetString(resource["resourceType"u8].Value);
        var inside = Positions().Replace(place.Success ? place.Groups["inside"].Value : location[type.Length..], "[]");
        return type.Length == 0 || type == "Bundle" || (isRead(type) && !watched.Contains($"{type}[]{(inside.EndsWith("[]", StringComparison.Ordinal) ? inside[..^2] : inside)}"));
    }

    [GeneratedRegex(@"^Bundle\.entry\[(?<entry>\d+)\]\.resource(?<inside>.*)$")]
    private static partial Regex EntryOfBundle();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Positions();

    // ---- Spellings

    /// <summary>Without what differs between people who mean the same: http for https, /id/ for /Id/, organisation for organization.</summary>
    private static string Common(string system) => system.ToLowerInvariant().Replace("http://", "https://", StringComparison.Ordinal).Replace("organisation", "organization", StringComparison.Ordinal);

    /// <summary>The bytes with every identifier's system as it is written here.</summary>
    private ReadOnlyMemory<byte> PutRight(ReadOnlyMemory<byte> bytes, Examination examination, List<Remark> remarks)
    {
        var text = examination.Text;
        var (right, copied) = (new List<byte>(), 0);
        for (var node = 0; node < text.Count; node++)
        {
            if (text[node] is not { Kind: NodeKind.Object, Property.Type.Code: "Identifier" }) continue;
            var system = text.Child(node, "system"u8);
            if (system < 0 || text[system].Kind != NodeKind.Text) continue;
            var sent = Encoding.UTF8.GetString(text.Value(system));
            var known = spellings.GetValueOrDefault(Common(sent), sent);
            if (known == sent || text.PlaceInDocument(system, bytes.Span) is not var (start, end)) continue;
            right.AddRange(bytes.Span[copied..start]);
            right.AddRange(Encoding.UTF8.GetBytes($"\"{known}\""));
            copied = end;
            remarks.Add(new Remark(FhirPath.Of(text, system), $"It is read as {known}. Write it so."));
        }
        if (copied == 0) return bytes;
        right.AddRange(bytes.Span[copied..]);
        return right.ToArray();
    }
}

/// <summary>What becomes of a FHIR notice with a fault (fhir-faults.csv): by its danger, or else by its R4 issue-type.</summary>
internal sealed class FhirFaults
{
    public const string Refuse = "refuse", Remark = "remark", Nothing = "nothing";

    private static readonly string[] Endings = [Refuse, Remark, Nothing];

    /// <summary>Every fault that the table must have a row for.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Danger>().Where(danger => danger != Danger.None).Select(NameOf), "code-invalid", "extension", "invariant", "not-found", "not-supported", "required", "structure", "value"];

    private readonly Dictionary<string, string> then;

    private FhirFaults(Dictionary<string, string> then) => this.then = then;

    /// <exception cref="TableFault">A row is wrong or missing.</exception>
    public static FhirFaults Load(string folder)
    {
        var rows = TableFile.ReadExactly(folder, "fhir-faults.csv", "fault", "then", "because").By("fault");
        foreach (var (fault, row) in rows)
        {
            if (!All.Contains(fault)) throw row.Fault($"\"{fault}\" is no fault.{Spelling.Meant(fault, All)} There are: {string.Join(", ", All)}.");
            if (!Endings.Contains(row["then"])) throw row.Fault($"\"then\" is one of: {string.Join(", ", Endings)}.");
        }
        if (All.FirstOrDefault(fault => !rows.ContainsKey(fault)) is { } missing) throw new TableFault($"fhir-faults.csv: there is no row for {missing}. Add one, and say whether such a notice is refused.");
        return new FhirFaults(rows.ToDictionary(row => row.Key, row => row.Value["then"], StringComparer.Ordinal));
    }

    public string Of(Issue issue) => then.GetValueOrDefault(issue.Danger == Danger.None ? issue.Code : NameOf(issue.Danger), Remark);

    /// <summary>NameTwice is name-twice.</summary>
    private static string NameOf(Danger danger) => string.Concat(danger.ToString().Select((letter, at) => char.IsAsciiLetterUpper(letter) ? $"{(at > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
