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
* entry contains stay 1..1
* entry[stay].resource only CustodyStay
* obeys tc-still-in-custody
