namespace Cto.Upstreams.World.Stories;

/// <summary>3. Lead time rose because the pickup of Payments' pull requests tripled: two people do most of its reviews and one of them is on leave.</summary>
internal sealed class SlowReview(Company company)
{
    public const double PickupTimes = 3;
    public const double ReviewShare = 0.70;

    public Team Team { get; } = company.Team("Payments");

    public DateTimeOffset Since { get; } = company.Ago(14, 8);

    /// <summary>The second is on leave (<see cref="Person.OnLeaveSince"/>).</summary>
    public IReadOnlyList<Person> Reviewers { get; } = [company.Member("Payments", 1), company.Member("Payments", 2)];
}
