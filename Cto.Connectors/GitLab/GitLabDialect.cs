using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>How GitLab takes credentials and explains its refusals; its <c>RateLimit-*</c> headers are read as everybody's.</summary>
internal sealed class GitLabDialect(Uri baseAddress, string? token, bool oauth = false) : HttpDialect
{
    public override string Kind => "gitlab";

    public override string Vendor => "GitLab";

    public override string LimitKey { get; } = $"gitlab:{baseAddress.Authority}/{(token is null ? "anonymous" : AccessToken.Identity(token))}";

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (token is not null && oauth)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        else if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("PRIVATE-TOKEN", token);
        }

        return ValueTask.CompletedTask;
    }

    public override string? Words(string body) => Read(body) switch
    {
        null => null,
        { ErrorDescription: { Length: > 0 } description } => description,
        { Message.ValueKind: JsonValueKind.String, Message: { } message } => message.GetString(),
        { Message: { ValueKind: JsonValueKind.Object or JsonValueKind.Array } message } => message.GetRawText(),
        { Error: { Length: > 0 } error } => error,
        _ => null,
    };

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now) => Read(body) switch
    {
        { Error: "insufficient_scope" } refusal => new(
            SourceFault.Forbidden,
            $"GitLab refuses {response.RequestMessage!.RequestUri!.AbsolutePath}: the token needs the scope {HttpFaults.Shorten(refusal.Scope ?? "read_api", 60)}."),
        // "Forbidden" without a word about the token: the account lacks the role.
        { Message.ValueKind: JsonValueKind.String } when response.StatusCode is HttpStatusCode.Forbidden => new(
            SourceFault.Forbidden,
            $"GitLab refuses {response.RequestMessage!.RequestUri!.AbsolutePath}: {HttpFaults.Shorten(Words(body) ?? "not allowed").TrimEnd('.')}; the account needs a higher role in the project or group."),
        _ => null,
    };

    private static GitLabError? Read(string body) => JsonText.Read(body, GitLabJson.Default.GitLabError);
}
