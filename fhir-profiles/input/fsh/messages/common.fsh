// What every message Bundle has in common.
// That a resource is there is said by an invariant and not by a slice of 1..1: a foreign validator (Medplum) finds slices by the type of an
// entry's resource never filled. The slices are for the profiles of what is there.

RuleSet: Message(header)
* type = #message (exactly)
// A reference in the message is found by these addresses and nowhere else.
* entry.fullUrl 1..1
* entry.resource 1..1
* entry ^slicing.discriminator.type = #type
* entry ^slicing.discriminator.path = "resource"
* entry ^slicing.rules = #open
* entry contains header 0..1 and person 0..1
* entry[header].resource only {header}
// One person: what is whose in a message about two cannot be known.
* entry[person].resource only Person
* obeys tc-message-focus and tc-message-person

RuleSet: Holds(slice, profile)
* entry contains {slice} 0..1
* entry[{slice}].resource only {profile}

// What we send: the id stands for everything in it, so that a repeat is known as one.
RuleSet: SentByUs
* id 1..1
* insert Holds(plan, IntegratedCarePlan)

// What an agency sends us is a notice: its own id, how often it was corrected, and from when it holds. A plan in it is the agency's own and need not be like ours.
RuleSet: SentToUs
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* timestamp 1..1
* obeys tc-notice-version

// Who is to read it.
RuleSet: Addressed
* destination 1..1
* destination.name 1..1

// As of which version of the plan, and which message to this recipient it is. The url is said again for a foreign validator (Medplum), which does not look it up.
RuleSet: Numbered
* extension[planVersion] 1..1
* extension[planVersion].url = "https://fhir.throughcare.example/StructureDefinition/plan-version" (exactly)
* extension[sequence] 1..1
* extension[sequence].url = "https://fhir.throughcare.example/StructureDefinition/sequence" (exactly)

RuleSet: Event(code)
* eventCoding 1..1
* eventCoding = $message-event#{code}

Invariant: tc-message-focus
Description: "What the header is about comes with the message."
Severity: #error
Expression: "entry.where(fullUrl.endsWith(%resource.entry.first().resource.focus.reference.first())).exists()"

Invariant: tc-message-person
Description: "A message is about one person: there are not two."
Severity: #error
Expression: "entry.resource.ofType(Patient).count() <= 1 and entry.resource.ofType(CarePlan).count() <= 1"

Invariant: tc-notice-version
Description: "A notice has a version that counts its corrections: a whole number."
Severity: #error
Expression: "meta.versionId.exists() and meta.versionId.matches('^[0-9]+$')"
