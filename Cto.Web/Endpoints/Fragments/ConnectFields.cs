using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Web.Components.Sources;
using Cto.Web.Endpoints.Problems;

namespace Cto.Web.Endpoints.Fragments;

/// <summary>The fields of a connect form: <c>s.name</c> is a setting, <c>c.kind.name</c> a part of a credential.</summary>
internal sealed class ConnectFields
{
    private static readonly string[] Client = [OAuthCredential.ClientId, OAuthCredential.ClientSecret];

    private const string SettingError = "settings.";
    private const string CredentialError = "credentials.";

    public ConnectFields(ConnectorDescriptor connector, IFormCollection form, Guid? source)
    {
        foreach (var setting in connector.Settings)
        {
            // A box that is not ticked sends only the hidden "false" beside it; blank means the default.
            Settings[setting.Name] = JsonSerializer.SerializeToElement(form["s." + setting.Name] is [{ } first, ..] && first.Trim() is { Length: > 0 } text ? text : null);
        }

        var kind = connector.Credentials.FirstOrDefault(credential => credential.Kind == form["credential"]) ?? (connector.Credentials is [var recommended, ..] ? recommended : null);
        var given = kind?.Fields.Select(field => field.Name).Concat(kind.OAuth is null ? [] : Client)
            .Select(name => (Name: name, Value: form[$"c.{kind.Kind}.{name}"].ToString().Trim())).Where(part => part.Value.Length > 0).ToList() ?? [];
        Asks = kind?.OAuth is not null && (source is null || form["authorize"] == "true");
        Typed = given.ToDictionary(part => part.Name, part => new Secret(part.Value));
        if (kind is not null && (given.Count > 0 || (source is null && kind.Fields.Any(field => field.Required))))
        {
            Credentials = given.ToDictionary(part => part.Name, part => JsonSerializer.SerializeToElement(part.Value));
            Credentials["kind"] = JsonSerializer.SerializeToElement(kind.Kind);
        }

        View = new()
        {
            Connector = connector,
            Source = source,
            Name = form["name"].ToString().Trim(),
            Settings = Settings.Where(setting => setting.Value.ValueKind == JsonValueKind.String).ToDictionary(setting => setting.Key, setting => setting.Value.GetString()!),
            Credential = kind?.Kind,
        };
    }

    /// <summary>Whether the person wants to grant access on the vendor's page.</summary>
    public bool Asks { get; }

    /// <summary>The parts of the credentials that were typed.</summary>
    public IReadOnlyDictionary<string, Secret> Typed { get; }

    /// <summary>What is shown again when something is wrong; secrets are not in it.</summary>
    public ConnectView View { get; }

    public Dictionary<string, JsonElement> Settings { get; } = [];

    /// <summary><see langword="null"/> when none were given and none are needed.</summary>
    public Dictionary<string, JsonElement>? Credentials { get; }

    /// <summary>What the field cannot take, beside the field; what concerns none, above them all.</summary>
    public ConnectView With(ProblemException problem)
    {
        var field = problem.More?.GetValueOrDefault("field") as string ?? (problem.Kind == ProblemKind.Conflict ? "name" : "");
        var shown = field.StartsWith(SettingError, StringComparison.Ordinal) ? field[SettingError.Length..]
            : field.StartsWith(CredentialError, StringComparison.Ordinal) ? "c." + field[CredentialError.Length..]
            : field;
        var known = shown is "name" || View.Connector.Settings.Any(setting => setting.Name == shown) || View.Connector.Credentials.Any(kind => kind.Fields.Any(part => "c." + part.Name == shown) || (kind.OAuth is not null && Client.Any(part => "c." + part == shown)));
        return View with { Errors = new Dictionary<string, string> { [known ? shown : ""] = problem.Message } };
    }

    /// <summary>What the upstream said when it was tried.</summary>
    public ConnectView With(SourceException refused) => View with { Errors = new Dictionary<string, string> { [""] = refused.Message }, Remedy = refused.Remedy };
}
