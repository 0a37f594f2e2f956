Profile: ReleasedHeader
Parent: ThroughcareMessageHeader
Id: released-header
Title: "Released: header"
Description: "The header of the message “Released”."
* insert Event(released)
* focus only Reference(Release)

Profile: ReleasedMessage
Parent: Bundle
Id: released-message
Title: "Released"
Description: "Somebody has left prison: what was prepared for the day begins to count."
* insert Message(ReleasedHeader)
* insert SentToUs
* insert Holds(stay, Release)
* obeys tc-released

Invariant: tc-released
Description: "The stay is over and has the moment at which it ended."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'released' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(Encounter).where(class.code = 'prison').where(status = 'finished' and period.end.exists()).exists()"
