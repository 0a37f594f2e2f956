using System.Text;

namespace Throughcare.Translation;

/// <summary>A remark about one element: it was kept in the raw notice but could not be used as it was sent.</summary>
/// <param name="Element">Path in the notice.</param>
/// <param name="Sentence">What is wrong and what to do; never the value.</param>
internal sealed record Remark(string Element, string Sentence)
{
    /// <summary>The table row that says how the element is read, such as "prison-healthcare/fields.csv, row 12"; empty when no row does.</summary>
    public string Row { get; init; } = "";
}

/// <summary>A code that no table has.</summary>
internal sealed record Gap(string Table, string Code)
{
    /// <summary>Where in the notice it stood.</summary>
    public string Element { get; init; } = "";
}

/// <summary>A code that became something not quite the same: the sender's own is kept beside it.</summary>
/// <param name="Element">Path in the notice.</param>
/// <param name="Row">The row of the code table.</param>
/// <param name="Match">How ours differs.</param>
internal sealed record Loss(string Element, string Row, CodeMatch Match);

/// <summary>What is collected while a notice is translated: places and rows only; the words are made when someone asks.</summary>
internal sealed class Findings
{
    /// <summary>What a remark is about, and goes with when that is taken back: what was sent, and stays; a record; a part of one.</summary>
    private enum About { Sent, Record, Part }

    private readonly List<(string Element, string Sentence, TableRecord? Row, About About)> remarks = [];
    private readonly List<(SourcePath Element, CodeTable Table, Slot Slot)> gaps = [];
    private readonly List<(SourcePath Element, CodeRow Row)> losses = [];

    public void Clear()
    {
        remarks.Clear();
        gaps.Clear();
        losses.Clear();
    }

    public int GapCount => gaps.Count;

    /// <summary>How many remarks there are; see <see cref="ForgetMissing"/>.</summary>
    public int Count => remarks.Count;

    public void Remark(string element, string sentence, TableRecord? row) => remarks.Add((element, sentence, row, About.Sent));

    /// <summary>Nothing was sent where something is needed.</summary>
    public void Missing(string element, string sentence, TableRecord? row) => remarks.Add((element, sentence, row, About.Record));

    /// <summary>Nothing was sent where FHIR requires something, so it was written as not known.</summary>
    public void NotKnown(string element, string sentence, TableRecord row) => remarks.Add((element, sentence, row, About.Part));

    /// <summary>What is missing of a record that is not in the notice at all is not missing.</summary>
    /// <param name="since">The <see cref="Count"/> before the record.</param>
    public void ForgetMissing(int since) => Forget(since, About.Record);

    /// <summary>What is not known of a part that is not there at all needs no remark.</summary>
    /// <param name="since">The <see cref="Count"/> before the part.</param>
    public void ForgetNotKnown(int since) => Forget(since, About.Part);

    private void Forget(int since, About atLeast)
    {
        for (var i = remarks.Count - 1; i >= since; i--) if (remarks[i].About >= atLeast) remarks.RemoveAt(i);
    }

    public void Unknown(SourcePath element, CodeTable table, in Slot slot) => gaps.Add((element, table, slot));

    public void Lossy(SourcePath element, CodeRow row) => losses.Add((element, row));

    public IReadOnlyList<Remark> Remarks => [.. remarks.Select(found => new Remark(found.Element, found.Sentence) { Row = found.Row is { } row ? $"{row.File}, row {row.Row}" : "" }).DistinctBy(remark => (remark.Element, remark.Sentence))];

    public IReadOnlyList<Loss> Losses => [.. losses.Select(found => new Loss(found.Element.Text, $"{found.Row.Record.File}, row {found.Row.Record.Row}", found.Row.Match)).Distinct()];

    public IReadOnlyList<Gap> Gaps(SourceDocument document) => [.. gaps.Select(found => new Gap(found.Table.File, Encoding.UTF8.GetString(document.Text(found.Slot))) { Element = found.Element.Text }).Distinct()];
}

/// <summary>Which row made which bytes of the output.</summary>
internal sealed class Trace
{
    private readonly List<Made> all = [];

    /// <param name="Start">First byte in the output.</param>
    /// <param name="End">One past the last.</param>
    /// <param name="Row">The field table's row.</param>
    /// <param name="Values">Where it looked in the notice, and what stood there.</param>
    /// <param name="Code">The row of the code table that was used; null for none.</param>
    internal sealed record Made(int Start, int End, TableRecord Row, IReadOnlyList<(string Path, string Value)> Values, TableRecord? Code);

    public IReadOnlyList<Made> All => all;

    public void Add(Made made) => all.Add(made);

    /// <summary>What stood after the place was taken back.</summary>
    public void Cut(int length) => all.RemoveAll(made => made.Start >= length);

    public void Clear() => all.Clear();
}
