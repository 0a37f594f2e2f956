// Addresses that are not ours, said once.
Alias: $sct = http://snomed.info/sct
Alias: $ucum = http://unitsofmeasure.org
Alias: $scope = http://terminology.hl7.org/CodeSystem/consentscope
Alias: $communication-category = http://terminology.hl7.org/CodeSystem/communication-category
Alias: $nhs-number = https://fhir.nhs.uk/Id/nhs-number
Alias: $role-code = http://terminology.hl7.org/CodeSystem/v3-RoleCode
Alias: $all-languages = http://hl7.org/fhir/ValueSet/all-languages

// Systems of ours that a rule names. The codes are in codes/.
Alias: $activity = https://fhir.throughcare.example/CodeSystem/activity
Alias: $consent-about = https://fhir.throughcare.example/CodeSystem/consent-about
Alias: $medicine = https://fhir.throughcare.example/CodeSystem/medicine
Alias: $medicine-class = https://fhir.throughcare.example/CodeSystem/medicine-class
Alias: $message-event = https://fhir.throughcare.example/CodeSystem/message-event
Alias: $observation = https://fhir.throughcare.example/CodeSystem/observation
Alias: $request = https://fhir.throughcare.example/CodeSystem/request
Alias: $setting = https://fhir.throughcare.example/CodeSystem/setting
Alias: $supply = https://fhir.throughcare.example/CodeSystem/supply
Alias: $task = https://fhir.throughcare.example/CodeSystem/task
