namespace Throughcare.Benchmarks.Population;

/// <summary>A community drug and alcohol service.</summary>
/// <param name="Number">Tells its client numbers from those of others.</param>
/// <param name="Ods">In its FHIR.</param>
/// <param name="Agency">Its code in monitoring returns.</param>
internal sealed record Provider(int Number, string Ods, string Agency, string Name);
