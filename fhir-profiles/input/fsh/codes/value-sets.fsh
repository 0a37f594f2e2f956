// Value sets. Most are the whole of one code system of ours.
// Bindings to them are extensible where a code that no table knows is kept as its sender wrote it, and required where only we write.

RuleSet: Whole(system)
* ^experimental = false
* include codes from system https://fhir.throughcare.example/CodeSystem/{system}

ValueSet: AccommodationValues
Id: accommodation
Title: "Where somebody will live"
Description: "Where somebody will live: every code of the code system accommodation."
* insert Whole(accommodation)

ValueSet: ActionOwnerValues
Id: action-owner
Title: "Who does an action"
Description: "Who does an action: every code of the code system action-owner."
* insert Whole(action-owner)

ValueSet: AppointmentTypeValues
Id: appointment-type
Title: "What an appointment is for"
Description: "What an appointment is for: every code of the code system appointment-type."
* insert Whole(appointment-type)

ValueSet: DischargeDestinationValues
Id: discharge-destination
Title: "Where somebody goes from hospital"
Description: "Where somebody goes from hospital: every code of the code system discharge-destination."
* insert Whole(discharge-destination)

ValueSet: DosingValues
Id: dosing
Title: "How often, by which route and whether somebody watches"
Description: "How often, by which route and whether somebody watches: every code of the code system dosing."
* insert Whole(dosing)

ValueSet: EthnicityValues
Id: ethnicity
Title: "Ethnic categories as self-described"
Description: "Ethnic categories as self-described: every code of the code system ethnicity."
* insert Whole(ethnicity)

ValueSet: InterventionValues
Id: intervention
Title: "Kinds of treatment and support"
Description: "Kinds of treatment and support: every code of the code system intervention."
* insert Whole(intervention)

ValueSet: InterventionEndingValues
Id: intervention-ending
Title: "How an intervention ended"
Description: "How an intervention ended: every code of the code system intervention-ending."
* insert Whole(intervention-ending)

ValueSet: MedicineValues
Id: medicine
Title: "Medicines by name and strength"
Description: "Medicines by name and strength: every code of the code system medicine."
* insert Whole(medicine)

ValueSet: MessageEventValues
Id: message-event
Title: "Kinds of message"
Description: "Kinds of message: every code of the code system message-event."
* insert Whole(message-event)

ValueSet: OrderTypeValues
Id: order-type
Title: "Orders and licences"
Description: "Orders and licences: every code of the code system order-type."
* insert Whole(order-type)

ValueSet: OutcomeDomainValues
Id: outcome-domain
Title: "The eight outcomes of the Drug Strategy 2010"
Description: "The eight outcomes of the Drug Strategy 2010: every code of the code system outcome-domain."
* insert Whole(outcome-domain)

ValueSet: PlanPartValues
Id: plan-part
Title: "Parts of an answer or of an agreement"
Description: "Parts of an answer or of an agreement in a plan: every code of the code system plan-part."
* insert Whole(plan-part)

ValueSet: PlanQuestionValues
Id: plan-question
Title: "Questions of a plan"
Description: "What is asked for a plan and answered with yes, no or not known: every code of the code system plan-question."
* insert Whole(plan-question)

ValueSet: RecoveryCapitalValues
Id: recovery-capital
Title: "Kinds of recovery capital"
Description: "The four kinds of recovery capital: every code of the code system recovery-capital."
* insert Whole(recovery-capital)

ValueSet: WhereaboutsValues
Id: whereabouts
Title: "With whom a child lives"
Description: "With whom a child lives: every code of the code system whereabouts."
* insert Whole(whereabouts)

ValueSet: HousingQuestionValues
Id: housing-question
Title: "Questions about housing"
Description: "Where somebody lives, and which housing problem they have."
* ^experimental = false
* $observation#housing-status
* $observation#housing-need

ValueSet: PlanIssueValues
Id: plan-issue
Title: "What is to be settled in a plan"
Description: "What is to be settled in a plan: every code of the code system plan-issue."
* insert Whole(plan-issue)

ValueSet: ReferralSourceValues
Id: referral-source
Title: "Who referred somebody"
Description: "Who referred somebody: every code of the code system referral-source."
* insert Whole(referral-source)

ValueSet: ReleaseReasonValues
Id: release-reason
Title: "Why somebody leaves a prison"
Description: "Why somebody leaves a prison: every code of the code system release-reason."
* insert Whole(release-reason)

ValueSet: RequestValues
Id: request
Title: "Kinds of request"
Description: "Kinds of request: every code of the code system request."
* insert Whole(request)

ValueSet: RequirementFrequencyValues
Id: requirement-frequency
Title: "How often a requirement asks for attendance"
Description: "How often a requirement asks for attendance: every code of the code system requirement-frequency."
* insert Whole(requirement-frequency)

ValueSet: RequirementTypeValues
Id: requirement-type
Title: "Requirements of an order or licence"
Description: "Requirements of an order or licence: every code of the code system requirement-type."
* insert Whole(requirement-type)

ValueSet: RiskValues
Id: risk
Title: "Risks"
Description: "Risks: every code of the code system risk."
* insert Whole(risk)

ValueSet: RiskLevelValues
Id: risk-level
Title: "How high a risk is"
Description: "How high a risk is: every code of the code system risk-level."
* insert Whole(risk-level)

ValueSet: ScreenDomainValues
Id: screen-domain
Title: "What a liaison and diversion screen looks at"
Description: "What a liaison and diversion screen looks at: every code of the code system screen-domain."
* insert Whole(screen-domain)

ValueSet: SettingValues
Id: setting
Title: "Where somebody is cared for"
Description: "Where somebody is cared for: every code of the code system setting."
* insert Whole(setting)

ValueSet: SubstanceValues
Id: substance
Title: "Substances used"
Description: "Substances used: every code of the code system substance."
* insert Whole(substance)

ValueSet: SubstanceUseValues
Id: substance-use
Title: "How a substance is used"
Description: "How a substance is used: every code of the code system substance-use."
* insert Whole(substance-use)

ValueSet: SupplyValues
Id: supply
Title: "Why something was not supplied"
Description: "Why something was not supplied: every code of the code system supply."
* insert Whole(supply)

ValueSet: TeamRoleValues
Id: team-role
Title: "Roles in the care team"
Description: "Roles in the care team: every code of the code systems team-role and action-owner."
* insert Whole(team-role)
// Who does something for the plan is in its team too.
* include codes from system https://fhir.throughcare.example/CodeSystem/action-owner

ValueSet: TopStageValues
Id: top-stage
Title: "When a profile was taken"
Description: "When a profile was taken: every code of the code system top-stage."
* insert Whole(top-stage)

ValueSet: TreatmentEndingValues
Id: treatment-ending
Title: "How a treatment spell ended"
Description: "How a treatment spell ended: every code of the code system treatment-ending."
* insert Whole(treatment-ending)

ValueSet: HospitalSettingValues
Id: hospital-setting
Title: "Settings of a hospital"
Description: "Where in a hospital somebody is: in bed, in the emergency department, or in a clinic."
* ^experimental = false
* $setting#emergency-department
* $setting#inpatient
* $setting#outpatient

ValueSet: HandoverStatusValues
Id: handover-status
Title: "States of a handover"
Description: "What can become of a handover. It is never a draft, and what is ready is requested."
* ^experimental = false
* http://hl7.org/fhir/task-status#requested
* http://hl7.org/fhir/task-status#received
* http://hl7.org/fhir/task-status#accepted
* http://hl7.org/fhir/task-status#rejected
* http://hl7.org/fhir/task-status#in-progress
* http://hl7.org/fhir/task-status#on-hold
* http://hl7.org/fhir/task-status#completed
* http://hl7.org/fhir/task-status#failed
* http://hl7.org/fhir/task-status#cancelled
* http://hl7.org/fhir/task-status#entered-in-error

ValueSet: AnswerValues
Id: answer
Title: "Answers of a screen"
Description: "Answers of a screen: every code of the code system answer."
* insert Whole(answer)

ValueSet: RecipientRoleValues
Id: role
Title: "Roles of those who are told"
Description: "Roles of those who are told: every code of the code system role."
* insert Whole(role)

ValueSet: TrainingValues
Id: training
Title: "Training given to the person"
Description: "Training given to the person: every code of the code system training."
* insert Whole(training)

ValueSet: HarmReductionValues
Id: harm-reduction
Title: "Harm reduction"
Description: "Advice given and things handed out so that using drugs does less harm: every code of the code system harm-reduction."
* insert Whole(harm-reduction)

ValueSet: VaccineValues
Id: vaccine
Title: "Vaccines"
Description: "Vaccines by what they are against: every code of the code system vaccine."
* insert Whole(vaccine)
