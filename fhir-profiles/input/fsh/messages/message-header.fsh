Profile: ThroughcareMessageHeader
Parent: MessageHeader
Id: message-header
Title: "Message header"
Description: "Why a message was sent, by whom and to whom. Its kind is a code of ours; the profiles of the messages say which."
* event[x] only Coding
* eventCoding from MessageEventValues (required)
* source.name 1..1
// One message, one matter.
* focus 1..1
* extension contains PlanVersion named planVersion 0..1 and Sequence named sequence 0..1
// Words about the person in the header would be read by whoever routes it.
* reason.text 0..0
