using System.Runtime.CompilerServices;
using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Azure;

/// <summary>One Azure source for the length of a call.</summary>
internal sealed class AzureSession(AzureSettings settings, SourceHttp http, TimeProvider clock)
{
    private const string Version = "2023-11-01";
    private const string Route = "{scope}/providers/Microsoft.CostManagement/query";

    private readonly IAzureCostApi _api = http.For<IAzureCostApi>(AzureJson.Default);

    public AzureSettings Settings => settings;

    public TimeProvider Clock => clock;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>The rows of a question in one scope, page by page.</summary>
    public async IAsyncEnumerable<CostRow> RowsAsync(string scope, CostQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var paging = http.Pages();
        var answer = (await _api.QueryAsync(scope, Version, question, cancellationToken)).Content;
        while (true)
        {
            var columns = CostColumns.Of(answer.Properties);
            foreach (var row in answer.Properties?.Rows ?? [])
            {
                if (columns.Read(row) is { } read)
                {
                    yield return read;
                }
            }

            if (paging.Next(answer.Properties?.NextLink) is not { } next)
            {
                yield break;
            }

            answer = await NextAsync(next, question, cancellationToken);
        }
    }

    /// <summary>The next page is the same question at the address that the answer names.</summary>
    private async Task<CostAnswer> NextAsync(Uri next, CostQuestion question, CancellationToken cancellationToken)
    {
        var call = new SourceCall(HttpMethod.Post, Route, () => new(HttpMethod.Post, next)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(question, AzureJson.Default.CostQuestion)) { Headers = { ContentType = new("application/json") } },
        })
        {
            IsRead = true,
        };
        return (await http.SendAsync(call, AnswerReaders.Json(AzureJson.Default.CostAnswer), cancellationToken)).Content;
    }
}

/// <summary>Opens Azure sources, and keeps their tokens.</summary>
internal sealed class AzureSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    private readonly KeptTokens<Secret> _tokens = new(clock);

    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public AzureSession Open(SourceConnection source)
    {
        var settings = new AzureSettings(source.Settings, guard);
        var client = AzureClient.Of(source.Credentials);
        var identity = $"{settings.Login.Authority}/{client.Identity}";
        var dialect = new AzureDialect("Azure Cost Management", identity, token => _tokens.GetAsync(identity, asking => AskAsync(settings, client, identity, asking), token), () => _tokens.Forget(identity));
        return new(settings, http.Open(settings.Management, dialect), clock);
    }

    private async Task<KeptToken<Secret>> AskAsync(AzureSettings settings, AzureClient client, string identity, CancellationToken cancellationToken)
    {
        var api = http.Open(settings.Login, new AzureDialect("Microsoft Entra ID", identity, null, static () => { })).For<IAzureTokenApi>(AzureJson.Default);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client.Id,
            ["client_secret"] = client.Secret.Reveal(),
            ["scope"] = $"{Audience(settings.Management)}/.default",
        };
        var answer = (await api.TokenAsync(client.Tenant, form, cancellationToken)).Content;
        return new(
            new(answer.AccessToken ?? throw new SourceException(SourceFault.UnexpectedReply, "Microsoft Entra ID gave no token.")),
            clock.GetUtcNow().AddSeconds(answer.ExpiresIn ?? 600));
    }

    // Tokens are for Azure itself, also when it is reached through something else; other clouds have their own name.
    private static string Audience(Uri management) =>
        management.Host.StartsWith("management.", StringComparison.OrdinalIgnoreCase) ? $"https://{management.Host}" : AzureSettings.DefaultBaseUrl;
}
