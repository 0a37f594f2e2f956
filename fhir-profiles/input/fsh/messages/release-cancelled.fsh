Profile: ReleaseCancelledHeader
Parent: ThroughcareMessageHeader
Id: release-cancelled-header
Title: "Release cancelled: header"
Description: "The header of the message “Release cancelled”."
* insert Event(release-cancelled)
* focus only Reference(CustodyStay)

Profile: ReleaseCancelledMessage
Parent: Bundle
Id: release-cancelled-message
Title: "Release cancelled"
Description: "A planned release does not take place; what was offered because of it is called off."
* insert Message(ReleaseCancelledHeader)
* insert SentToUs
* entry contains stay 1..1
* entry[stay].resource only CustodyStay
* obeys tc-still-in-custody

Invariant: tc-still-in-custody
Description: "Where a release is called off the stay goes on."
Severity: #error
Expression: "entry.resource.ofType(Encounter).where(status = 'finished').empty()"
