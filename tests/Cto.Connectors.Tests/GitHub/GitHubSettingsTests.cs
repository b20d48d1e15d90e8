using Cto.Connectors.GitHub;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubSettingsTests
{
    private static readonly AddressGuard Guard = new(Options.Create(new SourceHttpOptions()));

    [Theory]
    [InlineData("https://api.github.com", "https://api.github.com/")]
    [InlineData("https://github.com/", "https://api.github.com/")]
    [InlineData("https://ghe.acme.com", "https://ghe.acme.com/api/v3/")]
    [InlineData("https://ghe.acme.com/api/v3", "https://ghe.acme.com/api/v3/")]
    [InlineData("https://api.acme.ghe.com", "https://api.acme.ghe.com/")]
    public void The_address_of_the_pages_leads_to_that_of_the_API(string typed, string expected) => Assert.Equal(expected, Of(("baseUrl", typed)).BaseAddress.AbsoluteUri);

    [Theory]
    [InlineData("organization=acme", "acme/shop", true)]
    [InlineData("organization=ACME", "acme/shop", true)]
    [InlineData("organization=acme", "other/shop", false)]
    [InlineData("organization=acme;repositories=sh*", "acme/shop", true)]
    [InlineData("organization=acme;repositories=web*", "acme/shop", false)]
    [InlineData("organization=acme;repositories=other/tool", "other/tool", true)]
    [InlineData("organization=acme;exclude=*-sandbox", "acme/my-sandbox", false)]
    [InlineData("repositories=acme/shop", "Acme/Shop", true)]
    [InlineData("repositories=acme/shop", "acme/web", false)]
    [InlineData("", "acme/web", true)]
    public void A_repository_is_meant_or_not(string settings, string repository, bool meant) => Assert.Equal(meant, Parse(settings).Covers(Repository(repository)));

    [Fact]
    public void Archived_repositories_count_only_when_named()
    {
        var archived = Repository("acme/old");
        archived.Archived = true;

        Assert.False(Parse("organization=acme").Covers(archived));
        Assert.True(Parse("repositories=acme/old").Covers(archived));
    }

    [Theory]
    [InlineData("repositories=../../user")]
    [InlineData("repositories=acme/..")]
    [InlineData("repositories=acme/shop/pulls")]
    [InlineData("repositories=acme/sh op")]
    [InlineData("organization=acme/../other")]
    [InlineData("organization=acme?x=1")]
    [InlineData("historyDays=0")]
    [InlineData("historyDays=soon")]
    [InlineData("deploymentsFrom=magic")]
    [InlineData("baseUrl=http://10.0.0.1")]
    public void Nonsense_is_refused_with_a_remedy(string settings)
    {
        var fault = Assert.Throws<SourceException>(() => Parse(settings));

        Assert.Equal(SourceFault.InvalidSettings, fault.Fault);
        Assert.NotEqual(SourceFault.InvalidSettings.Remedy(), fault.Remedy);
    }

    [Theory]
    [InlineData("", "Deploy to production", "production")]
    [InlineData("", "Tests", null)]
    [InlineData("stage*=staging, release", "Stage it", "staging")]
    [InlineData("stage*=staging, release", "Release", "production")]
    [InlineData("stage*=staging, release", "Deploy", null)]
    [InlineData("cd.yml", "Whatever it is called", "production")]
    public void A_workflow_deploys_where_its_pattern_says(string patterns, string workflow, string? environment) =>
        Assert.Equal(environment, Of(("deploymentPatterns", patterns)).EnvironmentOfWorkflow(workflow, ".github/workflows/cd.yml"));

    [Fact]
    public void Other_ideas_of_a_deployment_start_a_new_cursor()
    {
        Assert.NotEqual(Parse("deploymentsFrom=releases").DeploymentFingerprint, Parse("deploymentsFrom=workflows").DeploymentFingerprint);
        Assert.Equal(Parse("deploymentsFrom=releases").Fingerprint, Parse("deploymentsFrom=workflows").Fingerprint);
        Assert.NotEqual(Parse("historyDays=10").Fingerprint, Parse("historyDays=20").Fingerprint);
    }

    private static GitHubSettings Parse(string settings) =>
        Of([.. settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(setting => (setting.Split('=', 2)[0], setting.Split('=', 2)[1]))]);

    private static GitHubSettings Of(params (string Name, string Value)[] settings) => new(new(settings.ToDictionary(setting => setting.Name, setting => setting.Value)), Guard);

    private static GitHubRepository Repository(string full) => new() { Id = 1, Name = full.Split('/')[1], FullName = full };
}
