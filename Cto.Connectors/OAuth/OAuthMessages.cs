using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.OAuth;

/// <summary>The requests to token endpoints.</summary>
internal static class OAuthMessages
{
    public static HttpRequestMessage Token(OAuthAccount account, Uri address, IReadOnlyList<KeyValuePair<string, string>> grant)
    {
        IReadOnlyList<KeyValuePair<string, string>> fields = account.OAuth.BasicClient ? grant : [.. grant, .. Client(account)];
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = account.OAuth.JsonRequest ? JsonContent.Create(new Dictionary<string, string>(fields), OAuthJson.Default.DictionaryStringString) : new FormUrlEncodedContent(fields),
        };
        if (account.OAuth.BasicClient)
        {
            request.Headers.Authorization = Basic(account.Client);
        }

        return request;
    }

    public static HttpRequestMessage Revocation(OAuthAccount account, Uri address, Secret token) => account.OAuth.Revocation switch
    {
        OAuthRevocation.Bearer => new(HttpMethod.Post, address) { Headers = { Authorization = new("Bearer", token.Reveal()) } },
        OAuthRevocation.Delete => new(HttpMethod.Delete, address)
        {
            Headers = { Authorization = Basic(account.Client) },
            Content = JsonContent.Create(new Dictionary<string, string> { ["access_token"] = token.Reveal() }, OAuthJson.Default.DictionaryStringString),
        },
        _ => Token(account, address, [new("token", token.Reveal())]),
    };

    private static IEnumerable<KeyValuePair<string, string>> Client(OAuthAccount account) =>
        [new("client_id", account.Client.Id), new("client_secret", account.Client.Secret.Reveal())];

    private static AuthenticationHeaderValue Basic(OAuthClient client) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(client.Id)}:{Uri.EscapeDataString(client.Secret.Reveal())}")));
}
