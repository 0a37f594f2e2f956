Profile: Housing
Parent: Observation
Id: housing
Title: "Housing"
Description: "Where a person lives, or which housing problem they have, as they say it: status and need are two answers, for somebody with a roof can be about to lose it."
* code from HousingQuestionValues (required)
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
* value[x] only CodeableConcept
// Status and need are resources of their own.
* component 0..0
