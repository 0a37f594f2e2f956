// Written from mappings/ by UPDATE_PROFILES=1 dotnet test --filter ProfileFilesTests. Change the tables, not this file.

Instance: person
InstanceOf: NamingSystem
Usage: #definition
* name = "Person"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "Our own key for a person; only answers from the waiting lists carry it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/person"
* uniqueId.preferred = true

Instance: prison-number
InstanceOf: NamingSystem
Usage: #definition
* name = "PrisonNumber"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "No official FHIR system exists; the prison (NOMS) number is stable across sentences"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/prison-number"
* uniqueId.preferred = true

Instance: crn
InstanceOf: NamingSystem
Usage: #definition
* name = "Crn"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "No official FHIR system exists; the Delius case reference number"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/crn"
* uniqueId.preferred = true

Instance: nhs-number-as-sent
InstanceOf: NamingSystem
Usage: #definition
* name = "NhsNumberAsSent"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A number that fails its check is kept here so that nobody matches on it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/nhs-number-as-sent"
* uniqueId.preferred = true

Instance: booking-number
InstanceOf: NamingSystem
Usage: #definition
* name = "BookingNumber"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "One spell in custody"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/booking-number"
* uniqueId.preferred = true

Instance: prison
InstanceOf: NamingSystem
Usage: #definition
* name = "Prison"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "Three-letter prison (agency) code of NOMIS; no published map to ODS codes was found"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/prison"
* uniqueId.preferred = true

Instance: prison-healthcare
InstanceOf: NamingSystem
Usage: #definition
* name = "PrisonHealthcare"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The healthcare of a prison by the three letters of the prison; no published map to ODS codes was found"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/prison-healthcare"
* uniqueId.preferred = true

Instance: requirement
InstanceOf: NamingSystem
Usage: #definition
* name = "Requirement"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "Probation's own number of a requirement"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/requirement"
* uniqueId.preferred = true

Instance: substance-misuse-episode
InstanceOf: NamingSystem
Usage: #definition
* name = "SubstanceMisuseEpisode"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The sender's number of a treatment episode"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/substance-misuse-episode"
* uniqueId.preferred = true

Instance: source-care-plan
InstanceOf: NamingSystem
Usage: #definition
* name = "SourceCarePlan"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The sender's number of its own care plan"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/source-care-plan"
* uniqueId.preferred = true

Instance: source-goal
InstanceOf: NamingSystem
Usage: #definition
* name = "SourceGoal"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The sender's number of a goal"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/source-goal"
* uniqueId.preferred = true

Instance: source-risk
InstanceOf: NamingSystem
Usage: #definition
* name = "SourceRisk"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The sender's number of a risk"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/source-risk"
* uniqueId.preferred = true

Instance: hospital-number
InstanceOf: NamingSystem
Usage: #definition
* name = "HospitalNumber"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A hospital's own number of a person; two hospitals may have the same"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/hospital-number"
* uniqueId.preferred = true

Instance: hospital-visit
InstanceOf: NamingSystem
Usage: #definition
* name = "HospitalVisit"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A hospital's own number of a stay"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/hospital-visit"
* uniqueId.preferred = true

Instance: hospital-order
InstanceOf: NamingSystem
Usage: #definition
* name = "HospitalOrder"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A laboratory's own number of an order"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/hospital-order"
* uniqueId.preferred = true

Instance: pnc
InstanceOf: NamingSystem
Usage: #definition
* name = "Pnc"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "No official FHIR system exists; Police National Computer number in full; only numbers whose letter is right arrive under it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/pnc"
* uniqueId.preferred = true

Instance: cro
InstanceOf: NamingSystem
Usage: #definition
* name = "Cro"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "No official FHIR system exists; Criminal Records Office number; only numbers whose letter is right arrive under it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/cro"
* uniqueId.preferred = true

Instance: pnc-as-sent
InstanceOf: NamingSystem
Usage: #definition
* name = "PncAsSent"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A number whose letter is wrong or whose year is not certain is kept here so that nobody matches on it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/pnc-as-sent"
* uniqueId.preferred = true

Instance: liaison-and-diversion-screen
InstanceOf: NamingSystem
Usage: #definition
* name = "LiaisonAndDiversionScreen"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The service's number of a screen"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/liaison-and-diversion-screen"
* uniqueId.preferred = true

Instance: liaison-and-diversion-referral
InstanceOf: NamingSystem
Usage: #definition
* name = "LiaisonAndDiversionReferral"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The service's number of a referral"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/liaison-and-diversion-referral"
* uniqueId.preferred = true

Instance: provider-client
InstanceOf: NamingSystem
Usage: #definition
* name = "ProviderClient"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A community provider's own number of a client; another provider may have the same so nobody is found by it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/provider-client"
* uniqueId.preferred = true

Instance: ndtms-agency
InstanceOf: NamingSystem
Usage: #definition
* name = "NdtmsAgency"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "Agency code of a provider in monitoring returns (N0853)"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/ndtms-agency"
* uniqueId.preferred = true

Instance: top-profile
InstanceOf: NamingSystem
Usage: #definition
* name = "TopProfile"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The sender's number of a Treatment Outcomes Profile or of one answer"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/top-profile"
* uniqueId.preferred = true

Instance: provider-prescription
InstanceOf: NamingSystem
Usage: #definition
* name = "ProviderPrescription"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A community provider's own number of a prescription"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/provider-prescription"
* uniqueId.preferred = true

Instance: provider-appointment
InstanceOf: NamingSystem
Usage: #definition
* name = "ProviderAppointment"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A community provider's own number of an appointment"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/provider-appointment"
* uniqueId.preferred = true

Instance: handover
InstanceOf: NamingSystem
Usage: #definition
* name = "Handover"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The id of the Task by which we asked a service to take over"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/handover"
* uniqueId.preferred = true

Instance: identity
InstanceOf: NamingSystem
Usage: #definition
* name = "Identity"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "Our own code for what one agency calls somebody; only decisions about who is who carry it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/identity"
* uniqueId.preferred = true

Instance: exchange-contact
InstanceOf: NamingSystem
Usage: #definition
* name = "ExchangeContact"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number on a card that a needle exchange gave somebody who need not say who they are; nobody is found by it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/exchange-contact"
* uniqueId.preferred = true

Instance: exchange-visit
InstanceOf: NamingSystem
Usage: #definition
* name = "ExchangeVisit"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "A needle exchange's own number of one contact with somebody who has no card; nobody is found by it"
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/exchange-visit"
* uniqueId.preferred = true

Instance: notice-prison-healthcare
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticePrisonHealthcare"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source prison-healthcare gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/prison-healthcare"
* uniqueId.preferred = true

Instance: notice-hmpps-domain-events
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeHmppsDomainEvents"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source hmpps-domain-events gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/hmpps-domain-events"
* uniqueId.preferred = true

Instance: notice-throughcare-desk
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeThroughcareDesk"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source throughcare-desk gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/throughcare-desk"
* uniqueId.preferred = true

Instance: notice-hospital-adt
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeHospitalAdt"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source hospital-adt gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/hospital-adt"
* uniqueId.preferred = true

Instance: notice-liaison-and-diversion
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeLiaisonAndDiversion"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source liaison-and-diversion gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/liaison-and-diversion"
* uniqueId.preferred = true

Instance: notice-community-provider-fhir
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeCommunityProviderFhir"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source community-provider-fhir gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/community-provider-fhir"
* uniqueId.preferred = true

Instance: notice-ndtms-returns
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeNdtmsReturns"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source ndtms-returns gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/ndtms-returns"
* uniqueId.preferred = true

Instance: notice-handover-answers
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeHandoverAnswers"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source handover-answers gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/handover-answers"
* uniqueId.preferred = true

Instance: notice-recovery-plan
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeRecoveryPlan"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source recovery-plan gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/recovery-plan"
* uniqueId.preferred = true

Instance: notice-needle-exchange
InstanceOf: NamingSystem
Usage: #definition
* name = "NoticeNeedleExchange"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The number that the source needle-exchange gave its notice."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/notice/needle-exchange"
* uniqueId.preferred = true
