// Searches that R4 does not have. Those that it has are in the CapabilityStatement under its own names.

RuleSet: Search(code, base, type, expression)
* url = "https://fhir.throughcare.example/SearchParameter/{base}-{code}"
* status = #active
* code = #{code}
* base = #{base}
* type = #{type}
* expression = "{expression}"
* xpathUsage = #normal

Instance: Encounter-planned-end
InstanceOf: SearchParameter
Usage: #definition
* insert Search(planned-end, Encounter, date, [[Encounter.extension.where(url = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate').value]])
* name = "PlannedEnd"
* description = "The day on which a custody stay is planned to end: who is to be released this week."

Instance: Encounter-release-type
InstanceOf: SearchParameter
Usage: #definition
* insert Search(release-type, Encounter, token, [[Encounter.extension.where(url = 'https://fhir.throughcare.example/StructureDefinition/release-type').value]])
* name = "ReleaseType"
* description = "Why and on what terms somebody leaves prison."

Instance: ServiceRequest-order-type
InstanceOf: SearchParameter
Usage: #definition
* insert Search(order-type, ServiceRequest, token, [[ServiceRequest.extension.where(url = 'https://fhir.throughcare.example/StructureDefinition/order-type').value]])
* name = "OrderType"
* description = "The order or licence to which a requirement belongs."

Instance: Task-due
InstanceOf: SearchParameter
Usage: #definition
* insert Search(due, Task, date, [[Task.restriction.period]])
* name = "Due"
* description = "The day by which a handover is to be answered or an action to be done: what is overdue."
