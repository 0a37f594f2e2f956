// What R4 has no element for. Each has one value and stands in one place.

Extension: EthnicCategory
Id: ethnic-category
Title: "Ethnic category"
Description: "The ethnic category as the person described themselves."
* ^context[0].type = #element
* ^context[0].expression = "Patient"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from EthnicityValues (extensible)

Extension: BirthDateAsSent
Id: birth-date-as-sent
Title: "Date of birth as sent"
Description: "A date of birth that cannot be (31 February), kept as it was sent so that somebody can ask."
* ^context[0].type = #element
* ^context[0].expression = "Patient"
* value[x] 1..1
* value[x] only string

Extension: DateAsSent
Id: date-as-sent
Title: "Date as sent"
Description: "An end that is before its beginning, kept as it was sent so that somebody can ask. It stands beside the reason why there is no date."
* ^context[0].type = #element
* ^context[0].expression = "Period.end"
* value[x] 1..1
* value[x] only string

Extension: ReleaseType
Id: release-type
Title: "Release type"
Description: "Why and on what terms somebody leaves prison: at the end of the sentence, on licence, on bail."
* ^context[0].type = #element
* ^context[0].expression = "Encounter"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from ReleaseReasonValues (extensible)

Extension: LicenceEnd
Id: licence-end
Title: "Licence end"
Description: "The last day of the licence on which somebody is released."
* ^context[0].type = #element
* ^context[0].expression = "Encounter"
* value[x] 1..1
* value[x] only date

Extension: MovementReason
Id: movement-reason
Title: "Movement reason"
Description: "The reason of the last movement in or out of prison, as the prison system codes it."
* ^context[0].type = #element
* ^context[0].expression = "Encounter"
* value[x] 1..1
* value[x] only Coding
* valueCoding.system 1..1
* valueCoding.system = "https://fhir.throughcare.example/CodeSystem/nomis-movement-reason" (exactly)
* valueCoding.code 1..1

Extension: PlanReviewed
Id: plan-reviewed
Title: "Plan reviewed"
Description: "The day on which the sender last reviewed its plan with the person."
* ^context[0].type = #element
* ^context[0].expression = "CarePlan"
* value[x] 1..1
* value[x] only date

Extension: PlanNextReview
Id: plan-next-review
Title: "Next review of the plan"
Description: "The day on which the plan is to be reviewed next, as agreed with the person."
* ^context[0].type = #element
* ^context[0].expression = "CarePlan"
* value[x] 1..1
* value[x] only date

Extension: PlanReviewLedBy
Id: plan-review-led-by
Title: "Who leads the review"
Description: "Who leads the review of the plan. It should be the person whose plan it is."
* ^context[0].type = #element
* ^context[0].expression = "CarePlan"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from ActionOwnerValues (extensible)

Extension: PlanOwner
Id: plan-owner
Title: "Owner of the plan"
Description: "Whose plan it is: the person's, whichever service holds it now."
* ^context[0].type = #element
* ^context[0].expression = "CarePlan"
* value[x] 1..1
// The person may be another reader's to know: a Patient with what they may have is enough.
* value[x] only Reference(Patient)

Extension: CurrentSetting
Id: current-setting
Title: "Current setting"
Description: "Where the person is cared for now: in prison, in the community, in hospital, in a residential service. Worked out from stays and spells; absent when nobody has said."
* ^context[0].type = #element
* ^context[0].expression = "CarePlan"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from SettingValues (extensible)

Extension: GoalRank
Id: goal-rank
Title: "Rank of a goal"
Description: "Which of the person's goals this is to them: 1 is the one they want most. Only the person ranks; what a clinician finds urgent is Goal.priority."
* ^context[0].type = #element
* ^context[0].expression = "Goal"
* value[x] 1..1
* value[x] only positiveInt

Extension: StatutoryGoal
Id: statutory-goal
Title: "Statutory goal"
Description: "Whether an order or a licence sets the goal, and not the person."
* ^context[0].type = #element
* ^context[0].expression = "Goal"
* value[x] 1..1
* value[x] only boolean

Extension: ActionSteps
Id: action-steps
Title: "Steps of an action"
Description: "How many times each day or each week somebody does it."
* ^context[0].type = #element
* ^context[0].expression = "Task"
* value[x] 1..1
* value[x] only Timing

Extension: LastReviewed
Id: last-reviewed
Title: "Last reviewed"
Description: "The day on which substitute prescribing was last reviewed."
* ^context[0].type = #element
* ^context[0].expression = "Task"
* value[x] 1..1
* value[x] only date

Extension: ChildAge
Id: child-age
Title: "Age of a child"
Description: "How old the child was on the day it was said."
* ^context[0].type = #element
* ^context[0].expression = "RelatedPerson"
* value[x] 1..1
// Not an Age, which R4 does not let be nothing: a child may be just born.
* value[x] only Quantity

Extension: ChildWhereabouts
Id: child-whereabouts
Title: "Whereabouts of a child"
Description: "With whom the child lives."
* ^context[0].type = #element
* ^context[0].expression = "RelatedPerson"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from WhereaboutsValues (extensible)

Extension: ToldOn
Id: told-on
Title: "Told on"
Description: "The day on which it was said: a child grows older from then on."
* ^context[0].type = #element
* ^context[0].expression = "RelatedPerson"
* value[x] 1..1
* value[x] only date

Extension: SubstanceRank
Id: substance-rank
Title: "Substance rank"
Description: "Which of the problem substances this is for the person: 1 is the main one."
* ^context[0].type = #element
* ^context[0].expression = "Condition"
* value[x] 1..1
* value[x] only integer
* obeys tc-from-one

Extension: UseFrequency
Id: use-frequency
Title: "Frequency of use"
Description: "How often a substance is used."
* ^context[0].type = #element
* ^context[0].expression = "Condition"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from SubstanceUseValues (extensible)

Extension: UseRoute
Id: use-route
Title: "Route of use"
Description: "By which route a substance is used."
* ^context[0].type = #element
* ^context[0].expression = "Condition"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from SubstanceUseValues (extensible)

Extension: LastUse
Id: last-use
Title: "Last use"
Description: "The day on which a substance was last used."
* ^context[0].type = #element
* ^context[0].expression = "Condition"
* value[x] 1..1
* value[x] only date

Extension: RiskLevel
Id: risk-level
Title: "Risk level"
Description: "How high a risk is, as whoever flagged it saw it."
* ^context[0].type = #element
* ^context[0].expression = "Flag"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from RiskLevelValues (extensible)

Extension: FlagReviewed
Id: flag-reviewed
Title: "Flag reviewed"
Description: "The day on which a risk was last looked at."
* ^context[0].type = #element
* ^context[0].expression = "Flag"
* value[x] 1..1
* value[x] only date

Extension: OrderType
Id: order-type
Title: "Order type"
Description: "Which order or licence a requirement belongs to."
* ^context[0].type = #element
* ^context[0].expression = "ServiceRequest"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from OrderTypeValues (extensible)

Extension: ReferralSource
Id: referral-source
Title: "Referral source"
Description: "Who referred the person to a treatment spell."
* ^context[0].type = #element
* ^context[0].expression = "EpisodeOfCare"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from ReferralSourceValues (extensible)

Extension: TreatmentEnding
Id: treatment-ending
Title: "Treatment ending"
Description: "How a treatment spell ended."
* ^context[0].type = #element
* ^context[0].expression = "EpisodeOfCare"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from TreatmentEndingValues (extensible)

Extension: TreatmentSetting
Id: treatment-setting
Title: "Treatment setting"
Description: "Where treatment was given."
* ^context[0].type = #element
* ^context[0].expression = "EpisodeOfCare"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from SettingValues (extensible)

Extension: InterventionEnding
Id: intervention-ending
Title: "Intervention ending"
Description: "How one intervention of a treatment spell ended."
* ^context[0].type = #element
* ^context[0].expression = "EpisodeOfCare"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from InterventionEndingValues (extensible)

Extension: TopStage
Id: top-stage
Title: "Stage of the profile"
Description: "At which point of treatment a Treatment Outcomes Profile was taken."
* ^context[0].type = #element
* ^context[0].expression = "Observation"
* ^context[1].type = #element
* ^context[1].expression = "QuestionnaireResponse"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from TopStageValues (extensible)

Extension: ScreenSetting
Id: screen-setting
Title: "Screen setting"
Description: "Where a liaison and diversion screen was held."
* ^context[0].type = #element
* ^context[0].expression = "Observation"
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from SettingValues (extensible)

Extension: PlacedWith
Id: placed-with
Title: "Placed with"
Description: "The recipient (of recipients.csv) whom somebody at the desk made responsible."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only string

Extension: DecidedBy
Id: decided-by
Title: "Decided by"
Description: "Who at the desk decided."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only string

Extension: DecidedBecause
Id: decided-because
Title: "Decided because"
Description: "Why they decided so."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only string

Extension: PlanVersion
Id: plan-version
Title: "Plan version"
Description: "The version of the plan that a message tells."
* ^context[0].type = #element
* ^context[0].expression = "MessageHeader"
* value[x] 1..1
* value[x] only integer
* obeys tc-from-one

Extension: Sequence
Id: sequence
Title: "Sequence"
Description: "Which message to this recipient about this person it is: 1, 2, 3. A higher one replaces a lower one that comes after it."
* ^context[0].type = #element
* ^context[0].expression = "MessageHeader"
* value[x] 1..1
* value[x] only integer
* obeys tc-from-one

Extension: ValidPeriod
Id: valid-period
Title: "Valid period"
Description: "The days for which a row of a code table holds."
* ^context[0].type = #element
* ^context[0].expression = "ConceptMap.group.element.target"
* value[x] 1..1
* value[x] only Period

Invariant: tc-from-one
Description: "Counting starts at one."
Severity: #error
Expression: "value >= 1"

Extension: IdentityOne
Id: identity-one
Title: "First identity"
Description: "The identity whose plan goes on, or that is somebody else than the other."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only Identifier

Extension: IdentityOther
Id: identity-other
Title: "Other identity"
Description: "The identity that is the same person as the first, or somebody else."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only Identifier

Extension: Likeness
Id: likeness
Title: "Likeness"
Description: "How alike two were by the weights of matching.csv when somebody decided whether they are one."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only integer

Extension: BookingStart
Id: booking-start
Title: "Start of a booking"
Description: "When the stay in prison began that is counted for another number, as it was sent."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only string

Extension: SettlesSource
Id: settles-source
Title: "Source of what is settled"
Description: "Whose entry it is that is left out of the plan."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only string

Extension: SettlesKind
Id: settles-kind
Title: "Kind of what is settled"
Description: "Which kind of entry is left out of the plan, by its name in facts.csv."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only string

Extension: SettlesRecord
Id: settles-record
Title: "Record that is settled"
Description: "Which of its source's records is left out of the plan."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only string

Extension: EquipmentNumber
Id: equipment-number
Title: "How many were handed out"
Description: "How many of a thing a needle exchange handed out."
* ^context[0].type = #element
* ^context[0].expression = "Procedure"
* value[x] 1..1
* value[x] only positiveInt

Extension: NextDoseDue
Id: next-dose-due
Title: "Next dose due"
Description: "The day on which the next dose of a course of vaccination is due, as whoever gave this one said it. R4 has it only in a resource of its own."
* ^context[0].type = #element
* ^context[0].expression = "Immunization"
* value[x] 1..1
* value[x] only date
