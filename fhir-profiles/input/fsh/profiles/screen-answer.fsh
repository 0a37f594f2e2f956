Profile: ScreenAnswer
Parent: Observation
Id: screen-answer
Title: "Screen answer"
Description: "One answer of a liaison and diversion screen in police custody or court: whether there is a need in one domain. Not known is an answer; that nobody asked is none."
* code from ScreenDomainValues (extensible)
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
* value[x] only CodeableConcept
* valueCodeableConcept from AnswerValues (extensible)
* extension contains ScreenSetting named setting 0..1
* identifier.system 1..1
* identifier.value 1..1
// The service, and never the worker who asked.
* performer.reference 0..0
// Each domain has an answer of its own, since not everybody may see all of them.
* component 0..0
