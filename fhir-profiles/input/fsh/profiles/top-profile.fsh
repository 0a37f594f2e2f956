Profile: TopProfile
Parent: Observation
Id: top-profile
Title: "Treatment Outcomes Profile"
Description: "The answers that one person gave on one day to the Treatment Outcomes Profile, each by itself. There is no total: the form has none, and a sum of days and ratings would mean nothing."
* code = $observation#treatment-outcomes-profile
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
// There is no score of the whole.
* value[x] 0..0
// One answer each. The same question twice would be two answers with nobody to choose.
* component.code from TopAnswerValues (required)
* component.value[x] only integer or boolean
* extension contains TopStage named stage 0..1
* identifier.system 1..1
* identifier.value 1..1
* obeys tc-top-once

Invariant: tc-top-once
Description: "Each question of the profile is answered once."
Severity: #error
Expression: "component.code.coding.where(system = 'https://fhir.throughcare.example/CodeSystem/observation').code.isDistinct()"
