Profile: NoticeAuthor
Parent: PractitionerRole
Id: notice-author
Title: "Notice author"
Description: "Who wrote a notice and how to reach them, for whoever has a question about it."
* obeys tc-author-known

Invariant: tc-author-known
Description: "An author is known by a name, by what they do, or by a telephone number."
Severity: #error
Expression: "practitioner.exists() or code.text.exists() or code.coding.exists() or telecom.value.exists()"
