using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>The vendors in which something can be done, each connected by its token and by OAuth.</summary>
public sealed class ActingCompany : IAsyncLifetime
{
    private readonly Dictionary<(string Vendor, bool OAuth), string> _sources = [];
    private readonly GrantedCompany _granted = new();

    internal CompanyWeb Web => _granted.Web;

    public async ValueTask InitializeAsync()
    {
        await _granted.InitializeAsync();
        foreach (var vendor in CompanyWeb.OAuthVendors)
        {
            _sources[(vendor, false)] = await CompanyWeb.ConnectAsync(_granted.Client, Web.Source(vendor));
            _sources[(vendor, true)] = await _granted.Owner.ConnectAsync(Web.Source(vendor), acting: true);
        }
    }

    public ValueTask DisposeAsync() => _granted.DisposeAsync();

    /// <summary>Connects a vendor by its page, to be read only.</summary>
    /// <returns>The id of the source.</returns>
    internal Task<string> ConnectToReadAsync(string vendor) => _granted.Owner.ConnectAsync(Web.Source(vendor));

    /// <summary>Ticks the box in a source's settings and connects it again.</summary>
    internal async Task LetActAsync(string source)
    {
        await _granted.Client.AskAsync(HttpMethod.Patch, $"/api/v1/sources/{source}", new { settings = new { act = true } });
        Assert.Equal(source, await _granted.Owner.ConnectAgainAsync(source));
    }

    /// <summary>Asks the program for an action.</summary>
    internal Task<JsonElement> ActAsync(string vendor, bool byOAuth, Guid id, string type, object action) => ActAsync(_sources[(vendor, byOAuth)], id, type, action);

    /// <summary>Asks a source for it.</summary>
    internal Task<JsonElement> ActAsync(string source, Guid id, string type, object action) => _granted.Client.SubmitAsync($"/api/v1/sources/{source}/actions", new { id, type, action });

    /// <summary>Asks for it, and expects that it is done.</summary>
    internal async Task<JsonElement> DoneAsync(string vendor, bool byOAuth, Guid id, string type, object action)
    {
        var answer = await ActAsync(vendor, byOAuth, id, type, action);
        Assert.True(answer.GetProperty("state").GetString() == "done", answer.ToString());
        return answer;
    }

    /// <summary>Reads from a vendor with the demo's own credentials.</summary>
    internal async Task<JsonElement> ReadAsync(string vendor, string path)
    {
        var credentials = Web.Source(vendor).Credentials;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/{vendor}{path}", UriKind.Relative));
        request.Headers.Authorization = vendor switch
        {
            "jira" => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials["email"]}:{credentials["token"]}"))),
            "pagerduty" => new("Token", $"token={credentials["token"]}"),
            _ => new("Bearer", credentials["token"]),
        };
        using var answer = await Web.Simulator.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.ReadAsync(HttpStatusCode.OK);
    }

    /// <summary>The bytes of a file that the company took.</summary>
    internal Task<byte[]> FileAsync(string path) => Web.Simulator.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
