Profile: PrescribingReview
Parent: Task
Id: prescribing-review
Title: "Review of substitute prescribing"
Description: "The clock of substitute prescribing: when it was last reviewed, and by which day the next review with everybody who has a part in it is due."
* code 1..1
* code = $task#prescribing-review
// Agreed in a plan and not ordered.
* intent = #plan (exactly)
* for 1..1
* for only Reference(Person)
// There is only a day by which.
* restriction.period.start 0..0
* extension contains LastReviewed named lastReviewed 0..1
* obeys tc-review-clock

Invariant: tc-review-clock
Description: "A review says when it was last held or when it is due: without either there is no clock to watch."
Severity: #error
Expression: "restriction.period.end.exists() or extension.where(url = 'https://fhir.throughcare.example/StructureDefinition/last-reviewed').exists()"
