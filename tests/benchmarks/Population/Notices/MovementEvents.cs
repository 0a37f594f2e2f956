namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>Movements as HMPPS announces them: the number, the prison, why.</summary>
internal sealed class MovementEvents(JsonBytes output)
{
    public const string Released = "released", Received = "received";

    /// <param name="what">One of the two constants.</param>
    /// <param name="code">NOMIS's own code of the movement.</param>
    public byte[] Write(string what, string prisonNumber, DateTimeOffset at, string reason, string code, string prison)
    {
        output.Start();
        var json = output.Json;
        var isOut = what == Released;
        json.WriteString("eventType", isOut ? "prison-offender-events.prisoner.released" : "prison-offender-events.prisoner.received");
        json.WriteNumber("version", 1);
        json.WriteString("occurredAt", Written.Instant(at));
        // Held back in case it is taken back.
        json.WriteString("publishedAt", Written.Instant(at.AddMinutes(45)));
        json.WriteString("description", isOut ? "A prisoner has been released from prison" : "A prisoner has been received into prison");
        json.WriteStartObject("additionalInformation");
        json.WriteString("nomsNumber", prisonNumber);
        json.WriteString("reason", reason);
        json.WriteString("nomisMovementReasonCode", code);
        json.WriteString("currentLocation", !isOut ? "IN_PRISON" : reason == "TRANSFERRED" ? "BEING_TRANSFERRED" : "OUTSIDE_PRISON");
        json.WriteString("currentPrisonStatus", reason == "RELEASED" ? "NOT_UNDER_PRISON_CARE" : "UNDER_PRISON_CARE");
        json.WriteString("prisonId", prison);
        json.WriteString("details", "Movement reason code " + code);
        json.WriteEndObject();
        json.WriteStartObject("personReference");
        json.WriteStartArray("identifiers");
        json.WriteStartObject();
        json.WriteString("type", "NOMS");
        json.WriteString("value", prisonNumber);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return output.End();
    }
}
