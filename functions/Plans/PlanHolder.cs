using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Throughcare.Translation;

namespace Throughcare.Plans;

/// <summary>Which service holds a person's plan now, and where the person is. Nobody tells it: it follows from stays in prison and hospital, treatment spells and answers to handovers, in whatever order they came.</summary>
/// <remarks>
/// The plan goes with the person "through and beyond services" (001:326), so somebody holds it at every step: while the person is in prison the healthcare of that prison, and afterwards whoever has accepted the handover.
/// That a service was asked is not enough: a sent message is no continuity (004:57).
/// </remarks>
/// <param name="Custodian">The service as a reference; null when none is known.</param>
/// <param name="Setting">Where the person is cared for, as a CodeableConcept of our settings; null when nobody has said.</param>
/// <param name="Remark">What a reader has to know of who holds it; null when it is as it should be.</param>
internal sealed record PlanHolder(JsonObject? Custodian, JsonObject? Setting, string? Remark)
{
    /// <summary>Where a movement leaves the person: the events of hmpps-domain-events/movements.csv. Null: nobody knows, or it is no setting of care.</summary>
    private static readonly FrozenDictionary<string, (string Code, string Display)?> LeftAt = new Dictionary<string, (string, string)?>
    {
        ["received"] = Prison, ["transferred"] = Prison, ["transferred-in"] = Prison, ["returned"] = Prison,
        // A day out ends with a return to the same prison.
        ["temporary-absence"] = Prison,
        ["sent-to-court"] = ("court", "Court"),
        ["moved-to-hospital"] = ("inpatient", "Inpatient unit"),
        ["released"] = Community,
        ["removed-from-country"] = null, ["unlawfully-at-large"] = null, ["movement-unknown"] = null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What happens to nobody who has died: after it, the death was a mistake.</summary>
    private static readonly FrozenSet<string> Alive = FrozenSet.Create("received", "returned", "transferred-in", "admitted-to-hospital", "moved-in-hospital", "hospital-discharge-cancelled");

    /// <summary>Answers by which a service has the care, or had it and has not given it back.</summary>
    private static readonly FrozenSet<string> TakenOver = FrozenSet.Create("accepted", "in-progress", "on-hold", "completed");

    private static readonly FrozenSet<string> InHospital = FrozenSet.Create("arrived", "triaged", "in-progress", "onleave");

    private static (string Code, string Display) Prison => ("prison", "Prison");

    private static (string Code, string Display) Community => ("community", "Community");

    public static PlanHolder Of(Plan plan)
    {
        if (plan.Notices.LastOrDefault(notice => notice.Event == "died" || Alive.Contains(notice.Event))?.Event == "died") return new PlanHolder(null, null, "The person has died: no service holds the plan any more.");
        var stay = plan.OfKind("custody").LastOrDefault(stay => stay.Resource.TextAt("status") is not ("cancelled" or "entered-in-error"));
        var isOut = stay?.Resource.TextAt("status") == "finished";
        var setting = Where(plan, stay, isOut);
        if (stay is not null && !isOut) return new PlanHolder(HealthcareOf(stay), setting, null);
        if ((Accepted(plan, stay) ?? Treating(plan, stay)) is { } service) return new PlanHolder(service, setting, null);
        return stay is null ? new PlanHolder(null, setting, null)
            : new PlanHolder(HealthcareOf(stay), setting, $"Out of prison, and no service has accepted the handover: the plan is still with {HealthcareOf(stay).TextAt("display")}.");
    }

    // ---- Who holds it

    /// <summary>No published map from prisons to the organisations that run their healthcare was found, so it is known by its prison.</summary>
    private static JsonObject HealthcareOf(Fact stay)
    {
        var prison = stay.Resource.At("location", 0, "location");
        var healthcare = new JsonObject();
        if (prison.TextAt("identifier", "value") is { } code) healthcare["identifier"] = new JsonObject { ["system"] = $"{FhirNames.Base}/Id/prison-healthcare", ["value"] = code };
        healthcare["display"] = prison.TextAt("display") is { } name ? $"Healthcare at {name}" : "Prison healthcare";
        return healthcare;
    }

    /// <summary>The service that accepted last. What was accepted before somebody came into prison again says nothing of this time.</summary>
    private static JsonObject? Accepted(Plan plan, Fact? stay) => plan.OfKind("handover-answer")
        .Where(answer => TakenOver.Contains(answer.Resource.TextAt("status") ?? "") && (Start(stay) is not { } begun || London.DayOf(answer.Chosen.Notice.At) >= begun))
        .MaxBy(answer => answer.Chosen.Notice, NoticeRow.ByTime) is { } last ? Named(last.Resource["owner"]) : null;

    /// <summary>Who treats the person outside without having been asked by us: a treatment spell that began after prison, or without any.</summary>
    private static JsonObject? Treating(Plan plan, Fact? stay) => plan.OfKind("episode")
        .Where(spell => spell.Resource.TextAt("status") == "active" && Named(spell.Resource["managingOrganization"]) is not null && (Day(stay?.Resource.TextAt("period", "end")) is not { } left ? stay is null : Start(spell) >= left))
        .MaxBy(spell => (Start(spell) ?? DateOnly.MinValue, London.DayOf(spell.Chosen.Notice.At), spell.Id)) is { } last ? Named(last.Resource["managingOrganization"]) : null;

    /// <summary>An organisation as whoever named it wrote it; null when nobody could say which it is.</summary>
    private static JsonObject? Named(JsonNode? organisation) => organisation is JsonObject named && (named["display"] ?? named.At("identifier", "value")) is not null ? named.DeepClone().AsObject() : null;

    // ---- Where the person is

    /// <summary>The last place that somebody told of; without any, the community when somebody there treats the person.</summary>
    private static JsonObject? Where(Plan plan, Fact? stay, bool isOut)
    {
        var places = new List<(DateTimeOffset Since, JsonNode? Coding)>();
        // Healthcare's notice says what is planned, long after the stay began; a movement is of its own moment.
        if (stay is not null) places.Add(IsMovement(stay) && LeftAt.TryGetValue(stay.Chosen.Notice.Event, out var left) ? (stay.Chosen.Notice.At, Coding(left)) : (Moment(stay, "start"), Coding(Prison)));
        // Who comes to a clinic lives where they did.
        foreach (var hospital in plan.OfKind("hospital-stay").Where(hospital => hospital.Resource.TextAt("class", "code") != "outpatient"))
            if (InHospital.Contains(hospital.Resource.TextAt("status") ?? "")) places.Add((Moment(hospital, "start"), hospital.Resource["class"]?.DeepClone()));
            // Who was in prison goes back to it, and a discharge is no release.
            else if (hospital.Resource.TextAt("status") == "finished" && (stay is null || isOut)) places.Add((Moment(hospital, "end"), Coding(Community)));
        foreach (var spell in plan.OfKind("episode").Where(spell => spell.Resource.TextAt("status") == "active"))
            if (spell.Resource["extension"].Items().FirstOrDefault(extension => extension.TextAt("url") == FhirNames.Extension("treatment-setting")).At("valueCodeableConcept", "coding", 0) is { } coding)
                places.Add((Moment(spell, "start"), coding.DeepClone()));
        // Of two at one moment the narrower: a bed in hospital says more than the prison it belongs to.
        if (places.Count == 0 && (Accepted(plan, stay) ?? Treating(plan, stay)) is not null) places.Add((default, Coding(Community)));
        return places.OrderBy(place => place.Since).LastOrDefault().Coding is { } last ? new JsonObject { ["coding"] = new JsonArray(last) } : null;
    }

    private static bool IsMovement(Fact stay) => stay.Chosen.Entry.Resource["extension"].Items().Any(extension => extension.TextAt("url") == FhirNames.Extension("movement-reason"));

    private static JsonObject? Coding((string Code, string Display)? setting) => setting is { } known ? CodeTable.Coding(FhirNames.CodeSystem("setting"), known.Code, known.Display) : null;

    /// <summary>A day is its beginning in London; who gave none is taken at the time of the notice.</summary>
    private static DateTimeOffset Moment(Fact fact, string end) => fact.Resource.TextAt("period", end) switch
    {
        { Length: > 10 } text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment,
        { } text when Day(text) is { } day && London.Instant(day, TimeOnly.MinValue) is { } midnight => midnight,
        _ => fact.Chosen.Notice.At,
    };

    private static DateOnly? Start(Fact? fact) => Day(fact?.Resource.TextAt("period", "start"));

    private static DateOnly? Day(string? text) => text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
