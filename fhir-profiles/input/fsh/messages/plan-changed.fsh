Profile: PlanChangedHeader
Parent: ThroughcareMessageHeader
Id: plan-changed-header
Title: "Plan changed: header"
Description: "The header of the message “Plan changed”."
* insert Event(plan)
* insert Addressed
* insert Numbered
* focus only Reference(IntegratedCarePlan)

Profile: PlanChangedMessage
Parent: Bundle
Id: plan-changed-message
Title: "Plan changed"
Description: "A service that looks after the person gets the plan as it is now and as the service may see it."
* insert Message(PlanChangedHeader)
* insert SentByUs
* obeys tc-plan-changed

Invariant: tc-plan-changed
Description: "The plan comes with its person."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'plan' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(CarePlan).exists()"
