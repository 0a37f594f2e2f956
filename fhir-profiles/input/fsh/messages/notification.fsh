Profile: NotificationHeader
Parent: ThroughcareMessageHeader
Id: notification-header
Title: "Notification sent: header"
Description: "The header of the message “Notification sent”."
* insert Event(notification)
* insert Addressed
* insert Numbered
* focus only Reference(Notification)

Profile: NotificationMessage
Parent: Bundle
Id: notification-message
Title: "Notification sent"
Description: "A practice is told what has changed, with the parts of the plan that it may see."
* insert Message(NotificationHeader)
* insert SentByUs
* insert Holds(notification, Notification)
* obeys tc-notification

Invariant: tc-notification
Description: "The notification comes with the plan that it is about, and its person."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'notification' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(CarePlan).exists() and entry.resource.ofType(Communication).count() = 1"
