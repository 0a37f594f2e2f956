using System.Globalization;

namespace Throughcare.Benchmarks.Population;

/// <summary>Gives out the numbers that agencies know people by. All invented, none twice; formats and checks as in the domain notes (anchors.md section 3).</summary>
/// <remarks>A number follows from the place of the person alone, so nothing has to be remembered. Prison numbers and CRNs of a block are close together, as numbers given out in the same weeks are: many differ from somebody else's in one character.</remarks>
internal static class Numbers
{
    /// <summary>People whose prison numbers and CRNs come from one range.</summary>
    public const int Block = 2048;

    /// <summary>More people than this cannot be told apart by the numbers of the test ranges.</summary>
    public const int Most = 490_000;

    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>The 23 letters by which PNC and CRO numbers are checked: no I, O or S.</summary>
    private const string CheckLetters = "ZABCDEFGHJKLMNPQRTUVWXY";

    /// <param name="time">0, or 1 for the number of somebody who was entered a second time by mistake.</param>
    public static string Prison(int seed, int index, int time)
    {
        // Four pairs of letters, with ten thousand numbers each, for a block.
        var (block, serial) = Place(index, time, Spread(seed, index / Block), 39_989);
        var pairs = Letters.Length * Letters.Length;
        var pair = ((block * 4) + (serial / 10_000)) % pairs;
        var first = "AGBCDEFHJK"[block * 4 / pairs];
        return string.Create(CultureInfo.InvariantCulture, $"{first}{serial % 10_000:D4}{Letters[pair / Letters.Length]}{Letters[pair % Letters.Length]}");
    }

    /// <param name="time">0, or 1 for the number of somebody who was entered a second time by mistake.</param>
    public static string Crn(int seed, int index, int time)
    {
        var (block, serial) = Place(index, time, Spread(seed, index / Block) ^ 5, 99_989);
        return string.Create(CultureInfo.InvariantCulture, $"{Letters[block / 10]}{block % 10}{serial:D5}");
    }

    /// <summary>In the range 999 that is kept for tests; the tenth digit is right by modulus 11.</summary>
    public static string Nhs(int seed, int index)
    {
        // Of ten numbers with the same first eight digits at least nine have a check digit.
        var place = (int)(((index * 529_411L) + Spread(seed, 1)) % 900_000);
        var eight = string.Create(CultureInfo.InvariantCulture, $"999{place / 9:D5}");
        var left = place % 9;
        for (var ninth = 0; ; ninth++)
        {
            var nine = eight + (char)('0' + ninth);
            if (NhsCheck(nine) is { } check && left-- == 0) return nine + check;
        }
    }

    /// <summary>The tenth digit for nine, or null if there is none.</summary>
    public static char? NhsCheck(string nine)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (nine[i] - '0') * (10 - i);
        var check = (11 - (sum % 11)) % 11;
        return check == 10 ? null : (char)('0' + check);
    }

    /// <summary>A Police National Computer number: the year of the first arrest, a serial number, a letter that checks both.</summary>
    public static string Pnc(int seed, int index, int year)
    {
        var serial = (int)(((index * 6_700_417L) + Spread(seed, 2)) % 9_999_991);
        return string.Create(CultureInfo.InvariantCulture, $"{year:D4}/{serial:D7}{PncLetter(year, serial)}");
    }

    public static char PncLetter(int year, int serial) => CheckLetters[(int)(((year % 100 * 10_000_000L) + serial) % 23)];

    /// <summary>A number of the Criminal Records Office: a serial number, the year, a letter that checks both.</summary>
    public static string Cro(int seed, int index, int year)
    {
        var serial = (int)(((index * 613_651L) + Spread(seed, 3)) % 999_983);
        return string.Create(CultureInfo.InvariantCulture, $"{serial:D6}/{year % 100:D2}{CroLetter(year, serial)}");
    }

    public static char CroLetter(int year, int serial) => CheckLetters[((year % 100 * 1_000_000) + serial) % 23];

    /// <summary>A treatment provider's own number of a client. Providers count each for themselves, so another provider has the same number for somebody else.</summary>
    public static string Client(int index, int provider) => string.Create(CultureInfo.InvariantCulture, $"C-{1000 + ((index * 7919L) + (provider * 31L)) % 700_001}");

    /// <summary>A hospital's own number of a patient; another hospital has the same for somebody else.</summary>
    public static string Hospital(int index, int hospital) => string.Create(CultureInfo.InvariantCulture, $"H{100_000 + ((index * 104_729L) + (hospital * 57L)) % 800_011}");

    /// <summary>One of the thousand numbers kept for drama. So few for so many people: in this population a telephone number says next to nothing.</summary>
    public static string Phone(Random random) => string.Create(CultureInfo.InvariantCulture, $"07700 900{random.Next(1000):D3}");

    /// <summary>A serial number of the block's range, for each person and time another: below a prime that leaves 2 when divided by 3, no two numbers have the same cube.</summary>
    private static (int Block, int Serial) Place(int index, int time, int start, int prime)
    {
        var place = (start + (index % Block) + ((long)time * Block)) % prime;
        return (index / Block, (int)(place * place % prime * place % prime));
    }

    private static int Spread(int seed, int part) => Chance.Mixed(seed, part, 11) % 800_000;
}
