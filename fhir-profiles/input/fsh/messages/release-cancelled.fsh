Profile: ReleaseCancelledHeader
Parent: ThroughcareMessageHeader
Id: release-cancelled-header
Title: "Release called off: header"
Description: "The header of the message “Release called off”."
* insert Event(release-cancelled)
* focus only Reference(CustodyStay)

Profile: ReleaseCancelledMessage
Parent: Bundle
Id: release-cancelled-message
Title: "Release called off"
Description: "A planned release does not take place; what was offered because of it is called off."
* insert Message(ReleaseCancelledHeader)
* insert SentToUs
* insert Holds(stay, CustodyStay)
* obeys tc-release-cancelled

Invariant: tc-release-cancelled
Description: "Where a release is called off the stay goes on."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'release-cancelled' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(Encounter).where(class.code = 'prison').exists() and entry.resource.ofType(Encounter).where(class.code = 'prison').where(status = 'finished').empty()"
