// Identifier systems that the program itself writes. Those of the tables are in from-the-tables.fsh.

Instance: source
InstanceOf: NamingSystem
Usage: #definition
* name = "Source"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The name of a source of notices, as sources.csv has it."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/source"
* uniqueId.preferred = true

Instance: sha256
InstanceOf: NamingSystem
Usage: #definition
* name = "Sha256"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* description = "The SHA-256 digest of the bytes of a notice as they were sent, in 64 small hexadecimal digits."
* uniqueId.type = #uri
* uniqueId.value = "https://fhir.throughcare.example/Id/sha256"
* uniqueId.preferred = true
