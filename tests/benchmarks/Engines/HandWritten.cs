using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughcare.Benchmarks.Engines;

/// <summary>A prison release notice becomes its message Bundle by code that was written for nothing else.</summary>
/// <remarks>The usual means of fast JSON in .NET: a pooled <see cref="JsonDocument"/>, values copied without becoming strings, names encoded once,
/// frozen code maps with finished concepts, one writer for all notices. What it does not have: tables anyone but a programmer can change,
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
        writer.WriteString(Names.ResourceType, "Bundle"u8);
        writer.WriteString(Names.Id, id);
        writer.WriteString(Names.Type, "message"u8);
        Copy(Names.Timestamp, notice.Part("createdAt"u8));
        writer.WriteStartArray(Names.Entry);

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
        writer.WritePropertyName(Names.EventCoding);
        writer.WriteRawValue("""{"system":"https://icp.example.org/CodeSystem/message-event","code":"prison-release-notice","display":"Prison release notice"}"""u8, skipInputValidation: true);
        if (provider.Given())
        {
            writer.WriteStartArray(Names.Destination);
            writer.WriteStartObject();
            Copy(Names.Name, provider.Part("name"u8));
            writer.WriteString(Names.Endpoint, $"urn:nhs-uk:ods:{provider.Text("odsCode"u8)}");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        var author = notice.GetProperty("author"u8);
        Display(Names.Author, $"{author.Text("name"u8)} ({author.Text("role"u8)})");
        var from = release.Text("prison"u8);
        writer.WriteStartObject(Names.Source);
        writer.WriteString(Names.Name, $"{Words(prison, from)} healthcare");
        writer.WriteString(Names.Endpoint, $"urn:hmpps:prison:{from}");
        writer.WriteEndObject();
        writer.WriteStartArray(Names.Focus);
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
            writer.WriteStartArray(Names.Extension);
            writer.WriteStartObject();
            writer.WriteString(Names.Url, "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory"u8);
            Concept(Names.ValueCodeableConcept, ethnicity, person.Part("ethnicity"u8));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteStartArray(Names.Identifier);
        writer.WriteStartObject();
        writer.WriteString(Names.Use, "official"u8);
        writer.WriteString(Names.System, "https://fhir.nhs.uk/Id/nhs-number"u8);
        writer.WriteString(Names.Value, person.Text("nhsNumber"u8).Replace(" ", "", StringComparison.Ordinal));
        writer.WriteEndObject();
        SecondaryIdentifier("https://icp.example.org/Id/noms-number"u8, person.Part("nomsNumber"u8));
        SecondaryIdentifier("https://icp.example.org/Id/probation-crn"u8, probation.Part("crn"u8));
        writer.WriteEndArray();

        writer.WriteStartArray(Names.Name);
        writer.WriteStartObject();
        writer.WriteString(Names.Use, "official"u8);
        writer.WriteString(Names.Text, FullName(person));
        Copy(Names.Family, person.Part("surname"u8));
        writer.WriteStartArray(Names.Given);
        person.GetProperty("forename"u8).WriteTo(writer);
        foreach (var middle in person.Part("middleNames"u8).Items()) middle.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();

        if (person.Part("phone"u8).Given())
        {
            writer.WriteStartArray(Names.Telecom);
            writer.WriteStartObject();
            writer.WriteString(Names.System, "phone"u8);
            Copy(Names.Value, person.Part("phone"u8));
            writer.WriteString(Names.Use, "mobile"u8);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        Code(Names.Gender, sex, person.Part("sex"u8));
        Day(Names.BirthDate, person.Part("dateOfBirth"u8));
        var address = person.Part("address"u8);
        if (address.Given())
        {
            writer.WriteStartArray(Names.Address);
            writer.WriteStartObject();
            writer.WriteString(Names.Use, "home"u8);
            Copy(Names.Line, address.Part("lines"u8));
            Copy(Names.City, address.Part("town"u8));
            Copy(Names.PostalCode, address.Part("postcode"u8));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        var practice = person.Part("gp"u8);
        if (practice.Given())
        {
            writer.WriteStartArray(Names.GeneralPractitioner);
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
        writer.WriteString(Names.Status, "active"u8);
        writer.WriteString(Names.Intent, "plan"u8);
        writer.WriteStartArray(Names.Category);
        writer.WriteRawValue("""{"coding":[{"system":"http://snomed.info/sct","code":"736367006","display":"Continuity of care plan"}],"text":"Continuity of care plan"}"""u8, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteString(Names.Title, $"Integrated care plan for {FullName(person)}");
        Reference(Names.Subject, patient);
        Reference(Names.Encounter, encounter);
        writer.WriteStartObject(Names.Period);
        Day(Names.Start, release.Part("date"u8));
        writer.WriteEndObject();
        Day(Names.Created, plan.Part("reviewedOn"u8));
        writer.WriteStartObject(Names.Author);
        Copy(Names.Display, notice.GetProperty("author"u8).Part("name"u8));
        writer.WriteEndObject();
        if (goals.HasItems())
        {
            writer.WriteStartArray(Names.Goal);
            foreach (var goal in goals.Items()) ReferenceItem($"Goal/{id}-goal-{goal.Text("ref"u8)}");
            writer.WriteEndArray();
        }
        var supplied = supply.Part("supplied"u8).Yes();
        if (supplied || HasActions(goals))
        {
            writer.WriteStartArray(Names.Activity);
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
        writer.WriteStartObject(Names.Detail);
        Concept(Names.Code, goalDomain, goal.Part("domain"u8));
        writer.WriteStartArray(Names.Goal);
        ReferenceItem($"Goal/{id}-goal-{goal.Text("ref"u8)}");
        writer.WriteEndArray();
        writer.WriteString(Names.Status, "not-started"u8);
        Copy(Names.Description, action.Part("text"u8));
        if (action.Part("due"u8).Given())
        {
            writer.WriteStartObject(Names.ScheduledPeriod);
            Day(Names.End, action.Part("due"u8));
            writer.WriteEndObject();
        }
        writer.WriteStartArray(Names.Performer);
        writer.WriteStartObject();
        writer.WriteString(Names.Display, Words(actionOwner, action.Text("owner"u8)));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void NaloxoneSupply(JsonElement supply)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(Names.Detail);
        writer.WriteString(Names.Status, "completed"u8);
        writer.WriteString(Names.Description, $"Take-home naloxone supplied: {supply.GetProperty("doses"u8).GetRawText()} x {Words(naloxone, supply.Text("product"u8))}");
        Day(Names.ScheduledString, supply.Part("date"u8));
        Concept(Names.ProductCodeableConcept, naloxone, supply.Part("product"u8));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void Goal(JsonElement goal, JsonElement release)
    {
        Begin("Goal", $"goal-{goal.Text("ref"u8)}");
        Code(Names.LifecycleStatus, goalStatus, goal.Part("status"u8));
        ConceptList(Names.Category, goalDomain, goal.Part("domain"u8));
        writer.WriteStartObject(Names.Description);
        Copy(Names.Text, goal.Part("text"u8));
        writer.WriteEndObject();
        Reference(Names.Subject, patient);
        Day(Names.StartDate, release.Part("date"u8));
        if (goal.Part("target"u8).Given())
        {
            writer.WriteStartArray(Names.Target);
            writer.WriteStartObject();
            Day(Names.DueDate, goal.Part("target"u8));
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
            writer.WriteStartArray(Names.Extension);
            writer.WriteStartObject();
            writer.WriteString(Names.Url, "https://icp.example.org/StructureDefinition/last-dose"u8);
            writer.WriteStartArray(Names.Extension);
            writer.WriteStartObject();
            writer.WriteString(Names.Url, "when"u8);
            Copy(Names.ValueDateTime, last.Part("at"u8));
            writer.WriteEndObject();
            writer.WriteStartObject();
            writer.WriteString(Names.Url, "dose"u8);
            Quantity(Names.ValueQuantity, last.Part("value"u8), dose.Part("unit"u8));
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteString(Names.Status, "active"u8);
        writer.WriteString(Names.Intent, "order"u8);
        Concept(Names.MedicationCodeableConcept, drug, prescription.Part("drug"u8));
        Reference(Names.Subject, patient);
        Reference(Names.Encounter, encounter);
        Day(Names.AuthoredOn, prescription.Part("startDate"u8));
        var prescriber = prescription.Part("prescriber"u8);
        writer.WriteStartObject(Names.Requester);
        IdentifierObject("https://icp.example.org/Id/gmc-number"u8, prescriber.Part("gmc"u8));
        Copy(Names.Display, prescriber.Part("name"u8));
        writer.WriteEndObject();

        writer.WriteStartArray(Names.DosageInstruction);
        writer.WriteStartObject();
        var supervised = prescription.Part("supervised"u8).Yes() ? ", supervised consumption" : "";
        writer.WriteString(Names.Text, $"{dose.GetProperty("value"u8).GetRawText()} {dose.Text("unit"u8)} {Words(doseFrequency, prescription.Text("frequency"u8))}{supervised}");
        writer.WriteStartObject(Names.Timing);
        Concept(Names.Code, doseFrequency, prescription.Part("frequency"u8));
        writer.WriteEndObject();
        Concept(Names.Route, doseRoute, prescription.Part("route"u8));
        writer.WriteStartArray(Names.DoseAndRate);
        writer.WriteStartObject();
        Quantity(Names.DoseQuantity, dose.Part("value"u8), dose.Part("unit"u8));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();

        if (prescription.Part("bridgingDays"u8).Given())
        {
            writer.WriteStartObject(Names.DispenseRequest);
            writer.WriteStartObject(Names.ValidityPeriod);
            Day(Names.Start, release.Part("date"u8));
            writer.WriteEndObject();
            writer.WriteStartObject(Names.ExpectedSupplyDuration);
            Copy(Names.Value, prescription.Part("bridgingDays"u8));
            writer.WriteString(Names.Unit, "days"u8);
            writer.WriteString(Names.System, "http://unitsofmeasure.org"u8);
            writer.WriteString(Names.Code, "d"u8);
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
        writer.WriteString(Names.Status, "finished"u8);
        writer.WritePropertyName(Names.Class);
        writer.WriteRawValue("""{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP","display":"inpatient encounter"}"""u8, skipInputValidation: true);
        Reference(Names.Subject, patient);
        writer.WriteStartObject(Names.Period);
        Day(Names.Start, release.Part("admissionDate"u8));
        Day(Names.End, release.Part("date"u8));
        writer.WriteEndObject();
        writer.WriteStartArray(Names.ReasonCode);
        writer.WriteStartObject();
        writer.WriteString(Names.Text, $"Substance misuse episode {misuse.Text("episodeId"u8)} from {Iso(misuse.Text("startDate"u8))}");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject(Names.Hospitalization);
        Display(Names.Destination, Words(accommodation, release.Text("destination"u8)));
        Concept(Names.DischargeDisposition, releaseReason, release.Part("reason"u8));
        writer.WriteEndObject();
        writer.WriteStartObject(Names.ServiceProvider);
        IdentifierObject("https://icp.example.org/Id/prison"u8, release.Part("prison"u8));
        writer.WriteString(Names.Display, Words(prison, release.Text("prison"u8)));
        writer.WriteEndObject();
        End();
    }

    private void ServiceRequest(JsonElement notice, JsonElement provider, bool urgent)
    {
        var misuse = notice.GetProperty("substanceMisuse"u8);
        Begin("ServiceRequest", "referral");
        writer.WriteString(Names.Status, "active"u8);
        writer.WriteString(Names.Intent, "order"u8);
        writer.WriteStartArray(Names.Category);
        writer.WriteRawValue("""{"coding":[{"system":"http://snomed.info/sct","code":"306206005","display":"Referral to service"}],"text":"Referral to service"}"""u8, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteString(Names.Priority, urgent ? "urgent"u8 : "routine"u8);
        writer.WritePropertyName(Names.Code);
        writer.WriteRawValue("""{"coding":[{"system":"http://snomed.info/sct","code":"38670004","display":"Referral to drug addiction service"}],"text":"Referral to drug addiction service"}"""u8, skipInputValidation: true);
        Reference(Names.Subject, patient);
        Reference(Names.Encounter, encounter);
        Copy(Names.OccurrenceDateTime, provider.Part("appointment"u8).Part("start"u8));
        Copy(Names.AuthoredOn, notice.Part("createdAt"u8));
        writer.WriteStartObject(Names.Requester);
        Copy(Names.Display, misuse.Part("keyWorker"u8));
        writer.WriteEndObject();
        if (provider.Given())
        {
            writer.WriteStartArray(Names.Performer);
            Organisation(provider.Part("odsCode"u8), provider.Part("name"u8));
            writer.WriteEndArray();
        }
        if (misuse.Part("substances"u8).HasItems())
        {
            writer.WriteStartArray(Names.ReasonCode);
            foreach (var used in misuse.Part("substances"u8).Items())
            {
                var code = used.Text("code"u8);
                Concept(substance, code, $"{Words(substance, code)} - {Words(useFrequency, used.Text("frequency"u8))}, {Words(useRoute, used.Text("route"u8))}, last use {Iso(used.Text("lastUse"u8))}");
            }
            writer.WriteEndArray();
        }
        if (notice.Part("risks"u8).HasItems())
        {
            writer.WriteStartArray(Names.SupportingInfo);
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
        writer.WriteString(Names.Status, "requested"u8);
        writer.WriteString(Names.Intent, "order"u8);
        Concept(Names.Code, requirement, ordered.Part("type"u8));
        writer.WriteString(Names.Description, $"{Words(requirement, ordered.Text("type"u8))}: {ordered.GetProperty("hours"u8).GetRawText()} hours {Words(requirementFrequency, ordered.Text("frequency"u8))} under {ordered.Text("order"u8)}");
        Reference(Names.For, patient);
        writer.WriteStartObject(Names.ExecutionPeriod);
        Day(Names.Start, ordered.Part("startDate"u8));
        Day(Names.End, ordered.Part("endDate"u8));
        writer.WriteEndObject();
        Copy(Names.AuthoredOn, notice.Part("createdAt"u8));
        Display(Names.Owner, $"{probation.Text("practitioner"u8)}, {probation.Text("region"u8)}");
        writer.WriteStartArray(Names.Input);
        BeginInput("hours"u8);
        Copy(Names.ValueDecimal, ordered.Part("hours"u8));
        writer.WriteEndObject();
        BeginInput("frequency"u8);
        Concept(Names.ValueCodeableConcept, requirementFrequency, ordered.Part("frequency"u8));
        writer.WriteEndObject();
        writer.WriteEndArray();
        End();
    }

    private void BeginInput(ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(Names.Type);
        writer.WriteString(Names.Text, type);
        writer.WriteEndObject();
    }

    private void Appointment(JsonElement provider)
    {
        var booked = provider.GetProperty("appointment"u8);
        Begin("Appointment", "appointment");
        Code(Names.Status, appointmentStatus, booked.Part("status"u8));
        Concept(Names.AppointmentType, appointmentType, booked.Part("type"u8));
        writer.WriteString(Names.Description, $"{Words(appointmentType, booked.Text("type"u8))} at {provider.Text("name"u8)}");
        Copy(Names.Start, booked.Part("start"u8));
        Copy(Names.End, booked.Part("end"u8));
        Copy(Names.MinutesDuration, booked.Part("minutes"u8));
        writer.WriteStartArray(Names.BasedOn);
        ReferenceItem($"ServiceRequest/{id}-referral");
        writer.WriteEndArray();
        writer.WriteStartArray(Names.Participant);
        writer.WriteStartObject();
        Reference(Names.Actor, patient);
        writer.WriteString(Names.Status, "accepted"u8);
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
        writer.WriteStartObject(Names.Actor);
        Copy(Names.Display, name);
        writer.WriteEndObject();
        writer.WriteString(Names.Status, "accepted"u8);
        writer.WriteEndObject();
    }

    private void Flag(JsonElement flag)
    {
        Begin("Flag", $"flag-{flag.Text("ref"u8)}");
        if (flag.Part("level"u8).Given() && riskLevel.TryGetValue(flag.Text("level"u8), out var level))
        {
            writer.WriteStartArray(Names.Extension);
            writer.WriteStartObject();
            writer.WriteString(Names.Url, "https://icp.example.org/StructureDefinition/risk-level"u8);
            writer.WriteString(Names.ValueCode, level.Code);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteString(Names.Status, "active"u8);
        writer.WriteStartArray(Names.Category);
        writer.WriteStartObject();
        writer.WriteString(Names.Text, "Risk"u8);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (flag.Part("code"u8).Given())
        {
            writer.WritePropertyName(Names.Code);
            Concept(risk, flag.Text("code"u8), flag.Part("text"u8).Given() ? flag.Text("text"u8) : null);
        }
        Reference(Names.Subject, patient);
        writer.WriteStartObject(Names.Period);
        Day(Names.Start, flag.Part("reviewed"u8));
        writer.WriteEndObject();
        End();
    }

    private void Begin(string type, string suffix)
    {
        writer.WriteStartObject();
        writer.WriteString(Names.FullUrl, $"{Base}{type}/{id}-{suffix}");
        writer.WriteStartObject(Names.Resource);
        writer.WriteString(Names.ResourceType, type);
        writer.WriteString(Names.Id, $"{id}-{suffix}");
    }

    private void End()
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void Copy(JsonEncodedText name, JsonElement value)
    {
        if (!value.Given()) return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }

    private void Day(JsonEncodedText name, JsonElement day)
    {
        if (!day.Given()) return;
        Span<char> iso = stackalloc char[10];
        Iso(day.GetString(), iso);
        writer.WriteString(name, iso);
    }

    private static string Iso(string day) => string.Create(10, day, (iso, day) => Iso(day, iso));

    /// <summary>31/01/2026 becomes 2026-01-31.</summary>
    private static void Iso(ReadOnlySpan<char> day, Span<char> iso)
    {
        if (day is not [_, _, '/', _, _, '/', _, _, _, _]) throw new FormatException("A day is not written as dd/MM/yyyy.");
        day[6..].CopyTo(iso);
        iso[4] = iso[7] = '-';
        day[3..5].CopyTo(iso[5..]);
        day[..2].CopyTo(iso[8..]);
    }

    private static string FullName(JsonElement person) => $"{person.Text("forename"u8)} {person.Text("surname"u8)}";

    /// <summary>A code's words; the code itself when no one has mapped it.</summary>
    private static string Words(FrozenDictionary<string, MappedCode> map, string code) => map.TryGetValue(code, out var mapped) ? mapped.Words : code;

    private void Code(JsonEncodedText name, FrozenDictionary<string, MappedCode> map, JsonElement code)
    {
        if (code.Given() && map.TryGetValue(code.GetString()!, out var mapped)) writer.WriteString(name, mapped.Code);
    }

    private void Concept(JsonEncodedText name, FrozenDictionary<string, MappedCode> map, JsonElement code)
    {
        if (!code.Given()) return;
        writer.WritePropertyName(name);
        Concept(map, code.GetString()!, text: null);
    }

    private void ConceptList(JsonEncodedText name, FrozenDictionary<string, MappedCode> map, JsonElement code)
    {
        if (!code.Given()) return;
        writer.WriteStartArray(name);
        Concept(map, code.GetString()!, text: null);
        writer.WriteEndArray();
    }

    /// <summary>A CodeableConcept; an unmapped code has no coding and, unless there are other words, is its own text.</summary>
    private void Concept(FrozenDictionary<string, MappedCode> map, string code, string? text)
    {
        map.TryGetValue(code, out var mapped);
        if (mapped is not null && text is null)
        {
            writer.WriteRawValue(mapped.Concept, skipInputValidation: true);
            return;
        }
        writer.WriteStartObject();
        if (mapped is not null)
        {
            writer.WriteStartArray(Names.Coding);
            writer.WriteRawValue(mapped.Coding, skipInputValidation: true);
            writer.WriteEndArray();
        }
        writer.WriteString(Names.Text, text ?? code);
        writer.WriteEndObject();
    }

    private void Quantity(JsonEncodedText name, JsonElement value, JsonElement unit)
    {
        writer.WriteStartObject(name);
        Copy(Names.Value, value);
        Copy(Names.Unit, unit);
        writer.WriteString(Names.System, "http://unitsofmeasure.org"u8);
        Code(Names.Code, doseUnit, unit);
        writer.WriteEndObject();
    }

    private void Organisation(JsonElement odsCode, JsonElement name)
    {
        writer.WriteStartObject();
        IdentifierObject("https://fhir.nhs.uk/Id/ods-organization-code"u8, odsCode);
        Copy(Names.Display, name);
        writer.WriteEndObject();
    }

    private void Identifier(ReadOnlySpan<byte> system, JsonElement value)
    {
        writer.WriteStartArray(Names.Identifier);
        writer.WriteStartObject();
        writer.WriteString(Names.System, system);
        Copy(Names.Value, value);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private void IdentifierObject(ReadOnlySpan<byte> system, JsonElement value)
    {
        writer.WriteStartObject(Names.Identifier);
        writer.WriteString(Names.System, system);
        Copy(Names.Value, value);
        writer.WriteEndObject();
    }

    private void SecondaryIdentifier(ReadOnlySpan<byte> system, JsonElement value)
    {
        if (!value.Given()) return;
        writer.WriteStartObject();
        writer.WriteString(Names.Use, "secondary"u8);
        writer.WriteString(Names.System, system);
        Copy(Names.Value, value);
        writer.WriteEndObject();
    }

    private void Display(JsonEncodedText name, string display)
    {
        writer.WriteStartObject(name);
        writer.WriteString(Names.Display, display);
        writer.WriteEndObject();
    }

    private void Reference(JsonEncodedText name, JsonEncodedText to)
    {
        writer.WriteStartObject(name);
        writer.WriteString(Names.Reference, to);
        writer.WriteEndObject();
    }

    private void ReferenceItem(JsonEncodedText to)
    {
        writer.WriteStartObject();
        writer.WriteString(Names.Reference, to);
        writer.WriteEndObject();
    }

    private void ReferenceItem(string to)
    {
        writer.WriteStartObject();
        writer.WriteString(Names.Reference, to);
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
