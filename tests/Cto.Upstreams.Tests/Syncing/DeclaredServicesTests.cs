using Cto.Upstreams.World;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>What Acme's repositories say of themselves reaches the catalogue as proposals, whatever name they use.</summary>
[Collection(SyncedDemo.Collection)]
public sealed class DeclaredServicesTests(SyncedDemo demo)
{
    [Fact]
    public async Task Every_file_is_a_proposal_for_the_service_that_is_built_there_and_says_where_it_stands()
    {
        var declared = demo.Company.Repositories.Where(repository => CatalogFile.Declared(repository) is not null).ToList();

        var proposals = (await demo.CatalogueAsync()).Proposals.Where(proposal => proposal.System == "backstage").Select(proposal => $"{proposal.Name} → {proposal.Entry}: {proposal.Reason}").Order();

        Assert.Equal(declared.Select(repository => $"{CatalogFile.Declared(repository)} → {repository.Service!.Name}: catalog-info.yaml in {repository.Path}").Order(), proposals);
        Assert.Contains(declared, repository => repository.Forge is Forge.GitLab);
        Assert.Contains(declared, repository => repository.Forge is not Forge.GitLab);
        Assert.Contains(demo.Company.Repositories, repository => CatalogFile.Of(repository) is not null && CatalogFile.Declared(repository) is null);
    }
}
