Profile: SubstanceUse
Parent: Condition
Id: substance-use
Title: "Substance use"
Description: "A substance that is a problem for the person: which, which of them comes first, how often and by which route, and when it was last used."
* subject only Reference(Person)
* code 1..1
// A substance that no table knows comes with its sender's code alone.
* code from SubstanceValues (extensible)
* extension contains SubstanceRank named rank 0..1 and UseFrequency named frequency 0..1 and UseRoute named route 0..1 and LastUse named lastUse 0..1
// Age at first use. What began on a day, or lasts for a range, is something else.
* onset[x] only Age
* onsetAge.system = $ucum (exactly)
* onsetAge.code = #a (exactly)
// Something that ended keeps its entry: a plan is also a history.
* clinicalStatus 1..1
