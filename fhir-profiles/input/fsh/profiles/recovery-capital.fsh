Profile: RecoveryCapital
Parent: Observation
Id: recovery-capital
Title: "Recovery capital"
Description: "What a person has to recover with in one of four kinds: social, physical (also called material), human and cultural. Strengths stand beside needs, each in the person's words."
* code from RecoveryCapitalValues (extensible)
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
// One value for a whole kind would be a score. What helps and what is missing are two answers.
* value[x] 0..0
* component.code from PlanPartValues (extensible)
* component.value[x] only CodeableConcept
* component.valueCodeableConcept from AnswerValues (extensible)
