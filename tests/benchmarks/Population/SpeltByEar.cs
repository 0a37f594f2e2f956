namespace Throughcare.Benchmarks.Population;

/// <summary>How a name is written by somebody who has only heard it.</summary>
internal static class SpeltByEar
{
    private static readonly Dictionary<string, string[]> Whole = Pairs("Stephen Steven,Philip Phillip,Sean Shaun Shawn Seán,Geoffrey Jeffrey,Catherine Katherine Kathryn,Mohammed Muhammad Mohamed Mohammad Mohamad,Ahmed Ahmad,Hussain Hussein Husain,Clark Clarke,Reid Reed Read,Smith Smyth Smythe,Brown Browne,"
        + "Thomson Thompson Tomson,Davis Davies,Stephenson Stevenson,Stephens Stevens,Macdonald McDonald,Nicholls Nichols Nicolls,Sharp Sharpe,Leigh Lee,Allen Allan Alan,Rachel Rachael,Claire Clare,Ann Anne,Lynn Lynne,Sara Sarah,Zoe Zoey Zoë,Aisha Ayesha Aysha,Fatima Fatema,Chaudhry Choudhury Chaudhary Choudhry,"
        + "Craig Greg,Neil Neal,Graham Graeme,Ian Iain,Jon John,Marc Mark,Carl Karl,Eric Erik,Callum Calum,Connor Conor,Kieran Kieron Ciaran Ciarán,Liam Lyam,Reece Rhys Reese,Darren Darran,Jayden Jaden Jaydon,Siobhán Shivaun Chevonne,Niamh Neve,Aoife Eefa,Róisín Rosheen,Sinéad Shinade,Ruairí Rory Ruari,Caoimhe Keeva,"
        + "Siân Sharn Shan,Ffion Fion,Wójcik Voychik Wojcek,Nguyễn Newen,Natasha Natascha,Michelle Michele,Lewis Louis,Jonathan Johnathan,Matthew Mathew,Nicholas Nicolas,Anthony Antony,Teresa Theresa,Tracey Tracy,Stacey Stacy,Jodie Jody,Gemma Jemma,Kelly Kelley,Hayley Hailey Haley,Bailey Bayley,Murray Murry,Griffiths Griffith,"
        + "Phelps Felps,Wright Right,Knight Night,Hughes Hews,O'Neill O'Neil O'Neal,O'Reilly Riley O'Riley,Gallagher Gallaher,Doherty Docherty O'Doherty,Maguire McGuire,McLoughlin McLaughlin,Uddin Udin,Miah Mia,Iqbal Ikbal,Rahman Rehman,Yusuf Yousef Yusef,Omar Umar Omer,Usman Osman,Khalid Khaled");

    /// <summary>Letters that sound alike. Where several fit, one of them is changed.</summary>
    private static readonly (string From, string To)[] Sounds =
        [("ph", "f"), ("ck", "k"), ("ie", "y"), ("ey", "y"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("ss", "s"), ("ough", "uff"), ("oo", "u"), ("ee", "ea"), ("ea", "ee"), ("ai", "ay"), ("kn", "n"), ("wr", "r"), ("gh", "g"), ("sch", "sh"), ("cz", "ch"), ("sz", "sh"), ("w", "v"), ("c", "k"), ("x", "cks"), ("z", "s"), ("y", "i"), ("er", "ar"), ("on", "en"), ("ley", "ly"), ("worth", "with"), ("thwaite", "waite")];

    /// <summary>Null where it sounds like nothing else.</summary>
    public static string? Of(Random random, string name)
    {
        if (Whole.TryGetValue(name, out var others) && random.Happens(0.8)) return random.OneOf(others);
        var fitting = Sounds.Where(sound => name.IndexOf(sound.From, 1, StringComparison.Ordinal) > 0).ToList();
        if (fitting.Count == 0) return null;
        var (from, to) = random.OneOf(fitting);
        var place = name.IndexOf(from, 1, StringComparison.Ordinal);
        return string.Concat(name.AsSpan(0, place), to, name.AsSpan(place + from.Length));
    }

    private static Dictionary<string, string[]> Pairs(string groups)
    {
        var all = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var group in groups.Split(',').Select(group => group.Split(' ')))
            foreach (var name in group) all.TryAdd(name, [.. group.Where(other => other != name)]);
        return all;
    }
}
