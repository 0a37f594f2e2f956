using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughcare.Benchmarks.Engines;

/// <summary>A prison release notice becomes its message Bundle by code that was written for nothing else.</summary>
/// <remarks>The usual means of fast JSON in .NET: a pooled <see cref="JsonDocument"/>, values copied without becoming strings, UTF-8 names,
/// frozen code maps with encoded values, one writer for all notices. What it does not have: tables anyone but a programmer can change,
/// and a word about what it could not translate.</remarks>
internal sealed class HandWritten(CodeMaps maps) : IEngine, IDisposable
{
    private const string Base = "https://icp.example.org/fhir/";

    private readonly FrozenDictionary<string, MappedCode> accommodation = maps["accommodation"], actionOwner = maps["action-owner"], appointmentStatus = maps["appointment-status"],
        appointmentType = maps["appointment-type"], doseFrequency = maps["dose-frequency"], doseRoute = maps["dose-route"], doseUnit = maps["dose-unit"], drug = maps["drug"],
        ethnicity = maps["ethnicity"], goalDomain = maps["goal-domain"], goalStatus = maps["goal-status"], naloxone = maps["naloxone"], prison = maps["prison"],
        releaseReason = maps["release-reason"], requirement = maps["requirement"], requirementFrequency = maps["requirement-frequency"], risk = maps["risk"],
        riskLevel = maps["risk-level"], sex = maps["sex"], substance = maps["substance"], useFrequency = maps["use-frequency"], useRoute = maps["use-route"];

    private readonly Utf8JsonWriter writer = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    private string id = "";
    private JsonEncodedText patient, encounter;

    public void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output)
    {
        using var json = JsonDocument.Parse(document);
        var notice = json.RootElement;
        id = notice.Text("noticeId"u8);
        patient = JsonEncodedText.Encode($"Patient/{id}-patient", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        encounter = JsonEncodedText.Encode($"Encounter/{id}-encounter", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

        writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteString("resourceType"u8, "Bundle"u8);
        writer.WriteString("id"u8, id);
        writer.WriteString("type"u8, "message"u8);
        Copy("timestamp"u8, notice.Part("createdAt"u8));
        writer.WriteStartArray("entry"u8);

        var person = notice.GetProperty("person"u8);
        var release = notice.GetProperty("release"u8);
        var goals = notice.GetProperty("carePlan"u8).Part("goals"u8);
        var supply = notice.Part("naloxone"u8);
        var prescription = notice.Part("prescription"u8);
        var provider = notice.Part("communityProvider"u8);
        var probation = notice.Part("probation"u8);
        Header(notice, release, provider);
        Patient(person, probation);
        CarePlan(notice, person, release, goals, supply);
        foreach (var goal in goals.Items()) Goal(goal, release);
        if (prescription.Given()) MedicationRequest(prescription, release);
        Encounter(notice, release);
        ServiceRequest(notice, provider, urgent: prescription.Given() || !supply.Part("supplied"u8).Yes());
        if (probation.Part("requirement"u8).Given()) Task(notice, probation);
        if (provider.Part("appointment"u8).Given()) Appointment(provider);
        foreach (var flag in notice.Part("risks"u8).Items()) Flag(flag);

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }

    public void Dispose() => writer.Dispose();

    private void Header(JsonElement notice, JsonElement release, JsonElement provider)
    {
        Begin("MessageHeader", "header");
        writer.WriteStartObject("eventCoding"u8);
        writer.WriteString("system"u8, "https://icp.example.org/CodeSystem/message-event"u8);
        writer.WriteString("code"u8, "prison-release-notice"u8);
        writer.WriteString("display"u8, "Prison release notice"u8);
        writer.WriteEndObject();
        if (provider.Given())
        {
            writer.WriteStartArray("destination"u8);
            writer.WriteStartObject();
            Copy("name"u8, provider.Part("name"u8));
            writer.WriteString("endpoint"u8, $"urn:nhs-uk:ods:{provider.Text("odsCode"u8)}");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        var author = notice.GetProperty("author"u8);
        Display("author"u8, $"{author.Text("name"u8)} ({author.Text("role"u8)})");
        var from = release.Text("prison"u8);
        writer.WriteStartObject("source"u8);
        writer.WriteString("name"u8, $"{Words(prison, from)} healthcare");
        writer.WriteString("endpoint"u8, $"urn:hmpps:prison:{from}");
        writer.WriteEndObject();
        writer.WriteStartArray("focus"u8);
        ReferenceItem(patient);
        ReferenceItem($"CarePlan/{id}-careplan");
        ReferenceItem(encounter);
        writer.WriteEndArray();
        End();
    }

    private void Patient(JsonElement person, JsonElement probation)
    {
        Begin("Patient", "patient");
        if (person.Part("ethnicity"u8).Given())
        {
            writer.WriteStartArray("extension"u8);
            writer.WriteStartObject();
            writer.WriteString("url"u8, "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory"u8);
            Concept("valueCodeableConcept"u8, ethnicity, person.Part("ethnicity"u8));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteStartArray("identifier"u8);
        writer.WriteStartObject();
        writer.WriteString("use"u8, "official"u8);
        writer.WriteString("system"u8, "https://fhir.nhs.uk/Id/nhs-number"u8);
        writer.WriteString("value"u8, person.Text("nhsNumber"u8).Replace(" ", "", StringComparison.Ordinal));
        writer.WriteEndObject();
        SecondaryIdentifier("https://icp.example.org/Id/noms-number"u8, person.Part("nomsNumber"u8));
        SecondaryIdentifier("https://icp.example.org/Id/probation-crn"u8, probation.Part("crn"u8));
        writer.WriteEndArray();

        writer.WriteStartArray("name"u8);
        writer.WriteStartObject();
        writer.WriteString("use"u8, "official"u8);
        writer.WriteString("text"u8, FullName(person));
        Copy("family"u8, person.Part("surname"u8));
        writer.WriteStartArray("given"u8);
        person.GetProperty("forename"u8).WriteTo(writer);
        foreach (var middle in person.Part("middleNames"u8).Items()) middle.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();

        if (person.Part("phone"u8).Given())
        {
            writer.WriteStartArray("telecom"u8);
            writer.WriteStartObject();
            writer.WriteString("system"u8, "phone"u8);
            Copy("value"u8, person.Part("phone"u8));
            writer.WriteString("use"u8, "mobile"u8);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        Code("gender"u8, sex, person.Part("sex"u8));
        Day("birthDate"u8, person.Part("dateOfBirth"u8));
        var address = person.Part("address"u8);
        if (address.Given())
        {
            writer.WriteStartArray("address"u8);
            writer.WriteStartObject();
            writer.WriteString("use"u8, "home"u8);
            Copy("line"u8, address.Part("lines"u8));
            Copy("city"u8, address.Part("town"u8));
            Copy("postalCode"u8, address.Part("postcode"u8));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        var practice = person.Part("gp"u8);
        if (practice.Given())
        {
            writer.WriteStartArray("generalPractitioner"u8);
            Organisation(practice.Part("odsCode"u8), practice.Part("practice"u8));
            writer.WriteEndArray();
        }
        End();
    }

    private void CarePlan(JsonElement notice, JsonElement person, JsonElement release, JsonElement goals, JsonElement supply)
    {
        var plan = notice.GetProperty("carePlan"u8);
        Begin("CarePlan", "careplan");
        Identifier("https://icp.example.org/Id/care-plan"u8, plan.Part("planId"u8));
        writer.WriteString("status"u8, "active"u8);
        writer.WriteString("intent"u8, "plan"u8);
        writer.WriteStartArray("category"u8);
        SnomedConcept("736367006"u8, "Continuity of care plan"u8);
        writer.WriteEndArray();
        writer.WriteString("title"u8, $"Integrated care plan for {FullName(person)}");
        Reference("subject"u8, patient);
        Reference("encounter"u8, encounter);
        writer.WriteStartObject("period"u8);
        Day("start"u8, release.Part("date"u8));
        writer.WriteEndObject();
        Day("created"u8, plan.Part("reviewedOn"u8));
        writer.WriteStartObject("author"u8);
        Copy("display"u8, notice.GetProperty("author"u8).Part("name"u8));
        writer.WriteEndObject();
        if (goals.HasItems())
        {
            writer.WriteStartArray("goal"u8);
            foreach (var goal in goals.Items()) ReferenceItem($"Goal/{id}-goal-{goal.Text("ref"u8)}");
            writer.WriteEndArray();
        }
        var supplied = supply.Part("supplied"u8).Yes();
        if (supplied || HasActions(goals))
        {
            writer.WriteStartArray("activity"u8);
            foreach (var goal in goals.Items())
                foreach (var action in goal.Part("actions"u8).Items()) Action(goal, action);
            if (supplied) NaloxoneSupply(supply);
            writer.WriteEndArray();
        }
        End();
    }

    private static bool HasActions(JsonElement goals)
    {
        foreach (var goal in goals.Items()) if (goal.Part("actions"u8).HasItems()) return true;
        return false;
    }

    private void Action(JsonElement goal, JsonElement action)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("detail"u8);
        Concept("code"u8, goalDomain, goal.Part("domain"u8));
        writer.WriteStartArray("goal"u8);
        ReferenceItem($"Goal/{id}-goal-{goal.Text("ref"u8)}");
        writer.WriteEndArray();
        writer.WriteString("status"u8, "not-started"u8);
        Copy("description"u8, action.Part("text"u8));
        if (action.Part("due"u8).Given())
        {
            writer.WriteStartObject("scheduledPeriod"u8);
            Day("end"u8, action.Part("due"u8));
            writer.WriteEndObject();
        }
        writer.WriteStartArray("performer"u8);
        writer.WriteStartObject();
        writer.WriteString("display"u8, Words(actionOwner, action.Text("owner"u8)));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void NaloxoneSupply(JsonElement supply)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("detail"u8);
        writer.WriteString("status"u8, "completed"u8);
        writer.WriteString("description"u8, $"Take-home naloxone supplied: {supply.GetProperty("doses"u8).GetRawText()} x {Words(naloxone, supply.Text("product"u8))}");
        Day("scheduledString"u8, supply.Part("date"u8));
        Concept("productCodeableConcept"u8, naloxone, supply.Part("product"u8));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void Goal(JsonElement goal, JsonElement release)
    {
        Begin("Goal", $"goal-{goal.Text("ref"u8)}");
        Code("lifecycleStatus"u8, goalStatus, goal.Part("status"u8));
        ConceptList("category"u8, goalDomain, goal.Part("domain"u8));
        writer.WriteStartObject("description"u8);
        Copy("text"u8, goal.Part("text"u8));
        writer.WriteEndObject();
        Reference("subject"u8, patient);
        Day("startDate"u8, release.Part("date"u8));
        if (goal.Part("target"u8).Given())
        {
            writer.WriteStartArray("target"u8);
            writer.WriteStartObject();
            Day("dueDate"u8, goal.Part("target"u8));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        End();
    }

    private void MedicationRequest(JsonElement prescription, JsonElement release)
    {
        var dose = prescription.GetProperty("dose"u8);
        Begin("MedicationRequest", "ost");
        var last = prescription.Part("lastDose"u8);
        if (last.Given())
        {
            writer.WriteStartArray("extension"u8);
            writer.WriteStartObject();
            writer.WriteString("url"u8, "https://icp.example.org/StructureDefinition/last-dose"u8);
            writer.WriteStartArray("extension"u8);
            writer.WriteStartObject();
            writer.WriteString("url"u8, "when"u8);
            Copy("valueDateTime"u8, last.Part("at"u8));
            writer.WriteEndObject();
            writer.WriteStartObject();
            writer.WriteString("url"u8, "dose"u8);
            Quantity("valueQuantity"u8, last.Part("value"u8), dose.Part("unit"u8));
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteString("status"u8, "active"u8);
        writer.WriteString("intent"u8, "order"u8);
        Concept("medicationCodeableConcept"u8, drug, prescription.Part("drug"u8));
        Reference("subject"u8, patient);
        Reference("encounter"u8, encounter);
        Day("authoredOn"u8, prescription.Part("startDate"u8));
        var prescriber = prescription.Part("prescriber"u8);
        writer.WriteStartObject("requester"u8);
        IdentifierObject("https://icp.example.org/Id/gmc-number"u8, prescriber.Part("gmc"u8));
        Copy("display"u8, prescriber.Part("name"u8));
        writer.WriteEndObject();

        writer.WriteStartArray("dosageInstruction"u8);
        writer.WriteStartObject();
        var supervised = prescription.Part("supervised"u8).Yes() ? ", supervised consumption" : "";
        writer.WriteString("text"u8, $"{dose.GetProperty("value"u8).GetRawText()} {dose.Text("unit"u8)} {Words(doseFrequency, prescription.Text("frequency"u8))}{supervised}");
        writer.WriteStartObject("timing"u8);
        Concept("code"u8, doseFrequency, prescription.Part("frequency"u8));
        writer.WriteEndObject();
        Concept("route"u8, doseRoute, prescription.Part("route"u8));
        writer.WriteStartArray("doseAndRate"u8);
        writer.WriteStartObject();
        Quantity("doseQuantity"u8, dose.Part("value"u8), dose.Part("unit"u8));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();

        if (prescription.Part("bridgingDays"u8).Given())
        {
            writer.WriteStartObject("dispenseRequest"u8);
            writer.WriteStartObject("validityPeriod"u8);
            Day("start"u8, release.Part("date"u8));
            writer.WriteEndObject();
            writer.WriteStartObject("expectedSupplyDuration"u8);
            Copy("value"u8, prescription.Part("bridgingDays"u8));
            writer.WriteString("unit"u8, "days"u8);
            writer.WriteString("system"u8, "http://unitsofmeasure.org"u8);
            writer.WriteString("code"u8, "d"u8);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        End();
    }

    private void Encounter(JsonElement notice, JsonElement release)
    {
        var misuse = notice.GetProperty("substanceMisuse"u8);
        Begin("Encounter", "encounter");
        Identifier("https://icp.example.org/Id/prison-booking"u8, release.Part("bookingNumber"u8));
        writer.WriteString("status"u8, "finished"u8);
        writer.WriteStartObject("class"u8);
        writer.WriteString("system"u8, "http://terminology.hl7.org/CodeSystem/v3-ActCode"u8);
        writer.WriteString("code"u8, "IMP"u8);
        writer.WriteString("display"u8, "inpatient encounter"u8);
        writer.WriteEndObject();
        Reference("subject"u8, patient);
        writer.WriteStartObject("period"u8);
        Day("start"u8, release.Part("admissionDate"u8));
        Day("end"u8, release.Part("date"u8));
        writer.WriteEndObject();
        writer.WriteStartArray("reasonCode"u8);
        writer.WriteStartObject();
        writer.WriteString("text"u8, $"Substance misuse episode {misuse.Text("episodeId"u8)} from {Iso(misuse.Text("startDate"u8))}");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("hospitalization"u8);
        Display("destination"u8, Words(accommodation, release.Text("destination"u8)));
        Concept("dischargeDisposition"u8, releaseReason, release.Part("reason"u8));
        writer.WriteEndObject();
        writer.WriteStartObject("serviceProvider"u8);
        IdentifierObject("https://icp.example.org/Id/prison"u8, release.Part("prison"u8));
        writer.WriteString("display"u8, Words(prison, release.Text("prison"u8)));
        writer.WriteEndObject();
        End();
    }

    private void ServiceRequest(JsonElement notice, JsonElement provider, bool urgent)
    {
        var misuse = notice.GetProperty("substanceMisuse"u8);
        Begin("ServiceRequest", "referral");
        writer.WriteString("status"u8, "active"u8);
        writer.WriteString("intent"u8, "order"u8);
        writer.WriteStartArray("category"u8);
        SnomedConcept("306206005"u8, "Referral to service"u8);
        writer.WriteEndArray();
        writer.WriteString("priority"u8, urgent ? "urgent"u8 : "routine"u8);
        writer.WritePropertyName("code"u8);
        SnomedConcept("38670004"u8, "Referral to drug addiction service"u8);
        Reference("subject"u8, patient);
        Reference("encounter"u8, encounter);
        Copy("occurrenceDateTime"u8, provider.Part("appointment"u8).Part("start"u8));
        Copy("authoredOn"u8, notice.Part("createdAt"u8));
        writer.WriteStartObject("requester"u8);
        Copy("display"u8, misuse.Part("keyWorker"u8));
        writer.WriteEndObject();
        if (provider.Given())
        {
            writer.WriteStartArray("performer"u8);
            Organisation(provider.Part("odsCode"u8), provider.Part("name"u8));
            writer.WriteEndArray();
        }
        if (misuse.Part("substances"u8).HasItems())
        {
            writer.WriteStartArray("reasonCode"u8);
            foreach (var used in misuse.Part("substances"u8).Items())
            {
                var code = used.Text("code"u8);
                Concept(substance, code, $"{Words(substance, code)} - {Words(useFrequency, used.Text("frequency"u8))}, {Words(useRoute, used.Text("route"u8))}, last use {Iso(used.Text("lastUse"u8))}");
            }
            writer.WriteEndArray();
        }
        if (notice.Part("risks"u8).HasItems())
        {
            writer.WriteStartArray("supportingInfo"u8);
            foreach (var flag in notice.Part("risks"u8).Items()) ReferenceItem($"Flag/{id}-flag-{flag.Text("ref"u8)}");
            writer.WriteEndArray();
        }
        End();
    }

    private void Task(JsonElement notice, JsonElement probation)
    {
        var ordered = probation.GetProperty("requirement"u8);
        Begin("Task", "requirement");
        Identifier("https://icp.example.org/Id/probation-requirement"u8, ordered.Part("requirementId"u8));
        writer.WriteString("status"u8, "requested"u8);
        writer.WriteString("intent"u8, "order"u8);
        Concept("code"u8, requirement, ordered.Part("type"u8));
        writer.WriteString("description"u8, $"{Words(requirement, ordered.Text("type"u8))}: {ordered.GetProperty("hours"u8).GetRawText()} hours {Words(requirementFrequency, ordered.Text("frequency"u8))} under {ordered.Text("order"u8)}");
        Reference("for"u8, patient);
        writer.WriteStartObject("executionPeriod"u8);
        Day("start"u8, ordered.Part("startDate"u8));
        Day("end"u8, ordered.Part("endDate"u8));
        writer.WriteEndObject();
        Copy("authoredOn"u8, notice.Part("createdAt"u8));
        Display("owner"u8, $"{probation.Text("practitioner"u8)}, {probation.Text("region"u8)}");
        writer.WriteStartArray("input"u8);
        BeginInput("hours"u8);
        Copy("valueDecimal"u8, ordered.Part("hours"u8));
        writer.WriteEndObject();
        BeginInput("frequency"u8);
        Concept("valueCodeableConcept"u8, requirementFrequency, ordered.Part("frequency"u8));
        writer.WriteEndObject();
        writer.WriteEndArray();
        End();
    }

    private void BeginInput(ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("type"u8);
        writer.WriteString("text"u8, type);
        writer.WriteEndObject();
    }

    private void Appointment(JsonElement provider)
    {
        var booked = provider.GetProperty("appointment"u8);
        Begin("Appointment", "appointment");
        Code("status"u8, appointmentStatus, booked.Part("status"u8));
        Concept("appointmentType"u8, appointmentType, booked.Part("type"u8));
        writer.WriteString("description"u8, $"{Words(appointmentType, booked.Text("type"u8))} at {provider.Text("name"u8)}");
        Copy("start"u8, booked.Part("start"u8));
        Copy("end"u8, booked.Part("end"u8));
        Copy("minutesDuration"u8, booked.Part("minutes"u8));
        writer.WriteStartArray("basedOn"u8);
        ReferenceItem($"ServiceRequest/{id}-referral");
        writer.WriteEndArray();
        writer.WriteStartArray("participant"u8);
        writer.WriteStartObject();
        Reference("actor"u8, patient);
        writer.WriteString("status"u8, "accepted"u8);
        writer.WriteEndObject();
        Participant(booked.Part("worker"u8));
        Participant(booked.Part("location"u8));
        writer.WriteEndArray();
        End();
    }

    private void Participant(JsonElement name)
    {
        if (!name.Given()) return;
        writer.WriteStartObject();
        writer.WriteStartObject("actor"u8);
        Copy("display"u8, name);
        writer.WriteEndObject();
        writer.WriteString("status"u8, "accepted"u8);
        writer.WriteEndObject();
    }

    private void Flag(JsonElement flag)
    {
        Begin("Flag", $"flag-{flag.Text("ref"u8)}");
        if (flag.Part("level"u8).Given() && riskLevel.TryGetValue(flag.Text("level"u8), out var level))
        {
            writer.WriteStartArray("extension"u8);
            writer.WriteStartObject();
            writer.WriteString("url"u8, "https://icp.example.org/StructureDefinition/risk-level"u8);
            writer.WriteString("valueCode"u8, level.Code);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteString("status"u8, "active"u8);
        writer.WriteStartArray("category"u8);
        writer.WriteStartObject();
        writer.WriteString("text"u8, "Risk"u8);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (flag.Part("code"u8).Given())
        {
            writer.WritePropertyName("code"u8);
            Concept(risk, flag.Text("code"u8), flag.Part("text"u8).Given() ? flag.Text("text"u8) : null);
        }
        Reference("subject"u8, patient);
        writer.WriteStartObject("period"u8);
        Day("start"u8, flag.Part("reviewed"u8));
        writer.WriteEndObject();
        End();
    }

    private void Begin(string type, string suffix)
    {
        writer.WriteStartObject();
        writer.WriteString("fullUrl"u8, $"{Base}{type}/{id}-{suffix}");
        writer.WriteStartObject("resource"u8);
        writer.WriteString("resourceType"u8, type);
        writer.WriteString("id"u8, $"{id}-{suffix}");
    }

    private void End()
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void Copy(ReadOnlySpan<byte> name, JsonElement value)
    {
        if (!value.Given()) return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }

    private void Day(ReadOnlySpan<byte> name, JsonElement day)
    {
        if (day.Given()) writer.WriteString(name, Iso(day.GetString()!));
    }

    /// <summary>31/01/2026 becomes 2026-01-31.</summary>
    private static string Iso(string day) =>
        day is [var d1, var d2, '/', var m1, var m2, '/', var y1, var y2, var y3, var y4] ? new string([y1, y2, y3, y4, '-', m1, m2, '-', d1, d2]) : throw new FormatException("A day is not written as dd/MM/yyyy.");

    private static string FullName(JsonElement person) => $"{person.Text("forename"u8)} {person.Text("surname"u8)}";

    /// <summary>A code's words; the code itself when no one has mapped it.</summary>
    private static string Words(FrozenDictionary<string, MappedCode> map, string code) => map.TryGetValue(code, out var mapped) ? mapped.Words : code;

    private void Code(ReadOnlySpan<byte> name, FrozenDictionary<string, MappedCode> map, JsonElement code)
    {
        if (code.Given() && map.TryGetValue(code.GetString()!, out var mapped)) writer.WriteString(name, mapped.Code);
    }

    private void Concept(ReadOnlySpan<byte> name, FrozenDictionary<string, MappedCode> map, JsonElement code)
    {
        if (!code.Given()) return;
        writer.WritePropertyName(name);
        Concept(map, code.GetString()!, text: null);
    }

    private void ConceptList(ReadOnlySpan<byte> name, FrozenDictionary<string, MappedCode> map, JsonElement code)
    {
        if (!code.Given()) return;
        writer.WriteStartArray(name);
        Concept(map, code.GetString()!, text: null);
        writer.WriteEndArray();
    }

    private void Concept(FrozenDictionary<string, MappedCode> map, string code, string? text)
    {
        writer.WriteStartObject();
        if (map.TryGetValue(code, out var mapped))
        {
            writer.WriteStartArray("coding"u8);
            writer.WriteStartObject();
            writer.WriteString("system"u8, mapped.System);
            writer.WriteString("code"u8, mapped.Code);
            writer.WriteString("display"u8, mapped.Display);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        if (text is null && mapped is not null) writer.WriteString("text"u8, mapped.Display);
        else writer.WriteString("text"u8, text ?? code);
        writer.WriteEndObject();
    }

    private void SnomedConcept(ReadOnlySpan<byte> code, ReadOnlySpan<byte> display)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("coding"u8);
        writer.WriteStartObject();
        writer.WriteString("system"u8, "http://snomed.info/sct"u8);
        writer.WriteString("code"u8, code);
        writer.WriteString("display"u8, display);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteString("text"u8, display);
        writer.WriteEndObject();
    }

    private void Quantity(ReadOnlySpan<byte> name, JsonElement value, JsonElement unit)
    {
        writer.WriteStartObject(name);
        Copy("value"u8, value);
        Copy("unit"u8, unit);
        writer.WriteString("system"u8, "http://unitsofmeasure.org"u8);
        Code("code"u8, doseUnit, unit);
        writer.WriteEndObject();
    }

    private void Organisation(JsonElement odsCode, JsonElement name)
    {
        writer.WriteStartObject();
        IdentifierObject("https://fhir.nhs.uk/Id/ods-organization-code"u8, odsCode);
        Copy("display"u8, name);
        writer.WriteEndObject();
    }

    private void Identifier(ReadOnlySpan<byte> system, JsonElement value)
    {
        writer.WriteStartArray("identifier"u8);
        writer.WriteStartObject();
        writer.WriteString("system"u8, system);
        Copy("value"u8, value);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private void IdentifierObject(ReadOnlySpan<byte> system, JsonElement value)
    {
        writer.WriteStartObject("identifier"u8);
        writer.WriteString("system"u8, system);
        Copy("value"u8, value);
        writer.WriteEndObject();
    }

    private void SecondaryIdentifier(ReadOnlySpan<byte> system, JsonElement value)
    {
        if (!value.Given()) return;
        writer.WriteStartObject();
        writer.WriteString("use"u8, "secondary"u8);
        writer.WriteString("system"u8, system);
        Copy("value"u8, value);
        writer.WriteEndObject();
    }

    private void Display(ReadOnlySpan<byte> name, string display)
    {
        writer.WriteStartObject(name);
        writer.WriteString("display"u8, display);
        writer.WriteEndObject();
    }

    private void Reference(ReadOnlySpan<byte> name, JsonEncodedText to)
    {
        writer.WriteStartObject(name);
        writer.WriteString("reference"u8, to);
        writer.WriteEndObject();
    }

    private void ReferenceItem(JsonEncodedText to)
    {
        writer.WriteStartObject();
        writer.WriteString("reference"u8, to);
        writer.WriteEndObject();
    }

    private void ReferenceItem(string to)
    {
        writer.WriteStartObject();
        writer.WriteString("reference"u8, to);
        writer.WriteEndObject();
    }
}

/// <summary>Reading parts that need not be there.</summary>
file static class NoticeParts
{
    /// <summary>The part of that name; an element that is not <see cref="Given"/> when the notice leaves it out.</summary>
    public static JsonElement Part(this JsonElement element, ReadOnlySpan<byte> name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : default;

    public static bool Given(this JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static bool Yes(this JsonElement element) => element.ValueKind == JsonValueKind.True;

    public static bool HasItems(this JsonElement element) => element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0;

    public static JsonElement.ArrayEnumerator Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default;

    /// <summary>The text of a part that every notice has.</summary>
    public static string Text(this JsonElement element, ReadOnlySpan<byte> name) => element.GetProperty(name).GetString() ?? throw new KeyNotFoundException("An element that every release notice has is null.");
}
