namespace Throughcare.Translation;

/// <summary>What someone who mistyped a word most likely meant.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean x?" for the known word that is nearest, or nothing when none is near.</summary>
    public static string Meant(string word, IEnumerable<string> known)
    {
        var near = known.Select(candidate => (candidate, far: Distance(word, candidate))).Where(pair => pair.far <= Math.Max(1, Math.Min(word.Length, pair.candidate.Length) / 3)).OrderBy(pair => pair.far).ThenBy(pair => pair.candidate, StringComparer.Ordinal).Select(pair => pair.candidate).FirstOrDefault();
        return near is null || word.Length == 0 ? "" : $" Did you mean {near}?";
    }

    /// <summary>Letters to add, drop, change or swap with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        return rows[a.Length, b.Length];
    }
}

/// <summary>What is wrong with tables. Loading for work stops at the first; a check goes on and lists them all.</summary>
internal sealed class Problems(bool goOn)
{
    private readonly List<string> found = [];

    /// <summary>For loading: the first problem is thrown.</summary>
    public static Problems Stop { get; } = new(goOn: false);

    public IReadOnlyList<string> Found => found;

    public void Collect(Action step)
    {
        try
        {
            step();
        }
        catch (TableFault fault) when (goOn)
        {
            found.Add(fault.Message);
        }
    }

    /// <summary>The same for a step that makes something; null when it failed.</summary>
    public T? Collect<T>(Func<T> step) where T : class
    {
        T? made = null;
        Collect(() => { made = step(); });
        return made;
    }

    public void Add(string problem) => found.Add(problem);
}
