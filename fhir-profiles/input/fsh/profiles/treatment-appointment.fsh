Profile: TreatmentAppointment
Parent: Appointment
Id: treatment-appointment
Title: "Treatment appointment"
Description: "An appointment of the person with a service: the first after release is the one that everything before it is for."
* appointmentType from AppointmentTypeValues (extensible)
* participant.actor obeys tc-somebody
* obeys tc-booked-for-when

Invariant: tc-booked-for-when
Description: "What is booked has its time, and somebody it is for."
Severity: #error
Expression: "status = 'booked' implies (start.exists() and participant.actor.reference.exists())"
