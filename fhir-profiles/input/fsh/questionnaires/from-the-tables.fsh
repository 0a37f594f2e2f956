// Written from mappings/ by UPDATE_PROFILES=1 dotnet test --filter ProfileFilesTests. Change the tables, not this file.

Instance: treatment-outcomes-profile
InstanceOf: Questionnaire
Usage: #definition
* url = "https://fhir.throughcare.example/Questionnaire/treatment-outcomes-profile"
* version = "1.0.0"
* name = "TreatmentOutcomesProfile"
* title = "Treatment Outcomes Profile"
* status = #active
* subjectType = #Patient
* description = "What the Treatment Outcomes Profile asks about the 28 days before the interview."
* item[+].linkId = "top-acute-housing-problem"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-acute-housing-problem
* item[=].text = "Acute housing problem"
* item[=].type = #boolean
* item[+].linkId = "top-assault"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-assault
* item[=].text = "Assault"
* item[=].type = #boolean
* item[+].linkId = "top-days-of-alcohol-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-alcohol-use
* item[=].text = "Days of alcohol use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-amphetamine-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-amphetamine-use
* item[=].text = "Days of amphetamine use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-cannabis-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-cannabis-use
* item[=].text = "Days of cannabis use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-cocaine-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-cocaine-use
* item[=].text = "Days of cocaine use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-crack-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-crack-use
* item[=].text = "Days of crack use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-drug-selling"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-drug-selling
* item[=].text = "Days of drug selling"
* item[=].type = #integer
* item[+].linkId = "top-days-of-illicit-opiate-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-illicit-opiate-use
* item[=].text = "Days of illicit opiate use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-injecting"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-injecting
* item[=].text = "Days of injecting"
* item[=].type = #integer
* item[+].linkId = "top-days-of-other-drug-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-other-drug-use
* item[=].text = "Days of other drug use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-shoplifting"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-shoplifting
* item[=].text = "Days of shoplifting"
* item[=].type = #integer
* item[+].linkId = "top-education"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-education
* item[=].text = "Education"
* item[=].type = #integer
* item[+].linkId = "top-housing-at-risk"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-housing-at-risk
* item[=].text = "Housing at risk"
* item[=].type = #boolean
* item[+].linkId = "top-other-theft"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-other-theft
* item[=].text = "Other theft"
* item[=].type = #boolean
* item[+].linkId = "top-paid-work"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-paid-work
* item[=].text = "Paid work"
* item[=].type = #integer
* item[+].linkId = "top-physical-health"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-physical-health
* item[=].text = "Physical health"
* item[=].type = #integer
* item[+].linkId = "top-psychological-health"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-psychological-health
* item[=].text = "Psychological health"
* item[=].type = #integer
* item[+].linkId = "top-quality-of-life"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-quality-of-life
* item[=].text = "Quality of life"
* item[=].type = #integer
* item[+].linkId = "top-shared-injecting-equipment"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-shared-injecting-equipment
* item[=].text = "Shared injecting equipment"
* item[=].type = #boolean

Instance: treatment-outcomes-profile-secure-setting
InstanceOf: Questionnaire
Usage: #definition
* url = "https://fhir.throughcare.example/Questionnaire/treatment-outcomes-profile-secure-setting"
* version = "1.0.0"
* name = "TreatmentOutcomesProfileSecureSetting"
* title = "Treatment Outcomes Profile in a secure setting"
* status = #active
* subjectType = #Patient
* description = "What the Treatment Outcomes Profile asks somebody in custody, about the 28 days before they came into it."
* item[+].linkId = "top-acute-housing-problem"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-acute-housing-problem
* item[=].text = "Acute housing problem"
* item[=].type = #boolean
* item[+].linkId = "top-assault"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-assault
* item[=].text = "Assault"
* item[=].type = #boolean
* item[+].linkId = "top-days-of-alcohol-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-alcohol-use
* item[=].text = "Days of alcohol use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-amphetamine-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-amphetamine-use
* item[=].text = "Days of amphetamine use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-cannabis-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-cannabis-use
* item[=].text = "Days of cannabis use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-cocaine-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-cocaine-use
* item[=].text = "Days of cocaine use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-crack-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-crack-use
* item[=].text = "Days of crack use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-drug-selling"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-drug-selling
* item[=].text = "Days of drug selling"
* item[=].type = #integer
* item[+].linkId = "top-days-of-illicit-opiate-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-illicit-opiate-use
* item[=].text = "Days of illicit opiate use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-injecting"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-injecting
* item[=].text = "Days of injecting"
* item[=].type = #integer
* item[+].linkId = "top-days-of-other-drug-use"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-other-drug-use
* item[=].text = "Days of other drug use"
* item[=].type = #integer
* item[+].linkId = "top-days-of-shoplifting"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-days-of-shoplifting
* item[=].text = "Days of shoplifting"
* item[=].type = #integer
* item[+].linkId = "top-education"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-education
* item[=].text = "Education"
* item[=].type = #integer
* item[+].linkId = "top-housing-at-risk"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-housing-at-risk
* item[=].text = "Housing at risk"
* item[=].type = #boolean
* item[+].linkId = "top-other-theft"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-other-theft
* item[=].text = "Other theft"
* item[=].type = #boolean
* item[+].linkId = "top-paid-work"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-paid-work
* item[=].text = "Paid work"
* item[=].type = #integer
* item[+].linkId = "top-physical-health"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-physical-health
* item[=].text = "Physical health"
* item[=].type = #integer
* item[+].linkId = "top-psychological-health"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-psychological-health
* item[=].text = "Psychological health"
* item[=].type = #integer
* item[+].linkId = "top-quality-of-life"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-quality-of-life
* item[=].text = "Quality of life"
* item[=].type = #integer
* item[+].linkId = "top-shared-injecting-equipment"
* item[=].code = https://fhir.throughcare.example/CodeSystem/observation#top-shared-injecting-equipment
* item[=].text = "Shared injecting equipment"
* item[=].type = #boolean
