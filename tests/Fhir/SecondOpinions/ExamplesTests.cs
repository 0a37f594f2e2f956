using Throughcare.Tests.Fhir;

namespace Throughcare.Tests.SecondOpinion;

/// <summary>The examples of fhir-profiles in the eyes of the validators, by the profiles they name.</summary>
[Collection(nameof(SecondOpinionsCollection))]
public class ExamplesTests(SecondOpinions opinions)
{
    [Fact]
    public async Task A_valid_example_keeps_its_profile()
    {
        var verdicts = await opinions.Validate(ProfileFiles.Valid.Values);
        Assert.Equal([], ProfileFiles.Valid.Keys.Zip(verdicts, (name, found) => found.Select(verdict => $"{name}: {verdict}")).SelectMany(line => line));
    }

    /// <summary>None of them looks into slices and extensions, at references by what they lead to, or at bindings where R4 has none (README.md, "Does not see").</summary>
    private static readonly string[] Unseen =
    [
        "custody-stay-whose-booking-has-no-number", "custody-stay-whose-licence-ends-at-a-word", "custody-stay-with-two-release-types", "handover-offered-message-to-nobody",
        "handover-offered-message-without-its-sequence", "handover-task-in-draft", "handover-task-with-a-first-day", "integrated-care-plan-reviewed-at-a-word",
        "message-header-whose-sequence-is-nothing", "notice-refused-message-to-nobody", "notification-message-to-nobody", "notification-message-with-free-text",
        "opioid-substitution-dose-in-no-unit-system", "opioid-substitution-prescription-bridged-by-weeks", "opioid-substitution-prescription-that-may-be-substituted",
        "opioid-substitution-supply-of-another-product", "person-whose-NHS-number-has-no-value", "person-whose-ethnic-category-is-a-text", "plan-changed-message-to-nobody",
        "plan-changed-message-whose-plan-has-no-title", "plan-issue-of-no-kind-of-ours", "release-whose-movement-is-coded-by-another-system", "reporting-consent-with-exceptions",
        "requirement-changed-message-with-a-clinical-reason", "risk-flag-whose-level-is-a-number", "risk-flag-with-two-levels", "sentence-requirement-of-two-orders",
        "sentence-requirement-whose-number-has-no-value", "substance-use-whose-rank-is-nothing", "substance-use-with-two-ranks", "top-answer-to-no-question-of-the-profile",
        "top-interview-with-lines-in-lines", "top-profile-with-a-question-of-another-form", "top-profile-with-two-stages", "translation-provenance-whose-notice-has-no-number",
        "treatment-spell-with-two-referral-sources",
    ];

    [Fact]
    public async Task An_invalid_example_is_seen_by_somebody_or_is_of_those_that_nobody_looks_at()
    {
        var verdicts = await opinions.Validate(ProfileFiles.Invalid.Values);
        Assert.Equal(Unseen.Order(StringComparer.Ordinal), ProfileFiles.Invalid.Keys.Zip(verdicts).Where(one => one.Second.Count == 0).Select(one => one.First).Order(StringComparer.Ordinal));
    }
}
