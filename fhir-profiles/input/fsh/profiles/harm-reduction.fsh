Profile: HarmReduction
Parent: Procedure
Id: harm-reduction
Title: "Harm reduction"
Description: "One piece of advice that a needle exchange gave, or one kind of thing that it handed out. It is about somebody who need not have said who they are."
// Advice that no table knows comes with its sender's words.
* code from HarmReductionValues (extensible)
* code 1..1
* subject only Reference(Person)
* performed[x] only dateTime
* extension contains EquipmentNumber named number 0..1
// Advice harms nobody; a complication here belongs to something else.
* complication 0..0
// Why somebody came is theirs to say, and an exchange does not ask.
* reasonCode 0..0
* reasonReference 0..0
