Profile: LaboratoryResult
Parent: Observation
Id: laboratory-result
Title: "Laboratory result"
Description: "One answer of a laboratory, as its own message gave it: hepatitis, HIV, drugs in urine. A corrected one replaces it."
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
* value[x] only Quantity or CodeableConcept or string or dateTime
// A sample has many answers, and who may see one may not see the next: each is a result of its own.
* component 0..0
* hasMember 0..0
* identifier.system 1..1
* identifier.value 1..1
