Profile: Placement
Parent: Basic
Id: placement
Title: "Placement"
Description: "A person's decision about who is responsible, where no table could tell: which recipient has which role for somebody, decided by whom and why."
* code from RecipientRoleValues (extensible)
* subject 1..1
* subject only Reference(Person)
* extension contains PlacedWith named placedWith 0..1 and DecidedBy named decidedBy 0..1 and DecidedBecause named decidedBecause 0..1
// Who decided is a name in an extension; a second place for it could say another.
* author 0..0
