namespace Cto.Upstreams.World.Findings;

/// <summary>A package with a weakness in a repository, from the push that brought it.</summary>
/// <param name="Finding">A finding about it.</param>
/// <param name="AddedAt">When it was pushed, long before anybody knew of its weakness.</param>
internal sealed record PackageLife(Finding Finding, DateTimeOffset AddedAt)
{
    /// <summary>When it was upgraded, which is a push; <see langword="null"/> = not within what is known.</summary>
    public DateTimeOffset? UpgradedAt => Finding.FixedAt;

    public PackageInUse At(DateTimeOffset now) =>
        new(Finding.Package.Ecosystem, Finding.Package.Name, Finding.IsFixed(now) ? Finding.Package.MendedVersion : Finding.Package.Version, Finding.Manifest);
}
