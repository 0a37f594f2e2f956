Profile: OtherPrescription
Parent: MedicationRequest
Id: other-prescription
Title: "Other prescription"
Description: "A prescription that is no opioid substitute, or of which nobody knows whether it is one. What is shown is what the prescriber wrote; an entry that cannot be read in all its parts has the status unknown and the mark unusable."
* intent = #order (exactly)
* medication[x] only CodeableConcept
// What is shown on a chart is the text, whatever the codes are.
* medicationCodeableConcept.text 1..1
* subject only Reference(Person)
* requester obeys tc-somebody
// UK Core asks for it. Another formulation or strength is another decision of the prescriber.
* substitution 1..1
* substitution.allowed[x] only boolean
* substitution.allowedBoolean = false (exactly)
