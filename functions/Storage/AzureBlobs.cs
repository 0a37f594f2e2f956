using System.Security.Cryptography;
using Azure;
using Azure.Core;

namespace Throughcare.Storage;

/// <summary>One blob container over REST.</summary>
internal sealed class AzureBlobs(StorageAccount account, string container) : Blobs
{
    public override async Task CreateIfMissing(CancellationToken cancel)
    {
        using var message = Message(RequestMethod.Put, $"/{container}?restype=container");
        var response = await Send(message, cancel);
        if (response.Status is not (201 or 409)) throw Fault("create container", response);
    }

    public override async Task<bool> PutOnce(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel)
    {
        using var message = Message(RequestMethod.Put, Path(name));
        message.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        message.Request.Headers.SetValue("If-None-Match", "*");
        message.Request.Headers.SetValue("Content-Type", contentType);
        message.Request.Headers.SetValue("x-ms-meta-sha256", Convert.ToHexStringLower(SHA256.HashData(content.Span)));
        message.Request.Content = RequestContent.Create(content);
        var response = await Send(message, cancel);
        if (response.Status == 201) return true;
        var fault = Fault("write blob", response);
        return fault.AlreadyThere ? false : throw fault;
    }

    public override async Task<string?> DigestOf(string name, CancellationToken cancel)
    {
        using var message = Message(RequestMethod.Head, Path(name));
        var response = await Send(message, cancel);
        if (response.Status == 404) return null;
        if (response.Status != 200) throw Fault("look up blob", response);
        return response.Headers.TryGetValue("x-ms-meta-sha256", out var digest) ? digest : throw new StorageFault($"look up blob in {container}", 200, "NoDigest");
    }

    public override async Task<byte[]?> Get(string name, CancellationToken cancel)
    {
        using var message = Message(RequestMethod.Get, Path(name));
        var response = await Send(message, cancel);
        if (response.Status == 404) return null;
        if (response.Status != 200) throw Fault("read blob", response);
        var content = response.Content.ToArray();
        if (response.Headers.TryGetValue("x-ms-meta-sha256", out var digest) && digest != Convert.ToHexStringLower(SHA256.HashData(content)))
            throw new StorageFault($"read blob in {container}", 200, "DigestDiffers");
        return content;
    }

    private string Path(string name) => $"/{container}/{Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)}";

    private HttpMessage Message(RequestMethod method, string pathAndQuery)
    {
        var message = account.BlobPipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(account.Blobs + pathAndQuery));
        message.Request.Headers.SetValue("x-ms-version", StorageAccount.ServiceVersion);
        return message;
    }

    private async Task<Response> Send(HttpMessage message, CancellationToken cancel)
    {
        try
        {
            await account.BlobPipeline.SendAsync(message, cancel);
            return message.Response;
        }
        catch (Exception fault) when (StorageConnection.Failed(fault, cancel))
        {
            throw new StorageFault($"container {container}", 0, fault.GetType().Name, fault);
        }
    }

    private StorageFault Fault(string operation, Response response) =>
        new($"{operation} in {container}", response.Status, response.Headers.TryGetValue("x-ms-error-code", out var code) ? code : "");
}
