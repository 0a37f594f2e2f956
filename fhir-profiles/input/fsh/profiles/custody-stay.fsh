Profile: CustodyStay
Parent: Encounter
Id: custody-stay
Title: "Custody stay"
Description: "One spell in prison, from reception to release, over moves between prisons and days at court. It says where the person is, when and how they are to leave, and where they will live."
// A stay in another place is told to other people.
* class = $setting#prison
* subject 1..1
* subject only Reference(Person)
// The booking number makes the prison's release and its healthcare's notice of it one stay.
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains booking 0..1
* identifier[booking].system 1..1
* identifier[booking].system = "https://fhir.throughcare.example/Id/booking-number" (exactly)
* identifier[booking].value 1..1
* extension contains ReleaseType named releaseType 0..1 and LicenceEnd named licenceEnd 0..1 and MovementReason named movementReason 0..1
* location.location obeys tc-somebody
* hospitalization.dischargeDisposition from AccommodationValues (extensible)
// A ward round is no part of a sentence; what was treated stands in resources of its own.
* diagnosis 0..0
* reasonCode 0..0
* obeys tc-stay-ended

Invariant: tc-stay-ended
Description: "A stay that is over has the moment at which it ended: what is owed after release is counted from it."
Severity: #error
Expression: "status = 'finished' implies period.end.exists()"
