using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Http;

public sealed class PagingTests
{
    private static readonly Uri First = new("https://api.test/things?page=1");

    [Theory]
    [InlineData("<https://api.test/things?page=2>; rel=\"next\"", "https://api.test/things?page=2")]
    [InlineData("<https://api.test/things?page=9>; rel=\"last\", <https://api.test/things?page=2>; rel=\"next\"", "https://api.test/things?page=2")]
    [InlineData("<https://api.test/things?page=2>; rel=next", "https://api.test/things?page=2")]
    [InlineData("<https://api.test/things?page=2>;title=\"a, b\";rel=\"next\"", "https://api.test/things?page=2")]
    [InlineData("</things?page=2>; rel=\"next\"", "https://api.test/things?page=2")]
    [InlineData("<https://api.test:443/things?page=2>; rel=\"next\"", "https://api.test/things?page=2")]
    [InlineData("<https://api.test/things?page=1>; rel=\"prev\"", null)]
    [InlineData("https://api.test/things?page=2; rel=\"next\"", null)]
    [InlineData("<", null)]
    [InlineData("", null)]
    public void The_next_page_is_found_in_the_header(string link, string? expected) => Assert.Equal(expected, new Paging(First).Next(Headers(link))?.AbsoluteUri);

    [Theory]
    [InlineData("<https://evil.test/things?page=2>; rel=\"next\"")]
    [InlineData("<http://api.test/things?page=2>; rel=\"next\"")]
    [InlineData("<https://api.test:8443/things?page=2>; rel=\"next\"")]
    [InlineData("<//evil.test/things>; rel=\"next\"")]
    [InlineData("<https://api.test@evil.test/things>; rel=\"next\"")]
    [InlineData("<https://me@api.test/things>; rel=\"next\"")]
    public void A_link_to_another_host_is_refused(string link) =>
        Assert.Equal(SourceFault.UnexpectedReply, Assert.Throws<SourceException>(() => new Paging(First).Next(Headers(link))).Fault);

    [Fact]
    public void Circles_are_noticed()
    {
        var paging = new Paging(First);
        paging.Next(Headers("<https://api.test/things?page=2>; rel=\"next\""));

        Assert.Throws<SourceException>(() => paging.Next(Headers("<https://api.test/things?page=1>; rel=\"next\"")));
        Assert.Throws<SourceException>(() => paging.Next(Headers("<https://api.test/things?page=2>; rel=\"next\"")));
    }

    [Theory]
    [InlineData("https://api.test/things?page=2", "https://api.test/things?page=2")]
    [InlineData("/things?page=2", "https://api.test/things?page=2")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_address_in_the_body_is_followed_as_a_link_is(string? target, string? expected) => Assert.Equal(expected, new Paging(First).Next(target)?.AbsoluteUri);

    [Fact]
    public void An_address_in_the_body_must_stay_on_the_host_and_lead_on()
    {
        var paging = new Paging(First);

        Assert.Throws<SourceException>(() => paging.Next("https://evil.test/things?page=2"));
        Assert.Throws<SourceException>(() => paging.Next(First.AbsoluteUri));
    }

    [Fact]
    public void Tokens_lead_to_the_end_and_never_back()
    {
        var paging = new Paging(First);

        Assert.Equal("a", paging.NextToken("a"));
        Assert.Equal("b", paging.NextToken("b"));
        Assert.Null(paging.NextToken(""));
        Assert.Null(paging.NextToken(null));
        Assert.Equal(SourceFault.UnexpectedReply, Assert.Throws<SourceException>(() => paging.NextToken("a")).Fault);
    }

    [Fact]
    public async Task A_list_is_read_to_its_end_and_its_holes_are_left_out()
    {
        var asked = new List<string?>();

        var all = await new Paging(First).AllAsync(token => Ask(asked, token, last: ""), page => page.Items, page => page.Next);

        Assert.Equal(["one", "two", "three"], all);
        Assert.Equal([null, "a", "b"], asked);
    }

    [Fact]
    public async Task A_list_that_leads_back_is_refused()
    {
        var asked = new List<string?>();

        var fault = await Assert.ThrowsAsync<SourceException>(() => new Paging(First).AllAsync(token => Ask(asked, token, last: "a"), page => page.Items, page => page.Next));

        Assert.Equal((SourceFault.UnexpectedReply, 3), (fault.Fault, asked.Count));
    }

    [Fact]
    public void A_page_that_repeats_the_one_before_is_refused()
    {
        var paging = new Paging(First);
        paging.Distinct(["PAY-1", "PAY-2"], ["PAY-2", "PAY-3"]);
        paging.Distinct([], new[] { "PAY-1" });

        Assert.Throws<SourceException>(() => paging.Distinct(["PAY-1", "PAY-2"], ["PAY-2", "PAY-1"]));
    }

    private static Task<(string?[]? Items, string? Next)> Ask(List<string?> asked, string? token, string last)
    {
        asked.Add(token);
        return Task.FromResult<(string?[]?, string?)>(token switch
        {
            null => (["one", null, "two"], "a"),
            "a" => (null, "b"),
            _ => (["three"], last),
        });
    }

    private static System.Net.Http.Headers.HttpResponseHeaders Headers(string link)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Link", link);
        return response.Headers;
    }
}
