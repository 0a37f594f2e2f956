using System.Globalization;
using System.Text.Json.Nodes;

namespace Throughcare.Local.Stories;

/// <summary>Tells a plan, and who was told of it, as a person would.</summary>
internal sealed class Teller(Action<string> say)
{
    public Task Tell(JsonObject everything, JsonObject told, IReadOnlyList<Agencies.Agencies.Received> received)
    {
        var resources = everything["entry"]?.AsArray().Select(entry => entry!["resource"]!.AsObject()).ToList() ?? [];
        say("");
        say("What the plan says now");
        foreach (var line in Plan(resources)) say("  " + line);
        foreach (var what in Parts(told, "happened")) say($"  {Part(what, "source")} says {Part(what, "event")!.Replace('-', ' ')}: {Part(what, "because")}");
        say("");
        say("Who received what");
        var recipients = StoryRun.Recipients(told).Where(row => Part(row, "state") != "placed").ToList();
        foreach (var row in recipients) TellRecipient(row, told, received);
        if (recipients.Count == 0) say($"  Nobody outside was told. {string.Join(' ', Parts(told, "happened").Select(what => $"{Part(what, "because")}."))}");
        return Task.CompletedTask;
    }

    private void TellRecipient(JsonObject row, JsonObject told, IReadOnlyList<Agencies.Agencies.Received> received)
    {
        var name = Part(row, "name")!;
        var sent = Parts(told, "decision").Where(part => Part(part, "to") == name).Select(part => Part(part, "message")).ToHashSet();
        var last = received.LastOrDefault(one => one.Recipient == name && sent.Contains(one.MessageId));
        var held = told["parameter"]!.AsArray().Select(part => part!.AsObject()).LastOrDefault(part => part["name"]!.GetValue<string>() == "decision" && Part(part, "to") == name && Part(part, "held") is not null);
        say($"  {name} ({Part(row, "role")}): {Part(row, "state")}{(Part(row, "because") is { } because ? $" - {because}" : "")}");
        if (last is null) return;
        if (last.Document["resourceType"] is null)
            say($"    received: {string.Join("; ", last.Document["requirements"]?.AsArray().Select(one => $"requirement {one!["requirementId"]}, from {one["date"]}, {one["status"]}") ?? [])}");
        else
            say($"    received: {string.Join(", ", Count(last.Document["entry"]!.AsArray().Select(entry => Text(entry!["resource"]!["resourceType"])!)))}");
        if (held is not null) say($"    held back: {string.Join(", ", Part(held, "held")!.Split(' ').Select(InWords))}");
    }

    private static IEnumerable<string> Count(IEnumerable<string> types) => types.Where(type => type != "MessageHeader").GroupBy(type => type).Select(group => group.Count() == 1 ? InWords(group.Key) : $"{InWords(group.Key)} ({group.Count()})");

    /// <summary>What a kind of resource is to the people who read it.</summary>
    private static string InWords(string type) => Words.GetValueOrDefault(type, type);

    private static readonly Dictionary<string, string> Words = new()
    {
        ["Appointment"] = "the appointment", ["CarePlan"] = "the plan", ["CareTeam"] = "who looks after them", ["Communication"] = "the notification", ["Condition"] = "what they use", ["DetectedIssue"] = "what is to be settled",
        ["Encounter"] = "the stay in prison", ["EpisodeOfCare"] = "the treatment episode", ["Flag"] = "risks", ["Goal"] = "goals", ["MedicationAdministration"] = "the last dose", ["MedicationDispense"] = "naloxone",
        ["MedicationRequest"] = "the prescription", ["Observation"] = "injecting", ["OperationOutcome"] = "why a notice was refused", ["Patient"] = "who the person is", ["PractitionerRole"] = "who wrote it", ["Procedure"] = "naloxone training",
        ["Provenance"] = "where each part came from", ["ServiceRequest"] = "referral and requirement", ["Task"] = "actions and the handover to accept",
    };

    private static IEnumerable<string> Plan(List<JsonObject> all)
    {
        IEnumerable<JsonObject> Of(string type) => all.Where(resource => Text(resource["resourceType"]) == type);
        if (Of("Patient").FirstOrDefault() is { } patient && patient["name"] is not null)
            yield return $"{Text(patient["name"]![0]!["given"]?[0])} {Text(patient["name"]![0]!["family"])}, born {Text(patient["birthDate"])}, will live in {Text(patient["address"]?[0]?["city"])} {Text(patient["address"]?[0]?["postalCode"])}";
        foreach (var stay in Of("Encounter"))
            yield return $"Prison {Text(stay["location"]?[0]?["location"]?["display"]) ?? Text(stay["location"]?[0]?["location"]?["identifier"]?["value"])}: {Text(stay["status"])!.Replace("finished", "the stay has ended", StringComparison.Ordinal).Replace("in-progress", "there now", StringComparison.Ordinal).Replace("onleave", "out, and expected back", StringComparison.Ordinal)}{(Text(stay["period"]?["end"]) is { } end ? $", left {end}" : "")}{(Text(stay["hospitalization"]?["dischargeDisposition"]?["text"]) is { } to ? $", to {to}" : "")}";
        foreach (var medicine in Of("MedicationRequest"))
        {
            var dose = medicine["dosageInstruction"]?[0];
            yield return $"Prescribed: {Text(medicine["medicationCodeableConcept"]?["text"])}, {dose?["doseAndRate"]?[0]?["doseQuantity"]?["value"]} {Text(dose?["doseAndRate"]?[0]?["doseQuantity"]?["unit"])} {Text(dose?["timing"]?["code"]?["text"])}, {Text(dose?["additionalInstruction"]?[0]?["text"])}";
        }
        foreach (var dose in Of("MedicationAdministration"))
            yield return $"Last dose: {dose["dosage"]?["dose"]?["value"]} {Text(dose["dosage"]?["dose"]?["unit"])} at {Text(dose["effectiveDateTime"])}{(Text(dose["status"]) == "completed" ? "" : " - NOT TO BE RELIED ON")}";
        foreach (var kit in Of("MedicationDispense")) yield return $"Naloxone: {(Text(kit["status"]) == "completed" ? "given" : "not given")}{(Text(kit["medicationCodeableConcept"]?["text"]) is { } what ? $", {what}" : "")}";
        foreach (var appointment in Of("Appointment")) yield return $"Appointment: {Text(appointment["appointmentType"]?["text"])}, {Text(appointment["start"])}, {Text(appointment["status"])}";
        foreach (var requirement in Of("ServiceRequest").Where(request => request["category"] is not null)) yield return $"Requirement: {Text(requirement["code"]?["text"])}, from {Text(requirement["occurrencePeriod"]?["start"])} to {Text(requirement["occurrencePeriod"]?["end"])}";
        var flags = Of("Flag").Select(flag => Text(flag["code"]?["coding"]?[0]?["display"]) ?? $"{Text(flag["code"]?["text"])} (code {Text(flag["code"]?["coding"]?[0]?["code"])}, which no table has yet)").ToList();
        if (flags.Count > 0) yield return $"Risks: {string.Join("; ", flags)}";
        if (Of("Goal").Any()) yield return $"{Of("Goal").Count().ToString(CultureInfo.InvariantCulture)} goals and {Of("Task").Count().ToString(CultureInfo.InvariantCulture)} actions towards them";
        foreach (var issue in Of("DetectedIssue")) yield return $"To be settled: {Text(issue["detail"])}";
    }

    private static string? Text(JsonNode? node) => node?.ToString();

    public static IEnumerable<JsonObject> Parts(JsonObject told, string name) => told["parameter"]?.AsArray().Select(part => part!.AsObject()).Where(part => part["name"]!.GetValue<string>() == name) ?? [];

    /// <summary>A named part of a Parameters entry.</summary>
    public static string? Part(JsonObject row, string name) => row["part"]?.AsArray().FirstOrDefault(part => part!["name"]!.GetValue<string>() == name)?["valueString"]?.GetValue<string>();
}
