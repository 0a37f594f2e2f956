Profile: Person
Parent: Patient
Id: person
Title: "Person"
Description: "Somebody whose care goes on between prison and the community, with the numbers by which each agency knows them: NHS number, prison number, probation's case reference number (CRN) and Police National Computer number (PNC). One person may have none of them yet."
// What finds a person must be told apart by who gave the number, never by its look.
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains nhsNumber 0..1 and prisonNumber 0..* and crn 0..* and pnc 0..*
// As in UK Core: at most one, its system exact, its value there. A number that fails its check stands under another system, so that nobody matches on it.
* identifier[nhsNumber].system 1..1
* identifier[nhsNumber].system = $nhs-number (exactly)
* identifier[nhsNumber].value 1..1
// A prison number is stable across sentences; two are two records of one person that somebody has yet to join.
* identifier[prisonNumber].system 1..1
* identifier[prisonNumber].system = "https://fhir.throughcare.example/Id/prison-number" (exactly)
* identifier[prisonNumber].value 1..1
* identifier[crn].system 1..1
* identifier[crn].system = "https://fhir.throughcare.example/Id/crn" (exactly)
* identifier[crn].value 1..1
// As it was sent: nobody is found by it, so an odd form is worth a remark and no more.
* identifier[pnc].system 1..1
* identifier[pnc].system = "https://fhir.throughcare.example/Id/pnc" (exactly)
* identifier[pnc].value 1..1
* identifier obeys tc-nhs-number and tc-prison-number and tc-crn and tc-pnc
// A date of birth that cannot be is kept as text, even beside the one that another source sent.
* extension contains EthnicCategory named ethnicCategory 0..1 and BirthDateAsSent named birthDateAsSent 0..1
* obeys tc-person-named
// As in UK Core, whose binding is required.
* communication.language from $all-languages (required)

Invariant: tc-nhs-number
Description: "An NHS number is ten digits, and the last is right for the nine before it (modulus 11)."
Severity: #error
Expression: "system = 'https://fhir.nhs.uk/Id/nhs-number' and value.exists() implies (value.matches('^[0-9]{10}$') and (value.substring(0,1).toInteger() * 10 + value.substring(1,1).toInteger() * 9 + value.substring(2,1).toInteger() * 8 + value.substring(3,1).toInteger() * 7 + value.substring(4,1).toInteger() * 6 + value.substring(5,1).toInteger() * 5 + value.substring(6,1).toInteger() * 4 + value.substring(7,1).toInteger() * 3 + value.substring(8,1).toInteger() * 2 + value.substring(9,1).toInteger()) mod 11 = 0)"

Invariant: tc-prison-number
Description: "A prison number is a letter, four digits and two letters."
Severity: #error
Expression: "system = 'https://fhir.throughcare.example/Id/prison-number' and value.exists() implies value.matches('^[A-Z][0-9]{4}[A-Z]{2}$')"

Invariant: tc-crn
Description: "A case reference number is a letter and six digits."
Severity: #error
Expression: "system = 'https://fhir.throughcare.example/Id/crn' and value.exists() implies value.matches('^[A-Z][0-9]{6}$')"

Invariant: tc-pnc
Description: "A PNC number is a year, a serial number and a letter: 2008/0545166T."
Severity: #warning
Expression: "system = 'https://fhir.throughcare.example/Id/pnc' and value.exists() implies value.matches('^([0-9]{2}|[0-9]{4})/?[0-9]{1,7}[A-Z]$')"

Invariant: tc-person-named
Description: "A person has a number or a name, or leads to the one they are the same as: otherwise nobody can tell whom the plan is about."
Severity: #error
Expression: "identifier.value.exists() or name.exists() or link.exists()"
