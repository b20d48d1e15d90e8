using Cto.Grains.Dashboards;
using Cto.Insights;
using Cto.Insights.Tenants;
using Cto.Web.Components.Widgets;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Insights;

/// <summary>The questions that the product can answer, and their answers with proof.</summary>
internal static class InsightEndpoints
{
    public static void MapInsights(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/insights").WithTags("Insights");
        group.MapGet("", List).WithSummary("The catalogue: names, questions, parameters with their types and allowed values, where each is shown.");
        group.MapGet("/{name}.csv", Csv).Produces<string>(contentType: InsightCsv.ContentType).WithSummary("The rows behind an answer as CSV.");
        group.MapGet("/{name}.svg", Svg).Produces<string>(contentType: AnswerPicture.ContentType).WithSummary("The chart of an answer as a picture that stands alone; 404 where nothing of it is drawn.");
        group.MapGet("/{name}", Ask).WithSummary("An answer with its evidence; the query string holds the insight's parameters.");
    }

    private static Ok<IReadOnlyList<InsightEntry>> List(InsightCatalog insights) => TypedResults.Ok<IReadOnlyList<InsightEntry>>(
        [.. insights.All.Select(insight => new InsightEntry(insight.Name, insight.Title, insight.Question, insight.Parameters, insight.DependsOn, Surfaces(insight)))]);

    private static async Task<Ok<InsightReply>> Ask(string name, HttpRequest request, Caller caller, InsightAsking asking, CancellationToken cancellationToken) =>
        TypedResults.Ok(await asking.AskAsync(caller, name, request.Query, cancellationToken));

    private static async Task<FileContentHttpResult> Csv(string name, HttpRequest request, Caller caller, InsightAsking asking, CancellationToken cancellationToken)
    {
        var reply = await asking.AskAsync(caller, name, request.Query, cancellationToken);
        return TypedResults.File(InsightCsv.Write(reply.Evidence), InsightCsv.ContentType, $"{name}.csv");
    }

    private static async Task<ContentHttpResult> Svg(string name, HttpRequest request, Caller caller, InsightAsking asking, CancellationToken cancellationToken)
    {
        var reply = await asking.AskAsync(caller, name, request.Query, cancellationToken);
        return TypedResults.Content(
            AnswerPicture.Of(reply) ?? throw new ProblemException(ProblemKind.NotFound, $"Nothing of this answer to '{name}' is drawn."), AnswerPicture.ContentType);
    }

    private static IReadOnlyList<string> Surfaces(InsightDescriptor insight) =>
        WidgetKinds.All.Any(kind => kind.Insight == insight.Name) ? ["http", "widget"] : ["http"];
}

/// <summary>Asks insights for callers of the API.</summary>
internal sealed class InsightAsking(InsightCatalog insights, TenantStore tenants, TimeProvider clock)
{
    public async Task<InsightReply> AskAsync(Caller caller, string name, IQueryCollection query, CancellationToken cancellationToken)
    {
        var insight = Find(name);
        var parameters = InsightParameters.Parse(insight.Descriptor, query.Select(pair => Single(insight.Descriptor, pair.Key, pair.Value)));
        var tenant = await tenants.FindAsync(caller.TenantId, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "This company is not there any more.");
        return await insight.AskAsync(new(tenant, parameters, clock.GetUtcNow()), cancellationToken);
    }

    private IInsight Find(string name) => insights.Find(name)
        ?? throw new ProblemException(ProblemKind.NotFound, $"There is no insight '{name}'. There are: {string.Join(", ", insights.All.Select(known => known.Name))}.");

    private static KeyValuePair<string, string> Single(InsightDescriptor insight, string name, Microsoft.Extensions.Primitives.StringValues values)
    {
        if (insight.Parameters.All(parameter => parameter.Name != name))
        {
            throw new ProblemException(ProblemKind.UnknownParameter, $"'{insight.Name}' has no parameter '{name}'. It takes: {string.Join(", ", insight.Parameters.Select(known => known.Name))}.")
            {
                More = new Dictionary<string, object?> { ["parameter"] = name },
            };
        }

        return values is [var value]
            ? new(name, value ?? "")
            : throw new InsightParameterException(name, $"'{name}' is given {values.Count} times.");
    }
}

/// <summary>An insight in the catalogue.</summary>
/// <param name="Surfaces">Where it is shown.</param>
public sealed record InsightEntry(
    string Name, string Title, string Question, IReadOnlyList<ParameterDescriptor> Parameters, IReadOnlyList<string> DependsOn, IReadOnlyList<string> Surfaces);
