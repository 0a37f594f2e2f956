namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>Writers of each format. They keep their buffers from one notice to the next, so each is for one thread.</summary>
internal sealed class Formats
{
    private readonly JsonBytes json = new();

    public Formats()
    {
        Releases = new ReleaseNotices(json);
        Movements = new MovementEvents(json);
        Treatment = new TreatmentBundles(json);
    }

    public ReleaseNotices Releases { get; }

    public MovementEvents Movements { get; }

    public TreatmentBundles Treatment { get; }

    public ScreenForms Screens { get; } = new();

    public HospitalMessages Hospital { get; } = new();

    public MonitoringReturns Returns { get; } = new();
}
