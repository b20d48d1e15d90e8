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

    private static System.Net.Http.Headers.HttpResponseHeaders Headers(string link)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Link", link);
        return response.Headers;
    }
}
