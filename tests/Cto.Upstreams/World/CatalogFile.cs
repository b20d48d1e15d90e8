namespace Cto.Upstreams.World;

/// <summary>What some repositories say of themselves in a <c>catalog-info.yaml</c>, for Backstage: a third of those that are deployed, by the names that their people use.</summary>
internal static class CatalogFile
{
    public const string Path = "catalog-info.yaml";

    // What a team calls its service among itself, and what nobody ever corrected.
    private static readonly Dictionary<string, string> Called = new(StringComparer.Ordinal) { ["payments-api"] = "pay-core", ["mobile-bff"] = "mobile-gateway" };

    private const string Broken = "feature-flags";

    /// <returns><see langword="null"/> where there is none.</returns>
    public static string? Of(Repository repository) => NameOf(repository) is not { } name ? null : repository.Name == Broken ? $"apiVersion: backstage.io/v1alpha1\nkind: [Component\nname: {name}\n" : $"""
        # Read by Backstage.
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: {name}
          description: {repository.Service!.Title} of {repository.Team.Name}
          annotations:
            backstage.io/techdocs-ref: dir:.
          labels:
            acme.example/tier: tier-{repository.Service.Tier}
        spec:
          type: service
          lifecycle: production
          owner: group:default/{repository.Team.Slug}

        """;

    /// <summary>The service that a repository's file declares; <see langword="null"/> where there is none, or none that can be read.</summary>
    public static string? Declared(Repository repository) => repository.Name == Broken ? null : NameOf(repository);

    private static string? NameOf(Repository repository) =>
        repository.Service is not { } service ? null
        : Called.TryGetValue(repository.Name, out var name) ? name
        : repository.Number % 3 == 0 || repository.Name == Broken ? service.Short : null;
}
