using Throughcare.Translation;

namespace Throughcare.Questions;

/// <summary>How soon a waiting question should be answered (urgency.csv): by its list and by what had happened when it came up. The first row that fits wins.</summary>
internal sealed class Urgency
{
    private const string Any = "any";

    private readonly List<(string List, string[] Events, string Word, int Hours)> rows = [];

    public Urgency(Tables tables)
    {
        foreach (var row in TableFile.ReadExactly(tables.Folder, "urgency.csv", "list", "event", "urgency", "answer_within", "because"))
        {
            if (!int.TryParse(row.Required("answer_within"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var hours)) throw row.Fault("\"answer_within\" is a whole number of hours: after them it is overdue.");
            if (row.Required("list") is not Any && !OpenQuestions.Lists.Contains(row["list"])) throw row.Fault($"\"{row["list"]}\" is not a list. There are: {string.Join(", ", OpenQuestions.Lists)}, or {Any}.");
            rows.Add((row["list"], row.Values("event"), row.Required("urgency"), hours));
        }
        if (rows is not [.., (Any, [Any], _, _)]) throw new TableFault("urgency.csv needs a last row for any list and any event.");
    }

    public (string Word, int Hours) Of(string list, string happened) =>
        rows.Where(row => (row.List == Any || row.List == list) && row.Events.Any(name => name == Any || name == happened)).Select(row => (row.Word, row.Hours)).First();
}
