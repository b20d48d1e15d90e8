using Cto.Domain.Sources;
using Cto.Insights.Sources.Authorizations;

namespace Cto.Web.Components.Sources;

/// <summary>The form that connects a source, or changes one: what was given so far and what is wrong with it. Secrets are never in it.</summary>
public sealed record ConnectView
{
    public required ConnectorDescriptor Connector { get; init; }

    /// <summary>The source that is changed; <see langword="null"/> for a new one.</summary>
    public Guid? Source { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The chosen way to authenticate; <see langword="null"/> for the recommended one.</summary>
    public string? Credential { get; init; }

    /// <summary>What is wrong, by the name of the field; what concerns no single field stands under the empty name.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>What was wanted when access was not granted, with the reason.</summary>
    public static ConnectView Of(ConnectorDescriptor connector, FailedAuthorization failed) => new()
    {
        Connector = connector,
        Name = failed.Wanted.Name,
        Settings = failed.Wanted.Settings.Values,
        Credential = OAuthCredential.Kind,
        Errors = new Dictionary<string, string> { [""] = failed.Problem },
        Remedy = failed.Remedy,
    };

    /// <summary>What is wrong with a field; <see langword="null"/> when nothing is.</summary>
    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);
}
