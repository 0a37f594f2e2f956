namespace Throughcare.Messaging;

/// <summary>Where keys of what is to be done next are sent.</summary>
internal abstract class Bus
{
    /// <summary>Returns when the bus has the messages. All or none of one call's messages are taken.</summary>
    /// <exception cref="SendFault">The bus did not take them, or did not say so.</exception>
    public abstract Task Send(string queue, IReadOnlyCollection<OutgoingMessage> messages, CancellationToken cancel);
}
