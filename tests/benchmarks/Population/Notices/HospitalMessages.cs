using System.Globalization;
using System.Text;

namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>Stays in hospital and results, as HL7 version 2.</summary>
internal sealed class HospitalMessages
{
    private readonly StringBuilder text = new();

    /// <summary>All messages about one stay.</summary>
    /// <param name="number">Counts the person's stays in all hospitals.</param>
    public List<(DateTimeOffset At, byte[] Bytes)> Stay(TruePerson person, Sighting record, int number, DateTimeOffset from, Random random)
    {
        var hospital = record.Numbers[0].Assigner!;
        var visit = string.Create(CultureInfo.InvariantCulture, $"V-{person.Index:D6}{number:D2}");
        var (first, later) = (random.OneOf(Wording.Wards), random.OneOf(Wording.Wards));
        var isShort = random.Happens(0.5);
        var to = from.AddHours(isShort ? random.Next(3, 20) : 24 + (random.Rank(30, 3) * 24));
        var patientClass = isShort ? "E" : "I";
        var reason = random.OneOf(Wording.Admissions);
        var sent = new List<(DateTimeOffset, byte[])>();
        if (random.Happens(0.03))
        {
            Add("A01", from, first, null, null);
            Add("A11", from.AddMinutes(40), first, null, null);
            return sent;
        }
        Add("A01", from, first, null, null);
        if (!isShort && first != later) Add("A02", from.AddHours(15), later, first, null);
        var last = isShort ? first : later;
        Add("A03", to, last, null, to);
        if (random.Happens(0.02))
        {
            Add("A13", to.AddMinutes(20), last, null, null);
            Add("A03", to.AddHours(5), last, null, to.AddHours(5));
        }
        else if (random.Happens(0.1)) Add("A08", to.AddHours(2), last, null, to);
        if (random.Happens(0.15)) sent.Add((from.AddHours(20), Results(person, record, hospital, number, from, random)));
        return sent;

        void Add(string what, DateTimeOffset at, string ward, string? before, DateTimeOffset? discharged)
        {
            Head("PAS", hospital, at, $"ADT^{what}", string.Create(CultureInfo.InvariantCulture, $"{visit}-{sent.Count}"));
            text.Append("EVN|").Append(what).Append('|').Append(Written.Hl7Time(at)).Append('\r');
            Patient(person, record, hospital);
            text.Append("PV1|1|").Append(patientClass).Append('|').Append(ward).Append("|||").Append(before).Append('|', 13).Append(visit).Append("^^^").Append(hospital).Append("^VN").Append('|', 17);
            if (discharged is not null) text.Append(person.Home.Kind == AddressKind.Hostel ? "29" : "19");
            text.Append('|', 8).Append(Written.Hl7Time(from)).Append('|');
            if (discharged is { } out_) text.Append(Written.Hl7Time(out_));
            text.Append("\rPV2|||^").Append(reason).Append('\r');
            sent.Add((at, Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    private byte[] Results(TruePerson person, Sighting record, string hospital, int number, DateTimeOffset from, Random random)
    {
        var order = string.Create(CultureInfo.InvariantCulture, $"LB-{person.Index:D6}{number:D2}");
        var at = from.AddHours(20);
        Head("LAB", hospital, at, "ORU^R01", order);
        Patient(person, record, hospital);
        text.Append("OBR|1||").Append(order).Append("|BBV^Blood-borne virus screen^L|||").Append(Written.Hl7Time(from)).Append('|', 15).Append(Written.Hl7Time(at)).Append("|||F\r");
        var isPositive = person.HasDrugProblem && random.Happens(0.3);
        text.Append("OBX|1|CWE|HCVAB^Hepatitis C antibody^L||").Append(isPositive ? "POS^Positive^L" : "NEG^Negative^L").Append("||Negative|").Append(isPositive ? 'A' : 'N').Append("|||F\r");
        text.Append("OBX|2|CWE|HBSAG^Hepatitis B surface antigen^L||NEG^Negative^L||Negative|N|||F\r");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Head(string system, string hospital, DateTimeOffset at, string what, string id) =>
        text.Clear().Append("MSH|^~\\&|").Append(hospital).Append(system).Append('|').Append(hospital).Append("|THROUGHCARE|TC|").Append(Written.Hl7Time(at)).Append("||").Append(what).Append('|').Append(id).Append("|P|2.4|||AL|NE|GBR|UNICODE UTF-8\r");

    private void Patient(TruePerson person, Sighting record, string hospital)
    {
        text.Append("PID|1||").Append(record.Numbers[0].Value).Append("^^^").Append(hospital).Append("^MR");
        if (Written.NhsNumber(record) is { } nhs) text.Append('~').Append(nhs).Append("^^^NHS^NH");
        if (record.Number("prison-number") is { } prison) text.Append('~').Append(prison).Append("^^^NOMIS");
        text.Append("||").Append(record.Family).Append('^').Append(record.Forename);
        if (record.Given.Count > 1) text.Append('^').AppendJoin(' ', record.Given.Skip(1));
        text.Append("||").Append(Written.Hl7Date(record.BirthDate)).Append('|').Append(record.Sex switch { "male" => "M", "female" => "F", "other" => "O", "unknown" => "U", _ => null });
        text.Append("|||");
        if (record.Line is not null || record.Postcode is not null) text.Append(record.Line).Append("^^").Append(record.Town).Append("^^").Append(record.Postcode).Append("^GBR^H");
        text.Append("||").Append(record.Phone).Append('\r');
        if (person.Practice is not null) text.Append("PD1|||^^").Append(person.Practice).Append('\r');
    }
}
