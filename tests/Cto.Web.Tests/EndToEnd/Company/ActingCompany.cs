extern alias upstreams;

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>The vendors in which something can be done, each connected by its token and by OAuth.</summary>
public sealed class ActingCompany : IAsyncLifetime
{
    private readonly Dictionary<(string Vendor, bool OAuth), string> _sources = [];
    private GrantingOwner _owner = null!;
    private HttpClient _client = null!;

    internal CompanyWeb Web { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Web = await CompanyWeb.StartAsync(new() { Scale = 0.01 });
        _client = Web.Web.Client();
        _owner = await GrantingOwner.SignInAsync(Web);
        foreach (var vendor in CompanyWeb.OAuthVendors)
        {
            _sources[(vendor, false)] = await CompanyWeb.ConnectAsync(_client, Web.Source(vendor));
            _sources[(vendor, true)] = await _owner.ConnectAsync(Web.Source(vendor), acting: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _owner.Dispose();
        await Web.DisposeAsync();
    }

    /// <summary>Connects a vendor by its page, to be read only.</summary>
    /// <returns>The id of the source.</returns>
    internal Task<string> ConnectToReadAsync(string vendor) => _owner.ConnectAsync(Web.Source(vendor));

    /// <summary>Ticks the box in a source's settings and connects it again.</summary>
    internal async Task LetActAsync(string source)
    {
        await _client.AskAsync(HttpMethod.Patch, $"/api/v1/sources/{source}", new { settings = new { act = true } });
        Assert.Equal(source, await _owner.ConnectAgainAsync(source));
    }

    /// <summary>Asks the program for an action.</summary>
    internal Task<JsonElement> ActAsync(string vendor, bool byOAuth, Guid id, string type, object action) => ActAsync(_sources[(vendor, byOAuth)], id, type, action);

    /// <summary>Asks a source for it.</summary>
    internal Task<JsonElement> ActAsync(string source, Guid id, string type, object action) => _client.SubmitAsync($"/api/v1/sources/{source}/actions", new { id, type, action });

    /// <summary>Asks for it, and expects that it is done.</summary>
    internal async Task<JsonElement> DoneAsync(string vendor, bool byOAuth, Guid id, string type, object action)
    {
        var answer = await ActAsync(vendor, byOAuth, id, type, action);
        Assert.True(answer.GetProperty("state").GetString() == "done", answer.ToString());
        return answer;
    }

    /// <summary>The process that began an action died before it could write down what came of it.</summary>
    internal async Task ForgetAsync(Guid action)
    {
        await using var owner = NpgsqlDataSource.Create(Web.Web.Database);
        await using var dead = owner.CreateCommand($"""
            select set_config('cto.tenant', (select id::text from tenant), true);
            update source_action set state = 'running', outcome = null, ended_at = null, started_at = now() - interval '3 minutes' where id = '{action}'
            """);
        Assert.Equal(1, await dead.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads from a vendor with the demo's own credentials.</summary>
    internal async Task<JsonElement> ReadAsync(string vendor, string path)
    {
        var credentials = Web.Source(vendor).Credentials;
        using var http = new HttpClient { BaseAddress = Web.Company.Address };
        http.DefaultRequestHeaders.Authorization = vendor switch
        {
            "jira" => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials["email"]}:{credentials["token"]}"))),
            "pagerduty" => new("Token", $"token={credentials["token"]}"),
            _ => new("Bearer", credentials["token"]),
        };
        return await http.FetchAsync($"/{vendor}{path}");
    }

    /// <summary>The bytes of a file that the company took.</summary>
    internal async Task<byte[]> FileAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Web.Company.Address };
        return await http.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
