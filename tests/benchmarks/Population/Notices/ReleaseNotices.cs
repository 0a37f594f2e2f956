using System.Globalization;

namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>What prison healthcare writes before somebody leaves.</summary>
internal sealed class ReleaseNotices(JsonBytes output)
{
    /// <param name="random">The same for each version of a notice, so that they differ only in what changed.</param>
    /// <param name="release">The day they are to leave, as known then.</param>
    public byte[] Write(TruePerson person, CustodySpell spell, Random random, DateTimeOffset at, int version, DateOnly release)
    {
        output.Start();
        var json = output.Json;
        json.WriteString("noticeId", string.Create(CultureInfo.InvariantCulture, $"RN-{PopulationYear.Number}-{person.Index:D6}{spell.Number}"));
        json.WriteNumber("noticeVersion", version);
        json.WriteString("createdAt", Written.Instant(at));
        json.WriteStartObject("author");
        json.WriteString("name", random.OneOf(Wording.Staff));
        json.WriteString("role", random.OneOf(Wording.Roles));
        json.WriteString("phone", string.Create(CultureInfo.InvariantCulture, $"0113 496 0{random.Next(1000):D3}"));
        json.WriteEndObject();
        Person(person, spell.Record);
        json.WriteStartObject("release");
        output.UkDay("date", release);
        json.WriteString("time", random.OneOf(["09:00", "09:30", "10:15", "11:00"]));
        json.WriteString("prison", spell.LastPrison);
        json.WriteString("bookingNumber", string.Create(CultureInfo.InvariantCulture, $"{person.Index % 100_000:D5}{(char)('A' + ((spell.Number + (person.Index / 100_000 * 6)) % 26))}"));
        json.WriteString("reason", spell.Reason);
        if (spell.IsRelease) json.WriteString("destination", person.Home.Kind switch { AddressKind.NoFixedAbode => random.OneOf(["NFA", "NFA", "SOF"]), AddressKind.Hostel => random.OneOf(["AP", "HOS"]), _ => random.OneOf(["OWN", "FAM", "OWN", "SUP", "CAS3"]) });
        output.UkDay("admissionDate", spell.From);
        if (random.Happens(0.8)) output.UkDay("licenceEnd", spell.To.AddDays(random.Next(60, 500)));
        json.WriteEndObject();
        if (person.HasDrugProblem || person.HasAlcoholProblem) SubstanceMisuse(person, spell, random);
        if (person.HasOpioidProblem && random.Happens(0.7)) Prescription(person, spell, random, at);
        if (person.HasOpioidProblem) Naloxone(random, release);
        Risks(person, random, at);
        Plan(person, spell, random, at);
        if (spell.IsRelease && random.Happens(0.9)) Provider(person, random, release);
        Probation(spell, random, release);
        return output.End();
    }

    private void Person(TruePerson person, Sighting record)
    {
        var json = output.Json;
        json.WriteStartObject("person");
        json.WriteString("nomsNumber", record.Numbers[0].Value);
        output.Text("nhsNumber", Written.Spaced(Written.NhsNumber(record)));
        output.Text("surname", record.Family);
        if (record.Given.Count > 0) json.WriteString("forename", record.Given[0]);
        if (record.Given.Count > 1)
        {
            json.WriteStartArray("middleNames");
            foreach (var name in record.Given.Skip(1)) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        output.Text("dateOfBirth", Written.UkDate(record.BirthDate));
        output.Text("sex", record.Sex switch { "male" => "M", "female" => "F", "other" => "I", "unknown" => "U", _ => null });
        output.Text("phone", record.Phone);
        if (record.Line is not null || record.Postcode is not null)
        {
            json.WriteStartObject("address");
            json.WriteStartArray("lines");
            if (record.Line is not null) json.WriteStringValue(record.Line);
            json.WriteEndArray();
            output.Text("town", record.Town);
            output.Text("postcode", record.Postcode);
            json.WriteEndObject();
        }
        if (person.Practice is not null)
        {
            json.WriteStartObject("gp");
            json.WriteString("odsCode", person.Practice);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void SubstanceMisuse(TruePerson person, CustodySpell spell, Random random)
    {
        var json = output.Json;
        json.WriteStartObject("substanceMisuse");
        json.WriteString("episodeId", string.Create(CultureInfo.InvariantCulture, $"SM-{person.Index:D6}{spell.Number}"));
        output.UkDay("startDate", spell.From.AddDays(random.Next(1, 8)));
        json.WriteString("keyWorker", random.OneOf(Wording.Staff));
        if (person.HasDrugProblem) json.WriteString("injectingStatus", random.OneOf(["C", "P", "P", "N", "N", "Z"]));
        json.WriteStartArray("substances");
        foreach (var (rank, substance) in person.Substances.Index())
        {
            json.WriteStartObject();
            json.WriteNumber("rank", rank + 1);
            json.WriteString("code", substance.Prison);
            json.WriteString("frequency", random.OneOf(Wording.UseFrequencies));
            json.WriteString("route", substance == Substance.Alcohol ? "ORL" : random.OneOf(Wording.UseRoutes));
            json.WriteNumber("ageFirstUse", random.Next(12, 16));
            output.UkDay("lastUse", spell.From.AddDays(-random.Next(1, 40)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Prescription(TruePerson person, CustodySpell spell, Random random, DateTimeOffset at)
    {
        var json = output.Json;
        var medicine = Wording.MedicineOf(person);
        var dose = medicine.Least + (random.Next(((medicine.Most - medicine.Least) / 2) + 1) * 2);
        json.WriteStartObject("prescription");
        json.WriteString("drug", medicine.Prison);
        json.WriteStartObject("dose");
        json.WriteNumber("value", dose);
        json.WriteString("unit", "mg");
        json.WriteEndObject();
        json.WriteString("frequency", "OD");
        json.WriteString("route", medicine.Route);
        json.WriteBoolean("supervised", random.Happens(0.9));
        output.UkDay("startDate", spell.From.AddDays(random.Next(1, 9)));
        json.WriteStartObject("lastDose");
        json.WriteString("at", Written.Instant(at.AddMinutes(-random.Next(10, 300))));
        json.WriteNumber("value", dose);
        json.WriteString("witnessedBy", random.OneOf(Wording.Staff));
        json.WriteEndObject();
        json.WriteStartObject("prescriber");
        json.WriteString("name", random.OneOf(Wording.Doctors));
        json.WriteString("gmc", string.Create(CultureInfo.InvariantCulture, $"99999{random.Next(100):D2}"));
        json.WriteEndObject();
        json.WriteNumber("bridgingDays", random.Next(1, 8));
        json.WriteEndObject();
    }

    private void Naloxone(Random random, DateOnly release)
    {
        var json = output.Json;
        json.WriteStartObject("naloxone");
        var isSupplied = random.Happens(0.75);
        json.WriteBoolean("supplied", isSupplied);
        if (isSupplied)
        {
            json.WriteString("product", random.OneOf(["NYX", "PRX"]));
            json.WriteNumber("doses", 2);
            output.UkDay("date", release);
        }
        json.WriteBoolean("trained", isSupplied && random.Happens(0.8));
        json.WriteEndObject();
    }

    private void Risks(TruePerson person, Random random, DateTimeOffset at)
    {
        var json = output.Json;
        json.WriteStartArray("risks");
        var first = random.Next(Wording.Risks.Length);
        for (var risk = 0; risk < random.Next(1, 4); risk++)
        {
            var (code, text) = Wording.Risks[(first + risk) % Wording.Risks.Length];
            if (code is "OVD" or "TOL" or "INJ" && !person.HasOpioidProblem) continue;
            json.WriteStartObject();
            json.WriteString("ref", string.Create(CultureInfo.InvariantCulture, $"R{risk + 1}"));
            json.WriteString("code", code);
            json.WriteString("level", random.OneOf(["H", "M", "M", "L"]));
            json.WriteString("text", text);
            output.UkDay("reviewed", DateOnly.FromDateTime(at.Date).AddDays(-random.Next(3, 60)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Plan(TruePerson person, CustodySpell spell, Random random, DateTimeOffset at)
    {
        var json = output.Json;
        var day = DateOnly.FromDateTime(at.Date);
        json.WriteStartObject("carePlan");
        json.WriteString("planId", string.Create(CultureInfo.InvariantCulture, $"CP-{person.Index:D6}{spell.Number}"));
        output.UkDay("reviewedOn", day.AddDays(-random.Next(2, 40)));
        json.WriteStartArray("goals");
        var (first, goals) = (random.Next(Wording.Goals.Length), random.Next(2, 6));
        for (var goal = 0; goal < goals; goal++)
        {
            var (domain, text) = Wording.Goals[(first + goal) % Wording.Goals.Length];
            json.WriteStartObject();
            json.WriteString("ref", string.Create(CultureInfo.InvariantCulture, $"G{goal + 1}"));
            json.WriteString("domain", domain);
            json.WriteString("text", text);
            json.WriteString("status", "A");
            output.UkDay("target", spell.To.AddDays(random.Next(30, 200)));
            json.WriteStartArray("actions");
            json.WriteStartObject();
            json.WriteString("text", random.OneOf(Wording.Actions));
            json.WriteString("owner", random.OneOf(Wording.ActionOwners));
            output.UkDay("due", spell.To.AddDays(random.Next(1, 60)));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Provider(TruePerson person, Random random, DateOnly release)
    {
        var json = output.Json;
        var provider = person.Clients.Count > 0 ? person.Clients[0].Provider : person.Home.Area.Providers[0];
        json.WriteStartObject("communityProvider");
        json.WriteString("odsCode", provider.Ods);
        json.WriteString("name", provider.Name);
        if (random.Happens(0.8))
        {
            var start = Written.At(release.AddDays(random.Next(1, 6)), 540 + (random.Next(14) * 30));
            json.WriteStartObject("appointment");
            json.WriteString("type", "INI");
            json.WriteString("status", random.OneOf(["B", "B", "P"]));
            json.WriteString("start", Written.Instant(start));
            json.WriteString("end", Written.Instant(start.AddMinutes(45)));
            json.WriteNumber("minutes", 45);
            json.WriteString("worker", random.OneOf(Wording.Staff));
            json.WriteString("location", provider.Name);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void Probation(CustodySpell spell, Random random, DateOnly release)
    {
        if (spell.Record.Number("crn") is not { } crn) return;
        var json = output.Json;
        json.WriteStartObject("probation");
        json.WriteString("crn", crn);
        json.WriteString("practitioner", random.OneOf(Wording.Staff));
        json.WriteString("region", random.OneOf(Wording.Regions));
        if (random.Happens(0.5))
        {
            json.WriteStartObject("requirement");
            json.WriteString("requirementId", string.Create(CultureInfo.InvariantCulture, $"RQ-{spell.Record.Person:D6}{spell.Number}"));
            json.WriteString("type", random.OneOf(["LIC", "DRR", "ATR", "MHTR", "RAR"]));
            json.WriteString("order", "licence");
            output.UkDay("startDate", release.AddDays(random.Next(0, 8)));
            output.UkDay("endDate", release.AddDays(random.Next(90, 360)));
            json.WriteNumber("hours", random.Next(4, 30));
            json.WriteString("frequency", random.OneOf(["W", "F", "M"]));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
