using Cto.Domain.Security;

namespace Cto.Domain.Tests.Security;

public sealed class PackageUrlTests
{
    [Theory]
    [InlineData("maven", "org.apache.logging.log4j:log4j-core", "2.14.1", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1")]
    [InlineData("npm", "@babel/traverse", null, "pkg:npm/%40babel/traverse")]
    [InlineData("pypi", "Typing_Extensions", "4.1", "pkg:pypi/typing-extensions@4.1")]
    [InlineData("composer", "Symfony/HttpKernel", null, "pkg:composer/symfony/httpkernel")]
    [InlineData("golang", "github.com/gin-gonic/gin", "1.7.0", "pkg:golang/github.com/gin-gonic/gin@1.7.0")]
    [InlineData("nuget", "Newtonsoft.Json", "12.0.1+build", "pkg:nuget/Newtonsoft.Json@12.0.1%2Bbuild")]
    [InlineData("deb", "debian/openssl", null, "pkg:deb/debian/openssl")]
    public void A_name_as_its_ecosystem_spells_it_becomes_a_package_url(string type, string name, string? version, string expected) =>
        Assert.Equal(expected, PackageUrl.Of(type, name, version));

    [Theory]
    [InlineData("Maven", "maven")]
    [InlineData("pypi", "pypi")]
    [InlineData("Go", "golang")]
    [InlineData("Wolfi", null)]
    public void Ecosystems_are_named_as_OSV_names_them(string ecosystem, string? type) => Assert.Equal(type, PackageUrl.TypeOf(ecosystem));
}
