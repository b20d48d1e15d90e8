using Cto.Domain.Sources.Actions;

namespace Cto.Domain.Sources;

/// <summary>Whether a source that is connected by a click asks its vendor for the rights to act as well; a setting, so that connecting again asks for the same.</summary>
public static class ActingGrant
{
    public const string SettingName = "act";

    /// <summary>The setting of a connector; <see langword="null"/> where there is nothing to choose.</summary>
    public static SettingDescriptor? Setting(ConnectorDescriptor connector) => connector.OAuth?.Acting is not { } acting ? null
        : new(SettingName, $"Also let it act on confirmation: {acting.Does}", $"{connector.Title} is then asked for {(acting.Scopes.Count == 1 ? "the right" : "the rights")} {string.Join(", ", acting.Scopes)} too. Nothing is done before a person has confirmed it.")
        {
            Type = SettingType.Flag,
            Default = "false",
        };

    /// <summary>What to ask the vendor for.</summary>
    public static IReadOnlyList<string> Scopes(OAuthDescriptor oauth, SourceSettings settings) => oauth.Acting is { } acting && IsWanted(settings) ? [.. oauth.Scopes, .. acting.Scopes] : oauth.Scopes;

    /// <summary>What to do about an action that was refused because the grant is too small; <see langword="null"/> when that is not known to be the reason.</summary>
    public static string? Remedy(ConnectorDescriptor connector, SourceConnection source, ActionDescriptor action)
    {
        if (source.Credentials is not { Kind: OAuthCredential.Kind } credentials || connector.OAuth?.Acting is not { } acting)
        {
            return null;
        }

        var granted = credentials.Reveal(OAuthCredential.Scope)?.Split(' ') ?? (IsWanted(source.Settings) ? [.. acting.Scopes] : []);
        var missing = action.Scopes.Intersect(acting.Scopes).Except(granted).ToList();

        // The first is the one without which nothing is done.
        return missing.Count == 0 || missing[0] != action.Scopes[0] ? null
            : IsWanted(source.Settings) ? $"Connect again and grant {string.Join(", ", missing)} on {connector.Title}'s page."
            : $"It was connected to read only, without the right {string.Join(", ", missing)}: tick “{Setting(connector)!.Label}” in the source's settings and connect again.";
    }

    private static bool IsWanted(SourceSettings settings) => settings.Flag(SettingName, otherwise: false);
}
