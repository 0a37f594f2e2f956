// What a client of the API may rely on. `kind` is requirements, because an installation answers fhir/metadata for itself.

RuleSet: Reads(type, profile)
* rest.resource[+].type = #{type}
* rest.resource[=].supportedProfile = "https://fhir.throughcare.example/StructureDefinition/{profile}"
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #vread
* rest.resource[=].interaction[+].code = #history-instance
* rest.resource[=].interaction[+].code = #search-type
* rest.resource[=].versioning = #versioned
* rest.resource[=].searchParam[+].name = "_lastUpdated"
* rest.resource[=].searchParam[=].definition = "http://hl7.org/fhir/SearchParameter/Resource-lastUpdated"
* rest.resource[=].searchParam[=].type = #date

// The person is named by a number, and a number stands in no address: only POST _search takes it.
RuleSet: ByPatient(name)
* rest.resource[=].searchParam[+].name = "{name}.identifier"
* rest.resource[=].searchParam[=].type = #token
* rest.resource[=].searchParam[=].documentation = "system|value of one of the person's numbers, by POST _search only"

RuleSet: By(name, type, definition)
* rest.resource[=].searchParam[+].name = "{name}"
* rest.resource[=].searchParam[=].type = #{type}
* rest.resource[=].searchParam[=].definition = "{definition}"

Instance: throughcare-api
InstanceOf: CapabilityStatement
Usage: #definition
* url = "https://fhir.throughcare.example/CapabilityStatement/throughcare-api"
* name = "ThroughcareApi"
* title = "Throughcare API"
* status = #active
* date = "2026-11-22"
* kind = #requirements
* description = "One integrated care plan for each person, read and followed by whoever looks after them. Each answer holds what its caller may see; what is not there and what is not theirs get the same answer."
* fhirVersion = #4.0.1
* format = #json
* rest.mode = #server
* rest.documentation = "JSON only; another format is answered 415. Every error is an OperationOutcome."
* rest.security.description = "Authorization: Bearer, with a key for each agency."
* insert Reads(CarePlan, integrated-care-plan)
* insert ByPatient(patient)
* rest.resource[=].searchInclude[+] = "CarePlan:subject"
* rest.resource[=].searchInclude[+] = "CarePlan:goal"
* rest.resource[=].searchInclude[+] = "CarePlan:activity-reference"
* rest.resource[=].searchInclude[+] = "CarePlan:care-team"
* rest.resource[=].searchInclude[+] = "CarePlan:condition"
* rest.resource[=].operation[+].name = "everything"
* rest.resource[=].operation[=].definition = "https://fhir.throughcare.example/OperationDefinition/CarePlan-everything"
* insert Reads(Patient, person)
* rest.resource[=].searchParam[+].name = "identifier"
* rest.resource[=].searchParam[=].type = #token
* rest.resource[=].searchParam[=].definition = "http://hl7.org/fhir/SearchParameter/Patient-identifier"
* rest.resource[=].searchParam[=].documentation = "By POST _search only"
* insert Reads(Goal, recovery-goal)
* insert ByPatient(patient)
* insert Reads(ServiceRequest, sentence-requirement)
* rest.resource[=].supportedProfile[+] = "https://fhir.throughcare.example/StructureDefinition/referral"
* insert ByPatient(patient)
* insert By(order-type, token, https://fhir.throughcare.example/SearchParameter/ServiceRequest-order-type)
* insert Reads(Task, handover-task)
* rest.resource[=].supportedProfile[+] = "https://fhir.throughcare.example/StructureDefinition/plan-action"
* insert ByPatient(patient)
* insert By(status, token, http://hl7.org/fhir/SearchParameter/Task-status)
* insert By(due, date, https://fhir.throughcare.example/SearchParameter/Task-due)
// To accept, reject or complete a handover: with If-Match, so that nobody answers a Task that has changed.
* rest.resource[=].interaction[+].code = #update
* rest.resource[=].updateCreate = false
* rest.resource[=].documentation = "An update needs If-Match; 412 if the Task has changed, 409 if the answer cannot follow the one before."
* insert Reads(MedicationRequest, opioid-substitution-prescription)
* insert ByPatient(patient)
* insert Reads(MedicationAdministration, opioid-substitution-dose)
* insert ByPatient(patient)
* insert Reads(MedicationDispense, naloxone-supply)
* rest.resource[=].supportedProfile[+] = "https://fhir.throughcare.example/StructureDefinition/opioid-substitution-supply"
* insert ByPatient(patient)
* insert Reads(Encounter, custody-stay)
* rest.resource[=].supportedProfile[+] = "https://fhir.throughcare.example/StructureDefinition/release"
* rest.resource[=].supportedProfile[+] = "https://fhir.throughcare.example/StructureDefinition/hospital-stay"
* insert ByPatient(patient)
* insert By(planned-end, date, https://fhir.throughcare.example/SearchParameter/Encounter-planned-end)
* insert By(release-type, token, https://fhir.throughcare.example/SearchParameter/Encounter-release-type)
* insert Reads(EpisodeOfCare, treatment-spell)
* insert ByPatient(patient)
* insert Reads(Flag, risk-flag)
* insert ByPatient(patient)
* insert Reads(Consent, reporting-consent)
* insert ByPatient(patient)
* insert Reads(Condition, substance-use)
* insert ByPatient(patient)
* insert Reads(Observation, top-profile)
* rest.resource[=].supportedProfile[+] = "https://fhir.throughcare.example/StructureDefinition/top-answer"
* insert ByPatient(patient)
* insert Reads(QuestionnaireResponse, top-interview)
* insert ByPatient(patient)
* insert Reads(Appointment, treatment-appointment)
* insert ByPatient(patient)
* insert Reads(DetectedIssue, plan-issue)
* insert ByPatient(patient)
* insert Reads(Provenance, translation-provenance)
* rest.resource[+].type = #Subscription
* rest.resource[=].documentation = "In the style of the R5 backport for R4; the payload is id-only unless another is asked for. Events are numbered from 1 without gaps and kept for as long as the subscription is; an update needs If-Match, and with status requested it goes on where an error stopped it."
* rest.resource[=].interaction[+].code = #create
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #search-type
* rest.resource[=].interaction[+].code = #update
* rest.resource[=].interaction[+].code = #delete
* rest.resource[=].conditionalCreate = true
* rest.resource[=].operation[+].name = "status"
* rest.resource[=].operation[=].definition = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-status"
* rest.resource[=].operation[+].name = "events"
* rest.resource[=].operation[=].definition = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-events"
* rest.resource[=].extension[0].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[0].valueCanonical = "https://fhir.throughcare.example/SubscriptionTopic/treatment-requirement"
* rest.resource[=].extension[1].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[1].valueCanonical = "https://fhir.throughcare.example/SubscriptionTopic/release"
* rest.resource[=].extension[2].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[2].valueCanonical = "https://fhir.throughcare.example/SubscriptionTopic/handover"
* rest.resource[=].extension[3].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[3].valueCanonical = "https://fhir.throughcare.example/SubscriptionTopic/plan"
* rest.resource[+].type = #ConceptMap
* rest.resource[=].documentation = "What we make of the codes of others, made from the tables; any caller may read it."
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #search-type
* insert By(url, uri, http://hl7.org/fhir/SearchParameter/conformance-url)
* rest.resource[=].operation[+].name = "translate"
* rest.resource[=].operation[=].definition = "http://hl7.org/fhir/OperationDefinition/ConceptMap-translate"
* rest.operation[+].name = "process-message"
* rest.operation[=].definition = "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message"
* rest.operation[+].name = "validate"
* rest.operation[=].definition = "http://hl7.org/fhir/OperationDefinition/Resource-validate"
