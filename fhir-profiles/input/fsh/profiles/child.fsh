Profile: Child
Parent: RelatedPerson
Id: child
Title: "Child of the person"
Description: "A child of the person whose plan it is: how old they were when it was said, and with whom they live, so that no child is invisible to those who look after a parent."
* patient only Reference(Person)
* relationship 1..1
* relationship ^slicing.discriminator.type = #pattern
* relationship ^slicing.discriminator.path = "$this"
* relationship ^slicing.rules = #open
* relationship contains child 1..1
* relationship[child] = $role-code#CHILD
* extension contains ChildAge named age 0..1 and ChildWhereabouts named whereabouts 0..1 and ToldOn named toldOn 0..1
// Number, age and whereabouts are asked and no more: a child has not agreed to be in a parent's record.
* identifier 0..0
* name 0..0
* telecom 0..0
* birthDate 0..0
* address 0..0
* photo 0..0
