namespace Throughcare;

/// <summary>How a step can end: with a value, with nothing to do (and why), or refused (and what the sender should do). Anything else is an exception, and is tried again.</summary>
internal abstract record Outcome<T>
{
    private Outcome() { }

    private sealed record AcceptedCase(T Value) : Outcome<T>;

    private sealed record IgnoredCase(string Because) : Outcome<T>;

    private sealed record RefusedCase(Refusal Refusal) : Outcome<T>;

    public static Outcome<T> Ignored(string because) => new IgnoredCase(because);

    public static implicit operator Outcome<T>(T value) => new AcceptedCase(value);

    public static implicit operator Outcome<T>(Refusal refusal) => new RefusedCase(refusal);

    /// <summary>The next step, if there is anything to go on with.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next) => Match(next, Outcome<TNext>.Ignored, refusal => refusal);

    public TResult Match<TResult>(Func<T, TResult> accepted, Func<string, TResult> ignored, Func<Refusal, TResult> refused) => this switch
    {
        AcceptedCase(var value) => accepted(value),
        IgnoredCase(var because) => ignored(because),
        RefusedCase(var refusal) => refused(refusal),
        _ => throw new InvalidOperationException("An outcome has three cases."),
    };
}
