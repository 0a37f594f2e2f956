using System.Text.Json.Nodes;

namespace Throughcare;

/// <summary>Why we turn something away. The name is permanent: senders' systems may test for it.</summary>
internal enum RefusalReason
{
    SourceIsUnknown,
    CallerIsUnknown,
    NoticeIsTooLarge,
    ContentTypeIsNotJson,
    ContentTypeIsNotOfThisSource,
    CharacterSetIsNotUtf8,
    NoticeIsNotJson,
    NoticeIsNotXml,
    NoticeIsNotHl7,
    NoticeIsNotCsv,
    NoticeIsNotFhir,
    FhirIsUnsafe,
    NoticeKindIsUnknown,
    NoticeIdIsMissing,
    NoticeVersionIsNotANumber,
    NoticeTimeIsMissing,
    NoticeTimeIsInTheFuture,
    NoticeIdIsTaken,
    NoticeCannotBeKept,
    CallerSendsNoMessages,
    NobodyIsNamed,
    DecisionIsIncomplete,
    NoticeIsMissingFromTheStore,
    AnswerIsIncomplete,
    DocumentCannotBeWritten,
    SearchIsNotSupported,
    SearchNamesNobody,
    FormatIsNotSupported,
    BodyIsNotSupported,
    OperationNeedsMore,
    ProfileIsUnknown,
    MessageIsNone,
    MethodIsNotSupported,
    VersionIsNeeded,
    VersionIsOld,
    NotYoursToAnswer,
    OnlyTheAnswerCanChange,
    StepIsNotPossible,
    SubscriptionIsNotSupported,
    EndpointIsNotRegistered,
    TooManySubscriptions,
    SeveralMatch,
    StorageIsAway,
    Gone,
    NotFound,
}

/// <summary>A refusal as its sender reads it: what is wrong, where, and what to do. It never quotes what was sent.</summary>
/// <param name="Reason">The permanent name.</param>
/// <param name="Element">The element it is about, as a path in the notice; empty for the whole.</param>
/// <param name="Detail">More about the place, such as a line number.</param>
internal sealed record Refusal(RefusalReason Reason, string Element = "", string Detail = "")
{
    private static readonly Dictionary<RefusalReason, (int Status, string Issue, string Sentence)> Known = new()
    {
        [RefusalReason.SourceIsUnknown] = (404, "not-found", "No source of this name sends notices here. Use the name you were given; the names are in mappings/sources.csv."),
        [RefusalReason.CallerIsUnknown] = (401, "login", "The key is missing or is not the one of this agency. Send it as Authorization: Bearer KEY."),
        [RefusalReason.NoticeIsTooLarge] = (413, "too-long", "A notice may have 1 MiB. Send documents apart, and the notice without them."),
        [RefusalReason.ContentTypeIsNotJson] = (415, "not-supported", "Send JSON, with Content-Type: application/json."),
        [RefusalReason.ContentTypeIsNotOfThisSource] = (415, "not-supported", "This source sends another format. Send the one that mappings/sources.csv gives it, with its own Content-Type."),
        [RefusalReason.CharacterSetIsNotUtf8] = (400, "structure", "The bytes are not UTF-8 text. Write the notice in UTF-8."),
        [RefusalReason.NoticeIsNotJson] = (400, "structure", "The text is not JSON as RFC 8259 has it. Mend it at the place named and send it again."),
        [RefusalReason.NoticeIsNotXml] = (400, "structure", "The text is not XML 1.0 as we read it: one root element, no document type (DOCTYPE) and no entities of its own. Mend it at the place named and send it again."),
        [RefusalReason.NoticeIsNotHl7] = (400, "structure", "The text is not one HL7 v2 message in pipes about one person: MSH first, every segment on a line of its own. Mend it at the place named and send it again."),
        [RefusalReason.NoticeIsNotCsv] = (400, "structure", "The text is not CSV as RFC 4180 has it: commas, a header row, as many cells in every row as in the header. Mend it at the place named and send it again."),
        [RefusalReason.NoticeIsNotFhir] = (400, "structure", "The JSON is not a FHIR R4 Bundle of resources, nor one resource. Mend it at the place named and send it again."),
        [RefusalReason.FhirIsUnsafe] = (422, "structure", "Part of the FHIR could be taken for something else than was meant, or changes the meaning of what stands beside it in a way that is not known here. Mend it at the place named and send it again."),
        [RefusalReason.NoticeKindIsUnknown] = (422, "not-supported", "None of this source's kinds of notice fits. Compare the notice with the rows of this source's notices.csv."),
        [RefusalReason.NoticeIdIsMissing] = (422, "required", "A notice needs its own id, so that it can be told from every other. Fill the element and send it again."),
        [RefusalReason.NoticeVersionIsNotANumber] = (422, "value", "The version counts the notice's corrections: a whole number from 0. Fill the element and send it again."),
        [RefusalReason.NoticeTimeIsMissing] = (422, "required", "A notice says when it holds from: a date and time with its zone. Fill the element and send it again."),
        [RefusalReason.NoticeTimeIsInTheFuture] = (422, "value", "The notice's time lies in the future or before 1900. It decides which notice is the newest; send it with the time it was written."),
        [RefusalReason.NoticeCannotBeKept] = (422, "too-long", "The notice has parts too large or too many to keep in a plan. Send its documents apart and the notice with a higher version."),
        [RefusalReason.CallerSendsNoMessages] = (403, "forbidden", "This agency sends us no FHIR messages: none of its sources in mappings/callers.csv has the format fhir."),
        [RefusalReason.NoticeIdIsTaken] = (409, "conflict", "Another notice came under the same id and version. To correct it, send it again with a higher version."),
        [RefusalReason.NobodyIsNamed] = (422, "required", "The notice names no one: no number that can be looked up and no name. Say who it is about and send it again."),
        [RefusalReason.DecisionIsIncomplete] = (422, "required", "It says that two are one, or are not, but one of the two numbers is missing or is none, both are the same, it does not say when the stay began, or it does not say that the person asked for it themselves and who heard them. Fill the elements and send it again."),
        [RefusalReason.NoticeIsMissingFromTheStore] = (500, "no-store", "The notice's bytes are not where they were kept. Send the notice again; we have been told."),
        [RefusalReason.AnswerIsIncomplete] = (422, "required", "An answer says who decided and why. Fill the element and send it again."),
        [RefusalReason.DocumentCannotBeWritten] = (500, "processing", "The document holds something that its recipient's format has no place for. Correct the recipient's table in mappings/outgoing."),
        [RefusalReason.SearchIsNotSupported] = (400, "not-supported", "This search parameter, or its value, is not one that we have; a number of a person is searched for only by POST [type]/_search. Take the names from fhir/metadata."),
        [RefusalReason.SearchNamesNobody] = (400, "required", "A search is within one person's plan. Name the person: patient or _id, or in POST [type]/_search one of their numbers as patient.identifier=system|value."),
        [RefusalReason.FormatIsNotSupported] = (406, "not-supported", "Answers are FHIR JSON: accept application/fhir+json."),
        [RefusalReason.BodyIsNotSupported] = (415, "not-supported", "Send FHIR JSON, with Content-Type: application/fhir+json, or a search as application/x-www-form-urlencoded. XML is not read here."),
        [RefusalReason.OperationNeedsMore] = (400, "required", "The operation needs this parameter, once. fhir/metadata names the operations and what they take."),
        [RefusalReason.ProfileIsUnknown] = (404, "not-found", "No profile is known here under this address. fhir-profiles/README.md lists those that are."),
        [RefusalReason.MessageIsNone] = (400, "structure", "$process-message takes a Bundle of type message whose first entry is a MessageHeader with an id, alone or as the parameter content. Without an answer to wait for, async may be true; a response-url is not called."),
        [RefusalReason.MethodIsNotSupported] = (405, "not-supported", "This is not done here by this method. A plan changes by notices (api/notices, or $process-message), and by an update of the Task of a handover. fhir/metadata says what each resource takes."),
        [RefusalReason.VersionIsNeeded] = (428, "required", "Say which version you have seen: If-Match with the ETag of your last read."),
        [RefusalReason.VersionIsOld] = (412, "conflict", "It has changed since you read it. Read it again, and decide by what it says now."),
        [RefusalReason.NotYoursToAnswer] = (403, "forbidden", "This Task is no handover that your organisation was asked to take over, so it is not yours to answer."),
        [RefusalReason.OnlyTheAnswerCanChange] = (422, "business-rule", "Of a handover only status, statusReason and businessStatus can change. Send everything else as you read it."),
        [RefusalReason.StepIsNotPossible] = (409, "business-rule", "A handover does not go from its status to this one; mappings/handover-steps.csv has the steps."),
        [RefusalReason.SubscriptionIsNotSupported] = (422, "not-supported", "This element, or its value, is not one that a subscription here may have, and it is not left out in silence. Mend it and send it again."),
        [RefusalReason.EndpointIsNotRegistered] = (422, "security", "The endpoint is not below an address that your agency has given us: https, without a query or a user. Have it registered with us first, or use one that is."),
        [RefusalReason.TooManySubscriptions] = (422, "too-costly", "Your agency has as many subscriptions as it may. Delete one that is not needed, or widen one by its filters."),
        [RefusalReason.SeveralMatch] = (412, "multiple-matches", "More than one of your subscriptions is like this one. Ask for one that tells them apart."),
        [RefusalReason.StorageIsAway] = (503, "transient", "We cannot read or keep anything at the moment. Ask again in half a minute."),
        [RefusalReason.Gone] = (410, "deleted", "It was in the plan and is there no more. Its versions are under _history."),
        [RefusalReason.NotFound] = (404, "not-found", "There is nothing here under that name."),
    };

    /// <summary>The HTTP status that says the same.</summary>
    public int Status => Known[Reason].Status;

    public string Sentence => Known[Reason].Sentence;

    /// <summary>A FHIR OperationOutcome (R4 section 2.28.16) with the element as its expression.</summary>
    public JsonObject ToOperationOutcome()
    {
        var issue = new JsonObject
        {
            ["severity"] = "error",
            ["code"] = Known[Reason].Issue,
            ["details"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = FhirNames.CodeSystem("refusal-reason"), ["code"] = Reason.ToString() }), ["text"] = Sentence },
        };
        if (Detail.Length > 0) issue["diagnostics"] = Detail;
        // A name that came in an address can be any text; one that FHIR cannot write is left out.
        if (!string.IsNullOrWhiteSpace(Element) && !Element.Any(char.IsControl)) issue["expression"] = new JsonArray(Element);
        return new JsonObject { ["resourceType"] = "OperationOutcome", ["issue"] = new JsonArray(issue) };
    }
}
