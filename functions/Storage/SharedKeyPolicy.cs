using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Throughcare.Storage;

/// <summary>Signs a request with the account key (Azure Storage "Authorize with Shared Key", service version 2015-02-21 and later).</summary>
internal sealed class SharedKeyPolicy(string account, byte[] key, bool forTables, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private static readonly string[] BlobHeaders =
        ["Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(forTables ? TableText(request) : BlobText(request))));
        request.Headers.SetValue("Authorization", $"SharedKey {account}:{signature}");
    }

    private string TableText(Request request) => string.Join('\n',
        request.Method.Method, Header(request, "Content-MD5"), Header(request, "Content-Type"), Header(request, "x-ms-date"), TableResource(request.Uri.ToUri()));

    private string TableResource(Uri uri)
    {
        var comp = QueryOf(uri).FirstOrDefault(part => part.Name == "comp");
        return $"/{account}{uri.AbsolutePath}" + (comp.Name is null ? "" : $"?comp={comp.Value}");
    }

    private string BlobText(Request request)
    {
        var text = new StringBuilder(request.Method.Method).Append('\n');
        foreach (var name in BlobHeaders)
        {
            var value = Header(request, name);
            if (name == "Content-Length" && value is "" && request.Content is not null && request.Content.TryComputeLength(out var length) && length > 0)
                value = length.ToString(CultureInfo.InvariantCulture);
            text.Append(name == "Content-Length" && value == "0" ? "" : value).Append('\n');
        }
        foreach (var header in request.Headers.Where(h => h.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase)).OrderBy(h => h.Name.ToLowerInvariant(), StringComparer.Ordinal))
            text.Append(header.Name.ToLowerInvariant()).Append(':').Append(header.Value.Trim()).Append('\n');
        var uri = request.Uri.ToUri();
        text.Append('/').Append(account).Append(uri.AbsolutePath);
        foreach (var part in QueryOf(uri).OrderBy(part => part.Name, StringComparer.Ordinal))
            text.Append('\n').Append(part.Name).Append(':').Append(part.Value);
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> QueryOf(Uri uri) =>
        uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Select(part => (Uri.UnescapeDataString(part[0]).ToLowerInvariant(), part.Length == 2 ? Uri.UnescapeDataString(part[1]) : ""));

    private static string Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value : "";
}
