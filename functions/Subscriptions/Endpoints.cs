using Throughcare.Hosting;

namespace Throughcare.Subscriptions;

/// <summary>Where subscribers may be called: below the addresses that their agency has given us (app setting CALLER_NAME_ENDPOINT, apart by spaces) and nowhere else.</summary>
/// <remarks>So nobody can make us call a machine of ours or of somebody else. Our key for them is an app setting too (CALLER_NAME_ENDPOINT_KEY), for a resource is read and copied.</remarks>
internal sealed class Endpoints(Func<string, string?> setting)
{
    /// <summary>The address to call; null for one that is not below an address of this caller's.</summary>
    public Uri? Find(string caller, string address) =>
        Readable(address) is { } url && (setting(Callers.SettingName(caller) + "_ENDPOINT") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Readable).OfType<Uri>().Any(registered => IsBelow(url, registered)) ? url : null;

    public string? KeyOf(string caller) => setting(Callers.SettingName(caller) + "_ENDPOINT_KEY");

    /// <summary>An address that means one place only: https (or this machine), and nothing in it that two readers could take for two things.</summary>
    private static Uri? Readable(string address) =>
        address.All(c => char.IsAsciiLetterOrDigit(c) || ":/.-_~[]".Contains(c, StringComparison.Ordinal)) && Uri.TryCreate(address, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.AbsoluteUri.TrimEnd('/') == address.TrimEnd('/') ? url : null;

    private static bool IsBelow(Uri url, Uri registered) =>
        url.Scheme == registered.Scheme && url.Host == registered.Host && url.Port == registered.Port && (url.AbsolutePath + "/").StartsWith(registered.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal);
}
