namespace Cto.Connectors.Code;

/// <summary>Which repositories a source means: those given by their full names, and of its account those that fit its patterns.</summary>
internal sealed class RepositoryChoice
{
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<string> _patterns;
    private readonly IReadOnlyList<string> _excluded;

    /// <param name="names">Full names, which stand for themselves, and patterns; none means all of the account.</param>
    /// <param name="excluded">Names and patterns of those that do not count.</param>
    /// <param name="sound">A full name as the host knows it; throws when it can be none.</param>
    public RepositoryChoice(IReadOnlyList<string> names, IReadOnlyList<string> excluded, Func<string, string> sound)
    {
        Named = [.. names.Where(name => name.Contains('/') && !name.Contains('*')).Select(sound)];
        (_names, _patterns, _excluded) = (names, [.. names.Where(name => !IsNamed(name))], excluded);
    }

    /// <summary>The repositories given by their full names.</summary>
    public IReadOnlyList<string> Named { get; }

    public bool IsNamed(string fullName) => Named.Contains(fullName, StringComparer.OrdinalIgnoreCase);

    /// <param name="name">Without its owner.</param>
    /// <param name="fullName">With it.</param>
    /// <param name="ofAccount">Whether it belongs to the account of the source.</param>
    public bool Means(string name, string fullName, bool ofAccount) =>
        !Matches(_excluded, name, fullName) && (IsNamed(fullName) || (ofAccount && (_names.Count == 0 || Matches(_patterns, name, fullName))));

    private static bool Matches(IReadOnlyList<string> patterns, string name, string fullName) => UsualSettings.Matches(patterns, name) || UsualSettings.Matches(patterns, fullName);
}
