Profile: RequirementChangedHeader
Parent: ThroughcareMessageHeader
Id: requirement-changed-header
Title: "Requirement changed: header"
Description: "The header of the message “Requirement changed”."
* insert Event(requirement-changed)
* focus only Reference(SentenceRequirement)

Profile: RequirementChangedMessage
Parent: Bundle
Id: requirement-changed-message
Title: "Requirement changed"
Description: "Probation says that a requirement of a sentence has begun, changed or ended, so that the treatment provider hears of it."
* insert Message(RequirementChangedHeader)
* insert SentToUs
* entry contains requirement 1..1
* entry[requirement].resource only SentenceRequirement
