Profile: ReceivedHeader
Parent: ThroughcareMessageHeader
Id: received-header
Title: "Received: header"
Description: "The header of the message “Received”."
* insert Event(received)
* focus only Reference(CustodyStay)

Profile: ReceivedMessage
Parent: Bundle
Id: received-message
Title: "Received"
Description: "Somebody has come into prison: the prison's healthcare needs the plan before the first night."
* insert Message(ReceivedHeader)
* insert SentToUs
* insert Holds(stay, CustodyStay)
* obeys tc-received

Invariant: tc-received
Description: "The stay has begun and goes on."
Severity: #error
Expression: "entry.first().resource.eventCoding.code = 'received' and entry.resource.ofType(Patient).exists() and entry.resource.ofType(Encounter).where(class.code = 'prison').where(status = 'in-progress' and period.start.exists()).exists()"
