namespace Cto.Upstreams.World.Stories;

/// <summary>9. Two pieces of evidence expire within thirty days; the controls that are not met follow from <see cref="Access"/>.</summary>
internal sealed class Evidence(Company company)
{
    public IReadOnlyList<DateTimeOffset> ExpireAt { get; } = [company.Ahead(12, 0), company.Ahead(26, 0)];
}
