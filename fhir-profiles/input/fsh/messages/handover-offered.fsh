Profile: HandoverOfferedHeader
Parent: ThroughcareMessageHeader
Id: handover-offered-header
Title: "Handover offered: header"
Description: "The header of the message “Handover offered”."
* insert Event(handover)
* insert Addressed
* insert Numbered
* focus only Reference(HandoverTask)

Profile: HandoverOfferedMessage
Parent: Bundle
Id: handover-offered-message
Title: "Handover offered"
Description: "We ask a service to take over somebody's care, with the plan as it may see it; or tell it that it is not asked any more, and then nothing of the plan."
* insert Message(HandoverOfferedHeader)
* insert SentByUs
* obeys tc-handover-offered

Invariant: tc-handover-offered
Description: "An offer has the Task that asks and the plan; one that is called off has the Task alone."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'handover' and ((entry.resource.ofType(Task).where(code.coding.where(code = 'accept-handover').exists() and status = 'requested').exists() and entry.resource.ofType(CarePlan).exists() and entry.resource.ofType(Patient).exists()) or (entry.resource.ofType(Task).where(code.coding.where(code = 'accept-handover').exists() and status = 'cancelled').exists() and entry.resource.ofType(CarePlan).empty()))"
