Profile: OpioidSubstitutionPrescription
Parent: MedicationRequest
Id: opioid-substitution-prescription
Title: "Opioid substitution prescription"
Description: "Methadone, buprenorphine or another opioid substitute as it is prescribed now. Who takes over needs the medicine, the dose, how often, whether somebody watches, and for how many days it is bridged. An entry that holds in force a dose that cannot be read would be given by a guess; it has the status unknown instead."
* intent = #order (exactly)
// Two in force at once can kill: by this class they are found.
* category 1..*
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains opioidSubstitute 1..1
* category[opioidSubstitute] = $medicine-class#opioid-substitute
* medication[x] only CodeableConcept
* medicationCodeableConcept from MedicineValues (extensible)
// What is shown on a chart is the text, whatever the codes are.
* medicationCodeableConcept.text 1..1
* subject only Reference(Person)
* requester obeys tc-somebody
// One dosage. A second beside the first would have to be read together with it; the tables refuse to show one alone.
* dosageInstruction ..1
// "As needed" leaves to the person what the prescriber has to say.
* dosageInstruction.asNeeded[x] 0..0
* dosageInstruction.additionalInstruction from DosingValues (extensible)
* dosageInstruction.timing.code from DosingValues (extensible)
* dosageInstruction.route from DosingValues (extensible)
* dosageInstruction.doseAndRate ..1
// A range leaves the dose to whoever gives it.
* dosageInstruction.doseAndRate.dose[x] only SimpleQuantity
* dosageInstruction.doseAndRate.doseQuantity.system = $ucum (exactly)
* dispenseRequest.expectedSupplyDuration.system = $ucum (exactly)
* dispenseRequest.expectedSupplyDuration.code = #d (exactly)
// UK Core asks for it. Another formulation or strength is another decision of the prescriber.
* substitution 1..1
* substitution.allowed[x] only boolean
* substitution.allowedBoolean = false (exactly)
* obeys tc-dose-in-force

Invariant: tc-dose-in-force
Description: "A prescription in force has a dose: more than nothing, in a unit that computers agree on."
Severity: #error
Expression: "status = 'active' implies dosageInstruction.doseAndRate.dose.where(value > 0 and code.exists()).exists()"
