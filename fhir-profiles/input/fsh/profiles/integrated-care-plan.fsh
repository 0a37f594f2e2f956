Profile: IntegratedCarePlan
Parent: CarePlan
Id: integrated-care-plan
Title: "Integrated care plan"
Description: "The one plan of a person, for everybody who looks after them. It names its person and what it is; everything else stands in resources of its own that it points at, so that each can have its owner, its history and its readers. What nobody has told us is absent: a plan made from one short notice is a plan."
// One plan for each person. What does not apply yet or any more is said by the parts, not by a second plan.
* intent = #plan (exactly)
// By its category a plan of ours is told from any other plan that a recipient holds; the code is the one that UK Core prefers.
* category 1..*
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains carePlan 1..1
* category[carePlan] = $sct#734163000
// A reader who has several plans before them needs a name for this one.
* title 1..1
* subject only Reference(Person)
// R4's author is the designated responsible party, which R5 calls custodian: the service that holds the plan now. It has a name, so that somebody can ring.
* author obeys tc-somebody
* goal only Reference(RecoveryGoal)
// An activity with its details in the plan could not be owned, shown or withheld by itself.
* activity.detail 0..0
* activity.reference 1..1
* activity.reference only Reference(ServiceRequest or Task or MedicationRequest or Appointment)
* activity obeys tc-plan-activity
* extension contains PlanReviewed named reviewed 0..1 and PlanNextReview named nextReview 0..1 and PlanReviewLedBy named reviewLedBy 0..1 and PlanOwner named owner 0..1 and CurrentSetting named setting 0..1
* obeys tc-plan-once

Invariant: tc-plan-activity
Description: "An activity is a reference to a resource, so that a reader can find it."
Severity: #error
Expression: "reference.reference.exists() or reference.identifier.exists()"

Invariant: tc-plan-once
Description: "Nothing is listed twice in a plan: two of one thing could be given twice."
Severity: #error
Expression: "activity.reference.reference.isDistinct() and goal.reference.isDistinct()"
