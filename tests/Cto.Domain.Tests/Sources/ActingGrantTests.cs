using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Domain.Tests.Sources;

public sealed class ActingGrantTests
{
    private static readonly ActionDescriptor Posts = new(typeof(PostMessage), "Post a message", "chat:write", "files:write");

    [Theory]
    [InlineData(null, null, "tick “Also let it act on confirmation: post messages” in the source's settings and connect again")]
    [InlineData(null, "users:read", "without the right chat:write, files:write")]
    [InlineData("true", "users:read files:write", "Connect again and grant chat:write on Acme's page.")]
    // It is granted, so the refusal has another reason: the app is not in the channel, or files alone are missing.
    [InlineData("true", "users:read chat:write files:write", null)]
    [InlineData("true", "users:read chat:write", null)]
    [InlineData("true", null, null)]
    [InlineData("false", "chat:write files:write", null)]
    public void What_to_do_follows_from_what_was_granted(string? act, string? granted, string? words)
    {
        var said = ActingGrant.Remedy(Connector(new("post messages", "chat:write", "files:write")), Source(OAuthCredential.Kind, act, granted), Posts);

        Assert.Equal(words is null, said is null);
        Assert.Contains(words ?? "", said ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_pasted_token_and_a_vendor_with_one_scope_for_both_have_no_box_to_tick()
    {
        Assert.Null(ActingGrant.Remedy(Connector(new("post messages", "chat:write")), Source("token", null, null), Posts));
        Assert.Null(ActingGrant.Remedy(Connector(null), Source(OAuthCredential.Kind, null, "users:read"), Posts));
        Assert.Null(ActingGrant.Setting(Connector(null)));
        Assert.Contains(Connector(new("post messages", "chat:write")).Settings, setting => setting is { Name: ActingGrant.SettingName, Type: SettingType.Flag, Default: "false" });
    }

    [Fact]
    public void What_was_read_stays_when_the_box_is_ticked() =>
        Assert.True(SourceSettings.Empty.ReadsSameAs(new(new Dictionary<string, string> { [ActingGrant.SettingName] = "true" })));

    private static SourceConnection Source(string kind, string? act, string? granted) => new()
    {
        TenantId = Guid.Empty,
        SourceId = Guid.Empty,
        Connector = "acme",
        Name = "Acme",
        Settings = act is null ? SourceSettings.Empty : new(new Dictionary<string, string> { [ActingGrant.SettingName] = act }),
        Credentials = new(kind, granted is null ? new Dictionary<string, Secret>() : new Dictionary<string, Secret> { [OAuthCredential.Scope] = new(granted) }),
    };

    private static ConnectorDescriptor Connector(OAuthActing? acting) => new()
    {
        Kind = "acme",
        Title = "Acme",
        Category = ConnectorCategory.Collaboration,
        Brings = "Messages.",
        DocumentationUrl = "https://acme.test/docs",
        Settings = [],
        Streams = [],
        Credentials = [new(OAuthCredential.Kind, "OAuth", "", []) { OAuth = new() { AuthorizeUrl = "https://acme.test/a", TokenUrl = "https://acme.test/t", Scopes = ["users:read"], Acting = acting } }],
    };
}
