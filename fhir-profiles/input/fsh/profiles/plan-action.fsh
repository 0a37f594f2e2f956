Profile: PlanAction
Parent: Task
Id: plan-action
Title: "Plan action"
Description: "Something that somebody has agreed to do towards a goal of the plan: the person, a peer mentor, a keyworker, a service."
* code 1..1
* code = $task#plan-action
// Not an order: nobody is made to do it.
* intent = #plan (exactly)
* for 1..1
* for only Reference(Person)
* performerType from ActionOwnerValues (extensible)
// How often the person takes the step, where it is one of each day or week.
* extension contains ActionSteps named steps 0..1
* reasonReference only Reference(RecoveryGoal)
// There is only a day by which.
* restriction.period.start 0..0
