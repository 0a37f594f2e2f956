Instance: CarePlan-everything
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.throughcare.example/OperationDefinition/CarePlan-everything"
* name = "CarePlanEverything"
* title = "The whole plan"
* status = #active
* kind = #operation
* affectsState = false
* code = #everything
* resource = #CarePlan
* system = false
* type = false
* instance = true
* description = "The integrated care plan and everything that it points at, as far as the caller may see it, in one Bundle."
* parameter.name = #return
* parameter.use = #out
* parameter.min = 1
* parameter.max = "1"
* parameter.documentation = "A Bundle of type collection. The plan is its first entry."
* parameter.type = #Bundle
