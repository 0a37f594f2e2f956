Profile: NaloxoneSupply
Parent: MedicationDispense
Id: naloxone-supply
Title: "Naloxone supply"
Description: "Whether somebody was given naloxone to take home, which reverses an opioid overdose. That none was given is told as well: the weeks after release are the most dangerous, and the next service then has to give it."
* medication[x] only CodeableConcept
* medicationCodeableConcept from NaloxoneValues (extensible)
* medicationCodeableConcept.text 1..1
* subject 1..1
* subject only Reference(Person)
* statusReason[x] only CodeableConcept
* statusReasonCodeableConcept from SupplyValues (extensible)
// It is for anybody to use who finds the person, so it is prescribed to nobody.
* authorizingPrescription 0..0
* obeys tc-supply-declined
