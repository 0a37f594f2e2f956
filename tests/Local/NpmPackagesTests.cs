using Throughcare.Local;

namespace Throughcare.Tests.Local;

public sealed class NpmPackagesTests
{
    [Fact]
    public async Task What_npm_cannot_install_is_named_with_what_to_do()
    {
        var folder = Repo.Temporary("npm");
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"name":"nothing","private":true,"dependencies":{"fhir":"4.12.0"}}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "package-lock.json"), """{"name":"nothing","lockfileVersion":3,"requires":true,"packages":{"":{"name":"nothing"}}}""");
        var said = await Assert.ThrowsAsync<CannotRun>(() => NpmPackages.Install(folder, "the validators", _ => { }));
        Assert.StartsWith("npm could not install the validators: ", said.Message, StringComparison.Ordinal);
        Assert.Contains($"Run npm ci in {folder}", said.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "node_modules/.throughcare-installed")));
    }

    [Fact]
    public async Task What_is_installed_is_not_installed_again()
    {
        var folder = Repo.Temporary("npm");
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"name":"nothing","private":true}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "package-lock.json"), """{"name":"nothing","lockfileVersion":3,"requires":true,"packages":{"":{"name":"nothing"}}}""");
        Directory.CreateDirectory(Path.Combine(folder, "node_modules"));
        var said = new List<string>();
        await Task.WhenAll(NpmPackages.Install(folder, "nothing", said.Add), NpmPackages.Install(folder, "nothing", said.Add));
        Assert.Equal(["Installing nothing (npm ci, once) ..."], said);
    }
}
