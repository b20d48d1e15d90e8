namespace Cto.Connectors.Tests;

public sealed class RepositoryNameTests
{
    [Theory]
    [InlineData("https://github.com/acme/shop", "acme/shop")]
    [InlineData("https://user@gitlab.example.com:8443/group/sub/shop.git/", "group/sub/shop")]
    [InlineData("git@github.com:acme/shop.git", "acme/shop")]
    [InlineData("ssh://git@host:22/acme/shop.git", "acme/shop")]
    [InlineData("scm:git:https://github.com/acme/shop.git", "acme/shop")]
    [InlineData("acme/shop", "acme/shop")]
    [InlineData("shop", null)]
    [InlineData("https://host/", null)]
    [InlineData("a b/c", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_name_is_found_in_the_address(string? address, string? name) => Assert.Equal(name, RepositoryName.Of(address));
}
