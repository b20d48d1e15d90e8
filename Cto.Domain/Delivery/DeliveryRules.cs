namespace Cto.Domain.Delivery;

/// <summary>What a tenant may configure about how delivery is read; the defaults are those of <c>docs</c> and the definitions.</summary>
public sealed record DeliveryRules
{
    public static DeliveryRules Default { get; } = new();

    /// <summary>Environment names that are production; <c>*</c> stands for anything, case is ignored.</summary>
    public IReadOnlyList<string> Production { get; init; } = ["prod*", "production", "live"];

    /// <summary>Environment names that are staging; the rest is testing.</summary>
    public IReadOnlyList<string> Staging { get; init; } = ["stag*", "preprod", "uat"];

    /// <summary>Environments of which somebody said what they are for, by name in lower case: that wins over the patterns.</summary>
    public IReadOnlyDictionary<string, EnvironmentKind> Named { get; init; } = new Dictionary<string, EnvironmentKind>();

    /// <summary>Logins that are machines besides those marked upstream or ending in <c>[bot]</c>.</summary>
    public IReadOnlyList<string> Bots { get; init; } = [];

    /// <summary>How long before an incident a deployment may have finished to be taken as its cause.</summary>
    public TimeSpan AttributionWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The DORA report whose bands are shown.</summary>
    public string Edition { get; init; } = "2023";
}
