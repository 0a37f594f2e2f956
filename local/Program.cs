using System.Runtime.InteropServices;
using Throughcare.Local;
using Throughcare.Local.Stories;

return await Run(args);

static async Task<int> Run(string[] args)
{
    var stopping = CancellationToken.None;
    try
    {
        var options = Arguments.Read(args);
        if (options.Help) { Console.WriteLine(Arguments.Text); return 0; }
        using var stop = new CancellationTokenSource();
        stopping = stop.Token;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => { signal.Cancel = true; stop.Cancel(); });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; stop.Cancel(); });
        if (options.Load is { } load) return await Load.Run(load, options, stop.Token);
        return options.Story is { } story ? await StoryRun.Play(story, options, stop.Token) : await StayUp.Run(options, stop.Token);
    }
    catch (CannotRun) when (stopping.IsCancellationRequested)
    {
        Console.WriteLine("Stopped.");
        return 130;
    }
    catch (Exception problem) when (problem is CannotRun or Throughcare.Local.Host.FunctionAppFault)
    {
        Console.Error.WriteLine(problem.Message);
        return 2;
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        Console.WriteLine("Stopped.");
        return 130;
    }
}
