namespace Throughcare.Tests.Fhir;

public partial class ProfileFilesTests
{
    private static readonly string Folder = Path.Combine(Repo.Root, "fhir-profiles");

    private static readonly string Fsh = Path.Combine(Folder, "input", "fsh");

    public static TheoryData<string> Written => ["codes", "identifiers"];

    [Theory]
    [MemberData(nameof(Written))]
    public void What_the_tables_say_is_said_the_same_in_FSH(string part)
    {
        var file = Path.Combine(Fsh, part, "from-the-tables.fsh");
        var text = part == "codes" ? TablesAsFsh.Codes() : TablesAsFsh.Identifiers();
        if (Environment.GetEnvironmentVariable("UPDATE_PROFILES") == "1") File.WriteAllText(file, text);
        Assert.True(File.ReadAllText(file) == text, $"{part}/from-the-tables.fsh says something else than mappings/. Run UPDATE_PROFILES=1 dotnet test --filter ProfileFilesTests and look at the difference.");
    }
}
