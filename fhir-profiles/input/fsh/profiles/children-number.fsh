Profile: ChildrenNumber
Parent: Observation
Id: children-number
Title: "Number of children"
Description: "How many children a person has. None is a number; that they were asked and declined, and that nobody has asked yet, are two reasons why there is none."
* code = $observation#children-number
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
* value[x] only integer
// Each child is a resource of its own.
* component 0..0
* obeys tc-answer-or-why
