namespace Throughcare.Benchmarks.Population.Notices;

/// <summary>Texts and codes that notices are filled with. The people named are invented; codes are those of the tables in mappings.</summary>
internal static class Wording
{
    public static readonly string[] Staff = ["Moira Penhallow", "Anil Varghese", "Bethan Cadwaladr", "Tunde Akerele", "Ros Whitcombe", "Farah Lodhi", "Gwil Prothero", "Ewa Sobczak", "Dean Holroyd", "Carys Maddox"];

    public static readonly string[] Doctors = ["Dr Helen Sturridge", "Dr Sunil Kapadia", "Dr Aled Morris-Pugh", "Dr Yewande Coker"];

    public static readonly string[] Roles = ["Recovery nurse", "Healthcare manager", "Drug and alcohol practitioner", "Prescribing pharmacist"];

    public static readonly string[] Regions = ["North East", "North West", "Yorkshire and the Humber", "East Midlands", "West Midlands", "Greater Manchester", "South West", "Wales", "London"];

    /// <summary>Domain and text of a goal of prison healthcare.</summary>
    public static readonly (string Domain, string Text)[] Goals =
    [
        ("SUB", "Keep off heroin and crack in the first month outside"), ("OST", "Take the prescribed dose each day and not share it"), ("ALC", "Not to drink before noon, and to keep the diary going"), ("MNH", "See someone about the nightmares and the low mood"),
        ("HOU", "Have a room of my own by the summer"), ("FAM", "See the children every other weekend"), ("EMP", "Finish the forklift course begun inside"), ("HLT", "Have the chest looked at and the teeth done"), ("BBV", "Begin hepatitis C treatment"), ("FIN", "Open a bank account and pay off the phone"), ("REC", "Go to a meeting with a peer mentor each week"),
    ];

    public static readonly string[] Actions = ["Write to the housing options team", "Book the first appointment and tell me the time", "Hand over the letter for the pharmacy", "Ring my sister about the address", "Fill in the claim on the day", "Send the blood results on"];

    public static readonly string[] ActionOwners = ["COM", "DWP", "GP", "HOU", "PEER", "PRI", "PRO", "SELF"];

    /// <summary>Code and text of a risk of prison healthcare.</summary>
    public static readonly (string Code, string Text)[] Risks =
    [
        ("OVD", "Overdosed twice before custody"), ("TOL", "No opioids for months: a former dose could kill"), ("SSH", "On suicide watch in the first weeks"), ("DSH", "Old scars on both arms, none new"), ("HOM", "No address to go to"),
        ("VIO", "Not to be seen alone in the first weeks"), ("INJ", "Injects in the groin; an abscess last year"), ("BBV", "Shared works before custody"), ("DVV", "Partner is not to know the address"), ("NEG", "Forgets to eat when using"),
    ];

    public static readonly string[] UseFrequencies = ["D", "2W", "W", "F", "M", "N"];

    public static readonly string[] UseRoutes = ["INJ", "SMK", "ORL", "SNF"];

    /// <summary>Opioid substitution: code in prison, code and name in FHIR, usual doses in milligrams, route.</summary>
    public static readonly (string Prison, string Fhir, string Display, int Least, int Most, string Route)[] Medicines =
    [
        ("MTD1", "methadone-1mg-ml-oral-solution", "Methadone 1mg/ml oral solution", 30, 100, "PO"), ("MTD1SF", "methadone-1mg-ml-oral-solution-sugar-free", "Methadone 1mg/ml oral solution sugar free", 30, 100, "PO"),
        ("BUP8", "buprenorphine-8mg-sublingual-tablets-sugar-free", "Buprenorphine 8mg sublingual tablets sugar free", 8, 24, "SL"), ("ESP8", "buprenorphine-8mg-oral-lyophilisates-sugar-free", "Buprenorphine 8mg oral lyophilisates sugar free", 8, 24, "SL"),
    ];

    /// <summary>What a person is prescribed, by whoever it is.</summary>
    public static (string Prison, string Fhir, string Display, int Least, int Most, string Route) MedicineOf(TruePerson person) => Medicines[person.Index % Medicines.Length];

    /// <summary>Prisons that most receive from the courts and those that people move on to; all take both here.</summary>
    public static readonly string[] MensPrisons = ["LEI", "DMI", "HMI", "HLI", "MRI", "LPI", "BMI", "HEI", "NMI", "LII", "BLI", "CFI", "SWI", "EXI", "WWI", "PVI", "TSI", "WSI", "BXI", "NWI", "PBI", "LCI", "PNI", "DNI", "HHI", "BWI", "WEI", "MDI", "FBI", "ACI", "PRI", "ONI", "HPI", "RNI", "SKI", "FSI", "OWI", "DGI"];

    public static readonly string[] WomensPrisons = ["NHI", "STI", "LNI", "PFI", "BZI", "EWI", "FHI", "DHI", "SDI", "DWI"];

    public static readonly string[] YoungMensPrisons = ["WYI", "DTI", "FMI", "AYI", "BSI", "ISI"];

    /// <summary>Why people come to hospital, in a few words.</summary>
    public static readonly string[] Admissions = ["Found drowsy, opioids suspected", "Abscess of the groin", "Chest pain after cocaine", "Fall while drunk", "Seizure, alcohol withdrawal", "Cellulitis of the leg", "Overdose of tablets", "Pneumonia", "Hand injury", "Collapse, cause unclear"];

    public static readonly string[] Wards = ["AMU", "EAU", "WARD3", "WARD7", "WARD12", "ORTHO", "SAU"];
}
