using System.Globalization;
using Throughcare.Benchmarks.Engines;

namespace Throughcare.Benchmarks.Measuring;

/// <summary>Whether the time grows with the work and with nothing else: neither curve should rise.</summary>
internal static class Curves
{
    /// <summary>Time per KB of notice, for notices of 10, 100 and 1,000 goals; as many notices as make up the same amount in all.</summary>
    public static void BySize(Arguments arguments)
    {
        if (arguments.Corpus is not null) throw new CannotRun("curve size makes its notices up. Leave --corpus out.");
        Draw(arguments, "goals", [10, 100, 1000], "usPerKB", goals => arguments with { Goals = goals, Notices = 4000 / goals }, measured => measured.MeanUs / (measured.MeanBytesIn!.Value / 1024));
    }

    /// <summary>Time per notice with code tables of 10, 1,000 and 100,000 rows.</summary>
    public static void ByCodes(Arguments arguments)
    {
        if (arguments.Corpus is not null) throw new CannotRun("curve codes makes its notices up. Leave --corpus out.");
        var folder = Directory.CreateTempSubdirectory("throughcare-codes-").FullName;
        try
        {
            Draw(arguments, "rows", [10, 1000, 100_000], "usPerDoc", rows => arguments with { Tables = TablesWith(rows, arguments.Tables, folder) }, measured => measured.MeanUs);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Draw(Arguments arguments, string along, int[] points, string figure, Func<int, Arguments> at, Func<Measured, double> value)
    {
        var core = Run.CoreFor(arguments.Core);
        var engine = AllEngines.Find(arguments.Engine ?? AllEngines.HandWritten).Name;
        var asked = points.Select(at).ToList();
        var values = points.Select(_ => new List<double>()).ToList();
        var last = new Measured[points.Length];
        for (var round = 0; round < (arguments.Rounds ?? 3); round++)
            for (var i = 0; i < points.Length; i++)
                values[i].Add(value(last[i] = Run.One(engine, asked[i]).LastLine<Measured>(core, Ratios.Patience(arguments))));
        for (var i = 0; i < points.Length; i++)
            Console.WriteLine(Figures.Line(new Dictionary<string, object> { ["name"] = engine, [along] = points[i], [figure] = values[i].Median().Rounded(), ["meanBytesIn"] = last[i].MeanBytesIn!.Value.Rounded(), ["meanBytesOut"] = last[i].MeanBytesOut!.Value.Rounded() }));
        Console.WriteLine(Figures.Line(new { Name = engine, Curve = along, LargestToSmallest = (values[^1].Median() / values[0].Median()).Rounded(), Core = core }));
    }

    /// <summary>A copy of the tables in which the three that every notice asks most have so many rows, all invented.</summary>
    private static string TablesWith(int rows, string tables, string folder)
    {
        var copy = Path.Combine(folder, rows.ToString(CultureInfo.InvariantCulture));
        foreach (var file in Directory.EnumerateFiles(tables, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(tables, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        foreach (var name in (string[])["goal-domain", "risk", "substance"])
            File.WriteAllLines(Path.Combine(copy, "codes", name + ".csv"), ["code,display,to,to_display,match,because,agreed_by,valid_from,valid_until",
                .. Enumerable.Range(0, rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"C{row:D6},,{row:D9},Invented concept {row:D6},same,Benchmark only: not a clinical code,,,"))]);
        return copy;
    }
}
