Profile: TranslationProvenance
Parent: Provenance
Id: translation-provenance
Title: "Translation provenance"
Description: "Where a part of the plan came from: which agency's notice, when it was written and when it reached us, with which tables it was read, and the digest of the very bytes that were sent, so that anybody can compare."
* activity 1..1
* activity = $activity#translate
// When it was so, which is not when it reached us.
* occurred[x] 1..1
* occurred[x] only dateTime
// The version of the tables: with another, the same notice might have become something else.
* policy 1..*
// Whose notice it was.
* agent ^slicing.discriminator.type = #value
// Whose notice it was.
* agent ^slicing.discriminator.path = "who.identifier.system"
// Whose notice it was.
* agent ^slicing.rules = #open
* agent contains source 1..1
* agent[source].who.identifier 1..1
* agent[source].who.identifier.system 1..1
* agent[source].who.identifier.system = "https://fhir.throughcare.example/Id/source" (exactly)
* agent[source].who.identifier.value 1..1
// The very bytes, by their digest.
* entity ^slicing.discriminator.type = #value
* entity ^slicing.discriminator.path = "role"
* entity ^slicing.rules = #open
* entity contains bytes 1..1 and notice 0..1
* entity[bytes].role = #source (exactly)
* entity[bytes].what.identifier 1..1
* entity[bytes].what.identifier.system 1..1
* entity[bytes].what.identifier.system = "https://fhir.throughcare.example/Id/sha256" (exactly)
* entity[bytes].what.identifier.value 1..1
* entity obeys tc-digest
// The sender's own number of the notice; what is only translated, and not yet in a plan, need not have it.
* entity[notice].role = #derivation (exactly)
* entity[notice].what.identifier 1..1
* entity[notice].what.identifier.system 1..1
* entity[notice].what.identifier.value 1..1

Invariant: tc-digest
Description: "A digest is the 64 hexadecimal digits of SHA-256, in small letters."
Severity: #error
Expression: "what.identifier.where(system = 'https://fhir.throughcare.example/Id/sha256').value.all($this.matches('^[0-9a-f]{64}$'))"
