namespace Throughcare.Tests.SecondOpinion;

/// <summary>UK Core as HL7 UK publishes it, beside the checkout.</summary>
internal static class UkCore
{
    /// <summary>Its folder, with examples/ and snapshots/; null where it is not.</summary>
    public static string? Folder => Repo.Shared is { } shared && Directory.Exists(Path.Combine(shared, "data", "uk-core")) ? Path.Combine(shared, "data", "uk-core") : null;
}
