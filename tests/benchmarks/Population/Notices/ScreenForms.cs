using System.Globalization;
using System.Security;
using System.Text;

namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>Screens in custody suites and at court, as XML.</summary>
internal sealed class ScreenForms
{
    private readonly StringBuilder xml = new();

    /// <param name="number">Counts the screens of the person.</param>
    /// <param name="random">The same for each version of a screen.</param>
    public byte[] Write(TruePerson person, Sighting record, int number, int version, DateTimeOffset at, Random random, string status)
    {
        var area = person.Home.Area;
        xml.Clear().Append(CultureInfo.InvariantCulture, $"""<Screen xmlns="https://fhir.throughcare.example/liaison-and-diversion/1" id="LD-{PopulationYear.Number}-{person.Index:D6}{number}" version="{version}" at="{Written.Instant(at)}" status="{status}">""");
        xml.Append(CultureInfo.InvariantCulture, $"""<place setting="{random.OneOf(["police custody", "police custody", "court"])}"/><service odsCode="{area.Diversion}">{area.Town} Liaison and Diversion</service>""");
        Person(person, record);
        Answer("drugs", person.HasDrugProblem, random);
        Answer("alcohol", person.HasAlcoholProblem, random);
        // policy.md section 5a: three quarters of prisoners may have a mental health problem beside the other.
        Answer("mental health", random.Happens(0.75), random);
        Answer("learning disability", random.Happens(0.1), random);
        var isReferred = (person.HasDrugProblem || person.HasAlcoholProblem) && random.Happens(0.6);
        if (isReferred)
        {
            var provider = area.Providers[0];
            xml.Append(CultureInfo.InvariantCulture, $"""<referral number="R-{number + 1}" service="drug and alcohol treatment" status="made" made="{at:yyyy-MM-dd}"><to odsCode="{provider.Ods}">{provider.Name}</to><domain>{(person.HasDrugProblem ? "drugs" : "alcohol")}</domain></referral>""");
        }
        xml.Append(CultureInfo.InvariantCulture, $"""<outcome code="{(isReferred ? "treatment" : random.OneOf(["no-further-action", "other-service"]))}" consent="{random.OneOf(["yes", "yes", "yes", "no", "not known"])}"/></Screen>""");
        return Encoding.UTF8.GetBytes(xml.ToString());
    }

    private void Person(TruePerson person, Sighting record)
    {
        xml.Append("<person>");
        Element("nhsNumber", Written.Spaced(Written.NhsNumber(record)));
        Element("pnc", record.Number("pnc"));
        Element("prisonNumber", record.Number("prison-number"));
        Element("crn", record.Number("crn"));
        Element("surname", record.Family);
        foreach (var name in record.Given) Element("forename", name);
        Element("dateOfBirth", record.BirthDate);
        Element("sex", record.Sex == "unknown" ? "not known" : record.Sex);
        Element("phone", record.Phone);
        if (record.Line is not null || record.Postcode is not null)
        {
            xml.Append("<address>");
            Element("line", record.Line);
            Element("town", record.Town);
            // Custody staff type in small letters.
            Element("postcode", record.Postcode?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());
            xml.Append("</address>");
        }
        if (person.Practice is not null) xml.Append(CultureInfo.InvariantCulture, $"""<gp odsCode="{person.Practice}"/>""");
        xml.Append("</person>");
    }

    private void Answer(string domain, bool isYes, Random random) => xml.Append(CultureInfo.InvariantCulture, $"""<answer domain="{domain}">{(random.Happens(0.08) ? "not known" : isYes ? "yes" : "no")}</answer>""");

    private void Element(string name, string? value)
    {
        if (value is not null) xml.Append('<').Append(name).Append('>').Append(SecurityElement.Escape(value)).Append("</").Append(name).Append('>');
    }
}
