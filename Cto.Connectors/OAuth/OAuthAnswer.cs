using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.OAuth;

/// <summary>What token endpoints answer: tokens, or an error with whatever status.</summary>
internal static class OAuthAnswer
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <param name="answer">Of the token endpoint.</param>
    /// <param name="vendor">Its name.</param>
    /// <param name="isFirst">Whether a code was redeemed; otherwise what was granted before was to be renewed or ended.</param>
    /// <param name="now">From when on the tokens live.</param>
    /// <exception cref="SourceException">There are no tokens in it.</exception>
    public static OAuthTokens Read(RawAnswer answer, string vendor, bool isFirst, DateTimeOffset now)
    {
        var read = JsonText.Read(answer.Content, OAuthJson.Default.OAuthReply);
        if (read is null || Refusal(read, vendor, isFirst) is not { } refusal)
        {
            return read?.AccessToken is { Length: > 0 } token ? Tokens(read, token, now) : throw new SourceException(SourceFault.UnexpectedReply, $"{vendor} gave no token, and no reason.");
        }

        throw refusal;
    }

    /// <summary>The refusal in a body; <see langword="null"/> when none is in it.</summary>
    public static SourceException? Refusal(string body, string vendor, bool isFirst) => JsonText.Read(body, OAuthJson.Default.OAuthReply) is { } read ? Refusal(read, vendor, isFirst) : null;

    private static SourceException? Refusal(OAuthReply reply, string vendor, bool isFirst)
    {
        if (reply.Error is not { Length: > 0 } error)
        {
            return reply.Ok == false ? new(SourceFault.UnexpectedReply, $"{vendor} gave no token, and no reason.") : null;
        }

        var words = HttpFaults.Shorten(reply.ErrorDescription is { Length: > 0 } said ? said.TrimEnd('.') : error, 200);
        return error switch
        {
            "temporarily_unavailable" or "server_error" or "internal_error" or "fatal_error" or "slow_down" => new(SourceFault.Unavailable, $"{vendor} cannot give tokens now: {words}."),
            "ratelimited" or "rate_limited" => new(SourceFault.Throttled, $"{vendor} asks us to wait: {words}."),
            "invalid_client" or "unauthorized_client" or "incorrect_client_credentials" or "bad_client_secret" or "invalid_client_id" => new(SourceFault.Unauthorized, $"{vendor} does not accept the application that asks for access: {words}.")
            {
                Remedy = "Check the client id and the client secret of the OAuth app.",
            },
            "redirect_uri_mismatch" or "bad_redirect_uri" => new(SourceFault.InvalidSettings, $"{vendor} does not know the address it is to come back to: {words}.")
            {
                Remedy = "Register this site's address followed by /oauth/callback as the redirect address of the OAuth app.",
            },
            _ when isFirst => new(SourceFault.Unauthorized, $"{vendor} does not grant access for the code that it sent: {words}.") { Remedy = "Connect again: a code is good once, for a few minutes and for who asked for it." },
            _ => new(SourceFault.Unauthorized, $"{vendor} does not grant access any more: {words}.") { Remedy = "Connect again: the grant was revoked, has ended or was used up." },
        };
    }

    private static OAuthTokens Tokens(OAuthReply read, string token, DateTimeOffset now)
    {
        TimeSpan? life = read.ExpiresIn is > 0 and { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : null;
        return new()
        {
            Token = new(token),
            RefreshToken = read.RefreshToken is { Length: > 0 } refresh ? new(refresh) : null,
            ExpiresAt = now + life,
            RenewAt = life is { } lasts ? now + lasts - Margin(lasts) : null,
            Scope = read.Scope?.Replace(',', ' '),
        };
    }

    /// <summary>A tenth of its life and at least five minutes, but never more than half of it.</summary>
    private static TimeSpan Margin(TimeSpan life) => life / 10 is var tenth && tenth > Ahead ? tenth : life / 2 < Ahead ? life / 2 : Ahead;
}
