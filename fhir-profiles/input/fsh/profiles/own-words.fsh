Profile: OwnWords
Parent: Observation
Id: own-words
Title: "The person's own words"
Description: "What the person says of themselves and of what they want, as they said it. It is kept as text, and is for those who treat them: never for probation, and never for reporting."
* code = $observation#own-words
* subject 1..1
* subject only Reference(Person)
* effective[x] only dateTime
* value[x] 1..1
* value[x] only string
// They are the person's, whoever wrote them down.
* performer only Reference(Person)
