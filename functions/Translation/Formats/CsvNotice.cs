using System.Text.Json.Nodes;

namespace Throughcare.Translation.Formats;

/// <summary>
/// A CSV notice (RFC 4180: commas, a header row) as JSON: each row an object with the header's names. A blank cell is absent; everything else is text as sent, also what begins with ' or =.
/// <code>case,day,note⏎C-17,2026-03-06,⏎</code>
/// <code>{"rows":[{"case":"C-17","day":"2026-03-06"}]}</code>
/// </summary>
internal static class CsvNotice
{
    public static Outcome<byte[]> ToJson(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > NoticeText.MostBytes) return new Refusal(RefusalReason.NoticeIsTooLarge);
        return CsvText.Read(bytes).Then(csv =>
        {
            var rows = new JsonArray();
            foreach (var cells in csv.Rows)
            {
                var row = new JsonObject();
                for (var i = 0; i < cells.Length; i++) if (!string.IsNullOrWhiteSpace(cells[i])) row[csv.Header[i]] = cells[i];
                rows.Add(row);
            }
            return NoticeTree.ToJson(new JsonObject { ["rows"] = rows }, RefusalReason.NoticeIsNotCsv);
        });
    }
}
