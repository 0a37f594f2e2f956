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
* insert Holds(requirement, SentenceRequirement)
* obeys tc-requirement-changed

Invariant: tc-requirement-changed
Description: "The requirement comes with its person."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'requirement-changed' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(ServiceRequest).where(category.coding.where(code = 'sentence-requirement').exists()).exists()"
