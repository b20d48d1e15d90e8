using System.IO.Enumeration;

namespace Cto.Domain.Delivery;

/// <summary>What an environment is for.</summary>
public enum EnvironmentKind
{
    Production,
    Staging,
    Testing,
}

/// <summary>Tells what an environment is for by its name.</summary>
public static class Environments
{
    /// <summary>What somebody said it is; else production where one of its patterns matches, else staging where one of its matches, else testing; case is ignored.</summary>
    public static EnvironmentKind KindOf(string environment, DeliveryRules rules) =>
        rules.Named.TryGetValue(environment.Trim().ToLowerInvariant(), out var named) ? named
        : Matches(rules.Production, environment) ? EnvironmentKind.Production
        : Matches(rules.Staging, environment) ? EnvironmentKind.Staging
        : EnvironmentKind.Testing;

    internal static bool Matches(IReadOnlyList<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name.Trim(), ignoreCase: true))
            {
                return true;
            }
        }

        return false;
    }
}
