using System.Text.RegularExpressions;
using Cto.Connectors.Git;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Git;

public sealed class GitAccessTests
{
    private static readonly GitLocation Remote = GitLocation.Parse("git@example.org:acme/shop.git");

    [Fact]
    public void A_key_stands_in_a_private_file_as_long_as_it_is_needed()
    {
        string file;
        using (var access = GitAccess.To(Remote, Key(("privateKey", "-----BEGIN\r\nsecret\r\n-----END")), "/data/known hosts", asOperator: true))
        {
            var command = access.Environment["GIT_SSH_COMMAND"];
            file = Regex.Match(command, "-i '([^']+)'").Groups[1].Value;
            Assert.Equal("-----BEGIN\nsecret\n-----END\n", File.ReadAllText(file));
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Contains("BatchMode=yes", command, StringComparison.Ordinal);
            Assert.Contains("IdentitiesOnly=yes", command, StringComparison.Ordinal);
            Assert.Contains("StrictHostKeyChecking=accept-new -o 'UserKnownHostsFile=\"/data/known hosts\"'", command, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", string.Join(' ', access.Environment.Values), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_host_key_that_is_given_is_the_only_one_trusted()
    {
        using var access = GitAccess.To(Remote, Key(("privateKey", "k"), ("hostKey", "example.org ssh-ed25519 AAAA")), "/data/known_hosts", asOperator: true);

        Assert.Contains("StrictHostKeyChecking=yes", access.Environment["GIT_SSH_COMMAND"], StringComparison.Ordinal);
        Assert.DoesNotContain("/data/known_hosts", access.Environment["GIT_SSH_COMMAND"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_keys_of_the_machine_are_used_only_on_a_machine_of_ones_own(bool asOperator, bool isBarred)
    {
        using var access = GitAccess.To(Remote, null, "/data/known_hosts", asOperator);
        Assert.Equal(isBarred, access.Environment["GIT_SSH_COMMAND"].Contains("IdentityFile=none", StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_is_offered_to_its_host_alone_and_only_over_https()
    {
        var token = new SourceCredentials("token", new Dictionary<string, Secret> { ["token"] = new("t0ken") });
        using var access = GitAccess.To(GitLocation.Parse("https://example.org:8443/acme/shop"), token, "/data/known_hosts", asOperator: false);
        Assert.Contains(access.Configuration, entry => entry.Key == "credential.https://example.org:8443.helper");
        Assert.DoesNotContain(access.Configuration, entry => entry.Value.Contains("t0ken", StringComparison.Ordinal));

        Assert.Equal(SourceFault.InvalidSettings, Assert.Throws<SourceException>(() => GitAccess.To(Remote, token, "/data/known_hosts", asOperator: false)).Fault);
    }

    [Fact]
    public void A_token_with_a_line_break_is_refused()
    {
        var token = new SourceCredentials("token", new Dictionary<string, Secret> { ["token"] = new("t0ken\nhost=evil") });
        var refusal = Assert.Throws<SourceException>(() => GitAccess.To(GitLocation.Parse("https://example.org/shop"), token, "/data/known_hosts", asOperator: false));
        Assert.Equal(SourceFault.Unauthorized, refusal.Fault);
    }

    private static SourceCredentials Key(params (string Name, string Value)[] fields) =>
        new("ssh-key", fields.ToDictionary(field => field.Name, field => new Secret(field.Value)));
}
