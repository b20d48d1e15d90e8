namespace Cto.Connectors;

/// <summary>Which pipelines, jobs or stages deploy, and where to: <c>deploy*</c>, or <c>deploy-stage*=staging</c> to name the environment.</summary>
/// <param name="patterns">As the user gave them; none means all that have <c>deploy</c> in their name.</param>
/// <param name="environment">Where those deploy to whose pattern does not say.</param>
internal sealed class DeploymentPatterns(IReadOnlyList<string> patterns, string environment)
{
    public const string Setting = "deploymentPatterns";
    public const string EnvironmentSetting = "deploymentEnvironment";
    public const string DefaultEnvironment = "production";

    private readonly IReadOnlyList<(string Pattern, string Environment)> _patterns =
        [.. (patterns.Count == 0 ? ["*deploy*"] : patterns).Select(pattern => pattern.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, { Length: > 0 } where] ? (name, where) : (pattern.TrimEnd('=', ' '), environment))];

    /// <summary>Tells cursors made under other patterns from those that still hold.</summary>
    public string Fingerprint => string.Join(',', _patterns.Select(pattern => $"{pattern.Pattern}={pattern.Environment}"));

    /// <summary>Where something of this name deploys to; <see langword="null"/> when it does not.</summary>
    /// <param name="names">What it goes by, any of which may match; those unknown are left out.</param>
    public string? EnvironmentOf(params ReadOnlySpan<string?> names)
    {
        foreach (var (pattern, environment) in _patterns)
        {
            foreach (var name in names)
            {
                if (name is not null && UsualSettings.Matches(pattern, name))
                {
                    return environment;
                }
            }
        }

        return null;
    }
}
