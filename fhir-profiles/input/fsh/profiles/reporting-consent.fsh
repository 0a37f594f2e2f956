Profile: ReportingConsent
Parent: Consent
Id: reporting-consent
Title: "Reporting consent"
Description: "Whether a person lets their answers be reported to treatment monitoring. No consent, or one that is not in force, means that nothing is reported."
* scope = $scope#patient-privacy
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains about 1..1
* category[about] = $consent-about#treatment-monitoring
// R4 lets a consent be nobody's. This one is somebody's.
* patient 1..1
* patient only Reference(Person)
* provision 1..1
// What is neither yes nor no would be read as one of them.
* provision.type 1..1
// One yes or no. A list of exceptions would be read differently by each recipient.
* provision.provision 0..0
