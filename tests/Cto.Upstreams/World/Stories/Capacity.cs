namespace Cto.Upstreams.World.Stories;

/// <summary>12. Storage of the production database grows and reaches 80 % in about eleven weeks.</summary>
internal sealed class Capacity
{
    public const string Database = Access.Database;
    public const double GrowthPerWeek = 0.014;

    /// <summary>What is used at the company's start: 1.4 % growth a week makes 80 % of it after eleven.</summary>
    public const double UsedAtStart = 0.6866;
}
