namespace Cto.Domain.Delivery;

/// <summary>Tells machines from people, so that people metrics are about people.</summary>
public static class Bots
{
    /// <summary>Marked upstream, named <c>…[bot]</c>, or matching one of the tenant's patterns.</summary>
    /// <param name="login">The account; <see langword="null"/> (an account that is gone) is taken for a person unless marked.</param>
    /// <param name="marked">Whether upstream says it is a machine.</param>
    /// <param name="rules">The tenant's patterns.</param>
    public static bool IsBot(string? login, bool marked, DeliveryRules rules) =>
        marked || (login is not null && (login.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) || Environments.Matches(rules.Bots, login)));
}
