namespace Throughcare.Benchmarks.Population;

/// <summary>What the makers of people ask of chance.</summary>
internal static class Chance
{
    /// <summary>A seed of its own for each part of the work, so that a part can be made alone and comes out the same.</summary>
    /// <param name="seed">The caller's seed.</param>
    /// <param name="part">Which person or block.</param>
    /// <param name="purpose">Keeps the chances of different work on the same person apart.</param>
    public static Random For(int seed, int part, int purpose) => new(Mixed(seed, part, purpose));

    /// <summary>The three as one number that shows nothing of them.</summary>
    public static int Mixed(int seed, int part, int purpose)
    {
        var mixed = ((ulong)(uint)seed << 32) ^ (uint)part ^ ((ulong)(uint)purpose * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 29)) * 0x94D049BB133111EB;
        return (int)(mixed >> 33);
    }

    /// <param name="share">0 for never, 1 for always.</param>
    public static bool Happens(this Random random, double share) => random.NextDouble() < share;

    public static T OneOf<T>(this Random random, IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>One of a list in the order of how common they are: few are very common and most are rare, as with names.</summary>
    /// <param name="flat">How many at the top are about as common as the first.</param>
    public static T Common<T>(this Random random, IReadOnlyList<T> all, double flat) => all[random.Rank(all.Count, flat)];

    /// <summary>A place in such a list. The share of a place falls with 1 / (place + flat).</summary>
    public static int Rank(this Random random, int count, double flat) => Math.Min(count - 1, (int)((Math.Pow((count / flat) + 1, random.NextDouble()) - 1) * flat));

    /// <summary>One by shares that need not sum to anything.</summary>
    public static int ByShare(this Random random, IReadOnlyList<double> shares)
    {
        var at = random.NextDouble() * shares.Sum();
        var place = 0;
        while (place < shares.Count - 1 && at >= shares[place]) at -= shares[place++];
        return place;
    }

    /// <summary>A day between two, both included.</summary>
    public static DateOnly Day(this Random random, DateOnly first, DateOnly last) => first.AddDays(random.Next(Math.Max(1, last.DayNumber - first.DayNumber + 1)));
}
