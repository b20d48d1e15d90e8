using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.WebSearch;

/// <summary>Adds the web search.</summary>
internal static class WebSearchRegistration
{
    public static IServiceCollection AddWebSearch(this IServiceCollection services) => services.AddSingleton<ISourceConnector, WebSearchConnector>();
}
