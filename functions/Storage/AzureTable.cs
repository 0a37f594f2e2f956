using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Identity;

namespace Throughcare.Storage;

/// <summary>Azure Table storage over REST: point reads, range reads, conditional writes, one-partition transactions.</summary>
/// <remarks>Every filter is made here from escaped keys, none from a caller's text. A 404 is an answer (null), other refusals are a <see cref="StorageFault"/>.</remarks>
internal sealed class AzureTable(StorageAccount account, string name) : Table(name)
{
    private const string Batch = "batch_throughcare", Set = "changeset_throughcare";

    public override async Task CreateIfMissing(CancellationToken cancel)
    {
        using var message = Message(RequestMethod.Post, "/Tables");
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes($$"""{"TableName":"{{Name}}"}"""));
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        var response = await Send(message, cancel);
        if (response.Status is not (201 or 204 or 409)) throw Fault("create table", response);
    }

    public override async Task<TableRow?> Get(string partition, string row, CancellationToken cancel)
    {
        using var message = Message(RequestMethod.Get, Point(Name, partition, row));
        var response = await Send(message, cancel);
        if (response.Status == 404) return null;
        if (response.Status != 200) throw Fault("read row", response);
        using var json = JsonDocument.Parse(response.Content.ToMemory());
        return TableRow.FromJson(json.RootElement, response.Headers.TryGetValue("ETag", out var etag) ? etag : null);
    }

    public override IAsyncEnumerable<TableRow> StartingWith(string partition, string prefix, CancellationToken cancel) =>
        Query($"PartitionKey eq {Quoted(partition)}" + (prefix.Length == 0 ? "" : $" and RowKey ge {Quoted(prefix)} and RowKey lt {Quoted(prefix[..^1] + (char)(prefix[^1] + 1))}"), null, cancel);

    public override IAsyncEnumerable<TableRow> Between(string partition, string first, string last, CancellationToken cancel) =>
        Query($"PartitionKey eq {Quoted(partition)} and RowKey ge {Quoted(first)} and RowKey le {Quoted(last)}", null, cancel);

    public override IAsyncEnumerable<TableRow> DueBy(string property, DateTimeOffset time, int most, CancellationToken cancel) =>
        Query($"{property} le datetime'{TableRow.TableTime(time)}'", most, cancel);

    private async IAsyncEnumerable<TableRow> Query(string filter, int? most, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? nextPartition = null, nextRow = null;
        var given = 0;
        do
        {
            var path = $"/{Name}()?$filter={Uri.EscapeDataString(filter)}";
            if (most is { } limit) path += $"&$top={Math.Min(limit - given, 1000).ToString(CultureInfo.InvariantCulture)}";
            if (nextPartition is not null) path += $"&NextPartitionKey={Uri.EscapeDataString(nextPartition)}&NextRowKey={Uri.EscapeDataString(nextRow ?? "")}";
            using var message = Message(RequestMethod.Get, path);
            var response = await Send(message, cancel);
            if (response.Status != 200) throw Fault("query rows", response);
            using var json = JsonDocument.Parse(response.Content.ToMemory());
            foreach (var row in json.RootElement.GetProperty("value").EnumerateArray())
            {
                yield return TableRow.FromJson(row);
                if (++given == most) yield break;
            }
            nextPartition = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition) ? partition : null;
            nextRow = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var key) ? key : null;
        }
        while (nextPartition is not null);
    }

    public override Task Insert(TableRow row, CancellationToken cancel) => Write(RequestMethod.Post, $"/{Name}", row, null, cancel);

    public override Task Upsert(TableRow row, CancellationToken cancel) => Write(RequestMethod.Put, Point(Name, row.Partition, row.Row), row, null, cancel);

    public override Task Merge(TableRow row, string etag, CancellationToken cancel) => Write(new RequestMethod("MERGE"), Point(Name, row.Partition, row.Row), row, etag, cancel);

    public override async Task Delete(string partition, string row, CancellationToken cancel, string etag = "*")
    {
        using var message = Message(RequestMethod.Delete, Point(Name, partition, row));
        message.Request.Headers.SetValue("If-Match", etag);
        var response = await Send(message, cancel);
        if (response.Status is not (204 or 404)) throw Fault("delete row", response);
    }

    private async Task Write(RequestMethod method, string path, TableRow row, string? etag, CancellationToken cancel)
    {
        TableLimits.Check(row);
        using var message = Message(method, path);
        message.Request.Content = RequestContent.Create(row.ToJson());
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        if (etag is not null) message.Request.Headers.SetValue("If-Match", etag);
        var response = await Send(message, cancel);
        if (response.Status is not (201 or 204)) throw Fault("write row", response);
    }

    public override async Task Submit(IReadOnlyList<TableChange> changes, CancellationToken cancel)
    {
        foreach (var change in changes) TableLimits.Check(change.Row);
        var body = TransactionBody(account.Tables, Name, changes);
        TableLimits.Check(changes, body.Length);

        using var message = Message(RequestMethod.Post, "/$batch");
        message.Request.Content = RequestContent.Create(body);
        message.Request.Headers.SetValue("Content-Type", $"multipart/mixed; boundary={Batch}");
        var response = await Send(message, cancel);
        if (response.Status != 202) throw Fault("transaction", response);
        // The transaction's own answer is inside: one part per change, or a single part with the fault.
        var answers = response.Content.ToString();
        foreach (var line in answers.Split("\r\n"))
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && line[9] != '2')
                throw new StorageFault($"transaction on {Name}", int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture), CodeIn(answers));
    }

    /// <summary>A transaction as it is sent: one part per change, in one set.</summary>
    internal static byte[] TransactionBody(string service, string table, IReadOnlyList<TableChange> changes)
    {
        var body = new MemoryStream();
        Line(body, $"--{Batch}");
        Line(body, $"Content-Type: multipart/mixed; boundary={Set}");
        Line(body, "");
        foreach (var (kind, row, etag) in changes)
        {
            Line(body, $"--{Set}");
            Line(body, "Content-Type: application/http");
            Line(body, "Content-Transfer-Encoding: binary");
            Line(body, "");
            var verb = kind switch { ChangeKind.Insert => "POST", ChangeKind.Replace or ChangeKind.Upsert => "PUT", ChangeKind.Merge => "MERGE", _ => "DELETE" };
            Line(body, $"{verb} {service}{(kind == ChangeKind.Insert ? $"/{table}" : Point(table, row.Partition, row.Row))} HTTP/1.1");
            if (kind != ChangeKind.Delete) Line(body, "Content-Type: application/json");
            Line(body, "Accept: application/json;odata=minimalmetadata");
            Line(body, "Prefer: return-no-content");
            Line(body, "DataServiceVersion: 3.0;");
            if (etag is not null) Line(body, $"If-Match: {etag}");
            Line(body, "");
            if (kind != ChangeKind.Delete) body.Write(row.ToJson());
            Line(body, "");
        }
        Line(body, $"--{Set}--");
        Line(body, $"--{Batch}--");
        return body.ToArray();
    }

    private static void Line(MemoryStream body, string line) => body.Write(Encoding.UTF8.GetBytes(line + "\r\n"));

    private HttpMessage Message(RequestMethod method, string pathAndQuery)
    {
        var message = account.TablePipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(account.Tables + pathAndQuery));
        message.Request.Headers.SetValue("x-ms-version", StorageAccount.ServiceVersion);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0;NetFx");
        message.Request.Headers.SetValue("MaxDataServiceVersion", "3.0;NetFx");
        message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    private async Task<Response> Send(HttpMessage message, CancellationToken cancel)
    {
        try
        {
            await account.TablePipeline.SendAsync(message, cancel);
            return message.Response;
        }
        catch (Exception fault) when (StorageConnection.Failed(fault, cancel))
        {
            throw new StorageFault($"table {Name}", 0, fault.GetType().Name, fault);
        }
    }

    private StorageFault Fault(string operation, Response response) => new($"{operation} in {Name}", response.Status, CodeIn(response.Content.ToString()));

    /// <summary>Only the service's code is taken from its answer; the sentence beside it can quote what was sent.</summary>
    private static string CodeIn(string body)
    {
        const string mark = "\"code\":\"";
        var start = body.IndexOf(mark, StringComparison.Ordinal);
        if (start < 0) return "";
        start += mark.Length;
        return body[start..body.IndexOf('"', start)];
    }

    private static string Point(string table, string partition, string row) => $"/{table}(PartitionKey={Key(partition)},RowKey={Key(row)})";

    private static string Key(string key) => Uri.EscapeDataString(Quoted(key));

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

/// <summary>Which exceptions mean that no usable answer came, as opposed to a bug or the caller giving up.</summary>
internal static class StorageConnection
{
    public static bool Failed(Exception fault, CancellationToken cancel) =>
        fault is RequestFailedException or HttpRequestException or IOException or AggregateException or AuthenticationFailedException
        || (fault is OperationCanceledException && !cancel.IsCancellationRequested);
}
