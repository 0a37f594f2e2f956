Profile: HandoverTask
Parent: Task
Id: handover-task
Title: "Handover task"
Description: "A service is asked to take over somebody's care, and answers. Sending ends nothing: the handover is over when the service has accepted, or when it is called off. The day by which the first contact must be is in the restriction; day 21 after release is where the national measure of continuity stops counting."
// A receiving service knows by this code what it is asked.
* code 1..1
* code = $task#accept-handover
* intent = #order (exactly)
* status from HandoverStatusValues (required)
* focus only Reference(IntegratedCarePlan)
* for only Reference(Person)
* owner obeys tc-somebody
// Our own number of the handover, which the answer repeats.
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains handover 0..1
* identifier[handover].system 1..1
* identifier[handover].system = "https://fhir.throughcare.example/Id/handover" (exactly)
* identifier[handover].value 1..1
// A start would say when not to begin. There is only a last day.
* restriction.period.start 0..0
* obeys tc-task-asks and tc-task-called-off and tc-task-refusal

Invariant: tc-task-asks
Description: "An offer says who is asked, about whom and with which plan; an answer may be shorter."
Severity: #error
Expression: "status = 'requested' and identifier.where(system = 'https://fhir.throughcare.example/Id/handover').empty() implies owner.exists() and for.exists() and focus.exists()"

Invariant: tc-task-called-off
Description: "A handover that is called off says who was asked, so that they can stop waiting."
Severity: #error
Expression: "status = 'cancelled' implies owner.exists()"

Invariant: tc-task-refusal
Description: "Who does not take over should say why, so that the next service asked is a better one."
Severity: #warning
Expression: "status = 'rejected' implies statusReason.exists()"
