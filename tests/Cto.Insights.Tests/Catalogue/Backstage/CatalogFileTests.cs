using Cto.Domain.Catalogue;
using Cto.Insights.Catalogue.Backstage;

namespace Cto.Insights.Tests.Catalogue.Backstage;

public sealed class CatalogFileTests
{
    private const string Acme = """
        # Everything of the payments team.
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: checkout-service
          title: Checkout Service
          labels: {acme.test/tier: tier-1}
          annotations:
            github.com/project-slug: acme/checkout-service
            jenkins.io/job-full-name: shop/checkout
        spec: {type: service, lifecycle: production, owner: "group:default/payments"}
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata: {name: payments}
        spec:
          type: team
          profile: {displayName: Payments}
          members: [ann, "user:default/bob"]
        ---
        apiVersion: backstage.io/v1alpha1
        kind: User
        metadata: {name: ann}
        spec:
          profile: {displayName: Ann Lee, email: Ann@Acme.test}
          memberOf: [payments]
        ---
        apiVersion: backstage.io/v1alpha1
        kind: API
        metadata: {name: checkout-api}
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: {name: money}
        spec: {type: library}
        """;

    [Fact]
    public void Components_groups_and_users_become_services_teams_and_people()
    {
        var file = CatalogFile.Parse(Acme);
        var (service, team, person) = (file.Entries[0], file.Entries[1], file.Entries[2]);
        Assert.Equal((CatalogueKind.Service, "checkout-service", "payments", 1), (service.Edit.Kind, service.Edit.Name, service.Edit.Team, service.Edit.Tier));
        Assert.Equal(["acme/checkout-service"], service.Edit.Repositories);
        Assert.Equal([("backstage", "checkout-service"), ("backstage", "Checkout Service"), ("jenkins", "shop/checkout")], service.Names);
        Assert.Equal((CatalogueKind.Team, "payments"), (team.Edit.Kind, team.Edit.Name));
        Assert.Equal(["ann", "bob"], team.Edit.Members);
        Assert.Equal((CatalogueKind.Person, "Ann Lee", "ann@acme.test", "payments"), (person.Edit.Kind, person.Edit.Name, person.Edit.Email, person.Edit.Team));
        Assert.Equal([("API", "checkout-api", "the catalogue does not list this kind"), ("Component", "money", "a library is not a service")], file.PassedOver.Select(passed => (passed.Kind, passed.Name, passed.Reason)));
    }

    [Theory]
    [InlineData("", "Line 1: nothing is in it.")]
    [InlineData("kind: Component\n", "Line 1: 'apiVersion: backstage.io/…' is needed.")]
    [InlineData("just a text", "Line 1: 'apiVersion: backstage.io/…' is needed.")]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  title: No name\n", "Line 1: 'metadata.name' is needed.")]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: [a]\n", "Line 4: 'metadata.name' must be a text")]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: Component\nkind: Group\n", "Line 3: 'kind' is there twice.")]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: \"Component\nmetadata: {name: x}\n", "Line ")]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: &m {name: x}\nspec: *m\n", "Line 4: aliases (*name) are not taken: write the value out.")]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: [Component\nname: x\n", "Line 2: not valid YAML")]
    [InlineData("apiVersion: backstage.io/v1alpha1\n\tkind: Component\n", "Line ")]
    public void What_is_wrong_is_said_with_its_line(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<CatalogFileException>(() => CatalogFile.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_means_harm_is_refused_quickly()
    {
        Assert.Throws<CatalogFileException>(() => CatalogFile.Parse(new string('[', 900_000)));
        Assert.Throws<CatalogFileException>(() => CatalogFile.Parse(new string('x', CatalogFile.Longest + 1)));
        Assert.Throws<CatalogFileException>(() => CatalogFile.Parse("apiVersion: backstage.io/v1\nkind: A\nmetadata: {name: x}\nspec: [" + string.Concat(Enumerable.Repeat("a,", 250_000)) + "a]"));
    }
}
