using System.Text;

namespace Throughcare.People;

/// <summary>How names are compared: by their letters, without case, accents, hyphens and order of writing.</summary>
internal static class Names
{
    /// <summary>Letters that one agency writes with their accents and the next without. The runtime has no tables for this here (InvariantGlobalization).</summary>
    private static readonly Dictionary<char, string> Plain = Read(
        "a àáâãåāăąǎ", "ae äæ", "c çćĉċč", "d ðďđ", "e èéêëēĕėęě", "g ĝğġģ", "h ĥħ", "i ìíîïĩīĭįı", "j ĵ", "k ķ", "l ĺļľŀł", "n ñńņňŋ", "o òóôõōŏőǒ", "oe öøœ", "r ŕŗř", "s śŝşšș", "ss ß", "t ţťŧț", "th þ", "u ùúûũūŭůűųǔ", "ue ü", "w ŵẁẃẅ", "y ýÿŷỳ", "z źżž");

    /// <summary>The words of a name in small plain letters: "O'Brien-Zoë" is obrien and zoe. What is no Latin letter is kept as it is.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in name)
        {
            if (c is '\'' or '’' or '`' or '\u02BC' or '.' or (>= '\u0300' and <= '\u036F')) continue;
            if (!char.IsLetter(c) && !char.IsSurrogate(c)) End();
            else if (Plain.TryGetValue(char.ToLowerInvariant(c), out var plain)) word.Append(plain);
            else word.Append(char.ToLowerInvariant(c));
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>How a word sounds, as a letter and three digits (the Soundex of the United States census, on plain letters); the word itself when it is not of Latin letters.</summary>
    public static string Sound(string word)
    {
        if (word.Length == 0 || word[0] is < 'a' or > 'z') return word;
        Span<char> code = stackalloc char[4];
        code.Fill('0');
        code[0] = FirstSound(word);
        var (written, before) = (1, Class(code[0]));
        foreach (var c in word.AsSpan(1))
        {
            var sound = Class(c);
            if (sound > '0' && sound != before && written < code.Length) code[written++] = sound;
            // A vowel lets the same sound come again, h and w do not.
            if (c is not ('h' or 'w')) before = sound;
        }
        return code.ToString();
    }

    /// <summary>Catherine and Katherine, Philip and Filip begin alike.</summary>
    private static char FirstSound(string word) => word switch { ['p', 'h', ..] => 'f', ['k', 'n', ..] or ['g', 'n', ..] => 'n', ['w', 'r', ..] => 'r', ['c', ..] or ['q', ..] => 'k', ['z', ..] or ['x', ..] => 's', _ => word[0] };

    private static char Class(char c) => c switch { 'b' or 'f' or 'p' or 'v' => '1', 'c' or 'g' or 'j' or 'k' or 'q' or 's' or 'x' or 'z' => '2', 'd' or 't' => '3', 'l' => '4', 'm' or 'n' => '5', 'r' => '6', _ => '0' };

    /// <summary>Whether two words differ by what a finger does at a keyboard: one letter wrong, missing, too many, or two changed about; of long words two such.</summary>
    public static bool AreAlike(string one, string other) => Distance(one, other) <= (Math.Min(one.Length, other.Length) switch { < 4 => 0, < 8 => 1, _ => 2 });

    /// <summary>Optimal string alignment distance: insertions, deletions, substitutions and transpositions of neighbours.</summary>
    public static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 2 || one.Length > 64 || other.Length > 64) return one == other ? 0 : int.MaxValue;
        Span<int> beforeLast = stackalloc int[other.Length + 1], last = stackalloc int[other.Length + 1], now = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++) last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                now[j] = Math.Min(Math.Min(last[j], now[j - 1]) + 1, last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) now[j] = Math.Min(now[j], beforeLast[j - 2] + 1);
            }
            var free = beforeLast;
            beforeLast = last;
            last = now;
            now = free;
        }
        return last[other.Length];
    }

    private static Dictionary<char, string> Read(params ReadOnlySpan<string> rows)
    {
        var plain = new Dictionary<char, string>();
        foreach (var row in rows)
            foreach (var c in row.AsSpan(row.IndexOf(' ', StringComparison.Ordinal) + 1)) plain[c] = row[..row.IndexOf(' ', StringComparison.Ordinal)];
        return plain;
    }
}
