using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Throughcare.Benchmarks;
using Throughcare.Benchmarks.Engines;
using Throughcare.Benchmarks.Measuring;
using Throughcare.Benchmarks.Notices;
using Throughcare.Benchmarks.Population;
using Throughcare.Translation;

try
{
    return Run(Arguments.Read(args));
}
catch (WrongResult problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
catch (Exception problem) when (problem is CannotRun or TableFault or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

static int Run(Arguments arguments)
{
    if (arguments.Help || arguments.Words.Count == 0)
    {
        Console.WriteLine(Arguments.Text);
        return arguments.Help ? 0 : 2;
    }
#if DEBUG
    Console.Error.WriteLine("This is a Debug build; its figures say nothing. Add -c Release.");
#endif
    switch (arguments.Words)
    {
        case ["ratio"]: return Ratios.Measure(arguments) ? 0 : 1;
        case ["cold"]: return ColdStarts.Measure(arguments) ? 0 : 1;
        case ["curve", "size"]: Curves.BySize(arguments); return 0;
        case ["curve", "codes"]: Curves.ByCodes(arguments); return 0;
        case ["validate-ratio"]: Validations.Measure(arguments, null); return 0;
        case ["validate-ratio", var file]: Validations.Measure(arguments, file); return 0;
        case ["check", var from, var to]: Check(arguments, from, to); return 0;
        case ["make", var to]: Corpus.Write(to, Corpus.Of(arguments)); return 0;
        case ["cost", "plan"]: Costs.OfPlan().GetAwaiter().GetResult(); return 0;
        case ["cost", "people", var people]: Costs.OfPeople(int.Parse(people, NumberStyles.None, CultureInfo.InvariantCulture)).GetAwaiter().GetResult(); return 0;
        case ["year", var people]: return Populations.Measure(arguments, People(people), bothOrders: true).GetAwaiter().GetResult() ? 0 : 1;
        case ["year", var people, "once"]: return Populations.Measure(arguments, People(people), bothOrders: false).GetAwaiter().GetResult() ? 0 : 1;
        case ["matching", var people]: Matchings.Measure(arguments, People(people), borrowed: false); return 0;
        case ["matching", var people, "borrowed"]: Matchings.Measure(arguments, People(people), borrowed: true); return 0;
        case ["population", var people]: PopulationCounts.Print(arguments.Seed, People(people), Console.Out); return 0;
        case ["list"]: foreach (var kind in AllEngines.Kinds) Console.WriteLine($"{kind.Name,-14} {kind.About}"); return 0;
        case ["one", var name]: One(arguments, AllEngines.Find(name)); return 0;
        case ["once", var name, var file]: Once(arguments, AllEngines.Find(name), file); return 0;
        default: throw new CannotRun($"\"{string.Join(' ', arguments.Words)}\" is not a command. --help shows what there is.");
    }
}

static int People(string count) => int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var people) && people is > 0 and <= Numbers.Most
    ? people : throw new CannotRun(string.Create(CultureInfo.InvariantCulture, $"A population has from 1 to {Numbers.Most} people."));

static void One(Arguments arguments, EngineKind kind)
{
    var notices = Corpus.Of(arguments);
    var documents = kind.Reads == Reads.Notices ? notices : Bundles.Of(notices, arguments.Tables);
    Console.WriteLine(Figures.Line(Measured.Run(kind.Name, kind.Make(arguments.Tables, documents), documents, arguments.WarmUp, arguments.Seconds)));
}

static void Once(Arguments arguments, EngineKind kind, string file)
{
    if (!File.Exists(file)) throw new CannotRun($"{file} is not there.");
    var notice = File.ReadAllBytes(file);
    var output = new ArrayBufferWriter<byte>();
    Translate(kind.Make(arguments.Tables, [notice]), notice, output, file);
    using var stdout = Console.OpenStandardOutput();
    stdout.Write(output.WrittenSpan);
}

static void Check(Arguments arguments, string from, string to)
{
    var documents = Corpus.Read(from);
    var engine = AllEngines.Find(arguments.Engine ?? AllEngines.HandWritten).Make(arguments.Tables, documents);
    var output = new ArrayBufferWriter<byte>();
    using var file = File.Create(to);
    foreach (var (i, document) in documents.Index())
    {
        output.ResetWrittenCount();
        Translate(engine, document, output, $"{from}, document {i + 1}");
        output.Write("\n"u8);
        file.Write(output.WrittenSpan);
    }
}

static void Translate(IEngine engine, byte[] document, ArrayBufferWriter<byte> output, string place)
{
    try
    {
        engine.Translate(document, output);
    }
    catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
    {
        throw new WrongResult($"{place} is not a release notice: {problem.Message}");
    }
}
