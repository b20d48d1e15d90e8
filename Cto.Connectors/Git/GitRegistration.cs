using Cto.Domain.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Git;

/// <summary>Adds git repositories as a source.</summary>
internal static class GitRegistration
{
    /// <summary>The setting that names the installation's data directory.</summary>
    private const string DataDirectory = "CTO_DATA";

    public static IServiceCollection AddGit(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GitOptions>()
            .Bind(configuration.GetSection(GitOptions.Section))
            .PostConfigure(options =>
            {
                options.MirrorDirectory ??= Path.Combine(configuration[DataDirectory] ?? UserDataDirectory, "git");
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddSingleton<GitProgram>();
        services.AddSingleton<LocalRepositories>();
        services.AddSingleton<MirrorStore>();
        services.AddSingleton<ILocalCopies>(provider => provider.GetRequiredService<MirrorStore>());
        return services.AddSingleton<ISourceConnector, GitConnector>();
    }

    private static string UserDataDirectory =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "cto");
}
