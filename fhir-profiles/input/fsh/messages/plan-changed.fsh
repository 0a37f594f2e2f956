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
* entry[person] 1..1
* entry[plan] 1..1
