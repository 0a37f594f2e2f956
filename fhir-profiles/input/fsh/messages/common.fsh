// What every message Bundle of ours, and every one to us, has in common.

RuleSet: Message(header)
* type = #message (exactly)
// A reference in the message is found by these addresses and nowhere else.
* entry.fullUrl 1..1
* entry.resource 1..1
* entry ^slicing.discriminator.type = #type
* entry ^slicing.discriminator.path = "resource"
* entry ^slicing.rules = #open
* entry contains header 1..1 and person 0..1 and plan 0..1
* entry[header].resource only {header}
// One person: what is whose in a message about two cannot be known.
* entry[person].resource only Person
* entry[plan].resource only IntegratedCarePlan

// What we send: the id is the digest of everything in it, so that a repeat is known as one.
RuleSet: SentByUs
* id 1..1
* obeys tc-message-focus

// What an agency sends us is a notice: its own id, how often it was corrected, and from when it holds.
RuleSet: SentToUs
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* meta 1..1
* meta.versionId 1..1
* timestamp 1..1
* entry[person] 1..1
* obeys tc-notice-version and tc-message-focus

RuleSet: Event(code)
* eventCoding 1..1
* eventCoding = $message-event#{code}

// Who is to read it, as of which version of the plan, and which message to this recipient it is.
RuleSet: Addressed
* destination 1..1
* destination.name 1..1

RuleSet: Numbered
* extension[planVersion] 1..1
* extension[sequence] 1..1

Invariant: tc-message-focus
Description: "What the header is about comes with the message."
Severity: #error
Expression: "entry.where(fullUrl.endsWith(%resource.entry.first().resource.focus.reference.first())).exists()"

Invariant: tc-notice-version
Description: "The version counts the notice's corrections: a whole number."
Severity: #error
Expression: "meta.versionId.matches('^[0-9]+$')"
