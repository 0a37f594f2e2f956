namespace Throughcare.Benchmarks.Population;

/// <summary>Slips of the finger.</summary>
internal static class Misspelling
{
    private static readonly string[] Keyboard = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    /// <summary>The name with one slip; the same if it is too short for one.</summary>
    public static string Of(Random random, string name)
    {
        if (name.Length < 2) return name;
        // The first letter is looked at most, so it is seldom wrong.
        var place = random.Happens(0.08) ? 0 : random.Next(1, name.Length);
        switch (random.ByShare([0.3, 0.2, 0.25, 0.25]))
        {
            case 0: return Replace(name, place, Beside(random, name[place]));
            case 1: return name.Insert(place, name[place].ToString());
            case 2: return name.Remove(place, 1);
            default:
                var last = place == name.Length - 1 ? place - 1 : place;
                return Replace(Replace(name, last, name[last + 1]), last + 1, name[last]);
        }
    }

    /// <summary>A digit or letter that is not the one there.</summary>
    public static string OneCharacter(Random random, string text, int place) =>
        Replace(text, place, char.IsDigit(text[place]) ? (char)('0' + ((text[place] - '0' + random.Next(1, 10)) % 10)) : (char)('A' + ((char.ToUpperInvariant(text[place]) - 'A' + random.Next(1, 26)) % 26)));

    private static string Replace(string text, int place, char with) => string.Concat(text.AsSpan(0, place), [char.IsUpper(text[place]) ? char.ToUpperInvariant(with) : char.IsUpper(with) ? char.ToLowerInvariant(with) : with], text.AsSpan(place + 1));

    private static char Beside(Random random, char letter)
    {
        foreach (var row in Keyboard)
            if (row.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal) is >= 0 and var key) return row[key == 0 ? 1 : key == row.Length - 1 || random.Happens(0.5) ? key - 1 : key + 1];
        return 'a';
    }
}
