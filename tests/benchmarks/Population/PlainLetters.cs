namespace Throughcare.Benchmarks.Population;

/// <summary>Names as a keyboard without accents writes them.</summary>
internal static class PlainLetters
{
    private const string Accented = "ÀÁÂÃÇÉÊËÍÓÖÙÜàáâãçéêëíóùüĀāĂăĄąČčĐĒēĘęĪīİıŁłŃńŅņŚśŞşŠšŨũŹźŽƠơƯưȘșȚțẠạẦầẶặỄễỊịỌọỚớỨứỮữ";

    private const string Plain = "AAAACEEEIOOUUaaaaceeeiouuAaAaAaCcDEeEeIiIiLlNnNnSsSsSsUuZzZOoUuSsTtAaAaAaEeIiOoOoUuUu";

    public static string Of(string name) => name.Any(letter => letter > '\u007f') ? string.Concat(name.Select(One)) : name;

    private static char One(char letter) => Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place ? Plain[place] : letter;
}
