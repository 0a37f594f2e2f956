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
* entry contains stay 1..1
* entry[stay].resource only CustodyStay
// Later by another number of days is another message.
* obeys tc-release-has-a-day

Invariant: tc-release-has-a-day
Description: "A planned release has its day."
Severity: #error
Expression: "entry.resource.ofType(Encounter).extension.where(url = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate').value.exists()"
