using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Throughcare.Local;

/// <summary>What a folder's package-lock.json pins, installed in its node_modules.</summary>
internal static class NpmPackages
{
    /// <summary>npm ci, if what is installed is not what package-lock.json pins. Two at once install one after the other.</summary>
    /// <param name="what">What is installed, for the person who reads the sentence.</param>
    /// <exception cref="CannotRun">Node or npm is not here, or npm could not install.</exception>
    public static async Task Install(string folder, string what, Action<string> say)
    {
        var version = await Run("node", folder, "--version");
        if (version is not { Code: 0 } node || !int.TryParse(node.Output.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < 20)
            throw new CannotRun($"Node 20 or later is needed for {what} and is not here. Install it and start again.");
        using var turn = await OneAtATime(Path.Combine(folder, ".installing"));
        var installed = Path.Combine(folder, "node_modules/.throughcare-installed");
        var pinned = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == pinned) return;
        say($"Installing {what} (npm ci, once) ...");
        var npm = await Run("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (npm is not { Code: 0 }) throw new CannotRun($"npm could not install {what}: {npm?.Output.Split('\n').LastOrDefault(line => line.Contains("ERR", StringComparison.OrdinalIgnoreCase) || line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? "npm is not here"}. Run npm ci in {folder} and see what it says.");
        await File.WriteAllTextAsync(installed, pinned);
    }

    private static async Task<FileStream> OneAtATime(string path)
    {
        while (true)
        {
            try { return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose); }
            catch (UnauthorizedAccessException) { throw new CannotRun($"The folder {Path.GetDirectoryName(path)} cannot be written, and npm installs there. Make it writable."); }
            catch (IOException) { await Task.Delay(200); }
        }
    }

    /// <summary>The exit code and what was printed; null when the program is not here.</summary>
    private static async Task<(int Code, string Output)?> Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync() + await error;
            await process.WaitForExitAsync();
            return (process.ExitCode, output);
        }
        catch (Win32Exception) { return null; }
    }
}
