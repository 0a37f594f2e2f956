using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Throughcare.Storage;
using Throughcare.Translation;

namespace Throughcare.People;

/// <summary>Who a notice is about.</summary>
/// <param name="Key">The person's key.</param>
/// <param name="Conflicts">Other persons that one of the notice's numbers already belongs to: for a human to look at, never joined here.</param>
/// <param name="Provisional">True when no number in the notice can be looked up, so that it stands alone until a human says whose it is.</param>
internal sealed record Identified(string Key, IReadOnlyList<string> Conflicts, bool Provisional);

/// <summary>Identifier → person. A number is claimed once, by insert, in a fixed order, before the notice is committed; a claim is never overwritten.</summary>
/// <remarks>The rows' keys are codes of the identifiers (<see cref="Keys"/>), so the table cannot be read backwards. Which systems count is in systems.csv, the most trusted first.</remarks>
internal sealed class PersonIndex(Table people, Tables tables, Keys keys, RandomNumberGenerator random)
{
    private const string ClaimRow = "is";

    /// <summary>The name in systems.csv of our own person keys.</summary>
    private const string OwnSystem = "throughcare-person";

    /// <summary>The person whose number it is, or null.</summary>
    public async Task<string?> Find(string system, string value, CancellationToken cancel) =>
        (await people.Get(KeyOf(system, value), ClaimRow, cancel))?.Text("Person");

    /// <param name="thread">Key of the notice without its version: a correction of a notice that named no number stays with what it corrects.</param>
    public async Task<Identified> Identify(string thread, IEnumerable<JsonObject> patients, CancellationToken cancel)
    {
        // An answer from the waiting lists names the person by our own key, which is nobody's to claim.
        if (patients.SelectMany(patient => patient["identifier"].Items()).FirstOrDefault(identifier => identifier.TextAt("system") == tables.Systems[OwnSystem]).TextAt("value") is { } own) return new Identified(own, [], Provisional: false);
        var numbers = patients.SelectMany(patient => patient["identifier"].Items())
            .Select(identifier => (System: identifier.TextAt("system"), Value: identifier.TextAt("value")))
            .Where(number => number is { System: not null, Value: not null } && tables.MatchingSystems.Contains(number.System))
            .Distinct()
            .OrderBy(number => tables.MatchingSystems.ToList().IndexOf(number.System!)).ThenBy(number => number.Value, StringComparer.Ordinal)
            .Select(number => KeyOf(number.System!, number.Value!)).ToList();
        if (numbers.Count == 0) return new Identified("p" + keys.Of("provisional", thread), [], Provisional: true);

        var found = new List<string>();
        var unclaimed = new List<string>();
        foreach (var number in numbers)
            if ((await people.Get(number, ClaimRow, cancel))?.Text("Person") is { } known) found.Add(known);
            else unclaimed.Add(number);
        var person = found.Count > 0 ? found[0] : Keys.NewPerson(random);
        foreach (var number in unclaimed)
        {
            var holder = await Claim(number, person, cancel);
            // Two agencies see someone for the first time at the same moment: who claims the first number first, names the person for both.
            if (found.Count == 0) person = holder;
            found.Add(holder);
        }
        return new Identified(person, [.. found.Where(other => other != person).Distinct(StringComparer.Ordinal)], Provisional: false);
    }

    /// <summary>The person who holds the number once we have tried to claim it: ours, or whoever was there.</summary>
    private async Task<string> Claim(string number, string person, CancellationToken cancel)
    {
        try
        {
            await people.Insert(new TableRow(number, ClaimRow) { ["Person"] = person }, cancel);
            return person;
        }
        catch (StorageFault fault) when (fault.AlreadyThere)
        {
            return (await people.Get(number, ClaimRow, cancel))!.Text("Person")!;
        }
    }

    private string KeyOf(string system, string value) => keys.Of("identifier", system, value);
}
