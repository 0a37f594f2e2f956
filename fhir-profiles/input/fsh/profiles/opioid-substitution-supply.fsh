Profile: OpioidSubstitutionSupply
Parent: MedicationDispense
Id: opioid-substitution-supply
Title: "Opioid substitution supply"
Description: "An opioid substitute handed out to take away, for the days until the next service prescribes: how much, when and on whose prescription."
* medication[x] only CodeableConcept
* medicationCodeableConcept from MedicineValues (extensible)
* medicationCodeableConcept.text 1..1
// R4 lets a supply be nobody's. This one is somebody's.
* subject 1..1
* subject only Reference(Person)
* authorizingPrescription only Reference(OpioidSubstitutionPrescription)
* daysSupply.system = $ucum (exactly)
* daysSupply.code = #d (exactly)
* substitution.wasSubstituted = false (exactly)
* obeys tc-supply-made and tc-supply-declined

Invariant: tc-supply-made
Description: "What was supplied has an amount and the day on which it was handed over."
Severity: #error
Expression: "status = 'completed' implies (quantity.value.exists() and whenHandedOver.exists())"

Invariant: tc-supply-declined
Description: "What was not supplied says why, or that nobody said why: the receiving service has to supply it."
Severity: #error
Expression: "status = 'declined' implies statusReason.exists()"
