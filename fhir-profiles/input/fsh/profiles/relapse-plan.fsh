Profile: RelapsePlan
Parent: Task
Id: relapse-plan
Title: "Relapse plan"
Description: "What to do when things go wrong, whom to call, and how to come back to treatment: agreed with the person while they are well."
* code 1..1
* code = $task#relapse-plan
// Agreed in a plan and not ordered.
* intent = #plan (exactly)
* for 1..1
* for only Reference(Person)
* input.type from PlanPartValues (extensible)
* obeys tc-relapse-plan-says

Invariant: tc-relapse-plan-says
Description: "It says what to do, whom to call or how to come back: an empty page helps nobody at night."
Severity: #error
Expression: "description.exists() or input.exists()"
