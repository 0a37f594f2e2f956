Profile: NaloxoneTraining
Parent: Procedure
Id: naloxone-training
Title: "Naloxone training"
Description: "Whether somebody was shown how to use the naloxone they take home. Who was not is told too, so that the next service does it."
* code from TrainingValues (extensible)
* subject only Reference(Person)
* obeys tc-trained-or-not
// Training harms nobody; a complication here belongs to something else.
* complication 0..0

Invariant: tc-trained-or-not
Description: "The training was held or it was not: one that is only intended would be taken for one that was held."
Severity: #error
Expression: "status = 'completed' or status = 'not-done' or status = 'entered-in-error'"
