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
Description: "We ask a service to take over somebody's care, with the plan as it may see it; or tell it that it is not asked any more, and then with nothing of the plan."
* insert Message(HandoverOfferedHeader)
* insert SentByUs
* obeys tc-handover-message

Invariant: tc-handover-message
Description: "The message has the one Task that is asked or called off, and the plan unless it is called off."
Severity: #error
Expression: "entry.resource.ofType(Task).where(code.coding.code = 'accept-handover' and identifier.where(system = 'https://fhir.throughcare.example/Id/handover').empty()).count() = 1 and (entry.resource.ofType(Task).where(code.coding.code = 'accept-handover' and status = 'cancelled').exists() or entry.resource.ofType(CarePlan).exists())"
