using Cto.Web.Endpoints.Access;
using Cto.Web.Endpoints.Catalogue;
using Cto.Web.Endpoints.Dashboards;
using Cto.Web.Endpoints.Events;
using Cto.Web.Endpoints.Facts;
using Cto.Web.Endpoints.Insights;
using Cto.Web.Endpoints.Json;
using Cto.Web.Endpoints.Live;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Endpoints.Sources;
using Cto.Web.Security.Access;
using Cto.Web.Tenants;

namespace Cto.Web.Endpoints;

/// <summary>Adds and maps the HTTP API.</summary>
internal static class ApiRegistration
{
    /// <summary>What a JSON body may weigh, unless the endpoint says otherwise.</summary>
    private const long BodyLimit = 1_000_000;

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
        });
        builder.Services.ConfigureHttpJsonOptions(options => ApiJson.Apply(options.SerializerOptions));
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ProblemHandler>();
        builder.Services.AddApiDescription();
        builder.Services.AddApiRateLimit(builder.Configuration);
        builder.Services.AddSingleton<FactIngestion>().AddSingleton<EventFacts>();
        builder.Services.AddSingleton<SourceConnecting>().AddSingleton<SourceAuthorizing>().AddSingleton<CatalogueChanging>().AddSingleton<InsightAsking>().AddSingleton<TenantChanging>();
        builder.Services.AddSingleton<DashboardAccess>().AddSingleton<WidgetFeeds>().AddSingleton<NodeWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<NodeWatch>());
        return builder;
    }

    /// <summary>Turns failures into problem details: exceptions everywhere, bare status codes where programs call.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true })
        .UseWhen(IsForPrograms, branch => branch.UseStatusCodePages(status =>
        {
            var kind = Problem.OfStatus(status.HttpContext.Response.StatusCode);
            return Problem.Of(kind, Detail(kind)).ExecuteAsync(status.HttpContext);
        }));

    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization(Policies.Known).RequireRateLimiting(ApiRateLimit.Policy);
        api.MapMe();
        api.MapFacts();
        api.MapEvents();

        var readable = api.MapGroup("").RequireAuthorization(Policies.Read);
        readable.MapConnectors();
        readable.MapSources();
        readable.MapCatalogue();
        readable.MapInsights();
        readable.MapDashboards();
        readable.MapStream();
        readable.MapTenants();
        readable.MapTokens();
        readable.MapMembers();
        readable.MapAudit();

        routes.MapWebhooks();
        routes.MapOAuth();
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        return routes;
    }

    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/webhooks") || context.Request.Path.StartsWithSegments("/openapi");

    private static string Detail(ProblemKind kind) => kind switch
    {
        ProblemKind.NotSignedIn => "Send 'Authorization: Bearer <token>' with a token that is known, not expired and not revoked.",
        ProblemKind.NotPermitted => "The token or role does not have the scope that this needs.",
        ProblemKind.NotFound => "Nothing is at this address for this caller.",
        ProblemKind.MethodNotAllowed => "The description at /openapi/v1.json says which methods there are.",
        ProblemKind.UnsupportedMediaType => "The description at /openapi/v1.json says which content types are taken.",
        _ => Problem.Describe(kind).Title,
    };
}
