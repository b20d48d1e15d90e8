using Cto.Domain.Sources;

namespace Cto.Web.Components.Sources;

/// <summary>What the groups of connectors are called.</summary>
internal static class ConnectorCategories
{
    /// <param name="category"><see langword="null"/> for facts that are pushed.</param>
    public static string Title(ConnectorCategory? category) => category switch
    {
        ConnectorCategory.Code => "Code and pull requests",
        ConnectorCategory.Delivery => "Builds and deployments",
        ConnectorCategory.Planning => "Planning",
        ConnectorCategory.Quality => "Code quality",
        ConnectorCategory.Security => "Security",
        ConnectorCategory.Cloud => "Cloud and cost",
        ConnectorCategory.Reliability => "Reliability and incidents",
        ConnectorCategory.Collaboration => "Collaboration",
        ConnectorCategory.Knowledge => "Knowledge",
        _ => "Pushed",
    };
}
