Profile: PlanAnswer
Parent: Observation
Id: plan-answer
Title: "Plan answer"
Description: "One question that a keyworker asks for a plan and what the person said: yes, no or not known, and their words beside it. That nobody asked is no answer."
* code from PlanQuestionValues (extensible)
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
* value[x] only CodeableConcept
* valueCodeableConcept from AnswerValues (extensible)
// The days that an answer is about: those to avoid for appointments.
* component.code from PlanPartValues (extensible)
* component.value[x] only CodeableConcept
