Profile: PlanIssue
Parent: DetectedIssue
Id: plan-issue
Title: "Plan issue"
Description: "Something in the plan that a person has to settle: two opioid prescriptions in force at once, or an entry whose drug, dose or unit cannot be read. Both sides stay in the plan as they were sent."
* code 1..1
* code from PlanIssueValues (required)
* severity 1..1
* patient 1..1
* patient only Reference(Person)
// An issue about nothing cannot be settled.
* implicated 1..*
// What is wrong and what to do, in one sentence.
* detail 1..1
