using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Throughcare.Local;

/// <summary>Something a person has to mend before the stack can run. The message is one sentence with what to do.</summary>
internal sealed class CannotRun(string sentence) : Exception(sentence);

/// <summary>The folder a stack keeps its state in: queues, tables, what agencies received, secrets, and the ids of the processes it started.</summary>
internal sealed partial class Workplace : IDisposable
{
    private readonly FileStream inUse;
    private readonly Lock gate = new();
    private readonly List<Started> processes = [];

    private Workplace(string folder, FileStream inUse) => (Folder, this.inUse) = (folder, inUse);

    public string Folder { get; }

    private sealed record Started(string Name, int Id, long StartTime, int Signal);

    private string ProcessFile => Path.Combine(Folder, "processes.json");

    /// <summary>The repository's root: where Integration.sln is.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Opens the folder for this process alone and ends what an earlier one left running in it.</summary>
    /// <exception cref="CannotRun">The folder cannot be written, or another stack is using it.</exception>
    /// <param name="fresh">Begin with nothing: what an earlier stack kept here is removed. A folder that is not a stack's is refused, never emptied.</param>
    public static async Task<Workplace> Open(string folder, bool fresh = false)
    {
        if (fresh && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, "in-use")))
            throw new CannotRun($"The folder {folder} holds other things and would have to be emptied. Choose an empty one with --state FOLDER.");
        FileStream inUse;
        try
        {
            Directory.CreateDirectory(folder);
            inUse = new FileStream(Path.Combine(folder, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CannotRun($"The folder {folder} cannot be written. Make it writable, or choose another with --state FOLDER.");
        }
        catch (IOException problem)
        {
            throw new CannotRun(File.Exists(Path.Combine(folder, "in-use")) ? $"Another stack is running in {folder}. Stop it with Ctrl-C, or choose another folder with --state FOLDER." : $"The folder {folder} cannot be made ({problem.Message.TrimEnd('.')}). Choose another with --state FOLDER.");
        }
        var place = new Workplace(folder, inUse);
        await place.EndLeftovers();
        if (!fresh) return place;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.Name != "in-use"))
            if (entry is DirectoryInfo inner) inner.Delete(recursive: true);
            else entry.Delete();
        return place;
    }

    /// <summary>Remembers a process of ours, so that the next start can end it if this one is killed.</summary>
    /// <param name="signal">How it wants to be ended.</param>
    public void Remember(string name, Process process, int signal)
    {
        lock (gate)
        {
            processes.RemoveAll(known => known.Name == name);
            if (StartTime(process.Id) is { } start) processes.Add(new Started(name, process.Id, start, signal));
            var next = ProcessFile + ".next";
            File.WriteAllText(next, JsonSerializer.Serialize(processes));
            File.Move(next, ProcessFile, overwrite: true);
        }
    }

    private async Task EndLeftovers()
    {
        if (!File.Exists(ProcessFile)) return;
        foreach (var left in JsonSerializer.Deserialize<List<Started>>(await File.ReadAllTextAsync(ProcessFile)) ?? [])
        {
            // The id may belong to someone else by now; the start time tells.
            if (StartTime(left.Id) != left.StartTime) continue;
            using var process = Process.GetProcessById(left.Id);
            await End(process, left.Signal);
        }
        File.Delete(ProcessFile);
    }

    /// <summary>Asks by the signal, and after ten seconds kills.</summary>
    public static async Task End(Process process, int signal)
    {
        if (process.HasExited) return;
        _ = Kill(process.Id, signal);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try { await process.WaitForExitAsync(limit.Token); }
        catch (OperationCanceledException) { process.Kill(); await process.WaitForExitAsync(); }
    }

    public const int Interrupt = 2;
    public const int KillNow = 9;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    /// <summary>Ticks since boot at which the process began (field 22 of /proc/ID/stat); null when there is none, or it has ended and waits to be collected.</summary>
    private static long? StartTime(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException) { return null; }
    }

    /// <summary>A secret of this stack, made by chance once and kept in its folder.</summary>
    public string Secret(string name, int bytes = 32)
    {
        var path = Path.Combine(Folder, "secrets.json");
        lock (gate)
        {
            var secrets = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))! : [];
            if (!secrets.TryGetValue(name, out var secret))
            {
                secrets[name] = secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
                File.WriteAllText(path, JsonSerializer.Serialize(secrets));
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            return secret;
        }
    }

    /// <exception cref="CannotRun">Something listens there already.</exception>
    public static void CheckFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try { probe.Start(); }
        catch (SocketException) { throw new CannotRun($"Port {port} is taken. Stop what listens there, or choose other ports with --port, such as --port {(port / 10 + 10) * 10 + 1}."); }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Integration.sln"))) return folder.FullName;
        throw new CannotRun("The repository is not above this program. Run it from the repository: dotnet run --project local");
    }

    public void Dispose() => inUse.Dispose();
}
