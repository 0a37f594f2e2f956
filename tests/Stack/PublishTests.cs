using System.Diagnostics;
using System.IO.Compression;

namespace Throughcare.Tests.RunningStack;

/// <summary>What is deployed: the zip that dotnet publish makes, unpacked and run by the stand-in host.</summary>
[Collection(nameof(CrashTests))]
public class PublishTests
{
    [Fact]
    public async Task The_published_zip_plays_the_story()
    {
        var (exit, output) = await Run("dotnet", Repo.Root, "publish", "functions");
        Assert.True(exit == 0, output);
        var folder = Repo.Temporary("publish");
        var app = Path.Combine(folder, "app");
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(Repo.Root, "artifacts", "throughcare.zip"), app);
        // host.json, the tables, the program, and for each function a folder with nothing but its function.json.
        Assert.Equal(["host.json", "throughcare"], Directory.EnumerateFiles(app).Select(file => Path.GetFileName(file)!).Order());
        Assert.All(Directory.EnumerateDirectories(app).Where(sub => !sub.EndsWith("/mappings", StringComparison.Ordinal)), sub => Assert.Equal("function.json", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(sub)))));
        if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(Path.Combine(app, "throughcare")).HasFlag(UnixFileMode.UserExecute));
        (exit, output) = await Run(CrashTests.Program, Repo.Root, "--story", "released-on-licence", "--state", Path.Combine(folder, "state"), "--app", app);
        Assert.True(exit == 0, output);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Exit, string Output)> Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // What the test runner sets for itself is not for a build of its own.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
