using Cto.Connectors.Git;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Git;

public sealed class RefusedLocationTests
{
    [Theory]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("-oProxyCommand=x")]
    [InlineData("ext::sh -c whoami")]
    [InlineData("fd::7")]
    [InlineData("ftp://host/shop.git")]
    [InlineData("javascript://host/shop")]
    [InlineData("ssh://-oProxyCommand=x/shop")]
    [InlineData("ssh://host/")]
    [InlineData("-host:shop")]
    [InlineData("host:-shop")]
    [InlineData("host:shop\nx")]
    [InlineData("file://host/shop")]
    [InlineData("relative/path")]
    [InlineData("../shop")]
    [InlineData("github.com/acme/shop")]
    [InlineData("https://user:secret@host/shop")]
    [InlineData("https://secret@host/shop")]
    [InlineData("ssh://user:secret@host/shop")]
    [InlineData("https://host/shop?x=secret")]
    public async Task A_location_that_could_do_harm_is_refused_before_git_sees_it(string location)
    {
        using var source = new GitSource(location, ("Connectors:Git:Program", "/no/git/may/start"));

        var refusal = await source.RefusesAsync();

        Assert.Equal(SourceFault.InvalidSettings, refusal.Fault);
        Assert.DoesNotContain("secret@", refusal.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Remedy);
    }

    [Theory]
    [InlineData("https://GitHub.com/acme/shop.git", "github.com/acme/shop", "acme/shop")]
    [InlineData("https://git.example.org:8443/acme/shop/", "git.example.org:8443/acme/shop", "acme/shop")]
    [InlineData("git@github.com:acme/shop.git", "github.com/acme/shop", "acme/shop")]
    [InlineData("ssh://git@github.com/acme/shop.git", "github.com/acme/shop", "acme/shop")]
    [InlineData("git://example.org/shop", "example.org/shop", "shop")]
    [InlineData("/srv/git/shop.git", "/srv/git/shop.git", "shop")]
    [InlineData("/srv/git/shop/", "/srv/git/shop", "shop")]
    [InlineData("/srv/git/shop/.git", "/srv/git/shop/.git", "shop")]
    [InlineData("file:///srv/git/shop", "/srv/git/shop", "shop")]
    public void A_location_has_a_name_however_it_is_written(string text, string identity, string name)
    {
        var location = GitLocation.Parse(text);
        Assert.Equal((identity, name), (location.Identity, location.Name));
    }

    [Fact]
    public async Task A_path_that_is_no_repository_is_not_found()
    {
        using var repository = new TestRepository();
        var inside = Directory.CreateDirectory(Path.Combine(repository.Path, "inside")).FullName;

        foreach (var path in (string[])[inside, repository.Path + "-nowhere"])
        {
            using var source = new GitSource(path);
            Assert.Equal(SourceFault.NotFound, (await source.RefusesAsync()).Fault);
            Assert.Equal(SourceFault.NotFound, (await source.RefusesAsync(source => source.PullAllAsync())).Fault);
        }
    }

    [Fact]
    public async Task Where_not_every_path_is_open_only_the_operators_are()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        var root = Path.GetDirectoryName(repository.Path)!;
        (string, string) closed = ("Connectors:Git:AnyLocalRepository", "false");

        using var outside = new GitSource(repository.Path, closed, ("Connectors:Git:LocalRoots:0", root + "-other"));
        Assert.Equal(SourceFault.Forbidden, (await outside.RefusesAsync()).Fault);

        using var sibling = new GitSource(repository.Path, closed, ("Connectors:Git:LocalRoots:0", repository.Path[..^1]));
        Assert.Equal(SourceFault.Forbidden, (await sibling.RefusesAsync()).Fault);

        using var within = new GitSource(repository.Path, closed, ("Connectors:Git:LocalRoots:0", root));
        await within.CheckAsync();
    }

    [Fact]
    public async Task Neither_a_link_nor_a_worktree_leads_out_of_what_is_open()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        var open = Directory.CreateDirectory(repository.Path + "-open").FullName;
        Directory.CreateSymbolicLink(Path.Combine(open, "link"), repository.Path);
        repository.Run("worktree", "add", "--quiet", "-b", "work", Path.Combine(open, "work"));

        foreach (var name in (string[])["link", "work"])
        {
            using var source = new GitSource(Path.Combine(open, name), ("Connectors:Git:AnyLocalRepository", "false"), ("Connectors:Git:LocalRoots:0", open));
            Assert.Equal(SourceFault.Forbidden, (await source.RefusesAsync()).Fault);
        }
    }

    [Theory]
    [InlineData("branch", "missing", SourceFault.NotFound)]
    [InlineData("branch", "--all", SourceFault.InvalidSettings)]
    [InlineData("branch", "main^{tree}", SourceFault.InvalidSettings)]
    [InlineData("releasePattern", "v(", SourceFault.InvalidSettings)]
    [InlineData("releasePattern", "(?=v)v1", SourceFault.InvalidSettings)]
    [InlineData("deployments", "sometimes", SourceFault.InvalidSettings)]
    [InlineData("squashCommits", "maybe", SourceFault.InvalidSettings)]
    public async Task A_setting_that_makes_no_sense_is_said(string setting, string value, SourceFault fault)
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        using var source = new GitSource(repository.Path).Set(setting, value);

        var refusal = await source.RefusesAsync();

        Assert.Equal(fault, refusal.Fault);
        Assert.Equal(fault, (await source.RefusesAsync(source => source.PullAllAsync())).Fault);
        if (fault == SourceFault.NotFound)
        {
            Assert.Contains("main", refusal.Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_git_it_says_what_to_install()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        using var source = new GitSource(repository.Path, ("Connectors:Git:Program", "/no/such/git"));

        var refusal = await source.RefusesAsync();

        Assert.Equal(SourceFault.Unavailable, refusal.Fault);
        Assert.Contains("Install git", refusal.Remedy, StringComparison.Ordinal);
    }
}
