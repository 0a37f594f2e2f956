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
* insert Holds(stay, CustodyStay)
* obeys tc-release-date-changed

Invariant: tc-release-date-changed
Description: "The stay has the new day."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'release-date-changed' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(Encounter).where(class.code = 'prison').extension.where(url = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate').value.exists()"
