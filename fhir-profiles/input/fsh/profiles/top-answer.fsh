Profile: TopAnswer
Parent: Observation
Id: top-answer
Title: "Treatment Outcomes Profile answer"
Description: "One answer of the Treatment Outcomes Profile that a provider sends by itself: days out of the last 28, a rating, or yes or no."
* code from TopAnswerValues (required)
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
// Days come as a number or, from a laboratory system, as a quantity.
* value[x] only integer or boolean or Quantity
// A second answer inside this one would be counted with it or lost. Each has its own.
* component 0..0
* identifier.system 1..1
* identifier.value 1..1
* obeys tc-answer-or-why

Invariant: tc-answer-or-why
Description: "There is an answer, or it says why there is none."
Severity: #error
Expression: "value.exists() or dataAbsentReason.exists()"
