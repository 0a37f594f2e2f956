Profile: NoticeAnsweredHeader
Parent: ThroughcareMessageHeader
Id: notice-answered-header
Title: "Notice answered: header"
Description: "The header of the message “Notice answered”."
* insert Event(notice-answered)
* focus only Reference(OperationOutcome)
// The id is that of the MessageHeader which is answered; the code says whether to send it again.
* response 1..1
* response.details 1..1

Profile: NoticeAnsweredMessage
Parent: Bundle
Id: notice-answered-message
Title: "Notice answered"
Description: "What became of a message that an agency has us process: ok with our remarks, or fatal-error with what is wrong. Nothing of a plan is in it."
* insert Message(NoticeAnsweredHeader)
* insert SentByUs
* obeys tc-notice-answered

Invariant: tc-notice-answered
Description: "What became of it is all there is: nothing of a person or a plan."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'notice-answered' and entry.count() = 2 and entry.resource.ofType(OperationOutcome).count() = 1"
