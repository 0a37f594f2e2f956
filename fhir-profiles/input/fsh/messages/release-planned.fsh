Profile: ReleasePlannedHeader
Parent: ThroughcareMessageHeader
Id: release-planned-header
Title: "Release planned: header"
Description: "The header of the message “Release planned”."
* insert Event(release-planned)
* focus only Reference(CustodyStay)

Profile: ReleasePlannedMessage
Parent: Bundle
Id: release-planned-message
Title: "Release planned"
Description: "A prison or its healthcare says when and how somebody is to leave, early enough to prepare."
* insert Message(ReleasePlannedHeader)
* insert SentToUs
* insert Holds(stay, CustodyStay)
* obeys tc-release-planned

Invariant: tc-release-planned
Description: "A planned release has its person, and its stay with the day."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'release-planned' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(Encounter).where(class.code = 'prison').extension.where(url = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate').value.exists()"
