Profile: Immunisation
Parent: Immunization
Id: immunisation
Title: "Immunisation"
Description: "One dose of a vaccine: against what, when, which of the course it was, and when the next is due, so that whoever sees the person next can go on with the course."
// A vaccine that no table knows comes with its sender's words.
* vaccineCode from VaccineValues (extensible)
* patient only Reference(Person)
// Words for a day cannot be counted from.
* occurrence[x] only dateTime
* extension contains NextDoseDue named next 0..1
// Of the course by its number: the second is due because the first was given.
* protocolApplied.doseNumber[x] only positiveInt
* protocolApplied.seriesDoses[x] only positiveInt
// Each dose is a resource of its own.
* protocolApplied 0..1
