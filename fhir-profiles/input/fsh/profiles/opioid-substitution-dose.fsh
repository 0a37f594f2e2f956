Profile: OpioidSubstitutionDose
Parent: MedicationAdministration
Id: opioid-substitution-dose
Title: "Opioid substitution dose"
Description: "A dose that was given, or was not: the last one before release is what the next prescriber doses by. After three missed days tolerance is no longer what it was, so the hour counts."
* medication[x] only CodeableConcept
* medicationCodeableConcept from MedicineValues (extensible)
* medicationCodeableConcept.text 1..1
* subject only Reference(Person)
// One moment, not a span: the days since are counted from it.
* effective[x] only dateTime
* request only Reference(MedicationRequest)
* dosage.dose.system = $ucum (exactly)
* performer.function from TeamRoleValues (extensible)
* performer.actor obeys tc-somebody
* obeys tc-dose-given and tc-dose-not-given

Invariant: tc-dose-given
Description: "A dose that was given has an amount above nothing with its unit, and the hour at which it was given."
Severity: #error
Expression: "status = 'completed' implies (dosage.dose.where(value > 0 and code.exists()).exists() and effective.toString().matches('T'))"

Invariant: tc-dose-not-given
Description: "A dose that was not given should say why: refused, missed or held back are three different dangers."
Severity: #warning
Expression: "status = 'not-done' implies statusReason.exists()"
