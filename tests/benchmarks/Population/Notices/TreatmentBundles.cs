using System.Globalization;

namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>How treatment goes, as a service that has FHIR itself says it.</summary>
internal sealed class TreatmentBundles(JsonBytes output)
{
    private const string Ours = "https://fhir.throughcare.example/";

    /// <param name="number">Counts the notices of the episode.</param>
    /// <param name="after">The stay in prison after which the service takes over; null if it does not answer that.</param>
    public byte[] Write(Episode episode, int number, int version, DateTimeOffset at, CustodySpell? after)
    {
        // What is in the record at the start is the same each time.
        var random = new Random(episode.Content);
        var id = string.Create(CultureInfo.InvariantCulture, $"{episode.Provider.Ods}-{episode.Client}");
        output.Start();
        var json = output.Json;
        json.WriteString("resourceType", "Bundle");
        json.WriteStartObject("meta");
        json.WriteString("versionId", version.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartObject("identifier");
        json.WriteString("system", $"https://{episode.Provider.Ods.ToLowerInvariant()}.example/message");
        json.WriteString("value", string.Create(CultureInfo.InvariantCulture, $"{id}-{number}"));
        json.WriteEndObject();
        json.WriteString("type", "collection");
        json.WriteString("timestamp", Written.Instant(at));
        json.WriteStartArray("entry");
        Patient(episode, id);
        Start("EpisodeOfCare", id + "-e");
        json.WriteString("status", DateOnly.FromDateTime(at.Date) >= episode.To ? "finished" : "active");
        if (episode.Person.HasOpioidProblem) Concepts("type", "intervention", "specialist-prescribing", "Specialist prescribing");
        else if (episode.Person.HasDrugProblem) Concepts("type", "intervention", "structured-psychosocial-intervention", "Structured psychosocial intervention");
        else Concepts("type", "intervention", "structured-alcohol-treatment", "Structured alcohol treatment");
        Reference("patient", id);
        Organisation("managingOrganization", episode.Provider);
        json.WriteStartObject("period");
        json.WriteString("start", Written.Day(episode.From));
        json.WriteEndObject();
        Display("careManager", random.OneOf(Wording.Staff));
        End();
        foreach (var (rank, substance) in episode.Person.Substances.Index()) Condition(id, rank, substance);
        if (episode.Person.HasOpioidProblem && random.Happens(0.8)) Prescription(episode, id, random, number);
        Goal(id, random, at);
        if (random.Happens(0.4)) Risk(id, random);
        if (after is not null) Answer(episode, id, after, at);
        if (random.Happens(0.7)) Appointment(id, random, at, number);
        json.WriteEndArray();
        return output.End();
    }

    private void Patient(Episode episode, string id)
    {
        var (json, record) = (output.Json, episode.Record);
        Start("Patient", id);
        json.WriteStartArray("identifier");
        Identifier(Ours + "Id/provider-client", episode.Client);
        Identifier("https://fhir.nhs.uk/Id/nhs-number", Written.NhsNumber(record));
        Identifier(Ours + "Id/prison-number", record.Number("prison-number"));
        Identifier(Ours + "Id/crn", record.Number("crn"));
        json.WriteEndArray();
        json.WriteStartArray("name");
        json.WriteStartObject();
        json.WriteString("use", "official");
        output.Text("family", record.Family);
        if (record.Given.Count > 0)
        {
            json.WriteStartArray("given");
            foreach (var name in record.Given) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndArray();
        if (record.Phone is not null)
        {
            json.WriteStartArray("telecom");
            json.WriteStartObject();
            json.WriteString("system", "phone");
            json.WriteString("value", record.Phone);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        output.Text("gender", record.Sex);
        output.Text("birthDate", record.BirthDate);
        if (record.Line is not null || record.Postcode is not null)
        {
            json.WriteStartArray("address");
            json.WriteStartObject();
            json.WriteString("use", "home");
            if (record.Line is not null)
            {
                json.WriteStartArray("line");
                json.WriteStringValue(record.Line);
                json.WriteEndArray();
            }
            output.Text("city", record.Town);
            output.Text("postalCode", record.Postcode);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        if (episode.Person.Practice is { } practice)
        {
            json.WriteStartArray("generalPractitioner");
            json.WriteStartObject();
            json.WriteStartObject("identifier");
            json.WriteString("system", "https://fhir.nhs.uk/Id/ods-organization-code");
            json.WriteString("value", practice);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }
        End();
    }

    private void Condition(string id, int rank, Substance substance)
    {
        Start("Condition", string.Create(CultureInfo.InvariantCulture, $"{id}-s{rank}"));
        Concept("clinicalStatus", "http://terminology.hl7.org/CodeSystem/condition-clinical", "active", null);
        Concept("code", Ours + "CodeSystem/substance", substance.Fhir, substance.Display);
        Reference("subject", id);
        End();
    }

    private void Prescription(Episode episode, string id, Random random, int number)
    {
        var json = output.Json;
        var medicine = Wording.MedicineOf(episode.Person);
        // Doses go up at first.
        var dose = Math.Min(medicine.Most, medicine.Least + (random.Next(6) * 2) + (number * 2));
        Start("MedicationRequest", id + "-m");
        json.WriteString("status", "active");
        json.WriteString("intent", "order");
        Concept("medicationCodeableConcept", Ours + "CodeSystem/medicine", medicine.Fhir, medicine.Display, hasDisplay: false);
        Reference("subject", id);
        json.WriteString("authoredOn", Written.Day(episode.From.AddDays(3)));
        Display("requester", random.OneOf(Wording.Doctors));
        json.WriteStartArray("dosageInstruction");
        json.WriteStartObject();
        Concepts("additionalInstruction", "dosing", "supervised", "Taken under supervision", hasDisplay: false);
        json.WriteStartObject("timing");
        Concept("code", Ours + "CodeSystem/dosing", "once-daily", "Once daily", hasDisplay: false);
        json.WriteEndObject();
        Concept("route", Ours + "CodeSystem/dosing", medicine.Route == "PO" ? "oral-route" : "sublingual-route", medicine.Route == "PO" ? "Oral route" : "Sublingual route", hasDisplay: false);
        json.WriteStartArray("doseAndRate");
        json.WriteStartObject();
        json.WriteStartObject("doseQuantity");
        json.WriteNumber("value", dose);
        json.WriteString("unit", "mg");
        json.WriteString("system", "http://unitsofmeasure.org");
        json.WriteString("code", "mg");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        End();
    }

    private void Goal(string id, Random random, DateTimeOffset at)
    {
        var json = output.Json;
        Start("Goal", id + "-g");
        json.WriteString("lifecycleStatus", "active");
        Concepts("category", "outcome-domain", "freedom-from-dependence", "Freedom from dependence");
        json.WriteStartObject("description");
        json.WriteString("text", random.OneOf(Wording.Goals).Text);
        json.WriteEndObject();
        Reference("subject", id);
        json.WriteStartArray("target");
        json.WriteStartObject();
        json.WriteString("dueDate", Written.Day(DateOnly.FromDateTime(at.Date).AddDays(90)));
        json.WriteEndObject();
        json.WriteEndArray();
        End();
    }

    private void Risk(string id, Random random)
    {
        var json = output.Json;
        var (code, text) = random.OneOf([("at-risk-of-accidental-drug-overdose", "Uses on top of the prescription"), ("at-risk-of-homelessness", "May lose the tenancy"), ("at-risk-of-suicide", "Low since the spring"), ("at-risk-of-self-neglect", "Eats little")]);
        Start("Flag", id + "-r");
        json.WriteString("status", "active");
        json.WriteStartObject("code");
        Coding(Ours + "CodeSystem/risk", code, null);
        json.WriteString("text", text);
        json.WriteEndObject();
        Reference("subject", id);
        End();
    }

    private void Answer(Episode episode, string id, CustodySpell after, DateTimeOffset at)
    {
        var json = output.Json;
        Start("Task", string.Create(CultureInfo.InvariantCulture, $"handover-{episode.Person.Index}-{after.Number}"));
        json.WriteString("status", "accepted");
        json.WriteString("intent", "order");
        Concept("code", Ours + "CodeSystem/task", "accept-handover", null);
        Reference("for", id);
        json.WriteString("lastModified", Written.Instant(at));
        Organisation("owner", episode.Provider);
        End();
    }

    private void Appointment(string id, Random random, DateTimeOffset at, int number)
    {
        var json = output.Json;
        var start = new DateTimeOffset(at.Date.AddDays(7).AddHours(9 + random.Next(8)), TimeSpan.Zero);
        Start("Appointment", string.Create(CultureInfo.InvariantCulture, $"{id}-a{number}"));
        json.WriteString("status", "booked");
        Concept("appointmentType", Ours + "CodeSystem/appointment-type", "follow-up-review", "Follow-up review");
        json.WriteString("start", Written.Instant(start));
        json.WriteString("end", Written.Instant(start.AddMinutes(30)));
        json.WriteNumber("minutesDuration", 30);
        json.WriteStartArray("participant");
        json.WriteStartObject();
        Reference("actor", id);
        json.WriteString("status", "accepted");
        json.WriteEndObject();
        json.WriteEndArray();
        End();
    }

    private void Start(string type, string id)
    {
        var json = output.Json;
        json.WriteStartObject();
        json.WriteString("fullUrl", $"https://provider.example/fhir/{type}/{id}");
        json.WriteStartObject("resource");
        json.WriteString("resourceType", type);
        json.WriteString("id", id);
    }

    private void End()
    {
        output.Json.WriteEndObject();
        output.Json.WriteEndObject();
    }

    private void Identifier(string system, string? value)
    {
        if (value is null) return;
        output.Json.WriteStartObject();
        output.Json.WriteString("system", system);
        output.Json.WriteString("value", value);
        output.Json.WriteEndObject();
    }

    /// <summary>A list of one concept.</summary>
    private void Concepts(string name, string system, string code, string text, bool hasDisplay = true)
    {
        output.Json.WriteStartArray(name);
        output.Json.WriteStartObject();
        Coding(Ours + "CodeSystem/" + system, code, hasDisplay ? text : null);
        output.Json.WriteString("text", text);
        output.Json.WriteEndObject();
        output.Json.WriteEndArray();
    }

    /// <param name="hasDisplay">Whether the code's name stands beside it too: of medicines and doses nobody would read it.</param>
    private void Concept(string name, string system, string code, string? text, bool hasDisplay = true)
    {
        output.Json.WriteStartObject(name);
        Coding(system, code, hasDisplay ? text : null);
        output.Text("text", text);
        output.Json.WriteEndObject();
    }

    private void Coding(string system, string code, string? display)
    {
        output.Json.WriteStartArray("coding");
        output.Json.WriteStartObject();
        output.Json.WriteString("system", system);
        output.Json.WriteString("code", code);
        output.Text("display", display);
        output.Json.WriteEndObject();
        output.Json.WriteEndArray();
    }

    private void Reference(string name, string patient)
    {
        output.Json.WriteStartObject(name);
        output.Json.WriteString("reference", "Patient/" + patient);
        output.Json.WriteEndObject();
    }

    private void Display(string name, string display)
    {
        output.Json.WriteStartObject(name);
        output.Json.WriteString("display", display);
        output.Json.WriteEndObject();
    }

    private void Organisation(string name, Provider provider)
    {
        output.Json.WriteStartObject(name);
        output.Json.WriteStartObject("identifier");
        output.Json.WriteString("system", "https://fhir.nhs.uk/Id/ods-organization-code");
        output.Json.WriteString("value", provider.Ods);
        output.Json.WriteEndObject();
        output.Json.WriteString("display", provider.Name);
        output.Json.WriteEndObject();
    }
}
