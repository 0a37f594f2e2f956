Profile: HandoverAcceptedHeader
Parent: ThroughcareMessageHeader
Id: handover-accepted-header
Title: "Handover accepted: header"
Description: "The header of the message “Handover accepted”."
* insert Event(handover-accepted)
* focus only Reference(HandoverTask)

Profile: HandoverAcceptedMessage
Parent: Bundle
Id: handover-accepted-message
Title: "Handover accepted"
Description: "A service answers our offer: it takes over: from then on the person is in its care."
* insert Message(HandoverAcceptedHeader)
* insert SentToUs
* obeys tc-handover-accepted

Invariant: tc-handover-accepted
Description: "The Task that answers ours has the status that says so."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'handover-accepted' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(Task).where(code.coding.where(code = 'accept-handover').exists() and (status = 'accepted' or status = 'in-progress' or status = 'completed')).exists()"
