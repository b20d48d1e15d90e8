namespace Cto.Upstreams.World.Stories;

/// <summary>8. Incidents: one active SEV-2 and SEV-3, a SEV-1 after a deployment, one that the cloud provider caused; tired people and an empty shift.</summary>
internal sealed class Outages(Company company)
{
    public KnownIncident Active { get; } = new("SEV-2", "Checkout errors above 2 %", company.Service("checkout-service"), company.Start.AddMinutes(-135), null, company.Member("Payments", 3));

    public KnownIncident Minor { get; } = new("SEV-3", "Support search is slow", company.Service("support-portal"), company.Start.AddMinutes(-395), null, company.Member("Internal Tools", 2));

    /// <summary>Caused by the deployment <see cref="Rollbacks.Broke"/>, ten minutes after it.</summary>
    public KnownIncident Severe { get; } = new("SEV-1", "Checkout down for card payments", company.Service("checkout-service"), company.Ago(9, 13, 12), company.Ago(9, 14, 26), company.Member("Payments", 1));

    /// <summary>A zone of the provider failed: no change caused it.</summary>
    public KnownIncident Provider { get; } = new("SEV-2", "AWS us-east-1: elevated error rates in one zone", company.Service("event-ingest"), company.Ago(27, 3, 41), company.Ago(27, 6, 10), company.Member("Data", 1));

    /// <summary>Post-mortem actions of <see cref="Severe"/> that are past their due date.</summary>
    public const int OverdueActions = 3;

    /// <summary>Paged at night nine times in the last fourteen days.</summary>
    public Person Tired { get; } = company.Member("Platform", 3);

    public IReadOnlyList<DateTimeOffset> NightPages { get; } = [.. new[] { 13, 12, 11, 9, 8, 6, 4, 3, 2 }.Select(day => company.Ago(day, 1 + (day % 4), day * 4))];

    /// <summary>Mobile's schedule has nobody on call in this time: Wednesday of next week.</summary>
    public (Team Team, DateTimeOffset From, DateTimeOffset Until) EmptyShift { get; } = (company.Team("Mobile"), company.Monday().AddDays(9), company.Monday().AddDays(10));
}

/// <summary>An incident that several vendors speak of.</summary>
/// <param name="Severity"><c>SEV-1</c> is the worst.</param>
/// <param name="Title">As the pager shows it.</param>
/// <param name="Service">What is impaired.</param>
/// <param name="At">When it was triggered.</param>
/// <param name="ResolvedAt"><see langword="null"/> while it lasts.</param>
/// <param name="Assignee">Who acknowledged it.</param>
internal sealed record KnownIncident(string Severity, string Title, Service Service, DateTimeOffset At, DateTimeOffset? ResolvedAt, Person Assignee);
