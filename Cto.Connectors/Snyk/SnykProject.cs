namespace Cto.Connectors.Snyk;

/// <summary>What Snyk scans: one manifest of a repository, one image, or a repository's own code.</summary>
internal sealed class SnykProject
{
    public string? Id { get; set; }
    public ProjectAttributes? Attributes { get; set; }
    public ProjectRelationships? Relationships { get; set; }

    /// <summary>The repository or image: the target's name, else the project's up to the colon before the manifest.</summary>
    public string? Repository => Relationships?.Target?.Data?.Attributes?.DisplayName is { Length: > 0 } target ? target : Attributes?.Name?.Split(':')[0];

    /// <summary>The manifest's path; <see langword="null"/> where the project is no file.</summary>
    public string? Manifest => Attributes?.TargetFile is { Length: > 0 } file ? file : Attributes?.Name?.Split(':', 2) is [_, { Length: > 0 } rest] ? rest : null;

    /// <summary>Where it runs, from the lifecycle that was given to it: the weightiest of several. Snyk's attribute <c>environment</c> says whom it faces and not where it runs.</summary>
    public string? Environment =>
        Attributes?.Lifecycle is not { Length: > 0 } lifecycle ? null : lifecycle.FirstOrDefault(stage => stage is "production") ?? lifecycle.FirstOrDefault(stage => stage is not null);

    internal sealed class ProjectAttributes
    {
        public string? Name { get; set; }

        /// <summary>The package manager: <c>maven</c>, <c>npm</c>, <c>apk</c>, <c>sast</c>, ….</summary>
        public string? Type { get; set; }
        public string? TargetFile { get; set; }
        public string?[]? Lifecycle { get; set; }
    }

    internal sealed class ProjectRelationships
    {
        public ProjectTarget? Target { get; set; }
    }

    internal sealed class ProjectTarget
    {
        public TargetData? Data { get; set; }
    }

    internal sealed class TargetData
    {
        public TargetAttributes? Attributes { get; set; }
    }

    internal sealed class TargetAttributes
    {
        public string? DisplayName { get; set; }
    }
}
