namespace Cto.Domain.Catalogue;

/// <summary>A third-party package that a repository or image is built with: one line of the stack inventory.</summary>
public sealed record Component : Fact
{
    /// <summary>The repository as <c>owner/name</c>, or the image's name.</summary>
    public required string Repository { get; init; }

    /// <summary>The package URL with its version: <c>pkg:npm/lodash@4.17.21</c>.</summary>
    public required string Package { get; init; }

    /// <summary>Ecosystem as OSV names it: <c>npm</c>, <c>Maven</c>, <c>PyPI</c>, <c>NuGet</c>, …</summary>
    public required string Ecosystem { get; init; }
    public required string Name { get; init; }

    /// <summary><see langword="null"/> when the manifest names a range only.</summary>
    public string? Version { get; init; }

    /// <summary>The manifest file that names it.</summary>
    public string? Manifest { get; init; }

    /// <summary>Named by the manifest itself and not by another package; <see langword="null"/> when unknown.</summary>
    public bool? Direct { get; init; }
}
