using Cto.Domain.Catalogue;

namespace Cto.Domain.Tests.Catalogue;

public sealed class NameMatcherTests
{
    [Theory]
    [InlineData("checkout-service", "checkout-service", 1, "the same name")]
    [InlineData("CHECKOUT-SERVICE", "checkout-service", 1, "the same name")]
    [InlineData("Checkout Service", "checkout-service", 0.98, "the same words, written differently")]
    [InlineData("CheckoutService", "checkout-service", 0.98, "the same words, written differently")]
    [InlineData("acme/checkout-service", "checkout-service", 0.97, "the same words, written differently")]
    [InlineData("service=checkout-service", "checkout-service", 0.97, "the same words, written differently")]
    [InlineData("checkout", "checkout-service", 0.92, "the same name but for “service”")]
    [InlineData("service=checkout", "checkout-service", 0.92, "the same name but for “service”")]
    [InlineData("checkout-svc", "checkout-service", 0.92, "the same name but for “svc” and “service”")]
    [InlineData("datapipeline", "data-pipeline", 0.85, "the same letters, separated differently")]
    [InlineData("chekout-service", "checkout-service", 0.7, "one letter apart")]
    [InlineData("checkout-service-eu", "checkout-service", 0.6, "this name holds checkout-service")]
    public void A_name_is_recognised_with_a_reason(string name, string entry, double confidence, string reason)
    {
        var match = Best(new(CatalogueKind.Service, "x", name), entry);
        Assert.Equal((entry, confidence, reason), (match!.Entry.Name, match.Confidence, match.Reason));
    }

    [Theory]
    [InlineData("billing", "checkout-service")]
    [InlineData("auth", "oauth")]
    [InlineData("service", "checkout-service")]
    [InlineData("---", "checkout-service")]
    [InlineData("api", "api-gateway")]
    public void Other_names_are_not(string name, string entry) => Assert.Null(Best(new(CatalogueKind.Service, "x", name), entry));

    [Fact]
    public void Two_that_fit_equally_well_are_said_and_never_certain()
    {
        var match = Best(new(CatalogueKind.Service, "x", "orders"), "orders-app", "orders-service")!;
        Assert.True(match.Confidence < NameMatcher.Certain);
        Assert.EndsWith("orders-service fits as well", match.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_of_another_owner_is_proposed_and_not_taken()
    {
        var match = new NameMatcher().Best(new(CatalogueKind.Repository, "snyk", "fork/shop"), [new(Guid.NewGuid(), CatalogueKind.Repository, "acme/shop", null, false)])!;
        Assert.InRange(match.Confidence, NameMatcher.Least, NameMatcher.Certain - 0.01);
    }

    [Theory]
    [InlineData("ann", "ann@acme.test", null, 1)]
    [InlineData("ann", "ANN@acme.test", null, 1)]
    [InlineData("al2", null, "Ann Lee", 0.85)]
    [InlineData("ann-lee", null, null, 0.8)]
    [InlineData("ann", null, null, 0.8)]
    [InlineData("AnnLee", null, null, 0.8)]
    [InlineData("annlee", null, null, 0.75)]
    [InlineData("alee", null, null, 0.6)]
    [InlineData("annl", null, null, 0.55)]
    [InlineData("bob", null, null, 0)]
    [InlineData("ann-lee", "bob@acme.test", "Ann Lee", 0)]
    public void People_are_joined_by_email_and_only_proposed_by_name(string login, string? email, string? fullName, double confidence)
    {
        var match = new NameMatcher().Best(
            new(CatalogueKind.Person, "github", login) { Email = email, FullName = fullName }, [new(Guid.NewGuid(), CatalogueKind.Person, "Ann Lee", "ann@acme.test", false)]);
        Assert.Equal(confidence, match?.Confidence ?? 0);
        Assert.True(email is not null || match is null || match.Confidence < NameMatcher.Certain);
    }

    private static NameMatch? Best(SeenName seen, params string[] entries) =>
        new NameMatcher().Best(seen, entries.Select(name => new CatalogueEntry(Guid.NewGuid(), seen.Kind, name, null, false)));
}
