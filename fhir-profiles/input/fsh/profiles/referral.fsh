Profile: Referral
Parent: ServiceRequest
Id: referral
Title: "Referral"
Description: "A service was asked to see a person or to take over their treatment: by a prison before release, or by a liaison and diversion service in police custody or at court. The answer to it is a Task, not a change of the referral."
* intent = #order (exactly)
* code 1..1
// Referrals to other services come with the sender's code where the tables have none.
* code from RequestValues (extensible)
* subject only Reference(Person)
// A requirement of a sentence is no referral: a court may order it, and it has rules of its own.
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains diversion 0..1 and requirement 0..0
* category[diversion] = $request#diversion-referral
* category[requirement] = $request#sentence-requirement
* reasonCode from ScreenDomainValues (extensible)
* identifier.system 1..1
* identifier.value 1..1
// A recipient who is asked has to be somebody.
* performer obeys tc-somebody

Invariant: tc-somebody
Description: "Whoever is named here has an address, a number or at least a name."
Severity: #error
Expression: "reference.exists() or identifier.value.exists() or display.exists()"
