Profile: TreatmentUpdatedHeader
Parent: ThroughcareMessageHeader
Id: treatment-updated-header
Title: "Treatment updated: header"
Description: "The header of the message “Treatment updated”."
* insert Event(treatment-update)
* focus only Reference(CarePlan or EpisodeOfCare or MedicationRequest or Task)

Profile: TreatmentUpdatedMessage
Parent: Bundle
Id: treatment-updated-message
Title: "Treatment updated"
Description: "A community provider tells us about the treatment it gives: the spell, prescriptions, goals, risks, consent, appointments, and whether it takes over."
* insert Message(TreatmentUpdatedHeader)
* insert SentToUs
* obeys tc-treatment-updated

Invariant: tc-treatment-updated
Description: "The message says whose treatment it is."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'treatment-update' and entry.resource.ofType(Patient).exists()"
