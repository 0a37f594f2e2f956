Profile: Team
Parent: CareTeam
Id: care-team
Title: "Care team"
Description: "Everybody whom the source that knows the person best now has named: keyworker, probation practitioner, whoever will see them first outside."
* subject 1..1
* subject only Reference(Person)
* participant.role from TeamRoleValues (extensible)
* participant obeys tc-member-named

Invariant: tc-member-named
Description: "A member of the team is named, or at least the service for which they work: a role without either is nobody to ring."
Severity: #error
Expression: "member.exists() or onBehalfOf.exists()"
