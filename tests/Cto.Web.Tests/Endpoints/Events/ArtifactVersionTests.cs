using Cto.Web.Endpoints.Events;

namespace Cto.Web.Tests.Endpoints.Events;

public sealed class ArtifactVersionTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("pkg:oci/shop", null, null)]
    [InlineData("pkg:oci/shop@sha256%3Aabc", "sha256:abc", null)]
    [InlineData("pkg:oci/shop@sha256%3Aabc?repository_url=ghcr.io&tag=2.1", "2.1", null)]
    [InlineData("pkg:github/acme/shop@" + Sha, Sha, Sha)]
    [InlineData("pkg:generic/shop@1.0?vcs_url=git%2Bhttps://example.com/shop.git%40" + Sha + "#sub", "1.0", Sha)]
    [InlineData("@", null, null)]
    public void The_version_and_the_commit_are_read_where_they_stand(string? packageUrl, string? reference, string? commit) =>
        Assert.Equal(new ArtifactVersion(reference, commit), ArtifactVersion.Of(packageUrl));
}
