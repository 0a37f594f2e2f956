using System.Globalization;
using System.Text;

namespace Throughcare.Translation.Formats;

/// <summary>A file with several notices, taken apart into files with one. The same content gives the same bytes, so that a notice sent twice is known as the same.</summary>
internal static class Split
{
    /// <summary>The most that the parts of one file may have together, in bytes: every part of a CSV file repeats its header.</summary>
    public const int MostBytes = 32 * NoticeText.MostBytes;

    /// <summary>One CSV file, with the same header, for each row; or, with a key column, for each value of it, with all its rows in order, wherever in the file they stand. A row without a key stands alone: it must not join someone else's.</summary>
    /// <param name="key">The name of the key column; empty for a part for each row.</param>
    public static Outcome<List<ReadOnlyMemory<byte>>> Csv(ReadOnlyMemory<byte> bytes, string key) => CsvText.Read(bytes).Then<List<ReadOnlyMemory<byte>>>(csv =>
    {
        var column = key.Length == 0 ? -1 : Array.IndexOf(csv.Header, key);
        if (key.Length > 0 && column < 0) return CsvText.Refused(1, $"the column \"{key}\", by which rows belong together, is not in the header.");
        var parts = new List<List<string[]>>();
        var partOf = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        foreach (var row in csv.Rows)
        {
            var value = column < 0 ? "" : row[column].Trim();
            if (value.Length > 0 && partOf.TryGetValue(value, out var part))
            {
                part.Add(row);
                continue;
            }
            parts.Add([row]);
            if (value.Length > 0) partOf[value] = parts[^1];
        }
        var files = new List<ReadOnlyMemory<byte>>();
        long size = 0;
        foreach (var part in parts)
        {
            var text = new StringBuilder();
            CsvText.WriteRow(text, csv.Header);
            foreach (var row in part) CsvText.WriteRow(text, row);
            files.Add(Encoding.UTF8.GetBytes(text.ToString()));
            if ((size += files[^1].Length) > MostBytes) return new Refusal(RefusalReason.NoticeIsTooLarge, Detail: "The file's notices, each with the header, have more than 32 MiB. Send fewer rows in a file.");
        }
        return files;
    });

    /// <summary>One message for each MSH: of a batch (FHS, BHS … BTS, FTS), of a file with several messages, or of one. A batch that says how many messages it has (BTS.1) and has others was cut short and is refused.</summary>
    public static Outcome<List<ReadOnlyMemory<byte>>> Hl7(ReadOnlyMemory<byte> bytes)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        var message = new MemoryStream();
        var inMessage = false;
        var before = 0;
        foreach (var (index, segment) in Hl7Notice.Segments(bytes).Index())
        {
            var starts = Hl7Notice.Is(segment, "MSH");
            var envelope = IsEnvelope(segment);
            if (starts || envelope)
            {
                End();
                if (Hl7Notice.Is(segment, "BHS")) before = messages.Count;
                if (Hl7Notice.Is(segment, "BTS") && Count(segment) is { } count && count != messages.Count - before)
                    return Hl7Notice.Refused(index + 1, $"the batch says it has {count} messages, and {messages.Count - before} are there.", "BTS.1");
                inMessage = starts;
            }
            if (envelope) continue;
            if (!inMessage) return Hl7Notice.Refused(index + 1, "a message begins with MSH.");
            message.Write(segment.Span);
            message.WriteByte((byte)'\r');
        }
        End();
        return messages.Count == 0 ? Hl7Notice.Refused(1, "there is no message.") : messages;

        void End()
        {
            if (message.Length > 0) messages.Add(message.ToArray());
            message.SetLength(0);
        }
    }

    private static bool IsEnvelope(ReadOnlyMemory<byte> segment) => Hl7Notice.Is(segment, "FHS") || Hl7Notice.Is(segment, "BHS") || Hl7Notice.Is(segment, "BTS") || Hl7Notice.Is(segment, "FTS");

    /// <summary>BTS.1; null when the batch does not say.</summary>
    private static int? Count(ReadOnlyMemory<byte> trailer)
    {
        var text = Encoding.Latin1.GetString(trailer.Span);
        var field = text.Length > 4 ? text[4..].Split(text[3])[0] : "";
        return int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }
}
