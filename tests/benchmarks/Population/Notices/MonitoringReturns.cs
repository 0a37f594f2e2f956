using System.Globalization;
using System.Text;

namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>The rows of one client in a quarter's monitoring return, as CSV with its header.</summary>
internal sealed class MonitoringReturns
{
    private const string Header = "AGNCY,CLIENTID,RETURNNO,RETURNDATE,CONSENT,FINITIAL,SINITIAL,SEX,DOB,RFS,TRIAGED,MODAL,SETTING,MODEXIT,DISD,DISRS,INJSTAT,DRUG1,DRUG1AGE,ROUTE1,DRUG2,DRUG3,TOPDATE,TOPID,TRSTAGE,ALCUSE,OPIUSE,CRAUSE,COCAUSE,AMPHUSE,CANNUSE,OTDRGUSE,IVDRGUSE,SHARING,SHOTHEFT,DRGSELL,OTHTHEFT,ASSAULT,PSYHSTAT,PWORK,EDUCAT,ACUTHPBM,HRISK,PHSTAT,QUALLIFE\n";

    private readonly StringBuilder csv = new();

    /// <param name="record">As the return has the person; without birth date, sex and initials if they did not agree.</param>
    /// <param name="number">Counts the returns in which the client is.</param>
    /// <param name="day">The last of the quarter.</param>
    public byte[] Write(Episode episode, Sighting record, int number, DateOnly day)
    {
        var random = new Random(episode.Content);
        var agrees = record.Family is not null || record.Given.Count > 0;
        csv.Clear().Append(Header).Append(CultureInfo.InvariantCulture, $"{episode.Provider.Agency},{episode.Client},{number},{Written.UkDay(day)},{(agrees ? 'Y' : 'N')},");
        if (!agrees) csv.Append(',', Header.AsSpan().Count(',') - 5);
        else
        {
            csv.Append(record.Forename).Append(',').Append(record.Family).Append(',').Append(record.Sex switch { "male" => "M", "female" => "F", _ => null }).Append(',').Append(Written.UkDate(record.BirthDate)).Append(',');
            Treatment(episode, random, day);
            Outcomes(episode, new Random(episode.Content + number), number, day);
        }
        return Encoding.UTF8.GetBytes(csv.Append('\n').ToString());
    }

    private void Treatment(Episode episode, Random random, DateOnly day)
    {
        var substances = episode.Person.Substances;
        var isOver = episode.To <= day;
        csv.Append(random.OneOf(["2", "3", "4", "5", "8", "13"])).Append(',').Append(Written.UkDay(episode.From)).Append(',').Append(episode.Person.HasOpioidProblem ? "2,6," : episode.Person.HasDrugProblem ? "4,6," : "11,6,");
        if (isOver) csv.Append(random.OneOf(["A", "A", "B", "C"])).Append(',').Append(Written.UkDay(episode.To)).Append(',').Append(random.OneOf(["1", "2", "5", "6", "6", "7", "8"]));
        else csv.Append(",,");
        csv.Append(',').Append(episode.Person.HasDrugProblem ? random.OneOf(["C", "P", "N", "N"]) : "N");
        csv.Append(',').Append(substances[0].Return).Append(',').Append(random.Next(12, 16).ToString(CultureInfo.InvariantCulture)).Append(',').Append(substances[0] == Substance.Alcohol ? "4" : random.OneOf(["1", "2", "3"])).Append(',');
        if (substances.Count > 1) csv.Append(substances[1].Return);
        csv.Append(',');
        if (substances.Count > 2) csv.Append(substances[2].Return);
        csv.Append(',');
    }

    /// <summary>One Treatment Outcomes Profile: days of the last 28, and scores.</summary>
    private void Outcomes(Episode episode, Random random, int number, DateOnly day)
    {
        var topDay = day.AddDays(-random.Next(60));
        csv.Append(Written.UkDay(topDay < episode.From ? episode.From : topDay)).Append(CultureInfo.InvariantCulture, $",T-{episode.Client[2..]}{number},{(number == 1 ? "Start" : "Review")}");
        foreach (var hasDays in new[] { episode.Person.HasAlcoholProblem, episode.Person.HasOpioidProblem, episode.Person.HasDrugProblem, false, false, true, false, episode.Person.HasOpioidProblem }) Days(hasDays ? 28 : 2);
        csv.Append(random.Happens(0.1) ? ",Y" : ",N");
        Days(6);
        Days(2);
        csv.Append(random.Happens(0.1) ? ",Y" : ",N").Append(random.Happens(0.05) ? ",Y" : ",N");
        Days(20);
        Days(4);
        Days(4);
        csv.Append(random.Happens(0.15) ? ",Y" : ",N").Append(random.Happens(0.15) ? ",Y" : ",N");
        Days(20);
        Days(20);

        void Days(int most) => csv.Append(',').Append(random.Next(most + 1).ToString(CultureInfo.InvariantCulture));
    }
}
