using Throughcare.Local;

namespace Throughcare.Tests;

/// <summary>Where things lie.</summary>
internal static class Repo
{
    public static string Root => Workplace.Root;

    public static string Mappings => Path.Combine(Root, "mappings");

    public static string Golden => Path.Combine(Root, "tests", "golden");

    /// <summary>Other people's data and our wider samples, beside the checkout; null where they are not.</summary>
    public static string? Shared => Directory.Exists(Path.Combine(Root, "..", "shared")) ? Path.GetFullPath(Path.Combine(Root, "..", "shared")) : null;

    /// <summary>A new folder for one test.</summary>
    public static string Temporary(string name) => Directory.CreateTempSubdirectory($"throughcare-{name}-").FullName;

    /// <summary>The tables in a folder of the test's own, to change.</summary>
    public static string CopyOfMappings()
    {
        var folder = Temporary("mappings");
        foreach (var file in Directory.EnumerateFiles(Mappings, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(Mappings, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return folder;
    }

    public static string Story(string name, string file) => Path.Combine(Root, "local", "Stories", name, file);
}

/// <summary>A fact that needs the data beside the checkout; skipped, and saying so, without it.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (Repo.Shared is null) Skip = "There is no shared/ folder beside this checkout.";
    }
}
