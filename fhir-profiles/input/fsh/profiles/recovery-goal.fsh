Profile: RecoveryGoal
Parent: Goal
Id: recovery-goal
Title: "Recovery goal"
Description: "What a person wants to reach, in their words, and by when. The category is one of the eight outcomes of the Drug Strategy 2010 where the sender's own word for it has one."
* subject only Reference(Person)
// The sender's own category may stand beside ours or, where no row of the tables knows it, alone.
* category from OutcomeDomainValues (extensible)
* addresses only Reference(Condition or Observation or ServiceRequest)
// "In six weeks" starts on a day nobody said; a day can be waited for.
* target.due[x] only date
* identifier.system 1..1
* identifier.value 1..1
