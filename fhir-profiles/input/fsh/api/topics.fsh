// What a service can subscribe to. R4 has no SubscriptionTopic; the R5 resource is written here as R4 lets it be, a Basic whose extensions
// are the elements of R5. Clients of the R4 backport name a topic by its url, which is what the CapabilityStatement lists.

RuleSet: Topic(id, title, resource, says)
* code = http://hl7.org/fhir/fhir-types#SubscriptionTopic "SubscriptionTopic"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.url"
* extension[=].valueUri = "https://fhir.throughcare.example/SubscriptionTopic/{id}"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.title"
* extension[=].valueString = "{title}"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.description"
* extension[=].valueMarkdown = "{says}"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.status"
* extension[=].valueCode = #active
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.resourceTrigger"
* extension[=].extension[+].url = "resource"
* extension[=].extension[=].valueUri = "http://hl7.org/fhir/StructureDefinition/{resource}"
* extension[=].extension[+].url = "supportedInteraction"
* extension[=].extension[=].valueCode = #create
* extension[=].extension[+].url = "supportedInteraction"
* extension[=].extension[=].valueCode = #update
* extension[=].extension[+].url = "supportedInteraction"
* extension[=].extension[=].valueCode = #delete
// Both filters name bodies, never people.
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.canFilterBy"
* extension[=].extension[+].url = "description"
* extension[=].extension[=].valueMarkdown = "The local authority where the person lives or will live: an id of local-authorities.csv."
* extension[=].extension[+].url = "filterParameter"
* extension[=].extension[=].valueString = "area"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.canFilterBy"
* extension[=].extension[+].url = "description"
* extension[=].extension[=].valueMarkdown = "The service that is asked or responsible, one of the subscriber's own: its ODS code, or our name for it."
* extension[=].extension[+].url = "filterParameter"
* extension[=].extension[=].valueString = "organisation"

Instance: topic-treatment-requirement
InstanceOf: Basic
Usage: #definition
* insert Topic(treatment-requirement, Treatment requirement, ServiceRequest, [[A requirement of a sentence began, changed or ended.]])

Instance: topic-release
InstanceOf: Basic
Usage: #definition
* insert Topic(release, Release, Encounter, [[A release was planned, moved, called off or has happened.]])

Instance: topic-handover
InstanceOf: Basic
Usage: #definition
* insert Topic(handover, Handover, Task, [[A handover was offered, accepted, rejected or called off.]])

Instance: topic-plan
InstanceOf: Basic
Usage: #definition
* insert Topic(plan, Plan, CarePlan, [[Something in a plan that the subscriber may see has changed.]])
