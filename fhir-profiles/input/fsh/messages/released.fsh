Profile: ReleasedHeader
Parent: ThroughcareMessageHeader
Id: released-header
Title: "Released: header"
Description: "The header of the message “Released”."
* insert Event(released)
* focus only Reference(Release)

Profile: ReleasedMessage
Parent: Bundle
Id: released-message
Title: "Released"
Description: "Somebody has left prison."
* insert Message(ReleasedHeader)
* insert SentToUs
* entry contains stay 1..1
* entry[stay].resource only Release
