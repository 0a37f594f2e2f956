Profile: HandoverRejectedHeader
Parent: ThroughcareMessageHeader
Id: handover-rejected-header
Title: "Handover rejected: header"
Description: "The header of the message “Handover rejected”."
* insert Event(handover-rejected)
* focus only Reference(HandoverTask)

Profile: HandoverRejectedMessage
Parent: Bundle
Id: handover-rejected-message
Title: "Handover rejected"
Description: "A service answers our offer: it does not take over, and says why: somebody else has to be asked."
* insert Message(HandoverRejectedHeader)
* insert SentToUs
* obeys tc-handover-rejected

Invariant: tc-handover-rejected
Description: "The Task that answers ours has the status that says so."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'handover-rejected' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(Task).where(code.coding.where(code = 'accept-handover').exists() and (status = 'rejected' or status = 'cancelled' or status = 'failed')).exists()"
