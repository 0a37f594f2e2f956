using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughcare.Benchmarks.Engines;

/// <summary>A prison release notice becomes its message Bundle by code that was written for nothing else.</summary>
/// <remarks>The usual means of fast JSON in .NET: a pooled <see cref="JsonDocument"/>, values copied as their bytes stand and never strings, names encoded once,
/// frozen code maps with finished concepts, one writer and one buffer for sentences for all notices. What it does not have: tables anyone but a programmer can change,
/// and a word about what it could not translate.</remarks>
internal sealed class HandWritten(CodeMaps maps) : IEngine, IDisposable
{
    private const string Base = "https://icp.example.org/fhir/";

    private readonly Codes accommodation = new(maps["accommodation"]), actionOwner = new(maps["action-owner"]), appointmentStatus = new(maps["appointment-status"]),
        appointmentType = new(maps["appointment-type"]), doseFrequency = new(maps["dose-frequency"]), doseRoute = new(maps["dose-route"]), doseUnit = new(maps["dose-unit"]), drug = new(maps["drug"]),
        ethnicity = new(maps["ethnicity"]), goalDomain = new(maps["goal-domain"]), goalStatus = new(maps["goal-status"]), naloxone = new(maps["naloxone"]), prison = new(maps["prison"]),
        releaseReason = new(maps["release-reason"]), requirement = new(maps["requirement"]), requirementFrequency = new(maps["requirement-frequency"]), risk = new(maps["risk"]),
        riskLevel = new(maps["risk-level"]), sex = new(maps["sex"]), substance = new(maps["substance"]), useFrequency = new(maps["use-frequency"]), useRoute = new(maps["use-route"]);

    private readonly Utf8JsonWriter writer = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    private readonly Line line = new();
    private JsonElement id;
    private byte[] patient = [], encounter = [];

    public void Translate(ReadOnlyMemory<byte> document, ArrayBufferWriter<byte> output)
    {
        using var json = JsonDocument.Parse(document);
        var notice = json.RootElement;
        id = notice.Text("noticeId"u8);
        patient = Quoted($"Patient/{id}-patient").ToArray();
        encounter = Quoted($"Encounter/{id}-encounter").ToArray();

        writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteString(Names.ResourceType, "Bundle"u8);
        Copy(Names.Id, id);
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
        var released = release.Part("date"u8);
        foreach (var goal in goals.Items()) Goal(goal, released);
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
            Sentence(Names.Endpoint, $"urn:nhs-uk:ods:{provider.Text("odsCode"u8)}");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        var author = notice.GetProperty("author"u8);
        Display(Names.Author, $"{author.Text("name"u8)} ({author.Text("role"u8)})");
        var from = release.Text("prison"u8);
        writer.WriteStartObject(Names.Source);
        Sentence(Names.Name, $"{prison.Words(from)} healthcare");
        Sentence(Names.Endpoint, $"urn:hmpps:prison:{from}");
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
        if (person.Part("ethnicity"u8) is var group && group.Given())
        {
            writer.WriteStartArray(Names.Extension);
            writer.WriteStartObject();
            writer.WriteString(Names.Url, "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory"u8);
            Concept(Names.ValueCodeableConcept, ethnicity, group);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteStartArray(Names.Identifier);
        writer.WriteStartObject();
        writer.WriteString(Names.Use, "official"u8);
        writer.WriteString(Names.System, "https://fhir.nhs.uk/Id/nhs-number"u8);
        Sentence(Names.Value, $"{WithoutSpaces(person.Text("nhsNumber"u8))}");
        writer.WriteEndObject();
        SecondaryIdentifier("https://icp.example.org/Id/noms-number"u8, person.Part("nomsNumber"u8));
        SecondaryIdentifier("https://icp.example.org/Id/probation-crn"u8, probation.Part("crn"u8));
        writer.WriteEndArray();

        writer.WriteStartArray(Names.Name);
        writer.WriteStartObject();
        writer.WriteString(Names.Use, "official"u8);
        Sentence(Names.Text, $"{person.Text("forename"u8)} {person.Text("surname"u8)}");
        Copy(Names.Family, person.Part("surname"u8));
        writer.WriteStartArray(Names.Given);
        Copy(person.GetProperty("forename"u8));
        foreach (var middle in person.Part("middleNames"u8).Items()) Copy(middle);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();

        if (person.Part("phone"u8) is var phone && phone.Given())
        {
            writer.WriteStartArray(Names.Telecom);
            writer.WriteStartObject();
            writer.WriteString(Names.System, "phone"u8);
            Copy(Names.Value, phone);
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
        Sentence(Names.Title, $"Integrated care plan for {person.Text("forename"u8)} {person.Text("surname"u8)}");
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
            {
                var (reference, domain) = (goal.Text("ref"u8), goal.Part("domain"u8));
                foreach (var action in goal.Part("actions"u8).Items()) Action(reference, domain, action);
            }
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

    private void Action(JsonElement goal, JsonElement domain, JsonElement action)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(Names.Detail);
        Concept(Names.Code, goalDomain, domain);
        writer.WriteStartArray(Names.Goal);
        ReferenceItem($"Goal/{id}-goal-{goal}");
        writer.WriteEndArray();
        writer.WriteString(Names.Status, "not-started"u8);
        Copy(Names.Description, action.Part("text"u8));
        if (action.Part("due"u8) is var due && due.Given())
        {
            writer.WriteStartObject(Names.ScheduledPeriod);
            Day(Names.End, due);
            writer.WriteEndObject();
        }
        writer.WriteStartArray(Names.Performer);
        writer.WriteStartObject();
        Sentence(Names.Display, $"{actionOwner.Words(action.Text("owner"u8))}");
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
        Sentence(Names.Description, $"Take-home naloxone supplied: {supply.GetProperty("doses"u8)} x {naloxone.Words(supply.Text("product"u8))}");
        Day(Names.ScheduledString, supply.Part("date"u8));
        Concept(Names.ProductCodeableConcept, naloxone, supply.Part("product"u8));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void Goal(JsonElement goal, JsonElement released)
    {
        Begin("Goal", "goal-", goal.Text("ref"u8));
        Code(Names.LifecycleStatus, goalStatus, goal.Part("status"u8));
        ConceptList(Names.Category, goalDomain, goal.Part("domain"u8));
        writer.WriteStartObject(Names.Description);
        Copy(Names.Text, goal.Part("text"u8));
        writer.WriteEndObject();
        Reference(Names.Subject, patient);
        Day(Names.StartDate, released);
        if (goal.Part("target"u8) is var target && target.Given())
        {
            writer.WriteStartArray(Names.Target);
            writer.WriteStartObject();
            Day(Names.DueDate, target);
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
        Sentence(Names.Text, $"{dose.GetProperty("value"u8)} {dose.Text("unit"u8)} {doseFrequency.Words(prescription.Text("frequency"u8))}{supervised}");
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

        if (prescription.Part("bridgingDays"u8) is var days && days.Given())
        {
            writer.WriteStartObject(Names.DispenseRequest);
            writer.WriteStartObject(Names.ValidityPeriod);
            Day(Names.Start, release.Part("date"u8));
            writer.WriteEndObject();
            writer.WriteStartObject(Names.ExpectedSupplyDuration);
            Copy(Names.Value, days);
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
        Sentence(Names.Text, $"Substance misuse episode {misuse.Text("episodeId"u8)} from {Iso(misuse.Text("startDate"u8), stackalloc byte[10])}");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject(Names.Hospitalization);
        Display(Names.Destination, $"{accommodation.Words(release.Text("destination"u8))}");
        Concept(Names.DischargeDisposition, releaseReason, release.Part("reason"u8));
        writer.WriteEndObject();
        writer.WriteStartObject(Names.ServiceProvider);
        IdentifierObject("https://icp.example.org/Id/prison"u8, release.Part("prison"u8));
        Sentence(Names.Display, $"{prison.Words(release.Text("prison"u8))}");
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
            Span<byte> day = stackalloc byte[10];
            foreach (var used in misuse.Part("substances"u8).Items())
            {
                var code = used.Text("code"u8);
                Concept(substance.Find(code), Quoted($"{substance.Words(code)} - {useFrequency.Words(used.Text("frequency"u8))}, {useRoute.Words(used.Text("route"u8))}, last use {Iso(used.Text("lastUse"u8), day)}"));
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
        Sentence(Names.Description, $"{requirement.Words(ordered.Text("type"u8))}: {ordered.GetProperty("hours"u8)} hours {requirementFrequency.Words(ordered.Text("frequency"u8))} under {ordered.Text("order"u8)}");
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
        Sentence(Names.Description, $"{appointmentType.Words(booked.Text("type"u8))} at {provider.Text("name"u8)}");
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
        Begin("Flag", "flag-", flag.Text("ref"u8));
        if (flag.Part("level"u8) is var sent && sent.Given() && riskLevel.Find(sent) is { } level)
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
            var code = flag.Text("code"u8);
            if (flag.Part("text"u8) is var words && words.Given()) Concept(risk.Find(code), JsonMarshal.GetRawUtf8Value(words));
            else Concept(risk, code);
        }
        Reference(Names.Subject, patient);
        writer.WriteStartObject(Names.Period);
        Day(Names.Start, flag.Part("reviewed"u8));
        writer.WriteEndObject();
        End();
    }

    /// <param name="part">Which of several; undefined where there is but one.</param>
    private void Begin(string type, string suffix, JsonElement part = default)
    {
        writer.WriteStartObject();
        Sentence(Names.FullUrl, $"{Base}{type}/{id}-{suffix}{part}");
        writer.WriteStartObject(Names.Resource);
        writer.WriteString(Names.ResourceType, type);
        Sentence(Names.Id, $"{id}-{suffix}{part}");
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
        Copy(value);
    }

    private void Copy(JsonElement value) => writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    private void Day(JsonEncodedText name, JsonElement day)
    {
        if (day.Given()) writer.WriteString(name, Iso(day, stackalloc byte[10]));
    }

    /// <summary>31/01/2026 becomes 2026-01-31.</summary>
    private static ReadOnlySpan<byte> Iso(JsonElement element, Span<byte> iso)
    {
        var day = element.Inside();
        if (day.Contains((byte)'\\')) day = Encoding.UTF8.GetBytes(element.GetString()!);
        if (day is not [_, _, (byte)'/', _, _, (byte)'/', _, _, _, _] || day.ContainsAnyExceptInRange((byte)'/', (byte)'9')) throw new FormatException("A day is not written as dd/MM/yyyy.");
        day[6..].CopyTo(iso);
        iso[4] = iso[7] = (byte)'-';
        day[3..5].CopyTo(iso[5..]);
        day[..2].CopyTo(iso[8..]);
        return iso;
    }

    private static ReadOnlySpan<byte> WithoutSpaces(JsonElement text)
    {
        if (text.Inside().Contains((byte)'\\')) return JsonEncodedText.Encode(text.GetString()!.Replace(" ", "", StringComparison.Ordinal)).EncodedUtf8Bytes;
        var kept = new byte[text.Inside().Length];
        var length = 0;
        foreach (var c in text.Inside()) if (c != ' ') kept[length++] = c;
        return kept.AsSpan(0, length);
    }

    /// <summary>A member whose value is words around values.</summary>
    private void Sentence(JsonEncodedText name, [InterpolatedStringHandlerArgument("")] LineHandler words)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(words.Quoted, skipInputValidation: true);
    }

    private ReadOnlySpan<byte> Quoted([InterpolatedStringHandlerArgument("")] LineHandler _) => line.End();

    private void Code(JsonEncodedText name, Codes codes, JsonElement code)
    {
        if (code.Given() && codes.Find(code) is { } mapped) writer.WriteString(name, mapped.Code);
    }

    private void Concept(JsonEncodedText name, Codes codes, JsonElement code)
    {
        if (!code.Given()) return;
        writer.WritePropertyName(name);
        Concept(codes, code);
    }

    private void ConceptList(JsonEncodedText name, Codes codes, JsonElement code)
    {
        if (!code.Given()) return;
        writer.WriteStartArray(name);
        Concept(codes, code);
        writer.WriteEndArray();
    }

    /// <summary>A CodeableConcept; an unmapped code has no coding and is its own text.</summary>
    private void Concept(Codes codes, JsonElement code)
    {
        if (codes.Find(code) is { } mapped) writer.WriteRawValue(mapped.Concept, skipInputValidation: true);
        else Concept(null, JsonMarshal.GetRawUtf8Value(code));
    }

    /// <summary>A CodeableConcept with words of its own.</summary>
    /// <param name="text">JSON text.</param>
    private void Concept(MappedCode? mapped, ReadOnlySpan<byte> text)
    {
        writer.WriteStartObject();
        if (mapped is not null)
        {
            writer.WriteStartArray(Names.Coding);
            writer.WriteRawValue(mapped.Coding, skipInputValidation: true);
            writer.WriteEndArray();
        }
        writer.WritePropertyName(Names.Text);
        writer.WriteRawValue(text, skipInputValidation: true);
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

    private void Display(JsonEncodedText name, [InterpolatedStringHandlerArgument("")] LineHandler display)
    {
        writer.WriteStartObject(name);
        Sentence(Names.Display, display);
        writer.WriteEndObject();
    }

    private void Reference(JsonEncodedText name, ReadOnlySpan<byte> to)
    {
        writer.WritePropertyName(name);
        ReferenceItem(to);
    }

    private void ReferenceItem(ReadOnlySpan<byte> to)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(Names.Reference);
        writer.WriteRawValue(to, skipInputValidation: true);
        writer.WriteEndObject();
    }

    private void ReferenceItem([InterpolatedStringHandlerArgument("")] LineHandler to) => ReferenceItem(to.Quoted);

    /// <summary>A JSON text that is put together; the buffer is used again.</summary>
    private sealed class Line
    {
        private byte[] bytes = new byte[1024];
        private int length;

        public void Start()
        {
            length = 0;
            Add("\""u8);
        }

        public void Add(ReadOnlySpan<byte> text) => text.CopyTo(Room(text.Length));

        public void Add(string literal) => Encoding.UTF8.GetBytes(literal, Room(literal.Length));

        public ReadOnlySpan<byte> End()
        {
            Add("\""u8);
            return bytes.AsSpan(0, length);
        }

        private Span<byte> Room(int more)
        {
            if (length + more > bytes.Length) Array.Resize(ref bytes, (length + more) * 2);
            length += more;
            return bytes.AsSpan(length - more, more);
        }
    }

    /// <summary>$"..." becomes UTF-8 in the line, values with the escapes they were sent with. Literals are ASCII and need no escape.</summary>
    [InterpolatedStringHandler]
    private readonly struct LineHandler
    {
        private readonly Line line;

        public LineHandler(int literalLength, int formattedCount, HandWritten engine) => (line = engine.line).Start();

        public ReadOnlySpan<byte> Quoted => line.End();

        public void AppendLiteral(string literal) => line.Add(literal);

        public void AppendFormatted(string literal) => line.Add(literal);

        public void AppendFormatted(ReadOnlySpan<byte> text) => line.Add(text);

        public void AppendFormatted(JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Undefined) line.Add(value.Inside());
        }
    }

    /// <summary>A code table that is asked with the bytes of the notice.</summary>
    private sealed class Codes(FrozenDictionary<string, MappedCode> codes)
    {
        private readonly FrozenDictionary<string, MappedCode>.AlternateLookup<ReadOnlySpan<char>> bySpan = codes.GetAlternateLookup<ReadOnlySpan<char>>();

        public MappedCode? Find(JsonElement code)
        {
            var text = code.Inside();
            Span<char> room = stackalloc char[64];
            if (text.Length > room.Length || text.Contains((byte)'\\')) return codes.GetValueOrDefault(code.GetString()!);
            return bySpan.TryGetValue(room[..Encoding.UTF8.GetChars(text, room)], out var found) ? found : null;
        }

        /// <summary>A code's words, as they stand in JSON; the code itself when no one has mapped it.</summary>
        public ReadOnlySpan<byte> Words(JsonElement code) => Find(code) is { } mapped ? mapped.Display.EncodedUtf8Bytes : code.Inside();
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
    public static JsonElement Text(this JsonElement element, ReadOnlySpan<byte> name)
    {
        var text = element.GetProperty(name);
        return text.ValueKind != JsonValueKind.Null ? text : throw new KeyNotFoundException("An element that every release notice has is null.");
    }

    /// <summary>The bytes of a text between its quotes, as they stand; those of a number.</summary>
    public static ReadOnlySpan<byte> Inside(this JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        return value.ValueKind switch
        {
            JsonValueKind.String => raw[1..^1],
            JsonValueKind.Number => raw,
            _ => throw new InvalidOperationException("An element of a release notice is no text and no number."),
        };
    }
}
