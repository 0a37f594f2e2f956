// Codes that the program itself writes. Those of the tables are in from-the-tables.fsh.

CodeSystem: ActivityCodes
Id: activity
Title: "Activity"
Description: "What was done to make a resource."
* ^caseSensitive = true
* ^experimental = false
* #translate "Translated from the source's own record"

CodeSystem: EntryTagCodes
Id: entry-tag
Title: "Tag of an entry"
Description: "What a reader has to know of an entry of the plan before acting on it."
* ^caseSensitive = true
* ^experimental = false
* #unusable "Not to be acted on until someone has settled it"

CodeSystem: PlanIssueCodes
Id: plan-issue
Title: "Issue of a plan"
Description: "What a person has to settle in a plan."
* ^caseSensitive = true
* ^experimental = false
* #duplicate-in-force "Two in force where one may be"
* #unusable-entry "An entry that nobody may act on yet"
* #identity-corrected "Records in the plan were somebody else's and are taken out"

CodeSystem: MessageEventCodes
Id: message-event
Title: "Message event"
Description: "Why a message was sent."
* ^caseSensitive = true
* ^experimental = false
* #handover "A service is asked to take over, or told that it is not asked any more"
* #notification "A practice is told what has changed"
* #plan "The plan as it is now"
* #notice-refused "A notice could not be used"
* #notice-answered "What became of a message that was sent to us"
* #release-planned "A release is planned"
* #release-date-changed "A planned release moved to another day"
* #released "Somebody left prison"
* #release-cancelled "A planned release does not take place"
* #received "Somebody came into prison"
* #handover-accepted "A service takes over"
* #handover-rejected "A service does not take over"
* #requirement-changed "A requirement of a sentence changed"
* #treatment-update "A provider tells of the treatment it gives"
