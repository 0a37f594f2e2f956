using Throughcare.Translation;

namespace Throughcare.Commands;

/// <summary>What the program does when it is given a word instead of being started by the Functions host: for analysts and for the engineers of an agency.</summary>
/// <remarks>Exit codes: 0 all is well, 1 something is wrong with what was looked at, 2 the command could not run.</remarks>
internal sealed class Command(TextWriter output, TextWriter errors, TimeProvider time)
{
    private const string Help = """
        throughcare: the tables that translate agencies' records, from the command line

          check                                reads every table and says what is wrong with it, a line each
          translate FILE --source NAME         prints the FHIR that a notice becomes
          explain FILE ELEMENT --source NAME   says which rows made an element, such as Patient.birthDate or Goal[1].target
          gaps FILE... --source NAME           lists the codes in notices that no table has, with counts
          gaps --app URL                       the same as a running app has seen them; its caller's key is in THROUGHCARE_KEY
          validate FILE [--profile URL]        says what is wrong with a FHIR R4 resource, as an OperationOutcome
          concept-maps FOLDER                  writes every code table as a FHIR ConceptMap into the folder
          help                                 this text

        Options
          --source NAME       whose record the file is: a name of mappings/sources.csv
          --profile URL       a profile that the resource is to keep to, besides R4 and the profiles it names
          --mappings FOLDER   the tables; without it the nearest folder named mappings, here or above

        A FILE of - is read from standard input. Exit codes: 0 all is well; 1 something is wrong with the tables, the notice or the resource; 2 the command could not run.
        """;

    public async Task<int> Run(string[] arguments)
    {
        try
        {
            var asked = Asked.Read(arguments);
            switch (asked.Word)
            {
                case "help" or "--help" or "-h":
                    await output.WriteLineAsync(Help);
                    return 0;
                case "check": return new CheckTables(output).Run(asked.Mappings);
                case "translate": return new TranslateFile(output, errors, time).Run(asked.Tables(), asked.OnlyFile(), asked.NeedSource());
                case "explain": return new ExplainElement(output, errors, time).Run(asked.Tables(traced: true), asked.File(0), asked.Rest(1), asked.NeedSource());
                case "gaps": return asked.App is { } app ? await ListGaps.OfApp(app, output) : new ListGaps(output, errors).OfFiles(asked.Tables(), asked.Files(), asked.NeedSource());
                case "validate": return new ValidateFile(output).Run(asked.OnlyFile(), asked.Profile);
                case "concept-maps": return WriteConceptMaps(asked.Mappings, asked.Rest(0));
                default: throw new CannotRun($"\"{asked.Word}\" is not a command.{Spelling.Meant(asked.Word, ["check", "translate", "explain", "gaps", "validate", "concept-maps", "help"])} Run \"help\" to see them.");
            }
        }
        catch (CannotRun problem)
        {
            await errors.WriteLineAsync(problem.Message);
            return 2;
        }
        catch (TableFault problem)
        {
            await errors.WriteLineAsync($"{problem.Message} Run \"check\" to see all that is wrong.");
            return 2;
        }
    }

    /// <summary>For whoever publishes them: the maps are made from the tables and kept nowhere else.</summary>
    private int WriteConceptMaps(string mappings, string folder)
    {
        var count = 0;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var map in ConceptMaps.Read(mappings).All)
            {
                File.WriteAllText(Path.Combine(folder, $"ConceptMap-{map.TextAt("id")}.json"), map.ToJsonString(Json.Indented) + "\n");
                count++;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CannotRun($"{folder} cannot be written: {problem.Message}");
        }
        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} ConceptMaps are in {folder}."));
        return 0;
    }

    /// <summary>The arguments, apart.</summary>
    private sealed record Asked(string Word, IReadOnlyList<string> Words, string? Source, string? Profile, string Mappings, Uri? App)
    {
        public static Asked Read(string[] arguments)
        {
            var words = new List<string>();
            string? source = null, profile = null, mappings = null, app = null;
            for (var i = 0; i < arguments.Length; i++)
            {
                switch (arguments[i])
                {
                    case "--source": source = Value(ref i); break;
                    case "--profile": profile = Value(ref i); break;
                    case "--mappings": mappings = Value(ref i); break;
                    case "--app": app = Value(ref i); break;
                    case ['-', _, ..] when i > 0: throw new CannotRun($"\"{arguments[i]}\" is not an option.{Spelling.Meant(arguments[i], ["--source", "--profile", "--mappings", "--app"])} Run \"help\" to see them.");
                    default: words.Add(arguments[i]); break;
                }
            }
            if (words.Count == 0) throw new CannotRun("Say what to do: check, translate, explain, gaps or validate. Run \"help\" to see how.");
            Uri? address = null;
            if (app is not null && !Uri.TryCreate(app.TrimEnd('/') + "/", UriKind.Absolute, out address)) throw new CannotRun("--app is a web address, like http://127.0.0.1:7071.");
            return new Asked(words[0], words[1..], source, profile, mappings ?? Nearest(), address);

            string Value(ref int i) => i + 1 < arguments.Length ? arguments[++i] : throw new CannotRun($"{arguments[i]} needs a value after it.");
        }

        /// <summary>The tables that someone who stands in the repository is working on; those of the program otherwise.</summary>
        private static string Nearest()
        {
            for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
                if (System.IO.File.Exists(Path.Combine(folder.FullName, "mappings", "systems.csv"))) return Path.Combine(folder.FullName, "mappings");
            return Path.Combine(AppContext.BaseDirectory, "mappings");
        }

        public Tables Tables(bool traced = false) => Translation.Tables.Load(Directory.Exists(Mappings) ? Mappings : throw new CannotRun($"There is no folder {Mappings}."), traced: traced);

        public string NeedSource() => Source ?? throw new CannotRun("Say whose record it is with --source NAME; the names are in mappings/sources.csv.");

        public IReadOnlyList<byte[]> Files() => Words.Count > 0 ? [.. Words.Select(Content)] : throw new CannotRun("Name a file, or - for standard input.");

        public byte[] OnlyFile() => Words.Count == 1 ? Content(Words[0]) : throw new CannotRun("Name one file, or - for standard input.");

        public byte[] File(int index) => index < Words.Count ? Content(Words[index]) : throw new CannotRun("Name a file, or - for standard input.");

        public string Rest(int index) => Words.Count == index + 1 ? Words[index] : throw new CannotRun(index == 0 ? "Name one folder." : "Name one element after the file, such as Patient.birthDate.");

        private static byte[] Content(string file)
        {
            try
            {
                if (file != "-") return System.IO.File.ReadAllBytes(file);
                using var input = Console.OpenStandardInput();
                using var content = new MemoryStream();
                input.CopyTo(content);
                return content.ToArray();
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new CannotRun($"{file} cannot be read: {problem.Message}");
            }
        }
    }
}

/// <summary>The command could not run; the message says why and what to do.</summary>
internal sealed class CannotRun(string message) : Exception(message);
