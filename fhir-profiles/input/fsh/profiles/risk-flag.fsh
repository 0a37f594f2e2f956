Profile: RiskFlag
Parent: Flag
Id: risk-flag
Title: "Risk flag"
Description: "A risk that whoever meets the person has to know of: overdose, suicide, violence. The words of whoever saw it stay beside the code, and who may read them is decided for each recipient."
* subject only Reference(Person)
* code from RiskValues (extensible)
* extension contains RiskLevel named level 0..1 and FlagReviewed named reviewed 0..1
* identifier.system 1..1
* identifier.value 1..1
* obeys tc-flag-says-what

Invariant: tc-flag-says-what
Description: "A flag says of what: by a code or in words. One that only warns is passed by."
Severity: #error
Expression: "code.text.exists() or code.coding.code.exists()"
