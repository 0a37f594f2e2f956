using System.Globalization;

namespace Throughcare.Local;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Arguments
{
    public const string Text = """
        dotnet run --project local                       the whole product on this machine, until Ctrl-C
        dotnet run --project local -- --story NAME       play a story and exit: 0 when everyone was told and has acknowledged

          --story NAME      a folder of local/Stories
          --load N          instead, send N notices as fast as they are taken, and say how fast they went through
          --port N          first of six ports in a row (7071); 0 for any that are free
          --state FOLDER    where queues, tables and secrets are kept (.throughcare in the repository)
          --app FOLDER      a built function app to run instead of this repository's
        """;

    public bool Help { get; init; }
    public string? Story { get; init; }
    public int? Load { get; init; }
    public int? Port { get; init; }
    public string? State { get; init; }
    public string? App { get; init; }
    /// <summary>For crash tests, see <see cref="StackOptions"/>.</summary>
    public string? HandlerFault { get; init; }
    public string? StandInFault { get; init; }
    public int AgenciesFail { get; init; }

    public static Arguments Read(string[] args)
    {
        var read = new Arguments();
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => i + 1 < args.Length ? args[++i] : throw new CannotRun($"{args[i]} needs a value.\n\n{Text}");
            read = args[i] switch
            {
                "--help" or "-h" => read with { Help = true },
                "--story" => read with { Story = Value() },
                "--load" => read with { Load = int.TryParse(Value(), CultureInfo.InvariantCulture, out var load) && load is > 0 and < 100_000 ? load : throw new CannotRun("--load is a number from 1 to 99999.") },
                "--port" => read with { Port = int.TryParse(Value(), CultureInfo.InvariantCulture, out var port) && port is >= 0 and < 65530 ? port : throw new CannotRun("--port is a number from 0 to 65529.") },
                "--state" => read with { State = Path.GetFullPath(Value()) },
                "--app" => read with { App = Path.GetFullPath(Value()) },
                "--handler-fault" => read with { HandlerFault = Value() },
                "--agencies-fail" => read with { AgenciesFail = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--stand-in-fault" => read with { StandInFault = Value() },
                _ => throw new CannotRun($"{args[i]} is not an option.\n\n{Text}"),
            };
        }
        return read;
    }
}
