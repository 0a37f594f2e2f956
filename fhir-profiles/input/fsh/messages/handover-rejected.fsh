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
Description: "A service answers our offer: it does not take over, and says why. Somebody else has to be asked."
* insert Message(HandoverRejectedHeader)
* insert SentToUs
* obeys tc-handover-rejected

Invariant: tc-handover-rejected
Description: "The message has the one Task that answers ours, and its status says the answer."
Severity: #error
Expression: "entry.resource.ofType(Task).where(code.coding.code = 'accept-handover').count() = 1 and entry.resource.ofType(Task).where(code.coding.code = 'accept-handover' and (status = 'rejected' or status = 'cancelled' or status = 'failed')).exists()"
