using System.Text;

namespace Throughcare.Tests.People;

/// <summary>Texts that people and systems could write where a number belongs, from a seed.</summary>
internal static class Numbers
{
    /// <summary>Any Unicode, halves of surrogate pairs among it, of any length up to a few thousand; and numbers with a few characters changed, for those come nearest to being read.</summary>
    public static IEnumerable<string> AnyTexts(int seed, int count, params string[] near)
    {
        var random = new Random(seed);
        const string likely = "0123456789/- \u00A0ABCSFZazſıK٣３é\u0301\u200B\uD83D\t";
        for (var round = 0; round < count; round++)
        {
            var text = new StringBuilder(round % 3 == 0 ? "" : near[random.Next(near.Length)]);
            for (var change = round % 100 == 0 ? random.Next(5000) : random.Next(20); change > 0; change--)
            {
                var c = random.Next(3) == 0 ? (char)random.Next(char.MaxValue + 1) : likely[random.Next(likely.Length)];
                var at = random.Next(text.Length + 1);
                if (at < text.Length && random.Next(2) == 0) text[at] = c; else text.Insert(at, c);
            }
            yield return text.ToString();
        }
    }

    /// <summary>Every text in which one digit is another, and every text in which two different digits beside each other changed places.</summary>
    public static IEnumerable<string> WithOneSlip(string number)
    {
        for (var i = 0; i < number.Length; i++)
        {
            if (!char.IsAsciiDigit(number[i])) continue;
            for (var digit = '0'; digit <= '9'; digit++) if (digit != number[i]) yield return $"{number[..i]}{digit}{number[(i + 1)..]}";
            if (i + 1 < number.Length && char.IsAsciiDigit(number[i + 1]) && number[i] != number[i + 1]) yield return $"{number[..i]}{number[i + 1]}{number[i]}{number[(i + 2)..]}";
        }
    }

    /// <summary>The same number as another hand might write it: spaces anywhere, any letter small.</summary>
    public static string Otherwise(string number, Random random)
    {
        var text = new StringBuilder();
        foreach (var c in number)
        {
            for (var spaces = random.Next(3) == 0 ? random.Next(3) : 0; spaces > 0; spaces--) text.Append(random.Next(2) == 0 ? ' ' : '\u00A0');
            text.Append(random.Next(2) == 0 ? char.ToLowerInvariant(c) : c);
        }
        return text.ToString();
    }
}
