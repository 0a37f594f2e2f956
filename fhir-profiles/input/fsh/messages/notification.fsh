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
* entry[person] 1..1
* entry[plan] 1..1
* entry contains notification 1..1
* entry[notification].resource only Notification
