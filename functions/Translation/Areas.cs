namespace Throughcare.Translation;

/// <summary>Local authorities, police areas, and which lies in which on a day: they have never had the same borders, and both change.</summary>
internal sealed class Areas
{
    private readonly List<(string PoliceArea, string LocalAuthority, DateOnly? From, DateOnly? Until)> links = [];

    private Areas(string folder)
    {
        LocalAuthorities = Organisations.Read(folder, "local-authorities.csv", "local_authority");
        PoliceAreas = Organisations.Read(folder, "police-areas.csv", "police_area");
    }

    public Organisations LocalAuthorities { get; }

    public Organisations PoliceAreas { get; }

    /// <summary>Reads local-authorities.csv, police-areas.csv and police-areas-local-authorities.csv.</summary>
    /// <exception cref="TableFault">A link names a body that is not there, or days that are not the body's, or the same days twice.</exception>
    public static Areas Read(string folder)
    {
        var areas = new Areas(folder);
        foreach (var row in TableFile.ReadExactly(folder, "police-areas-local-authorities.csv", "police_area", "local_authority", "valid_from", "valid_until", "because"))
        {
            row.Required("because");
            var link = (PoliceArea: row.Required("police_area"), LocalAuthority: row.Required("local_authority"), From: row.Day("valid_from"), Until: row.Day("valid_until"));
            if (link.Until < link.From) throw row.Fault("\"valid_until\" is before \"valid_from\". Write the first day in the first.");
            Check(row, areas.PoliceAreas, link.PoliceArea, "police-areas.csv", link.From, link.Until);
            Check(row, areas.LocalAuthorities, link.LocalAuthority, "local-authorities.csv", link.From, link.Until);
            if (areas.links.Exists(other => other.PoliceArea == link.PoliceArea && other.LocalAuthority == link.LocalAuthority && (other.From is null || link.Until is null || other.From <= link.Until) && (link.From is null || other.Until is null || link.From <= other.Until)))
                throw row.Fault("these two are on another row for the same days. Keep one of them, or give them days that do not meet.");
            areas.links.Add(link);
        }
        return areas;
    }

    /// <summary>The police areas in which a local authority lies on that day, by their names then.</summary>
    public IReadOnlyList<Organisation> PoliceAreasOf(string localAuthority, DateOnly day) =>
        LocalAuthorities.Find(localAuthority, day) is null ? [] : [.. On(day).Where(link => link.LocalAuthority == localAuthority).Select(link => PoliceAreas.Find(link.PoliceArea, day)).OfType<Organisation>()];

    /// <summary>The local authorities that lie in a police area on that day, by their names then.</summary>
    public IReadOnlyList<Organisation> LocalAuthoritiesOf(string policeArea, DateOnly day) =>
        PoliceAreas.Find(policeArea, day) is null ? [] : [.. On(day).Where(link => link.PoliceArea == policeArea).Select(link => LocalAuthorities.Find(link.LocalAuthority, day)).OfType<Organisation>()];

    private IEnumerable<(string PoliceArea, string LocalAuthority, DateOnly? From, DateOnly? Until)> On(DateOnly day) => links.Where(link => (link.From is null || link.From <= day) && (link.Until is null || day <= link.Until));

    private static void Check(TableRecord row, Organisations bodies, string id, string file, DateOnly? from, DateOnly? until)
    {
        if (!bodies.Knows(id)) throw row.Fault($"\"{id}\" has no row in {file}. Add one, or correct its name.");
        if (!bodies.Covers(id, from, until)) throw row.Fault($"\"{id}\" is not in being on all of these days: see {file}. Correct the days of one of them.");
    }
}
