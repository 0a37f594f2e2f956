Profile: HospitalStay
Parent: Encounter
Id: hospital-stay
Title: "Hospital stay"
Description: "A visit to a hospital as its own messages tell of it, so that whoever treats the person knows where they are and when doses were missed."
* class from HospitalSettingValues (required)
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
