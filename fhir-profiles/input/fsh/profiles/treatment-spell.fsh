Profile: TreatmentSpell
Parent: EpisodeOfCare
Id: treatment-spell
Title: "Treatment spell"
Description: "A time in treatment with one provider: which kind, from when, who referred the person, and how it ended. A move between services is two spells."
* patient only Reference(Person)
* type from InterventionValues (extensible)
* managingOrganization obeys tc-somebody
* careManager obeys tc-somebody
* identifier.system 1..1
* identifier.value 1..1
* extension contains ReferralSource named referralSource 0..1 and TreatmentEnding named ending 0..1 and TreatmentSetting named setting 0..1 and InterventionEnding named interventionEnding 0..1
// The conditions stand in the plan. Repeated here they would go where the spell goes, reports included.
* diagnosis 0..0
* account 0..0
* obeys tc-spell-ended

Invariant: tc-spell-ended
Description: "A spell that is over should have the day on which it ended."
Severity: #warning
Expression: "status = 'finished' implies period.end.exists()"
