namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>One stay in prison.</summary>
/// <param name="Number">Counts the stays of the person in the year.</param>
/// <param name="PrisonNumber">As movements have it.</param>
/// <param name="Record">The record of prison healthcare.</param>
/// <param name="From">May lie before the year.</param>
/// <param name="To">May lie after the year.</param>
/// <param name="Reason">Why they leave: a code of the movement.</param>
/// <param name="Prison">Where they were received.</param>
/// <param name="LastPrison">Where they leave from.</param>
/// <param name="IsRecall">Received because the licence was revoked.</param>
internal sealed record CustodySpell(int Number, string PrisonNumber, Sighting Record, DateOnly From, DateOnly To, string Reason, string Prison, string LastPrison, bool IsRecall)
{
    public bool IsOver => To.Year == PopulationYear.Number;

    /// <summary>Whether they go back to the community, so that somebody there has to know.</summary>
    public bool IsRelease => Reason is not ("HO" or "DD" or "DEC" or "UAL");

    public bool Has(DateOnly day) => day >= From && day < To;
}
