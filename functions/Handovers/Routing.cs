using Throughcare.Plans;
using Throughcare.Translation;

namespace Throughcare.Handovers;

/// <summary>An organisation that is told things (a row of recipients.csv).</summary>
/// <param name="Name">Short name; its address and key are app settings.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Role">The one role it has (roles.csv); "source" for one that only hears of its refused notices.</param>
/// <param name="Ods">ODS code, or empty where it has none.</param>
/// <param name="Channel">What it reads: <see cref="FhirMessage"/>, or a format of outgoing.csv.</param>
internal sealed record Recipient(string Name, string Title, string Role, string Ods, string Channel)
{
    public const string FhirMessage = "fhir-message";
}

/// <summary>A role in someone's care (a row of roles.csv).</summary>
/// <param name="PlaceBy">Which fact of the plan decides who has it: home-area, practice or prison.</param>
/// <param name="Audience">Whose rows of disclosure.csv apply.</param>
/// <param name="Message">What is sent: handover, requirements, notification or plan.</param>
internal sealed record Role(string Name, string Title, string PlaceBy, string Audience, string Message);

/// <summary>Who must be told about a person, or why nobody can say yet.</summary>
/// <param name="To">The recipient's name; null when no table places it.</param>
/// <param name="Because">Why no recipient was found, without personal data.</param>
internal sealed record Destination(string Role, string? To, string Because);

/// <summary>Who is responsible where (areas.csv, routes.csv, roles.csv, subscriptions.csv). Where someone will live decides, not where the prison is.</summary>
internal sealed class Routing
{
    private readonly List<(string Prefix, string Area, DateOnly? From, DateOnly? Until)> areas;
    private readonly List<TableRecord> routes;
    private readonly ILookup<string, string> rolesOfEvent;
    private readonly ILookup<string, string> rolesEndedBy;

    public IReadOnlyDictionary<string, Role> Roles { get; }

    public IReadOnlyDictionary<string, Recipient> Recipients { get; }

    public Routing(Tables tables)
    {
        Recipients = TableFile.ReadExactly(tables.Folder, "recipients.csv", "recipient", "title", "role", "ods", "channel", "because").By("recipient").Values.ToDictionary(row => row["recipient"], row =>
            new Recipient(row["recipient"], row.Required("title"), row.Required("role"), row["ods"], row["channel"] == Recipient.FhirMessage || tables.Outgoing.ContainsKey(row["channel"]) ? row["channel"] : throw row.Fault($"\"{row["channel"]}\" is not a format. It is {Recipient.FhirMessage}, or a name of outgoing.csv.{Spelling.Meant(row["channel"], tables.Outgoing.Keys)}")), StringComparer.Ordinal);
        Roles = TableFile.ReadExactly(tables.Folder, "roles.csv", "role", "title", "place_by", "audience", "message", "because").By("role").Values.ToDictionary(row => row["role"], row =>
            new Role(row["role"], row.Required("title"), row["place_by"] is "home-area" or "practice" or "prison" ? row["place_by"] : throw row.Fault("\"place_by\" is home-area, practice or prison."), row.Required("audience"), row.Required("message")), StringComparer.Ordinal);
        areas = [.. TableFile.ReadExactly(tables.Folder, "areas.csv", "postcode_starts", "area", "area_name", "valid_from", "valid_until", "because").Select(row => (row.Required("postcode_starts"), row.Required("area"), row.Day("valid_from"), row.Day("valid_until")))];
        routes = TableFile.ReadExactly(tables.Folder, "routes.csv", "role", "value", "recipient", "valid_from", "valid_until", "because");
        foreach (var row in routes)
        {
            if (!Roles.ContainsKey(row.Required("role"))) throw row.Fault($"\"{row["role"]}\" is not a role. The names are in roles.csv.");
            if (!Recipients.TryGetValue(row.Required("recipient"), out var recipient)) throw row.Fault($"\"{row["recipient"]}\" is not a recipient. The names are in recipients.csv.");
            if (recipient.Role != row["role"]) throw row.Fault($"\"{row["recipient"]}\" has the role {recipient.Role} in recipients.csv, not {row["role"]}: what it may see hangs on its role.");
        }
        var subscriptions = TableFile.ReadExactly(tables.Folder, "subscriptions.csv", "event", "role", "ends", "because");
        foreach (var row in subscriptions) if (row["role"].Length > 0 && !Roles.ContainsKey(row["role"])) throw row.Fault($"\"{row["role"]}\" is not a role. The names are in roles.csv.");
        rolesEndedBy = subscriptions.SelectMany(row => row.List("ends").Select(role => (Event: row.Required("event"), Role: Roles.ContainsKey(role) ? role : throw row.Fault($"\"{role}\" is not a role. The names are in roles.csv.")))).ToLookup(row => row.Event, row => row.Role, StringComparer.Ordinal);
        rolesOfEvent = subscriptions.Where(row => row["role"].Length > 0).ToLookup(row => row.Required("event"), row => row["role"], StringComparer.Ordinal);
    }

    /// <summary>Everyone whom the notices that count make a party to this plan, and no later one has ended. A function of the plan alone: the order in which notices came does not matter, only the times they hold from.</summary>
    public IReadOnlyList<Destination> WhoMustBeTold(Plan plan, DateOnly today)
    {
        var parties = new List<string>();
        foreach (var notice in plan.Notices)
        {
            parties.RemoveAll(rolesEndedBy[notice.Event].Contains);
            parties.AddRange(rolesOfEvent[notice.Event].Except(parties, StringComparer.Ordinal));
        }
        return [.. parties.Select(role => Place(plan, Roles[role], today))];
    }

    private Destination Place(Plan plan, Role role, DateOnly today)
    {
        // A person's answer holds until a later notice describes the person anew; then the tables are asked again.
        var described = plan.OfKind("person").SelectMany(fact => fact.Others.Prepend(fact.Chosen)).Where(assertion => assertion.Entry.Resource["address"] is not null || assertion.Entry.Resource["generalPractitioner"] is not null).Select(assertion => assertion.Notice.RecordedAt).DefaultIfEmpty().Max();
        var answer = plan.OfKind("placement").FirstOrDefault(placement => placement.Resource.TextAt("code", "coding", 0, "code") == role.Name && placement.Chosen.Notice.RecordedAt >= described);
        if (answer?.Resource.TextAt("extension", 0, "valueString") is { } decided)
            return Recipients.GetValueOrDefault(decided)?.Role == role.Name ? new Destination(role.Name, decided, "") : new Destination(role.Name, null, "the answer named a recipient that does not have this role in recipients.csv");
        var (value, missing) = role.PlaceBy switch
        {
            "home-area" => HomeArea(plan, today),
            "practice" => (plan.OfKind("person").FirstOrDefault()?.Resource.TextAt("generalPractitioner", 0, "identifier", "value"), "no GP practice is known"),
            _ => (plan.OfKind("custody").LastOrDefault()?.Resource.TextAt("location", 0, "location", "identifier", "value"), "no prison is known"),
        };
        if (value is null) return new Destination(role.Name, null, missing);
        var route = routes.Find(row => row["role"] == role.Name && row["value"] == value && Holds(row.Day("valid_from"), row.Day("valid_until"), today));
        return route is null ? new Destination(role.Name, null, $"routes.csv has no {role.Name} for it today") : new Destination(role.Name, route["recipient"], "");
    }

    /// <summary>The area where the person lives or will live; null when no table knows it.</summary>
    public string? AreaOf(Plan plan, DateOnly day) => HomeArea(plan, day).Area;

    /// <summary>The local authority of the address, by the longest beginning of its postcode that areas.csv has.</summary>
    private (string? Area, string Missing) HomeArea(Plan plan, DateOnly today)
    {
        var postcode = plan.OfKind("person").FirstOrDefault()?.Resource.TextAt("address", 0, "postalCode")?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (string.IsNullOrEmpty(postcode)) return (null, "no postcode to live at is known");
        if (postcode.Length is < 5 or > 7 || !char.IsAsciiDigit(postcode[^3])) return (null, "the postcode is not one");
        // The last three characters are the inward part; what is before is the district, which begins with the area's letters. LL1 is not the beginning of LL13.
        var district = postcode[..^3];
        var letters = string.Concat(district.TakeWhile(char.IsAsciiLetter));
        var sector = $"{district} {postcode[^3]}";
        var area = areas.Where(area => Holds(area.From, area.Until, today) && (area.Prefix == letters || area.Prefix == district || area.Prefix == sector)).OrderByDescending(area => area.Prefix.Length).Select(area => area.Area).FirstOrDefault();
        return (area, "areas.csv does not have the postcode's district");
    }

    private static bool Holds(DateOnly? from, DateOnly? until, DateOnly day) => (from is null || from <= day) && (until is null || day <= until);
}
