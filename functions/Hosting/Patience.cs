using Polly;
using Polly.Retry;
using Throughcare.Messaging;
using Throughcare.Storage;

namespace Throughcare.Hosting;

/// <summary>The one place where a step is tried again: storage or the bus is away for a moment, or someone else was quicker.</summary>
/// <remarks>A step is repeatable as a whole, so it is repeated as a whole. The time allowed is well inside functionTimeout, on whose expiry the host kills every running invocation.</remarks>
internal sealed class Patience
{
    /// <summary>How long one invocation may go on; host.json allows 5 minutes.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    private readonly ResiliencePipeline again;

    public Patience(TimeProvider time, TimeSpan? firstDelay = null) =>
        again = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StorageFault>(fault => fault.Passing || fault.LostTheRace || fault.AlreadyThere).Handle<SendFault>(),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = firstDelay ?? TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(5),
                MaxRetryAttempts = int.MaxValue,
            })
            .Build();

    /// <summary>Whether a step ended because storage or the bus stayed away, or its time was up, and not because something is wrong with it.</summary>
    public static bool RanOut(Exception problem, CancellationToken cancel) =>
        problem is StorageFault { NeverTaken: false } or SendFault || (problem is OperationCanceledException && cancel.IsCancellationRequested);

    /// <summary>The step's result. When the time is up, <see cref="OperationCanceledException"/>, or the last fault if it was waiting on one.</summary>
    public async Task<T> Try<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancel) => await again.ExecuteAsync(async token => await step(token), cancel);
}
