Profile: ReleaseDateChangedHeader
Parent: ThroughcareMessageHeader
Id: release-date-changed-header
Title: "Release date changed: header"
Description: "The header of the message “Release date changed”."
* insert Event(release-date-changed)
* focus only Reference(CustodyStay)

Profile: ReleaseDateChangedMessage
Parent: Bundle
Id: release-date-changed-message
Title: "Release date changed"
Description: "A planned release moves to another day or hour: what was booked for the old one has to move with it."
* insert Message(ReleaseDateChangedHeader)
* insert SentToUs
* entry contains stay 1..1
* entry[stay].resource only CustodyStay
* obeys tc-release-has-a-day
