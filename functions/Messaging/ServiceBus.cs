using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Throughcare.Messaging;

/// <summary>What goes on a queue: a key, never a record. The id lets the bus drop the same send twice.</summary>
/// <param name="Id">MessageId, at most 128 characters.</param>
/// <param name="Body">JSON.</param>
/// <param name="After">How long the bus keeps it back; zero for at once.</param>
internal sealed record OutgoingMessage(string Id, string Body, TimeSpan After = default);

/// <summary>Sends by the Service Bus REST API, always in the batch format: only there are a message's properties told apart from the request's headers.</summary>
/// <remarks>Receiving is the Functions host's work. A send that fails or stays unanswered throws <see cref="SendFault"/>; sending again is safe because the id is the same.</remarks>
internal sealed class ServiceBus : Bus
{
    private static readonly string[] Scope = ["https://servicebus.azure.net/.default"];

    private readonly Uri address;
    private readonly TimeProvider time;
    private readonly HttpPipeline pipeline;

    private ServiceBus(Uri address, TimeProvider time, HttpPipelinePolicy sign)
    {
        this.address = address;
        this.time = time;
        pipeline = HttpPipelineBuilder.Build(new Options(), perRetryPolicies: [sign, new NoExtraHeaders()]);
    }

    /// <summary>As the app settings say.</summary>
    public static ServiceBus From(Settings settings, TimeProvider time) => settings.BusKey is { } key
        ? WithKey(settings.ServiceBus, key.Name, key.Key, time)
        : WithIdentity(settings.ServiceBus, new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned), time);

    /// <summary>By a shared access key: the local broker, or a namespace whose local authentication is on.</summary>
    public static ServiceBus WithKey(Uri address, string keyName, string key, TimeProvider time) => new(address, time, new SasPolicy(address, keyName, key, time));

    /// <summary>By the function app's managed identity.</summary>
    public static ServiceBus WithIdentity(Uri address, TokenCredential identity, TimeProvider time) => new(address, time, new BearerTokenAuthenticationPolicy(identity, Scope));

    public override async Task Send(string queue, IReadOnlyCollection<OutgoingMessage> messages, CancellationToken cancel)
    {
        if (messages.Count == 0) return;
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(address, $"{Uri.EscapeDataString(queue)}/messages"));
        message.Request.Headers.SetValue("Content-Type", "application/vnd.microsoft.servicebus.json");
        message.Request.Content = RequestContent.Create(Batch(messages));
        try
        {
            await pipeline.SendAsync(message, cancel);
        }
        catch (Exception fault) when (Storage.StorageConnection.Failed(fault, cancel))
        {
            throw new SendFault(queue, 0, fault);
        }
        if (message.Response.Status != (int)HttpStatusCode.Created) throw new SendFault(queue, message.Response.Status);
    }

    private byte[] Batch(IReadOnlyCollection<OutgoingMessage> messages)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var one in messages)
            {
                json.WriteStartObject();
                json.WriteString("Body", one.Body);
                json.WriteStartObject("BrokerProperties");
                json.WriteString("MessageId", one.Id);
                json.WriteString("ContentType", "application/json");
                if (one.After > TimeSpan.Zero) json.WriteString("ScheduledEnqueueTimeUtc", (time.GetUtcNow() + one.After).ToString("R", CultureInfo.InvariantCulture));
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return buffer.ToArray();
    }

    private sealed class Options : ClientOptions
    {
        public Options()
        {
            Retry.MaxRetries = 0;
            Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
            Diagnostics.IsLoggingEnabled = false;
            Diagnostics.IsDistributedTracingEnabled = false;
        }
    }

    /// <summary>Azure.Core adds request ids of its own; a header on a send can become a message property.</summary>
    private sealed class NoExtraHeaders : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            message.Request.Headers.Remove("x-ms-client-request-id");
            message.Request.Headers.Remove("x-ms-return-client-request-id");
        }
    }

    /// <summary>A shared access signature over the namespace, made anew when less than ten minutes of it are left.</summary>
    private sealed class SasPolicy(Uri address, string keyName, string key, TimeProvider time) : HttpPipelineSynchronousPolicy
    {
        private static readonly TimeSpan Life = TimeSpan.FromHours(1);
        private (string Token, DateTimeOffset Until) held;

        public override void OnSendingRequest(HttpMessage message)
        {
            var now = time.GetUtcNow();
            var current = held;
            if (current.Until - now < TimeSpan.FromMinutes(10)) held = current = (Make(now + Life), now + Life);
            message.Request.Headers.SetValue("Authorization", current.Token);
        }

        private string Make(DateTimeOffset until)
        {
            var resource = Uri.EscapeDataString(address.AbsoluteUri.ToLowerInvariant());
            var expiry = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
            return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn={keyName}";
        }
    }
}

/// <summary>The bus did not take a message, or did not say so.</summary>
internal sealed class SendFault(string queue, int status, Exception? cause = null)
    : Exception($"send to {queue}: {(status == 0 ? "no answer" : status)}", cause)
{
    /// <summary>HTTP status; 0 when no answer came.</summary>
    public int Status { get; } = status;
}
