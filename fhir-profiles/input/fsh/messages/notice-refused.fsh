Profile: NoticeRefusedHeader
Parent: ThroughcareMessageHeader
Id: notice-refused-header
Title: "Notice refused: header"
Description: "The header of the message “Notice refused”."
* insert Event(notice-refused)
* insert Addressed
* focus only Reference(OperationOutcome)

Profile: NoticeRefusedMessage
Parent: Bundle
Id: notice-refused-message
Title: "Notice refused"
Description: "A sender is told that a notice, taken at the door, could not be used: which element, why, and what to do. Nothing of a plan is in it."
* insert Message(NoticeRefusedHeader)
* insert SentByUs
* obeys tc-notice-refused

Invariant: tc-notice-refused
Description: "What was wrong is all there is: nothing of a person or a plan."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'notice-refused' and entry.count() = 2 and entry.resource.ofType(OperationOutcome).count() = 1"
