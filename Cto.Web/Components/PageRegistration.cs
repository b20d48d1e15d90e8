using Cto.Web.Components.Boards;
using Cto.Web.Components.Catalogue;
using Cto.Web.Components.Errors;
using Cto.Web.Components.Evidence;
using Cto.Web.Components.Layout;
using Cto.Web.Components.Sources;
using Cto.Web.Components.Widgets;
using Cto.Web.Endpoints;
using Cto.Web.Endpoints.Fragments;
using Microsoft.AspNetCore.ResponseCompression;

namespace Cto.Web.Components;

/// <summary>Adds and maps the pages with what they load.</summary>
internal static class PageRegistration
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddExceptionHandler<PageErrors>();
        services.AddResponseCompression(options =>
        {
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.AddSingleton<TileDrawings>().AddSingleton<BoardReader>().AddSingleton<EvidenceReader>().AddSingleton<SourcePages>().AddSingleton<SourceHealthReader>().AddSingleton<CataloguePages>().AddSingleton<AttemptReader>();
        services.AddScoped<ShellReader>();
        return services;
    }

    /// <summary>Gives people a page where programs get a problem.</summary>
    public static IApplicationBuilder UsePageErrors(this IApplicationBuilder app) =>
        app.UseWhen(PageErrors.IsPage, static branch => branch.UseStatusCodePages(PageErrors.ShowAsync));

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>().ExcludeFromDescription();
        routes.MapAssets();
        routes.MapBoards();
        routes.MapFragments();
        return routes;
    }
}
