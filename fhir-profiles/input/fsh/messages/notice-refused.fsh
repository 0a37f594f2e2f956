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
* entry[person] 0..0
* entry[plan] 0..0
* entry contains outcome 1..1
* entry[outcome].resource only OperationOutcome
