Profile: TreatmentUpdatedHeader
Parent: ThroughcareMessageHeader
Id: treatment-updated-header
Title: "Treatment updated: header"
Description: "The header of the message “Treatment updated”."
* insert Event(treatment-update)
* focus only Reference(EpisodeOfCare or CarePlan or Task)

Profile: TreatmentUpdatedMessage
Parent: Bundle
Id: treatment-updated-message
Title: "Treatment updated"
Description: "A community provider tells us about the treatment it gives: the spell, prescriptions, goals, risks, consent and appointments."
* insert Message(TreatmentUpdatedHeader)
* insert SentToUs
