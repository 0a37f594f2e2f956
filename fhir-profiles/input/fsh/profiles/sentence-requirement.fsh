Profile: SentenceRequirement
Parent: ServiceRequest
Id: sentence-requirement
Title: "Sentence requirement"
Description: "What an order or a licence asks of a person: a drug rehabilitation requirement (DRR), an alcohol treatment requirement (ATR), a mental health treatment requirement (MHTR) and the others. Probation owns it. It says what, how much and until when, and nothing clinical."
* intent = #order (exactly)
* category 1..*
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains requirement 1..1
* category[requirement] = $request#sentence-requirement
* code 1..1
* code from RequirementTypeValues (extensible)
* subject only Reference(Person)
// Probation's own number makes prison and probation speak of one requirement.
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains requirement 0..1
* identifier[requirement].system 1..1
* identifier[requirement].system = "https://fhir.throughcare.example/Id/requirement" (exactly)
* identifier[requirement].value 1..1
* extension contains OrderType named orderType 0..1
* orderDetail from RequirementFrequencyValues (extensible)
// A requirement runs from one day to another; hours are a quantity that can be counted down.
* occurrence[x] only Period
* quantity[x] only Quantity
* quantityQuantity.system = $ucum (exactly)
// Probation sees the requirement and whether it is kept, never why treatment is needed: a court's reason is not a diagnosis.
* reasonCode 0..0
* reasonReference 0..0
* bodySite 0..0
* specimen 0..0
