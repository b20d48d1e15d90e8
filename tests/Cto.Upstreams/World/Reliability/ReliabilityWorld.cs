namespace Cto.Upstreams.World.Reliability;

/// <summary>How the company runs: what breaks, who answers for it, what it promises and what it runs on. PagerDuty, Opsgenie, Datadog and New Relic show their parts.</summary>
internal sealed class ReliabilityWorld
{
    private readonly Lazy<IReadOnlyList<Incident>> _incidents;
    private readonly Lazy<IReadOnlyList<Objective>> _objectives;
    private readonly Lazy<IReadOnlyList<Host>> _hosts;

    public ReliabilityWorld(Company company)
    {
        OnCall = new(company);
        Gauges = new(company);
        MeasuredSince = company.Start.Day().AddDays(-Math.Clamp((int)Math.Round(90 * company.Scale), 3, 90));
        Measured = [.. company.Services.Take(Math.Clamp((int)Math.Round(company.Services.Count * company.Scale), 4, company.Services.Count))];
        _incidents = new(() => IncidentGrowth.Grow(company, OnCall));
        _objectives = new(() => ObjectiveList.Of(company));
        _hosts = new(() => HostList.Of(company));
    }

    /// <summary>Every incident by when it was triggered, those to come included.</summary>
    public IReadOnlyList<Incident> Incidents => _incidents.Value;

    /// <summary>Who answers when.</summary>
    public OnCall OnCall { get; }

    /// <summary>The twenty-four objectives.</summary>
    public IReadOnlyList<Objective> Objectives => _objectives.Value;

    public IReadOnlyList<Host> Hosts => _hosts.Value;

    /// <summary>What is measured all the time.</summary>
    public Gauges Gauges { get; }

    /// <summary>Since when objectives are measured: ninety days at full scale.</summary>
    public DateTimeOffset MeasuredSince { get; }

    /// <summary>The services of which metrics are kept.</summary>
    public IReadOnlyList<Service> Measured { get; }

    /// <summary>Mobile is watched by Opsgenie, all others by PagerDuty.</summary>
    public static bool IsOpsgenie(Service service) => service.Team.Name == "Mobile";

    /// <summary>The storefront and what the apps talk to are measured by New Relic, all others by Datadog.</summary>
    public static bool IsNewRelic(Service service) => service.Name is "web-storefront" or "mobile-bff";
}
