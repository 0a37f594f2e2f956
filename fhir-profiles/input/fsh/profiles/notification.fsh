Profile: Notification
Parent: Communication
Id: notification
Title: "Notification"
Description: "A practice or another service is told what has changed in somebody's plan, so that it knows who prescribes what. It points at the plan and the prescriptions that come in the same message."
* category 1..*
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains notification 1..1
* category[notification] = $communication-category#notification
// R4 asks for neither. A notice about nobody, or to nobody, is no notice.
* subject 1..1
* subject only Reference(Person)
* about 1..*
* recipient 1..*
* recipient obeys tc-somebody
// Free text would pass the rules of disclosure by: what is told stands in resources that each have a rule.
* payload.content[x] only Reference
