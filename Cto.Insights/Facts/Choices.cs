using System.Collections.Frozen;
using System.Text.Json;

namespace Cto.Insights.Facts;

/// <summary>The words of an enumeration as the API and the store write them: <c>changesRequested</c>.</summary>
internal static class Choices<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    private static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static string Word(T value) => Words[value];

    public static T Of(string word) => Values[word];
}
