Profile: HospitalStay
Parent: Encounter
Id: hospital-stay
Title: "Hospital stay"
Description: "A visit to a hospital as its own messages tell of it, so that whoever treats the person knows where they are and when doses were missed."
// A hospital's own word, where no row of the tables knows it, stands alone.
* class from HospitalSettingValues (extensible)
* obeys tc-not-custody
* subject 1..1
* subject only Reference(Person)
// Two hospitals may use one number; with the hospital it is one visit.
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains visit 0..1
* identifier[visit].system 1..1
* identifier[visit].system = "https://fhir.throughcare.example/Id/hospital-visit" (exactly)
* identifier[visit].value 1..1
* hospitalization.dischargeDisposition from DischargeDestinationValues (extensible)

Invariant: tc-not-custody
Description: "A stay in a prison is no stay in a hospital: other people are told of it."
Severity: #error
Expression: "class.where(system = 'https://fhir.throughcare.example/CodeSystem/setting' and code = 'prison').empty()"
