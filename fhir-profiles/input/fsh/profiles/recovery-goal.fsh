Profile: RecoveryGoal
Parent: Goal
Id: recovery-goal
Title: "Recovery goal"
Description: "What a person wants to reach, in their words, and by when. The category is one of the eight outcomes of the Drug Strategy 2010 where the sender's own word for it has one. A goal of the person's own is expressed by them and may have their rank; one that an order or a licence sets says so and has none."
* subject only Reference(Person)
// The sender's own category may stand beside ours or, where no row of the tables knows it, alone.
* category from OutcomeDomainValues (extensible)
* addresses only Reference(Condition or Observation or ServiceRequest)
// "In six weeks" starts on a day nobody said; a day can be waited for.
* target.due[x] only date
// What is the person's own is said in R4's own element for it.
* expressedBy only Reference(Person or NoticeAuthor)
* extension contains GoalRank named rank 0..1 and StatutoryGoal named statutory 0..1
* obeys tc-goal-own-rank
* identifier.system 1..1
* identifier.value 1..1

Invariant: tc-goal-own-rank
Description: "A goal that an order or a licence sets has no rank: the person did not choose it."
Severity: #error
Expression: "extension.where(url = 'https://fhir.throughcare.example/StructureDefinition/statutory-goal' and value = true).empty() or extension.where(url = 'https://fhir.throughcare.example/StructureDefinition/goal-rank').empty()"
