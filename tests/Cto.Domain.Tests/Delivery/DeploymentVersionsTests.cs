using Cto.Domain.Delivery;

namespace Cto.Domain.Tests.Delivery;

public sealed class DeploymentVersionsTests
{
    [Theory]
    [InlineData("v1.4.0", "17e099b90eb2cbd993fe31c90e094645284a6dbb", "v1.4.0")]
    [InlineData("main", "17e099b90eb2cbd993fe31c90e094645284a6dbb", "main 17e099b")]
    [InlineData("hotfix/2026-11-03", "17e099b90eb2cbd993fe31c90e094645284a6dbb", "hotfix/2026-11-03")]
    [InlineData("main", null, "main")]
    [InlineData(null, "17e099b90eb2cbd993fe31c90e094645284a6dbb", "17e099b")]
    [InlineData(null, "build-number-12", "build-number-12")]
    [InlineData(null, null, null)]
    public void A_version_is_labelled_so_that_two_of_them_can_be_told_apart(string? name, string? commit, string? label) =>
        Assert.Equal(label, DeploymentVersions.LabelOf(new Deployment { Key = "d", Service = "shop", Environment = "production", Ref = name, Commit = commit }));
}
