using Cto.Connectors.Asana;
using Cto.Connectors.Aws;
using Cto.Connectors.Azure;
using Cto.Connectors.CircleCI;
using Cto.Connectors.Datadog;
using Cto.Connectors.Git;
using Cto.Connectors.GitHub;
using Cto.Connectors.GitLab;
using Cto.Connectors.GoogleCloud;
using Cto.Connectors.Http;
using Cto.Connectors.Jenkins;
using Cto.Connectors.Jira;
using Cto.Connectors.NewRelic;
using Cto.Connectors.OAuth;
using Cto.Connectors.Opsgenie;
using Cto.Connectors.PagerDuty;
using Cto.Connectors.Slack;
using Cto.Connectors.Snyk;
using Cto.Connectors.SonarQube;
using Cto.Connectors.ThreatFeeds;
using Cto.Connectors.WebSearch;
using Cto.Domain.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cto.Connectors;

/// <summary>The world outside: one line a connector.</summary>
public static class ConnectorRegistration
{
    /// <summary>Adds every connector and the <see cref="IConnectorCatalog"/> that finds them.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IConnectorCatalog, ConnectorCatalog>();
        services.AddSourceHttp(configuration);
        services.AddSingleton<IOAuthGrants>(provider => ActivatorUtilities.CreateInstance<OAuthGrants>(provider, configuration));

        return services
            .AddGitHub()
            .AddGitLab()
            .AddGit(configuration)
            .AddJenkins()
            .AddCircleCI()
            .AddJira()
            .AddAsana()
            .AddSonarQube()
            .AddSnyk()
            .AddThreatFeeds()
            .AddAws()
            .AddAzure()
            .AddGoogleCloud()
            .AddDatadog()
            .AddNewRelic()
            .AddPagerDuty()
            .AddOpsgenie()
            .AddSlack()
            .AddWebSearch();
    }
}
