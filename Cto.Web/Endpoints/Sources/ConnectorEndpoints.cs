using Cto.Domain.Sources;
using Cto.Web.Endpoints.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Sources;

/// <summary>What can be connected.</summary>
internal static class ConnectorEndpoints
{
    public static void MapConnectors(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/connectors").WithTags("Sources");
        group.MapGet("", List).WithSummary("The connectors there are: settings, kinds of credentials, streams, what each brings.");
        group.MapGet("/{kind}", Find).WithSummary("One connector.");
    }

    private static Ok<IReadOnlyList<ConnectorDescriptor>> List(IConnectorCatalog connectors) => TypedResults.Ok(connectors.All);

    private static Ok<ConnectorDescriptor> Find(string kind, IConnectorCatalog connectors) =>
        TypedResults.Ok(connectors.Find(kind)?.Descriptor ?? throw Unknown(kind, ProblemKind.NotFound, connectors));

    /// <summary>There is no connector of that kind; the known ones are named.</summary>
    public static ProblemException Unknown(string kind, ProblemKind problem, IConnectorCatalog connectors) =>
        new(problem, $"There is no connector '{kind}'. Known are: {string.Join(", ", connectors.All.Select(known => known.Kind))}.");
}
