using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Sources;

/// <summary>Adds what source grains work with; needs the store, the insights and the catalogue of connectors.</summary>
public static class SourceRegistration
{
    public static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton<UpstreamBreakers>().AddSingleton<SourceInstruments>().AddSingleton<SourceAccess>().AddSingleton<SourceActing>()
        .AddSingleton<SourceSync>().AddSingleton<SourceRemoval>().AddSingleton<SourceNews>().AddSingleton<SourceFacts>();
}
