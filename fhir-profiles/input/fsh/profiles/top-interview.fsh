Profile: TopInterview
Parent: QuestionnaireResponse
Id: top-interview
Title: "Treatment Outcomes Profile interview"
Description: "The interview behind a Treatment Outcomes Profile: when it was held, at which stage of treatment, and the answers line by line. Each line is named by the code of its question, so that the wording of the form need not be sent with it."
// Which form, and which version of it: the one for secure settings looks back from another day.
* questionnaire 1..1
* subject 1..1
* subject only Reference(Person)
* authored 1..1
* extension contains TopStage named stage 0..1
* item 1..*
* item.answer ..1
* item.answer.value[x] only integer or boolean
// One level, as the profile is.
* item.item 0..0
* item.answer.item 0..0
* item obeys tc-top-line
* obeys tc-top-line-once

Invariant: tc-top-line
Description: "A line is named by the code of its question in the code system observation: top-days-of-crack-use."
Severity: #error
Expression: "linkId.matches('^top-[a-z]+(-[a-z]+)*$')"

Invariant: tc-top-line-once
Description: "Each question of the interview is there once."
Severity: #error
Expression: "item.linkId.isDistinct()"
