namespace Cto.Upstreams.World.Stories;

/// <summary>2. An epic with 68 % of its points done, scope that grew twice, and a forecast that straddles its due date.</summary>
internal sealed class PaymentsRefactor(Company company)
{
    public const string Name = "Q2-Payments-Refactor";
    public const string Key = "PAY-700";
    public const double DoneShare = 0.68;
    public const int Blocked = 2;
    public const int Unestimated = 4;

    public Team Team { get; } = company.Team("Payments");

    public DateTimeOffset StartedAt { get; } = company.Ago(98, 8);

    public DateTimeOffset DueAt { get; } = company.Ahead(36, 0);

    public IReadOnlyList<DateTimeOffset> ScopeGrewAt { get; } = [company.Ago(61, 13), company.Ago(26, 9)];
}
