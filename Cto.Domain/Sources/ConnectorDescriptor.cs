using System.Globalization;
using System.Text.Json.Serialization;

namespace Cto.Domain.Sources;

/// <summary>What a connector is, what it needs to connect and what it brings: the catalogue, the connect form and the API are made from it.</summary>
public sealed record ConnectorDescriptor
{
    /// <summary>The stable name, for example <c>github</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The vendor's own spelling, for example <c>GitHub</c>.</summary>
    public required string Title { get; init; }
    public required ConnectorCategory Category { get; init; }

    /// <summary>One sentence: what it brings to a CTO.</summary>
    public required string Brings { get; init; }

    /// <summary>Its own settings; behind them whether it may act, where that is to be chosen, and how often it pulls, where it pulls anything.</summary>
    public required IReadOnlyList<SettingDescriptor> Settings
    {
        get => [.. field, .. new[] { ActingGrant.Setting(this), Streams.Count > 0 ? Polling.Setting(PollEvery) : null }.OfType<SettingDescriptor>()];
        init;
    }

    /// <summary>The ways to authenticate, the recommended first; empty where none is needed.</summary>
    public required IReadOnlyList<CredentialDescriptor> Credentials { get; init; }
    public required IReadOnlyList<StreamDescriptor> Streams { get; init; }

    /// <summary>How its access is granted on the vendor's page; <see langword="null"/> where it cannot be. It stands among <see cref="Credentials"/>.</summary>
    [JsonIgnore]
    public OAuthDescriptor? OAuth => Credentials.FirstOrDefault(kind => kind.OAuth is not null)?.OAuth;

    /// <summary>The vendor's own documentation of its API.</summary>
    public required string DocumentationUrl { get; init; }

    /// <summary>The vendor's limits in words; <see langword="null"/> where it has none.</summary>
    public string? Limits { get; init; }

    /// <summary>How often a source of this kind is polled unless its settings say otherwise.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The webhook events it understands; empty where it takes none.</summary>
    public IReadOnlyList<string> WebhookEvents { get; init; } = [];

    /// <summary>What the people who connect it should know about its future: an announced end of life.</summary>
    public string? Notice { get; init; }
}

/// <summary>The groups of the catalogue page.</summary>
public enum ConnectorCategory
{
    Code,
    Delivery,
    Planning,
    Quality,
    Security,
    Cloud,
    Reliability,
    Collaboration,
    Knowledge,
}

/// <summary>One field of a connector's settings.</summary>
/// <param name="Name">The name in the API, camelCase.</param>
/// <param name="Label">The name on the form.</param>
/// <param name="Help">One sentence below the field.</param>
public sealed record SettingDescriptor(string Name, string Label, string Help)
{
    public SettingType Type { get; init; } = SettingType.Text;
    public bool Required { get; init; }

    /// <summary>What holds when nothing is given; <see langword="null"/> = nothing.</summary>
    public string? Default { get; init; }

    /// <summary>An example shown in the empty field.</summary>
    public string? Placeholder { get; init; }

    /// <summary>For a <see cref="SettingType.Number"/>: the least; <see langword="null"/> = 0.</summary>
    public int? Least { get; init; }

    /// <summary>For a <see cref="SettingType.Number"/>: the most; <see langword="null"/> = as much as one likes.</summary>
    public int? Most { get; init; }

    /// <summary>Whether a <see cref="SettingType.Number"/> may have decimals, as an amount of money has; else it is whole.</summary>
    public bool Fractions { get; init; }

    /// <summary>The values allowed for <see cref="SettingType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What is wrong with a value, as the end of a sentence that its name begins; <see langword="null"/> when nothing is.</summary>
    public string? Objection(string text) => Type switch
    {
        SettingType.Choice when !Choices.Contains(text) => $"must be one of {string.Join(", ", Choices)}",
        SettingType.Flag when !bool.TryParse(text, out _) => "must be true or false",
        SettingType.Number when !IsWithin(text) => $"must be a {(Fractions ? "" : "whole ")}number from {Least ?? 0}{(Most is { } most ? $" to {most}" : " on")}",
        SettingType.Url when !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") => "must be an http or https address",
        _ => null,
    };

    private bool IsWithin(string text) =>
        decimal.TryParse(text, Fractions ? NumberStyles.AllowDecimalPoint : NumberStyles.None, CultureInfo.InvariantCulture, out var number) &&
        number >= (Least ?? 0) && number <= (Most ?? decimal.MaxValue);
}

/// <summary>The type of a setting.</summary>
public enum SettingType
{
    Text,
    Url,
    Number,
    Flag,

    /// <summary>Several texts, one a line.</summary>
    List,
    Choice,
}

/// <summary>One way to authenticate with a vendor.</summary>
/// <param name="Kind">The stable name, for example <c>token</c>.</param>
/// <param name="Label">The name on the form.</param>
/// <param name="Help">Where to get it.</param>
/// <param name="Fields">The secrets it consists of.</param>
public sealed record CredentialDescriptor(string Kind, string Label, string Help, IReadOnlyList<CredentialField> Fields)
{
    /// <summary>The scopes it needs and what each brings.</summary>
    public IReadOnlyList<ScopeDescriptor> Scopes { get; init; } = [];

    /// <summary>How to get it by a click instead of by pasting; then <see cref="Kind"/> is <see cref="OAuthCredential.Kind"/>. <see langword="null"/> = it is pasted.</summary>
    public OAuthDescriptor? OAuth { get; init; }
}

/// <summary>One part of a credential; <paramref name="Multiline"/> for keys in PEM form, <paramref name="Secret"/> false for plain ids.</summary>
public sealed record CredentialField(string Name, string Label, bool Multiline = false, bool Secret = true, bool Required = true);

/// <summary>A permission at the vendor and what it brings.</summary>
public sealed record ScopeDescriptor(string Scope, string Brings, bool Required = true);

/// <summary>One stream of facts that a source has, with its own cursor.</summary>
/// <param name="Name">The stable name, for example <c>pull-requests</c>.</param>
/// <param name="Title">The name on the page.</param>
/// <param name="FactKinds">The kinds of facts it writes.</param>
public sealed record StreamDescriptor(string Name, string Title, IReadOnlyList<string> FactKinds);
