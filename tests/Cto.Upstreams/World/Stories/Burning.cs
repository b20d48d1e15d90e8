namespace Cto.Upstreams.World.Stories;

/// <summary>7. Availability of checkout-service burns at 6–14× since this morning; latency of search-api has no budget left; all other objectives are fine.</summary>
internal sealed class Burning(Company company)
{
    public const double BudgetLeft = 0.22;
    public const double SlowestBurn = 6;
    public const double FastestBurn = 14;

    public Service Service { get; } = company.Service("checkout-service");

    /// <summary>Half past six, or three hours ago where it is not morning yet.</summary>
    public DateTimeOffset Since { get; } = company.Start - company.Start.Day() > TimeSpan.FromHours(8) ? company.Ago(0, 6, 30) : company.Start.AddHours(-3);

    public Service Exhausted { get; } = company.Service("search-api");
}
