namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>One time in treatment with a community service.</summary>
/// <param name="Record">The service's record of the person.</param>
/// <param name="Content">Decides what is in the record besides, the same in each notice.</param>
/// <param name="To">May lie after the year; then nobody knows yet.</param>
internal sealed record Episode(TruePerson Person, Sighting Record, Provider Provider, int Content, DateOnly From, DateOnly To)
{
    public string Client => Record.Numbers[0].Value;
}
