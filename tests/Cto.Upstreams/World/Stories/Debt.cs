namespace Cto.Upstreams.World.Stories;

/// <summary>10. Technical debt: a target that the last sprints missed, coverage that falls, and a service that never reported any.</summary>
internal sealed class Debt(Company company)
{
    public const double Target = 0.20;

    /// <summary>Of the last four closed sprints, oldest first: the share of done points that went into debt.</summary>
    public static readonly IReadOnlyList<double> Shares = [0.21, 0.12, 0.09, 0.15];

    public const double CoverageBefore = 81.4;
    public const double CoverageNow = 67.9;

    public Service Falling { get; } = company.Service("auth-service");

    public DateTimeOffset FallsSince { get; } = company.Ago(75, 0);

    /// <summary>Not measured, which is not zero.</summary>
    public Service NeverMeasured { get; } = company.Service("warehouse-loader");
}
